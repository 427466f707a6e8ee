"""Cuts wide strokes that may hold several digits, rather too often than too rarely (over-segmentation).

Twin of web/page/recognize/cuts.js.
"""

import numpy as np

from ..lib.arrays import Float64, Floats
from .boxes import Box

WIDE = 0.6  # of the digits' height: narrower strokes are not cut
MIN_PIECE = 0.22  # of the digits' height: size of a piece
MAX_CUTS = 5  # of one stroke
MAX_TURNS = 80  # a stroke that turns more often is a scribble
MIN_TURN = 0.04  # of the stroke's height: tops and bottoms stand out by more
COLUMNS = 24  # of a stroke's width: in each, the passes of the pen are counted


def is_wide(box: Box, height: float) -> bool:
    """Return whether a stroke may hold several digits, by its box and the height of the line's digits."""
    return box.width > WIDE * height


def cuts_of(points: Floats, height: float) -> list[int]:
    """Return the indices of points [k, 2] at which to cut a stroke, ascending.

    They are where it turns up or down (the tops and bottoms of ligatures), and in the middle of
    stretches with nothing else of the stroke above or below. A piece ends with such a point, and the
    next begins with it. height: of the line's digits.
    """
    points = np.asarray(points, dtype=np.float64)
    least = MIN_TURN * float(np.ptp(points[:, 1]))
    found = sorted(_extrema(points[:, 1].tolist(), least) + _bridges(points[:, 0]))
    if len(found) > MAX_TURNS:
        return []
    smallest = MIN_PIECE * height
    rests = _sizes_to_the_end(points)
    kept: list[int] = []
    begin = 0
    for at in found:
        piece = points[begin : at + 1]
        if rests[at] >= smallest and float(np.ptp(piece, axis=0).max()) >= smallest:
            kept.append(at)
            begin = at
    return _thinned(kept, points[:, 0])


def _sizes_to_the_end(points: Float64) -> Float64:
    """Return the longer side of the box around each point and all after it: [k]."""
    reverse = points[::-1]
    spans = np.maximum.accumulate(reverse) - np.minimum.accumulate(reverse)
    return spans.max(axis=1)[::-1]


def _extrema(ys: list[float], least: float) -> list[int]:
    """Return the indices of local tops and bottoms that stand out by more than ``least``."""
    found: list[int] = []
    low = high = direction = 0
    lowest = highest = ys[0]
    for i, y in enumerate(ys):
        if y > lowest:
            low, lowest = i, y
        if y < highest:
            high, highest = i, y
        if direction >= 0 and lowest - y > least:
            if direction:
                found.append(low)
            direction = -1
        elif direction <= 0 and y - highest > least:
            if direction:
                found.append(high)
            direction = 1
        else:
            continue
        low = high = i
        lowest = highest = y
    return found


def _bridges(xs: Float64) -> list[int]:
    """Return the indices in the middle of columns that the pen passes only once: these may be ligatures."""
    left, right = xs.min(), xs.max()
    columns = np.floor(((xs - left) / ((right - left) or 1.0)) * (COLUMNS - 1e-6)).astype(np.int64)
    passes, at = [0] * COLUMNS, [0] * COLUMNS
    last = int(columns[0])
    passes[last] = 1
    for i in (np.flatnonzero(np.diff(columns)) + 1).tolist():
        column = int(columns[i])
        step = 1 if column > last else -1
        for passed in range(last + step, column + step, step):
            passes[passed] += 1
            at[passed] = i
        last = column
    found: list[int] = []
    begin = 0
    while begin < COLUMNS:
        end = begin
        while end < COLUMNS and passes[end] == 1:
            end += 1
        if end > begin > 0 and end < COLUMNS:
            found.append(at[(begin + end) >> 1])
        begin = max(end, begin + 1)
    return found


def _thinned(cuts: list[int], xs: Float64) -> list[int]:
    """Keep at most MAX_CUTS of the cuts, those nearest to the middle of the stroke's width."""
    if len(cuts) <= MAX_CUTS:
        return cuts
    middle = (xs.min() + xs.max()) / 2
    return sorted(sorted(cuts, key=lambda i: abs(xs[i] - middle))[:MAX_CUTS])
