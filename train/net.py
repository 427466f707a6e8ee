"""build(recipe) -> an untrained Keras network; each asserts its parameter count.

Every network takes rasters [n, 784] in 0..1 and gives probabilities [n, 10].
"""

import keras
from keras import layers

from .ink import FRAME


def build(recipe):
    """Return the network that the recipe names, with fresh random weights."""
    keras.utils.set_random_seed(recipe.seed)
    return NETWORKS[recipe.network]()


def ink():
    """Five 3x3 convolutions: 72,378 parameters and 2.94 million multiplications a raster.

    Plain convolutions, because they lose least when weights are stored in 8 bits; batch
    normalisation is folded into them on export.
    """
    raster = keras.Input((FRAME * FRAME,), name="raster")
    x = keras.ops.reshape(raster, (-1, FRAME, FRAME, 1))
    x = _convolution(x, 16)
    x = _convolution(x, 24, strides=2)
    x = _convolution(x, 32)
    x = layers.MaxPooling2D()(x)
    x = _convolution(x, 64, padding="valid")
    x = _convolution(x, 64, padding="valid")
    x = keras.ops.reshape(
        x, (-1, 3 * 3 * 64)
    )  # with fixed sizes, so that the exported graph computes no shapes
    digit = layers.Dense(10, activation="softmax", name="digit")(x)
    network = keras.Model(raster, digit, name="ink")
    return _counted(network, 72_378)


NETWORKS = {"ink": ink}


def _convolution(x, filters, strides=1, padding="same"):
    x = layers.Conv2D(filters, 3, strides=strides, padding=padding, use_bias=False)(x)
    return layers.ReLU()(layers.BatchNormalization(momentum=0.95)(x))


def _counted(network, parameters):
    assert network.count_params() == parameters, f"{network.name}: {network.count_params()} parameters"
    return network
