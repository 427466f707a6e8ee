"""Fit the segmentation model: weights that rank the right reading first, and confidences that hold.

Samples are lines of numbers with their text, and drawings of no number, whose text is empty; the
probabilities of their segments are by networks that never saw their writers.

1. The places of marks are measured on aligned numbers.
2. Weights maximize the likelihood of the right readings among the best ones (a log-linear model over n-best
   lists, as in F. Och, H. Ney, "Discriminative training and maximum entropy models for statistical machine
   translation", ACL 2002), with a penalty for leaving HAND_SET. The lists are made anew in each round.
3. Confidences are logistic regressions on what is known of a reading (confidence.py).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from ..data.datasets import FIRST_MARK
from ..data.unipen_characters import MARKS
from ..lib.arrays import Bools, Float64, Floats, Ints
from .align import Alignment
from .confidence import Confidences, evidence, fit_logistic
from .model import AT, HAND_SET, NAMES, Candidates, Places, to_vector
from .search import Reading, best_readings, is_number

ROUNDS = 4  # of n-best lists
STEPS = 300  # of gradient ascent in each
RATE = 0.03  # of Adam
# Of squared differences from HAND_SET, by sample. Few samples have a form of FORMS: with more, the weights of
# forms would stay near 0.
PENALTY = np.array([2e-5 if name.startswith("text") else 2e-4 for name in NAMES])
MISTAKEN = 0.0005  # share of numbers without marks that may be read with a given one
UNCERTAIN = ("composed with a speck",)  # kinds of samples that are near to having a mark
JUDGED = 2  # readings of each sample
# How much readings count when confidences are fitted: those of drawings of no number as much as makes surely
# read ones rare while few digits and numbers are doubted; composed ones of rare kinds less than plain ones.
CONFIDENCE_WEIGHTS = {
    "number": 2.0,
    "composed with joined digits": 0.3,
    "composed with marks": 0.3,
    "composed with a speck": 0.3,
    "letter or symbol": 0.2,
    "word": 0.2,
    "synthetic": 0.2,
}
LEAST_PLACES = 5  # aligned marks of a kind from which its place is measured
# Costs never become gains: the search relies on it for pairs, and so does common sense for the rest.
NEVER_POSITIVE = tuple(
    AT[name]
    for name in (
        *(f"digit {one}" for one in ("gap", "cuts", "wide", "small", "late", "height", "base", "dots")),
        *(f"rest {one}" for one in ("gap", "cuts", "late")),
        *(f"mark {one}" for one in ("gap", "cuts", "late", "place", "alone", "first", "last")),
        *(f"pair {one}" for one in ("overlap", "touch", "back", "rise", "marks", "mixed")),
        "text odd",
    )
)


@dataclass(frozen=True)
class Sample:
    """A line of a drawing.

    text: what it says, "" for no number; weight: how much it counts; kind and fold: for reports.
    """

    line: Candidates
    text: str
    weight: float = 1.0
    kind: str = ""
    fold: int = 0


def places_of(aligned: Iterable[tuple[str, Sequence[Candidates], Alignment]], before: Places) -> Places:
    """Return where marks stand in aligned numbers [(text without spaces, lines, alignment)].

    A mark that is too rare keeps its place from ``before``.
    """
    found: dict[str, list[tuple[float, float]]] = {mark: [] for mark in MARKS}
    for text, lines, alignment in aligned:
        for grapheme, spot in zip(text, alignment.spots, strict=True):
            if grapheme in found:
                line = lines[spot.line]
                stands = line.place.as_mark(line.line.segments[spot.segment])
                if stands:
                    found[grapheme].append(stands)
    places = dict(before)
    for mark, rows in found.items():
        if len(rows) >= LEAST_PLACES:
            values = np.array(rows)
            middle = np.median(values, axis=0)
            spread = np.maximum(np.abs(values - middle).mean(axis=0) * 1.25, (0.15, 0.08))
            places[mark] = (float(middle[0]), float(spread[0]), float(middle[1]), float(spread[1]))
    return places


def fit_weights(
    samples: Sequence[Sample], report: Callable[[int, float, float], None] | None = None
) -> Float64:
    """Return the weights of NAMES.

    report(round, loss, share of samples read right) is called in each round.
    """
    first = to_vector(HAND_SET)
    weights = first.copy()
    lists: list[list[Reading]] = [[] for _ in samples]
    for number in range(ROUNDS):
        right = 0.0
        for i, sample in enumerate(samples):
            found = best_readings(sample.line, weights)
            right += bool(found) and is_right(found[0], sample.text)
            known = {reading.choices for reading in lists[i]}
            lists[i] += [reading for reading in found if reading.choices not in known]
        weights, loss = _ascend(samples, lists, weights, first)
        if report:
            report(number, loss, right / len(samples))
    return weights


def is_right(reading: Reading, text: str) -> bool:
    """Return whether a reading says a text; no number is one without digits."""
    if text:
        return reading.text == text
    return not is_number(reading)


def cautious(samples: Sequence[Sample], weights: Floats) -> Float64:
    """Return the weights with so much less for each mark that few plain numbers are read with it.

    Of the samples whose text is of digits alone, at most MISTAKEN are read with a given mark, UNCERTAIN
    ones aside.
    """
    least: dict[int, list[float]] = {FIRST_MARK + i: [] for i in range(len(MARKS))}
    for sample in samples:
        if not sample.text.isdigit() or sample.kind in UNCERTAIN:
            continue
        readings = best_readings(sample.line, weights)
        plain = max((one.score for one in readings if not _marks(one)), default=-np.inf)
        for mark, changes in least.items():  # of its weight, from which on it wins in this sample
            marked = [(one.score, _marks(one).count(mark)) for one in readings if is_number(one)]
            wins = [(plain - score) / count for score, count in marked if count]
            changes.append(min(wins, default=np.inf) if np.isfinite(plain) else np.inf)
    changed = np.array(weights, dtype=np.float64)
    for mark, changes in least.items():
        if changes:
            change = min(float(np.quantile(changes, MISTAKEN, method="lower")), 0.0)
            changed[AT[f"mark {MARKS[mark - FIRST_MARK]}"]] += change
    return changed


def _marks(reading: Reading) -> list[int]:
    """Return the classes of the marks in a reading."""
    return [choice.label for choice in reading.choices if choice.label >= FIRST_MARK]


def _ascend(
    samples: Sequence[Sample], lists: Sequence[Sequence[Reading]], weights: Float64, first: Float64
) -> tuple[Float64, float]:
    """Return the weights that make the right readings of the lists likeliest, and the loss by sample."""
    rows: list[Float64] = []
    owner: list[int] = []
    right: list[bool] = []
    weight: list[float] = []
    for i, (sample, readings) in enumerate(zip(samples, lists, strict=True)):
        own = [is_right(reading, sample.text) for reading in readings]
        if any(own) and not all(own):
            rows += [reading.features for reading in readings]
            owner += [i] * len(readings)
            right += own
            weight.append(sample.weight)
    features, correct = np.array(rows), np.array(right)
    _, group = np.unique(owner, return_inverse=True)
    share = np.array(weight)
    share /= share.sum()
    moment, square = np.zeros_like(weights), np.zeros_like(weights)
    loss = 0.0
    for step in range(1, STEPS + 1):
        scores = features @ weights
        every = _shares(scores, group, np.ones(len(scores), dtype=bool))
        only = _shares(scores, group, correct)
        gradient = (share[group] * (every[0] - only[0])) @ features + 2 * PENALTY * (weights - first)
        loss = float((share * (every[1] - only[1])).sum())
        moment = 0.9 * moment + 0.1 * gradient
        square = 0.999 * square + 0.001 * gradient**2
        change = RATE * (moment / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
        weights = weights - change * (0.1 + 0.9 * (1 - step / STEPS))
        weights[list(NEVER_POSITIVE)] = np.minimum(weights[list(NEVER_POSITIVE)], 0)
    return weights, loss


def _shares(scores: Float64, group: Ints, kept: Bools) -> tuple[Float64, Float64]:
    """Return the share of each score among the kept ones of its group, and the groups' log sums."""
    count = group.max() + 1
    most = np.full(count, -np.inf)
    np.maximum.at(most, group[kept], scores[kept])
    powers = np.where(kept, np.exp(np.minimum(scores - most[group], 0)), 0.0)
    sums = np.bincount(group, powers, count)
    return powers / sums[group], most + np.log(sums)


@dataclass(frozen=True)
class Judged:
    """Readings of samples: their evidence and whether they are right.

    rows: evidence [n, len(EVIDENCE)]; right [n]; sample [n]: index of the sample, whose best reading comes
    first.
    """

    rows: Float64
    right: Bools
    sample: Ints


def judge(samples: Sequence[Sample], weights: Floats) -> Judged:
    """Return the two best numbers that each sample is read as, with what is known of them."""
    rows, right, owner = [], [], []
    for i, sample in enumerate(samples):
        readings = [one for one in best_readings(sample.line, weights) if is_number(one) or not one.text]
        texts: set[str] = set()
        for at, reading in enumerate(readings):
            if reading.text and reading.text not in texts and len(texts) < JUDGED:
                texts.add(reading.text)
                rows.append(evidence(sample.line, readings, at, weights))
                right.append(reading.text == sample.text)
                owner.append(i)
    return Judged(np.array(rows), np.array(right, dtype=bool), np.array(owner))


def fit_confidences(samples: Sequence[Sample], judged: Judged) -> Confidences:
    """Return the models of confidence for readings of these samples."""
    weight = np.array([CONFIDENCE_WEIGHTS.get(samples[i].kind, 1.0) for i in judged.sample])
    is_number = np.array([bool(samples[i].text) for i in judged.sample])
    best = np.diff(judged.sample, prepend=-1) != 0  # the shares of others tell how much less right they are
    known = best & is_number
    return Confidences(
        fit_logistic(judged.rows[best], is_number[best], weight[best]),
        fit_logistic(judged.rows[known], judged.right[known], weight[known]),
    )
