"""report(run folder) -> report.json, curves.png and confusion.png: what the finished network does.

Scans and drawings are separate rows. MNIST's test part is measured here, and once more on export as the
8-bit network; nothing is chosen by it. The validation parts are what recipe and temperature were chosen on.
"""

from pathlib import Path

import numpy as np

from . import rasters
from .figures import figure
from .files import read_json, write_json
from .recipe import Recipe


def report(run, datasets):
    """Measure the run's network on every set; returns and writes the report."""
    import keras

    run = Path(run)
    recipe = Recipe.from_dict(read_json(run / "recipe.json"))
    network = keras.models.load_model(run / "model.keras")
    figures = {}
    for examples in rasters.measured(datasets, recipe.limit):
        probabilities = network.predict(examples.rasters, batch_size=1000, verbose=0)
        figures[examples.name] = figure(probabilities, examples.labels, examples.sources)
    history = read_json(run / "history.json")
    result = {
        "recipe": recipe.name,
        "parameters": network.count_params(),
        "training_seconds": round(sum(row["seconds"] for row in history)),
        "figures": figures,
    }
    write_json(run / "report.json", result)
    _plot_curves(run, history)
    _plot_confusion(run, figures)
    return result


def _pyplot():
    import matplotlib

    matplotlib.use("Agg")  # files only, no display needed
    from matplotlib import pyplot

    return pyplot


def _plot_curves(run, history):
    pyplot = _pyplot()
    drawing, axes = pyplot.subplots(figsize=(7, 4), layout="constrained")
    epochs = [row["epoch"] for row in history]
    for name in history[0]:
        if name.endswith("validation"):
            axes.plot(epochs, [100 * (1 - row[name]) for row in history], marker=".", label=name)
    axes.set(xlabel="epoch", ylabel="errors, %", yscale="log", title=f"{run.name}: validation errors")
    axes.legend()
    drawing.savefig(run / "curves.png", dpi=120)
    pyplot.close(drawing)


def _plot_confusion(run, figures):
    pyplot = _pyplot()
    drawing, grid = pyplot.subplots(1, len(figures), figsize=(4 * len(figures), 4.2), layout="constrained")
    for axes, (name, row) in zip(grid, figures.items(), strict=True):
        counts = np.array(row["confusion"])
        np.fill_diagonal(counts, 0)
        axes.imshow(counts, cmap="Reds")
        for truth, read in zip(*np.nonzero(counts), strict=True):
            axes.text(read, truth, counts[truth, read], ha="center", va="center", fontsize=8)
        axes.set(title=f"{name}: {row['errors']} errors of {row['n']}", xlabel="read", ylabel="label")
        axes.set_xticks(range(10))
        axes.set_yticks(range(10))
    drawing.savefig(run / "confusion.png", dpi=120)
    pyplot.close(drawing)
