"""Rasters of whole sets: fast, cached under everything they depend on, spread evenly."""

import time

import numpy as np
import pytest
from numbre.train import data, fetch, ink, rasters, warp
from numbre.train.rasters import Examples
from numbre.train.recipe import RECIPES

from .tiny import digits

QUICK = RECIPES["ink"].quick()


@pytest.fixture
def cache(tmp_path, monkeypatch):
    monkeypatch.setattr(fetch.platformdirs, "user_cache_dir", lambda name: str(tmp_path / name))
    return tmp_path / "numbre" / "rasters"


@pytest.fixture
def pendigits(tiny_data):
    return data.load_pendigits(tiny_data, checked=False)


def test_a_hundred_thousand_drawings_take_less_than_three_minutes():
    drawings = [drawing for _, drawing in digits()] * 40
    batch = ink.Batch.of(drawings)
    started = time.perf_counter()
    warped, pens = warp.drawings(batch, np.random.default_rng(0))
    ink.render(warped, pens)
    assert (time.perf_counter() - started) / len(drawings) * 100_000 < 180


def test_what_was_rendered_is_not_rendered_again(cache, pendigits, monkeypatch):
    first, labels = rasters.warped(pendigits, QUICK)
    assert first.shape == (QUICK.views, len(labels), 784)
    monkeypatch.setattr(ink, "render", None)
    again, _ = rasters.warped(pendigits, QUICK)
    assert np.array_equal(first, again)
    assert len(list(cache.iterdir())) == 1


def test_other_items_and_other_views_are_rendered_anew(cache, pendigits):
    rasters.warped(pendigits, QUICK)
    rasters.plain(pendigits, "train")
    rasters.plain(pendigits, "validation")
    rasters.plain(pendigits, "validation", limit=5)
    assert len(list(cache.iterdir())) == 4


def test_a_damaged_cache_is_rendered_anew(cache, pendigits):
    first = rasters.plain(pendigits, "train").rasters
    [file] = cache.iterdir()
    file.write_bytes(file.read_bytes()[:500])
    assert np.array_equal(rasters.plain(pendigits, "train").rasters, first)


def test_a_sample_is_spread_over_the_set():
    some = Examples("some", np.arange(300)[:, None], np.arange(300), np.arange(300))
    taken = rasters.sample(some, 100)
    assert np.ptp(np.diff(taken.labels)) <= 1
    assert np.array_equal(taken.rasters[:, 0], taken.labels)
    assert (taken.labels[0], taken.labels[-1], len(taken.labels)) == (0, 299, 100)
    assert len(rasters.sample(some, 1000).labels) == 300
