"""Tables of multi-digit numbers, from the result of `make numbers`."""

from typing import Any

from tools.docs.markdown import commit_name, percent, table

TITLES = {"handwritten": "as written, UNIPEN category 7; costs tuned on these"}
ERRORS = ("too many digits", "too few digits", "wrong digit")


def multi_digit_numbers(result: dict[str, Any]) -> str:
    """Return how many numbers are read exactly, and the kinds of errors."""
    rows = [
        (
            TITLES.get(name, name),
            row["n"],
            percent(row["exact"] / row["n"], 1),
            *(row[kind] for kind in ERRORS),
            row["confident errors"],
        )
        for name, row in result["numbers"].items()
    ]
    return table(("numbers", "n", "read exactly", *ERRORS, "errors over 90 % sure"), rows)


def recognizer(result: dict[str, Any]) -> str:
    """Return how `recognize` reads single digits and negatives."""
    digits = result["single_digits"]
    rows = [
        (f"single digits read correctly by {call}", f"{digits['n']:,}", percent(digits[key] / digits["n"]))
        for key, call in (
            ("recognize", "`recognize`"),
            ("classify", "`classify`, assuming that each is a digit"),
        )
    ]
    for kind, row in result["negatives"].items():
        share = percent(row["confident"] / row["n"], 1)
        rows.append((f"{kind} read as a number, over 90 % sure", f"{row['n']:,}", share))
    return table(("drawings", "n", "share"), rows)


def latency(result: dict[str, Any]) -> str:
    """Return the time of a reading, by its strokes."""
    rows = [(case, f"{row['median']:.1f}", f"{row['p95']:.1f}") for case, row in result["latency_ms"].items()]
    return table(("`recognize`", "ms: median", "95th percentile"), rows)


def provenance(result: dict[str, Any]) -> str:
    """Return one sentence: browser and commit of the measurement."""
    commit = commit_name(result["commit"])
    return f"Measured by `make numbers` in Chromium {result['chromium']}, commit {commit}."
