"""Drawn digits for the benchmarks: the validation sets or, without the data, those of the golden vectors."""

import json

import numpy as np

from numbre.export.golden_drawings import PlainDrawing
from numbre.train.data.datasets import Datasets
from numbre.train.features.ink import Strokes
from numbre.train.lib.arrays import Floats, Ints
from tools.paths import MODELS

MIN_READINGS = 1000  # enough to see a leak of memory


def as_lists(drawing: Strokes) -> PlainDrawing:
    """Return a drawing as plain lists, the page's input."""
    return [np.round(stroke, 3).tolist() for stroke in drawing]


def validation_digits(datasets: Datasets) -> tuple[list[list[Floats]], Ints]:
    """Return (drawings, digits [n]) of both drawn validation sets."""
    parts = [datasets[name].part("validation") for name in ("pendigits", "unipen")]
    drawings = [drawing for part, _, _ in parts for drawing in part]
    return drawings, np.concatenate([labels for _, labels, _ in parts])


def golden_digits() -> tuple[list[list[Floats]], Ints]:
    """Return (drawings, digits) of the golden vectors, repeated up to MIN_READINGS or a few more."""
    vectors = json.loads((MODELS / "ink" / "golden.json").read_text())["vectors"]
    named = [vector for vector in vectors if vector["name"].startswith("digit ")]
    named *= -(-MIN_READINGS // len(named))
    drawings = [[np.array(stroke)[:, :2] for stroke in vector["drawing"]] for vector in named]
    return drawings, np.array([int(vector["name"].removeprefix("digit ")[0]) for vector in named])
