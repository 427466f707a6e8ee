"""golden.json: named drawings with their rasters, channels and probabilities, replayed by tests."""

from pathlib import Path
from typing import Any

from numbre.train.features import directions, ink
from numbre.train.lib.arrays import Float32
from numbre.train.lib.files import write_json

from .golden_drawings import PlainDrawing, golden_drawings
from .numpy_runtime import NumpyNetwork

DECIMALS = 4  # of rasters; half a unit is 1/80 of the tolerance between the twins, 1/255


def write_golden(folder: Path) -> None:
    """Write ``golden.json`` for the bundle in ``folder``, with the probabilities of its 8-bit network."""
    network = NumpyNetwork(folder)
    named = golden_drawings()
    batch = ink.Batch.of(list(named.values()))
    inputs = directions.network_inputs(batch, network.channels).round(DECIMALS)
    rows = zip(named.items(), inputs, network(inputs), strict=True)
    vectors = [
        _vector(name, drawing, given, found, network.channels) for (name, drawing), given, found in rows
    ]
    write_json(folder / "golden.json", {"raster": ink.CONSTANTS, "vectors": vectors}, indent=None)


def _vector(
    name: str, drawing: PlainDrawing, inputs: Float32, probabilities: Float32, channels: int
) -> dict[str, Any]:
    vector: dict[str, Any] = {
        "name": name,
        "drawing": drawing,
        "raster": [_short(v, DECIMALS) for v in inputs[::channels]],
    }
    if channels > 1:
        vector["channels"] = [_short(value, DECIMALS) for value in inputs]
    return vector | {"probabilities": [_short(value, 7) for value in probabilities]}


def _short(value: float, decimals: int) -> float:
    """Return a rounded number, an int if it is whole: JSON then writes no point."""
    value = round(float(value), decimals)
    return int(value) if value.is_integer() else value
