"""Explore the data before training: pictures of scans, labels, numbers, drawings and rasters.

MNIST's test part is only counted, never shown.
"""

import html
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from ..data.datasets import Dataset, Datasets
from ..features import ink
from ..lib.arrays import Array, Bytes, Ints
from ..lib.errors import UserError
from . import plots

FEW, DOZEN, GRID = 4, 12, 30
WRITERS, EACH = 6, 3  # of the picture of drawings by writer


class ExploreError(UserError):
    """The data has no such digit or image."""


def explore(
    datasets: Datasets, folder: Path, digit: int = 3, index: int = 0, seed: int = 1
) -> dict[str, str]:
    """Write all pictures and an index.html into the folder; return {file name: caption}.

    digit: of the dozen; index: of one scan in MNIST's training part; seed: chooses the random grid.
    Raises ExploreError when there is no such digit or image.
    """
    images, labels, _ = datasets["mnist"].part("train")
    if not 0 <= digit <= 9:
        raise ExploreError(f"--digit {digit} is not a digit; give one from 0 to 9")
    if not 0 <= index < len(images):
        raise ExploreError(
            f"--index {index} is out of range; MNIST's training part has 0 to {len(images) - 1}"
        )
    rng = np.random.default_rng(seed)
    of_digit = np.flatnonzero(labels == digit)[:DOZEN]
    captions = {
        "first-four": _images(folder, "first-four", images, labels, range(FEW)),
        "sample": _images(folder, "sample", images, labels, rng.permutation(len(images))[:GRID]),
        f"digit-{digit}": _images(folder, f"digit-{digit}", images, labels, of_digit),
        f"image-{index}": _images(folder, f"image-{index}", images, labels, [index]),
        "labels": _labels(folder, datasets),
        f"numbers-{index}": _numbers(folder, f"numbers-{index}", images[index], labels[index]),
        "drawings": _drawings(folder, datasets["pendigits"]),
    }
    _page(folder, captions)
    return captions


def one_hot(label: int) -> Ints:
    """Return the network's target: ten numbers, 1 at the label, else 0."""
    return np.eye(10, dtype=int)[label]


def matrix(image: Array) -> str:
    """Return one scan, uint8 [28, 28], as lines of text with a number for each pixel."""
    return "\n".join("".join(f"{value:4d}" for value in row) for row in image)


def _images(folder: Path, name: str, images: Bytes, labels: Ints, chosen: Iterable[int]) -> str:
    chosen = list(chosen)
    columns = min(6, len(chosen))
    picture = plots.sheet(1.5 * columns + 0.5, 1.8 * -(-len(chosen) // columns))
    plots.digits(picture, images[chosen], [f"{i}: label {labels[i]}" for i in chosen], columns)
    plots.save(picture, folder, name)
    return f"Scans from MNIST's training part with their labels: {', '.join(str(labels[i]) for i in chosen)}"


def _labels(folder: Path, datasets: Datasets) -> str:
    parts = [
        (name, part)
        for name in datasets
        for part in ("train", "validation", "test")
        if _size(datasets[name], part)
    ]
    columns = 3
    rows = -(-len(parts) // columns)
    picture = plots.sheet(11, 2.4 * rows)
    grid = picture.subplots(rows, columns, squeeze=False)
    for axes in grid.flat[len(parts) :]:
        axes.axis("off")
    for axes, (name, part) in zip(grid.flat, parts, strict=False):
        counts = np.bincount(datasets[name].part(part)[1], minlength=10)
        axes.bar(range(10), counts)
        axes.set(title=f"{name} {part}: {counts.sum():,}", xticks=range(10))
    plots.save(picture, folder, "labels")
    return "Counts of each digit in each part of each set"


def _size(dataset: Dataset, part: str) -> int:
    return int((dataset.parts == part).sum())


def _numbers(folder: Path, name: str, image: Bytes, label: int) -> str:
    picture = plots.sheet(10, 12)
    square, strip, hot = picture.subplots(3, 1, height_ratios=(28, 1.5, 1.5))
    square.imshow(image, cmap="gray_r")
    for (row, column), value in np.ndenumerate(image):
        colour = "white" if value > 127 else "black"
        square.text(column, row, value, ha="center", va="center", fontsize=7, color=colour)
    square.set_title(f"28 x 28 numbers from 0 (paper) to 255 (ink); label {label}")
    strip.imshow(image.reshape(1, -1), cmap="gray_r", aspect="auto")
    strip.set_title("unrolled, row after row: 784 numbers")
    strip.set_yticks([])
    hot.imshow(one_hot(label).reshape(1, -1), cmap="gray_r", aspect="auto", vmin=0, vmax=1)
    for digit, value in enumerate(one_hot(label)):
        hot.text(digit, 0, value, ha="center", va="center", color="white" if value else "black")
    hot.set(title=f"its label {label} as ten numbers, one-hot", xticks=range(10), yticks=[])
    plots.save(picture, folder, name)
    return f"One scan as its 28 x 28 numbers, unrolled to 784, and its label {label} as ten numbers"


def _drawings(folder: Path, dataset: Dataset) -> str:
    """Draw a row for each of some writers: drawings, each beside its raster."""
    drawings, labels, writers = dataset.part("train")
    names = list(dict.fromkeys(writers))[:WRITERS]
    picture = plots.sheet(10, 1.7 * len(names))
    grid = picture.subplots(len(names), 2 * EACH, squeeze=False)
    for axes in grid.flat:
        axes.axis("off")
    for row, name in zip(grid, names, strict=True):
        for place, chosen in enumerate(np.flatnonzero(writers == name)[:EACH]):
            plots.strokes(row[2 * place], drawings[chosen])
            row[2 * place].set_title(f"writer {name}: {labels[chosen]}", fontsize=9)
            raster = ink.rasterize(drawings[chosen]).reshape(ink.FRAME, ink.FRAME)
            row[2 * place + 1].imshow(raster, cmap="gray_r")
            row[2 * place + 1].set_title("its raster", fontsize=9)
    plots.save(picture, folder, "drawings")
    return f"Drawings of {len(names)} writers from pendigits, each beside its raster of 28 x 28 pixels"


def _page(folder: Path, captions: dict[str, str]) -> None:
    """Write index.html with all pictures, one under another."""
    lines = ["<!doctype html>", '<html lang="en">', '<meta charset="utf-8">', "<title>The data</title>"]
    for name, caption in captions.items():
        text = html.escape(caption)
        lines += ["<figure>", f'<img src="{name}.svg" alt="{text}">', f"<figcaption>{text}</figcaption>"]
        lines += ["</figure>"]
    (folder / "index.html").write_text("\n".join([*lines, "</html>", ""]), encoding="utf-8")
