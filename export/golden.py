"""golden.json: named drawings with rasters (or all maps) and probabilities, for the twin to replay."""

from numbre.train.features import directions, ink
from numbre.train.lib.files import write_json

from .golden_drawings import golden_drawings
from .numpy_runtime import Forward

DIGITS_KEPT = 4  # decimals of rasters; half a unit there is 1/80 of the 1/255 that twins may differ


def write_golden(folder):
    """Write ``golden.json`` for the bundle in ``folder``; probabilities are its own, in 8 bits."""
    forward = Forward(folder)
    named = golden_drawings()
    batch = ink.Batch.of(list(named.values()))
    inputs = directions.inputs(batch, forward.maps).round(DIGITS_KEPT)
    seen = zip(named.items(), inputs, forward(inputs), strict=True)
    vectors = [_vector(*row, forward.maps) for row in seen]
    write_json(folder / "golden.json", {"raster": ink.CONSTANTS, "vectors": vectors}, indent=None)


def _vector(named, values, probabilities, count):
    name, drawing = named
    vector = {"name": name, "drawing": drawing, "raster": [_short(v, DIGITS_KEPT) for v in values[::count]]}
    if count > 1:
        vector["maps"] = [_short(value, DIGITS_KEPT) for value in values]
    return vector | {"probabilities": [_short(value, 7) for value in probabilities]}


def _short(value, decimals):
    """Return a number that JSON writes briefly: 0 and 1 without a point."""
    value = round(float(value), decimals)
    return int(value) if value.is_integer() else value
