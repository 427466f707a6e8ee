"""Write the default network as an ONNX file, for ONNX Runtime; without the onnx package.

An ONNX file is one Protocol Buffers message. The part of the format that this network needs is small; field
numbers are those of onnx.proto, operators those of opset 13.
"""

import json
from pathlib import Path
from typing import Any, TypeAlias

from numbre.export.numpy_runtime import Attributes, Node, fused_steps, read_weights
from numbre.export.operations import GraphError
from numbre.train.lib.arrays import Array

VARINT, BYTES = 0, 2  # wire types
FLOAT, INT64 = 1, 7  # TensorProto.DataType
INT, STRING, INTS = 2, 3, 7  # AttributeProto.AttributeType
IR_VERSION, OPSET = 8, 13
TO_CHANNELS_FIRST, TO_CHANNELS_LAST = (0, 3, 1, 2), (0, 2, 3, 1)

Value: TypeAlias = Any  # int, str, bytes (a message), or a list or tuple of them


def varint(number: int) -> bytes:
    """Encode a 64-bit integer, seven bits a byte, the lowest first."""
    number &= (1 << 64) - 1  # two's complement of a negative one
    made = bytearray()
    while number > 0x7F:
        made.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*made, number])


def message(*fields: tuple[int, Value]) -> bytes:
    """Encode a message of fields (number, value); a value is int, str, bytes (a message) or a list."""
    made = b""
    for number, value in fields:
        for item in value if isinstance(value, (list, tuple)) else [value]:
            if isinstance(item, int):
                made += varint(number << 3 | VARINT) + varint(item)
            else:
                content = item.encode() if isinstance(item, str) else item
                made += varint(number << 3 | BYTES) + varint(len(content)) + content
    return made


def tensor(name: str, values: Array) -> bytes:
    """Encode an array of floats or integers as TensorProto."""
    kind = INT64 if values.dtype.kind == "i" else FLOAT
    raw = values.astype("<i8" if kind == INT64 else "<f4").tobytes()
    return message((1, list(values.shape)), (2, kind), (8, name), (9, raw))


def attribute(name: str, value: int | str | tuple[int, ...]) -> bytes:
    """Encode an int, a str or a tuple of ints as AttributeProto."""
    field, kind = {int: (3, INT), str: (4, STRING), tuple: (8, INTS)}[type(value)]
    return message((1, name), (field, value), (20, kind))


def value_info(name: str, size: int) -> bytes:
    """Encode the type of floats [n, size] as ValueInfoProto."""
    shape = message((1, [message((2, "n")), message((1, size))]))
    return message((1, name), (2, message((1, message((1, FLOAT), (2, shape))))))


class Writer:
    """Translates a chain of TensorFlow nodes (channels last) into ONNX nodes (channels first)."""

    def __init__(self, weights: dict[str, Array]) -> None:
        self.weights = weights
        self.nodes: list[bytes] = []
        self.initializers: list[bytes] = []
        self.last, self.channels_first = "", False

    def add(self, operation: str, *inputs: str, **attributes: int | str | tuple[int, ...]) -> None:
        """Append a node whose inputs are the last node's output and constants."""
        made = f"{len(self.nodes)}"
        given = [self.last, *inputs]
        fields = [attribute(*pair) for pair in attributes.items()]
        self.nodes.append(message((1, given), (2, made), (4, operation), (5, fields)))
        self.last = made

    def constant(self, name: str, values: Array) -> str:
        """Add an array as a named initializer; returns the name."""
        self.initializers.append(tensor(name, values))
        return name

    def arrange(self, channels_first: bool) -> None:
        """Transpose to channels first or last, unless they are there."""
        if self.channels_first != channels_first:
            self.add("Transpose", perm=TO_CHANNELS_FIRST if channels_first else TO_CHANNELS_LAST)
            self.channels_first = channels_first

    def node(self, node: Node) -> None:
        """Append the ONNX equivalent of a TensorFlow node. Raises GraphError where there is none."""
        operation, attr = node["op"], node.get("attr", {})
        names = [name.split(":")[0] for name in node.get("input", [])]
        if operation == "Placeholder":
            self.last = node["name"]
        elif operation == "_FusedConv2D":
            self.arrange(channels_first=True)
            kernel = self.weights[names[1]].transpose(3, 2, 0, 1)
            weights = [self.constant(names[1], kernel), self.constant(names[2], self.weights[names[2]])]
            steps = tuple(int(step) for step in attr["strides"]["list"]["i"][1:3])
            padding = {"U0FNRQ==": "SAME_UPPER", "VkFMSUQ=": "VALID"}[attr["padding"]["s"]]  # SAME, VALID
            self.add("Conv", *weights, strides=steps, auto_pad=padding)
            self.activation(attr)
        elif operation == "_FusedMatMul":
            weights = [self.constant(name, self.weights[name]) for name in names[1:3]]
            self.add("Gemm", *weights)
            self.activation(attr)
        elif operation == "Reshape":
            self.arrange(channels_first=False)
            self.add("Reshape", self.constant(names[1], self.weights[names[1]]))
        elif operation == "Softmax":
            self.add("Softmax", axis=-1)
        elif operation not in ("Const", "Identity"):
            raise GraphError(f"operation {operation} is not supported")

    def activation(self, attr: Attributes) -> None:
        """Append what follows product and bias in a fused node: nothing or Relu."""
        for step in fused_steps(attr)[1:]:
            if step != "Relu":
                raise GraphError(f"fused operation {step} is not supported")
            self.add("Relu")


def onnx_of(folder: str | Path) -> bytes:
    """Return the ONNX file, bytes, of a bundle folder; weights become float32, 256 values each at most."""
    model = json.loads((Path(folder) / "model.json").read_text())
    writer = Writer(read_weights(folder, model["weightsManifest"]))
    for node in model["modelTopology"]["node"]:
        writer.node(node)
    (given,), (made,) = (model["signature"][side].values() for side in ("inputs", "outputs"))
    sizes = [int(info["tensorShape"]["dim"][1]["size"]) for info in (given, made)]
    graph = message(
        (1, writer.nodes),
        (2, "ink"),
        (5, writer.initializers),
        (11, value_info(given["name"].split(":")[0], sizes[0])),
        (12, value_info(writer.last, sizes[1])),
    )
    return message((1, IR_VERSION), (7, graph), (8, message((1, ""), (2, OPSET))))
