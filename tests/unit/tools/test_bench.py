"""The benchmark's pure parts: bytes, medians, what the bytes are, tables; and the ONNX file's encoding."""

import json

import numpy as np
import pytest

from numbre.export.numpy_runtime import GraphError, read_weights
from tools.bench import frames, onnx_file, profile, summary, visits
from tools.bench.peer_models import write_floats
from tools.docs import speed
from tools.paths import MODELS, ROOT

EVENTS = [
    (summary.REQUESTED, {"requestId": "page", "wallTime": 100.0}),
    (summary.REQUESTED, {"requestId": "code", "wallTime": 100.1}),
    (summary.FINISHED, {"requestId": "page", "encodedDataLength": 1000.0}),
    (summary.REQUESTED, {"requestId": "later", "wallTime": 100.6}),
    (summary.FINISHED, {"requestId": "later", "encodedDataLength": 5000.0}),
    (summary.FINISHED, {"requestId": "code", "encodedDataLength": 200.0}),
]


def test_bytes_are_of_what_was_asked_for_before_the_page_could_read():
    assert summary.bytes_until(EVENTS, ready=100.5) == 1200
    assert summary.bytes_until(EVENTS, ready=101.0) == 6200


def test_the_spread_of_times():
    assert summary.spread([*range(1, 100)]) == {"median": 50, "p95": 95}


def test_errors_are_readings_that_are_not_the_digit():
    assert summary.errors([7, 1, None], [7, 7, 7]) == 2


def test_bytes_are_shared_out_by_module_and_package():
    outputs = {
        "a.js": {"page.js": 30, "node_modules/@org/lib/x.js": 60, "node_modules/@org/lib/sub/y.js": 10},
        "b.js": {"../node_modules/small/z.js": 5},
    }
    parts = summary.grouped(outputs, {"a.js": 50, "b.js": 4})
    assert list(parts.items()) == [("@org/lib", 35), ("page.js", 15), ("small", 4)]


def test_pages_are_visited_alone_but_for_those_that_wait_together():
    assert visits.turns(["a", "b", "c"], {"b", "c"}) == [["a"], ["b", "c"]]
    assert visits.turns(["a", "b"], set()) == [["a"], ["b"]]


def test_the_figures_of_visits_are_medians():
    of = lambda *ready: [visits.Visit(10, one, 2 * one, [one]) for one in ready]  # noqa: E731
    seen = {"loopback": {"a": of(3, 1, 2)}, "slow 4G": {"a": of(30, 10, 20)}}
    [row] = visits.figures(seen).values()
    assert row == {"bytes": 10, "ready_ms": {"loopback": 2, "slow 4G": 20}, "longest_task_ms": 4}


def test_a_profile_is_by_module_and_package():
    code = [
        "// engine.js",
        "function read() {",
        "}",
        "// node_modules/@org/lib/x.js",
        "function compute() {",
    ]
    heads = {"page.js": profile.heads_of("\n".join(code))}
    called = [
        {"functionName": "read", "url": "http://localhost/assets/page.js", "lineNumber": 1},
        {"functionName": "compute", "url": "http://localhost/assets/page.js", "lineNumber": 4},
        {"functionName": "wasm-function[3]", "url": "http://localhost/assets/backend.wasm", "lineNumber": 0},
        {"functionName": "(garbage collector)", "url": "", "lineNumber": -1},
        {"functionName": "(idle)", "url": "", "lineNumber": -1},
        {"functionName": "evaluate", "url": "", "lineNumber": 5},
    ]
    seen = {
        "nodes": [{"id": i, "callFrame": frame} for i, frame in enumerate(called)],
        "samples": [0, 1, 1, 2, 3, 4, 5],
        "timeDeltas": [1000, 2000, 1000, 4000, 1000, 50_000, 1000],
    }
    assert profile.summed_up(seen, heads, readings=5) == {
        "ms": 2.0,
        "parts": {
            "WebAssembly": 0.4,
            "@org/lib": 0.3,
            "engine.js": 0.1,
            "collecting garbage": 0.1,
            "the browser": 0.1,
        },
    }


def test_the_figures_of_frames():
    seen = [(5 + i / 10, i / 10, 1) for i in range(100)] + [(40, 30, 3)]
    assert frames.summed_up(seen) == {
        "events": 101,
        "median": 5.0,
        "p99": 29.6,
        "p99_from_hand": 39.5,
        "in_next_frame": 0.9901,
    }


def test_the_tables_hold_what_was_measured():
    result = json.loads((ROOT / "docs" / "bench.json").read_text())
    text = speed_tables.everything(result)
    assert f"| {result['visits']['numbre']['bytes'] / 1000:,.0f} |" in text
    assert len(speed_tables.speed(result).splitlines()) - 2 == len({*result["visits"], *result["readings"]})
    assert set(result["visits"]) | set(result["readings"]) <= set(speed_tables.TITLES)


def test_messages_are_encoded_as_the_format_says():
    # both are examples of protobuf.dev's "Encoding"
    assert onnx_file.message((1, 150)) == bytes.fromhex("089601")
    assert onnx_file.message((2, "testing")) == bytes.fromhex("120774657374696e67")
    assert onnx_file.varint(-2) == bytes.fromhex("feffffffffffffffff01")


def test_our_network_becomes_an_onnx_file_that_holds_its_weights():
    model = json.loads((MODELS / "ink" / "model.json").read_text())
    weights = read_weights(MODELS / "ink", model["weightsManifest"])
    made = onnx_file.onnx_of(MODELS / "ink")
    for name, values in weights.items():
        if values.ndim == 4:
            values = values.transpose(3, 2, 0, 1)
        kind = "<i8" if values.dtype.kind == "i" else "<f4"
        assert onnx_file.message((8, name), (9, values.astype(kind).tobytes())) in made


def test_a_graph_that_onnx_is_not_taught_is_refused():
    with pytest.raises(GraphError, match="operation Cosine"):
        onnx_file.Writer({}).node({"op": "Cosine", "name": "x"})


def test_the_weights_of_the_tutorial_are_within_half_a_step_of_ours(tmp_path):
    write_floats(MODELS / "hello", tmp_path)
    [group] = json.loads((tmp_path / "model.json").read_text())["weightsManifest"]
    ours = json.loads((MODELS / "hello" / "model.json").read_text())["weightsManifest"]
    coarse, fine = read_weights(MODELS / "hello", ours), read_weights(tmp_path, [group])
    for spec in ours[0]["weights"]:
        apart = np.abs(coarse[spec["name"]] - fine[spec["name"]]).max()
        assert apart <= 0.501 * spec.get("quantization", {"scale": 0})["scale"]
