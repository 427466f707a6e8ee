"""Cross-validation: a network that never saw a writer or contributor reads each of them once.

Each fold is a run of the recipe in RUN/cross_validation/NAME; RUN/cross_validation.json holds a row for
every writer and contributor.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from ..data import unipen_characters
from ..data.datasets import Dataset, Datasets
from ..data.download import DataError
from ..lib.records import write_record
from ..lib.tables import Table
from ..models.recipe import Recipe
from ..results.comparisons import CrossValidation, HeldOut
from ..results.metrics import Counts, SetMetrics
from ..results.runs import read_report

# The contributors of one institute are held out together; pendigits' writers are spread over the folds.
FOLDS = (("aga",), ("apa",), ("apb",), ("app",), ("cea", "ceb", "ced"), ("ibm",), ("uqb",))
NAMES = tuple("-".join(contributors) for contributors in FOLDS)
SETS = ("pendigits", "unipen")
FOLDER = "cross_validation"  # of the run folder


def splits(datasets: Datasets) -> Iterator[tuple[str, Datasets]]:
    """Yield (name, datasets) of each fold, with the split that holds its writers and contributors out.

    Raises DataError when a fold would hold nobody out, or somebody would never be held out.
    """
    writers = sorted(set(datasets["pendigits"].sources))
    if len(writers) < len(FOLDS) or set(datasets["unipen"].sources) != {
        one for fold in FOLDS for one in fold
    }:
        raise DataError(
            "Cross-validation needs UNIPEN's nine contributors and at least seven writers of pendigits; "
            "use the published sets."
        )
    for number, (name, contributors) in enumerate(zip(NAMES, FOLDS, strict=True)):
        yield name, hold_out(datasets, writers[number :: len(FOLDS)], contributors)


def hold_out(
    datasets: Datasets, writers: Collection[str], contributors: Collection[str]
) -> dict[str, Dataset]:
    """Return the data sets with these writers of pendigits and contributors of UNIPEN as validation."""
    split = dict(datasets)
    for name, held in (("pendigits", writers), ("unipen", contributors)):
        parts = np.where(np.isin(datasets[name].sources, list(held)), "validation", "train")
        split[name] = replace(datasets[name], parts=parts)
    negatives = datasets.get("negatives")
    if negatives and negatives.kinds is not None:
        parts = unipen_characters.parts(negatives.kinds, negatives.sources, contributors)
        split["negatives"] = replace(negatives, parts=parts)
    return split


def gather(folder: Path, recipe: Recipe) -> CrossValidation:
    """Write the reports of finished folds to ``folder``/cross_validation.json; return their errors."""
    reports = [read_report(folder / FOLDER / fold) for fold in NAMES]
    metrics = {name: _held_out([report.metrics[f"{name} validation"] for report in reports]) for name in SETS}
    result = CrossValidation(recipe.epochs, recipe.seed, metrics)
    write_record(folder / f"{FOLDER}.json", result)
    return result


def _held_out(folds: Sequence[SetMetrics]) -> HeldOut:
    """Return the errors of all folds on one set."""
    sources: dict[str, Counts] = {}
    for fold in folds:
        sources |= fold.sources or {}
    n, errors = sum(fold.n for fold in folds), sum(fold.errors for fold in folds)
    return HeldOut(n, errors, dict(sorted(sources.items())))


def cross_validation_table(result: CrossValidation) -> Table:
    """Return (header, rows): each writer and contributor, then all together, by set."""
    rows = []
    for name, metrics in result.metrics.items():
        for source, row in [*metrics.sources.items(), ("all", metrics)]:
            rows.append((name, source, f"{row.n}", f"{row.errors}", f"{100 * (1 - row.error_rate):.2f} %"))
    return ("set", "held out", "n", "errors", "accuracy"), rows
