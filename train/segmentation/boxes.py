"""Bounding boxes of ink; web/page/ink/boxes.js is the twin in JavaScript."""

from collections.abc import Iterable
from typing import NamedTuple

from ..lib.arrays import Floats


class Box(NamedTuple):
    """A bounding box: CSS px, y down."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    @property
    def middle_x(self) -> float:
        """Between left and right."""
        return self.left + (self.right - self.left) / 2

    @property
    def middle_y(self) -> float:
        """Between top and bottom."""
        return self.top + (self.bottom - self.top) / 2


def box_of(points: Floats) -> Box:
    """Return the box around points [k, 2]; k is at least 1."""
    return Box(*points.min(axis=0).tolist(), *points.max(axis=0).tolist())


def union(boxes: Iterable[Box]) -> Box:
    """Return the smallest box around at least one box."""
    left, top, right, bottom = zip(*boxes, strict=True)
    return Box(min(left), min(top), max(right), max(bottom))
