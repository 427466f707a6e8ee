"""Run folder -> TF.js graph model. The only importer of tensorflowjs.

Keras 3 -> SavedModel -> graph model: on this way batch normalisation is folded into the weights
and convolution, bias and relu become one operation. (Keras 3's layers format does not load in
TF.js 4.22.)
"""

import json
import tempfile
from pathlib import Path

import numpy as np

from numbre.train.lib.quiet import quiet

LARGE = 1000  # values of a tensor that is worth a grid; biases keep all 256
SHARD = 128 * 1024  # bytes a weight file: a page shows its progress file by file, each with its hash


def convert(network, folder, quantize=True, grid=1):
    """Write ``model.json`` and its weight files for a Keras network into ``folder``.

    quantize=True stores every weight in 8 bits with a scale and a least value for each tensor; with a
    grid of 2, say, only every second of the 256 values is used, which compresses to a bit less each.
    """
    with quiet(), tempfile.TemporaryDirectory() as scratch:
        from tensorflowjs.converters.tf_saved_model_conversion_v2 import convert_tf_saved_model

        saved = str(Path(scratch) / "saved")
        network.export(saved, format="tf_saved_model", verbose=False)
        convert_tf_saved_model(
            saved,
            str(folder),
            quantization_dtype_map={"uint8": True} if quantize else None,
            weight_shard_size_bytes=SHARD,
        )
    if quantize and grid > 1:
        _coarsen(Path(folder), grid)


def _coarsen(folder, grid):
    """Move the bytes of every large tensor to the nearest of those that are whole grids from its zero."""
    [group] = json.loads((folder / "model.json").read_text())["weightsManifest"]
    data = np.concatenate([np.fromfile(folder / path, np.uint8) for path in group["paths"]])
    at = 0
    for spec in group["weights"]:
        packing = spec.get("quantization", {"dtype": spec["dtype"]})
        size = int(np.prod(spec["shape"], dtype=np.int64)) * np.dtype(packing["dtype"]).itemsize
        if packing["dtype"] == "uint8" and size >= LARGE:
            data[at : at + size] = _on_grid(
                data[at : at + size], round(-packing["min"] / packing["scale"]), grid
            )
        at += size
    begin = 0
    for path in group["paths"]:
        end = begin + (folder / path).stat().st_size
        data[begin:end].tofile(folder / path)
        begin = end


def _on_grid(values, zero, grid):
    """Return bytes rounded to whole grids from ``zero``, which stays exact; none leaves 0..255."""
    lowest, highest = -(zero // grid), (255 - zero) // grid
    steps = np.clip(np.rint((values.astype(np.int64) - zero) / grid), lowest, highest)
    return (zero + grid * steps).astype(np.uint8)


def versions():
    """Return the versions of what converts, by package."""
    with quiet():
        import tensorflow
        import tensorflowjs
    return {"tensorflow": tensorflow.__version__, "tensorflowjs": tensorflowjs.__version__}
