"""The graphs that the page can compute: web/operations.json, which the build of the page reads, too.

The table names every operation with the kinds of its inputs and the attributes that it may have. "value" is
the input or the output of an earlier node, "weights" are floats of the bundle, "shape" integers. For an
attribute it gives the values allowed, where null stands for a missing one, or "window": [1, down, across, 1].
``attributes`` may stand in every operation; ``ignored`` ones change nothing. ``weights`` maps the type of an
array to the types in which its values may be stored. web/build/operations.mjs is the twin of this module.
"""

import base64
import json
from pathlib import Path
from typing import Any

from numbre.train.lib.errors import UserError

TABLE: dict[str, Any] = json.loads((Path(__file__).parent.parent / "web" / "operations.json").read_text())


class GraphError(UserError):
    """The graph cannot be read, or the page cannot compute it."""


def check_graph(model: dict[str, Any]) -> None:
    """Raise GraphError unless the page can compute the graph of a model.json."""
    kinds = _weight_kinds(model["weightsManifest"])
    given, made = (_end(model, side) for side in ("input", "output"))
    computed = []
    for node in model["modelTopology"]["node"]:
        operation, name = node["op"], node["name"]
        if operation == "Const":
            continue
        if operation != "Placeholder":
            _check_node(operation, node.get("input", []), node.get("attr", {}), kinds)
            computed.append(node)
        elif name != given:
            raise GraphError(f"the graph has an input beside {given}")
        kinds[name] = "value"
    _check_end(computed, made)


def _end(model: dict[str, Any], side: str) -> str:
    """Return the name of the node that is the "input" or the "output" of a model.json."""
    tensors = list(model["signature"][f"{side}s"].values())
    if len(tensors) != 1:
        raise GraphError(f"the graph has {len(tensors)} {side}s, not one")
    shape = [int(size["size"]) for size in tensors[0]["tensorShape"]["dim"]]
    if len(shape) != 2 or shape[0] != -1:
        raise GraphError(f"the {side} of the graph has the shape {_text(shape)}, not [-1,n]")
    return tensors[0]["name"].removesuffix(":0")


def attribute(value: dict[str, Any]) -> Any:
    """Return the plain value of a node's attribute: text, number, truth value, or a list of these."""
    [(kind, content)] = value.items()
    if kind == "list":
        return [attribute({of: item}) for of, items in content.items() for item in items]
    if kind == "s":
        return base64.b64decode(content).decode()
    return int(content) if kind == "i" else content


def _weight_kinds(manifest: list[dict[str, Any]]) -> dict[str, str]:
    """Return {name: "weights" or "shape"} of the arrays in a bundle."""
    kinds = {}
    for spec in (spec for group in manifest for spec in group["weights"]):
        stored = spec.get("quantization", {}).get("dtype")
        if stored not in TABLE["weights"].get(spec["dtype"], []):
            raise GraphError(f"the page cannot read weights of type {stored or spec['dtype']}")
        kinds[spec["name"]] = "shape" if spec["dtype"] == "int32" else "weights"
    return kinds


def _check_node(operation: str, inputs: list[str], attributes: dict[str, Any], kinds: dict[str, str]) -> None:
    if operation not in TABLE["operations"]:
        raise GraphError(f"the page cannot compute the operation {operation}")
    expected = TABLE["operations"][operation]
    found = [kinds.get(name, "nothing") for name in inputs]
    if found != expected["inputs"]:
        raise GraphError(f"{operation} has the inputs {_text(found)}, not {_text(expected['inputs'])}")
    allowed = {**TABLE["attributes"], **expected.get("attributes", {})}
    for name in (*allowed, *attributes):
        if name in TABLE["ignored"]:
            continue
        value = attribute(attributes[name]) if name in attributes else None
        if not _is_allowed(value, allowed.get(name, [])):
            raise GraphError(f"the page cannot compute {operation} with {name} {_text(value)}")


def _is_allowed(value: Any, allowed: Any) -> bool:
    if allowed != "window":
        return _text(value) in map(_text, allowed)  # as texts, because 0 is not false here
    return isinstance(value, list) and len(value) == 4 and value[0] == value[3] == 1 and min(value) > 0


def _check_end(computed: list[dict[str, Any]], output: str) -> None:
    """Raise GraphError unless the last node is the output, and probabilities."""
    if not computed or computed[-1]["name"] != output:
        raise GraphError("the last node of the graph is not its output")
    operations = [node["op"] for node in computed if node["op"] != "Identity"]
    if "Softmax" not in operations or operations.index("Softmax") != len(operations) - 1:
        raise GraphError("the graph does not end with its only Softmax")


def _text(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"))
