"""Packs the drawings that the page trains on: `python -m tools.drawings [--data FOLDER]` writes them anew.

They are 3,000 of the official training part of pendigits (E. Alpaydin and F. Alimoglu, UCI Machine Learning
Repository, 1998, doi:10.24432/C5MG6K, CC BY 4.0): of each of its 30 writers 100, spread evenly over the
set. Every fifth writer is never trained on, as in train/data/datasets.py. A drawing is put on a grid of
128, and points that lie near the line between their neighbours are left out (D. Douglas and T. Peucker,
"Algorithms for the reduction of the number of points", Cartographica 10, 1973).

The file: MAGIC; for each writer the number, the count of drawings, and the drawings; 0. A drawing: a byte
with the digit and 16 times the count of strokes; a stroke: the count of points, the first point, and the
steps to the others, x and y each a signed byte. web/page/ink/packed-drawings.js reads it.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from numbre.train.data.datasets import Dataset, load_pendigits
from numbre.train.data.download import data_directory
from numbre.train.features.ink import Drawing
from numbre.train.lib.arrays import Bools, Floats, Ints

from .paths import ROOT

PATH = ROOT / "web" / "page" / "worker" / "training" / "drawings.bin"
MAGIC = b"NBD1"
EACH = 100  # drawings of a writer
GRID = 128
TOLERANCE = 1.0  # steps of the grid that a point left out may lie off
MOST_POINTS = 255  # of a stroke


def pack(dataset: Dataset) -> bytes:
    """Return the file for pendigits."""
    packed = bytearray(MAGIC)
    for writer in sorted(set(dataset.sources)):
        own = np.flatnonzero(dataset.sources == writer)
        chosen = own[np.arange(EACH) * len(own) // EACH]
        packed += bytes([int(writer), EACH])
        for index in chosen:
            strokes = on_grid(dataset.items[index])
            packed.append(int(dataset.labels[index]) + 16 * len(strokes))
            for points in strokes:
                steps = np.diff(points, axis=0, prepend=np.zeros((1, 2), dtype=np.int64))
                packed.append(len(points))
                packed += steps.astype(np.int8).tobytes()
    packed.append(0)
    return bytes(packed)


def on_grid(drawing: Sequence[Floats]) -> list[Ints]:
    """Return the strokes on the grid, each [k, 2], without the points that can be left out."""
    points = np.concatenate(drawing)
    low = points.min(axis=0)
    scale = (GRID - 1) / max((points.max(axis=0) - low).max(), 1e-9)
    return [
        _simplified(np.round((stroke - low) * scale)[_kept((stroke - low) * scale)]) for stroke in drawing
    ]


def _simplified(points: Floats) -> Ints:
    """Leave out points that are the same as the one before them."""
    moved = np.append(True, (np.diff(points, axis=0) != 0).any(axis=1))
    whole = points[moved].astype(np.int64)
    assert len(whole) <= MOST_POINTS
    return whole


def _kept(points: Floats) -> Bools:
    """Return which points [k, 2] stay."""
    kept = np.zeros(len(points), dtype=bool)
    kept[[0, -1]] = True
    spans = [(0, len(points) - 1)]
    while spans:
        first, last = spans.pop()
        if last - first < 2:
            continue
        between, chord = points[first + 1 : last] - points[first], points[last] - points[first]
        along = np.clip(between @ chord / max(chord @ chord, 1e-9), 0, 1)
        distance = np.hypot(*(between - along[:, None] * chord).T)
        farthest = int(distance.argmax())
        if distance[farthest] > TOLERANCE:
            middle = first + 1 + farthest
            kept[middle] = True
            spans += [(first, middle), (middle, last)]
    return kept


def unpack(packed: bytes) -> tuple[list[Drawing], Ints, Ints]:
    """Return the drawings, their digits [n], and their writers [n]."""
    assert packed.startswith(MAGIC)
    drawings: list[Drawing] = []
    digits, writers = [], []
    at = len(MAGIC)
    while writer := packed[at]:
        count, at = packed[at + 1], at + 2
        for _ in range(count):
            strokes, digit = divmod(packed[at], 16)
            at += 1
            drawing: list[Floats] = []
            for _ in range(strokes):
                length = packed[at]
                steps = np.frombuffer(packed, dtype=np.int8, count=2 * length, offset=at + 1).reshape(-1, 2)
                drawing.append(np.cumsum(steps, axis=0, dtype=np.float64))
                at += 1 + 2 * length
            drawings.append(drawing)
            digits.append(digit)
            writers.append(writer)
    return drawings, np.array(digits), np.array(writers)


def main() -> None:
    """Write the file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, help="folder of the published data")
    PATH.write_bytes(pack(load_pendigits(data_directory(parser.parse_args().data))))


if __name__ == "__main__":
    main()
