"""Batches: the content of an epoch, decided by its seed and its number."""

from dataclasses import replace

import numpy as np
import pytest

from numbre.train.data.datasets import FIRST_MARK, NOT_A_DIGIT
from numbre.train.data.unipen_characters import MARKS
from numbre.train.features import directions
from numbre.train.fitting.batches import Batches
from numbre.train.models.recipe import RECIPES

RECIPE = replace(
    RECIPES["ink"],
    **{
        "batch": 50,
        "warp": False,
        "views": 4,
        "views_per_epoch": 2,
        "scan_views": 1,
        "hide_directions": 0.0,
        "paper": 0.0,
    },
)
SCANS = np.full((100, 784), 200, dtype=np.uint8), np.full(100, 1)


def views(count, label, n=100):
    """Return (views, labels) where the first byte of every drawing is the number of its view."""
    made = np.full((count, n, 784 * directions.CHANNELS), 50, dtype=np.uint8)
    made[:, :, 0] = np.arange(count)[:, None]
    return made, np.full(n, label)


def epoch(number, recipe=RECIPE):
    """Return all inputs [n, 784, 5] and labels [n] of an epoch."""
    batches = Batches(SCANS, [views(4, 2), views(2, NOT_A_DIGIT)], recipe, number)
    parts = [batches[i] for i in range(len(batches))]
    inputs = np.concatenate([inputs for inputs, _ in parts]).reshape(-1, 784, directions.CHANNELS)
    return inputs, np.concatenate([hot for _, hot in parts])


def seen(number, label):
    inputs, hot = epoch(number)
    return sorted(set(np.rint(inputs[hot.argmax(axis=1) == label][:, 0, 0] * 255).astype(int)))


def test_an_epoch_holds_every_scan_once_digits_in_their_views_and_negatives_in_one():
    _, hot = epoch(0)
    assert hot.shape == (100 + 2 * 100 + 100, FIRST_MARK + len(MARKS))
    assert list(hot.sum(axis=0)[[1, 2, NOT_A_DIGIT]]) == [100, 200, 100]


def test_scans_are_seen_as_often_as_the_recipe_says_each_time_warped_anew():
    inputs, hot = epoch(0, replace(RECIPE, scan_views=3, warp=True, unwarped=0.0))
    scans = inputs[hot[:, 1] == 1][:, :, 0]
    assert len(scans) == 300
    assert len(np.unique(scans, axis=0)) > 290
    inputs, hot = epoch(0, replace(RECIPE, scan_views=2, hide_directions=1.0))
    assert np.isclose(inputs[hot[:, 2] == 1][:, 1:, 0], 50 / 255).all(), "drawings are told from scans"
    assert hot.sum(axis=0)[[1, 2]].tolist() == [200, 200]


def test_marks_have_classes_of_their_own_and_are_seen_in_one_view():
    batches = Batches(SCANS, [views(4, 2), views(2, FIRST_MARK + 3)], RECIPE, 1)
    counts = sum(batches[i][1].sum(axis=0) for i in range(len(batches)))
    assert counts[[1, 2, FIRST_MARK + 3]].tolist() == [100, 200, 100]


def test_views_take_turns():
    assert [seen(number, 2) for number in range(3)] == [[0, 1], [2, 3], [0, 1]]
    assert [seen(number, NOT_A_DIGIT) for number in range(3)] == [[0], [1], [0]]


def test_scans_get_guessed_directions_and_drawings_keep_theirs():
    inputs, hot = epoch(0)
    scans = inputs[hot[:, 1] == 1]
    guessed = directions.from_rasters(SCANS[0] / np.float32(255))
    assert np.allclose(scans.reshape(len(scans), -1), guessed, atol=1e-6)
    assert np.allclose(inputs[hot[:, 2] == 1][:, 1:], 50 / 255)


@pytest.mark.parametrize("share", [0.0, 0.3, 1.0])
def test_a_share_of_the_scans_stays_unwarped(share):
    inputs, hot = epoch(0, replace(RECIPE, warp=True, unwarped=share))
    kept = np.isclose(inputs[hot[:, 1] == 1][:, :, 0], 200 / 255).all(axis=1)
    assert kept.mean() == pytest.approx(share, abs=0.12)


@pytest.mark.parametrize("share", [0.3, 1.0])
def test_directions_are_guessed_for_a_share_of_the_drawings(share):
    inputs, hot = epoch(0, replace(RECIPE, hide_directions=share))
    drawn = inputs[hot[:, 1] == 0]
    guessed = ~np.isclose(drawn[:, 300, 1], 50 / 255)
    assert guessed.mean() == pytest.approx(share, abs=0.08)
    assert np.allclose(drawn[guessed][:, 1:, 0], 50 / 255), "the raster stays"


@pytest.mark.parametrize("share", [0.3, 1.0])
def test_a_share_of_the_scans_is_scanned_again_and_all_else_stays_as_it_is(share):
    recipe = replace(RECIPE, warp=True, hide_directions=0.5)
    plain, hot = epoch(0, recipe)
    some, _ = epoch(0, replace(recipe, paper=share))
    changed = (plain != some).any(axis=(1, 2))
    assert not changed[hot[:, 1] == 0].any(), "drawings are on paper as they are rendered"
    assert changed[hot[:, 1] == 1].mean() == pytest.approx(share, abs=0.12)
    scans = some[changed]
    guessed = directions.from_rasters(scans[:, :, 0]).reshape(scans.shape)
    assert np.allclose(scans, guessed, atol=1e-6)


def test_the_same_epoch_is_the_same_and_the_next_is_not():
    recipe = replace(RECIPE, warp=True, elastic=0.5, hide_directions=0.5, paper=0.5)
    one, same, other = (epoch(number, recipe)[0] for number in (1, 1, 2))
    assert np.array_equal(one, same)
    assert not np.array_equal(one, other)


def test_the_batches_are_those_of_the_committed_networks():
    recipe = replace(RECIPE, seed=2, hide_directions=0.5)
    batches = Batches(SCANS, [views(4, 2), views(2, NOT_A_DIGIT)], recipe, 3)
    inputs, hot = batches[2]
    hidden = ~np.isclose(inputs.reshape(-1, 784, directions.CHANNELS)[:, 300, 1], 50 / 255)
    assert batches.order[:6].tolist() == [36, 125, 219, 15, 61, 352]
    assert np.flatnonzero(hidden & (hot[:, 1] == 0))[:8].tolist() == [0, 1, 3, 4, 7, 8, 10, 12]
