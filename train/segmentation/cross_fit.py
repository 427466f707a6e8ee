"""The segmentation model fitted on all folds, and how well it reads folds that it was not fitted on."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..lib.arrays import Float64
from ..lib.tables import Table
from .fit import Judged, Sample, confidences, fit_confidences, fit_weights, judge
from .model import Places, as_json

HALVES = 2  # each half of the folds is read by a model fitted on the other
SURE = 0.5  # confidence from which on a reading is surely a number
BINS = 10  # of confidences


@dataclass(frozen=True)
class Kind:
    """How the drawings of one kind are read, by models fitted without their writers.

    n: drawings; exact: read exactly (not counting those with a likelier "no number"); sure: with SURE or more;
    rejected: likelier no number.
    """

    n: int
    exact: int
    sure: int
    rejected: int


@dataclass(frozen=True)
class CrossFit:
    """The model, and metrics by kind; bins: [(mean confidence, share right, n)] of numbers and digits."""

    model: dict[str, list[float]]
    kinds: dict[str, Kind]
    bins: list[tuple[float, float, int]]

    def as_json(self) -> dict[str, Any]:
        """Return everything as plain values."""
        kinds = {name: vars(kind) for name, kind in self.kinds.items()}
        return {"model": self.model, "kinds": kinds, "bins": [list(row) for row in self.bins]}

    def table(self) -> Table:
        """Return (header, rows) of the kinds."""
        rows = [
            (
                name,
                f"{kind.n}",
                *(f"{100 * count / kind.n:.2f} %" for count in (kind.exact, kind.sure, kind.rejected)),
            )
            for name, kind in self.kinds.items()
        ]
        return ("drawings", "n", "read exactly", f"confidence {SURE} or more", "rejected"), rows


def cross_fit(samples: Sequence[Sample], places: Places) -> CrossFit:
    """Fit on every half of the folds, judge the other, then fit on all."""
    kinds: dict[str, Kind] = {}
    sure: list[tuple[float, bool]] = []
    counts: dict[str, list[tuple[bool, bool, bool]]] = defaultdict(list)
    for half in range(HALVES):
        own = [sample for sample in samples if sample.fold % HALVES != half]
        others = [sample for sample in samples if sample.fold % HALVES == half]
        if not own or not others:
            continue
        weights, confidence = _fit(own)
        judged = judge(others, weights)
        for i, readings in enumerate(_by_sample(judged, confidences(judged, confidence), len(others))):
            best, is_right, left = readings
            kind = others[i].kind
            counts[kind].append((is_right and best >= left, best >= SURE, left > best))
            if others[i].text:
                sure.append((best, is_right))
    for kind, rows in counts.items():
        exact, surely, rejected = (int(sum(column)) for column in zip(*rows, strict=True))
        kinds[kind] = Kind(len(rows), exact, surely, rejected)
    weights, confidence = _fit(samples)
    return CrossFit(as_json(weights, places, confidence), kinds, _bins(sure))


def _fit(samples: Sequence[Sample]) -> tuple[Float64, list[float]]:
    weights = fit_weights(samples)
    return weights, fit_confidences(samples, judge(samples, weights))


def _by_sample(judged: Judged, confidence: Float64, count: int) -> list[tuple[float, bool, float]]:
    """Return (confidence of the best reading, whether it is right, what is left for none) of each sample."""
    found = [(0.0, False, 1.0)] * count
    for i in range(count):
        rows = np.flatnonzero(judged.sample == i)
        if len(rows):
            best = rows[int(confidence[rows].argmax())]
            found[i] = (
                float(confidence[best]),
                bool(judged.right[best]),
                max(1 - float(confidence[rows].sum()), 0.0),
            )
    return found


def _bins(sure: Sequence[tuple[float, bool]]) -> list[tuple[float, float, int]]:
    rows = []
    values = np.array([one for one, _ in sure])
    right = np.array([one for _, one in sure], dtype=bool)
    for k in range(BINS):
        chosen = (np.minimum((values * BINS).astype(int), BINS - 1)) == k
        if chosen.any():
            rows.append(
                (
                    round(float(values[chosen].mean()), 3),
                    round(float(right[chosen].mean()), 3),
                    int(chosen.sum()),
                )
            )
    return rows
