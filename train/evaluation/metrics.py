"""Metrics of probabilities: accuracy, loss, confusion, calibration, rejection.

Probabilities are [n, 10], [n, 11] with the non-digit, or [n, 22] with marks after it. Digits and rejection
are measured given that no drawing is a mark; ``marks_metrics`` alone compares all classes.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from ..lib.arrays import Array, Bools, Floats, Ints
from ..lib.tables import Table
from ..results.metrics import (
    CalibrationMetrics,
    Counts,
    ErrorReject,
    MarksMetrics,
    Rejected,
    RejectedKind,
    Rejection,
    ReliabilityBin,
    SetMetrics,
)

DIGITS = 10
Z95 = 1.959964  # of the standard normal distribution
BINS = 15  # of equal width, as in Guo et al. (see calibrate.py)
REJECTED = (0.0, 0.0025, 0.005, 0.01, 0.02, 0.05)  # shares of readings rejected, the least confident first


def set_metrics(probabilities: Floats, labels: Ints, sources: Array | None = None) -> SetMetrics:
    """Return the metrics of one set.

    With a non-digit class, errors are counted among the ten digits, and readings as non-digits apart.
    labels: [n]; sources: n writers or contributors. The interval is Wilson's (E. B. Wilson, JASA 22, 1927).
    """
    rejected = rejection_margins(probabilities) > 0 if probabilities.shape[1] > DIGITS else None
    probabilities = digit_probabilities(probabilities)
    read = probabilities.argmax(axis=1)
    wrong = read != labels
    n, errors = len(labels), int(wrong.sum())
    confusion = np.zeros((10, 10), dtype=int)
    np.add.at(confusion, (labels, read), 1)
    likelihood = np.maximum(probabilities[np.arange(n), labels], 1e-12)
    low, high = wilson_interval(n - errors, n)
    return SetMetrics(
        n,
        errors,
        accuracy=round(1 - errors / n, 5),
        interval=(round(low, 5), round(high, 5)),
        loss=round(float(-np.log(likelihood).mean()), 5),
        confusion=tuple(map(tuple, confusion.tolist())),
        rejected=None if rejected is None else int(rejected.sum()),
        sources=None if sources is None else _by_source(sources, wrong),
    )


def _by_source(sources: Array, wrong: Bools) -> dict[str, Counts]:
    """Return {source: counts}; sources, wrong: [n], of each digit its source and whether it is misread."""
    return {
        str(name): Counts(int((sources == name).sum()), int(wrong[sources == name].sum()))
        for name in np.unique(sources)
    }


def wilson_interval(successes: int, n: int) -> tuple[float, float]:
    """Return the 95 % interval (low, high) of a share, by Wilson's score."""
    share, z2 = successes / n, Z95**2
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = Z95 / (1 + z2 / n) * np.sqrt(share * (1 - share) / n + z2 / (4 * n * n))
    return float(middle - half), float(middle + half)


def metrics_table(metrics: Mapping[str, SetMetrics]) -> Table:
    """Return (header, rows) of metrics by set name."""
    header = ("set", "n", "errors", "accuracy", "95 % interval", "loss")
    rows = []
    for name, row in metrics.items():
        low, high = (100 * bound for bound in row.interval)
        accuracy, interval = f"{100 * row.accuracy:.2f} %", f"{low:.2f}-{high:.2f} %"
        rows.append((name, f"{row.n}", f"{row.errors}", accuracy, interval, f"{row.loss:.4f}"))
    return header, rows


def digit_errors_table(metrics: Mapping[str, SetMetrics]) -> Table:
    """Return (header, rows): the error rate of each digit, by set name."""
    rows = []
    for name, row in metrics.items():
        counts = np.array(row.confusion)
        totals = counts.sum(axis=1)
        shares = [
            f"{100 * (total - correct) / total:.1f}" if total else "-"
            for total, correct in zip(totals, counts.diagonal(), strict=True)
        ]
        rows.append((name, *shares))
    return ("error rate, %", *map(str, range(10))), rows


def digit_probabilities(probabilities: Floats) -> Floats:
    """Return [n, 10]: the probabilities of the ten digits, given a digit."""
    ten = probabilities[:, :DIGITS]
    total = ten.sum(axis=1, keepdims=True)
    return np.where(total > 0, ten / np.where(total > 0, total, 1), 1 / DIGITS)


def without_marks(probabilities: Floats) -> Floats:
    """Return [n, 11], or [n, 10] as they are: the probabilities of digits and non-digit, given no mark."""
    if probabilities.shape[1] <= DIGITS + 1:
        return probabilities
    eleven = np.asarray(probabilities[:, : DIGITS + 1], dtype=np.float64)
    return eleven / np.maximum(eleven.sum(axis=1, keepdims=True), 1e-30)


def rejection_margins(probabilities: Floats) -> Floats:
    """Return [n]: ln of p(non-digit) over p(likeliest digit); above 0 the reading is a non-digit."""
    logs = np.log(np.maximum(probabilities.astype(np.float64), 1e-30))
    return logs[:, DIGITS] - logs[:, :DIGITS].max(axis=1)


def calibration_metrics(probabilities: Floats, labels: Ints) -> CalibrationMetrics:
    """Return how far the confidences of readings of digits are from their accuracies; labels: [n]."""
    ten = digit_probabilities(probabilities)
    confidence, correct = ten.max(axis=1), ten.argmax(axis=1) == labels
    rows = _reliability(confidence, correct)
    among = without_marks(probabilities)
    read = among.argmax(axis=1) < DIGITS
    shown = _reliability(among.max(axis=1)[read], correct[read])
    ordered = correct[np.argsort(-confidence, kind="stable")]
    kept = [(share, ordered[: len(labels) - round(share * len(labels))]) for share in REJECTED]
    return CalibrationMetrics(
        ece=_error(rows),
        ece_shown=_error(shown),
        reliability=tuple(ReliabilityBin(round(sure, 4), round(true, 4), n) for sure, true, n in rows),
        error_reject=tuple(ErrorReject(share, round(float(1 - rest.mean()), 5)) for share, rest in kept),
    )


def _reliability(confidence: Floats, correct: Bools) -> list[ReliabilityBin]:
    """Return the bins that hold readings, not rounded; confidence, correct: [n]."""
    which = np.minimum((confidence * BINS).astype(int), BINS - 1)
    return [
        ReliabilityBin(
            float(confidence[which == k].mean()), float(correct[which == k].mean()), int((which == k).sum())
        )
        for k in np.unique(which)
    ]


def _error(rows: Sequence[ReliabilityBin]) -> float:
    """Return the expected calibration error, 0..1."""
    total = sum(n for _, _, n in rows)
    return round(sum(n * abs(sure - true) for sure, true, n in rows) / total, 5) if total else 0.0


def rejection_metrics(digits: Floats, negatives: Mapping[str, Floats]) -> Rejection:
    """Return how digits [n, 11 or 22] and negatives, {kind: [m, the same]}, are rejected."""
    scores = np.sort(without_marks(digits)[:, DIGITS])
    kinds = {}
    for kind, probabilities in negatives.items():
        own = without_marks(probabilities)[:, DIGITS]
        above = np.searchsorted(scores, own, "left")
        level = np.searchsorted(scores, own, "right") - above
        kinds[kind] = RejectedKind(
            n=len(probabilities),
            rejected=int((rejection_margins(probabilities) > 0).sum()),
            auroc=round(float((above + level / 2).mean() / len(scores)), 5),
        )
    return Rejection(Rejected(len(digits), int((rejection_margins(digits) > 0).sum())), kinds)


def marks_metrics(probabilities: Floats, labels: Ints, marks: Sequence[str], digits: Floats) -> MarksMetrics:
    """Return how well marks [n, 22], with labels [n] and names [n], and digits [m, 22] are distinguished."""
    wrong = probabilities.argmax(axis=1) != labels
    are_marks = digits.argmax(axis=1) > DIGITS
    return MarksMetrics(_by_source(np.asarray(marks), wrong), Counts(len(digits), int(are_marks.sum())))
