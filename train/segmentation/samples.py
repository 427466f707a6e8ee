"""What the segmentation model is fitted on: lines of numbers, and drawings of no number.

The probabilities of each drawing's segments are by a network that never saw its writer: one of the folds of
cross-validation.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from tqdm import tqdm

from ..augment import synthetic_negatives
from ..data.datasets import FIRST_MARK, Datasets
from ..data.numbers import Numbers
from ..data.unipen_characters import MARKS
from ..features.ink import Strokes
from ..lib.arrays import Float64
from .align import Alignment, align
from .compose import Glyphs, compose, usual_text, with_speck
from .context import MIN_SCORE, Predict, to_candidates
from .fit import Sample, places_of
from .model import HAND_SET, PLACES, Candidates, Places, to_vector

# How much a drawing of each kind counts: real numbers most, and drawings of no number, of which there are
# many kinds that nobody has thought of, little.
WEIGHTS = {
    "number": 4.0,
    "number with marks": 1.0,
    "composed number": 2.5,
    "composed with joined digits": 1.0,
    "composed with marks": 0.4,
    "composed with a speck": 1.0,
    "digit": 1.0,
    "letter or symbol": 0.12,
    "word": 0.12,
    "synthetic": 0.08,
}
COUNTS = {  # drawings of each kind; of real numbers all
    "composed number": 1500,
    "composed with joined digits": 800,
    "composed with marks": 1800,
    "composed with a speck": 500,
    "digit": 8000,
    "letter or symbol": 5000,
    "word": 1200,
    "synthetic": 2000,
}
SYNTHETIC = (
    "scribbles",
    "scattered marks",
    "made-up characters",
    "overlaid digits",
)  # that no number looks like
MIN_DIGITS = 50  # of a writer, for composed numbers
JOINED = list("0123689")  # digits that people join most, above all zeros
LENGTHS = (2, 10)  # digits of composed numbers


class Item(NamedTuple):
    """A drawing, what it says ("" for no number), its kind and its writer or contributor."""

    drawing: Strokes
    text: str
    kind: str
    source: str


class Lines(NamedTuple):
    """An item with its lines, whose segments the network of a fold has classified."""

    item: Item
    lines: list[Candidates]
    fold: int


def items(datasets: Datasets, numbers: Numbers, seed: int = 7, share: float = 1.0) -> list[Item]:
    """Return the drawings to fit on; share: of COUNTS."""
    rng = np.random.default_rng(seed)
    counts = {kind: max(1, round(count * share)) for kind, count in COUNTS.items()}
    found = [
        Item(
            one.drawing,
            one.text,
            "number" if one.text.replace(" ", "").isdigit() else "number with marks",
            one.source,
        )
        for one in numbers.numbers
    ]
    digits = [
        Item(drawing, str(label), "digit", str(source))
        for name in ("pendigits", "unipen")
        for drawing, label, source in _rows(datasets, name)
    ]
    negatives = [
        Item(drawing, "", "letter or symbol", str(source))
        for drawing, _, source in _rows(datasets, "negatives")
    ]
    words = [Item(one.drawing, "", "word", one.source) for one in numbers.words]
    for kind, all_of_kind in (("digit", digits), ("letter or symbol", negatives), ("word", words)):
        chosen = rng.permutation(len(all_of_kind))[: counts[kind]]
        found += [all_of_kind[i] for i in chosen]
    found += _composed(digits, datasets, counts, rng)
    return found + _synthetic(digits, counts["synthetic"], rng)


def _rows(datasets: Datasets, name: str) -> Iterator[tuple[Strokes, int, str]]:
    one = datasets[name]
    for drawing, label, source in zip(one.items, one.labels, one.sources, strict=True):
        if len(drawing):
            yield drawing, int(label), str(source)


def _composed(
    digits: Sequence[Item], datasets: Datasets, counts: Mapping[str, int], rng: np.random.Generator
) -> Iterator[Item]:
    """Yield composed numbers of every writer in turn, without marks and with them."""
    glyphs: dict[str, dict[str, list[Strokes]]] = defaultdict(lambda: defaultdict(list))
    for one in digits:
        glyphs[one.source][one.text].append(one.drawing)
    writers = sorted(who for who, own in glyphs.items() if sum(map(len, own.values())) >= MIN_DIGITS)
    if not writers:
        return
    for drawing, label, source in _rows(datasets, "marks"):
        glyphs[source][MARKS[label - FIRST_MARK]].append(drawing)
    with_marks = [who for who in writers if any(mark in glyphs[who] for mark in MARKS)] or writers
    for i in range(counts["composed number"]):
        who = writers[i % len(writers)]
        known = [digit for digit in glyphs[who] if digit.isdigit()]
        text = "".join(rng.choice(known, int(rng.integers(LENGTHS[0], LENGTHS[1] + 1))))
        yield from _item(text, glyphs[who], "composed number", who, rng)
    for i in range(counts["composed with joined digits"]):
        who = writers[i % len(writers)]
        known = [digit for digit in glyphs[who] if digit.isdigit()]
        text = "".join(rng.choice(JOINED if rng.random() < 0.5 else known, int(rng.integers(2, 6))))
        yield from _item(text, glyphs[who], "composed with joined digits", who, rng, 0.5)
    for i in range(counts["composed with a speck"]):
        who = writers[i % len(writers)]
        known = [digit for digit in glyphs[who] if digit.isdigit()]
        text = "".join(rng.choice(known, int(rng.integers(1, 6))))
        for one in _item(text, glyphs[who], "composed with a speck", who, rng):
            yield one._replace(drawing=with_speck(list(one.drawing), rng))
    for i in range(counts["composed with marks"]):
        who = with_marks[i % len(with_marks)]
        yield from _item(usual_text(rng), glyphs[who], "composed with marks", who, rng)


def _item(
    text: str, glyphs: Glyphs, kind: str, who: str, rng: np.random.Generator, join: float = 0.0
) -> Iterator[Item]:
    drawing = compose(text, glyphs, rng, join)
    if drawing is not None:
        yield Item(drawing, text, kind, who)


def _synthetic(digits: Sequence[Item], count: int, rng: np.random.Generator) -> list[Item]:
    """Return synthetic negatives of the kinds that no number looks like."""
    labels, sources = np.array([int(one.text) for one in digits]), np.array([one.source for one in digits])
    made = synthetic_negatives.make([one.drawing for one in digits], labels, sources, "validation", 0)
    chosen = rng.permutation(np.flatnonzero(np.isin(np.asarray(made.kinds), SYNTHETIC)))[:count]
    return [Item(made.items[i], "", "synthetic", str(made.sources[i])) for i in chosen]


def classify(given: Sequence[Item], folds: Sequence[tuple[set[str], Predict]]) -> list[Lines]:
    """Return the items with their lines; folds: [(sources that its network never saw, the network)].

    Items of other sources are left out.
    """
    found: list[Lines] = []
    for fold, (sources, predict) in enumerate(tqdm(folds, desc="classifying segments", unit="fold")):
        own = [item for item in given if item.source in sources]
        if own:
            lines = to_candidates([item.drawing for item in own], predict, PLACES)
            found += [Lines(item, one, fold) for item, one in zip(own, lines, strict=True)]
    return found


def to_samples(given: Sequence[Lines]) -> tuple[list[Sample], Places]:
    """Return the samples to fit on, and where marks stand in the real numbers.

    A number in several lines becomes a sample for each, by its alignment; numbers that cannot be aligned, and
    other drawings in several lines, are left out or, without text, cut to their first line.
    """
    weights = to_vector(HAND_SET)
    aligned = [(one, _aligned(one, weights)) for one in given if one.item.kind.startswith("number")]
    known = [(one.item.text.replace(" ", ""), one.lines, found) for one, found in aligned if found]
    places = places_of(known, PLACES)
    samples: list[Sample] = []
    for (text, lines, alignment), fold in zip(
        known, (one.fold for one, found in aligned if found), strict=True
    ):
        texts: dict[int, str] = defaultdict(str)
        for grapheme, spot in zip(text, alignment.spots, strict=True):
            texts[spot.line] += grapheme
        for number, own in texts.items():
            kind = "number" if own.isdigit() else "number with marks"
            samples.append(Sample(_placed(lines[number], places), own, WEIGHTS[kind], kind, fold))
    for item, lines, fold in given:
        if not item.kind.startswith("number") and (len(lines) == 1 or (lines and not item.text)):
            samples.append(Sample(_placed(lines[0], places), item.text, WEIGHTS[item.kind], item.kind, fold))
    return samples, places


def _aligned(one: Lines, weights: Float64) -> Alignment | None:
    found = align(one.item.text.replace(" ", ""), one.lines, weights)
    return found if found and found.score >= MIN_SCORE else None


def _placed(line: Candidates, places: Places) -> Candidates:
    return Candidates(line.drawing, line.line, line.probabilities, places)
