"""Paper: soft and uneven ink by pens of other widths on clean paper, in the frame of scans."""

import numpy as np
import pytest

from numbre.train.augment import paper, warp
from numbre.train.features import directions, ink
from tests.fixtures.tiny_data import digits

BATCH = ink.Batch.of([drawing for _, drawing in digits()])
RASTERS = ink.render(BATCH)


def scanned(rasters=RASTERS, seed=0, **options):
    return paper.scanned(rasters, np.random.default_rng(seed), **options)


def softness(rasters):
    """Return how wide edges are, pixels: ink that is neither full nor none, by the length of edges."""
    images = rasters.reshape(-1, 28, 28)
    edges = sum(np.abs(np.diff(images, axis=axis)).sum() for axis in (1, 2))
    return (images * (1 - images)).sum() / edges


def test_the_same_seed_gives_the_same_scans():
    assert np.array_equal(scanned(seed=3), scanned(seed=3))
    assert not np.array_equal(scanned(seed=3), scanned(seed=4))


def test_pens_are_thin_and_thick_within_bounds():
    widths = paper.pens(10_000, np.random.default_rng(0))
    assert np.median(widths) == pytest.approx(paper.PEN, rel=0.02)
    assert np.std(np.log(widths)) == pytest.approx(paper.SPREAD, rel=0.05)
    assert paper.WIDTHS[0] <= widths.min() < 1 < 4 < widths.max() <= paper.WIDTHS[1]


def test_edges_become_soft_and_ink_fainter_by_each_its_own_measure():
    one = scanned()
    assert one.dtype == np.float32
    assert one.min() >= 0
    assert one.max() <= 1
    assert softness(one) > 1.5 * softness(RASTERS)
    sums = one.sum(axis=1) / RASTERS.sum(axis=1)
    assert 0.8 < sums.min() < 0.95 < 1 < sums.max() < 1.15
    assert softness(scanned(blur=(0.6, 0.6))) > softness(scanned(blur=(0.2, 0.2)))


def test_paper_stays_clean():
    one = scanned().reshape(-1, 28, 28)
    inked = np.pad(RASTERS.reshape(-1, 28, 28) > 0, ((0, 0), (2, 2), (2, 2)))
    near = np.lib.stride_tricks.sliding_window_view(inked, (5, 5), axis=(1, 2)).any(axis=(3, 4))
    assert not one[~near].any()
    assert not scanned(np.zeros((3, 784), dtype=np.float32)).any()


def test_scans_are_fitted_to_the_box_of_their_solid_ink():
    moved = warp.rasters(RASTERS, np.random.default_rng(1))
    fitted = paper.fitted(moved).reshape(-1, 28, 28)
    for image in fitted:
        rows, columns = np.nonzero(image >= paper.SOLID)
        assert max(np.ptp(rows), np.ptp(columns)) + 1 == pytest.approx(ink.BOX, abs=1)
        assert (np.indices((28, 28)) * image).sum(axis=(1, 2)) / image.sum() == pytest.approx(13.5, abs=0.2)


def test_faint_and_blank_scans_stay_as_they_are():
    faint = RASTERS * np.float32(0.4)
    assert np.array_equal(paper.fitted(faint), faint)
    blank = np.zeros((1, 784), dtype=np.float32)
    assert np.array_equal(paper.fitted(blank), blank)


@pytest.mark.parametrize("make", [paper.inputs, paper.inputs_again])
def test_directions_are_guessed_from_the_scan(make):
    alone = make(RASTERS, np.random.default_rng(0), 1)
    assert alone.shape == RASTERS.shape
    found = make(RASTERS, np.random.default_rng(0), directions.CHANNELS)
    assert np.array_equal(found, directions.from_rasters(alone))
    assert make(RASTERS[:0], np.random.default_rng(0), 5).shape == (0, 784 * 5)
