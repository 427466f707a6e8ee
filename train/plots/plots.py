"""Pictures by matplotlib, drawn without a screen and saved as PNG and as SVG."""

from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import numpy as np

from ..features.ink import FRAME, Drawing
from ..lib.arrays import Array

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure, FigureBase

TITLE, MARGIN = 14, 12  # above and beside a digit, in its pixels


def pyplot() -> ModuleType:
    """Return matplotlib's pyplot, set to write files only; imported late, because it takes a second."""
    import matplotlib

    matplotlib.use("Agg")
    matplotlib.rcParams["svg.fonttype"] = "none"  # text stays text: small, and it can be searched
    from matplotlib import pyplot

    return pyplot


def sheet(width: float, height: float) -> "Figure":
    """Return an empty picture; width and height in inches."""
    return pyplot().figure(figsize=(width, height), layout="constrained")


def save(picture: "Figure", folder: Path, name: str) -> None:
    """Write ``name``.png and ``name``.svg into the folder and close the picture."""
    folder.mkdir(parents=True, exist_ok=True)
    picture.savefig(folder / f"{name}.png", dpi=120, metadata={"Software": None})
    picture.set_layout_engine("none")  # everything is in its place; to find it again would take as long
    picture.savefig(folder / f"{name}.svg", metadata={"Date": None})
    pyplot().close(picture)


def digits(picture: "FigureBase", images: Array, titles: Sequence[str], columns: int = 6) -> None:
    """Fill a picture, or a part of one, with images [n, 784] (or [n, 28, 28]) under their titles.

    They are tiles of one image: axes for each would take ten times as long to draw.
    """
    rows = max(1, -(-len(images) // columns))
    tiles = np.zeros((rows, TITLE + FRAME, columns, MARGIN + FRAME), np.asarray(images).dtype)
    axes = picture.subplots()
    for i, (image, title) in enumerate(zip(images, titles, strict=True)):
        row, column = divmod(i, columns)
        tiles[row, TITLE:, column, MARGIN:] = np.reshape(image, (FRAME, FRAME))
        middle, top = column * (MARGIN + FRAME) + MARGIN + FRAME / 2, row * (TITLE + FRAME) + TITLE
        axes.text(middle, top - 2, title, ha="center", va="bottom", fontsize=9)
    axes.imshow(tiles.reshape(rows * (TITLE + FRAME), -1), cmap="gray_r")
    axes.axis("off")


def strokes(axes: "Axes", drawing: Drawing) -> None:
    """Draw the strokes of one drawing as lines, y down; a stroke of one point is a dot."""
    for stroke in drawing:
        x, y = np.array([point[:2] for point in stroke], dtype=float).T
        axes.plot(x, y, color="black", linewidth=2, marker="." if len(stroke) == 1 else None)
    axes.set_aspect("equal", adjustable="datalim")
    axes.invert_yaxis()
    axes.axis("off")
