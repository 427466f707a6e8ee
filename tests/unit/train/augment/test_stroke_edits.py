"""Stroke edits: points vanish, strokes join and break, and the drawing keeps its place."""

import numpy as np
import pytest

from numbre.train.augment.stroke_edits import FEW, HOOK, SHORT, edit
from numbre.train.features.ink import Batch

LONG = [[x, x * x / 50] for x in range(50)]
NO_EDIT = {"thin": 0, "few": 0, "ends": 0, "join": 0, "cut": 0, "back": 0, "hook": 0}


def batch(copies=300):
    return Batch.of([[LONG, LONG[::-1], [[0, 0]]]] * copies)


def strokes(one):
    return len(np.unique(one.stroke))


def test_no_edit_changes_nothing():
    same = edit(batch(), np.random.default_rng(0), **NO_EDIT)
    for field in ("points", "stroke", "drawing"):
        assert np.array_equal(getattr(same, field), getattr(batch(), field))


def test_a_slower_pen_records_fewer_points_but_every_end():
    thin = edit(batch(), np.random.default_rng(0), **NO_EDIT | {"thin": 1})
    assert len(thin.points) < 0.7 * len(batch().points)
    assert strokes(thin) == strokes(batch())
    first = np.flatnonzero(np.diff(thin.stroke, prepend=-1))
    assert {tuple(point) for point in thin.points[first]} == {(0, 0), tuple(LONG[-1])}


def test_a_slow_device_records_few_points_of_each_stroke_but_every_end():
    few = edit(batch(), np.random.default_rng(0), **NO_EDIT | {"few": 1})
    counts = np.bincount(few.stroke)
    assert strokes(few) == strokes(batch())
    long = counts[np.arange(len(counts)) % 3 < 2]
    assert (long.min(), long.max()) == pytest.approx(FEW, abs=1)
    assert (counts[2::3] == 1).all(), "dots stay"
    ends = np.flatnonzero(np.diff(few.stroke, append=-1))
    assert {tuple(point) for point in few.points[ends]} == {tuple(LONG[-1]), (0, 0)}
    some = edit(batch(), np.random.default_rng(0), **NO_EDIT | {"few": 0.25})
    short = np.bincount(some.drawing) < len(LONG)
    assert 0.15 < short.mean() < 0.35


def test_ends_are_lost_from_long_strokes_only():
    lost = edit(batch(), np.random.default_rng(0), **NO_EDIT | {"ends": 1})
    counts = np.bincount(lost.stroke)
    assert counts.max() < len(LONG)
    assert counts[counts > 1].min() > 0.8 * len(LONG)
    short = Batch.of([[LONG[: SHORT - 1]]] * 50)
    assert len(edit(short, np.random.default_rng(0), **NO_EDIT | {"ends": 1}).points) == len(short.points)


def test_strokes_join_within_a_drawing_and_never_across():
    joined = edit(batch(), np.random.default_rng(0), **NO_EDIT | {"join": 1})
    assert strokes(joined) == 300
    assert np.array_equal(joined.points, batch().points)


def test_long_strokes_break_in_two():
    broken = edit(batch(), np.random.default_rng(0), **NO_EDIT | {"cut": 1})
    assert strokes(broken) == 300 * 5


def test_a_last_downstroke_springs_up_to_the_right_and_others_do_not():
    down, up = [[0, y] for y in range(50)], [[0, -y] for y in range(50)]
    some = Batch.of([[up, down], [down, up], [down], [[[0, 0]]]] * 100)
    out = edit(some, np.random.default_rng(0), **NO_EDIT | {"hook": 1})
    added = np.bincount(out.drawing) - np.bincount(some.drawing)
    assert added.tolist() == [HOOK, 0, HOOK, 0] * 100
    ends = out.points[np.flatnonzero(np.diff(out.drawing, append=-1))]
    hooks = np.hypot(*(ends[2::4] - down[-1]).T)
    assert 0.1 * 49 <= hooks.min() < 0.12 * 49
    assert 0.38 * 49 < hooks.max() <= 0.4 * 49
    assert (ends[2::4] > [0, 0]).all()
    assert (ends[2::4, 1] < 49).all()
    assert np.array_equal(ends[1::4], [up[-1]] * 100)
    assert len(np.unique(out.stroke)) == len(np.unique(some.stroke))


def test_strokes_are_drawn_from_their_end():
    back = edit(batch(), np.random.default_rng(0), **NO_EDIT | {"back": 1})
    assert np.array_equal(back.stroke, batch().stroke)
    for number in range(6):
        one, other = (some.points[some.stroke == number] for some in (back, batch()))
        assert np.array_equal(one, other[::-1])
    some = edit(batch(), np.random.default_rng(0), **NO_EDIT | {"back": 0.3})
    first = np.flatnonzero(np.diff(batch().stroke, prepend=-1))[::3]  # of each drawing's first stroke
    assert 0.2 < (some.points[first] != LONG[0]).any(axis=1).mean() < 0.4


@pytest.mark.parametrize("seed", range(5))
def test_the_result_is_a_batch_of_the_same_drawings(seed):
    some = batch(40)
    out = edit(some, np.random.default_rng(seed))
    assert out.count == 40
    assert set(out.drawing) == set(range(40))
    assert (np.diff(out.stroke) >= 0).all()
    assert (np.diff(out.drawing) >= 0).all()
    assert all(len(set(out.drawing[out.stroke == stroke])) == 1 for stroke in np.unique(out.stroke))


def test_the_same_generator_gives_the_same_edits():
    one, other = (edit(batch(), np.random.default_rng(3)) for _ in range(2))
    assert np.array_equal(one.points, other.points)
