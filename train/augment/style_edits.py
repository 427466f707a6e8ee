"""Edits that turn a digit into another way of writing it, for styles that few writers of the data have.

One with a long upstroke, crossed seven, two with a loop, zero with a slash of its own, nine with a round
foot: see DIGITS. The digit stays the same. All randomness comes from the generator passed in.
"""

from collections.abc import Callable, Sequence
from typing import TypeAlias

import numpy as np

from ..features.ink import Strokes
from ..lib.arrays import Float64, Floats, Ints

Edit: TypeAlias = Callable[[Strokes, np.random.Generator], list[Floats]]

SHARE = 0.2  # of the drawings of a digit below
_STEPS = 9  # points of an arc or of a line that is added


def edit(drawings: Sequence[Strokes], labels: Ints, rng: np.random.Generator) -> list[Strokes]:
    """Return the drawings [n], SHARE of those whose digit has an edit edited; labels [n]."""
    chosen = rng.random(len(drawings)) < SHARE
    edits = [DIGITS.get(int(label)) if one else None for label, one in zip(labels, chosen, strict=True)]
    return [
        change(drawing, rng) if change and len(drawing) and max(map(len, drawing)) > 2 else drawing
        for drawing, change in zip(drawings, edits, strict=True)
    ]


def upstroke(drawing: Strokes, rng: np.random.Generator) -> list[Floats]:
    """Return a one whose main stroke begins with a long upstroke, up to its whole height."""
    strokes = _arrays(drawing)
    main = max(range(len(strokes)), key=lambda i: np.ptp(strokes[i][:, 1]))
    stroke = strokes[main]
    if stroke[0, 1] > stroke[-1, 1]:  # drawn upwards
        stroke = stroke[::-1]
    top = int(stroke[:, 1].argmin())
    height = float(np.ptp(stroke[top:, 1]))
    if height < 0.7 * _height(strokes):
        return strokes
    angle, rise = np.radians(rng.uniform(18, 50)), rng.uniform(0.25, 1.0) * height
    start = stroke[top] + rise * np.array([-np.tan(angle), 1])
    bend = rng.normal(0, 0.06) * height * np.array([np.cos(angle), np.sin(angle)])
    t = np.linspace(0, 1, _STEPS, endpoint=False)[:, None]
    strokes[main] = np.concatenate([start + t * (stroke[top] - start) + 4 * t * (1 - t) * bend, stroke[top:]])
    return strokes


def bar(drawing: Strokes, rng: np.random.Generator) -> list[Floats]:
    """Return a seven of one stroke with a bar through its stem."""
    strokes = _arrays(drawing)
    if len(strokes) > 1:
        return strokes
    stroke = strokes[0]
    height, width = _height(strokes), float(np.ptp(stroke[:, 0]))
    at = stroke[:, 1].min() + rng.uniform(0.4, 0.65) * height
    lower = stroke[len(stroke) // 3 :]
    crossed = lower[np.abs(lower[:, 1] - at).argmin()]
    half = rng.uniform(0.18, 0.38) * max(width, 0.5 * height)
    slope = rng.normal(0, 0.12)
    ends = crossed + half * np.array([[-1, slope], [1, -slope]]) * (rng.choice([-1, 1]), 1)
    return [*strokes, _line(ends[0], ends[1])]


def loop(drawing: Strokes, rng: np.random.Generator) -> list[Floats]:
    """Return a two with a loop at its lower left corner."""
    strokes = _arrays(drawing)
    stroke = strokes[0]
    corner = int((stroke[:, 1] - 0.7 * stroke[:, 0]).argmax())
    before = max(corner - max(len(stroke) // 8, 1), 0)
    if len(strokes) > 1 or not 2 <= corner < len(stroke) - 2 or corner < len(stroke) // 3:
        return strokes
    heading = _unit(stroke[corner] - stroke[before])
    arc = _arc(stroke[corner], heading, rng.uniform(0.05, 0.15) * _height(strokes), rng.uniform(210, 320))
    moved = stroke[corner:] + (arc[-1] - stroke[corner])
    return [np.concatenate([stroke[:corner], arc, moved[1:]])]


def slash(drawing: Strokes, rng: np.random.Generator) -> list[Floats]:
    """Return a zero with a slash through it, a stroke of its own: most lean forwards, some at any angle."""
    strokes = _arrays(drawing)
    if len(strokes) > 1:
        return strokes
    low, extent = strokes[0].min(axis=0), np.ptp(strokes[0], axis=0)
    middle = low + extent * (0.5 + rng.normal(0, 0.05, 2))
    angle = np.radians(rng.normal(50, 12) if rng.random() < 0.6 else rng.uniform(0, 180))
    half = rng.uniform(0.5, 1.25) * extent / 2 * [np.cos(angle), -np.sin(angle)] * np.sqrt(2)
    half /= max(1.0, float(np.abs(half / (0.75 * extent + 1e-9)).max()))
    return [
        *strokes,
        _line(middle + half, middle - half) if rng.random() < 0.7 else _line(middle - half, middle + half),
    ]


def foot(drawing: Strokes, rng: np.random.Generator) -> list[Floats]:
    """Return a nine whose stem ends in a curve to the left."""
    strokes = _arrays(drawing)
    stroke = strokes[-1]
    heading = _unit(stroke[-1] - stroke[max(len(stroke) - 1 - max(len(stroke) // 8, 1), 0)])
    height = _height(strokes)
    if heading[1] < 0.6 or stroke[-1, 1] < np.concatenate(strokes)[:, 1].max() - 0.1 * height:
        return strokes
    arc = _arc(stroke[-1], heading, rng.uniform(0.12, 0.35) * height, rng.uniform(60, 170))
    return [*strokes[:-1], np.concatenate([stroke, arc[1:]])]


DIGITS: dict[int, Edit] = {0: slash, 1: upstroke, 2: loop, 7: bar, 9: foot}


def _arrays(drawing: Strokes) -> list[Floats]:
    return [np.asarray(stroke, dtype=np.float64)[:, :2] for stroke in drawing]


def _height(strokes: Strokes) -> float:
    return float(np.ptp(np.concatenate(strokes)[:, 1])) or 1.0


def _unit(vector: Floats) -> Float64:
    return np.asarray(vector / (np.hypot(*vector) or 1.0), dtype=np.float64)


def _line(begin: Floats, end: Floats) -> Float64:
    return begin + np.linspace(0, 1, _STEPS)[:, None] * (end - begin)


def _arc(begin: Floats, heading: Floats, radius: float, degrees: float) -> Float64:
    """Return points of a clockwise arc, as seen on the page, that leaves ``begin`` towards ``heading``."""
    centre = begin + radius * np.array([-heading[1], heading[0]])
    angles = np.linspace(0, np.radians(degrees), _STEPS)
    cos, sin = np.cos(angles), np.sin(angles)
    x, y = begin - centre
    return centre + np.stack([cos * x - sin * y, sin * x + cos * y], axis=1)
