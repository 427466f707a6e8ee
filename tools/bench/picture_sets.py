"""Pictures with known numbers, to measure how well the page reads them: made from a seed, never stored."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

import numpy as np
from PIL import Image

from numbre.train.data.datasets import Datasets
from numbre.train.features.ink import Strokes
from tools.bench.composed_numbers import by_writer
from tools.bench.odd_pictures import TEXTURES, cheque, one_digit, texture, touching
from tools.photos import LOOKS, light, photo, written

Made: TypeAlias = tuple[str, str, Image.Image]  # set, text, picture

PASTED = "pasted scans"
SMALL = "small cheque"
LINES = "several lines"
PAIRS, TRIPLES = "touching pairs", "touching triples"
CHEQUE, ONE, NONE = "cut-out amount", "one digit", "no number"
ODD = (PAIRS, TRIPLES, CHEQUE, ONE, NONE)
EACH_LENGTH = (1, 4)  # digits of the numbers, except of cheques: 3 to 7


def pictures(datasets: Datasets, part: str, count: int, seed: int, only: str | None = None) -> Iterator[Made]:
    """Yield count pictures of each set: scans of that part (validation or test), writers of validation."""
    if only in (None, PASTED):
        yield from pasted_scans(datasets, part, count, np.random.default_rng(seed))
    pools = [
        {digit: [drawing for drawing, own in pool if own == digit] for digit in "0123456789"}
        for pool in by_writer(datasets, "validation").values()
    ]
    writers = [pool for pool in pools if all(pool.values())]
    for name in (*LOOKS, SMALL, LINES, *ODD):
        if only not in (None, name):
            continue
        rng = np.random.default_rng([seed, *name.encode()])
        for number in range(count):
            writer = writers[number % len(writers)]
            yield odd(name, number, writer, rng) if name in ODD else made(name, writer, rng)


def made(name: str, writer: Mapping[str, Sequence[Strokes]], rng: np.random.Generator) -> Made:
    """Make a picture of one set, by one writer."""
    is_cheque = name in ("cheque", SMALL)
    lengths = (3, 7) if is_cheque else EACH_LENGTH
    texts = [
        "".join(rng.choice(list("0123456789"), rng.integers(lengths[0], lengths[1] + 1)))
        for _ in range(2 if name == LINES else 1)
    ]
    look = LOOKS.get(name) or (replace(LOOKS["cheque"], pen=0.1) if name == SMALL else LOOKS["plain"])
    height = 34 if name == SMALL else int(rng.integers(60, 120))
    picture = photo(written(writer, texts, rng), look, rng, height)
    return name, "\n".join(texts), picture


def odd(name: str, number: int, writer: Mapping[str, Sequence[Strokes]], rng: np.random.Generator) -> Made:
    """Make a picture of one of the sets that are hard to read; those without a number have the text ''."""
    if name == NONE:
        return name, "", texture(TEXTURES[number % len(TEXTURES)], rng)
    if name in (PAIRS, TRIPLES):
        text, picture = touching(writer, 2 if name == PAIRS else 3, rng)
    else:
        text, picture = (cheque if name == CHEQUE else one_digit)(writer, rng)
    return name, text, picture


def pasted_scans(datasets: Datasets, part: str, count: int, rng: np.random.Generator) -> Iterator[Made]:
    """Yield MNIST's digits at four times their size on grey paper with a shadow."""
    images, labels, _ = datasets["mnist"].part(part)
    for image, label in list(zip(images, labels, strict=True))[:count]:
        ink = np.asarray(Image.fromarray(image).resize((112, 112), Image.Resampling.BILINEAR)) / 255
        height, width = rng.integers(130, 260, 2)
        top, left = rng.integers(0, height - 112 + 1), rng.integers(0, width - 112 + 1)
        cover = np.zeros((height, width))
        cover[top : top + 112, left : left + 112] = ink * rng.uniform(0.6, 0.95)
        paper = rng.uniform(0.55, 0.9) * light((int(width), int(height)), rng.uniform(0.1, 0.5), rng)
        lit = paper * (1 - cover) + rng.normal(0, rng.uniform(0, 0.02), cover.shape)
        yield PASTED, str(label), Image.fromarray((lit.clip(0, 1) * 255).astype(np.uint8))
