"""What probabilities are worth: accuracy with its interval, loss, confusion."""

import numpy as np

from .confidence import given_digit, margins

CLASSES = 10
Z95 = 1.959964  # of the standard normal distribution


def figure(probabilities, labels, sources=None):
    """Return the figures of one set: n, errors, accuracy with its 95 % interval, loss, confusion.

    probabilities: [n, 10], or [n, 11] with "no digit": errors are then counted as if each were known to be
    a digit, and "refused" says how many are read as none; labels: [n]; sources: n writers or
    contributors, for a row each.
    The interval is Wilson's (E. B. Wilson, JASA 22, 1927); loss is the mean of -ln p(label).
    """
    refused = margins(probabilities) > 0 if probabilities.shape[1] > CLASSES else None
    probabilities = given_digit(probabilities)
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
        "interval": [round(bound, 5) for bound in wilson(n - errors, n)],
        "loss": round(float(-np.log(likelihood).mean()), 5),
        "confusion": confusion.tolist(),
    }
    if refused is not None:
        result["refused"] = int(refused.sum())
    if sources is not None:
        result["sources"] = {
            str(name): {"n": int((sources == name).sum()), "errors": int(wrong[sources == name].sum())}
            for name in np.unique(sources)
        }
    return result


def wilson(successes, n):
    """Return the 95 % interval (low, high) of a share, by Wilson's score."""
    share, z2 = successes / n, Z95**2
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = Z95 / (1 + z2 / n) * np.sqrt(share * (1 - share) / n + z2 / (4 * n * n))
    return float(middle - half), float(middle + half)


def lines(figures):
    """Return (header, rows) of figures by set name, for a table."""
    header = ("set", "n", "errors", "accuracy", "95 % interval", "loss")
    rows = []
    for name, row in figures.items():
        low, high = (100 * bound for bound in row["interval"])
        accuracy, interval = f"{100 * row['accuracy']:.2f} %", f"{low:.2f}-{high:.2f} %"
        rows.append((name, f"{row['n']}", f"{row['errors']}", accuracy, interval, f"{row['loss']:.4f}"))
    return header, rows


def errors_by_digit(figures):
    """Return (header, rows): the share of errors among each digit's items, by set name."""
    rows = []
    for name, row in figures.items():
        counts = np.array(row["confusion"])
        totals = counts.sum(axis=1)
        shares = [
            f"{100 * (total - right) / total:.1f}" if total else "-"
            for total, right in zip(totals, counts.diagonal(), strict=True)
        ]
        rows.append((name, *shares))
    return ("errors, %", *map(str, range(10))), rows
