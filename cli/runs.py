"""Train and evaluate runs: the steps that train, cross-validate, ablate and report share."""

from argparse import Namespace
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from numbre.train.fitting.run_folder import Run
from numbre.train.lib.quiet import quiet
from numbre.train.lib.tables import table
from numbre.train.models.recipe import Recipe

from .options import load_data

if TYPE_CHECKING:
    from numbre.train.data.datasets import Datasets

RESUME = "continue with the same command and --resume"


def train_run(
    recipe: Recipe, run: Run, datasets: "Datasets", resume: bool, plots: bool = True, test: bool = True
) -> None:
    """Train a recipe in a Run and report on it; test=False leaves MNIST's test part closed."""
    with quiet():  # tensorflow takes seconds to import: only once everything else is in order
        from numbre.train.fitting.fit import fit

    fit(recipe, datasets, run, resume=resume)
    report_run(run, datasets, plots=plots, test=test)


def train_splits(
    options: Namespace,
    planned: Mapping[str, tuple[Recipe, Path]],
    split: "Callable[[Datasets], Mapping[str, Datasets]]",
) -> None:
    """Train {name: (recipe, folder)}, each on its own of the {name: data sets} that ``split`` returns."""
    runs = {name: (recipe, Run(folder)) for name, (recipe, folder) in planned.items()}
    for recipe, run in runs.values():
        run.check(recipe, options.resume and run.begun)
    splits = split(load_data(options, negatives=True))
    try:
        for name, (recipe, run) in runs.items():
            train_run(recipe, run, splits[name], options.resume and run.begun, plots=False, test=False)
    except KeyboardInterrupt:
        begun = any(run.begun for _, run in runs.values())
        raise KeyboardInterrupt(RESUME if begun else "") from None


def report_run(run: Run, datasets: "Datasets", seed: int = 1, plots: bool = True, test: bool = True) -> None:
    """Evaluate a finished Run, write its report and print its tables."""
    from numbre.train.evaluation.metrics import digit_errors_table, metrics_table
    from numbre.train.evaluation.report import report

    metrics = report(run, datasets, seed, plots, test).metrics
    print(table(*metrics_table(metrics)), table(*digit_errors_table(metrics)), sep="\n\n")


def print_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table below an empty line."""
    print("\n" + table(header, rows))
