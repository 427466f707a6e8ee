"""Ablations of the recipe of ``ink``: the same short training with one change at a time.

Half of pendigits' writers and three of UNIPEN's nine contributors train, the others validate, so that
errors are counted on thousands of drawings by unseen people. No test set is opened.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from ..data.datasets import Dataset, Datasets
from ..lib.files import read_json, write_json
from ..lib.tables import Table
from ..models.recipe import RECIPES, Recipe
from .cross_validation import hold_out
from .evaluate import LETTERS, SYMBOLS, UNSEEN_SYMBOLS

EPOCHS, VIEWS = 6, 6  # far fewer than the recipe's: changes are compared, not results
TRAIN = ("aga", "apb", "ibm")  # UNIPEN's contributors that train; of pendigits, every second writer does
ABLATIONS: dict[str, tuple[str, dict[str, Any]]] = {  # name: (description, fields of the recipe)
    "base": ("the recipe of ink, shorter", {}),
    "no-directions": ("the raster alone, without direction maps", {"channels": 1, "hide_directions": 0.0}),
    "always-directed": ("directions are never hidden in training", {"hide_directions": 0.0}),
    "no-edits": ("strokes are warped, not edited", {"edit_strokes": False}),
    "always-warped": ("every scan is warped", {"unwarped": 0.0}),
    "digits-only": ("no negatives", {"rejects": False}),
    "no-smoothing": ("no label smoothing", {"label_smoothing": 0.0}),
}


def recipes(seed: int, quick: bool = False) -> dict[str, Recipe]:
    """Return {name: recipe} of all ablations."""
    base = replace(RECIPES["ink"], epochs=EPOCHS, views=VIEWS, seed=seed)
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


def gather(folder: Path, planned: Mapping[str, Recipe]) -> dict[str, Any]:
    """Write the reports of all ablations to ``folder``/ablations.json; return it.

    {"epochs", "seed", "commits", "ablations": {name: {"change", "seconds", "metrics", "rejected"}}}:
    metrics are {set: {"n", "errors", "loss"}} of validation sets, rejected is [rejected, n] of letters
    and symbols, None for an ablation that never rejects.
    """
    ablations = {}
    for name in planned:
        report = read_json(folder / name / "report.json")
        metrics = {key: row for key, row in report["metrics"].items() if key.endswith("validation")}
        kinds = [
            row
            for kind, row in report["rejection"].get("kinds", {}).items()
            if kind in (LETTERS, SYMBOLS, UNSEEN_SYMBOLS)
        ]
        ablations[name] = {
            "change": ABLATIONS[name][0],
            "seconds": report["training_seconds"],
            "metrics": {
                key: {part: row[part] for part in ("n", "errors", "loss")} for key, row in metrics.items()
            },
            "rejected": [sum(row[part] for row in kinds) for part in ("rejected", "n")] if kinds else None,
        }
    first = next(iter(planned.values()))
    commits = {str(read_json(folder / name / "run.json")["commit"]) for name in planned}
    result = {
        "epochs": first.epochs,
        "seed": first.seed,
        "commits": sorted(commits),
        "ablations": ablations,
    }
    write_json(folder / "ablations.json", result)
    return result


def ablations_table(result: dict[str, Any]) -> Table:
    """Return (header, rows): errors and loss by set, and the share of letters and symbols rejected."""
    rows = []
    for name, row in result["ablations"].items():
        cells = [f"{one['errors']} of {one['n']}, {one['loss']:.4f}" for one in row["metrics"].values()]
        rejected = row["rejected"]
        rows.append((name, *cells, "-" if rejected is None else f"{100 * rejected[0] / rejected[1]:.1f} %"))
    sets = [name.removesuffix(" validation") for name in result["ablations"]["base"]["metrics"]]
    header = ("ablation", *(f"{name}: errors, loss" for name in sets), "letters, symbols: rejected")
    return header, rows
