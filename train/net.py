"""build(recipe) -> an untrained Keras network; each asserts its parameter count.

Every network takes rasters [n, 784] in 0..1 and gives probabilities [n, 10].
"""

from functools import partial

import keras
from keras import layers

from .ink import FRAME

PIXELS = FRAME * FRAME


def build(recipe):
    """Return the network that the recipe names, with fresh random weights."""
    keras.utils.set_random_seed(recipe.seed)
    return NETWORKS[recipe.network]()


def ink():
    """Five 3x3 convolutions: 72,378 parameters and 2.94 million multiplications a raster.

    Plain convolutions, because they lose least when weights are stored in 8 bits; batch
    normalisation is folded into them on export.
    """
    raster = keras.Input((PIXELS,), name="raster")
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
    return _digit(x, raster, "ink", 72_378)


def hello():
    """Two dense layers, the first without activation, so both together are linear: 11,935 parameters."""
    raster = keras.Input((PIXELS,), name="raster")
    return _digit(layers.Dense(15)(raster), raster, "hello", 11_935)


def dropout():
    """Two dense layers of 512 with dropout: 669,706 parameters."""
    x = raster = keras.Input((PIXELS,), name="raster")
    for _ in range(2):
        x = layers.Dropout(0.2)(layers.Dense(512, activation="relu")(x))
    return _digit(x, raster, "dropout", 669_706)


def numbre(name="numbre", scale=255):
    """Three dense layers on pixels from 0 to ``scale``: 106,391 parameters."""
    raster = keras.Input((PIXELS,), name="raster")
    x = raster if scale == 1 else raster * scale
    for neurons in (25, 256, 300):
        x = layers.Dense(neurons, activation="relu")(x)
    return _digit(x, raster, name, 106_391)


def lesson():
    """Two unpadded 3x3 convolutions, max-pooling and a dense layer, with dropout: 1,199,882 parameters."""
    raster = keras.Input((PIXELS,), name="raster")
    x = keras.ops.reshape(raster, (-1, FRAME, FRAME, 1))
    x = layers.Conv2D(32, 3, activation="relu")(x)
    x = layers.Conv2D(64, 3, activation="relu")(x)
    x = layers.Dropout(0.25)(layers.MaxPooling2D()(x))
    x = keras.ops.reshape(x, (-1, 12 * 12 * 64))
    x = layers.Dropout(0.5)(layers.Dense(128, activation="relu")(x))
    return _digit(x, raster, "lesson", 1_199_882)


NETWORKS = {
    "ink": ink,
    "hello": hello,
    "dropout": dropout,
    "numbre": numbre,
    "numbre-scaled": partial(numbre, "numbre-scaled", 1),
    "lesson": lesson,
}


def _digit(x, raster, name, parameters):
    """Return the whole network: ``x`` led to ten probabilities."""
    digit = layers.Dense(10, activation="softmax", name="digit")(x)
    return _counted(keras.Model(raster, digit, name=name), parameters)


def _convolution(x, filters, strides=1, padding="same"):
    x = layers.Conv2D(filters, 3, strides=strides, padding=padding, use_bias=False)(x)
    return layers.ReLU()(layers.BatchNormalization(momentum=0.95)(x))


def _counted(network, parameters):
    assert network.count_params() == parameters, f"{network.name}: {network.count_params()} parameters"
    return network
