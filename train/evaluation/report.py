"""A finished run -> report.json and plots."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from ..data.datasets import Datasets
from ..lib.records import write_record
from ..models.recipe import Recipe
from ..plots import run_plots
from ..results.runs import HistoryRow, Report
from .evaluate import Predict, Readings, measure, read


class _Run(Protocol):
    """The part of a Run (train/fitting/run_folder.py, a room above) that a report needs."""

    folder: Path

    @property
    def recipe(self) -> Recipe: ...
    def read_history(self) -> list[HistoryRow]: ...
    def network(self) -> Any: ...


def report(
    run: _Run,
    datasets: Datasets,
    seed: int = 1,
    draw: bool = True,
    test: bool = True,
    read_all: Callable[[Predict], Readings] | None = None,
) -> Report:
    """Evaluate a Run's network on every set, write report.json and the plots, return the report.

    seed: chooses the digits in the plots ``predict`` and ``probabilities``; draw=False leaves the plots
    out; test=False leaves MNIST's test part closed; read_all: makes the readings of every set, in place of
    the network alone. Raises RunError when a file of the run is missing or damaged.
    """
    recipe, history = run.recipe, run.read_history()
    network = run.network()
    predict = partial(network.predict, batch_size=1000, verbose=0)
    readings = read_all(predict) if read_all else read(predict, datasets, recipe, test)
    outputs, found = measure(readings, recipe)
    result = Report(
        recipe=recipe.name,
        parameters=network.count_params(),
        training_seconds=round(sum(row.seconds for row in history)),
        metrics=found.metrics,
        calibration=found.calibration,
        rejection=found.rejection,
        writing_styles=found.writing_styles,
        marks=found.marks,
    )
    write_record(run.folder / "report.json", result)
    if draw:
        run_plots.draw(run.folder, history, outputs, found.calibration, seed)
    return result
