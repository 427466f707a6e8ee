"""The drawings that the page trains on: reproducible, close to the originals, of all writers and digits."""

import numpy as np
import pytest

from numbre.train.data import datasets
from numbre.train.features import ink
from tools import drawings

MOST_BYTES = 140_000  # before compression; see tests/browser/test_train.py for those after it


@pytest.fixture(scope="module")
def packed():
    return drawings.PATH.read_bytes()


def test_the_committed_file_is_what_the_tool_makes_of_the_published_set(packed, published):
    assert drawings.pack(published["pendigits"]) == packed


def test_rasters_stay_close_to_those_of_the_original_drawings(packed, published):
    published = published["pendigits"]
    own = np.flatnonzero(published.sources == "01")
    originals = [published.items[i] for i in own[np.arange(drawings.EACH) * len(own) // drawings.EACH]]
    found, _, writers = drawings.unpack(packed)
    rasters = ink.render(ink.Batch.of([found[i] for i in np.flatnonzero(writers == 1)]))
    difference = np.abs(rasters - ink.render(ink.Batch.of(originals)))
    assert difference.mean() < 0.006  # of full ink
    assert difference.mean(axis=1).max() < 0.03


def test_it_holds_a_hundred_drawings_of_thirty_writers_and_all_digits_of_each(packed):
    found, digits, writers = drawings.unpack(packed)
    assert len(packed) < MOST_BYTES
    assert np.array_equal(np.unique(writers, return_counts=True), (np.arange(1, 31), np.full(30, 100)))
    for writer in range(1, 31):
        assert set(digits[writers == writer]) == set(range(10))
    assert all(stroke.min() >= 0 and stroke.max() < drawings.GRID for drawing in found for stroke in drawing)


def test_what_is_packed_comes_back():
    corner = np.array([[0, 0], [100, 0], [100, 50.0]])
    dot = np.array([[30.0, 20]])
    dataset = datasets.Dataset(
        "pendigits",
        [[corner, dot]] * 3,
        np.array([7, 1, 2]),
        np.array(["01", "01", "02"]),
        np.array(["train"] * 3),
        "",
    )
    found, digits, writers = drawings.unpack(drawings.pack(dataset))
    assert (len(found), set(digits[:100]), set(writers)) == (200, {7, 1}, {1, 2})
    assert [stroke.tolist() for stroke in found[0]] == [[[0, 0], [127, 0], [127, 64]], [[38, 25]]]
