"""Train and evaluate runs: the steps that train, cross-validate, ablate and report share."""

import sys
from argparse import Namespace
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from numbre.train.fitting.run_folder import Run
from numbre.train.lib.quiet import quiet
from numbre.train.lib.tables import table
from numbre.train.models.recipe import Recipe

from .options import cuts_of, load_data

if TYPE_CHECKING:
    from numbre.train.data.datasets import Datasets
    from numbre.train.fitting.parallel import Job

RESUME = "continue with the same command and --resume"


def train_run(
    recipe: Recipe, run: Run, datasets: "Datasets", resume: bool, plots: bool = True, test: bool = True
) -> None:
    """Train a recipe in a Run and report on it; test=False leaves MNIST's test part closed."""
    with quiet():  # tensorflow takes seconds to import: only once everything else is in order
        from numbre.train.fitting.fit import fit

    fit(recipe, datasets, run, resume=resume)
    report_run(run, datasets, plots=plots, test=test)


def train_jobs(options: Namespace, jobs: "Sequence[Job]", negatives: bool = True) -> None:
    """Train and report several runs, side by side if there are workers; finished ones stay as they are."""
    from numbre.train.fitting.parallel import CORES, Source, train_all

    for job in jobs:
        job.run.check(job.recipe, options.resume and job.run.begun)
    cuts = cuts_of(options, negatives)
    source = Source(
        str(Path(options.data).absolute()) if options.data else None,
        not options.unchecked,
        negatives,
        str(cuts) if cuts else None,
    )
    datasets = load_data(options, negatives)
    splits = {job.name: job.split(datasets) for job in jobs}
    left = [job for job in jobs if not job.is_done(splits[job.name])]
    if len(left) < len(jobs):
        print(f"{len(jobs) - len(left)} of {len(jobs)} runs are finished already.", file=sys.stderr)
    workers = min(options.workers or CORES, len(jobs))
    try:
        if options.scheduler or workers > 1:
            train_all(left, source, workers, options.scheduler)
        else:
            for job in left:
                run = job.run
                train_run(job.recipe, run, splits[job.name], run.begun, plots=job.plots, test=job.test)
    except KeyboardInterrupt:
        begun = any(job.run.begun for job in jobs)
        raise KeyboardInterrupt(RESUME if begun else "") from None


def report_run(run: Run, datasets: "Datasets", seed: int = 1, plots: bool = True, test: bool = True) -> None:
    """Evaluate a finished Run, write its report and print its tables."""
    from numbre.train.evaluation.metrics import digit_errors_table, metrics_table

    with quiet():
        from numbre.train.fitting import held_out

    metrics = held_out.report_run(run, datasets, seed, plots, test).metrics
    print(table(*metrics_table(metrics)), table(*digit_errors_table(metrics)), sep="\n\n")
    if run.recipe.everyone and not held_out.has_folds(run):
        name = run.recipe.name
        print(
            "\nEverybody trained, so that drawings are read by cross-validation: "
            f"numbre cross-validate {name} --out {run.folder}, then numbre report {run.folder}"
        )


def print_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table below an empty line."""
    print("\n" + table(header, rows))
