"""Synthetic negatives: merged, overlaid and half digits, scribbles, scattered marks, made-up characters.

Digits come from the writers passed in, so that a writer who validates never trains.
"""

from collections.abc import Sequence

import numpy as np

from ..data.datasets import NOT_A_DIGIT, Dataset
from ..features.ink import Strokes
from ..lib.arrays import Floats, Ints, Texts

MERGED, OVERLAID, HALF = "merged digits", "overlaid digits", "half digits"
SCRIBBLE, MARKS, CHARACTER = "scribbles", "scattered marks", "made-up characters"
SHARES = {  # of the number of digits passed in
    MERGED: 0.25,
    OVERLAID: 0.1,
    HALF: 0.15,
    SCRIBBLE: 0.25,
    MARKS: 0.25,
    CHARACTER: 0.5,
}
HALVED = (2, 3, 5)  # half of another digit may be a digit: half a nine is a zero or a one


def make(drawings: Sequence[Strokes], labels: Ints, sources: Texts, part: str, seed: int) -> Dataset:
    """Return the Dataset "synthetic negatives", made from drawings of digits [n].

    labels [n]: of the digits; sources [n]: their writers, whose digits are never mixed; part: of every
    negative.
    """
    rng = np.random.default_rng(seed)
    writers = {name: np.flatnonzero(sources == name) for name in np.unique(sources)}
    halved = np.flatnonzero(np.isin(labels, HALVED))
    items, kinds, owners = [], [], []
    for kind, share in SHARES.items():
        for _ in range(max(1, round(share * len(drawings)))):
            first = int(rng.choice(halved if kind == HALF else len(drawings)))
            if kind == MERGED:
                more = rng.choice(writers[sources[first]], 1 if rng.random() < 0.85 else 2)
                items.append(_side_by_side([drawings[i] for i in (first, *more)], rng))
            elif kind == OVERLAID:
                other = rng.choice(writers[sources[first]])
                items.append(_overlaid(drawings[first], drawings[other], rng))
            elif kind == HALF:
                items.append(_half(drawings[first], rng))
            else:
                items.append({SCRIBBLE: _scribble, MARKS: _marks, CHARACTER: _character}[kind](rng))
            kinds.append(kind)
            owners.append(sources[first])
    count = len(items)
    return Dataset(
        "synthetic negatives",
        items,
        np.full(count, NOT_A_DIGIT),
        np.array(owners),
        np.full(count, part),
        "",
        np.array(kinds),
    )


def _side_by_side(drawings: Sequence[Strokes], rng: np.random.Generator) -> list[Floats]:
    """Return digits of about the same height in a row, from a little overlap to a wide gap."""
    row: list[Floats] = []
    right = 0.0
    for drawing in drawings:
        points = np.concatenate(drawing)
        low, extent = points.min(axis=0), np.ptp(points, axis=0)
        size = rng.uniform(0.8, 1.2) / max(extent[1], 0.6 * extent[0], 1e-6)
        place = np.array([right, rng.normal(0, 0.08)])
        row += [(stroke - low) * size + place for stroke in drawing]
        right += extent[0] * size + rng.uniform(-0.05, 0.5)
    return row


def _overlaid(first: Strokes, second: Strokes, rng: np.random.Generator) -> list[Floats]:
    """Return two digits on the same place, one of them somewhat smaller."""
    drawn: list[Floats] = []
    for drawing, size in ((first, 1.0), (second, rng.uniform(0.5, 0.9))):
        points = np.concatenate(drawing)
        low, extent = points.min(axis=0), np.ptp(points, axis=0)
        place = rng.uniform(-0.25, 0.25, 2)
        drawn += [(stroke - low - extent / 2) * size / max(*extent, 1e-6) + place for stroke in drawing]
    return drawn


def _half(drawing: Strokes, rng: np.random.Generator) -> list[Floats]:
    """Return the first or the last part, 35 to 55 % of the path, of a drawing."""
    last = rng.random() < 0.5
    if last:
        drawing = _backwards(drawing)
    paths = [_path(stroke) for stroke in drawing]
    left = rng.uniform(0.35, 0.55) * sum(path[-1] for path in paths)
    part = []
    for stroke, path in zip(drawing, paths, strict=True):
        part.append(stroke[path <= left])
        left -= path[-1]
        if left <= 0:
            break
    return _backwards(part) if last else part


def _backwards(drawing: Strokes) -> list[Floats]:
    return [stroke[::-1] for stroke in drawing[::-1]]


def _path(stroke: Floats) -> Floats:
    """Return the length of the path up to each point."""
    return np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(stroke, axis=0).T))])


def _scribble(rng: np.random.Generator) -> list[Floats]:
    """Return a scribble: a wandering line, a tangle, a zigzag or loops, in one to four strokes."""
    count = int(rng.integers(8, 24))
    kind = rng.integers(4)
    if kind == 0:
        corners = np.cumsum(rng.normal(0, 1, (count, 2)), axis=0)
    elif kind == 1:
        corners = rng.uniform(-1, 1, (count, 2))
    elif kind == 2:
        corners = np.stack([np.linspace(0, rng.uniform(0.5, 3), count), np.arange(count) % 2], axis=1)
        corners = (corners + rng.normal(0, 0.1, (count, 2))) @ _turned(rng.uniform(0, np.pi))
    else:
        turns = np.linspace(0, rng.uniform(3, 8) * 2 * np.pi, 3 * count)
        growth = (1 + turns * rng.normal(0, 0.05))[:, None]
        corners = growth * np.stack([np.cos(turns), rng.uniform(0.4, 1) * np.sin(turns)], axis=1)
        corners[:, 0] += turns * rng.uniform(0, 0.3)
        corners += rng.normal(0, 0.05, corners.shape)
    line = _smooth(corners * [1, rng.uniform(0.4, 1.5)])
    breaks = np.sort(rng.choice(np.arange(1, len(line)), rng.integers(0, 4), replace=False))
    return np.split(line, breaks)


def _marks(rng: np.random.Generator) -> list[Floats]:
    """Return three to six lines, arcs or rings that form no single character, as in =, %, # and *."""
    marks = []
    for _ in range(rng.integers(3, 7)):  # two may be a footed one, or a seven
        turn = rng.uniform(0.3, 2 * np.pi) if rng.random() < 0.5 else 0.01  # of the arc; a line hardly turns
        angles = rng.uniform(0, 2 * np.pi) + np.linspace(0, turn, 12)
        radius = rng.uniform(0.6, 2.0) / turn
        arc = radius * np.stack([np.cos(angles), np.sin(angles)], axis=1)
        arc -= arc.mean(axis=0) - rng.uniform(-0.7, 0.7, 2)
        marks.append(arc)
    return marks


def _character(rng: np.random.Generator) -> list[Floats]:
    """Return a made-up character: two to five lines and arcs, most of which begin on one drawn before."""
    strokes: list[Floats] = []
    count = int(rng.integers(2, 6))
    for _ in range(count):
        if strokes and rng.random() < 0.7:
            on = strokes[rng.integers(len(strokes))]
            start = on[rng.integers(len(on))]
        else:
            start = rng.uniform(-1, 1, 2) * (0.8, 1)
        corners = [start]
        heading = rng.integers(8) * np.pi / 4 + rng.normal(0, 0.15)
        for _ in range(rng.integers(1 if count > 3 else 2, 4)):  # few and plain ones may be a digit
            step = rng.uniform(0.4, 1.4)
            ahead = corners[-1] + step * np.array([np.cos(heading), np.sin(heading)])
            corners.append(np.clip(ahead, (-0.9, -1.1), (0.9, 1.1)))
            heading += rng.choice([-1, 1]) * rng.uniform(0.5, 2.4)
        is_round = rng.random() < 0.5
        line = np.array(corners)
        strokes.append(_smooth(line) if is_round else _straight(line))
    return strokes


def _straight(corners: Floats, points: int = 6) -> Floats:
    """Return straight lines from corner to corner, with ``points`` points each."""
    t = np.linspace(0, 1, points, endpoint=False)[:, None]
    lines = corners[:-1, None] + t * np.diff(corners, axis=0)[:, None]
    return np.concatenate([lines.reshape(-1, 2), corners[-1:]])


def _turned(angle: float) -> Floats:
    return np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])


def _smooth(corners: Floats, points: int = 6) -> Floats:
    """Return a Catmull-Rom curve through the corners, with ``points`` points from each to the next.

    Source: E. Catmull, R. Rom, "A class of local interpolating splines", 1974.
    """
    ends = np.concatenate([corners[:1], corners, corners[-1:]])
    before, here, there, after = (ends[i : len(ends) - 3 + i, None] for i in range(4))
    t = np.linspace(0, 1, points, endpoint=False)[:, None]
    bend = 2 * before - 5 * here + 4 * there - after
    twist = -before + 3 * here - 3 * there + after
    curve = here + (there - before) * t / 2 + bend * t**2 / 2 + twist * t**3 / 2
    return np.concatenate([curve.reshape(-1, 2), corners[-1:]])
