"""Rasters as a reader of pictures makes them: pens of other widths, soft and rough edges, uneven ink.

web/page/picture finds ink in photos and renders it as MNIST's scans are; its rasters have softer edges than
drawings rendered from their strokes, and fainter ink where a pen is thin. docs/training.md compares them. All
randomness comes from the generator passed in.
"""

import numpy as np

from ..features import directions
from ..features.ink import BOX, FRAME
from ..lib.arrays import Float32, Float64, Floats
from .warp import bilinear

PEN = 1.7  # median width, pixels of the raster
SPREAD = 0.35  # standard deviation of its logarithm
WIDTHS = (0.8, 5.0)  # pixels; others are cut to them
SOLID = 0.5  # ink: the box is that of the pixels that have as much, as in web/page/picture/pixels.js
BLUR = (0.2, 0.65)  # standard deviation, pixels
BLUR_AGAIN = (0.05, 0.45)  # of scans, which are soft already
GRAIN = 0.6  # blur of the unevenness of ink, pixels
ROUGH = 0.2  # most of that unevenness, before its blur halves it, parts of full ink
FULL = (0.85, 1.1)  # of the strongest ink: most of a line is fainter where the pen was pressed unevenly
_REACH = 2  # pixels of the blur on each side


def pens(count: int, rng: np.random.Generator) -> Float64:
    """Return ``count`` widths of pens on paper, pixels of the raster."""
    return np.clip(PEN * np.exp(rng.normal(0, SPREAD, count)), *WIDTHS)


def inputs(
    rasters: Floats, rng: np.random.Generator, channels: int, blur: tuple[float, float] = BLUR
) -> Float32:
    """Return the network's inputs of rasters [n, 784] as scans of paper: float32 [n, 784 * channels]."""
    found = scanned(rasters, rng, blur)
    return found if channels == 1 else directions.from_rasters(found)


def inputs_again(rasters: Float32, rng: np.random.Generator, channels: int) -> Float32:
    """Return the network's inputs of scans [n, 784] that are scanned again: float32 [n, 784 * channels]."""
    return inputs(fitted(rasters), rng, channels, BLUR_AGAIN)


def scanned(rasters: Floats, rng: np.random.Generator, blur: tuple[float, float] = BLUR) -> Float32:
    """Return rasters [n, 784] as if written on paper and photographed: float32 [n, 784], 0..1.

    blur: least and most standard deviation, pixels.
    """
    images = np.asarray(rasters, dtype=np.float32).reshape(-1, FRAME, FRAME)
    n = len(images)
    soft = _blurred(images, rng.uniform(*blur, n))
    grain = _blurred(rng.normal(0, 1, images.shape).astype(np.float32), np.full(n, GRAIN))
    grain *= rng.uniform(0, ROUGH, (n, 1, 1)).astype(np.float32)
    full = rng.uniform(*FULL, (n, 1, 1)).astype(np.float32)
    uneven = full * soft + grain * np.minimum(1, 2 * soft)  # paper stays clean
    return np.clip(uneven, 0, 1).reshape(n, FRAME**2)


def fitted(rasters: Float32) -> Float32:
    """Return rasters [n, 784] whose solid ink fills the box, with the centre of mass in the middle.

    A raster without solid ink stays as it is.
    """
    images = rasters.reshape(-1, FRAME, FRAME)
    solid = images >= SOLID
    sides = [_extent(solid.any(axis=axis)) for axis in (1, 2)]  # columns, rows
    longer = np.maximum(*(end - begin for begin, end in sides)).astype(np.float32)
    step = np.where(longer > 0, longer / np.float32(BOX), 1)  # pixels of the raster before for one after
    mass = np.maximum(images.sum(axis=(1, 2)), np.float32(1e-6))
    places = np.arange(FRAME, dtype=np.float32)
    middle_x, middle_y = images.sum(axis=1) @ places / mass, images.sum(axis=2) @ places / mass
    y, x = (axis.ravel() - (FRAME - 1) / 2 for axis in np.meshgrid(places, places, indexing="ij"))
    moved = bilinear(
        rasters,
        (step[:, None] * x + middle_x[:, None]).astype(np.float32),
        (step[:, None] * y + middle_y[:, None]).astype(np.float32),
    )
    return np.where(longer[:, None] > 0, moved, rasters)


def _extent(present: Floats) -> tuple[Floats, Floats]:
    """Return the first place [n] and that after the last [n] where [n, k] is true; both 0 if nowhere."""
    found = present.any(axis=1)
    begin, end = present.argmax(axis=1), present.shape[1] - present[:, ::-1].argmax(axis=1)
    return np.where(found, begin, 0), np.where(found, end, 0)


def _blurred(images: Float32, widths: Floats) -> Float32:
    """Blur each image [n, 28, 28] by a Gaussian of its own standard deviation [n]; the outside is paper."""
    shifts = range(-_REACH, _REACH + 1)
    kernel = np.exp(-np.square(list(shifts)) / (2 * np.square(widths))[:, None]).astype(np.float32)
    kernel /= kernel.sum(axis=1, keepdims=True)
    for axis in (1, 2):
        padded = np.pad(images, [(0, 0), *((_REACH, _REACH) if k == axis else (0, 0) for k in (1, 2))])
        images = sum(
            kernel[:, k, None, None] * np.take(padded, np.arange(FRAME) + k, axis=axis)
            for k in range(len(shifts))
        )
    return images
