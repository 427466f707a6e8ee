"""Draw misread numbers, the most confident errors first."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import matplotlib

matplotlib.use("Agg")
from matplotlib import pyplot

COLUMNS, LIMIT = 5, 40


def draw_errors(errors: Sequence[dict[str, Any]], folder: Path) -> None:
    """Write one .png for each set of numbers into a folder: its most confident errors, a colour a stroke.

    errors: [{"set", "truth", "read", "confidence", "drawing"}].
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name in {error["set"] for error in errors}:
        chosen = sorted((e for e in errors if e["set"] == name), key=lambda e: -e["confidence"])[:LIMIT]
        rows = -(-len(chosen) // COLUMNS)
        figure, grid = pyplot.subplots(rows, COLUMNS, figsize=(3 * COLUMNS, 1.8 * rows), squeeze=False)
        for axes in grid.ravel():
            axes.axis("off")
        for axes, error in zip(grid.ravel(), chosen, strict=False):
            for stroke in error["drawing"]:
                axes.plot(*zip(*stroke, strict=True), linewidth=2)
            axes.set_aspect("equal")
            axes.invert_yaxis()
            read = error["read"] or "nothing"
            axes.set_title(f"{error['truth']} read as {read} ({error['confidence']:.0%})", fontsize=9)
        figure.savefig(folder / f"{name.replace(' ', '-')}.png", bbox_inches="tight")
        pyplot.close(figure)
