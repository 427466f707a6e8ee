"""Features of a segment, and of two adjacent ones: what their place and size say about a reading.

Twin of web/page/recognize/features.js. All lengths are by the height of the line's digits.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ..features.ink import Strokes
from ..lib.arrays import Float64
from .boxes import Box
from .lattice import Line
from .segments import Segment

SMALL = 0.7  # digits are rarely smaller
TINY = 0.25  # pieces that are smaller are rarely parts of a digit, but points or specks
TALL = 0.55  # pieces that are taller show where the digits of the line stand
NEAR = 0.12  # ink of two segments that is nearer touches, more or less
SAMPLES = 12  # points of a piece, evenly by their number, whose lines are measured


@dataclass(frozen=True)
class Reference:
    """Where the digits beside a segment stand: their top and bottom, px."""

    top: float
    bottom: float


class Place:
    """The features of the segments of one line.

    drawing: all strokes; line: of its lattice.
    """

    def __init__(self, drawing: Strokes, line: Line) -> None:
        self.drawing, self.line = drawing, line

    def reference(self, segment: Segment) -> Reference | None:
        """Return where the nearest tall pieces on both sides of a segment stand; None if there are none."""
        left = next((i for i in range(segment.first - 1, -1, -1) if self._is_tall[i]), None)
        right = next((i for i in range(segment.last + 1, len(self._is_tall)) if self._is_tall[i]), None)
        boxes = [self.line.pieces[i].box for i in (left, right) if i is not None]
        if not boxes:
            return None
        return Reference(
            sum(box.top for box in boxes) / len(boxes), sum(box.bottom for box in boxes) / len(boxes)
        )

    def of(self, segment: Segment) -> dict[str, float]:
        """Return the features of a segment as a digit.

        gap: paper inside it, from left to right; cuts: ends that are cuts; wide: how much wider than high it
        is; small: logarithm of how much smaller than SMALL; late: strokes that were drawn between its first
        and its last one but are not in it, at most 2; height: logarithm of its height to that of the digits
        beside it, absolute; base: distance from their base line; dots: logarithms of how much smaller than
        TINY its pieces are, if there are several, at most 2 for each.
        """
        box, unit = segment.box, self.line.height
        width, high = box.width / unit, box.height / unit
        near = self.reference(segment)
        height = base = 0.0
        if near:
            beside = max(near.bottom - near.top, 1e-3 * unit)
            height = min(abs(float(np.log(max(box.height, 0.1 * beside) / beside))), 1.5)
            base = min(abs(box.bottom - near.bottom) / beside, 1.5)
        return {
            "gap": max(0.0, segment.gap),
            "cuts": float(segment.cuts),
            "wide": max(0.0, width - max(1.0, high)),
            "small": max(0.0, float(np.log(SMALL / self.size(segment.box)))),
            "late": float(self._late(segment)),
            "height": height,
            "base": base,
            "dots": self._dots(segment),
        }

    def size(self, box: Box) -> float:
        """Return the size of a box, at least 0.001."""
        return max(box.height / self.line.height, 0.6 * box.width / self.line.height, 1e-3)

    def as_mark(self, segment: Segment) -> tuple[float, float] | None:
        """Return the log of the size of a segment and the height of its middle, by the digits beside it.

        The middle of the digits is 0, their top -0.5, their bottom 0.5. None if no digits are beside it.
        """
        near = self.reference(segment)
        if not near:
            return None
        beside = max(near.bottom - near.top, 1e-3 * self.line.height)
        box = segment.box
        size = max(box.height, 0.6 * box.width, 0.02 * beside) / beside
        return float(np.log(size)), (box.middle_y - (near.top + near.bottom) / 2) / beside

    def between(self, a: Segment, b: Segment) -> dict[str, float]:
        """Return the features of two adjacent segments.

        overlap: from left to right; touch: 1 where their ink meets, 0 where it is NEAR apart, unless a cut
        joins them; back: 1 where the right one was begun before the left one; rise: distance between their
        middles, from top to bottom.
        """
        unit = self.line.height
        overlap = max(0.0, (min(a.box.right, b.box.right) - max(a.box.left, b.box.left)) / unit)
        is_cut = any(left.stroke == right.stroke for left in a.parts for right in b.parts)
        touch = 0.0 if is_cut else max(0.0, 1 - self._distance(a, b) / (NEAR * unit))
        back = float(b.parts[0].stroke < a.parts[0].stroke)
        rise = min(abs(a.box.middle_y - b.box.middle_y) / unit, 1.5)
        return {"overlap": overlap, "touch": touch, "back": back, "rise": rise}

    def _dots(self, segment: Segment) -> float:
        if segment.first == segment.last:
            return 0.0
        boxes = [piece.box for piece in self.line.pieces[segment.first : segment.last + 1]]
        return sum(min(max(0.0, float(np.log(TINY / self.size(box)))), 2.0) for box in boxes)

    def _late(self, segment: Segment) -> int:
        own = {part.stroke for part in segment.parts}
        return min(max(own) - min(own) + 1 - len(own), 2)

    @cached_property
    def _is_tall(self) -> list[bool]:
        return [piece.box.height > TALL * self.line.height for piece in self.line.pieces]

    @cached_property
    def _samples(self) -> list[Float64]:
        return [_evenly(self.drawing[piece.stroke][piece.begin : piece.end]) for piece in self.line.pieces]

    @cached_property
    def _distances(self) -> dict[tuple[int, int], float]:
        return {}

    def _distance(self, a: Segment, b: Segment) -> float:
        """Return the least distance between the lines of the pieces of two segments, px."""
        least = np.inf
        for i in range(a.first, a.last + 1):
            for k in range(b.first, b.last + 1):
                if (i, k) not in self._distances:
                    self._distances[i, k] = distance(self._samples[i], self._samples[k])
                least = min(least, self._distances[i, k])
        return least


def _evenly(points: Float64) -> Float64:
    """Return at most SAMPLES of the points, evenly by their number."""
    if len(points) <= SAMPLES:
        return points
    return points[[(i * (len(points) - 1)) // (SAMPLES - 1) for i in range(SAMPLES)]]


def distance(a: Float64, b: Float64) -> float:
    """Return the least distance between two lines of points [k, 2] and [l, 2]; 0 where they cross."""
    if _cross(a, b):
        return 0.0
    return float(np.sqrt(min(_to_line(a, b), _to_line(b, a))))


def _to_line(points: Float64, line: Float64) -> float:
    """Return the least squared distance of points [k, 2] to a line of points [l, 2]."""
    begin, end = line[: max(len(line) - 1, 1)], line[min(len(line) - 1, 1) :]
    along = end - begin
    length2 = (along**2).sum(axis=1)
    off = points[:, None] - begin[None]
    part = np.clip((off * along).sum(axis=2) / np.where(length2 > 0, length2, 1.0), 0.0, 1.0)
    return float(((off - part[..., None] * along) ** 2).sum(axis=2).min())


def _cross(a: Float64, b: Float64) -> bool:
    """Return whether a part of one line properly crosses one of the other."""
    if len(a) < 2 or len(b) < 2:
        return False
    sides_b = _sides(a[:-1, None], a[1:, None], b[None])
    sides_a = _sides(b[:-1, None], b[1:, None], a[None]).T
    return bool(((sides_b[:, :-1] * sides_b[:, 1:] < 0) & (sides_a[:-1] * sides_a[1:] < 0)).any())


def _sides(begin: Float64, end: Float64, points: Float64) -> Float64:
    """Return on which side of lines from ``begin`` to ``end`` points lie: the sign of a product."""
    along, off = end - begin, points - begin
    return np.sign(along[..., 0] * off[..., 1] - along[..., 1] * off[..., 0])
