"""The reference in plain numpy: probabilities that the browser should compute with a bundle."""

from numbre.export.numpy_runtime import NumpyNetwork
from numbre.train.features import directions, ink
from tools.paths import MODELS

DIGITS = 10


def network(name):
    """Return the network of a committed bundle in numpy."""
    return NumpyNetwork(MODELS / name)


def inputs(reference, *drawings):
    """Return the inputs of a network for drawings: float32 [n, 784 * channels]."""
    return directions.network_inputs(ink.Batch.of(list(drawings)), reference.channels)


def digit_probabilities(probabilities):
    """Return the probabilities of the digits, given that it is one: [n, 10]."""
    digits = probabilities[:, :DIGITS]
    return digits / digits.sum(axis=1, keepdims=True)
