"""Synthetic negatives: made from digits, and from nothing."""

from collections import Counter

import numpy as np

from numbre.train.augment.synthetic_negatives import (
    CHARACTER,
    HALVED,
    MARKS,
    MERGED,
    OVERLAID,
    SCRIBBLE,
    SHARES,
    _half,
    make,
)
from numbre.train.data.datasets import NOT_A_DIGIT
from numbre.train.features import ink
from tests.fixtures.tiny_data import digits

LABELS, DRAWINGS = zip(*digits(), strict=True)
DRAWINGS = [[np.array(stroke, dtype=float) for stroke in drawing] for drawing in DRAWINGS] * 10
LABELS = np.array(LABELS * 10)
WRITERS = np.array([f"writer {i % 3}" for i in range(len(LABELS))])


def some(seed=1):
    return make(DRAWINGS, LABELS, WRITERS, "train", seed)


def test_every_kind_has_its_share():
    counts = Counter(some().kinds)
    assert counts == {kind: round(share * len(DRAWINGS)) for kind, share in SHARES.items()}
    assert set(some().labels) == {NOT_A_DIGIT}
    assert set(some().parts) == {"train"}


def test_every_negative_has_ink():
    rasters = ink.render(ink.Batch.of(some().items))
    assert (rasters.sum(axis=1) > 5).all()


def test_merged_digits_stand_side_by_side():
    one = some()
    for i in np.flatnonzero(one.kinds == MERGED):
        low, high = ink.Batch.of([one.items[i]]).boxes()
        width, height = (high - low)[0]
        assert len(one.items[i]) >= 2
        assert width > 0.25 * height


def test_half_a_digit_is_part_of_its_path_in_the_direction_of_drawing():
    rng = np.random.default_rng(0)
    line = [np.stack([np.zeros(101), np.arange(101.0)], axis=1)]
    for _ in range(20):
        [part] = _half(line, rng)
        assert 30 < np.ptp(part[:, 1]) < 60
        assert (np.diff(part[:, 1]) > 0).all()
    assert 1 not in HALVED, "half a one is a one"


def test_the_same_seed_gives_the_same_negatives():
    for one, other in zip(some().items, some().items, strict=True):
        assert all(np.array_equal(a, b) for a, b in zip(one, other, strict=True))
    assert not np.array_equal(some(1).items[-1][0], some(2).items[-1][0])


def test_merged_digits_are_by_one_writer():
    tall = [[np.array([[0.0, 0.0], [0.0, 100.0]])]] * 40  # one writer draws lines
    dots = [[np.array([[0.0, 0.0], [0.0, 100.0], [0.0, 50.0]])]] * 40  # another lines with a turn
    writers = np.array(["lines"] * 40 + ["turns"] * 40)
    one = make(tall + dots, np.full(80, 2), writers, "train", 3)
    for i in np.flatnonzero(one.kinds == MERGED):
        assert {len(stroke) for stroke in one.items[i]} == {2 if one.sources[i] == "lines" else 3}


def test_scribbles_and_marks_fill_the_frame():
    one = some(7)
    for kind in (SCRIBBLE, MARKS):
        drawn = [one.items[i] for i in np.flatnonzero(one.kinds == kind)]
        assert (ink.render(ink.Batch.of(drawn)).sum(axis=1) > 20).all(), kind


def test_overlaid_digits_share_their_place_and_come_from_one_writer():
    one = some(2)
    for i in np.flatnonzero(one.kinds == OVERLAID):
        low, high = ink.Batch.of([one.items[i]]).boxes()
        assert len(one.items[i]) >= 2
        assert (high - low > 0.5).any()
        assert (high - low <= 1.5).all(), "both are about one high, and hardly moved"


def test_characters_are_made_of_two_to_five_strokes_that_mostly_meet():
    one = some(3)
    characters = [one.items[i] for i in np.flatnonzero(one.kinds == CHARACTER)]
    assert {len(strokes) for strokes in characters} == {2, 3, 4, 5}
    meets = [
        (np.concatenate(strokes[:k]) == strokes[k][0]).all(axis=1).any()
        for strokes in characters
        for k in range(1, len(strokes))
    ]
    assert 0.6 < np.mean(meets) < 0.8
    assert max(np.abs(np.concatenate(strokes)).max() for strokes in characters) < 2
    assert (ink.render(ink.Batch.of(characters)).sum(axis=1) > 15).all()


def test_scattered_marks_are_three_to_six_strokes():
    one = some(4)
    assert {len(one.items[i]) for i in np.flatnonzero(one.kinds == MARKS)} == {3, 4, 5, 6}
