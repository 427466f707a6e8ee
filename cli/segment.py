"""numbre segment RUN: fit the segmentation model of a run, by the networks of its cross-validation."""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from .options import add_data, folder, load_data

if TYPE_CHECKING:
    from numbre.train.data.datasets import Datasets
    from numbre.train.features.ink import Strokes
    from numbre.train.fitting.run_folder import Run
    from numbre.train.lib.arrays import Floats
    from numbre.train.segmentation.context import Predict

BLOCK = 4000  # drawings rendered at a time


def configure(parser: ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument("run_folder", type=folder, metavar="RUN", help="folder of a cross-validated run")
    add_data(parser)


def run(options: Namespace) -> None:
    """Fit weights and confidences, write RUN/segmentation.json and print how well they read."""
    from numbre.train.data.datasets import load_numbers
    from numbre.train.fitting.held_out import check_folds
    from numbre.train.fitting.run_folder import Run
    from numbre.train.lib.records import write_record
    from numbre.train.segmentation import samples
    from numbre.train.segmentation.cross_fit import cross_fit

    from .runs import print_table

    finished = Run(options.run_folder)
    check_folds(finished)
    datasets = load_data(options, negatives=True)
    numbers = load_numbers(options.data, not options.unchecked)
    folds = _folds(finished, datasets)
    found, places = samples.to_samples(samples.classify(samples.items(datasets, numbers), folds))
    result = cross_fit(found, places)
    write_record(options.run_folder / "segmentation.json", result)
    print_table(*result.table())


def _folds(run: "Run", datasets: "Datasets") -> "list[tuple[set[str], Predict]]":
    """Return [(sources that its network never saw, drawings -> probabilities)] of every fold."""
    from numbre.train.evaluation import cross_validation
    from numbre.train.fitting.held_out import fold_networks

    writers = sorted(set(map(str, datasets["pendigits"].sources)))
    folds, channels = cross_validation.FOLDS, run.recipe.channels
    return [
        ({*writers[place :: len(folds)], *contributors}, _predictor(network, channels))
        for place, (contributors, network) in enumerate(zip(folds, fold_networks(run, datasets), strict=True))
    ]


def _predictor(network: Any, channels: int) -> "Predict":
    import numpy as np

    from numbre.train.features import directions, ink

    def predict(drawings: "Sequence[Strokes]") -> "Floats":
        blocks = [drawings[i : i + BLOCK] for i in range(0, len(drawings), BLOCK)]
        inputs = (directions.network_inputs(ink.Batch.of(block), channels) for block in blocks)
        return np.concatenate([network.predict(one, batch_size=1000, verbose=0) for one in inputs])

    return predict
