"""The simplest building block: one neuron, and dense layers and networks made of it, in plain numpy.

Nothing here learns. This is the computation of Keras for dense networks, short enough to read in one
go; the exported ones are checked against it (export/neurons.py). Source: C. M. Bishop,
"Pattern Recognition and Machine Learning", Springer 2006, section 5.1.

>>> neuron = Neuron(weights=[1, 2], bias=0)
>>> round(float(neuron.forward([1, 1])), 4)
0.9526
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import ArrayLike

from ..lib.arrays import Floats


def sigmoid(z: ArrayLike) -> Floats:
    """Return 1 / (1 + e^-z), written so that no z overflows."""
    return 0.5 * (1 + np.tanh(0.5 * np.asarray(z, dtype=float)))


def linear(z: Floats) -> Floats:
    """Return z: no activation."""
    return z


def relu(z: Floats) -> Floats:
    """Return z where it is positive, else 0."""
    return np.maximum(z, 0)


def softmax(z: Floats) -> Floats:
    """Return probabilities over the last axis: e^z divided by its sum."""
    powers = np.exp(z - z.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


class Neuron:
    """A weighted sum and a bias through a sigmoid.

    weights: k numbers; bias: one number. Raises ValueError when an input has another length.
    """

    def __init__(self, weights: ArrayLike, bias: float) -> None:
        self.layer = Dense(np.reshape(weights, (-1, 1)), [bias], sigmoid)

    def forward(self, inputs: ArrayLike) -> Floats:
        """Return sigmoid(w.x + b), 0..1, for k inputs (or [n, k], for n values)."""
        return self.layer.forward(inputs)[..., 0]


@dataclass(frozen=True)
class Dense:
    """Neurons side by side over the same inputs: activation(x @ weights + biases).

    weights: [k, m], a column for each of m neurons; biases: [m]; activation: of the weighted sums.
    """

    weights: ArrayLike
    biases: ArrayLike
    activation: Callable[[Floats], Floats] = sigmoid

    def forward(self, inputs: ArrayLike) -> Floats:
        """Return [n, m] for inputs [n, k], or [m] for [k]; raises ValueError on another length."""
        inputs, weights = np.asarray(inputs, dtype=float), np.asarray(self.weights, dtype=float)
        if inputs.shape[-1:] != weights.shape[:1]:
            raise ValueError(f"a layer with {len(weights)} weights a neuron got inputs {inputs.shape}")
        return self.activation(inputs @ weights + np.asarray(self.biases, dtype=float))


@dataclass(frozen=True)
class Network:
    """Layers one after another; scale: the factor that inputs are multiplied by first."""

    layers: tuple[Dense, ...]
    scale: float = 1.0

    def forward(self, inputs: ArrayLike) -> Floats:
        """Return the output of the last layer for inputs [n, k]."""
        return reduce(lambda x, layer: layer.forward(x), self.layers, np.asarray(inputs) * self.scale)
