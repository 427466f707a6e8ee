"""Random variations: seeded, gentle, and still handwriting."""

import numpy as np

from numbre.train.augment import warp
from numbre.train.features import ink
from tests.fixtures.tiny_data import digits

BATCH = ink.Batch.of([drawing for _, drawing in digits()])


def test_the_same_seed_gives_the_same_drawings():
    one, pens = warp.drawings(BATCH, np.random.default_rng(3))
    two, same = warp.drawings(BATCH, np.random.default_rng(3))
    assert np.array_equal(one.points, two.points)
    assert np.array_equal(pens, same)
    other, _ = warp.drawings(BATCH, np.random.default_rng(4))
    assert not np.array_equal(one.points, other.points)


def test_no_variation_leaves_the_raster_as_it_was():
    none = dict.fromkeys(("turn", "slant", "aspect", "wobble", "jitter", "pen"), 0)
    same, pens = warp.drawings(BATCH, np.random.default_rng(0), **none)
    assert np.abs(ink.render(same, pens) - ink.render(BATCH)).max() < 1e-6


def test_no_variation_leaves_rasters_as_they_were():
    rasters = ink.render(BATCH)
    same = warp.rasters(rasters, np.random.default_rng(0), turn=0, slant=0, scale=0, shift=0)
    assert np.abs(same - rasters).max() < 1e-5


def test_a_shift_moves_the_centre_of_mass_and_keeps_the_ink():
    rasters = ink.render(BATCH)
    rng = np.random.default_rng(1)
    moved = warp.rasters(rasters, rng, turn=0, slant=0, scale=0, shift=1.0)
    middle = [image.sum(0) @ np.arange(28) / image.sum() for image in moved.reshape(-1, 28, 28)]
    assert 0.7 < np.std(middle) < 1.3
    assert np.abs(moved.sum(1) - rasters.sum(1)).max() < 0.02 * rasters.sum(1).max()


def test_warped_rasters_stay_between_nothing_and_one():
    rasters = warp.rasters(ink.render(BATCH), np.random.default_rng(2))
    assert rasters.dtype == np.float32
    assert rasters.min() >= 0
    assert rasters.max() <= 1
    assert rasters.any(axis=1).all()


def test_a_blank_and_a_dot_can_be_varied():
    batch, pens = warp.drawings(ink.Batch.of([[], [[[5, 5]]]]), np.random.default_rng(0))
    blank, dot = ink.render(batch, pens)
    assert not blank.any()
    assert dot.any()


def test_waves_bend_every_raster_its_own_way_and_keep_its_ink():
    rasters = ink.render(BATCH)
    still = {"turn": 0, "slant": 0, "scale": 0, "shift": 0}
    bent = warp.rasters(rasters, np.random.default_rng(0), **still, elastic=0.5)
    assert (np.abs(bent - rasters).max(axis=1) > 0.02).mean() > 0.9
    assert np.abs(bent.sum(1) - rasters.sum(1)).mean() < 0.1 * rasters.sum(1).mean()
