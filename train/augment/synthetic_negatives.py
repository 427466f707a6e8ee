"""Synthetic negatives: merged digits, half digits, scribbles and scattered marks.

Digits come from the writers passed in, so that a writer who validates never trains.
"""

from collections.abc import Sequence

import numpy as np

from ..data.datasets import NOT_A_DIGIT, Dataset
from ..features.ink import Strokes
from ..lib.arrays import Floats, Ints, Texts

MERGED, HALF, SCRIBBLE, MARKS = "merged digits", "half digits", "scribbles", "scattered marks"
SHARES = {MERGED: 0.25, HALF: 0.15, SCRIBBLE: 0.25, MARKS: 0.25}  # of the number of digits passed in
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
            elif kind == HALF:
                items.append(_half(drawings[first], rng))
            else:
                items.append(_scribble(rng) if kind == SCRIBBLE else _marks(rng))
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
