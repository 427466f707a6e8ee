"""A finished run -> report.json and plots."""

from functools import partial

from ..lib.files import write_json
from ..plots import run_plots
from .evaluate import evaluate


def report(run, datasets, seed=1, draw=True, test=True):
    """Evaluate a Run's network on every set, write report.json and the plots, return the report.

    seed: chooses the digits in the plots ``predict`` and ``probabilities``; draw=False leaves the plots
    out; test=False leaves MNIST's test part closed. Raises RunError when a file of the run is missing
    or damaged.
    """
    recipe, history = run.recipe, run.read("history.json")
    network = run.network()
    outputs, results = evaluate(partial(network.predict, batch_size=1000, verbose=0), datasets, recipe, test)
    result = {
        "recipe": recipe.name,
        "parameters": network.count_params(),
        "training_seconds": round(sum(row["seconds"] for row in history)),
        **results,
    }
    write_json(run.folder / "report.json", result)
    if draw:
        run_plots.draw(run.folder, history, outputs, result, seed)
    return result
