"""Ablations of the recipe of ``ink``: the same short training with one change at a time.

Half of pendigits' writers and three of UNIPEN's nine groups of contributors train, the others validate, so
that errors are counted on thousands of drawings by unseen people. No test set is opened.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from ..data.datasets import Dataset, Datasets
from ..lib.records import read_record, write_record
from ..lib.tables import Table
from ..models.recipe import RECIPES, Recipe
from ..results.comparisons import Ablation, Ablations, RejectedOf, SetErrors
from ..results.metrics import Rejection
from ..results.runs import RunRecord, read_report
from .cross_validation import hold_out
from .evaluate import LETTERS, SYMBOLS, UNSEEN_SYMBOLS

EPOCHS, VIEWS = 6, 6  # far fewer than the recipe's: changes are compared, not results
# UNIPEN's contributors that train, whole institutes; of pendigits, every second writer does
TRAIN = ("aga", "imp", "scr", "apb", "ibm", "att")
ABLATIONS: dict[str, tuple[str, dict[str, Any]]] = {  # name: (description, fields of the recipe)
    "base": ("the recipe of ink, shorter", {}),
    "no-directions": ("the raster alone, without direction maps", {"channels": 1, "hide_directions": 0.0}),
    "always-directed": ("directions are never hidden in training", {"hide_directions": 0.0}),
    "no-edits": ("strokes are warped, not edited", {"edit_strokes": False}),
    "no-paper": ("nothing as if photographed", {"paper": 0.0}),
    "always-warped": ("every scan is warped", {"unwarped": 0.0}),
    "digits-only": ("no negatives", {"rejects": False}),
    "no-smoothing": ("no label smoothing", {"label_smoothing": 0.0}),
}


def recipes(seed: int, quick: bool = False) -> dict[str, Recipe]:
    """Return {name: recipe} of all ablations."""
    base = replace(RECIPES["ink"], epochs=EPOCHS, views=VIEWS, seed=seed, everyone=False)
    if quick:
        base = replace(base.quick(), epochs=1, seed=seed)
    made = {name: replace(base, **change) for name, (_, change) in ABLATIONS.items()}
    return {
        name: replace(one, views_per_epoch=min(one.views_per_epoch, one.views)) for name, one in made.items()
    }


def split(datasets: Datasets) -> dict[str, Dataset]:
    """Return the data sets with half of the writers and most contributors as validation."""
    writers = sorted(set(datasets["pendigits"].sources))
    contributors = set(datasets["unipen"].sources) - set(TRAIN)
    return hold_out(datasets, writers[1::2], contributors)


def gather(folder: Path, planned: Mapping[str, Recipe]) -> Ablations:
    """Write the reports of all ablations to ``folder``/ablations.json; return them."""
    ablations = {}
    for name in planned:
        report = read_report(folder / name)
        ablations[name] = Ablation(
            change=ABLATIONS[name][0],
            seconds=report.training_seconds,
            metrics={
                key: SetErrors(row.n, row.errors, row.loss)
                for key, row in report.metrics.items()
                if key.endswith("validation")
            },
            rejected=_letters_and_symbols(report.rejection),
        )
    first = next(iter(planned.values()))
    commits = {str(read_record(folder / name / "run.json", RunRecord).commit) for name in planned}
    result = Ablations(first.epochs, first.seed, tuple(sorted(commits)), ablations)
    write_record(folder / "ablations.json", result)
    return result


def _letters_and_symbols(rejection: Rejection | None) -> RejectedOf | None:
    """Return how many letters and symbols are rejected."""
    if rejection is None:
        return None
    kinds = [row for kind, row in rejection.kinds.items() if kind in (LETTERS, SYMBOLS, UNSEEN_SYMBOLS)]
    return RejectedOf(sum(row.rejected for row in kinds), sum(row.n for row in kinds)) if kinds else None


def ablations_table(result: Ablations) -> Table:
    """Return (header, rows): errors and loss by set, and the share of letters and symbols rejected."""
    rows = []
    for name, row in result.ablations.items():
        cells = [f"{one.errors} of {one.n}, {one.loss:.4f}" for one in row.metrics.values()]
        share = f"{100 * row.rejected.rejected / row.rejected.n:.1f} %" if row.rejected else "-"
        rows.append((name, *cells, share))
    sets = [name.removesuffix(" validation") for name in result.ablations["base"].metrics]
    header = ("ablation", *(f"{name}: errors, loss" for name in sets), "letters, symbols: rejected")
    return header, rows
