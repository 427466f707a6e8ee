"""The confidence of a reading: two logistic regressions on evidence, so that 0.9 means right in nine of ten.

One tells whether the drawing is a number at all, the other whether a reading of a number is right.

Twin of web/page/recognize/learned.js; the weights travel in the bundle.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..data.datasets import FIRST_MARK, NOT_A_DIGIT
from ..lib.arrays import Bools, Float64, Floats
from .model import AT, Candidates
from .search import Reading, is_number

EVIDENCE = (
    "share",
    "margin",
    "worst",
    "sum",
    "whole",
    "place",
    "touch",
    "cuts",
    "left",
    "marks",
    "one",
    "length",
)
LEAST, MOST = -8.0, 8.0  # of logarithms
PENALTY = 1e-3  # of squared weights
_GEOMETRY = [AT[f"digit {name}"] for name in ("gap", "wide", "small", "late", "height", "base", "dots")]


@dataclass(frozen=True)
class Confidences:
    """The two models, each a bias and then the weights of EVIDENCE.

    number: of the best reading, whether the drawing is a number; right: of a number, whether a reading is.
    """

    number: Floats
    right: Floats

    def of(self, rows: Floats) -> tuple[float, Float64]:
        """Return (that it is a number, that each reading is right), 0..1; together no more than the first.

        rows: evidence of the readings of one line [n, len(EVIDENCE)], best first.
        """
        number = float(_chance(rows[:1], self.number)[0])
        own = number * _chance(rows, self.right)
        left = number  # at most one is right
        for i in np.argsort(-own, kind="stable"):
            own[i] = min(own[i], left)
            left -= own[i]
        return number, own


def _chance(rows: Floats, model: Floats) -> Float64:
    """Return the probabilities [n] of a logistic regression; model: its bias, then its weights."""
    return np.asarray(1 / (1 + np.exp(-(model[0] + rows @ model[1:]))), dtype=np.float64)


def evidence(line: Candidates, readings: Sequence[Reading], at: int, weights: Floats) -> Float64:
    """Return what is known of the reading ``readings[at]`` of a line, in the order of EVIDENCE.

    share: logarithm of the odds of its text among the readings; margin: by how much it is better than the
    best reading without digits; worst: logarithm of the odds of its least probable grapheme; sum: of the
    probabilities of all; whole: by how much more probable a non-digit than a digit the whole is, where
    several graphemes may be one; place, touch, cuts: costs of its segments, ink that meets, cuts; left:
    non-digits in it; marks: number; one: whether it is of one grapheme; length: logarithm of the number of
    graphemes.
    """
    reading = readings[at]
    scores = np.array([one.score for one in readings])
    powers = np.exp(scores - scores.max())
    text = reading.text
    share = powers[[one.text == text for one in readings]].sum() / powers.sum()
    without = [one.score for one in readings if not is_number(one)]
    margin = reading.score - max(without) if without else MOST
    logs = line.logs
    own = [logs[segment, label] for segment, label in reading.choices if label != NOT_A_DIGIT]
    pieces = len(line.line.pieces)
    whole = 0.0
    if len(reading.choices) > 1:
        for i, segment in enumerate(line.line.segments):
            if segment.first == 0 and segment.last == pieces - 1:
                whole = float(logs[i, NOT_A_DIGIT] - logs[i, :NOT_A_DIGIT].max())
    count = len(own)
    return np.array(
        [
            min(max(_odds(min(float(np.log(share)), 0.0)), LEAST), MOST),
            min(max(margin, LEAST), MOST),
            min(max(_odds(min(own, default=0.0)), LEAST), MOST),
            max(sum(own), 2 * LEAST),
            min(max(whole, LEAST), MOST),
            max(float(reading.features[_GEOMETRY] @ weights[_GEOMETRY]), LEAST),
            min(float(reading.features[AT["pair touch"]]), 4.0),
            min(float(reading.features[AT["digit cuts"]]), 4.0),
            float(len(reading.choices) - count),
            float(sum(label >= FIRST_MARK for _, label in reading.choices)),
            float(count == 1),
            float(np.log(max(count, 1))),
        ]
    )


def _odds(log: float) -> float:
    """Return the logarithm of the odds of a probability, given its logarithm."""
    return log - float(np.log(max(-np.expm1(log), 1e-6)))


def fit_logistic(rows: Floats, right: Bools, weight: Floats) -> Float64:
    """Return the bias and the weights of EVIDENCE of a logistic regression.

    rows: evidence [n, len(EVIDENCE)]; right: what is to be told of each reading [n]; weight: how much each
    counts.
    """
    mean, scale = rows.mean(axis=0), rows.std(axis=0) + 1e-6
    values = np.column_stack([np.ones(len(rows)), (rows - mean) / scale])
    share = weight / weight.sum()
    found = np.zeros(values.shape[1])
    for _ in range(50):  # Newton's method
        sure = 1 / (1 + np.exp(-np.clip(values @ found, -30, 30)))
        penalty = np.append(0.0, np.full(len(found) - 1, PENALTY))
        gradient = values.T @ (share * (sure - right)) + penalty * found
        curve = (values * (share * np.maximum(sure * (1 - sure), 1e-6))[:, None]).T @ values + np.diag(
            penalty
        )
        found = found - np.linalg.solve(curve + 1e-9 * np.eye(len(found)), gradient)
    own = found[1:] / scale
    return np.append(found[0] - own @ mean, own)
