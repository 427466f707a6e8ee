"""Strokes -> lines of writing, each with the height of its digits; twin of web/page/recognize/lines.js."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from .boxes import Box, union

TALL = 0.45  # of the tallest stroke: lower ones may be bars, dots or hats, and begin no line
LINE_GAP = 0.12  # of the digits' height: paper between lines
SINGLE_GAP = 0.25  # of the digits' height: paper between two lines of a single stroke each
DOT = 0.01  # of the drawing's size: the height of dots
LEAST = 1e-9  # of the drawing's size: lower strokes are dots, too
MIDDLES = 0.75  # of the digits' height: distance between the middles of lines that overlap


@dataclass
class _Line:
    members: list[int]  # indices of strokes
    box: Box  # around the tall ones


def to_lines(boxes: Sequence[Box]) -> list[tuple[list[int], float]]:
    """Return [(indices of strokes, height of the digits)] from top to bottom, for the boxes of strokes."""
    tallest = _tallest(boxes)
    is_tall = [box.height >= TALL * tallest for box in boxes]
    tall = [i for i, is_one in enumerate(is_tall) if is_one]
    tall.sort(key=lambda i: (boxes[i].middle_y, boxes[i].left))
    height = median([boxes[i].height for i in tall])
    lines = _merged(_rows(tall, boxes, height), height)
    _attach(lines, boxes, is_tall)
    size = _size(boxes)
    heights = [median([boxes[i].height for i in line.members if is_tall[i]]) for line in lines]
    return [
        (line.members, _digit_height((0 if math.isnan(own) else own) or tallest, size))
        for line, own in zip(lines, heights, strict=True)
    ]


def digit_height(boxes: Sequence[Box]) -> float:
    """Return the height of the digits, above 0, for the boxes of strokes."""
    tallest = _tallest(boxes)
    heights = [box.height for box in boxes if box.height >= TALL * tallest]
    return _digit_height((median(heights) if heights else 0.0) or tallest, _size(boxes))


def _digit_height(found: float, size: float) -> float:
    """Return the height of the digits, above 0: where there are but dots, so low that each is apart."""
    return found if found > LEAST * size else DOT * size or 1.0


def _size(boxes: Sequence[Box]) -> float:
    box = union(boxes) if boxes else Box(0, 0, 0, 0)
    return max(box.width, box.height)


def _tallest(boxes: Sequence[Box]) -> float:
    return max((max(box.height, box.width / 4) for box in boxes), default=0.0)


def median(values: Sequence[float]) -> float:
    """Return the middle value, the upper of two; NaN for none."""
    return sorted(values)[len(values) // 2] if values else math.nan


def _rows(tall: Sequence[int], boxes: Sequence[Box], height: float) -> list[_Line]:
    """Split tall strokes, from top to bottom, into lines: one far below all before it begins a line."""
    if not tall:
        return [_Line([], union(boxes))]
    lines: list[_Line] = []
    last = boxes[tall[0]]
    for i in tall:
        box = boxes[i]
        line = lines[-1] if lines else None
        if (
            line is None
            or box.top - line.box.bottom > LINE_GAP * height
            or box.middle_y - last.middle_y > MIDDLES * height
        ):
            lines.append(_Line([i], box))
        else:
            line.members.append(i)
            line.box = union([line.box, box])
        last = box
    return lines


def _merged(lines: Sequence[_Line], height: float) -> list[_Line]:
    """Merge a line of a single stroke with the one above it, unless there is paper between: half of an 8."""
    kept: list[_Line] = []
    for line in lines:
        if kept:
            above = kept[-1]
            singles = (len(above.members) == 1) + (len(line.members) == 1)
            most = (-math.inf, LINE_GAP, SINGLE_GAP)[singles]
            if height and (line.box.top - above.box.bottom) / height <= most:
                above.members += line.members
                above.box = union([above.box, line.box])
                continue
        kept.append(line)
    return kept


def _attach(lines: Sequence[_Line], boxes: Sequence[Box], is_tall: Sequence[bool]) -> None:
    """Add each low stroke to the nearest line."""
    for i, box in enumerate(boxes):
        if is_tall[i]:
            continue
        y = box.middle_y
        nearest = min(lines, key=lambda line: max(line.box.top - y, y - line.box.bottom, 0.0))
        nearest.members.append(i)
