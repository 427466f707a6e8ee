"""What confidences are worth: calibration, and telling what is no digit; imports none of ours.

Probabilities are [n, 10], or [n, 11] where the last says that it is no digit.
"""

import numpy as np

BINS = 15  # of equal width, as in Guo et al. (see calibrate.py)
REJECTED = (0.0, 0.0025, 0.005, 0.01, 0.02, 0.05)  # shares of readings given up, the least sure first
DIGITS = 10


def digits(probabilities):
    """Return [n, 10]: the probabilities of the ten digits, given that it is one."""
    ten = probabilities[:, :DIGITS]
    return ten / np.maximum(ten.sum(axis=1, keepdims=True), 1e-30)


def margins(probabilities):
    """Return [n]: ln of p(no digit) over p(likeliest digit); above 0 it is read as no digit."""
    logs = np.log(np.maximum(probabilities.astype(np.float64), 1e-30))
    return logs[:, DIGITS] - logs[:, :DIGITS].max(axis=1)


def calibration(probabilities, labels):
    """Return {"ece", "reliability", "error_reject"} of readings of digits.

    ece: the expected calibration error, 0..1; reliability: a row [mean confidence, share that is right,
    n] for each bin that holds readings; error_reject: rows [share given up, share of errors in the rest].
    """
    ten = digits(probabilities)
    confidence, right = ten.max(axis=1), ten.argmax(axis=1) == labels
    which = np.minimum((confidence * BINS).astype(int), BINS - 1)
    rows = [
        (float(confidence[which == k].mean()), float(right[which == k].mean()), int((which == k).sum()))
        for k in np.unique(which)
    ]
    ece = sum(n * abs(sure - true) for sure, true, n in rows) / len(labels)
    surest = right[np.argsort(-confidence, kind="stable")]
    kept = [(share, surest[: len(labels) - round(share * len(labels))]) for share in REJECTED]
    return {
        "ece": round(ece, 5),
        "reliability": [[round(sure, 4), round(true, 4), n] for sure, true, n in rows],
        "error_reject": [[share, round(float(1 - rest.mean()), 5)] for share, rest in kept],
    }


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
