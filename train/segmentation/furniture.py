"""Finds lines under numbers and through them, and circles and boxes around them.

People draw these, but they are not part of the number. In doubt, a stroke is writing. Twin of
web/page/recognize/furniture.js.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..lib.arrays import Float64, Floats, Ints
from .boxes import Box, box_of, union
from .lines import median
from .paths import distance, path_length, resampled

TALL = 0.45  # of the tallest stroke: lower ones are no evidence of a digit

# A line, by its width.
SLOPE = 0.6  # at most
WAVE = 0.2  # at most,
THIN = 0.06  # and where it is more than this,
LENGTH = 2  # of the straight line: numbers written in one stroke are longer

# Lines, by the height of the digits over them.
LINE_WAVE = 0.3  # at most
UNDERLINE_SLOPE = 0.3  # by its width
UNDERLINE_WIDTH = 0.6  # at least,
LONG_WIDTH = 1  # under several digits
GAP = 0.1  # of paper over the underline of one digit: the foot of a 1 is nearer
CROSSED = 0.25  # of the digits, where the underline of several crosses them, at most
FAR = 0.9  # an underline is no farther below
ROW = 0.6  # of the digits over a line, the lowest is no more than this below the others
PAPER = 0.2  # between an underline and the digits below it: fraction bars have less,
PAPER_RATIO = 2.5  # or less than so many times that above
BESIDE = 1.5  # digits that near, and not above the line, make it a minus, or a bar
INSIDE = 0.2  # of a digit: a line that crosses it is farther from its top and bottom
STEM = 0.35  # width of the lowest third of a 1, at most,
SHORT_INK = 2.4  # and length of its ink: most 9s have more
ROOF = 0.4  # width of a 7, at least,
HIGH = 0.12  # whose left end is no farther below its top
STRIKE_OUT_WIDTH = 1.2  # at least
OVERSHOOT = 0.15  # of a strike-out, beyond the middles of digits
COLUMN = 1.1  # width of a digit, where several are one stroke

# Frames, by their width and height.
SECTORS = 24  # around the middle of the ink in a frame
CLOSED = 22  # sectors with ink of the frame, at least
MARGIN = 0.97  # of the distance to the frame: farther ink is not inside
OUTSIDE = 0.1  # of the ink in a frame may be,
STROKE_OUTSIDE = 0.3  # and of each stroke
RIM = 0.75  # of the distance to the frame: its own ink is not nearer,
OFF_RIM = 0.15  # but for this share: digits at the edges of a number are no frame
POINTS = 96  # along each stroke
LARGE = 0.8  # of all writing: every stroke as large is a frame, or none is
CONTENT = 0.25  # height of the tallest stroke in a frame, at least: a dot is part of a 0
NARROW = 0.6  # width by height of a frame around one stroke, at least,
ROUND = 0.8  # and where that is straight: others are a 0 with a slash,
STRAIGHT = 0.15  # of its length: such a stroke is no farther from the line between its top and bottom,
UPRIGHT = 0.3  # its width by its height, at most
SHORT = 0.75  # its height, at most
SIDE = 0.12  # of the shorter side of a box in several strokes: each comes that near to a side,
LONG_SIDE = 0.4  # and is that long
JOINED = 0.25  # of it: its ends are that near to the ends of others
SIDES = 8  # strokes that may be sides, at most


@dataclass(frozen=True)
class Line:
    """A stroke from left to right, or back."""

    left: float
    right: float
    slope: float
    wave: float  # distance between the lines, as steep as it is, above and below all its ink
    start: float  # y at the left, in the middle of it

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    def at(self, x: float) -> float:
        """Return y in the middle of the line."""
        return self.start + self.slope * (x - self.left)


@dataclass(frozen=True, eq=False)
class Ink:
    """A stroke."""

    points: Float64
    box: Box
    line: Line | None

    @staticmethod
    def of(points: Floats) -> "Ink":
        """Return the stroke through points [k, 2]."""
        points = np.asarray(points, dtype=np.float64)
        box = box_of(points)
        return Ink(points, box, _line_of(points, box))


def furniture_of(strokes: Sequence[Ink]) -> list[Ink]:
    """Return lines and frames, never all strokes."""
    frames = _frames_of(strokes)
    return frames + _rules_of([stroke for stroke in strokes if stroke not in frames])


def _rules_of(strokes: Sequence[Ink]) -> list[Ink]:
    """Find underlines and strike-outs."""
    boxes = [stroke.box for stroke in strokes if not stroke.line]
    tallest = max((box.height for box in boxes), default=0.0)
    tall = [box for box in boxes if box.height >= TALL * tallest]
    return [
        stroke
        for stroke in strokes
        if stroke.line
        and (_is_underline(stroke.line, tall, strokes) or _is_strike_out(stroke.line, tall, strokes))
    ]


def _line_of(points: Float64, box: Box) -> Line | None:
    width = box.width
    if not width or box.height > (SLOPE + WAVE) * width:
        return None
    first, last = points[points[:, 0].argmin()], points[points[:, 0].argmax()]
    slope = float(last[1] - first[1]) / width
    off = points[:, 1] - first[1] - slope * (points[:, 0] - first[0])
    above, below = float(off.min()), float(off.max())
    wave = below - above
    if abs(slope) > SLOPE or wave > WAVE * width:
        return None
    if wave > THIN * width and path_length(points) > LENGTH * distance(first, last):
        return None
    return Line(box.left, box.right, slope, wave, float(first[1]) + (above + below) / 2)


def _is_underline(line: Line, tall: Sequence[Box], strokes: Sequence[Ink]) -> bool:
    """tall: boxes of strokes that are no lines."""

    def under(box: Box) -> float:
        return line.at(min(line.right, max(line.left, box.middle_x)))

    def gap_of(box: Box) -> float:
        return under(box) - box.bottom

    above = [_is_over(line, box) and box.middle_y < under(box) for box in tall]
    if not any(above):
        return False
    covered = [box for box, is_above in zip(tall, above, strict=True) if is_above]
    nearest = min(covered, key=gap_of)
    row = _columns_of([box for box in covered if gap_of(box) <= gap_of(nearest) + ROW * nearest.height])
    height = median([box.height for box in row])
    gap = median([gap_of(box) for box in row])
    paper = max(PAPER * height, PAPER_RATIO * gap)

    def is_apart(box: Box) -> bool:
        y = under(box)
        beside = max(line.left - box.right, box.left - line.right)
        return beside > BESIDE * height or box.bottom - y < INSIDE * box.height or box.top - y > paper

    def may_be_one() -> bool:
        top = union(row).top
        over = [one for one in strokes if _is_over(line, one.box) and one.box.middle_y > top]
        return _is_one([one for one in over if gap_of(one.box) > 0])

    def may_be_under_several() -> bool:
        return gap >= 0 or (gap >= -CROSSED * height and _is_over_writing(line, strokes))

    is_long = _digits_of(row, height) > 1 and line.width >= LONG_WIDTH * height
    return (
        abs(line.slope) <= UNDERLINE_SLOPE
        and line.wave <= LINE_WAVE * height
        and UNDERLINE_WIDTH * height <= line.width <= _longest(row, height)
        and gap <= FAR * height
        and all(is_above or is_apart(box) for box, is_above in zip(tall, above, strict=True))
        and (may_be_under_several() if is_long else gap_of(nearest) >= GAP * height and not may_be_one())
    )


def _is_one(strokes: Sequence[Ink]) -> bool:
    """Return whether strokes may be a 1, whose foot lies apart: with a flag, or without."""
    left, top, right, bottom = union(stroke.box for stroke in strokes)
    height = bottom - top
    x, y = np.concatenate([stroke.points for stroke in strokes]).T
    length = sum(path_length(stroke.points) for stroke in strokes)
    has_roof = right - left >= ROOF * height and bool((y[x == left] <= top + HIGH * height).any())
    stem = float(np.ptp(x[y > bottom - height / 3]))
    return stem <= STEM * height and length <= SHORT_INK * height and not has_roof


def _is_strike_out(line: Line, tall: Sequence[Box], strokes: Sequence[Ink]) -> bool:
    """tall: boxes of strokes that are no lines."""
    crossed = [
        box
        for box in tall
        if _is_over(line, box)
        and box.top + INSIDE * box.height <= line.at(box.middle_x) <= box.bottom - INSIDE * box.height
    ]
    if not crossed:
        return False
    columns = _columns_of(crossed)
    height = median([box.height for box in columns])
    middles = [box.middle_x for box in crossed]
    return (
        len(columns) > 1
        and line.wave <= LINE_WAVE * height
        and STRIKE_OUT_WIDTH * height <= line.width <= _longest(columns, height)
        and line.left <= min(middles) - OVERSHOOT * height
        and line.right >= max(middles) + OVERSHOOT * height
        and _is_over_writing(line, strokes)
    )


def _is_over(line: Line, box: Box) -> bool:
    return line.left <= box.middle_x <= line.right


def _is_over_writing(line: Line, strokes: Sequence[Ink]) -> bool:
    """Return whether not all it lies over is straight: an H is, and a #."""
    over = (stroke for stroke in strokes if not stroke.line and _is_over(line, stroke.box))
    return not all(_is_straight(stroke.points) for stroke in over)


def _longest(boxes: Sequence[Box], height: float) -> float:
    """Return the length of the longest line that belongs to digits."""
    return 2 * (union(boxes).width + height)


def _columns_of(boxes: Sequence[Box]) -> list[Box]:
    """Join boxes of tall strokes that lie above each other."""
    columns: list[Box] = []
    for box in sorted(boxes, key=lambda box: box.left):
        overlap = min(columns[-1].right, box.right) - box.left if columns else -1.0
        if overlap >= 0 and overlap >= min(columns[-1].width, box.width) / 2:
            columns[-1] = union([columns[-1], box])
        else:
            columns.append(box)
    return columns


def _digits_of(columns: Sequence[Box], height: float) -> int:
    """Return how many digits of a height may be in columns."""
    return sum(max(1, math.floor(box.width / (COLUMN * height) + 0.5)) for box in columns)


def _frames_of(strokes: Sequence[Ink]) -> list[Ink]:
    """Find circles and boxes around all writing."""
    writing = [stroke for stroke in strokes if not stroke.line]
    if not writing:
        return []
    whole = union(stroke.box for stroke in writing)
    width, height = LARGE * whole.width, LARGE * whole.height
    frames = [stroke for stroke in writing if stroke.box.width >= width and stroke.box.height >= height]
    rest = [stroke for stroke in writing if stroke not in frames]
    if rest and frames and all(_is_around([frame], rest) for frame in frames):
        return frames
    return _sides_of(strokes)


def _sides_of(strokes: Sequence[Ink]) -> list[Ink]:
    """Find the sides of a box in several strokes: none, or two to four."""
    left, top, right, bottom = union(stroke.box for stroke in strokes)
    shorter = min(right - left, bottom - top)

    def is_outer(box: Box) -> bool:
        near = min(box.left - left, right - box.right, box.top - top, bottom - box.bottom)
        return near <= SIDE * shorter and max(box.width, box.height) >= LONG_SIDE * shorter

    outer = [stroke for stroke in strokes if is_outer(stroke.box)]
    if len(outer) < 2:
        return []
    ends = np.stack([stroke.points[[0, -1]] for stroke in outer])  # [n, 2 ends, 2]
    off = ends[:, :, None, None] - ends
    near = (np.sqrt((off**2).sum(axis=4)) <= JOINED * shorter).any(axis=3)  # an end is near a stroke
    near &= ~np.eye(len(outer), dtype=bool)[:, None]
    joined = np.flatnonzero(near.any(axis=2).all(axis=1)).tolist()
    if len(joined) > SIDES:
        return []
    for chosen in range(2 ** len(joined)):
        some = [stroke for place, stroke in enumerate(joined) if chosen >> place & 1]
        if 2 <= len(some) <= 4 and near[some][:, :, some].any(axis=2).all():
            sides = [outer[i] for i in some]
            if _is_around(sides, [stroke for stroke in strokes if stroke not in sides]):
                return sides
    return []


def _is_around(frame: Sequence[Ink], strokes: Sequence[Ink]) -> bool:
    """Return whether strokes are writing, and the strokes of a frame are around them."""
    content = [stroke for stroke in strokes if not stroke.line]
    if not content:
        return False
    outer, inner = (union(stroke.box for stroke in some) for some in (frame, content))
    width, height = outer.width, outer.height
    if inner.width >= width or inner.height >= height:
        return False
    if all(stroke.box.height < CONTENT * height for stroke in content):
        return False
    if len(content) == 1 and width < NARROW * height:
        return False
    if len(content) == 1 and _is_straight(content[0].points):
        is_upright = inner.width <= UPRIGHT * inner.height
        if not is_upright or width < ROUND * height or inner.height > SHORT * height:
            return False
    middle, size = np.array([inner.middle_x, inner.middle_y]), np.array([width, height])
    sectors, radii = _polar(frame, middle, size)
    reach = np.zeros(SECTORS)  # of the frame
    np.maximum.at(reach, sectors, radii)
    if (reach > 0).sum() < CLOSED or (radii < RIM * reach[sectors]).mean() > OFF_RIM:
        return False
    reach[reach == 0] = 1
    sectors, radii = _polar(strokes, middle, size)
    outside = (radii > MARGIN * reach[sectors]).reshape(len(strokes), POINTS).mean(axis=1)
    return bool(outside.max() <= STROKE_OUTSIDE and outside.sum() <= OUTSIDE * len(strokes))


def _polar(strokes: Sequence[Ink], middle: Float64, size: Float64) -> tuple[Ints, Float64]:
    """Return the sector of points along strokes, and their distance from the middle, 1 at half the size."""
    x, y = (2 * (np.concatenate([resampled(stroke.points, POINTS) for stroke in strokes]) - middle) / size).T
    turn = np.arctan2(y, x) / (2 * np.pi) + 0.5
    return np.minimum(SECTORS - 1, np.floor(turn * SECTORS).astype(np.int64)), np.sqrt(x * x + y * y)


def _is_straight(points: Float64) -> bool:
    top, bottom = points[points[:, 1].argmin()], points[points[:, 1].argmax()]
    dx, dy = bottom - top
    off = np.abs(dy * (points[:, 0] - top[0]) - dx * (points[:, 1] - top[1]))
    return bool((off <= STRAIGHT * (dx * dx + dy * dy)).all())
