"""The best readings of a line under given weights: a beam search over its lattice.

Twin of web/page/recognize/beam-search.js, with the features of every reading beside its score.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from ..data.datasets import FIRST_MARK, NOT_A_DIGIT
from ..data.unipen_characters import MARKS
from ..lib.arrays import Float64, Floats
from .model import AT, Candidates
from .oddities import form_of, oddities

MARK_LOG = -6.0  # logarithm of the probability of a mark: less probable ones are not considered
BEAM = 16  # hypotheses kept at every piece
DIGITS, MARKS_KEPT = 4, 2  # classes considered of every segment, the best ones, beside the non-digit

GRAPHEMES = (*"0123456789", "", *MARKS)


class Choice(NamedTuple):
    """A segment of a reading, by its index, and its class."""

    segment: int
    label: int


@dataclass(frozen=True)
class Reading:
    """A reading of a line. features: the sum over segments and pairs, float [len(NAMES)]."""

    choices: tuple[Choice, ...]
    score: float
    features: Float64

    @property
    def text(self) -> str:
        """The graphemes; non-digits have none."""
        return "".join(GRAPHEMES[choice.label] for choice in self.choices)


def is_number(reading: Reading) -> bool:
    """Return whether a reading has a digit."""
    return any(choice.label < NOT_A_DIGIT for choice in reading.choices)


def best_readings(
    line: Candidates, weights: Floats, graphemes: Sequence[int] | None = None, beam: int = BEAM
) -> list[Reading]:
    """Return the best readings of a line, best first.

    graphemes: the classes that are allowed, all by default.
    """
    vectors = line.vectors
    scores = vectors @ weights
    if graphemes is not None:
        hidden = np.setdiff1d(np.arange(scores.shape[1]), graphemes)
        scores[:, hidden] = -np.inf
    marks = scores[:, FIRST_MARK:]
    marks[vectors[:, FIRST_MARK:, AT["mark log"]] < MARK_LOG] = -np.inf
    segments = line.line.segments
    starts: list[list[int]] = [[] for _ in line.line.pieces]
    for i, segment in enumerate(segments):
        starts[segment.first].append(i)
    ends: list[list[_Step]] = [[] for _ in range(len(line.line.pieces) + 1)]
    ends[0] = [_Step((), 0.0)]
    pairs: dict[tuple[int, int, str], float] = {}

    def between(last: Choice, segment: int, label: int) -> float:
        key = last.segment, segment, _both(last.label, label)
        if key not in pairs:
            pairs[key] = float(line.pair(*key) @ weights)
        return pairs[key]

    for first, own in enumerate(starts):
        kept = sorted(ends[first], key=lambda step: -step.score)[:beam]
        for i in own:
            into = ends[segments[i].last + 1]
            for label in _considered(scores[i]):
                score = float(scores[i, label])
                for choices, before in kept:
                    more = between(choices[-1], i, label) if choices else 0.0
                    into.append(_Step((*choices, Choice(i, label)), before + score + more))
    found = sorted(ends[-1], key=lambda step: -step.score)[:beam]
    readings = (_as_text(Reading(*step, _features(line, step.choices)), weights) for step in found)
    return sorted(readings, key=lambda reading: -reading.score)


class _Step(NamedTuple):
    """The beginning of a reading."""

    choices: tuple[Choice, ...]
    score: float


def _features(line: Candidates, choices: Sequence[Choice]) -> Float64:
    """Return the sum of the features of a reading, but for those of its text."""
    features = np.sum([line.vectors[segment, label] for segment, label in choices], axis=0)
    for a, b in pairwise(choices):
        features = features + line.pair(a.segment, b.segment, _both(a.label, b.label))
    return np.asarray(features, dtype=np.float64)


def _as_text(reading: Reading, weights: Floats) -> Reading:
    """Return a reading of the whole line with the features of its text."""
    odd, form = oddities(reading.text), form_of(reading.text)
    if not odd and not form:
        return reading
    more = np.zeros_like(reading.features)
    more[AT["text odd"]] = odd
    if form:
        more[AT[f"text {form}"]] = 1
    return Reading(reading.choices, reading.score + float(more @ weights), reading.features + more)


def _considered(scores: Float64) -> list[int]:
    """Return the classes of a segment, by their scores [22], that a reading may take."""
    digits = np.argsort(-scores[:NOT_A_DIGIT], kind="stable")[:DIGITS]
    marks = FIRST_MARK + np.argsort(-scores[FIRST_MARK:], kind="stable")[:MARKS_KEPT]
    return [int(label) for label in (*digits, NOT_A_DIGIT, *marks) if np.isfinite(scores[label])]


def _both(a: int, b: int) -> str:
    if a < NOT_A_DIGIT and b < NOT_A_DIGIT:
        return "digits"
    if a >= FIRST_MARK and b >= FIRST_MARK:
        return "marks"
    return "mixed" if (a == NOT_A_DIGIT) != (b == NOT_A_DIGIT) else ""
