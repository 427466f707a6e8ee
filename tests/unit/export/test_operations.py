"""Graphs that the page can compute pass; others are refused, in the sentence that the build gives, too.

tests/fixtures/graph_changes.json has changes (merge patches, RFC 7386) of committed graphs with the problem
expected of each, '' for none; tests/js/network/operations.test.js replays them in JavaScript.
"""

import copy
import hashlib
import json
import re
import shutil

import numpy as np
import pytest

from numbre.export import numpy_runtime, operations
from numbre.export.numpy_runtime import NumpyNetwork
from numbre.export.operations import GraphError, check_graph
from numbre.export.verify import VerifyError, verify
from tools.paths import MODELS, ROOT

CASES = json.loads((ROOT / "tests" / "fixtures" / "graph_changes.json").read_text())
REFUSED = [case for case in CASES if case["problem"]]
ACCEPTED = [case for case in CASES if not case["problem"]]


def patched(value, patch):
    """Apply a merge patch."""
    if not isinstance(patch, dict):
        return patch
    value = dict(value) if isinstance(value, dict) else {}
    for key, change in patch.items():
        if change is None:
            value.pop(key, None)
        else:
            value[key] = patched(value.get(key), change)
    return value


def changed(case):
    """Return the model.json of a case."""
    model = copy.deepcopy(json.loads((MODELS / case["bundle"] / "model.json").read_text()))
    if "node" in case:
        nodes = model["modelTopology"]["node"]
        place = next(i for i, node in enumerate(nodes) if node["op"] == case["node"])
        nodes[place] = patched(nodes[place], case["patch"])
    elif "weight" in case:
        weights = model["weightsManifest"][0]["weights"]
        weights[case["weight"]] = patched(weights[case["weight"]], case["patch"])
    else:
        model = patched(model, case["patch"])
    return model


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case["name"])
def test_a_graph_that_the_page_cannot_compute_is_refused(case):
    with pytest.raises(GraphError) as error:
        check_graph(changed(case))
    assert str(error.value) == case["problem"]


@pytest.mark.parametrize("case", ACCEPTED, ids=lambda case: case["name"])
def test_an_accepted_graph_is_computed(case, tmp_path):
    bundle = shutil.copytree(MODELS / case["bundle"], tmp_path / "bundle")
    (bundle / "model.json").write_text(json.dumps(changed(case)))
    network = NumpyNetwork(bundle)
    probabilities = network(np.random.default_rng(0).random((2, network.width)))
    assert np.allclose(probabilities.sum(axis=1), 1, atol=1e-5)


def test_the_reference_computes_the_operations_of_the_table_and_no_others():
    assert set(numpy_runtime.OPERATIONS) == set(operations.TABLE["operations"])


def rewritten(bundle, name, content):
    """Replace a file of a bundle, with its hash in the card."""
    (bundle / name).write_bytes(content)
    card = json.loads((bundle / "card.json").read_text())
    card["files"][name] = {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
    (bundle / "card.json").write_text(json.dumps(card))


@pytest.fixture
def hello(tmp_path):
    return shutil.copytree(MODELS / "hello", tmp_path / "hello")


@pytest.mark.parametrize("name", ["dense layer without biases", "_FusedConv2D, dilations [1,2,2,1]"])
def test_verify_refuses_what_the_page_refuses(name, tmp_path):
    [case] = [case for case in CASES if case["name"] == name]
    bundle = shutil.copytree(MODELS / case["bundle"], tmp_path / "bundle")
    rewritten(bundle, "model.json", json.dumps(changed(case)).encode())
    with pytest.raises(VerifyError, match=re.escape(f"model.json: {case['problem']}.")):
        verify(bundle)


def test_verify_refuses_bytes_behind_the_weights_as_the_page_does(hello):
    name = "group1-shard1of1.bin"
    rewritten(hello, name, (hello / name).read_bytes() + b"\0\0")
    with pytest.raises(VerifyError, match="hold 2 bytes too many"):
        verify(hello)
