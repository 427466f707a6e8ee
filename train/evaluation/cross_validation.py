"""Cross-validation: a network that never saw a writer or contributor reads each of them once.

Each fold is a run of the recipe in RUN/cross_validation/NAME; RUN/cross_validation.json holds a row for
every writer and contributor.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

import numpy as np

from ..data import unipen_characters
from ..data.datasets import Dataset, Datasets
from ..data.download import DataError
from ..lib.records import read_record, write_record
from ..lib.tables import Table
from ..models.recipe import Recipe
from ..results.comparisons import CrossValidation, HeldOut
from ..results.metrics import Counts, SetMetrics
from ..results.runs import RunRecord, read_report

# UNIPEN's contributors of one institute are held out together; pendigits' writers are spread over the folds.
Contributors: TypeAlias = tuple[str, ...]
FOLDS: tuple[Contributors, ...] = (
    ("aga", "imp", "scr"),
    ("apa", "apc", "ape"),
    ("apb",),
    ("app", "pap"),
    ("cea", "ceb", "cec", "ced"),
    ("ibm", "att"),
    ("uqb", "lou", "par"),
    ("syn",),
    ("hpb", "hpp", "tos"),
)
SETS = ("pendigits", "unipen")
OF_CONTRIBUTORS = (
    "unipen",
    "marks",
    "context",
)  # sets by UNIPEN's contributors; negatives have a rule of their own
FOLDER = "cross_validation"  # of the run folder


def name_of(contributors: Contributors) -> str:
    """Return the name of a fold, which is that of its folder."""
    return "-".join(contributors)


def splits(datasets: Datasets) -> Iterator[tuple[str, Datasets]]:
    """Yield (name, datasets) of each fold, with the split that holds its writers and contributors out.

    Raises DataError, see ``fold``.
    """
    for place, contributors in enumerate(FOLDS):
        yield name_of(contributors), fold(FOLDS, place, datasets)


def fold(folds: Sequence[Contributors], place: int, datasets: Datasets) -> Datasets:
    """Return the data sets with the split of the fold at a place.

    Contributors without digits are welcome. Raises DataError when a fold would hold nobody's digits out, or
    somebody would never be held out.
    """
    writers = sorted(set(datasets["pendigits"].sources))
    drawn = set(datasets["unipen"].sources)
    others = {one for name in ("negatives", "marks") if name in datasets for one in datasets[name].sources}
    if (
        len(writers) < len(folds)
        or not all(drawn & set(contributors) for contributors in folds)
        or not (drawn | others) <= {one for contributors in folds for one in contributors}
    ):
        raise DataError(
            f"Cross-validation needs {len(folds)} writers of pendigits or more, and digits of UNIPEN by each "
            f"of these groups of contributors and by nobody else: {', '.join(map(name_of, folds))}; use the "
            "published sets."
        )
    return hold_out(datasets, writers[place :: len(folds)], folds[place])


def hold_out(
    datasets: Datasets, writers: Collection[str], contributors: Collection[str]
) -> dict[str, Dataset]:
    """Return the data sets with these writers of pendigits and contributors of UNIPEN as validation."""
    split = dict(datasets)
    for name, held in (("pendigits", writers), *((name, contributors) for name in OF_CONTRIBUTORS)):
        if name not in datasets:
            continue
        parts = np.where(np.isin(datasets[name].sources, list(held)), "validation", "train")
        split[name] = replace(datasets[name], parts=parts)
    negatives = datasets.get("negatives")
    if negatives and negatives.kinds is not None:
        parts = unipen_characters.parts(negatives.kinds, negatives.sources, contributors)
        split["negatives"] = replace(negatives, parts=parts)
    return split


def gather(folder: Path, recipe: Recipe) -> CrossValidation:
    """Write the reports of finished folds to ``folder``/cross_validation.json; return their errors."""
    reports = [read_report(folder / FOLDER / name_of(one)) for one in FOLDS]
    metrics = {name: _held_out([report.metrics[f"{name} validation"] for report in reports]) for name in SETS}
    commits = {read_record(folder / FOLDER / name_of(one) / "run.json", RunRecord).commit for one in FOLDS}
    commit = commits.pop() if len(commits) == 1 else None
    result = CrossValidation(recipe.epochs, recipe.seed, metrics, commit)
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
