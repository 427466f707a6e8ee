"""A converted network in plain numpy: the reference for Keras, the converter and TF.js.

It reads the graph and the weights as tensorflowjs writes them and shares no code with the three; it is
slow, short and made to be read.
"""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from numbre.train.features.ink import FRAME
from numbre.train.lib.arrays import Array, Float32
from numbre.train.lib.files import read_json

from .operations import GraphError, attribute, check_graph

Node: TypeAlias = dict[str, Any]  # an operation of model.json
Attributes: TypeAlias = dict[str, Any]  # of a node: strides, padding and the like


class NumpyNetwork:
    """The network of a bundle folder; call it with inputs to get probabilities [n, classes].

    channels: of its inputs, which are [n, 784 * channels]; classes: 10, 11 with the non-digit, or 22 with
    marks, too. Raises GraphError for a graph that the page cannot compute, and for weights that end early.
    """

    def __init__(self, folder: str | Path) -> None:
        model = read_json(Path(folder) / "model.json")
        check_graph(model)
        self.nodes: list[Node] = model["modelTopology"]["node"]  # in the order in which they are computed
        self.weights = read_weights(folder, model["weightsManifest"])
        (taken,), (given,) = (model["signature"][side].values() for side in ("inputs", "outputs"))
        self.width, self.classes = (int(one["tensorShape"]["dim"][1]["size"]) for one in (taken, given))
        self.channels = self.width // FRAME**2
        self.output: str = given["name"].split(":")[0]

    def __call__(self, inputs: ArrayLike, block: int = 100) -> Float32:
        """Return float32 probabilities; computes ``block`` inputs at a time, few enough for the caches."""
        inputs = np.asarray(inputs, dtype=np.float32)
        return np.concatenate([self._run(inputs[i : i + block]) for i in range(0, len(inputs), block)])

    def multiplications(self) -> int:
        """Return the number of multiplications for one input."""
        counts: list[int] = []
        self._run(np.zeros((1, self.width), dtype=np.float32), counts)
        return sum(counts)

    def _run(self, given: Float32, counts: list[int] | None = None) -> Float32:
        values = dict(self.weights)
        for node in self.nodes:
            operation = node["op"]
            if operation == "Const":
                continue
            if operation == "Placeholder":
                values[node["name"]] = given
                continue
            taken = [values[name] for name in node["input"]]
            value = values[node["name"]] = OPERATIONS[operation](node.get("attr", {}), *taken)
            if counts is not None and operation in PRODUCTS:
                counts.append(value.size * taken[1][..., 0].size)
        return values[self.output]


def fused_steps(attr: Attributes) -> list[str]:
    """Return the steps that a node with these attributes adds to its product, in order: BiasAdd, Relu."""
    return attribute(attr["fused_ops"])


def read_weights(folder: str | Path, manifest: Iterable[dict[str, Any]]) -> dict[str, Array]:
    """Return {name: array} with 8-bit weights brought back to float32: min + scale * byte."""
    weights = {}
    for group in manifest:
        data = b"".join((Path(folder) / name).read_bytes() for name in group["paths"])
        at = 0
        for spec in group["weights"]:
            packing = spec.get("quantization")
            dtype = np.dtype(packing["dtype"] if packing else spec["dtype"])
            count = int(np.prod(spec["shape"], dtype=np.int64))
            if at + count * dtype.itemsize > len(data):
                raise GraphError(f"the weights end before {spec['name']}")
            values = np.frombuffer(data, dtype, count, at).reshape(spec["shape"])
            at += count * dtype.itemsize
            if packing:
                values = (values * np.float64(packing["scale"]) + packing["min"]).astype(np.float32)
            weights[spec["name"]] = values
        if at != len(data):
            raise GraphError(f"the files of the weights hold {len(data) - at} bytes too many")
    return weights


def _conv(attr: Attributes, x: Float32, weights: Float32) -> Float32:
    """Convolve [n, h, w, c] with [kh, kw, c, f] as one matrix product over all windows."""
    height, width = weights.shape[:2]
    down, right = attribute(attr["strides"])[1:3]
    if attribute(attr["padding"]) == "SAME":
        x = np.pad(x, ((0, 0), _same(x.shape[1], height, down), _same(x.shape[2], width, right), (0, 0)))
    windows = _windows(x, height, width)[:, ::down, ::right]
    windows = windows.transpose(0, 1, 2, 4, 5, 3)
    columns = windows.reshape(-1, height * width * x.shape[3])
    return (columns @ weights.reshape(-1, weights.shape[3])).reshape(*windows.shape[:3], -1)


def _windows(x: Float32, height: int, width: int) -> Float32:
    """Return all windows of [n, h, w, c]: [n, h - height + 1, w - width + 1, c, height, width]."""
    axes: Any = (1, 2)  # numpy's stubs know of one axis only
    return np.lib.stride_tricks.sliding_window_view(x, (height, width), axis=axes)


def _same(size: int, window: int, step: int) -> tuple[int, int]:
    """Return TensorFlow's SAME padding (before, after) along one axis."""
    total = max((-(-size // step) - 1) * step + window - size, 0)
    return total // 2, total - total // 2


def _fused(product: Callable[[Attributes, Float32, Float32], Float32]) -> Callable[..., Float32]:
    def run(attr: Attributes, x: Float32, weights: Float32, biases: Float32) -> Float32:
        x = product(attr, x, weights) + biases
        return np.maximum(x, 0) if "Relu" in fused_steps(attr) else x

    return run


def _max_pool(attr: Attributes, x: Float32) -> Float32:
    high, wide = attribute(attr["ksize"])[1:3]
    down, right = attribute(attr["strides"])[1:3]
    return _windows(x, high, wide)[:, ::down, ::right].max(axis=(-2, -1))


def _softmax(attr: Attributes, x: Float32) -> Float32:
    powers = np.exp(x - x.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


OPERATIONS: dict[str, Callable[..., Array]] = {  # those of operations.py's TABLE
    "_FusedConv2D": _fused(_conv),
    "_FusedMatMul": _fused(lambda attr, x, w: x @ w),
    "Mul": lambda attr, x, y: x * y,
    "MaxPool": _max_pool,
    "Reshape": lambda attr, x, shape: x.reshape(shape),
    "Softmax": _softmax,
    "Identity": lambda attr, x: x,
}
# Each element of their output is a product over inputs[1][..., f].
PRODUCTS = ("_FusedConv2D", "_FusedMatMul")
