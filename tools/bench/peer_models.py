"""The networks of the peers, from our bundles, in the formats that the peers ship."""

import json
import shutil

import numpy as np

from numbre.export.numpy_runtime import read_weights
from tools.bench.onnx_file import onnx_of
from tools.paths import MODELS

SHARD = 4 * 1024 * 1024  # bytes of a weight file, as tensorflowjs cuts them


def write_models(out):
    """Write out/NAME for each peer that has a network; ``out`` is made anew."""
    shutil.rmtree(out, ignore_errors=True)
    for name in ("tutorial", "tfjs", "onnx"):
        (out / name).mkdir(parents=True)
    write_floats(MODELS / "lesson", out / "tutorial")
    for path in [MODELS / "ink" / "model.json", *(MODELS / "ink").glob("*.bin")]:
        shutil.copy(path, out / "tfjs")
    (out / "onnx" / "ink.onnx").write_bytes(onnx_of(MODELS / "ink"))


def write_floats(bundle, out):
    """Write a bundle's graph with float32 weights.

    They are those of 8 bits and within half a step of them, as those before were: 256 values each
    would be compressed to what 8 bits take, which a tutorial's weights are not.
    """
    model = json.loads((bundle / "model.json").read_text())
    [group] = model["weightsManifest"]
    weights = read_weights(bundle, [group])
    rng = np.random.default_rng(1)
    parts, specs = [], []
    for spec in group["weights"]:
        values = weights[spec["name"]]
        if packing := spec.get("quantization"):
            values = values + rng.uniform(-0.5, 0.5, values.shape) * packing["scale"]
        parts.append(values.astype(spec["dtype"]).tobytes())
        specs.append({key: value for key, value in spec.items() if key != "quantization"})
    data = b"".join(parts)
    count = -(-len(data) // SHARD)
    paths = [f"group1-shard{i + 1}of{count}.bin" for i in range(count)]
    for i, path in enumerate(paths):
        (out / path).write_bytes(data[i * SHARD : (i + 1) * SHARD])
    model["weightsManifest"] = [{"paths": paths, "weights": specs}]
    (out / "model.json").write_text(json.dumps(model, separators=(",", ":")))
