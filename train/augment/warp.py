"""Random variations of handwriting: of drawings (slant, aspect, wobble, pen width) and of rasters.

All randomness comes from the generator passed in, so a seed fixes the result.
"""

import numpy as np

from ..features.ink import BOX, FRAME, PEN, Batch
from ..lib.arrays import Float32, Float64, Floats


def drawings(
    batch: Batch,
    rng: np.random.Generator,
    turn: float = 7.0,
    slant: float = 0.18,
    aspect: float = 0.15,
    wobble: float = 0.025,
    jitter: float = 0.004,
    pen: float = 0.18,
) -> tuple[Batch, Float64]:
    """Return (Batch, pens): every drawing with its own variation, and a pen width in pixels for each.

    turn: standard deviation of the rotation, degrees; slant: of x += slant * y; aspect: of the
    logarithm of width to height; wobble and jitter: of a smooth and of a point-wise displacement,
    as parts of the drawing's longer side; pen: of the logarithm of the pen's width to PEN.
    """
    n = batch.count
    angle = rng.normal(0, np.radians(turn), n)
    shear = rng.normal(0, slant, n)
    stretch = np.exp(rng.normal(0, aspect / 2, n))
    maps = _linear(angle, shear, stretch, 1 / stretch)
    middle, extent = _boxes(batch)
    unit = (batch.points - middle[batch.drawing]) / extent[batch.drawing, None]  # -0.5..0.5
    moved = np.einsum("pij,pj->pi", maps[batch.drawing], unit)
    moved += _waves(batch, unit, rng, wobble) + rng.normal(0, jitter, unit.shape)
    points = moved * extent[batch.drawing, None]
    return Batch(points, batch.stroke, batch.drawing, n), PEN * np.exp(rng.normal(0, pen, n))


def rasters(
    images: Float32,
    rng: np.random.Generator,
    turn: float = 7.0,
    slant: float = 0.12,
    scale: float = 0.08,
    shift: float = 0.8,
    elastic: float = 0.0,
) -> Float32:
    """Return rasters [n, 784], float32, each under its own random affine map (bilinear, paper outside).

    turn: standard deviation of the rotation, degrees; slant: of the shear; scale: of the logarithm
    of each axis' scale; shift: of the translation along each axis, pixels; elastic: of the amplitude of
    a smooth displacement along each axis, two plane waves, pixels.
    """
    n = len(images)
    maps = _linear(
        rng.normal(0, np.radians(turn), n), rng.normal(0, slant, n), *np.exp(rng.normal(0, scale, (2, n)))
    ).astype(np.float32)
    offset = rng.normal(0, shift, (2, n)).astype(np.float32)
    centres = np.arange(FRAME, dtype=np.float32) - (FRAME - 1) / 2
    y, x = (axis.ravel() for axis in np.meshgrid(centres, centres, indexing="ij"))
    source_x = maps[:, 0, :1] * x + maps[:, 0, 1:] * y + offset[0, :, None] + (FRAME - 1) / 2
    source_y = maps[:, 1, :1] * x + maps[:, 1, 1:] * y + offset[1, :, None] + (FRAME - 1) / 2
    if elastic:
        for source in (source_x, source_y):
            source += _plane_waves(x, y, n, rng, elastic)
    return bilinear(images, source_x, source_y)


def _linear(angle: Floats, shear: Floats, stretch_x: Floats, stretch_y: Floats) -> Floats:
    """Return [n, 2, 2]: stretch, then slant, then rotation."""
    cos, sin = np.cos(angle), np.sin(angle)
    turn = np.stack([np.stack([cos, -sin], -1), np.stack([sin, cos], -1)], -2)
    zero = np.zeros_like(shear)
    lean = np.stack([np.stack([stretch_x, shear * stretch_y], -1), np.stack([zero, stretch_y], -1)], -2)
    return turn @ lean


def _boxes(batch: Batch) -> tuple[Floats, Floats]:
    """Return the middle [n, 2] and the longer side [n] (1 for dots and blanks) of every drawing."""
    low, high = batch.boxes()
    extent = (high - low).max(axis=1)
    return (low + high) / 2, np.where(extent > 0, extent, 1.0)


def _waves(batch: Batch, unit: Floats, rng: np.random.Generator, size: float) -> Floats:
    """Return [p, 2]: a smooth displacement, one random plane wave per drawing and axis."""
    frequency = rng.normal(0, 4.0, (batch.count, 2, 2))  # radians per longer side
    phase = rng.uniform(0, 2 * np.pi, (batch.count, 2))
    amplitude = rng.normal(0, size * np.sqrt(2), (batch.count, 2))
    at = np.einsum("pij,pj->pi", frequency[batch.drawing], unit) + phase[batch.drawing]
    return amplitude[batch.drawing] * np.sin(at)


def _plane_waves(
    x: Floats, y: Floats, n: int, rng: np.random.Generator, size: float, count: int = 2
) -> Floats:
    """Return [n, 784]: the sum of ``count`` random plane waves at the pixels x, y [784]."""
    frequency = rng.normal(0, 4.0 / BOX, (count, 2, n, 1)).astype(np.float32)  # radians a pixel
    phase = rng.uniform(0, 2 * np.pi, (count, n, 1)).astype(np.float32)
    amplitude = rng.normal(0, size, (count, n, 1)).astype(np.float32)
    return (amplitude * np.sin(frequency[:, 0] * x + frequency[:, 1] * y + phase)).sum(axis=0)


def bilinear(images: Float32, x: Floats, y: Floats) -> Float32:
    """Sample rasters [n, 784] at the positions x, y [n, 784]; the outside is paper."""
    side = FRAME + 2  # a border of paper: positions outside the frame are cut to it
    padded = np.zeros((len(images), side, side), dtype=np.float32)
    padded[:, 1:-1, 1:-1] = images.reshape(-1, FRAME, FRAME)
    x, y = (np.clip(axis + 1, 0, side - 1.001) for axis in (x, y))
    left, top = x.astype(np.int32), y.astype(np.int32)
    right_part, low_part = x - left.astype(np.float32), y - top.astype(np.float32)
    flat = padded.ravel()
    at = top * side + left + (np.arange(len(images), dtype=np.int32) * side * side)[:, None]
    upper = flat[at] * (1 - right_part) + flat[at + 1] * right_part
    lower = flat[at + side] * (1 - right_part) + flat[at + side + 1] * right_part
    return upper * (1 - low_part) + lower * low_part
