"""The contract between pen and network: a drawing becomes a 28x28 raster, computed from its strokes.

A drawing is a list of strokes, a stroke a list of points ``[x, y]`` or ``[x, y, t]`` (CSS px, y
down). Its raster is float32 [784], row-major, 0 paper to 1 ink, in the frame of MNIST (LeCun,
Cortes, Burges): the ink in a box of 20, its centre of mass in the middle of 28x28.

1. Points that are far apart are joined by a curve (curve.py), near ones by straight lines.
2. The box around the lines is scaled so that with the pen's width its longer side is BOX.
3. A pixel's coverage is PEN / 2 + 1/2 less the distance of its centre to the nearest line,
   cut to 0..1. No canvas and no image library take part, so every machine computes the same.
4. The ink is moved so that its centre of mass is at FRAME / 2, and coverage is computed again.

web/page/ink/raster.js is its twin in JavaScript; both agree within 1/255 per pixel on the golden
vectors of every bundle, and CONSTANTS travel in the bundle. Here whole batches are rendered:
100,000 drawings of pendigits and UNIPEN take about 20 s on one core.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from ..lib.arrays import Bytes, Float32, Float64, Floats, Ints
from .curve import DENSE, STEP, curve

FRAME = 28  # side of the raster, pixels
BOX = 20.0  # longer side of the ink box, pen included, pixels
PEN = 2.4  # width of the pen, pixels, whatever the drawing's size
SMALLEST = 1e-9  # a drawing no larger than this (CSS px) is one dot
LARGEST = 1e300  # coordinates are cut to this, so that differences stay finite
CONSTANTS = {
    "frame": FRAME,
    "box": BOX,
    "pen": PEN,
    "smallest": SMALLEST,
    "largest": LARGEST,
    "dense": DENSE,
    "step": STEP,
}

_PIECE = 2.0  # segments are cut into pieces no longer than this, pixels, so that one window fits all
_CHUNK = 400_000  # pieces rendered at a time: bounds memory to about 0.5 GB


Stroke: TypeAlias = Floats | Sequence[Sequence[float]]  # points [x, y] or [x, y, t]
Drawing: TypeAlias = Sequence[Stroke]
Strokes: TypeAlias = Sequence[Floats]  # a drawing, each stroke an array [k, 2]


@dataclass(frozen=True)
class Batch:
    """Many drawings as flat arrays.

    points: float64 [p, 2]; stroke: int [p], the stroke each point is in, ascending over the
    batch; drawing: int [p], the drawing each point is in, ascending; count: number of drawings.
    """

    points: Floats
    stroke: Ints
    drawing: Ints
    count: int

    @staticmethod
    def of(drawings: Sequence[Drawing]) -> "Batch":
        """Flatten a list of drawings. Raises ValueError unless every coordinate is a finite number."""
        strokes = [(i, stroke) for i, drawing in enumerate(drawings) for stroke in drawing if len(stroke)]
        if not strokes:
            none = np.zeros(0, dtype=np.int64)
            return Batch(np.zeros((0, 2)), none, none, len(drawings))
        arrays = [np.asarray(stroke, dtype=np.float64)[:, :2] for _, stroke in strokes]
        points = np.concatenate(arrays)
        if not np.isfinite(points).all():
            raise ValueError("drawing: every coordinate must be a finite number")
        lengths = [len(array) for array in arrays]
        stroke = np.repeat(np.arange(len(strokes)), lengths)
        drawing = np.repeat([i for i, _ in strokes], lengths)
        return Batch(np.clip(points, -LARGEST, LARGEST), stroke, drawing, len(drawings))

    def boxes(self) -> tuple[Float64, Float64]:
        """Return the boxes around the points: low [n, 2] and high [n, 2], both 0 for blank drawings."""
        low, high = np.full((self.count, 2), np.inf), np.full((self.count, 2), -np.inf)
        np.minimum.at(low, self.drawing, self.points)
        np.maximum.at(high, self.drawing, self.points)
        blank = ~np.isfinite(low[:, 0])
        low[blank] = high[blank] = 0
        return low, high


def rasterize(drawing: Drawing) -> Float32:
    """Return the raster of one drawing: float32 [784]. A blank drawing gives a blank raster."""
    return render(Batch.of([drawing]))[0]


def scans(images: Bytes) -> Float32:
    """Return the rasters of MNIST's images: uint8 [n, 28, 28] -> float32 [n, 784].

    MNIST's publishers have already put the ink into a box of 20 and its centre of mass into the
    middle of 28x28, so only the range changes.
    """
    images = np.asarray(images)
    if images.dtype != np.uint8 or images.shape[1:] != (FRAME, FRAME):
        raise ValueError(
            f"images: expected uint8 [n, {FRAME}, {FRAME}], got {images.dtype} {list(images.shape)}"
        )
    return images.reshape(len(images), -1).astype(np.float32) / np.float32(255)


def render(batch: Batch, pen: ArrayLike = PEN) -> Float32:
    """Return the rasters of a batch: float32 [n, 784]. pen: width in pixels, one or n of them."""
    return place(batch, pen)[1]


def place(batch: Batch, pen: ArrayLike = PEN) -> tuple[Batch, Float32]:
    """Return the strokes in the frame, curved, in pixels, and the rasters, float32 [n, 784]."""
    pen = np.broadcast_to(np.asarray(pen, dtype=np.float64), (batch.count,))
    curved = curve(_fit(batch, pen), batch.stroke)
    drawn = Batch(curved.points, batch.stroke[curved.of], batch.drawing[curved.of], batch.count)
    fitted = replace(drawn, points=_fit(drawn, pen))  # again: a curve may leave the box of its points
    placed = replace(fitted, points=fitted.points + _shift_to_middle(_cover(fitted, pen))[fitted.drawing])
    return placed, _cover(placed, pen).astype(np.float32)


def _fit(batch: Batch, pen: Float64) -> Float64:
    """Scale every drawing to the box and put the middle of its box into the middle of the frame."""
    low, high = batch.boxes()
    extent = (high - low).max(axis=1)
    dot = extent <= SMALLEST
    scale = np.where(dot, 0.0, (BOX - pen) / np.where(dot, 1.0, extent))
    middle = low + (high - low) / 2
    return (batch.points - middle[batch.drawing]) * scale[batch.drawing, None] + FRAME / 2


def _shift_to_middle(rasters: Float64) -> Float64:
    """Return [n, 2]: the shift of each centre of mass to the middle of the frame; 0 for blank rasters."""
    images = rasters.reshape(-1, FRAME, FRAME)
    centres = np.arange(FRAME) + 0.5
    mass = images.sum(axis=(1, 2))
    x = images.sum(axis=1) @ centres
    y = images.sum(axis=2) @ centres
    safe = np.where(mass > 0, mass, 1.0)
    return np.where(mass > 0, FRAME / 2 - np.stack([x, y]) / safe, 0.0).T


def _cover(batch: Batch, pen: Float64) -> Float64:
    """Return the coverage of every pixel of every drawing, float64 [n, 784]."""
    canvas = np.zeros(batch.count * FRAME * FRAME)
    begin, end, owner = _pieces(batch)
    for start in range(0, len(owner), _CHUNK):
        part = slice(start, start + _CHUNK)
        _cover_pieces(canvas, begin[part], end[part], owner[part], pen)
    return canvas.reshape(batch.count, FRAME * FRAME)


def _pieces(batch: Batch) -> tuple[Float64, Float64, Ints]:
    """Return the segments as short pieces: begins [m, 2], ends [m, 2], drawing of each [m].

    A stroke of one point is a piece of no length. A segment's distance is the least of its
    pieces' distances, so cutting does not change the result.
    """
    points = batch.points
    inside = np.diff(batch.stroke) == 0
    first = np.diff(batch.stroke, prepend=-1) != 0
    alone = first & np.append(~inside, True)
    begin = np.concatenate([points[:-1][inside], points[alone]])
    end = np.concatenate([points[1:][inside], points[alone]])
    owner = np.concatenate([batch.drawing[:-1][inside], batch.drawing[alone]])
    cuts = np.maximum(1, np.ceil(np.hypot(*(end - begin).T) / _PIECE).astype(np.int64))
    which = np.repeat(np.arange(len(cuts)), cuts)
    step = np.arange(len(which)) - np.repeat(np.cumsum(cuts) - cuts, cuts)
    along = ((end - begin) / cuts[:, None])[which]
    start = begin[which] + along * step[:, None]
    return start, start + along, owner[which]


def _cover_pieces(canvas: Float64, begin: Float64, end: Float64, owner: Ints, pen: Float64) -> None:
    """Raise ``canvas`` to the coverage of each piece in the window of pixels that it can reach."""
    _, pixel, coverage = covered(begin, end, owner, pen)
    np.maximum.at(canvas, pixel, coverage)


def covered(begin: Float64, end: Float64, owner: Ints, pen: Float64) -> tuple[Ints, Ints, Float64]:
    """Return the coverage by short pieces: piece [k], pixel over the batch [k], coverage [k], 0..1.

    begin, end: [m, 2], at most _PIECE apart; owner: the drawing of each piece [m]; pen: [n] widths.
    """
    reach = pen[owner] / 2 + 0.5
    side = int(np.ceil(_PIECE + 2 * reach.max(initial=0.5) + 1.5))
    corner = np.floor(np.minimum(begin, end) - reach[:, None]).astype(np.int64)
    window = np.arange(side)
    column, row = (corner[:, axis, None] + window for axis in (0, 1))  # [m, side]
    dx, dy = (end - begin).T
    length2 = np.where((dx == 0) & (dy == 0), 1.0, dx * dx + dy * dy)
    px = (column + 0.5 - begin[:, :1])[:, None, :]  # [m, 1, side]
    py = (row + 0.5 - begin[:, 1:])[:, :, None]  # [m, side, 1]
    dx, dy, length2 = (value[:, None, None] for value in (dx, dy, length2))
    along = np.clip((px * dx + py * dy) / length2, 0.0, 1.0)
    distance = np.hypot(px - along * dx, py - along * dy)
    coverage = np.clip(reach[:, None, None] - distance, 0.0, 1.0)
    on_frame = (column >= 0) & (column < FRAME)
    on_frame = on_frame[:, None, :] & ((row >= 0) & (row < FRAME))[:, :, None]
    piece, y, x = np.nonzero(on_frame & (coverage > 0))
    pixel = (owner[piece] * FRAME + row[piece, y]) * FRAME + column[piece, x]
    return piece, pixel, coverage[piece, y, x]
