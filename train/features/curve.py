"""A curve through the points of a stroke, for pens that record few of them.

Between two points more than DENSE apart, a centripetal Catmull-Rom curve takes the place of the straight
line: it passes through every point, its direction there depends on the neighbours, and it makes neither
loops nor cusps (C. Yuksel, S. Schaefer, J. Keyser, "Parameterization and applications of Catmull-Rom
curves", Computer-Aided Design 43, 2011). At both ends of a stroke it is a parabola. Points that are close
stay joined by lines. web/page/ink/curve.js is the twin in JavaScript.
"""

from dataclasses import dataclass

import numpy as np

from ..lib.arrays import Bools, Float64, Ints

DENSE = 2.0  # pixels: points that are nearer are joined by straight lines
STEP = 1.0  # pixels: distance between the points added, along the straight line
_SAME = 1e-9  # pixels: nearer points are one, and give no direction


@dataclass(frozen=True)
class Curve:
    """points: [q, 2], in pixels; of: for each the point [q] from which its part of the curve begins."""

    points: Float64
    of: Ints


def curve(points: Float64, stroke: Ints) -> Curve:
    """Return the curve through points [p, 2], in pixels; stroke: that of each point [p], ascending."""
    begins = np.flatnonzero(np.diff(stroke) == 0)
    here, there = points[begins], points[begins + 1]
    chord = there - here
    length = np.hypot(*chord.T)
    pieces = np.where(length > DENSE, np.ceil(length / STEP), 1).astype(np.int64)
    leaves, arrives = _tangents(points, stroke, begins)
    count = np.ones(len(points), dtype=np.int64)
    count[begins] = pieces
    of = np.repeat(np.arange(len(points)), count)
    step = np.arange(len(of)) - np.repeat(np.cumsum(count) - count, count)
    added = np.flatnonzero(step)
    line = np.searchsorted(begins, of[added])  # index into begins
    t = (step[added] / pieces[line])[:, None]
    found = points[of]
    # Hermite's form, as the straight line and what departs from it
    found[added] = (
        here[line]
        + t * chord[line]
        + t * (1 - t) * ((1 - t) * (leaves - chord)[line] - t * (arrives - chord)[line])
    )
    return Curve(found, of)


def _tangents(points: Float64, stroke: Ints, begins: Ints) -> tuple[Float64, Float64]:
    """Return the tangents [s, 2] where the curve leaves points ``begins`` and arrives at the next ones."""
    here, there = points[begins], points[begins + 1]
    before, after = points[np.maximum(begins - 1, 0)], points[np.minimum(begins + 2, len(points) - 1)]
    chord = there - here
    spans = [_span(here - before), _span(chord), _span(after - there)]
    has_before = (stroke[np.maximum(begins - 1, 0)] == stroke[begins]) & (begins > 0)
    has_after = stroke[np.minimum(begins + 2, len(points) - 1)] == stroke[begins]
    has_after &= begins + 2 < len(points)
    inner_before, inner_after = has_before & (spans[0] > 0), has_after & (spans[2] > 0)
    t0, t1, t2 = (np.where(span > 0, span, 1.0)[:, None] for span in spans)
    leaves = chord + t1 * ((here - before) / t0 - (there - before) / (t0 + t1))
    arrives = chord + t1 * ((after - there) / t2 - (after - here) / (t1 + t2))
    return (
        _with_ends(leaves, arrives, chord, inner_before, inner_after),
        _with_ends(arrives, leaves, chord, inner_after, inner_before),
    )


def _span(difference: Float64) -> Float64:
    """Return the root of the length of differences [s, 2], 0 where both points are one."""
    length = np.hypot(*difference.T)
    return np.where(length > _SAME, np.sqrt(length), 0.0)


def _with_ends(own: Float64, other: Float64, chord: Float64, has: Bools, has_other: Bools) -> Float64:
    """Return tangents [s, 2]: where there is no neighbour on this side, those of a parabola, or of a line."""
    end = np.where(has_other[:, None], 2 * chord - other, chord)
    return np.where(has[:, None], own, end)
