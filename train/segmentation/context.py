"""Digits, marks and negatives as people write them in numbers, cut out by forced alignment.

Digits and marks are the segments that spell the text. Negatives are segments that the alignment refutes:
pairs, and a digit with a part of its neighbour or without a part of its own. Those that a reader could take
for a digit or a mark all the same, such as the bar of a seven, are left out.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from ..data.datasets import NOT_A_DIGIT
from ..features.ink import Strokes
from ..lib.arrays import Floats
from .align import Alignment, Spot, align, class_of
from .lattice import DOUBT, lattice, to_strokes, wide_strokes
from .model import Candidates, Places
from .segments import Segment, ink_of

MIN_SCORE = -3.0  # of an alignment: below it label and ink hardly belong together
FAINT = 0.12  # share of the ink: a segment that differs by less from a digit looks like that digit
STRAIGHT = 1.15  # a stroke whose path is no longer than this times its chord may be a one or a mark
SURE = 0.5  # probability of a digit: what looks like one is no negative

Predict = Callable[[Sequence[Strokes]], Floats]  # drawings -> probabilities [n, classes]


class Cut(NamedTuple):
    """A segment of a number.

    label: digit, NOT_A_DIGIT or mark; number: index of the number it is cut from.
    """

    drawing: Strokes
    label: int
    number: int


def to_candidates(drawings: Sequence[Strokes], predict: Predict, places: Places) -> list[list[Candidates]]:
    """Return the lines of every drawing with the probabilities of their segments."""
    strokes = [to_strokes(drawing) for drawing in drawings]
    wide = [(i, stroke) for i, drawing in enumerate(strokes) for stroke in wide_strokes(drawing)]
    found = predict([[strokes[i][stroke]] for i, stroke in wide]) if wide else np.zeros((0, NOT_A_DIGIT))
    divisible: list[set[int]] = [set() for _ in drawings]
    for (i, stroke), row in zip(wide, found, strict=True):
        if len(row) <= NOT_A_DIGIT or row[NOT_A_DIGIT] > DOUBT:
            divisible[i].add(stroke)
    lines = [lattice(drawing, cut) for drawing, cut in zip(strokes, divisible, strict=True)]
    segments = [
        ink_of(drawing, segment.parts)
        for drawing, own in zip(strokes, lines, strict=True)
        for line in own
        for segment in line.segments
    ]
    probabilities = predict(segments)
    result, at = [], 0
    for drawing, own in zip(strokes, lines, strict=True):
        row = []
        for line in own:
            row.append(Candidates(drawing, line, probabilities[at : at + len(line.segments)], places))
            at += len(line.segments)
        result.append(row)
    return result


def cuts(texts: Sequence[str], numbers: Sequence[Sequence[Candidates]], weights: Floats) -> list[Cut]:
    """Return the cuts of all numbers whose text can be aligned; texts may hold spaces."""
    found: list[Cut] = []
    for number, (text, lines) in enumerate(zip(texts, numbers, strict=True)):
        text = text.replace(" ", "")
        alignment = align(text, lines, weights)
        if alignment is None or alignment.score < MIN_SCORE:
            continue
        for grapheme, spot in zip(text, alignment.spots, strict=True):
            found.append(Cut(_ink(lines, spot), class_of(grapheme), number))
        found += [Cut(_ink(lines, spot), NOT_A_DIGIT, number) for spot in _refuted(lines, alignment)]
    return found


def _ink(lines: Sequence[Candidates], spot: Spot) -> Strokes:
    line = lines[spot.line]
    return ink_of(line.drawing, line.line.segments[spot.segment].parts)


def _refuted(lines: Sequence[Candidates], alignment: Alignment) -> Iterator[Spot]:
    """Yield the segments that the alignment refutes and that look like no digit."""
    for number, line in enumerate(lines):
        segments = line.line.segments
        lengths = [_length(line.drawing, piece.stroke, piece.begin, piece.end) for piece in line.line.pieces]
        spelled = [segments[spot.segment] for spot in alignment.spots if spot.line == number]
        for i, segment in enumerate(segments):
            if not any(_is_alike(segment, one, lengths) for one in spelled):
                ten = line.probabilities[i, :NOT_A_DIGIT]
                if ten.max() < SURE and not _is_plain(_ink(lines, Spot(number, i))):
                    yield Spot(number, i)


def _is_plain(drawing: Strokes) -> bool:
    """Return whether a drawing is one straight stroke, or a dot."""
    [stroke, *others] = drawing
    path = float(np.hypot(*np.diff(stroke, axis=0).T).sum())
    return not others and path <= STRAIGHT * float(np.hypot(*(stroke[-1] - stroke[0])))


def _is_alike(a: Segment, b: Segment, lengths: Sequence[float]) -> bool:
    """Return whether two segments differ by little ink; lengths: of the pieces of their line."""
    first, last = min(a.first, b.first), max(a.last, b.last)
    pieces = range(first, last + 1)
    different = sum(lengths[i] for i in pieces if (a.first <= i <= a.last) != (b.first <= i <= b.last))
    return different <= FAINT * sum(lengths[i] for i in pieces)


def _length(drawing: Strokes, stroke: int, begin: int, end: int) -> float:
    points = drawing[stroke][begin:end]
    return float(np.hypot(*np.diff(points, axis=0).T).sum()) + 1e-6
