"""The network's input: a drawing's raster and its direction maps, the directions of the pen.

Five channels of 28x28, interleaved: float32 [784 * 5], a pixel's five values side by side. The first
is the raster (ink.py); the four direction maps give how far the ink in a pixel was drawn to the
right, to the left, downwards and upwards, 0 to 1.

1. The placed stroke is cut into pieces of equal length along its path, at most SPACING, so that
   neither the sampling rate nor the trembling of the pen matters. A dot has no direction.
2. The share of a piece to the right is the extent of its chord to the right over its length along the
   path (1 where it is straight, less in a corner); its pixels get that share of their coverage. The
   same holds for the other three directions.
3. A pixel's value is the largest of all pieces: where strokes cross, every direction is present.

A scan has no direction. How level or upright its strokes are is taken from the smoothed raster's
structure tensor (J. Bigun, G. Granlund, "Optimal orientation detection of linear
symmetry", ICCV 1987), and both ways along a stroke count equally.

Source of the idea: C.-L. Liu, K. Nakashima, H. Sako, H. Fujisawa, "Handwritten digit recognition:
benchmarking of state-of-the-art techniques", Pattern Recognition 36, 2003 (directional element
features); here the directions are the pen's own. web/page/ink/directions.js is the twin in JavaScript.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from ..lib.arrays import Float32, Float64, Floats, Ints
from . import ink
from .ink import FRAME, PEN, Batch, Drawing

DIRECTIONS = np.array([(1, 0), (-1, 0), (0, 1), (0, -1)], dtype=np.float64)  # right, left, down, up
NAMES = ("ink", "right", "left", "down", "up")  # of the channels
CHANNELS = len(NAMES)
SPACING = 1.0  # length of the pieces along the path, pixels; a little less where that leaves no rest
_SLACK = 1e-6  # a path longer than a whole number by less is no piece more: rounding decides nothing
_FAINT = np.float32(1e-6)  # scans: where squared changes are far below this, a stroke has no slope
_CHUNK = 400_000  # pieces at a time: bounds memory


@dataclass(frozen=True)
class Channels:
    """The channels of a network's input: their names; spacing: length of pieces, pixels, if it has any."""

    names: tuple[str, ...]
    spacing: float | None = None


def channels(drawing: Drawing) -> Float32:
    """Return the channels of one drawing: float32 [784 * 5]."""
    return render(Batch.of([drawing]))[0]


def network_inputs(batch: Batch, count: int) -> Float32:
    """Return the inputs of a network of ``count`` channels, 1 or CHANNELS: float32 [n, 784 * count]."""
    return ink.render(batch) if count == 1 else render(batch)


def channels_of(count: int) -> Channels:
    """Return the channels of a network of ``count`` channels, 1 or CHANNELS."""
    return Channels(NAMES, SPACING) if count == CHANNELS else Channels(NAMES[:1])


def from_rasters(rasters: Floats) -> Float32:
    """Return the channels of rasters [n, 784] without strokes, such as scans: float32 [n, 784 * 5]."""
    drawn = np.asarray(rasters, dtype=np.float32).reshape(-1, FRAME, FRAME)
    across, down = (_smooth(change * change) for change in _gradients(_smooth(drawn)))
    level = (down - across) / (across + down + _FAINT)  # 1 on a level stroke, -1 on an upright one
    sideways, upright = drawn * np.sqrt((1 + level) / 2), drawn * np.sqrt((1 - level) / 2)
    found = np.stack([drawn, sideways, sideways, upright, upright], axis=-1)
    return found.reshape(len(drawn), FRAME * FRAME * CHANNELS)


def _smooth(images: Float32) -> Float32:
    """Return images [n, 28, 28] smoothed by 1 2 1 along rows and columns; the outside is paper."""
    padded = np.pad(images, ((0, 0), (1, 1), (1, 1)))
    rows = padded[:, :, :-2] + 2 * padded[:, :, 1:-1] + padded[:, :, 2:]
    return (rows[:, :-2] + 2 * rows[:, 1:-1] + rows[:, 2:]) / 16


def _gradients(images: Float32) -> tuple[Float32, Float32]:
    """Return the central differences of images [n, 28, 28] along rows and along columns."""
    padded = np.pad(images, ((0, 0), (1, 1), (1, 1)))
    return (padded[:, 1:-1, 2:] - padded[:, 1:-1, :-2]) / 2, (padded[:, 2:, 1:-1] - padded[:, :-2, 1:-1]) / 2


def render(batch: Batch, pen: ArrayLike = PEN) -> Float32:
    """Return the channels of a batch: float32 [n, 784 * 5]. pen: width in pixels, one or n of them."""
    pen = np.broadcast_to(np.asarray(pen, dtype=np.float64), (batch.count,))
    placed, rasters = ink.place(batch, pen)
    found = np.zeros((rasters.size, CHANNELS), dtype=np.float32)
    found[:, 0] = rasters.ravel()
    begin, end, owner, length = _pieces(placed)
    shares = np.maximum((end - begin) / length[:, None] @ DIRECTIONS.T, 0)
    for start in range(0, len(owner), _CHUNK):
        part = slice(start, start + _CHUNK)
        piece, pixel, coverage = ink.covered(begin[part], end[part], owner[part], pen)
        for way in range(len(DIRECTIONS)):
            covered = coverage * shares[part][piece, way]
            np.maximum.at(found[:, 1 + way], pixel, covered.astype(np.float32))
    return found.reshape(batch.count, FRAME * FRAME * CHANNELS)


def _pieces(batch: Batch) -> tuple[Float64, Float64, Ints, Float64]:
    """Cut every stroke into equal pieces: begins [m, 2], ends [m, 2], drawings [m], lengths [m]."""
    placed = batch.points
    steps = np.hypot(*np.diff(placed, axis=0).T) * (np.diff(batch.stroke) == 0)
    along = np.concatenate([[0.0], np.cumsum(steps)])  # of every point, over the whole batch
    first = np.flatnonzero(np.diff(batch.stroke, prepend=-1))
    last = np.append(first[1:], len(placed)) - 1
    lengths = along[last] - along[first]
    drawn = lengths > 0
    first, last, lengths = first[drawn], last[drawn], lengths[drawn]
    counts = np.maximum(1, np.ceil(lengths / SPACING - _SLACK).astype(np.int64))
    which = np.repeat(np.arange(len(counts)), counts)
    step = np.arange(len(which)) - np.repeat(np.cumsum(counts) - counts, counts)
    length = (lengths / counts)[which]

    def at(step: Ints) -> Float64:
        """Return the points [m, 2] after ``step`` pieces of each stroke."""
        wanted = along[first][which] + step * length
        before = np.clip(np.searchsorted(along, wanted, "right") - 1, first[which], last[which] - 1)
        gap = along[before + 1] - along[before]
        part = np.clip((wanted - along[before]) / np.where(gap > 0, gap, 1.0), 0.0, 1.0)
        return placed[before] + part[:, None] * (placed[before + 1] - placed[before])

    return at(step), at(step + 1), batch.drawing[first][which], length
