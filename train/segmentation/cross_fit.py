"""The segmentation model fitted on all folds, and how well it reads folds that it was not fitted on."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, NoReturn

import numpy as np
from tqdm import tqdm

from ..lib.arrays import Float64
from ..lib.provenance import commit
from ..lib.tables import Table
from .confidence import Confidences
from .fit import ROUNDS, Judged, Sample, cautious, fit_confidences, fit_weights, judge
from .model import Places, as_json

HALVES = 2  # each half of the folds is read by a model fitted on the other
SURE = 0.5  # confidence from which on a reading is surely a number
BINS = 10  # of confidences


@dataclass(frozen=True)
class Kind:
    """How the drawings of one kind are read, by models fitted without their writers.

    n: drawings; exact: read exactly (not counting those with a likelier "no number"); sure: with SURE or
    more; rejected: likelier no number.
    """

    n: int
    exact: int
    sure: int
    rejected: int


class Bin(NamedTuple):
    """Readings of similar confidence: its mean, the share that is right, their number."""

    confidence: float
    right: float
    n: int


@dataclass(frozen=True)
class CrossFit:
    """The model, as a bundle holds it, and metrics by kind: segmentation.json of a run folder.

    bins: of the confidences of digits and numbers; commit: None outside a checkout.
    """

    model: Mapping[str, tuple[float, ...]]
    kinds: Mapping[str, Kind]
    bins: tuple[Bin, ...]
    commit: str | None = None

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
        weights, confidence = _fit(own, f"half {half + 1}")
        judged = judge(others, weights)
        for i, readings in enumerate(_by_sample(judged, confidence, len(others))):
            best, is_right, left = readings
            kind = others[i].kind
            counts[kind].append((is_right and best >= left, best >= SURE, left > best))
            if others[i].text:
                sure.append((best, is_right))
    for kind, rows in counts.items():
        exact, surely, rejected = (int(sum(column)) for column in zip(*rows, strict=True))
        kinds[kind] = Kind(len(rows), exact, surely, rejected)
    weights, confidence = _fit(samples, "all")
    parameters = as_json(weights, places, list(confidence.number), list(confidence.right))
    model = {name: tuple(row) for name, row in parameters.items()}
    return CrossFit(model, kinds, tuple(_bins(sure)), commit())


def _fit(samples: Sequence[Sample], what: str) -> tuple[Float64, Confidences]:
    with tqdm(total=ROUNDS, desc=f"fitting {what}", unit="round") as bar:
        weights = cautious(samples, fit_weights(samples, lambda *_: _advance(bar)))
    return weights, fit_confidences(samples, judge(samples, weights))


def _advance(bar: "tqdm[NoReturn]") -> None:
    bar.update()


def _by_sample(judged: Judged, confidences: Confidences, count: int) -> list[tuple[float, bool, float]]:
    """Return (confidence of the surest reading, whether it is right, that of none) of each sample."""
    found = [(0.0, False, 1.0)] * count
    for i in np.unique(judged.sample):
        rows = np.flatnonzero(judged.sample == i)
        number, own = confidences.of(judged.rows[rows])
        best = int(own.argmax())
        found[i] = float(own[best]), bool(judged.right[rows[best]]), 1 - number
    return found


def _bins(sure: Sequence[tuple[float, bool]]) -> list[Bin]:
    rows = []
    values = np.array([one for one, _ in sure])
    right = np.array([one for _, one in sure], dtype=bool)
    for k in range(BINS):
        chosen = (np.minimum((values * BINS).astype(int), BINS - 1)) == k
        if chosen.any():
            rows.append(
                Bin(
                    round(float(values[chosen].mean()), 3),
                    round(float(right[chosen].mean()), 3),
                    int(chosen.sum()),
                )
            )
    return rows
