"""The confidence of a reading: a logistic regression on evidence, so that 0.9 means right in nine of ten.

Twin of web/page/recognize/learned.js; the weights travel in the bundle.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from ..data.datasets import FIRST_MARK, NOT_A_DIGIT
from ..lib.arrays import Bools, Float64, Floats
from .model import AT, Candidates, conditional_logs
from .search import Reading

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
_GEOMETRY = [AT[f"digit {name}"] for name in ("gap", "wide", "small", "late", "height", "base")]


def evidence(line: Candidates, readings: Sequence[Reading], at: int, weights: Floats) -> Float64:
    """Return what is known of the reading ``readings[at]`` of a line, in the order of EVIDENCE.

    share: logarithm of the share of its text among the readings; margin: by how much it is better than the
    best reading without digits; worst, sum: logarithms of the probabilities of its graphemes; whole: by how
    much more probable a non-digit than a digit the whole is, where several graphemes may be one; place,
    touch, cuts: costs of its segments, ink that meets, cuts; left: non-digits in it; marks: number; one:
    whether it is of one grapheme; length: logarithm of the number of graphemes.
    """
    reading = readings[at]
    scores = np.array([one.score for one in readings])
    powers = np.exp(scores - scores.max())
    text = reading.text
    share = powers[[one.text == text for one in readings]].sum() / powers.sum()
    without = [one.score for one in readings if not _has_digit(one)]
    margin = reading.score - max(without) if without else MOST
    logs = conditional_logs(line.probabilities)
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
            max(float(np.log(share)), LEAST),
            min(max(margin, LEAST), MOST),
            max(min(own, default=0.0), LEAST),
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


def _has_digit(reading: Reading) -> bool:
    return any(choice.label < NOT_A_DIGIT for choice in reading.choices)


def fit_confidence(rows: Floats, right: Bools, weight: Floats) -> tuple[float, Float64]:
    """Return (bias, weights of EVIDENCE) of the logistic regression.

    rows: evidence [n, len(EVIDENCE)]; right: whether each reading is right [n]; weight: how much each counts.
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
    return float(found[0] - own @ mean), own


def confidence_of(row: Floats, model: Mapping[str, float]) -> float:
    """Return the confidence, 0..1, of a reading with this evidence."""
    total = model["bias"] + sum(model[name] * float(value) for name, value in zip(EVIDENCE, row, strict=True))
    return float(1 / (1 + np.exp(-total)))
