"""Style edits: each keeps the digit, with its ends and its size, and adds what its style has."""

import numpy as np
import pytest

from numbre.train.augment import style_edits
from numbre.train.augment.style_edits import DIGITS, SHARE, bar, edit, foot, loop, slash, upstroke
from numbre.train.features import ink
from tests.fixtures.tiny_data import digits

SEEDS = range(20)
ONE = [np.array([(0.0, 10.0 * y) for y in range(11)])]
SEVEN = [np.array([(0, 0), (30, 0), (60, 2), (52, 25), (44, 50), (36, 75), (30, 100)], dtype=float)]
TWO = [np.array([(0, 20), (25, 0), (50, 20), (35, 50), (15, 80), (0, 100), (20, 100), (40, 99), (60, 100)])]
RING = [50 - 50 * np.column_stack([np.sin(angle := np.linspace(0, 2 * np.pi, 30)), np.cos(angle)])]
NINE = [
    np.concatenate([RING[0] * 0.5 + (10, 0), [(60, 40), (59, 60), (58, 80), (58, 90), (58, 100)]]),
]


def each(change, drawing):
    """Return the drawing edited with 20 seeds."""
    return [change(drawing, np.random.default_rng(seed)) for seed in SEEDS]


def test_a_one_gets_an_upstroke_that_begins_at_the_lower_left_and_ends_at_its_top():
    for [stroke] in each(upstroke, ONE):
        assert stroke[0, 0] < -5
        assert 20 < stroke[0, 1] <= 101
        assert np.array_equal(stroke[-11:], ONE[0]), "the stem stays"
    for [stroke] in each(upstroke, [ONE[0][::-1]]):
        assert np.array_equal(stroke[-11:], ONE[0]), "one drawn upwards is turned"
    assert len({stroke[0, 1] for [stroke] in each(upstroke, ONE)}) == len(SEEDS)


def test_a_seven_gets_a_bar_through_its_stem():
    for first, added in each(bar, SEVEN):
        assert np.array_equal(first, SEVEN[0])
        assert np.ptp(added[:, 0]) > 2 * np.ptp(added[:, 1])
        low, high = added.min(axis=0), added.max(axis=0)
        assert 25 < low[1] < high[1] < 80
        assert low[0] < np.interp((low + high)[1] / 2, SEVEN[0][2:, 1], SEVEN[0][2:, 0]) < high[0]


def test_a_two_gets_a_loop_and_keeps_both_ends_of_its_strokes():
    found = each(loop, TWO)
    for [stroke] in found:
        assert len(stroke) > len(TWO[0])
        assert np.array_equal(stroke[:5], TWO[0][:5])
        assert np.allclose(np.diff(stroke[-3:], axis=0), np.diff(TWO[0][-3:], axis=0)), "the foot is moved"
        assert np.hypot(*(stroke[-1] - TWO[0][-1])) < 35
    turns = [np.diff(np.unwrap(np.arctan2(*np.diff(stroke, axis=0).T[::-1]))) for [stroke] in found]
    assert all(turn.sum() > 2 * np.pi for turn in turns), "clockwise all the way round"


def test_a_zero_gets_a_slash_of_its_own_through_its_middle():
    for first, added in each(slash, RING):
        assert np.array_equal(first, RING[0])
        assert np.hypot(*(added.mean(axis=0) - 50)) < 30
        assert (np.ptp(added, axis=0) <= 151).all()
        assert np.hypot(*(added[-1] - added[0])) > 25


def test_a_nine_ends_in_a_curve_to_the_left():
    for [stroke] in each(foot, NINE):
        assert np.array_equal(stroke[: len(NINE[0])], NINE[0])
        assert stroke[-1, 0] < NINE[0][-1, 0] - 2
        assert 100 < stroke[:, 1].max() < 140


@pytest.mark.parametrize("change", [bar, slash])
def test_digits_that_have_a_stroke_of_their_own_already_are_left_alone(change):
    two_strokes = [*SEVEN, ONE[0]]
    for edited in each(change, two_strokes):
        assert all(np.array_equal(a, b) for a, b in zip(edited, two_strokes, strict=True))


def test_a_two_without_a_corner_and_a_nine_without_a_stem_are_left_alone():
    for change, drawing in ((loop, RING), (foot, RING), (upstroke, [*ONE, np.array([(0.0, 0), (0, 300)])])):
        for edited in each(change, drawing):
            assert len(edited) == len(drawing)
    assert all(np.array_equal(edited[0], RING[0]) for edited in each(foot, RING))


def test_a_share_of_the_digits_that_have_a_style_are_edited_and_no_other():
    labels, drawings = zip(*digits(), strict=True)
    drawings = [[np.array(stroke, dtype=float) for stroke in drawing] for drawing in drawings] * 40
    labels = np.array(labels * 40)
    edited = edit(drawings, labels, np.random.default_rng(0))
    changed = np.array([one is not other for one, other in zip(edited, drawings, strict=True)])
    assert not changed[~np.isin(labels, list(DIGITS))].any()
    assert changed[np.isin(labels, list(DIGITS))].mean() == pytest.approx(SHARE, abs=0.05)
    rasters = ink.render(ink.Batch.of(edited))
    assert np.isfinite(rasters).all()
    assert (rasters.sum(axis=1) > 10).all()


def test_dots_and_empty_drawings_are_left_alone(monkeypatch):
    monkeypatch.setattr(style_edits, "SHARE", 1.0)
    for drawing in ([], [np.zeros((1, 2))], [np.zeros((2, 2))]):
        for label in range(22):
            assert edit([drawing], np.array([label]), np.random.default_rng(0)) == [drawing]
    for label, change in DIGITS.items():
        still = [np.zeros((5, 2))]
        assert np.isfinite(np.concatenate(change(still, np.random.default_rng(label)))).all()
