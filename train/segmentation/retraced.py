"""Finds strokes that go over ink once more; twin of web/page/recognize/retraced.js."""

from collections.abc import Callable, Sequence

import numpy as np

from ..lib.arrays import Float64
from .boxes import union
from .furniture import Ink
from .lines import digit_height
from .paths import distance, distances_to_path, path_length, resampled

POINTS = 48  # along each stroke
# By the digits' height:
NEAR = 0.07  # between a straight stroke and the ink that it goes over,
NEAR_BENT = 0.12  # and a bent one: other than two ones, two bent strokes never run side by side
SMALLEST = 0.3  # others may be dots
BENT = 1.3  # length by the distance of its ends
FAR = 2.5  # of NEAR: the ends may be that far from it
INSIDE = 0.9  # share of the points that are near
COVERED = 0.4  # share of an earlier stroke: the least to be called gone over


def retraced_of(strokes: Sequence[Ink]) -> list[Ink]:
    """Return the strokes, given by time, that run along earlier ones all the way."""
    writing = [stroke for stroke in strokes if not stroke.line]
    height = digit_height([stroke.box for stroke in writing or strokes])
    paths: dict[int, Float64] = {}

    def path_of(stroke: Ink) -> Float64:
        if id(stroke) not in paths:
            paths[id(stroke)] = resampled(stroke.points, POINTS)
        return paths[id(stroke)]

    return [stroke for i, stroke in enumerate(strokes) if _is_retraced(stroke, strokes[:i], height, path_of)]


def _is_retraced(
    stroke: Ink, earlier: Sequence[Ink], height: float, path_of: Callable[[Ink], Float64]
) -> bool:
    box, points = stroke.box, stroke.points
    if max(box.width, box.height) < SMALLEST * height:
        return False
    far = FAR * NEAR_BENT * height
    overlapping = [
        one
        for one in earlier
        if one.box.left - far <= box.right
        and box.left <= one.box.right + far
        and one.box.top - far <= box.bottom
        and box.top <= one.box.bottom + far
    ]
    if not overlapping:
        return False
    path = path_of(stroke)
    is_bent = min(box.width, box.height) >= SMALLEST * height and path_length(points) >= BENT * distance(
        points[0], points[-1]
    )
    size = union([box, *(one.box for one in overlapping)]).height  # of the digit, if it is smaller
    near = (NEAR_BENT if is_bent else NEAR) * min(height, size)
    distances = np.min([distances_to_path(path, path_of(one)) for one in overlapping], axis=0)
    return bool(
        (distances <= FAR * near).all()
        and (distances <= near).mean() >= INSIDE
        and any((distances_to_path(path_of(one), path) <= near).mean() >= COVERED for one in overlapping)
    )
