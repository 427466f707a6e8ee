"""Strokes that are read: lines, frames and ink gone over are not; digits lose nothing."""

import numpy as np
import pytest

from numbre.export.golden_drawings import golden_drawings
from numbre.train.segmentation.clean import strokes_to_read
from tests.fixtures.segmentation import composed, joined, line, ring, with_furniture

FURNITURE, GOLDEN = with_furniture(), golden_drawings()  # once: to make them takes longer than a test
DROPPED = {  # in drawings of the fixture: indices of strokes
    "underlined": [4],
    "underlined with a wave, far below": [4],
    "underlined through descenders": [4],
    "underlined twice": [4, 5],
    "one digit underlined": [2],
    "both lines underlined": [2, 5],
    "struck out": [4],
    "struck out aslant": [2],
    "circled": [4],
    "circled in two strokes": [4, 5],
    "boxed": [4],
    "boxed in two strokes": [4, 5],
    "boxed in four strokes": [0, 1, 2, 3],
    "one digit boxed, and underlined": [2, 3],
    "gone over": [3, 4, 5],
    "gone over three times": [2, 3, 4, 5],
}


def dropped(drawing):
    """Return the indices of the strokes that are not read."""
    strokes = [
        np.array(stroke, dtype=float)[:, :2] if len(stroke) else np.zeros((0, 2)) for stroke in drawing
    ]
    kept = strokes_to_read(strokes)
    return [i for i in range(len(strokes)) if i not in kept]


@pytest.mark.parametrize("name", FURNITURE)
def test_only_what_is_no_writing_is_left_out(name):
    assert dropped(FURNITURE[name]) == DROPPED.get(name, [])


@pytest.mark.parametrize("name", [name for name in GOLDEN if name.startswith("digit ")])
def test_digits_lose_nothing(name):
    assert dropped(GOLDEN[name]) == []


def test_empty_strokes_are_not_read():
    assert dropped([[], *composed("5"), [], line(-10, 100, 165)]) == [0, 3, 4]


@pytest.mark.parametrize("scale", [1e-6, 1e-3, 1, 1e3, 1e9])
def test_size_and_place_change_nothing(scale):
    for name, drawing in FURNITURE.items():
        assert dropped([(stroke + np.array([300, -70])) * scale for stroke in drawing]) == DROPPED.get(
            name, []
        ), name


def test_a_joined_number_is_no_line_and_its_underline_is():
    (stroke,) = joined(composed("0000", gap=10))
    assert dropped([stroke, line(-10, 430, 165)]) == [1]
    assert dropped([*composed("2026"), stroke + np.array([0, 160])]) == []


def test_a_ring_around_one_of_two_numbers_stays():
    assert dropped([*composed("26"), ring(-60, -60, 280, 200), *composed("31", left=400)]) == []


@pytest.mark.parametrize("drawing", list(GOLDEN.values()))
def test_something_is_always_left(drawing):
    inked = [stroke for stroke in drawing if len(stroke)]
    assert len(dropped(drawing)) < len(drawing) or not inked


def test_published_digits_lose_nothing(published):
    assert not any(dropped(drawing) for drawing in published["pendigits"].items)
    unipen = published["unipen"].items
    assert sum(bool(dropped(drawing)) for drawing in unipen) <= 2
