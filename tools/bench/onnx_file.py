"""Our default network as an ONNX file, for the runtime that takes no other; written without its package.

An ONNX file is one Protocol Buffers message. What our network needs of the format fits in a page; the
numbers of the fields are those of onnx.proto, of which opset 13 is used.
"""

import json
from pathlib import Path

from numbre.export.numpy_runtime import GraphError, fused_steps, read_weights

VARINT, BYTES = 0, 2  # how a field is stored
FLOAT, INT64 = 1, 7  # TensorProto.DataType
INT, STRING, INTS = 2, 3, 7  # AttributeProto.AttributeType
IR_VERSION, OPSET = 8, 13
TO_CHANNELS_FIRST, TO_CHANNELS_LAST = (0, 3, 1, 2), (0, 2, 3, 1)


def varint(number):
    """Return a whole number of 64 bits, seven bits a byte, the lowest first."""
    number &= (1 << 64) - 1  # a negative one as its complement
    made = bytearray()
    while number > 0x7F:
        made.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*made, number])


def message(*fields):
    """Return a message of fields (number, value): int, text, bytes (messages too), or a list of them."""
    made = b""
    for number, value in fields:
        for one in value if isinstance(value, (list, tuple)) else [value]:
            if isinstance(one, int):
                made += varint(number << 3 | VARINT) + varint(one)
            else:
                content = one.encode() if isinstance(one, str) else one
                made += varint(number << 3 | BYTES) + varint(len(content)) + content
    return made


def tensor(name, values):
    """Return a TensorProto of an array of floats or whole numbers."""
    kind = INT64 if values.dtype.kind == "i" else FLOAT
    raw = values.astype("<i8" if kind == INT64 else "<f4").tobytes()
    return message((1, list(values.shape)), (2, kind), (8, name), (9, raw))


def attribute(name, value):
    """Return an AttributeProto of a whole number, a text, or whole numbers."""
    field, kind = {int: (3, INT), str: (4, STRING), tuple: (8, INTS)}[type(value)]
    return message((1, name), (field, value), (20, kind))


def value_info(name, size):
    """Return a ValueInfoProto of floats [n, size]."""
    shape = message((1, [message((2, "n")), message((1, size))]))
    return message((1, name), (2, message((1, message((1, FLOAT), (2, shape))))))


class Writer:
    """Turns the nodes of our graph, which are a chain, into those of ONNX, whose maps come first."""

    def __init__(self, weights):
        self.weights, self.nodes, self.initializers = weights, [], []
        self.last, self.channels_first = None, False

    def add(self, operation, *inputs, **attributes):
        """Append a node that takes what the last one made, and constants."""
        made = f"{len(self.nodes)}"
        given = [self.last, *inputs]
        fields = [attribute(*pair) for pair in attributes.items()]
        self.nodes.append(message((1, given), (2, made), (4, operation), (5, fields)))
        self.last = made

    def constant(self, name, values):
        """Keep an array under a name; returns the name."""
        self.initializers.append(tensor(name, values))
        return name

    def arrange(self, channels_first):
        """Bring the maps to the first or the last place, where they are not."""
        if self.channels_first != channels_first:
            self.add("Transpose", perm=TO_CHANNELS_FIRST if channels_first else TO_CHANNELS_LAST)
            self.channels_first = channels_first

    def node(self, node):
        """Append what computes the same as a node of our graph."""
        operation, attr = node["op"], node.get("attr", {})
        names = [name.split(":")[0] for name in node.get("input", [])]
        if operation == "Placeholder":
            self.last = node["name"]
        elif operation == "_FusedConv2D":
            self.arrange(channels_first=True)
            kernel = self.weights[names[1]].transpose(3, 2, 0, 1)
            weights = self.constant(names[1], kernel), self.constant(names[2], self.weights[names[2]])
            steps = tuple(int(step) for step in attr["strides"]["list"]["i"][1:3])
            padding = {"U0FNRQ==": "SAME_UPPER", "VkFMSUQ=": "VALID"}[attr["padding"]["s"]]  # SAME, VALID
            self.add("Conv", *weights, strides=steps, auto_pad=padding)
            self.rest(attr)
        elif operation == "_FusedMatMul":
            weights = [self.constant(name, self.weights[name]) for name in names[1:3]]
            self.add("Gemm", *weights)
            self.rest(attr)
        elif operation == "Reshape":
            self.arrange(channels_first=False)
            self.add("Reshape", self.constant(names[1], self.weights[names[1]]))
        elif operation == "Softmax":
            self.add("Softmax", axis=-1)
        elif operation not in ("Const", "Identity"):
            raise GraphError(f"operation {operation} is not known")

    def rest(self, attr):
        """Append what follows a product and its bias: nothing, or Relu."""
        for step in fused_steps(attr)[1:]:
            if step != "Relu":
                raise GraphError(f"fused operation {step} is not known")
            self.add("Relu")


def onnx_of(folder):
    """Return the ONNX file, bytes, of a bundle folder; its weights are float32, of 256 values each."""
    model = json.loads((Path(folder) / "model.json").read_text())
    writer = Writer(read_weights(folder, model["weightsManifest"]))
    for node in model["modelTopology"]["node"]:
        writer.node(node)
    (given,), (made,) = (model["signature"][side].values() for side in ("inputs", "outputs"))
    sizes = [int(one["tensorShape"]["dim"][1]["size"]) for one in (given, made)]
    graph = message(
        (1, writer.nodes),
        (2, "ink"),
        (5, writer.initializers),
        (11, value_info(given["name"].split(":")[0], sizes[0])),
        (12, value_info(writer.last, sizes[1])),
    )
    return message((1, IR_VERSION), (7, graph), (8, message((1, ""), (2, OPSET))))
