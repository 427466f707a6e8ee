"""report(run folder) -> report.json and pictures of what the finished network does.

Scans and drawings are separate rows. MNIST's test part is measured here, and once more on export as the
8-bit network; nothing is chosen by it. The validation parts are what recipe and temperature were chosen on.
"""

from . import pictures, rasters
from .figures import figure
from .files import write_json


def report(run, datasets, seed=1, draw=True):
    """Measure a Run's network on every set; writes report.json and the pictures, returns the report.

    seed: chooses the digits that the pictures ``predict`` and ``probabilities`` show; draw=False
    leaves the pictures out. Raises RunError when a file of the run is missing or damaged.
    """
    recipe, history = run.recipe, run.read("history.json")
    network = run.network()
    seen = []
    for examples in rasters.measured(datasets, recipe.limit):
        probabilities = network.predict(examples.rasters, batch_size=1000, verbose=0)
        seen.append((examples, probabilities, figure(probabilities, examples.labels, examples.sources)))
    result = {
        "recipe": recipe.name,
        "parameters": network.count_params(),
        "training_seconds": round(sum(row["seconds"] for row in history)),
        "figures": {examples.name: row for examples, _, row in seen},
    }
    write_json(run.folder / "report.json", result)
    if draw:
        pictures.draw(run.folder, history, seen, seed)
    return result
