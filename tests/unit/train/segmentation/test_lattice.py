"""Lines, pieces and segments: as the committed file has them, which tests/js/recognize replays."""

import json
import time

import numpy as np
import pytest

from numbre.train.segmentation.lattice import lattice, wide_strokes
from numbre.train.segmentation.segments import ink_of
from tests.fixtures import segmentation

RING = [[50, 0], [0, 70], [50, 140], [100, 70], [50, 0]]
BAR = [[0, 0], [0, 140]]


def test_the_committed_file_is_current():
    assert json.loads(segmentation.PATH.read_text()) == segmentation.vectors()


def test_a_wide_stroke_is_cut_only_where_it_may_hold_several_digits():
    drawing = segmentation.drawings()["two joined zeros"]
    assert wide_strokes(drawing) == [1]
    for divisible in ([], lambda stroke: False):
        (line,) = lattice(drawing, divisible)
        assert [(piece.stroke, piece.is_whole) for piece in line.pieces] == [(0, True), (1, True)]
    for divisible in (None, {1}, lambda stroke: stroke == 1):
        (line,) = lattice(drawing, divisible)
        assert [piece.is_whole for piece in line.pieces[:2]] == [True, False]
        assert line == lattice(drawing)[0]


def test_the_ink_of_a_segment_is_the_points_of_its_pieces():
    drawing = [np.array(stroke) for stroke in segmentation.drawings()["three joined digits"]]
    (line,) = lattice(drawing)
    for segment in line.segments:
        ink = np.concatenate(ink_of(drawing, segment.parts))
        assert [*ink.min(axis=0), *ink.max(axis=0)] == list(segment.box)


@pytest.mark.parametrize("drawing", [[RING, BAR], [[[*point, 8] for point in RING], BAR], [RING, [], BAR]])
def test_times_and_empty_strokes_change_nothing(drawing):
    (line,) = lattice(drawing)
    assert sorted(line.members) == [0, len(drawing) - 1]
    assert line.segments[0].box == (0, 0, 0, 140)


def test_a_thousand_numbers_take_seconds():
    drawing = [np.array(stroke) for stroke in segmentation.composed("402579", gap=5)]
    begin = time.perf_counter()
    for _ in range(100):
        lattice(drawing)
    assert time.perf_counter() - begin < 3
