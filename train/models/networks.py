"""build(recipe) -> an untrained Keras network; each asserts its parameter count.

Every network maps rasters [n, 784], or all channels [n, 784 * 5], in 0..1 to probabilities [n, classes]:
ten digits, then the non-digit, then the marks, as far as it distinguishes them.
"""

import contextlib
import random
from collections.abc import Callable, Iterator
from functools import partial

import keras
from keras import layers
from keras.src.random import seed_generator

from ..data.datasets import FIRST_MARK, NOT_A_DIGIT
from ..data.unipen_characters import MARKS
from ..features.directions import CHANNELS
from ..features.ink import FRAME
from .recipe import Recipe

PIXELS = FRAME * FRAME


def build(recipe: Recipe) -> keras.Model:
    """Return the network that the recipe names, with fresh random weights."""
    keras.utils.set_random_seed(recipe.seed)
    make = NETWORKS[recipe.network]
    with _own_random(recipe.seed):
        return make(recipe.channels, classes_of(recipe), recipe.dropout) if make is ink else make()


@contextlib.contextmanager
def _own_random(seed: int) -> Iterator[None]:
    """Let Keras draw the seeds of weights from a generator that no other thread draws from.

    They are those that Python's own one gives after ``random.seed(seed)``, which Keras uses otherwise.
    """
    shared = seed_generator.python_random
    seed_generator.python_random = random.Random(seed)
    try:
        yield
    finally:
        seed_generator.python_random = shared


def classes_of(recipe: Recipe) -> int:
    """Return the number of classes: digits; with negatives the non-digit, too; with marks those, too."""
    if not recipe.rejects:
        return NOT_A_DIGIT
    return FIRST_MARK + len(MARKS) * recipe.marks


def ink(
    channels: int = CHANNELS, classes: int = FIRST_MARK + len(MARKS), dropout: float = 0.0
) -> keras.Model:
    """Five convolutions on five channels, then digits, non-digit and marks: 84,562 parameters.

    The first sees every pixel, with few filters because there are many pixels; the next two halve the
    frame, so that a digit takes 1.5 million multiplications. Plain convolutions, because they lose
    least when weights are stored in 8 bits; batch normalization is folded into them on export. dropout: share
    of the last features that are left out in training.
    """
    drawing = keras.Input((PIXELS * channels,), name="channels")
    x = keras.ops.reshape(drawing, (-1, FRAME, FRAME, channels))
    x = _convolution(x, 8, padding="same")
    x = _convolution(x, 24, strides=2, padding="same")
    x = _convolution(x, 42, strides=2)
    x = _convolution(x, 62)
    x = _convolution(x, 76)
    x = keras.ops.reshape(x, (-1, 2 * 2 * 76))  # with fixed sizes, so that the exported graph computes none
    x = layers.Dropout(dropout)(x) if dropout else x
    return _digit(x, drawing, "ink", 77_492 + 72 * channels + 305 * classes, classes)


def speedrun() -> keras.Model:
    """Three convolutions, two of which halve the frame: 33,994 parameters."""
    raster = keras.Input((PIXELS,), name="raster")
    x = keras.ops.reshape(raster, (-1, FRAME, FRAME, 1))
    x = _convolution(x, 16, side=4, strides=2, padding="same")
    x = _convolution(x, 32, strides=2)
    x = _convolution(x, 64)
    x = keras.ops.reshape(x, (-1, 4 * 4 * 64))
    return _digit(x, raster, "speedrun", 33_994)


def hello() -> keras.Model:
    """Two dense layers, the first without activation, so both together are linear: 11,935 parameters."""
    raster = keras.Input((PIXELS,), name="raster")
    return _digit(layers.Dense(15)(raster), raster, "hello", 11_935)


def dropout() -> keras.Model:
    """Two dense layers of 512 with dropout: 669,706 parameters."""
    x = raster = keras.Input((PIXELS,), name="raster")
    for _ in range(2):
        x = layers.Dropout(0.2)(layers.Dense(512, activation="relu")(x))
    return _digit(x, raster, "dropout", 669_706)


def numbre(name: str = "numbre", scale: int = 255) -> keras.Model:
    """Three dense layers on pixels from 0 to ``scale``: 106,391 parameters."""
    raster = keras.Input((PIXELS,), name="raster")
    x = raster if scale == 1 else raster * scale
    for neurons in (25, 256, 300):
        x = layers.Dense(neurons, activation="relu")(x)
    return _digit(x, raster, name, 106_391)


def lesson() -> keras.Model:
    """Two unpadded 3x3 convolutions, max-pooling and a dense layer, with dropout: 1,199,882 parameters."""
    raster = keras.Input((PIXELS,), name="raster")
    x = keras.ops.reshape(raster, (-1, FRAME, FRAME, 1))
    x = layers.Conv2D(32, 3, activation="relu")(x)
    x = layers.Conv2D(64, 3, activation="relu")(x)
    x = layers.Dropout(0.25)(layers.MaxPooling2D()(x))
    x = keras.ops.reshape(x, (-1, 12 * 12 * 64))
    x = layers.Dropout(0.5)(layers.Dense(128, activation="relu")(x))
    return _digit(x, raster, "lesson", 1_199_882)


NETWORKS: dict[str, Callable[..., keras.Model]] = {
    "ink": ink,
    "speedrun": speedrun,
    "hello": hello,
    "dropout": dropout,
    "numbre": numbre,
    "numbre-scaled": partial(numbre, "numbre-scaled", 1),
    "lesson": lesson,
}


def _digit(
    x: keras.KerasTensor, inputs: keras.KerasTensor, name: str, parameters: int, classes: int = 10
) -> keras.Model:
    """Return the whole network: ``x``, then a dense layer to the probabilities of the classes."""
    digit = layers.Dense(classes, activation="softmax", name="digit")(x)
    return _counted(keras.Model(inputs, digit, name=name), parameters)


def _convolution(
    x: keras.KerasTensor, filters: int, side: int = 3, strides: int = 1, padding: str = "valid"
) -> keras.KerasTensor:
    x = layers.Conv2D(filters, side, strides=strides, padding=padding, use_bias=False)(x)
    return layers.ReLU()(layers.BatchNormalization(momentum=0.95)(x))


def _counted(network: keras.Model, parameters: int) -> keras.Model:
    assert network.count_params() == parameters, f"{network.name}: {network.count_params()} parameters"
    return network
