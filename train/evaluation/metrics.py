"""Metrics of probabilities: accuracy, loss, confusion, calibration, rejection.

Probabilities are [n, 10], or [n, 11] with the non-digit last.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ..lib.arrays import Array, Bools, Floats, Ints
from ..lib.tables import Table

DIGITS = 10
Z95 = 1.959964  # of the standard normal distribution
BINS = 15  # of equal width, as in Guo et al. (see calibrate.py)
REJECTED = (0.0, 0.0025, 0.005, 0.01, 0.02, 0.05)  # shares of readings rejected, the least confident first


def set_metrics(probabilities: Floats, labels: Ints, sources: Array | None = None) -> dict[str, Any]:
    """Return the metrics of one set: n, errors, accuracy with its 95 % interval, loss, confusion.

    With a non-digit class, errors are counted among the ten digits, and "rejected" counts the digits
    read as non-digits. labels: [n]; sources: n writers or contributors, for a row each in "sources".
    The interval is Wilson's (E. B. Wilson, JASA 22, 1927); loss is the mean of -ln p(label).
    """
    rejected = rejection_margins(probabilities) > 0 if probabilities.shape[1] > DIGITS else None
    probabilities = digit_probabilities(probabilities)
    read = probabilities.argmax(axis=1)
    wrong = read != labels
    n, errors = len(labels), int(wrong.sum())
    confusion = np.zeros((10, 10), dtype=int)
    np.add.at(confusion, (labels, read), 1)
    likelihood = np.maximum(probabilities[np.arange(n), labels], 1e-12)
    result = {
        "n": n,
        "errors": errors,
        "accuracy": round(1 - errors / n, 5),
        "interval": [round(bound, 5) for bound in wilson_interval(n - errors, n)],
        "loss": round(float(-np.log(likelihood).mean()), 5),
        "confusion": confusion.tolist(),
    }
    if rejected is not None:
        result["rejected"] = int(rejected.sum())
    if sources is not None:
        result["sources"] = {
            str(name): {"n": int((sources == name).sum()), "errors": int(wrong[sources == name].sum())}
            for name in np.unique(sources)
        }
    return result


def wilson_interval(successes: int, n: int) -> tuple[float, float]:
    """Return the 95 % interval (low, high) of a share, by Wilson's score."""
    share, z2 = successes / n, Z95**2
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = Z95 / (1 + z2 / n) * np.sqrt(share * (1 - share) / n + z2 / (4 * n * n))
    return float(middle - half), float(middle + half)


def metrics_table(metrics: Mapping[str, Any]) -> Table:
    """Return (header, rows) of metrics by set name."""
    header = ("set", "n", "errors", "accuracy", "95 % interval", "loss")
    rows = []
    for name, row in metrics.items():
        low, high = (100 * bound for bound in row["interval"])
        accuracy, interval = f"{100 * row['accuracy']:.2f} %", f"{low:.2f}-{high:.2f} %"
        rows.append((name, f"{row['n']}", f"{row['errors']}", accuracy, interval, f"{row['loss']:.4f}"))
    return header, rows


def digit_errors_table(metrics: Mapping[str, Any]) -> Table:
    """Return (header, rows): the error rate of each digit, by set name."""
    rows = []
    for name, row in metrics.items():
        counts = np.array(row["confusion"])
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


def rejection_margins(probabilities: Floats) -> Floats:
    """Return [n]: ln of p(non-digit) over p(likeliest digit); above 0 the reading is a non-digit."""
    logs = np.log(np.maximum(probabilities.astype(np.float64), 1e-30))
    return logs[:, DIGITS] - logs[:, :DIGITS].max(axis=1)


def calibration_metrics(probabilities: Floats, labels: Ints) -> dict[str, Any]:
    """Return {"ece", "ece_shown", "reliability", "error_reject"} of readings of digits.

    ece: the expected calibration error, 0..1, given a digit; ece_shown: the same of the confidence
    shown to visitors, that among all classes, without readings as non-digits; reliability: a row
    [mean confidence, accuracy, n] for each bin that holds readings; error_reject: rows [share
    rejected, error rate of the rest].
    """
    ten = digit_probabilities(probabilities)
    confidence, correct = ten.max(axis=1), ten.argmax(axis=1) == labels
    rows = _reliability(confidence, correct)
    read = probabilities.argmax(axis=1) < DIGITS
    shown = _reliability(probabilities.max(axis=1)[read], correct[read])
    ordered = correct[np.argsort(-confidence, kind="stable")]
    kept = [(share, ordered[: len(labels) - round(share * len(labels))]) for share in REJECTED]
    return {
        "ece": _error(rows),
        "ece_shown": _error(shown),
        "reliability": [[round(sure, 4), round(true, 4), n] for sure, true, n in rows],
        "error_reject": [[share, round(float(1 - rest.mean()), 5)] for share, rest in kept],
    }


def _reliability(confidence: Floats, correct: Bools) -> list[tuple[float, float, int]]:
    """Return rows [mean confidence, accuracy, n] of the bins that hold readings."""
    which = np.minimum((confidence * BINS).astype(int), BINS - 1)
    return [
        (float(confidence[which == k].mean()), float(correct[which == k].mean()), int((which == k).sum()))
        for k in np.unique(which)
    ]


def _error(rows: Sequence[tuple[float, float, int]]) -> float:
    """Return the expected calibration error of rows of _reliability."""
    total = sum(n for _, _, n in rows)
    return round(sum(n * abs(sure - true) for sure, true, n in rows) / total, 5) if total else 0.0


def rejection_metrics(digits: Floats, negatives: Mapping[str, Floats]) -> dict[str, Any]:
    """Return {"digits": {"n", "rejected"}, "kinds": {kind: {"n", "rejected", "auroc"}}}.

    digits: probabilities [n, 11] of digits; negatives: {kind: probabilities [m, 11]}; "rejected"
    counts readings as non-digits; auroc: the chance that a negative has a higher p(non-digit) than a
    digit.
    """
    scores = np.sort(digits[:, DIGITS])
    kinds = {}
    for kind, probabilities in negatives.items():
        above = np.searchsorted(scores, probabilities[:, DIGITS], "left")
        level = np.searchsorted(scores, probabilities[:, DIGITS], "right") - above
        kinds[kind] = {
            "n": len(probabilities),
            "rejected": int((rejection_margins(probabilities) > 0).sum()),
            "auroc": round(float((above + level / 2).mean() / len(scores)), 5),
        }
    rejected = int((rejection_margins(digits) > 0).sum())
    return {"digits": {"n": len(digits), "rejected": rejected}, "kinds": kinds}
