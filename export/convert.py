"""Keras network -> TF.js graph model. The only importer of tensorflowjs.

Keras 3 -> SavedModel -> graph model: batch normalization is folded into the weights on the way, and
convolution, bias and relu become one operation. (Keras 3's layers format does not load in
TF.js 4.22.)
"""

import json
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from numbre.train.lib.arrays import Bytes
from numbre.train.lib.quiet import quiet

# Values of a tensor that is coarsened. Biases and the first layers, whose errors reach all others,
# keep 256 levels.
LARGE = 2000
SHARD = 128 * 1024  # bytes of a weight file: the page shows progress file by file


def convert(network: Any, folder: Path, quantize: bool = True, step: int = 1) -> None:
    """Write ``model.json`` and its weight files for a Keras network into ``folder``.

    quantize=True stores every weight in 8 bits, with a scale and a minimum for each tensor. With a step
    of 2, only every second of the 256 values is used, which compresses to almost a bit less each.
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
    if quantize and step > 1:
        _coarsen(Path(folder), step)


def _coarsen(folder: Path, step: int) -> None:
    """Round the bytes of every large tensor to whole steps from its zero."""
    [group] = json.loads((folder / "model.json").read_text())["weightsManifest"]
    data = np.concatenate([np.fromfile(folder / path, np.uint8) for path in group["paths"]])
    at = 0
    for spec in group["weights"]:
        packing = spec.get("quantization", {"dtype": spec["dtype"]})
        size = int(np.prod(spec["shape"], dtype=np.int64)) * np.dtype(packing["dtype"]).itemsize
        if packing["dtype"] == "uint8" and size >= LARGE:
            zero = round(-packing["min"] / packing["scale"])
            data[at : at + size] = _rounded(data[at : at + size], zero, step)
        at += size
    begin = 0
    for path in group["paths"]:
        end = begin + (folder / path).stat().st_size
        data[begin:end].tofile(folder / path)
        begin = end


def _rounded(values: Bytes, zero: int, step: int) -> Bytes:
    """Return bytes rounded to whole steps from ``zero``, which stays exact, within 0..255."""
    lowest, highest = -(zero // step), (255 - zero) // step
    steps = np.clip(np.rint((values.astype(np.int64) - zero) / step), lowest, highest)
    return (zero + step * steps).astype(np.uint8)


def versions() -> dict[str, str]:
    """Return the versions of the converting packages."""
    with quiet():
        import tensorflow
        import tensorflowjs
    return {"tensorflow": tensorflow.__version__, "tensorflowjs": tensorflowjs.__version__}
