"""numbre segment RUN: fit the segmentation model of a run, by the networks of its cross-validation."""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from .options import UsageError, add_data, folder

if TYPE_CHECKING:
    from numbre.train.data.datasets import Datasets
    from numbre.train.fitting.run_folder import Run
    from numbre.train.segmentation.context import Predict

BLOCK = 4000  # drawings rendered at a time


def configure(parser: ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument("run_folder", type=folder, metavar="RUN", help="folder of a cross-validated run")
    add_data(parser)


def run(options: Namespace) -> None:
    """Fit weights and confidences, write RUN/segmentation.json and print how well they read."""
    from numbre.train.data.datasets import load, load_numbers
    from numbre.train.lib.records import write_record
    from numbre.train.segmentation import samples
    from numbre.train.segmentation.cross_fit import cross_fit

    from .runs import print_table

    datasets = load(options.data, not options.unchecked, negatives=True)
    numbers = load_numbers(options.data, not options.unchecked)
    folds = _folds(options.run_folder, datasets)
    found, places = samples.to_samples(samples.classify(samples.items(datasets, numbers), folds))
    result = cross_fit(found, places)
    write_record(options.run_folder / "segmentation.json", result)
    print_table(*result.table())


def _folds(run_folder: Path, datasets: "Datasets") -> "list[tuple[set[str], Predict]]":
    """Return [(sources that its network never saw, drawings -> probabilities)] of every fold."""
    from numbre.train.evaluation import cross_validation
    from numbre.train.fitting.run_folder import Run

    writers = sorted(set(map(str, datasets["pendigits"].sources)))
    folds = cross_validation.FOLDS
    found = []
    for place, contributors in enumerate(folds):
        one = Run(run_folder / cross_validation.FOLDER / cross_validation.name_of(contributors))
        if not one.finished:
            raise UsageError(
                f"{one.folder} is not finished; train it with: numbre cross-validate {run_folder.name}"
            )
        found.append(({*writers[place :: len(folds)], *contributors}, _predictor(one)))
    return found


def _predictor(run: "Run") -> "Predict":
    import numpy as np

    from numbre.train.features import directions, ink
    from numbre.train.lib.arrays import Floats

    network, channels = run.network(), run.recipe.channels

    def predict(drawings: Sequence[ink.Strokes]) -> Floats:
        blocks = [drawings[i : i + BLOCK] for i in range(0, len(drawings), BLOCK)]
        inputs = (directions.network_inputs(ink.Batch.of(block), channels) for block in blocks)
        return np.concatenate([network.predict(one, batch_size=1000, verbose=0) for one in inputs])

    return predict
