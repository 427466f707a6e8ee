"""The drawn digits that benchmarks read: of people whom training never saw; without the data, our own."""

import json

import numpy as np

from tools.paths import MODELS

FEWEST = 1000  # readings, so that what each leaves in memory would be seen


def as_lists(drawing):
    """Return a drawing as the page takes it."""
    return [np.round(stroke, 3).tolist() for stroke in drawing]


def validation_digits(datasets):
    """Return (drawings, digits [n]) of both drawn validation sets."""
    parts = [datasets[name].part("validation") for name in ("pendigits", "unipen")]
    drawings = [drawing for part, _, _ in parts for drawing in part]
    return drawings, np.concatenate([labels for _, labels, _ in parts])


def own_digits():
    """Return (drawings, digits) of the golden vectors, again and again."""
    vectors = json.loads((MODELS / "ink" / "golden.json").read_text())["vectors"]
    named = [vector for vector in vectors if vector["name"].startswith("digit ")]
    named *= -(-FEWEST // len(named))
    drawings = [[np.array(stroke)[:, :2] for stroke in vector["drawing"]] for vector in named]
    return drawings, np.array([int(vector["name"].removeprefix("digit ")[0]) for vector in named])
