"""Random edits of the recording: slower pens, lost ends, strokes joined, broken or reversed.

The digit stays the same; the recording changes as it does with a mouse, a slow tablet or a lifted
finger. All randomness comes from the generator passed in.
"""

import numpy as np

from ..features.ink import Batch
from ..lib.arrays import Bools, Floats, Ints

FEW = (4, 12)  # points of a stroke that a slow device records
SHORT = 8  # a stroke of fewer points is neither trimmed nor broken
HOOK = 4  # points of a hook


def edit(
    batch: Batch,
    rng: np.random.Generator,
    thin: float = 0.5,
    few: float = 0.15,
    ends: float = 0.3,
    join: float = 0.08,
    cut: float = 0.05,
    back: float = 0.1,
    hook: float = 0.1,
) -> Batch:
    """Return the Batch with every drawing edited on its own.

    thin: share of drawings recorded at a lower rate, down to a fifth of the points; few: share of drawings
    recorded with FEW points a stroke; ends: share of stroke ends that lose up to 8 % of the points; join:
    share of strokes that begin without lifting the pen; cut: share of strokes that break in two; back: share
    of strokes drawn from their end; hook: share of drawings that end in a downstroke from which the pen
    springs up before it lifts.
    """
    batch = _hooked(batch, rng, hook)
    first = np.diff(batch.stroke, prepend=-1) != 0
    starts = np.flatnonzero(first)
    counts = np.diff(np.append(starts, len(batch.points)))
    place = np.arange(len(batch.points)) - np.repeat(starts, counts)
    kept = _thinned(batch, place, counts, rng, thin, few) & _untrimmed(place, counts, rng, ends)
    begins = first.copy()
    broken = (rng.random(len(starts)) < cut) & (counts >= SHORT)
    begins[(starts + (rng.uniform(0.2, 0.8, len(starts)) * counts).astype(np.int64))[broken]] = True
    follows = np.append(False, batch.drawing[starts[1:]] == batch.drawing[starts[:-1]])
    begins[starts[follows & (rng.random(len(starts)) < join)]] = False
    stroke, points = (np.cumsum(begins) - 1)[kept], batch.points[kept]
    return Batch(_reversed(points, stroke, rng, back), stroke, batch.drawing[kept], batch.count)


def _hooked(batch: Batch, rng: np.random.Generator, share: float) -> Batch:
    """Return the Batch with a short upstroke after some last downstrokes, towards a next digit."""
    last = np.flatnonzero(np.diff(batch.drawing, append=-1))
    first = np.flatnonzero(np.diff(batch.drawing, prepend=-1))
    begin = np.searchsorted(batch.stroke, batch.stroke[last])  # of the last stroke
    way = batch.points[last] - batch.points[np.maximum(begin, last - np.maximum(1, (last - begin) // 5))]
    falls = way[:, 1] > 0.7 * np.hypot(*way.T)
    size = np.maximum.reduceat(batch.points[:, 1], first) - np.minimum.reduceat(batch.points[:, 1], first)
    length, angle = rng.uniform(0.1, 0.4, len(last)) * size, np.radians(rng.uniform(35, 80, len(last)))
    chosen = falls & (rng.random(len(last)) < share)
    end, up = last[chosen], (length * [np.cos(angle), -np.sin(angle)])[:, chosen].T
    hooks = batch.points[end, None] + np.linspace(0, 1, HOOK + 1)[1:, None] * up[:, None]
    after = np.repeat(end + 1, HOOK)
    return Batch(
        np.insert(batch.points, after, hooks.reshape(-1, 2), axis=0),
        np.insert(batch.stroke, after, np.repeat(batch.stroke[end], HOOK)),
        np.insert(batch.drawing, after, np.repeat(batch.drawing[end], HOOK)),
        batch.count,
    )


def _reversed(points: Floats, stroke: Ints, rng: np.random.Generator, share: float) -> Floats:
    """Return the points [p, 2] with some strokes reversed."""
    starts = np.flatnonzero(np.diff(stroke, prepend=-1))
    counts = np.diff(np.append(starts, len(points)))
    turned = np.repeat(rng.random(len(starts)) < share, counts)
    here = np.arange(len(points))
    first_and_last = np.repeat(2 * starts + counts - 1, counts)  # their sum, of each point's stroke
    return points[np.where(turned, first_and_last - here, here)]


def _thinned(
    batch: Batch, place: Ints, counts: Ints, rng: np.random.Generator, share: float, few: float
) -> Bools:
    """Return a mask of the points that a slower pen would record; every stroke keeps its ends."""
    step = np.where(rng.random(batch.count) < share, rng.uniform(1, 5, batch.count), 1.0)[batch.drawing]
    slow, points = rng.random(batch.count) < few, rng.uniform(*FEW, batch.count)
    last = np.repeat(counts - 1, counts)
    step = np.where(slow[batch.drawing], np.maximum(last / (points[batch.drawing] - 1), step), step)
    recorded = np.floor((place + 1) / step) != np.floor(place / step)
    return recorded | (place == 0) | (place == last)


def _untrimmed(place: Ints, counts: Ints, rng: np.random.Generator, share: float) -> Bools:
    """Return a mask of the points left when stroke ends are lost; a short stroke stays whole."""
    lost = np.where(rng.random((2, len(counts))) < share, rng.uniform(0, 0.08, (2, len(counts))), 0.0)
    begin, end = (np.repeat(side, counts) for side in lost)
    part = place / np.repeat(np.maximum(counts - 1, 1), counts)
    return ((part >= begin) & (part <= 1 - end)) | np.repeat(counts < SHORT, counts)
