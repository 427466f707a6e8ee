"""Read writers whom a network never saw, after it has learned examples of one hand."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np

from numbre.train.features import directions, ink
from numbre.train.features.ink import Strokes
from numbre.train.lib.arrays import Bools, Float64, Floats, Ints
from numbre.train.segmentation.compose import compose
from numbre.train.segmentation.context import to_candidates
from numbre.train.segmentation.lattice import to_strokes
from numbre.train.segmentation.model import Candidates
from tools.hand.adapt import Hand, describe
from tools.hand.reading import Model, Read

COUNTS = (1, 2, 5)  # examples of each digit
MOST = max(COUNTS)
TESTED = 100  # digits of a writer that are read with each hand, at most
OTHERS = 60  # digits of other writers that are read with it
PARTS = 5  # of a writer's digits, each read by the hand that all others teach
COMPOSED = 4  # numbers of a writer's digits
LENGTHS = (3, 6)  # of their digits
BLOCK = 2000  # drawings rendered at a time


@dataclass(frozen=True)
class Drawn:
    """A drawing, classified by a network that never saw its writer.

    text: its label, without spaces, "" of what is no number; lines: its lattice; probabilities [n, classes],
    descriptions [n, k]: of the lattice's n segments; whole_probabilities [classes], whole [k]: of all ink as
    one.
    """

    drawing: Strokes
    text: str
    lines: list[Candidates]
    probabilities: Floats
    descriptions: Float64
    whole_probabilities: Floats
    whole: Float64

    @property
    def label(self) -> int:
        """The digit that it is."""
        return int(self.text)


class Classify(Protocol):
    """How drawings are classified by a network."""

    def __call__(self, drawings: Sequence[Strokes], texts: Sequence[str]) -> list[Drawn]:
        """Return the drawings with their lattices; texts: what they say."""


def classify_by(network: Any, features: Any, channels: int, model: Model) -> Classify:
    """Return how a network classifies drawings.

    features: the Keras network up to the inputs of the last layer.
    """
    weights, biases = network.layers[-1].get_weights()
    described: list[Float64] = []

    def predict(given: Sequence[Strokes]) -> Floats:
        found = []
        described.clear()
        for i in range(0, len(given), BLOCK):
            inputs = directions.network_inputs(ink.Batch.of(given[i : i + BLOCK]), channels)
            last = features.predict(inputs, batch_size=1000, verbose=0)
            described.append(describe(last, inputs).astype(np.float32))
            logits = (last @ weights + biases).astype(np.float64)
            powers = np.exp(logits - logits.max(axis=1, keepdims=True))
            found.append(powers / powers.sum(axis=1, keepdims=True))
        return np.concatenate(found)

    def classify(drawings: Sequence[Strokes], texts: Sequence[str]) -> list[Drawn]:
        strokes = [[stroke for stroke in to_strokes(drawing) if len(stroke)] for drawing in drawings]
        whole_probabilities = predict(strokes)
        whole = np.concatenate(described)
        lines = to_candidates(strokes, predict, model.places)
        own = np.concatenate(described)
        result, at = [], 0
        for i, lattice in enumerate(lines):
            probabilities = np.concatenate([line.probabilities for line in lattice])
            end = at + len(probabilities)
            result.append(
                Drawn(
                    strokes[i],
                    texts[i],
                    lattice,
                    probabilities,
                    own[at:end],
                    whole_probabilities[i],
                    whole[i],
                )
            )
            at = end
        return result

    return classify


def hand_of(digits: Sequence[Drawn]) -> Hand | None:
    """Return the hand that digits teach; None without any."""
    if not digits:
        return None
    return Hand.of(
        np.array([one.whole for one in digits], np.float64),
        np.array([one.whole_probabilities for one in digits]),
        np.array([one.label for one in digits]),
    )


def read(model: Model, hand: Hand | None, one: Drawn) -> Read:
    """Return how a drawing is read with a hand."""
    if hand is None:
        return model.read(one.lines, one.probabilities)
    descriptions = np.asarray(one.descriptions, np.float64)
    return model.read(one.lines, hand.adapted(descriptions, one.probabilities))


def in_one(found: Read) -> Read:
    """Return a reading with its lines as one text."""
    return Read(found.text.replace("\n", ""), found.confidence)


@dataclass
class Tally:
    """Readings so far: whether each is right, its confidence, and its writer and draw."""

    right: list[bool] = field(default_factory=list)
    confidence: list[float] = field(default_factory=list)
    writer: list[str] = field(default_factory=list)
    draw: list[int] = field(default_factory=list)

    def add(self, one: Read, text: str, writer: str, draw: int = 0) -> bool:
        """Add a reading; return whether it is right."""
        self.right.append(one.text == text)
        self.confidence.append(one.confidence)
        self.writer.append(writer)
        self.draw.append(draw)
        return self.right[-1]


def joined(tallies: Sequence[Tally]) -> Tally:
    """Return some tallies as one."""
    found = Tally()
    for one in tallies:
        found.right += one.right
        found.confidence += one.confidence
        found.writer += one.writer
        found.draw += one.draw
    return found


@dataclass
class Tallies:
    """Readings with hands, and without: 0 examples are the network as shipped.

    own, others: digits of the writer and of other writers, by examples of each digit. corrected: the second
    half of a writer's digits, before and after the misread ones of the first half, ``taught`` in number, have
    been taught; corrected_others: digits of other writers, before and after. all_others: a writer's digits,
    before and after all others but those of the same fifth have been taught. worst: (digit, text, writer) of
    those misread after MOST examples of each. numbers, negatives: by other writers, with this hand. composed:
    numbers of the writer's own digits.
    """

    own: dict[int, Tally] = field(default_factory=lambda: {k: Tally() for k in (0, *COUNTS)})
    others: dict[int, Tally] = field(default_factory=lambda: {k: Tally() for k in (0, *COUNTS)})
    corrected: tuple[Tally, Tally] = field(default_factory=lambda: (Tally(), Tally()))
    corrected_others: tuple[Tally, Tally] = field(default_factory=lambda: (Tally(), Tally()))
    taught: list[int] = field(default_factory=list)
    all_others: tuple[Tally, Tally] = field(default_factory=lambda: (Tally(), Tally()))
    worst: list[tuple[Drawn, str, str]] = field(default_factory=list)
    numbers: dict[int, Tally] = field(default_factory=lambda: {k: Tally() for k in (0, *COUNTS)})
    negatives: dict[int, Tally] = field(default_factory=lambda: {k: Tally() for k in (0, *COUNTS)})
    composed: dict[int, Tally] = field(default_factory=lambda: {k: Tally() for k in (0, *COUNTS)})


class Fold:
    """What people wrote whom one network never saw; readings without a hand are kept.

    writers: digits, by writer; others: (writer, number or drawing of no number).
    """

    def __init__(
        self,
        writers: dict[str, list[Drawn]],
        others: Sequence[tuple[str, Drawn]],
        classify: Classify,
        model: Model,
    ) -> None:
        self.writers, self.others, self.classify, self.model = writers, others, classify, model
        self._plain: dict[int, tuple[Drawn, Read]] = {}

    def plain(self, one: Drawn) -> Read:
        """Return how a drawing is read as shipped."""
        if id(one) not in self._plain:
            self._plain[id(one)] = one, read(self.model, None, one)
        return self._plain[id(one)][1]

    def measure(self, tallies: Tallies, draws: int, rng: np.random.Generator) -> None:
        """Teach and read; writers with too few of a digit are left out."""
        complete = [
            name for name, own in self.writers.items() if _counts([one.label for one in own]).min() > MOST
        ]
        self._others_by_count(tallies, complete, np.random.default_rng(len(complete)))
        for name in complete:
            strangers = [
                (other, one) for other in self.writers if other != name for one in self.writers[other]
            ]
            for draw in range(draws):
                some = [strangers[i] for i in rng.permutation(len(strangers))[:OTHERS]]
                self._by_count(tallies, name, draw, some, rng)
                self._by_correction(tallies, name, draw, some, rng)
            self._with_all_others(tallies, name, rng)

    def _by_count(
        self,
        tallies: Tallies,
        name: str,
        draw: int,
        strangers: list[tuple[str, Drawn]],
        rng: np.random.Generator,
    ) -> None:
        own = self.writers[name]
        order = rng.permutation(len(own))
        by_label = {digit: [i for i in order if own[i].label == digit] for digit in range(10)}
        examples = {count: [own[i] for some in by_label.values() for i in some[:count]] for count in COUNTS}
        tested = [own[i] for some in by_label.values() for i in some[MOST:]]
        tested = [tested[i] for i in rng.permutation(len(tested))[:TESTED]]
        for one in tested:
            tallies.own[0].add(self.plain(one), one.text, name, draw)
        for who, one in strangers:
            tallies.others[0].add(self.plain(one), one.text, who, draw)
        for count in COUNTS:
            hand = hand_of(examples[count])
            for one in tested:
                found = read(self.model, hand, one)
                if not tallies.own[count].add(found, one.text, name, draw) and count == MOST:
                    tallies.worst.append((one, found.text, name))
            for who, one in strangers:
                tallies.others[count].add(read(self.model, hand, one), one.text, who, draw)
        rest = [own[i] for some in by_label.values() for i in some[MOST:]]
        self._composed_by_count(tallies, name, draw, examples, rest)

    def _composed_by_count(
        self,
        tallies: Tallies,
        name: str,
        draw: int,
        examples: Mapping[int, Sequence[Drawn]],
        rest: Sequence[Drawn],
    ) -> None:
        """Read numbers composed of a writer's digits that are no examples, with the writer's own hand."""
        rng = np.random.default_rng((len(rest), draw))
        glyphs: dict[str, list[Strokes]] = defaultdict(list)
        for one in rest:
            glyphs[one.text].append(one.drawing)
        drawings, texts = [], []
        for _ in range(COMPOSED):
            text = "".join(rng.choice(sorted(glyphs), rng.integers(*LENGTHS, endpoint=True)))
            if (drawing := compose(text, glyphs, rng)) is not None:
                drawings.append(drawing)
                texts.append(text)
        hands = {0: None, **{count: hand_of(some) for count, some in examples.items()}}
        for one in self.classify(drawings, texts):
            for count, hand in hands.items():
                tallies.composed[count].add(in_one(read(self.model, hand, one)), one.text, name, draw)

    def _others_by_count(self, tallies: Tallies, complete: Sequence[str], rng: np.random.Generator) -> None:
        """Read numbers, and drawings of no number, with hands of random writers, but not their own."""
        hands: dict[str, dict[int, Hand | None]] = {}
        for name in complete:
            own = self.writers[name]
            order = rng.permutation(len(own))
            by_label = [[own[i] for i in order if own[i].label == digit] for digit in range(10)]
            hands[name] = {k: hand_of([one for some in by_label for one in some[:k]]) for k in COUNTS}
        for who, one in self.others:
            name = rng.choice([name for name in complete if name != who])
            found = tallies.numbers if one.text else tallies.negatives
            found[0].add(in_one(self.plain(one)), one.text, who)
            for count, hand in hands[name].items():
                found[count].add(in_one(read(self.model, hand, one)), one.text, who)

    def _by_correction(
        self,
        tallies: Tallies,
        name: str,
        draw: int,
        strangers: list[tuple[str, Drawn]],
        rng: np.random.Generator,
    ) -> None:
        own = [self.writers[name][i] for i in rng.permutation(len(self.writers[name]))]
        first, second = own[: len(own) // 2], own[len(own) // 2 :]
        taught: list[Drawn] = []
        hand: Hand | None = None
        for one in first:
            found = self.plain(one) if hand is None else read(self.model, hand, one)
            if found.text != one.text:
                taught.append(one)
                hand = hand_of(taught)
        tallies.taught.append(len(taught))
        for one in second[:TESTED]:
            tallies.corrected[0].add(self.plain(one), one.text, name, draw)
            after = self.plain(one) if hand is None else read(self.model, hand, one)
            tallies.corrected[1].add(after, one.text, name, draw)
        for who, one in strangers:
            tallies.corrected_others[0].add(self.plain(one), one.text, who, draw)
            after = self.plain(one) if hand is None else read(self.model, hand, one)
            tallies.corrected_others[1].add(after, one.text, who, draw)

    def _with_all_others(self, tallies: Tallies, name: str, rng: np.random.Generator) -> None:
        own = self.writers[name]
        for part in np.array_split(rng.permutation(len(own)), PARTS):
            tested = set(part.tolist())
            hand = hand_of([one for i, one in enumerate(own) if i not in tested])
            for i in sorted(tested):
                tallies.all_others[0].add(self.plain(own[i]), own[i].text, name)
                tallies.all_others[1].add(read(self.model, hand, own[i]), own[i].text, name)


def _counts(labels: Sequence[int]) -> Ints:
    return np.bincount(labels, minlength=10)


def log_loss(tally: Tally) -> float:
    """Return the mean of -ln of the confidence that came true: in the reading, or that it is wrong."""
    sure = np.clip(np.array(tally.confidence), 1e-6, 1 - 1e-6)
    return float(-np.log(np.where(tally.right, sure, 1 - sure)).mean())


def calibration_error(tally: Tally, bins: int = 10) -> float:
    """Return the expected calibration error: how far confidences are from the share that is right."""
    sure, right = np.array(tally.confidence), np.array(tally.right, float)
    place = np.minimum((sure * bins).astype(int), bins - 1)
    return float(sum(abs(_sum(sure - right, place == i)) for i in range(bins)) / len(sure))


def _sum(values: Floats, chosen: Bools) -> float:
    return float(values[chosen].sum())


def by_writer(tally: Tally) -> Iterator[tuple[str, int, int]]:
    """Yield (writer, n, errors)."""
    writers, wrong = np.array(tally.writer), ~np.array(tally.right, bool)
    for name in np.unique(writers):
        yield str(name), int((writers == name).sum()), int(wrong[writers == name].sum())
