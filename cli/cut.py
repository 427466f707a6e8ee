"""numbre cut: numbers of UNIPEN -> digits, marks and negatives in context, by a network that reads them."""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from .options import CUTS, folder

BLOCK = 2000  # drawings rendered at a time


def configure(parser: ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument(
        "--network",
        type=folder,
        default=Path("web/models/ink"),
        metavar="BUNDLE",
        help="bundle of the network that aligns the numbers with their labels (default: web/models/ink)",
    )
    parser.add_argument("--out", type=Path, default=CUTS, help=f"file to write (default: {CUTS})")
    parser.add_argument("--data", help="data directory (default: NUMBRE_DATA, else the user's cache)")
    parser.add_argument("--unchecked", action="store_true", help="accept data files of any content")


def run(options: Namespace) -> None:
    """Align all numbers, write their cuts and print how many there are."""
    from numbre.export.numpy_runtime import NumpyNetwork
    from numbre.train.data.datasets import NOT_A_DIGIT, load_numbers, save_cuts
    from numbre.train.features import directions, ink
    from numbre.train.lib.arrays import Floats
    from numbre.train.segmentation import context, model

    network = NumpyNetwork(options.network)

    def predict(drawings: Sequence[ink.Strokes]) -> Floats:
        blocks = [ink.Batch.of(drawings[i : i + BLOCK]) for i in range(0, len(drawings), BLOCK)]
        return np.concatenate([network(directions.network_inputs(one, network.channels)) for one in blocks])

    numbers = load_numbers(options.data, not options.unchecked).numbers
    lines = context.to_candidates([one.drawing for one in numbers], predict, model.PLACES)
    cuts = context.cuts([one.text for one in numbers], lines, model.to_vector(model.HAND_SET))
    labels = np.array([cut.label for cut in cuts])
    sources = np.array([numbers[cut.number].source for cut in cuts])
    save_cuts(options.out, [cut.drawing for cut in cuts], labels, sources)
    digits, negatives = int((labels < NOT_A_DIGIT).sum()), int((labels == NOT_A_DIGIT).sum())
    marks = len(labels) - digits - negatives
    print(
        f"{options.out}: {digits} digits, {marks} marks and {negatives} negatives of {len(numbers)} numbers"
    )
