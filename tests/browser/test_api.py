"""globalThis.numbre, as scripts use it."""

import re
import shutil

import pytest

from numbre.web import SITE
from tools.browser.servers import hosting
from tools.paths import ROOT

DRAWING = [[[0, 0], [90, 0], [30, 140]]]


def test_recognize_gives_predictions_best_first(shared_page):
    predictions = shared_page.evaluate("(drawing) => numbre.recognize(drawing)", DRAWING)
    assert predictions[0]["text"] == "7"
    assert [p["confidence"] for p in predictions] == sorted(
        (p["confidence"] for p in predictions), reverse=True
    )
    [segment] = predictions[0]["segmentationResult"]
    assert segment["grapheme"] == "7"
    assert (segment["beginIndex"], segment["endIndex"]) == (0, 1)
    assert segment["drawingSegments"] == [{"strokeIndex": 0, "beginPointIndex": 0, "endPointIndex": 3}]
    assert 0.9 < predictions[0]["confidence"] < 1
    assert 0.9 < segment["confidence"] <= segment["probabilities"][7] + 1e-6, (
        "which is given that it is a digit"
    )
    assert sum(segment["probabilities"]) == pytest.approx(1, abs=1e-5)


def test_points_may_be_objects_or_arrays_with_or_without_time(shared_page):
    objects = [[{"x": x, "y": y, "t": 8} for x, y in stroke] for stroke in DRAWING]
    timed = [[[x, y, 8] for x, y in stroke] for stroke in DRAWING]
    answers = [
        shared_page.evaluate("(d) => numbre.recognize(d)", given)[0] for given in (DRAWING, objects, timed)
    ]
    for answer in answers[1:]:
        assert answer["text"] == answers[0]["text"]
        # the first may have been read in plain JavaScript, and the others in WebAssembly
        assert answer["confidence"] == pytest.approx(answers[0]["confidence"], abs=1e-5)


@pytest.mark.parametrize("blank", [[], [[]], [[], []]])
def test_a_blank_drawing_gives_nothing(shared_page, blank):
    assert shared_page.evaluate("(drawing) => numbre.recognize(drawing)", blank) == []


def test_empty_strokes_count_in_the_indices_of_the_others(shared_page):
    [best, *_] = shared_page.evaluate("(drawing) => numbre.recognize(drawing)", [[], *DRAWING])
    assert best["segmentationResult"][0]["drawingSegments"][0]["strokeIndex"] == 1


def test_classify_takes_rasters_and_drawings(shared_page):
    assert shared_page.evaluate("async () => (await numbre.classify(new Float32Array(2 * 784))).length") == 20
    assert shared_page.evaluate("async (d) => (await numbre.classify([d, d, d])).length", DRAWING) == 30
    assert shared_page.evaluate("async () => (await numbre.classify([])).length") == 0
    rows = "async (d) => [...await numbre.classify([d, d])]"
    assert sum(shared_page.evaluate(rows, DRAWING)) == pytest.approx(2, abs=1e-5), "digits only"


def test_a_raster_is_classified_as_a_scan_without_directions(page):
    same = """async ([name, d]) => {
      await numbre.use(name);
      const [a, b] = [await numbre.classify([d]), await numbre.classify(numbre.rasterize(d))];
      return a instanceof Float32Array && a.every((value, i) => value === b[i]);
    }"""
    assert page.evaluate(same, ["hello", DRAWING])
    assert not page.evaluate(same, ["ink", DRAWING]), "it sees the direction of strokes"


def test_non_digits_have_no_graphemes(shared_page, non_digit):
    best, *others = shared_page.evaluate("(drawing) => numbre.recognize(drawing)", non_digit)
    assert best == {"text": "", "confidence": best["confidence"], "segmentationResult": []}
    assert [bool(other["segmentationResult"]) for other in others] == [True, True]
    assert best["confidence"] > others[0]["confidence"] >= others[1]["confidence"]


def test_hints_limit_the_number_of_predictions(shared_page):
    counts = shared_page.evaluate(
        """async (d) => [
          (await numbre.recognize(d)).length,
          (await numbre.recognize(d, { hint: { alternatives: 10 } })).length,
          (await numbre.recognize(d, { hint: { alternatives: 1 } })).length,
        ]""",
        DRAWING,
    )
    assert counts == [3, 10, 1]


def test_models_card_and_timings(shared_page):
    assert shared_page.evaluate("numbre.models")[0] == "ink"
    assert shared_page.evaluate("numbre.card.name") == "ink"
    shared_page.evaluate("(drawing) => numbre.recognize(drawing)", DRAWING)
    timings = shared_page.evaluate("numbre.timings")
    assert 0 < timings["firstReading"] < 60_000
    assert 0 < timings["lastReading"] < 5_000


def test_every_network_of_the_site_can_be_used(shared_page):
    for name in shared_page.evaluate("numbre.models"):
        shared_page.evaluate("(name) => numbre.use(name)", name)
        assert shared_page.evaluate("numbre.card.name") == name
        assert shared_page.evaluate("async (d) => (await numbre.recognize(d)).length", DRAWING) == 3


@pytest.mark.parametrize(
    ("call", "argument"),
    [
        ("numbre.recognize()", "drawing"),
        ("numbre.recognize('7')", "drawing"),
        ("numbre.recognize([7])", "drawing[0]"),
        ("numbre.recognize([[[1, 2], [3]]])", "drawing[0][1]"),
        ("numbre.recognize([[{x: 1, y: NaN}]])", "drawing[0][0]"),
        ("numbre.recognize([[{x: 1, y: Infinity}]])", "drawing[0][0]"),
        ("numbre.recognize([[{x: '1', y: 2}]])", "drawing[0][0]"),
        ("numbre.recognize([[[1, 2, 'now']]])", "drawing[0][0]"),
        ("numbre.recognize([[null]])", "drawing[0][0]"),
        ("numbre.recognize([], 5)", "options"),
        ("numbre.recognize([], {hint: 'digits'})", "hint"),
        ("numbre.recognize([], {hint: {alternatives: 0}})", "hint.alternatives"),
        ("numbre.rasterize(null)", "drawing"),
        ("numbre.classify()", "input"),
        ("numbre.classify(new Float32Array(783))", "input"),
        ("numbre.classify(new Float32Array(784).fill(NaN))", "input"),
        ("numbre.classify(new Float32Array(784).fill(255))", "input"),
        ("numbre.classify([[[1, 2]]])", "input[0]"),
        ("numbre.use('no such network')", "name"),
        ("numbre.use()", "name"),
    ],
)
def test_an_error_names_the_wrong_argument(shared_page, call, argument):
    message = shared_page.evaluate(
        f"async () => {{ try {{ await {call}; return 'accepted'; }} "
        "catch (error) { return `${error.constructor.name}: ${error.message}`; } }"
    )
    assert message.startswith(f"TypeError: {argument}"), message


def test_the_api_is_there_before_the_network(guard, served):
    held = []
    hold = lambda page: page.route("**/*.bin", lambda route: held.append(route))  # noqa: E731
    page = guard.open(served, ready=False, before=hold)
    assert page.evaluate("numbre.card") is None
    assert page.evaluate("numbre.timings") == {"firstReading": None, "lastReading": None, "backend": None}
    assert page.evaluate("numbre.recognize([])") == []
    page.evaluate("(drawing) => { globalThis.predictions = numbre.recognize(drawing); }", DRAWING)
    while not held:
        page.wait_for_timeout(10)
    held[0].continue_()
    assert page.evaluate("predictions")[0]["text"] == "7"
    assert page.evaluate("numbre.card.name") == "ink"


def test_the_readmes_way_to_embed_it_works(guard, tmp_path):
    readme = (ROOT / "README.md").read_text()
    frame = re.search(r"```html\n(.*?)```", readme, flags=re.DOTALL)[1]
    script = re.search(r"```js\n(.*?)```", readme, flags=re.DOTALL)[1]
    shutil.copytree(SITE, tmp_path / "numbre")
    (tmp_path / "index.html").write_text(f"<!doctype html><title>A form</title>{frame}<output></output>")
    logged = []
    with hosting(tmp_path) as url:
        context = guard.browser.new_context()
        guard.contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: message.type == "log" and logged.append(message.text))
        page.goto(url)
        page.evaluate(f"async () => {{ {script} }}")
        length = "document.getElementById('numbre').contentWindow.numbre.classify(new Float32Array(784))"
        assert page.evaluate(f"{length}.then((shares) => shares.length)") == 10
    assert logged
    assert logged[0].startswith("7 0.9")
