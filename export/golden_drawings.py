"""Named drawings for the golden vectors: digits in several hands, and hostile input.

Digits are drawn here from a few control points each, so a bundle holds nothing of a data set.
Every drawing is a list of strokes of [x, y] in CSS px, y down, rounded for JSON.
"""

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from numbre.train.lib.arrays import Floats

PlainDrawing: TypeAlias = list[list[list[float]]]  # in lists, as in JSON

# Control points in a box of 100 x 140; each stroke is a smooth curve, or straight between points.
SMOOTH, STRAIGHT = True, False
DIGITS: dict[str, list[tuple[bool, list[tuple[float, float]]]]] = {
    "0": [
        (SMOOTH, [(55, 2), (18, 22), (5, 75), (22, 128), (55, 138), (88, 112), (96, 62), (80, 14), (52, 3)])
    ],
    "0-slashed": [
        (SMOOTH, [(50, 2), (12, 30), (6, 85), (30, 134), (62, 134), (92, 90), (88, 30), (50, 2)]),
        (STRAIGHT, [(92, 8), (8, 132)]),
    ],
    "1": [(STRAIGHT, [(50, 0), (48, 140)])],
    "1-flagged": [(STRAIGHT, [(22, 38), (60, 0), (58, 140)])],
    "1-footed": [(STRAIGHT, [(24, 34), (54, 2), (54, 138)]), (STRAIGHT, [(22, 139), (88, 138)])],
    "2": [(SMOOTH, [(10, 32), (36, 3), (80, 14), (78, 56), (36, 106), (8, 136), (50, 132), (96, 136)])],
    "2-curled": [
        (
            SMOOTH,
            [(14, 30), (50, 2), (82, 34), (50, 92), (12, 132), (6, 118), (30, 116), (60, 134), (98, 124)],
        )
    ],
    "3": [
        (SMOOTH, [(10, 14), (54, 2), (80, 30), (44, 62), (84, 86), (78, 124), (38, 139), (6, 122)]),
    ],
    "4-open": [(STRAIGHT, [(34, 4), (10, 78), (94, 76)]), (STRAIGHT, [(72, 30), (68, 140)])],
    "4-closed": [(STRAIGHT, [(66, 138), (68, 2), (6, 92), (98, 90)])],
    "5": [
        (SMOOTH, [(22, 6), (16, 60), (56, 52), (90, 82), (74, 126), (30, 138), (6, 122)]),
        (STRAIGHT, [(22, 6), (86, 4)]),
    ],
    "5-one-stroke": [(SMOOTH, [(88, 4), (28, 6), (20, 62), (60, 54), (88, 92), (58, 136), (8, 126)])],
    "6": [(SMOOTH, [(70, 3), (28, 44), (8, 98), (34, 138), (78, 122), (74, 82), (38, 76), (14, 108)])],
    "7": [(STRAIGHT, [(8, 6), (92, 6), (40, 140)])],
    "7-crossed": [(STRAIGHT, [(8, 8), (94, 4), (44, 138)]), (STRAIGHT, [(24, 70), (86, 66)])],
    "8": [
        (
            SMOOTH,
            [
                (78, 18),
                (42, 4),
                (20, 32),
                (52, 64),
                (84, 100),
                (56, 138),
                (16, 118),
                (40, 74),
                (76, 44),
                (80, 18),
            ],
        )
    ],
    "9": [(SMOOTH, [(80, 40), (44, 66), (12, 40), (36, 6), (78, 18), (80, 70), (66, 138)])],
    "9-straight": [
        (SMOOTH, [(74, 30), (40, 60), (14, 34), (46, 4), (76, 26)]),
        (STRAIGHT, [(76, 8), (74, 140)]),
    ],
}


def golden_drawings() -> dict[str, PlainDrawing]:
    """Return {name: drawing}: every digit in three hands, then the hostile drawings."""
    drawings = {}
    for place, (name, strokes) in enumerate(DIGITS.items()):
        plain = [_stroke(kind, points) for kind, points in strokes]
        drawings[f"digit {name}"] = _rounded(plain)
        drawings[f"digit {name}, slanted"] = _rounded(_slanted(plain, 0.35))
        drawings[f"digit {name}, shaky"] = _rounded(_shaky(plain, np.random.default_rng(place)))
    return drawings | hostile_drawings()


def hostile_drawings() -> dict[str, PlainDrawing]:
    """Return {name: drawing} of extreme and malformed input."""
    arc = [[round(200 + 90 * math.cos(i / 9), 3), round(150 + 90 * math.sin(i / 9), 3)] for i in range(50)]
    spokes: PlainDrawing = [[[2 * i, 0], [0, 2 * i]] for i in range(1, 12)]
    return {
        "empty": [],
        "one empty stroke": [[]],
        "empty stroke among others": [[[10, 10], [60, 90]], [], [[60, 10], [10, 90]]],
        "one dot": [[[120, 80]]],
        "two dots": [[[20, 20]], [[120, 90]]],
        "two equal points": [[[50, 50], [50, 50]]],
        "a thousand equal points": [[[7.5, 7.5]] * 1000],
        "with duplicates": [[point for point in arc for _ in range(3)]],
        "dot of no real size": [[[1, 1], [1 + 1e-12, 1]]],
        "horizontal line": [[[10, 100], [250, 100]]],
        "vertical line": [[[100, 10], [100, 250]]],
        "diagonal line": [[[0, 0], [250, 250]]],
        "line forth and back": [[[0, 0], [90, 0], [0, 0], [90, 0]]],
        "rectangle": [[[0, 0], [300, 0], [300, 40], [0, 40], [0, 0]]],
        "huge coordinates": [[[x * 1e12, y * 1e12] for x, y in arc]],
        "largest coordinates": [[[-1.7e308, 0], [1.7e308, 1e308]]],
        "tiny coordinates": [[[x * 1e-6, y * 1e-6] for x, y in arc]],
        "negative coordinates": [[[-x, -y] for x, y in arc]],
        "off the canvas": [[[x + 1e5, y - 1e5] for x, y in arc]],
        "mixed signs": [[[x - 200, y - 150] for x, y in arc]],
        "with times": [[[x, y, 8 * i] for i, (x, y) in enumerate(arc)]],
        "mass far from the middle": [[[0, 0], [200, 0]], *spokes],
        "a dot far from a digit": [[[50, 0], [48, 140]], [[1000, 70]]],
        "zigzag": [[[i * 5, 100 * (i % 2)] for i in range(40)]],
        "scribble of 10,000 points": [_scribble(10_000)],
        "300 strokes": [
            [[i % 20 * 10, i // 20 * 10], [i % 20 * 10 + 6, i // 20 * 10 + 6]] for i in range(300)
        ],
    }


def _stroke(smooth: bool, points: ArrayLike) -> Floats:
    """Return a stroke sampled about every 6 px; smooth strokes are Catmull-Rom curves through the points."""
    points = np.array(points, dtype=float)
    if smooth:
        points = np.vstack([2 * points[0] - points[1], points, 2 * points[-1] - points[-2]])
        return np.vstack([_arc(*points[i : i + 4]) for i in range(len(points) - 3)] + [points[-2:-1]])
    pieces = []
    for begin, end in pairwise(points):
        steps = max(1, round(np.hypot(*(end - begin)) / 6))
        pieces.append(begin + (end - begin) * (np.arange(steps) / steps)[:, None])
    return np.vstack([*pieces, points[-1:]])


def _arc(before: Floats, begin: Floats, end: Floats, after: Floats) -> Floats:
    """Return points of the Catmull-Rom segment from ``begin`` up to, not including, ``end``."""
    steps = max(2, round(np.hypot(*(end - begin)) / 6))
    t = (np.arange(steps) / steps)[:, None]
    linear, square = end - before, 2 * before - 5 * begin + 4 * end - after
    cube = 3 * begin - before - 3 * end + after
    return begin + t * (linear + t * (square + t * cube)) / 2


def _slanted(strokes: Sequence[Floats], slant: float) -> list[Floats]:
    return [np.column_stack([s[:, 0] - slant * s[:, 1] + 60, s[:, 1] * 0.8]) for s in strokes]


def _shaky(strokes: Sequence[Floats], rng: np.random.Generator) -> list[Floats]:
    return [s * rng.uniform(0.5, 2.5) + rng.normal(0, 3, s.shape) for s in strokes]


def _scribble(count: int) -> list[list[float]]:
    """Return one long stroke that fills its box by two incommensurable oscillations."""
    steps = np.arange(count)
    x, y = 150 + 140 * np.sin(steps * 0.317), 100 + 95 * np.sin(steps * 0.2011 + 1)
    return [[round(float(a), 1), round(float(b), 1)] for a, b in zip(x, y, strict=True)]


def _rounded(strokes: Iterable[Floats]) -> PlainDrawing:
    return [[[round(float(x), 2), round(float(y), 2)] for x, y in stroke] for stroke in strokes]
