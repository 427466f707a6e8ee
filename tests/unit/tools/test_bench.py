"""Pure parts of the benchmarks: bytes, percentiles, payload, profile, tables, numbers; and ONNX files."""

import json
from dataclasses import replace

import numpy as np
import pytest

from numbre.export.numpy_runtime import read_weights
from numbre.export.operations import GraphError
from numbre.train.features import ink
from tools.bench import first_visits, input_latency, onnx_file, paper, profile, speedrun, summary
from tools.bench.peer_models import write_float32
from tools.docs import speed, training
from tools.paths import MODELS
from tools.photos import LOOKS, digits_of_writers, photo
from tools.results import Bench, Goal, Speedrun, TimedRun, committed

EVENTS = [
    (summary.REQUESTED, {"requestId": "page", "wallTime": 100.0}),
    (summary.REQUESTED, {"requestId": "code", "wallTime": 100.1}),
    (summary.FINISHED, {"requestId": "page", "encodedDataLength": 1000.0}),
    (summary.REQUESTED, {"requestId": "later", "wallTime": 100.6}),
    (summary.FINISHED, {"requestId": "later", "encodedDataLength": 5000.0}),
    (summary.FINISHED, {"requestId": "code", "encodedDataLength": 200.0}),
]


def test_bytes_count_if_requested_before_the_page_is_ready():
    assert summary.bytes_until(EVENTS, ready=100.5) == 1200
    assert summary.bytes_until(EVENTS, ready=101.0) == 6200


def test_percentiles_of_times():
    assert summary.percentiles([*range(1, 100)]) == {"median": 50, "p95": 95}


def test_errors_are_readings_other_than_the_digit():
    assert summary.count_errors([7, 1, None], [7, 7, 7]) == 2


def test_bytes_are_shared_out_by_module_and_package():
    outputs = {
        "a.js": {"main.js": 30, "node_modules/@org/lib/x.js": 60, "node_modules/@org/lib/sub/y.js": 10},
        "b.js": {"../node_modules/small/z.js": 5},
    }
    parts = summary.group_by_package(outputs, {"a.js": 50, "b.js": 4})
    assert list(parts.items()) == [("@org/lib", 35), ("main.js", 15), ("small", 4)]


def test_rasters_of_pictures_have_softer_edges_and_thinner_pens_than_those_of_strokes():
    rng = np.random.default_rng(0)
    writer = next(iter(digits_of_writers().values()))
    drawings = [writer[digit][0] for digit in "358"]
    looks = ("plain", "pencil", "blurred")
    made = [
        (look, int(digit), photo([[drawing]], LOOKS[look], rng), drawing)
        for look, digit, drawing in zip(looks, "358", drawings, strict=True)
    ]
    found = list(paper.traced(iter(made)))
    assert [(one.look, one.label) for one in found] == [(look, digit) for look, digit, *_ in made]
    assert all(one.strokes and one.drawing is not None for one in found)
    pictures = paper.spread(np.stack([one.raster for one in found]))
    strokes = paper.spread(ink.render(ink.Batch.of(drawings)))
    assert (pictures["edge"] > 1.3 * strokes["edge"]).all()
    assert (pictures["pen"] < strokes["pen"]).all()
    assert (pictures["full"] < strokes["full"]).all()


def test_pens_and_edges_are_measured_in_pixels():
    bar = np.zeros((1, 28, 28))
    bar[:, 4:24, 12:16] = 1
    measured = {name: values.item() for name, values in paper.spread(bar).items()}
    assert measured == pytest.approx(
        {"ink": 80, "pen": 4 * 20 / 24, "edge": 0, "full": 1}, rel=0.05, abs=0.01
    )


def accuracies(validation, test):
    return {"mnist validation": validation, "mnist test": test}


def test_speedrun_aims_at_the_validation_part_and_shows_both():
    runs = [TimedRun(20, accuracies(0.992, 0.991)), TimedRun(22, accuracies(0.994, 0.993))]
    result = speedrun.summary(runs, TimedRun(210, accuracies(0.99, 0.992)))
    assert result.goal.set == "mnist validation"
    assert result.speedup == 10.0
    heads, _, lesson, fast = training.speedrun(result).splitlines()
    assert heads == "| recipe | seeds | training | MNIST validation | MNIST test | faster than `lesson` |"
    assert lesson == "| `lesson` | 1 | 210 s | 99.00 % | 99.20 % |  |"
    assert fast == "| `speedrun` | 2 | 21 ± 1 s | 99.30 ± 0.14 % | 99.20 ± 0.14 % | 10.0 times |"
    assert "optimistic" not in training.speedrun_provenance(result)


def test_a_goal_on_the_test_set_is_admitted_beside_the_result():
    result = replace(committed("speedrun", Speedrun), goal=Goal("mnist test", 0.992))
    assert "99.2 % on MNIST test, so the accuracy there" in training.speedrun_provenance(result)


def test_pages_are_visited_alone_except_those_that_wait_together():
    assert first_visits.turns(["a", "b", "c"], {"b", "c"}) == [["a"], ["b", "c"]]
    assert first_visits.turns(["a", "b"], set()) == [["a"], ["b"]]


def test_results_of_visits_are_medians():
    of = lambda *ready: [first_visits.Visit(10, one, 2 * one, [one]) for one in ready]  # noqa: E731
    visits = {"loopback": {"a": of(3, 1, 2)}, "slow 4G": {"a": of(30, 10, 20)}}
    [row] = first_visits.medians(visits).values()
    assert row == {"bytes": 10, "ready_ms": {"loopback": 2, "slow 4G": 20}, "longest_task_ms": 4}


def test_a_profile_is_grouped_by_module_and_package():
    code = [
        "// session.js",
        "function read() {",
        "}",
        "// node_modules/@org/lib/x.js",
        "function compute() {",
    ]
    modules = {"page.js": profile.modules_of("\n".join(code))}
    frames = [
        {"functionName": "read", "url": "http://localhost/assets/page.js", "lineNumber": 1},
        {"functionName": "compute", "url": "http://localhost/assets/page.js", "lineNumber": 4},
        {"functionName": "wasm-function[3]", "url": "http://localhost/assets/backend.wasm", "lineNumber": 0},
        {"functionName": "(garbage collector)", "url": "", "lineNumber": -1},
        {"functionName": "(idle)", "url": "", "lineNumber": -1},
        {"functionName": "evaluate", "url": "", "lineNumber": 5},
    ]
    samples = {
        "nodes": [{"id": i, "callFrame": frame} for i, frame in enumerate(frames)],
        "samples": [0, 1, 1, 2, 3, 4, 5],
        "timeDeltas": [1000, 2000, 1000, 4000, 1000, 50_000, 1000],
    }
    assert profile.summarize(samples, modules, readings=5) == {
        "ms": 2.0,
        "parts": {
            "WebAssembly": 0.4,
            "@org/lib": 0.3,
            "session.js": 0.1,
            "garbage collection": 0.1,
            "browser": 0.1,
        },
    }


def test_the_summary_of_input_latency():
    seen = [(5 + i / 10, i / 10, 1 + i % 2) for i in range(100)] + [(40, 30, 3)]
    assert input_latency.summarize(seen) == {
        "events": 101,
        "median": 5.0,
        "p99": 29.6,
        "p99_since_input": 39.5,
        "in_next_frame": 0.9901,
    }


def test_tables_of_speed_have_a_row_for_each_page_and_reader():
    result = committed("bench", Bench)
    tables = speed.tables(result)
    rows = {name: len(text.splitlines()) - 2 for name, text in tables.items()}
    assert rows["first visits"] == len(result.first_visits) == len(speed.PAGES)
    assert rows["digits"] == rows["memory"] == len(result.digits)
    assert set(result.digits) <= set(speed.READERS)
    assert f"| {result.first_visits['numbre'].bytes / 1000:,.0f} |" in tables["first visits"]


def test_tables_of_speed_do_without_the_data_and_without_an_idle_page():
    result = committed("bench", Bench)
    digits = {name: row for name, row in result.digits.items() if name != "numbre, recognize, after idle"}
    result = replace(result, digits=digits, input_latency=None, stroke_latency=None)
    assert not {"input latency", "stroke latency"} & set(speed.tables(result))
    assert f"| {digits['numbre, recognize'].ms.median:.1f} |" in speed.speed(result)


def test_messages_are_encoded_as_in_the_format_s_own_examples():
    # both are examples of protobuf.dev's "Encoding"
    assert onnx_file.message((1, 150)) == bytes.fromhex("089601")
    assert onnx_file.message((2, "testing")) == bytes.fromhex("120774657374696e67")
    assert onnx_file.varint(-2) == bytes.fromhex("feffffffffffffffff01")


def test_an_onnx_file_holds_the_weights_of_the_network():
    model = json.loads((MODELS / "ink" / "model.json").read_text())
    weights = read_weights(MODELS / "ink", model["weightsManifest"])
    content = onnx_file.onnx_of(MODELS / "ink")
    for name, values in weights.items():
        if values.ndim == 4:
            values = values.transpose(3, 2, 0, 1)
        kind = "<i8" if values.dtype.kind == "i" else "<f4"
        assert onnx_file.message((8, name), (9, values.astype(kind).tobytes())) in content


def test_an_operation_without_an_onnx_equivalent_is_an_error():
    with pytest.raises(GraphError, match="operation Cosine"):
        onnx_file.Writer({}).node({"op": "Cosine", "name": "x"})


def test_the_tutorial_s_weights_are_within_half_a_step_of_the_committed_ones(tmp_path):
    write_float32(MODELS / "hello", tmp_path)
    [group] = json.loads((tmp_path / "model.json").read_text())["weightsManifest"]
    committed = json.loads((MODELS / "hello" / "model.json").read_text())["weightsManifest"]
    coarse, fine = read_weights(MODELS / "hello", committed), read_weights(tmp_path, [group])
    for spec in committed[0]["weights"]:
        apart = np.abs(coarse[spec["name"]] - fine[spec["name"]]).max()
        assert apart <= 0.501 * spec.get("quantization", {"scale": 0})["scale"]
