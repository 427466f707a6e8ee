"""Whole numbers through numbre.recognize, as scripts call it; tests/js reads many more, without a browser."""

import pytest

from tests.browser.test_failures import FAILED_REQUEST
from tools.browser.number_drawings import numbers

READ = "(drawing) => numbre.recognize(drawing)"
HINTED = "([drawing, hint]) => numbre.recognize(drawing, { hint })"


@pytest.mark.parametrize("text", ["47", "0123456789"])
def test_a_number_is_read(shared_page, text):
    assert shared_page.evaluate(READ, numbers(text))[0]["text"] == text


def test_each_grapheme_knows_its_ink(shared_page):
    drawing = [*numbers("47"), *numbers("5", top=220)]
    [best, *_] = shared_page.evaluate(READ, drawing)
    assert best["text"] == "47\n5"
    segments = best["segmentationResult"]
    assert [(one["grapheme"], one["beginIndex"], one["endIndex"]) for one in segments] == [
        *[("4", 0, 1), ("7", 1, 2), ("5", 3, 4)],
    ]
    strokes = [[part["strokeIndex"] for part in one["drawingSegments"]] for one in segments]
    assert strokes == [[0, 1], [2, 3], [4, 5]]
    for one in segments:
        assert len(one["probabilities"]) == 10
        assert sum(one["probabilities"]) == pytest.approx(1, abs=1e-5)
        assert one["probabilities"].index(max(one["probabilities"])) == int(one["grapheme"])
    assert 0.9 < best["confidence"] <= min(one["confidence"] for one in segments)


@pytest.mark.parametrize(
    "hint",
    [{"length": 4}, {"graphemeSet": ["0", "2", "6"]}, {"min": 2000, "max": 2100}],
)
def test_a_correct_hint_changes_nothing(shared_page, hint):
    assert shared_page.evaluate(HINTED, [numbers("2026"), hint])[0]["text"] == "2026"


def test_hints_constrain_the_answer(shared_page):
    found = shared_page.evaluate(HINTED, [numbers("17"), {"graphemeSet": "47", "length": 2}])
    assert all(len(one["text"]) in (0, 2) and set(one["text"]) <= set("47") for one in found)


def test_alternatives_are_other_numbers(shared_page):
    found = shared_page.evaluate(HINTED, [numbers("47"), {"alternatives": 6}])
    assert len({one["text"] for one in found}) == len(found) == 6


def test_an_error_names_the_wrong_hint(shared_page):
    call = "(hint) => numbre.recognize([], { hint }).catch((error) => `${error.name}: ${error.message}`)"
    message = shared_page.evaluate(call, {"min": 3, "max": 2})
    assert message == "TypeError: hint.max: expected a number not below hint.min"


def test_a_hint_may_be_given_before_the_page_is_ready(guard, served):
    page = guard.visit(served)
    assert page.evaluate(HINTED, [numbers("17"), {"graphemeSet": "17"}])[0]["text"] == "17"


def test_hints_need_code_that_is_fetched_again_where_it_did_not_come(guard, served):
    guard.allowed += FAILED_REQUEST
    page = guard.open(served, before=lambda page: page.route("**/later-*.js", lambda route: route.abort()))
    drawing, call = numbers("17"), f"(given) => ({HINTED})(given).catch((error) => `${{error}}`)"
    message = "Error: The code for hints has not loaded. Await numbre.ready, then try again."
    assert page.evaluate(call, [drawing, {"kind": "integer"}]) == message
    assert page.evaluate(READ, drawing)[0]["text"] == "17", "without hints it reads"
    page.unroute("**/later-*.js")
    assert page.evaluate(call, [drawing, {"kind": "integer"}])[0]["text"] == "17"


HOSTILE = {
    "a stroke of 100,000 points": "[Array.from({ length: 1e5 }, (_, i) => [i % 300, (i * 7) % 200])]",
    "10,000 strokes": """Array.from({ length: 1e4 }, (_, i) => {
      const [x, y] = [(i * 37) % 900, (i * 91) % 700];
      return [[x, y], [x + 9, y + 30]];
    })""",
    "dots only": "Array.from({ length: 300 }, (_, i) => [[(i * 37) % 300, (i * 91) % 200]])",
    "everything on one spot": "Array.from({ length: 500 }, () => [[5, 5], [5, 5]])",
    "one level line of many strokes": "Array.from({ length: 400 }, (_, i) => [[i * 3, 0], [i * 3 + 2, 0]])",
    "far apart": "[[[-1e300, 0], [1e300, 1]], [[0, 0], [0, 50]]]",
}


@pytest.mark.parametrize("drawing", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_drawing_is_answered_in_time(shared_page, drawing):
    took, found = shared_page.evaluate(
        f"""async () => {{
          const drawing = {drawing};
          const started = performance.now();
          const found = await numbre.recognize(drawing);
          return [performance.now() - started, found];
        }}"""
    )
    assert took < 10_000
    assert len(found) <= 3
    assert all(0 <= one["confidence"] <= 1 for one in found)


def test_a_reading_that_is_cut_off_says_so(shared_page):
    found = shared_page.evaluate(f"numbre.recognize({HOSTILE['10,000 strokes']})")
    assert found
    assert all(one["isPartial"] for one in found)
    assert "isPartial" not in shared_page.evaluate(READ, numbers("47"))[0]
