"""Tables of multi-digit numbers, from the results of `numbre segment` and of `make numbers`."""

from numbre.train.segmentation.cross_fit import SURE, CrossFit
from tools.docs.markdown import DASH, commit_name, percent, table
from tools.results import Numbers

NUMBERS = {
    "number": "numbers as people wrote them, a line each, digits only",
    "number with marks": "dates, times, telephone numbers, amounts, as people wrote them",
    "composed number": "composed of one writer's digits, 2 to 10",
    "composed with joined digits": "composed of one writer's digits, 2 to 5, some of them joined",
    "composed with marks": "composed of one writer's digits and marks",
    "composed with a speck": "composed of one writer's digits, 1 to 5, with a speck above the base line",
    "digit": "single digits",
}
NO_NUMBERS = {
    "letter or symbol": "letters and symbols",
    "word": "words",
    "synthetic": "scribbles, scattered marks, made-up characters",
}


def multi_digit_numbers(result: CrossFit) -> str:
    """Return how many drawings of each kind are read exactly, and how many surely."""
    rows = []
    for name, title in (NUMBERS | NO_NUMBERS).items():
        kind = result.kinds[name]
        exact = percent(kind.exact / kind.n, 1) if name in NUMBERS else DASH
        rows.append(
            (title, f"{kind.n:,}", exact, percent(kind.sure / kind.n, 1), percent(kind.rejected / kind.n, 1))
        )
    heads = ("drawings", "n", "read exactly", f"as a number, confidence {SURE} or more", "as no number")
    return table(heads, rows)


def confidence(result: CrossFit) -> str:
    """Return the accuracy of readings of digits and numbers, by their confidence."""
    rows = [(f"{one.confidence:.2f}", percent(one.right, 1), f"{one.n:,}") for one in result.bins]
    return table(("mean confidence", "read exactly", "n"), rows)


def segmentation_provenance(result: CrossFit) -> str:
    """Return one sentence: the command and the commit."""
    return f"Written by `numbre segment`, commit {commit_name(result.commit)}."


def latency(result: Numbers) -> str:
    """Return the time of a reading, by its strokes."""
    rows = [(case, f"{row.median:.1f}", f"{row.p95:.1f}") for case, row in result.latency_ms.items()]
    return table(("`recognize`", "ms: median", "95th percentile"), rows)


def provenance(result: Numbers) -> str:
    """Return one sentence: browser and commit of the measurement."""
    commit = commit_name(result.commit)
    return f"Measured by `make numbers` in Chromium {result.chromium}, commit {commit}."
