"""A line's strokes -> pieces in reading order -> segments, runs of pieces that may be one digit.

Twin of web/page/recognize/segments.js.
"""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from ..features.ink import Strokes
from .boxes import Box, box_of, union
from .cuts import cuts_of

MAX_GAP = 0.4  # of the digits' height: strokes with more paper between them are never one digit
MAX_WIDTH = 2  # of the digits' height: several strokes that are wider together are never one digit
MAX_STROKES = 4  # of one digit
MAX_PIECES = 7  # of one digit: strokes may be cut into that many


class Part(NamedTuple):
    """A stretch of a stroke: its index in the drawing, that of its first point and that after its last."""

    stroke: int
    begin: int
    end: int


@dataclass(frozen=True)
class Piece:
    """A stroke, or the part of one between cuts."""

    stroke: int
    begin: int
    end: int
    is_whole: bool
    box: Box


@dataclass(frozen=True)
class Segment:
    """The pieces first to last, in reading order."""

    first: int
    last: int
    parts: tuple[Part, ...]  # its ink, by time; adjacent pieces of a stroke are one part
    box: Box
    gap: float  # the widest paper between its pieces from left to right, by the digits' height
    cuts: int  # number of ends of its parts that are cuts


def to_pieces(
    drawing: Strokes, members: Iterable[int], height: float, divisible: Container[int]
) -> list[Piece]:
    """Return the pieces of a line from left to right.

    members: indices of its strokes; height: of its digits; divisible: the strokes that may hold several.
    """
    pieces: list[Piece] = []
    for stroke in members:
        points = drawing[stroke]
        cuts = cuts_of(points, height) if stroke in divisible else []
        ends = [*(at + 1 for at in cuts), len(points)]
        for begin, end in zip([0, *cuts], ends, strict=True):
            pieces.append(Piece(stroke, begin, end, not cuts, box_of(points[begin:end])))
    return sorted(pieces, key=lambda piece: (piece.box.middle_x, piece.box.top, piece.box.left))


def to_segments(drawing: Strokes, pieces: Sequence[Piece], height: float) -> list[Segment]:
    """Return all runs of pieces that may be one digit, by their first piece. height: of the digits."""
    segments: list[Segment] = []
    for first in range(len(pieces)):
        box, gap = pieces[first].box, 0.0
        for last in range(first, min(len(pieces), first + MAX_PIECES)):
            added = pieces[last].box
            gap = max(gap, (max(added.left, box.left) - min(added.right, box.right)) / height)
            if gap > MAX_GAP:
                break
            box = union((box, added))
            parts = _joined(pieces[first : last + 1])
            if len(parts) > MAX_STROKES or (len(parts) > 1 and box.width > MAX_WIDTH * height):
                break
            if not _has_holes(parts):
                segments.append(Segment(first, last, parts, box, gap, _count_cuts(parts, drawing)))
    return segments


def ink_of(drawing: Strokes, parts: Iterable[Part]) -> Strokes:
    """Return the points of the parts, those of a segment or of a piece, as a drawing."""
    return [drawing[stroke][begin:end] for stroke, begin, end in parts]


def _joined(pieces: Sequence[Piece]) -> tuple[Part, ...]:
    """Join adjacent pieces of a stroke into one part."""
    parts: list[Part] = []
    for stroke, begin, end in sorted((piece.stroke, piece.begin, piece.end) for piece in pieces):
        if parts and parts[-1].stroke == stroke and parts[-1].end - 1 == begin:
            parts[-1] = Part(stroke, parts[-1].begin, end)
        else:
            parts.append(Part(stroke, begin, end))
    return tuple(parts)


def _has_holes(parts: Sequence[Part]) -> bool:
    return any(part.stroke == after.stroke for part, after in pairwise(parts))


def _count_cuts(parts: Iterable[Part], drawing: Strokes) -> int:
    return sum((begin > 0) + (end < len(drawing[stroke])) for stroke, begin, end in parts)
