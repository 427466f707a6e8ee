"""Numbers composed of the digits of one writer."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TypeAlias

import numpy as np

from numbre.train.data.datasets import Datasets
from numbre.train.features.ink import Strokes
from numbre.train.segmentation.compose import side_by_side

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
    """Return (drawing, text) of ``length`` digits drawn at random from pool [(drawing, digit)]."""
    chosen = [pool[i] for i in rng.integers(len(pool), size=length)]
    text = "".join(digit for _, digit in chosen)
    return side_by_side([drawing for drawing, _ in chosen], text, rng), text
