"""Compose numbers from one writer's digits, set side by side with natural gaps, sizes, drift and overlap."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TypeAlias

import numpy as np

from numbre.train.data.datasets import Datasets
from numbre.train.features.ink import Strokes
from numbre.train.lib.arrays import Floats

HEIGHT = 100.0  # of a digit, CSS px
MIN_DIGITS = 50  # of a writer

Pool: TypeAlias = Sequence[tuple[Strokes, str]]  # of one writer: drawings of digits, and the digits


def by_writer(datasets: Datasets, part: str) -> dict[str, Pool]:
    """Return {writer: [(drawing, digit)]} of the drawn digits in one part of pendigits and UNIPEN.

    Writers of fewer than MIN_DIGITS digits are left out: one odd digit would be in most of their numbers.
    """
    writers: dict[str, list[tuple[Strokes, str]]] = defaultdict(list)
    for name in ("pendigits", "unipen"):
        for drawing, digit, writer in zip(*datasets[name].part(part), strict=True):
            writers[f"{name} {writer}"].append((drawing, str(digit)))
    return {name: digits for name, digits in sorted(writers.items()) if len(digits) >= MIN_DIGITS}


def numbers(
    writers: Mapping[str, Pool], length: int, count: int, rng: np.random.Generator
) -> list[tuple[Strokes, str]]:
    """Return [(drawing, text)] of ``count`` numbers of ``length`` digits, taking the writers in turn."""
    pools = list(writers.values())
    return [compose(pools[i % len(pools)], length, rng) for i in range(count)]


def compose(pool: Pool, length: int, rng: np.random.Generator) -> tuple[Strokes, str]:
    """Return (drawing, text) of ``length`` digits drawn at random from pool [(drawing, digit)].

    Gaps vary around the number's own (5 to 35 % of a digit's height, down to an overlap of 8 %), sizes by
    5 to 12 %, and the line rises or falls slightly.
    """
    gap, slope, sizes = rng.uniform(0.05, 0.35), rng.normal(0, 0.03), rng.uniform(0.05, 0.12)
    drawing: list[Floats] = []
    text, right = "", 0.0
    for position in range(length):
        digit, label = pool[rng.integers(len(pool))]
        points = np.concatenate(digit)
        low, extent = points.min(axis=0), np.ptp(points, axis=0)
        scale = np.exp(rng.normal(0, sizes)) / max(extent[1], extent[0] / 1.2, 1e-6)
        right += max(rng.normal(gap, 0.12), -0.08) if position else 0.0
        corner = np.array([right, rng.normal(0, 0.04) + slope * right - extent[1] * scale])
        drawing += [((stroke - low) * scale + corner) * HEIGHT for stroke in digit]
        right += extent[0] * scale
        text += label
    return drawing, text
