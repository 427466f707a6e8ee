"""What confidences are worth: calibration, and telling what is no digit; imports none of ours.

Probabilities are [n, 10], or [n, 11] where the last says that it is no digit.
"""

import numpy as np

BINS = 15  # of equal width, as in Guo et al. (see calibrate.py)
REJECTED = (0.0, 0.0025, 0.005, 0.01, 0.02, 0.05)  # shares of readings given up, the least sure first
DIGITS = 10


def given_digit(probabilities):
    """Return [n, 10]: the probabilities of the ten digits, given that it is one."""
    ten = probabilities[:, :DIGITS]
    total = ten.sum(axis=1, keepdims=True)
    return np.where(total > 0, ten / np.where(total > 0, total, 1), 1 / DIGITS)


def margins(probabilities):
    """Return [n]: ln of p(no digit) over p(likeliest digit); above 0 it is read as no digit."""
    logs = np.log(np.maximum(probabilities.astype(np.float64), 1e-30))
    return logs[:, DIGITS] - logs[:, :DIGITS].max(axis=1)


def calibration(probabilities, labels):
    """Return {"ece", "ece_shown", "reliability", "error_reject"} of readings of digits.

    ece: the expected calibration error, 0..1, given that it is a digit; ece_shown: the same of what a
    reader sees, where a digit is one of eleven classes and what is read as none is left out;
    reliability: a row [mean confidence, share that is right, n] for each bin that holds readings;
    error_reject: rows [share given up, share of errors in the rest].
    """
    ten = given_digit(probabilities)
    confidence, right = ten.max(axis=1), ten.argmax(axis=1) == labels
    rows = _reliability(confidence, right)
    read = probabilities.argmax(axis=1) < DIGITS
    shown = _reliability(probabilities.max(axis=1)[read], right[read])
    surest = right[np.argsort(-confidence, kind="stable")]
    kept = [(share, surest[: len(labels) - round(share * len(labels))]) for share in REJECTED]
    return {
        "ece": _error(rows),
        "ece_shown": _error(shown),
        "reliability": [[round(sure, 4), round(true, 4), n] for sure, true, n in rows],
        "error_reject": [[share, round(float(1 - rest.mean()), 5)] for share, rest in kept],
    }


def _reliability(confidence, right):
    """Return rows [mean confidence, share that is right, n] of the bins that hold readings."""
    which = np.minimum((confidence * BINS).astype(int), BINS - 1)
    return [
        (float(confidence[which == k].mean()), float(right[which == k].mean()), int((which == k).sum()))
        for k in np.unique(which)
    ]


def _error(rows):
    """Return the expected calibration error of such rows."""
    total = sum(n for _, _, n in rows)
    return round(sum(n * abs(sure - true) for sure, true, n in rows) / total, 5) if total else 0.0


def rejection(digits_seen, unlike_seen):
    """Return what is read as no digit, and how well that is told from digits.

    digits_seen: probabilities [n, 11] of digits; unlike_seen: {kind: probabilities [m, 11]}.
    {"digits": {"n", "rejected"}, "kinds": {kind: {"n", "rejected", "auroc"}}}; rejected counts them;
    auroc: the chance that of a digit and such a one the latter has the higher p(no digit).
    """
    scores = np.sort(digits_seen[:, DIGITS])
    kinds = {}
    for kind, probabilities in unlike_seen.items():
        above = np.searchsorted(scores, probabilities[:, DIGITS], "left")
        level = np.searchsorted(scores, probabilities[:, DIGITS], "right") - above
        kinds[kind] = {
            "n": len(probabilities),
            "rejected": int((margins(probabilities) > 0).sum()),
            "auroc": round(float((above + level / 2).mean() / len(scores)), 5),
        }
    rejected = int((margins(digits_seen) > 0).sum())
    return {"digits": {"n": len(digits_seen), "rejected": rejected}, "kinds": kinds}
