"""What numpy says that the browser should say: of drawings, with the network of a bundle."""

from numbre.export.numpy_runtime import Forward
from numbre.train.features import directions, ink
from tools.paths import MODELS

DIGITS = 10


def network(name):
    """Return the network of a committed bundle in numpy."""
    return Forward(MODELS / name)


def inputs(forward, *drawings):
    """Return drawings as a network takes them: float32 [n, 784 * maps]."""
    return directions.inputs(ink.Batch.of(list(drawings)), forward.maps)


def given_digit(probabilities):
    """Return the probabilities of the digits, given that it is one: [n, 10]."""
    digits = probabilities[:, :DIGITS]
    return digits / digits.sum(axis=1, keepdims=True)
