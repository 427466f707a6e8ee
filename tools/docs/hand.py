"""Tables of how well a hand is learned, from the results of `python -m tools.hand`."""

from tools.docs.markdown import DASH, commit_name, percent, table
from tools.results import HandLearning, Learned

HEADS = (
    "n",
    "errors",
    "of those before",
    "log loss",
    "calibration error",
    "writers with fewer / more errors",
)


def by_examples(result: HandLearning) -> str:
    """Return how a writer's digits, and those of others, are read after examples of each digit."""
    rows = []
    for folds, figures in (("held back", result.held_back), ("chosen on", result.chosen)):
        for whose, found in (("own", figures.own), ("others'", figures.others)):
            before = found["0"]
            rows += [(folds, whose, count, *_cells(one, before)) for count, one in found.items()]
        left = figures.all_others
        rows.append((folds, "own", "all other digits", *_cells(left["after"], left["before"])))
    return table(("folds", "digits", "examples of each digit", *HEADS), rows)


def by_correcting(result: HandLearning) -> str:
    """Return how digits are read after the misread ones of another half have been taught."""
    rows = []
    for folds, figures in (("held back", result.held_back), ("chosen on", result.chosen)):
        for whose, found in (("own", figures.corrected), ("others'", figures.corrected_others)):
            rows += [(folds, whose, time, *_cells(one, found["before"])) for time, one in found.items()]
    return table(("folds", "digits", "teaching", *HEADS), rows)


def by_drawing(result: HandLearning) -> str:
    """Return how whole numbers, and drawings of no number, are read after examples of each digit."""
    rows = []
    for folds, figures in (("held back", result.held_back), ("chosen on", result.chosen)):
        for drawings, whose, found in (
            ("numbers, read exactly", "a stranger's", figures.numbers),
            ("numbers of a writer's digits, read exactly", "own", figures.composed),
            ("letters and symbols, rejected", "a stranger's", figures.negatives),
        ):
            right = (f"{one.n - sum(one.errors):,}" for one in found.values())
            loss = f"{found['0'].log_loss:.3f} → {found['5'].log_loss:.3f}"
            rows.append((folds, drawings, whose, f"{found['0'].n:,}", *right, loss))
    counts = ("before", *(f"after {count}" for count in result.held_back.numbers if count != "0"))
    return table(("folds", "drawings", "hand", "n", *counts, "log loss"), rows)


def _cells(one: Learned, before: Learned) -> tuple[str, ...]:
    is_changed = one is not before
    return (
        f"{one.n:,}",
        percent(one.error_rate),
        percent(one.error_rate / before.error_rate, 0) if is_changed and before.error_rate else DASH,
        f"{one.log_loss:.4f}",
        f"{one.calibration_error:.4f}",
        f"{one.better} / {one.worse} of {one.writers}" if is_changed else DASH,
    )


def provenance(result: HandLearning) -> str:
    """Return one sentence: command, folds and commit."""
    chosen, held = (", ".join(figures.folds) for figures in (result.chosen, result.held_back))
    return (
        f"Written by `python -m tools.hand`, commit {commit_name(result.commit)}. Folds held back: {held}; "
        f"chosen on: {chosen}. By correcting, a writer taught {result.held_back.taught} and "
        f"{result.chosen.taught} digits on average."
    )
