"""Tables of multi-digit numbers, from the result of `make numbers`."""

from tools.docs.markdown import commit_name, percent, table
from tools.results import Numbers

TITLES = {"handwritten": "as written, UNIPEN category 7; costs tuned on these"}
ERRORS = ("too many digits", "too few digits", "wrong digit")


def multi_digit_numbers(result: Numbers) -> str:
    """Return how many numbers are read exactly, and the kinds of errors."""
    rows = [
        (
            TITLES.get(name, name),
            row.n,
            percent(row.exact / row.n, 1),
            *(row.too_many, row.too_few, row.wrong),
            row.confident_errors,
        )
        for name, row in result.numbers.items()
    ]
    return table(("numbers", "n", "read exactly", *ERRORS, "errors over 90 % sure"), rows)


def recognizer(result: Numbers) -> str:
    """Return how `recognize` reads single digits and negatives."""
    digits = result.single_digits
    rows = [
        (f"single digits read correctly by {call}", f"{digits.n:,}", percent(correct / digits.n))
        for call, correct in (
            ("`recognize`", digits.recognize),
            ("`classify`, assuming that each is a digit", digits.classify),
        )
    ]
    for kind, row in result.negatives.items():
        share = percent(row.confident / row.n, 1)
        rows.append((f"{kind} read as a number, over 90 % sure", f"{row.n:,}", share))
    return table(("drawings", "n", "share"), rows)


def latency(result: Numbers) -> str:
    """Return the time of a reading, by its strokes."""
    rows = [(case, f"{row.median:.1f}", f"{row.p95:.1f}") for case, row in result.latency_ms.items()]
    return table(("`recognize`", "ms: median", "95th percentile"), rows)


def provenance(result: Numbers) -> str:
    """Return one sentence: browser and commit of the measurement."""
    commit = commit_name(result.commit)
    return f"Measured by `make numbers` in Chromium {result.chromium}, commit {commit}."
