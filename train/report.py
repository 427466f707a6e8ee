"""report(run folder) -> report.json and pictures of what the finished network does.

Scans and drawings are separate rows. MNIST's test part is measured here, and once more on export as the
8-bit network; nothing is chosen by it. The validation parts are what recipe and temperature were chosen on.
"""

from pathlib import Path

from . import pictures, rasters
from .figures import figure
from .files import read_json, write_json
from .quiet import quiet
from .recipe import Recipe


def report(run, datasets, seed=1):
    """Measure the run's network on every set; writes report.json and the pictures, returns the report.

    seed: chooses the digits that the pictures ``predict`` and ``probabilities`` show.
    """
    with quiet():
        import keras

    run = Path(run)
    recipe = Recipe.from_dict(read_json(run / "recipe.json"))
    network = keras.models.load_model(run / "model.keras")
    seen = []
    for examples in rasters.measured(datasets, recipe.limit):
        probabilities = network.predict(examples.rasters, batch_size=1000, verbose=0)
        seen.append((examples, probabilities, figure(probabilities, examples.labels, examples.sources)))
    history = read_json(run / "history.json")
    result = {
        "recipe": recipe.name,
        "parameters": network.count_params(),
        "training_seconds": round(sum(row["seconds"] for row in history)),
        "figures": {examples.name: row for examples, _, row in seen},
    }
    write_json(run / "report.json", result)
    pictures.draw(run, history, seen, seed)
    return result
