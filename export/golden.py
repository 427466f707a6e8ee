"""golden.json: named drawings with their rasters and probabilities, for the JavaScript twin to replay."""

import numpy as np
from numbre.train import ink
from numbre.train.files import write_json

from .drawings import golden_drawings
from .forward import Forward

DIGITS_KEPT = 4  # decimals of rasters; half a unit there is 1/80 of the 1/255 that twins may differ


def write_golden(folder):
    """Write ``golden.json`` for the bundle in ``folder``; probabilities are its own, in 8 bits."""
    forward = Forward(folder)
    named = golden_drawings()
    rasters = np.stack([ink.rasterize(drawing) for drawing in named.values()]).round(DIGITS_KEPT)
    probabilities = forward(rasters)
    vectors = [
        {
            "name": name,
            "drawing": drawing,
            "raster": [_short(value, DIGITS_KEPT) for value in raster],
            "probabilities": [_short(value, 7) for value in probability],
        }
        for (name, drawing), raster, probability in zip(named.items(), rasters, probabilities, strict=True)
    ]
    write_json(folder / "golden.json", {"raster": ink.CONSTANTS, "vectors": vectors}, indent=None)
    return len(vectors)


def _short(value, decimals):
    """Return a number that JSON writes briefly: 0 and 1 without a point."""
    value = round(float(value), decimals)
    return int(value) if value.is_integer() else value
