"""report(run folder) -> report.json and pictures of what the finished network does."""

from functools import partial

from ..lib.files import write_json
from ..plots import run_plots
from .evaluate import measure


def report(run, datasets, seed=1, draw=True, test=True):
    """Measure a Run's network on every set; writes report.json and the pictures, returns the report.

    seed: chooses the digits that the pictures ``predict`` and ``probabilities`` show; draw=False
    leaves the pictures out; test=False leaves MNIST's test part closed. Raises RunError when a file of
    the run is missing or damaged.
    """
    recipe, history = run.recipe, run.read("history.json")
    network = run.network()
    seen, values = measure(partial(network.predict, batch_size=1000, verbose=0), datasets, recipe, test)
    result = {
        "recipe": recipe.name,
        "parameters": network.count_params(),
        "training_seconds": round(sum(row["seconds"] for row in history)),
        **values,
    }
    write_json(run.folder / "report.json", result)
    if draw:
        run_plots.draw(run.folder, history, seen, result, seed)
    return result
