"""A drawing -> its lattice: lines, each with pieces and the segments that may be digits.

web/page/recognize/recognize.js does the same, line by line. Which wide strokes are cut, the network
decides there; here the caller does. 1,000 numbers of six digits take about 1 s on one core.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from ..features.ink import Drawing, Strokes
from .boxes import box_of
from .clean import strokes_to_read
from .cuts import is_wide
from .lines import to_lines
from .segments import Piece, Segment, to_pieces, to_segments

DOUBT = 0.2  # probability that a wide stroke is a non-digit: from here on it may hold several digits

Divisible: TypeAlias = Callable[[int], bool] | Collection[int] | None


@dataclass(frozen=True)
class Line:
    """A line of writing."""

    members: list[int]  # indices of its strokes in the drawing
    height: float  # of its digits
    pieces: list[Piece]  # from left to right
    segments: list[Segment]


def lattice(drawing: Drawing, divisible: Divisible = None) -> list[Line]:
    """Return the lines of a drawing from top to bottom; strokes that are not read are in none.

    divisible: which of the wide strokes are cut, as indices or as a function of one; None cuts all.
    """
    strokes = to_strokes(drawing)
    lines = []
    for members, height in _lines(strokes):
        wide = _wide(strokes, members, height)
        if divisible is not None:
            chosen = divisible if callable(divisible) else divisible.__contains__
            wide = [stroke for stroke in wide if chosen(stroke)]
        pieces = to_pieces(strokes, members, height, wide)
        lines.append(Line(members, height, pieces, to_segments(strokes, pieces, height)))
    return lines


def wide_strokes(drawing: Drawing) -> list[int]:
    """Return the indices of the strokes that are cut if the network doubts that they are one digit."""
    strokes = to_strokes(drawing)
    return [i for members, height in _lines(strokes) for i in _wide(strokes, members, height)]


def to_strokes(drawing: Drawing) -> Strokes:
    """Return a drawing as arrays [k, 2]: times are left out."""
    return [
        np.asarray(stroke, dtype=np.float64)[:, :2] if len(stroke) else np.zeros((0, 2)) for stroke in drawing
    ]


def _lines(strokes: Strokes) -> list[tuple[list[int], float]]:
    present = strokes_to_read(strokes)
    lines = to_lines([box_of(strokes[i]) for i in present]) if present else []
    return [([present[i] for i in members], height) for members, height in lines]


def _wide(strokes: Strokes, members: list[int], height: float) -> list[int]:
    return [i for i in members if is_wide(box_of(strokes[i]), height)]
