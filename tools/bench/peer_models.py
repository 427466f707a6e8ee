"""Write the networks of the peers, from the committed bundles, in the format that each peer needs."""

import json
import shutil
from pathlib import Path

import numpy as np

from numbre.export.numpy_runtime import read_weights
from tools.bench.onnx_file import onnx_of
from tools.paths import MODELS

SHARD = 4 * 1024 * 1024  # bytes of a weight file, as tensorflowjs cuts them


def write_models(out: Path) -> None:
    """Write out/NAME for each peer with a network; replaces ``out``."""
    shutil.rmtree(out, ignore_errors=True)
    for name in ("tutorial", "tfjs", "onnx"):
        (out / name).mkdir(parents=True)
    write_float32(MODELS / "lesson", out / "tutorial")
    for path in [MODELS / "ink" / "model.json", *(MODELS / "ink").glob("*.bin")]:
        shutil.copy(path, out / "tfjs")
    (out / "onnx" / "ink.onnx").write_bytes(onnx_of(MODELS / "ink"))


def write_float32(bundle: Path, out: Path) -> None:
    """Write a bundle's graph to ``out`` with float32 weights, as tutorials do.

    The weights are the 8-bit ones plus random remainders within half a step: without these, 256 distinct
    values would compress to the size of 8 bits, unlike a tutorial's weights.
    """
    model = json.loads((bundle / "model.json").read_text())
    [group] = model["weightsManifest"]
    weights = read_weights(bundle, [group])
    rng = np.random.default_rng(1)
    parts, specs = [], []
    for spec in group["weights"]:
        values = weights[spec["name"]]
        if quantization := spec.get("quantization"):
            values = values + rng.uniform(-0.5, 0.5, values.shape) * quantization["scale"]
        parts.append(values.astype(spec["dtype"]).tobytes())
        specs.append({key: value for key, value in spec.items() if key != "quantization"})
    data = b"".join(parts)
    count = -(-len(data) // SHARD)
    paths = [f"group1-shard{i + 1}of{count}.bin" for i in range(count)]
    for i, path in enumerate(paths):
        (out / path).write_bytes(data[i * SHARD : (i + 1) * SHARD])
    model["weightsManifest"] = [{"paths": paths, "weights": specs}]
    (out / "model.json").write_text(json.dumps(model, separators=(",", ":")))
