"""Whole numbers through numbre.recognize: segments, order, lines, marks, hints, and hostile drawings."""

import json
import random

import pytest

from tools.browser.number_drawings import joined, numbers, row
from tools.paths import MODELS

READ = "(drawing) => numbre.recognize(drawing)"
HINTED = "([drawing, hint]) => numbre.recognize(drawing, { hint })"


def texts(page, drawing, hint=None):
    """Return the texts of all predictions."""
    return [one["text"] for one in page.evaluate(HINTED, [drawing, hint or {}])]


@pytest.mark.parametrize("text", ["47", "2026", "1000", "90210", "0123456789", "5558675309"])
def test_a_number_is_read(shared_page, text):
    assert texts(shared_page, numbers(text))[0] == text


@pytest.mark.parametrize("gap", [8, 20, 60, 140])
def test_digits_may_stand_close_or_far(shared_page, gap):
    assert texts(shared_page, numbers("25036", gap=gap))[0] == "25036"


def test_each_grapheme_knows_its_ink(shared_page):
    [best, *_] = shared_page.evaluate(READ, numbers("475"))
    assert [one["grapheme"] for one in best["segmentationResult"]] == ["4", "7", "5"]
    assert [(one["beginIndex"], one["endIndex"]) for one in best["segmentationResult"]] == [
        (0, 1),
        (1, 2),
        (2, 3),
    ]
    strokes = [[part["strokeIndex"] for part in one["drawingSegments"]] for one in best["segmentationResult"]]
    assert strokes == [[0, 1], [2, 3], [4, 5]]
    for one in best["segmentationResult"]:
        assert len(one["probabilities"]) == 10
        assert sum(one["probabilities"]) == pytest.approx(1, abs=1e-5)
        assert one["probabilities"].index(max(one["probabilities"])) == int(one["grapheme"])
    assert 0.9 < best["confidence"] <= min(one["confidence"] for one in best["segmentationResult"])


def test_strokes_may_come_in_any_order(shared_page):
    drawing = numbers("74057")
    first = shared_page.evaluate(READ, drawing)[0]
    for seed in range(5):
        mixed = random.Random(seed).sample(drawing, len(drawing))
        best = shared_page.evaluate(READ, mixed)[0]
        assert best["text"] == first["text"] == "74057"
        assert best["confidence"] == pytest.approx(first["confidence"], abs=1e-6)


def test_two_zeros_in_one_stroke_are_read(shared_page):
    zeros = row("0", "0", gap=20)
    stroke = joined(*zeros)
    [best, *_] = shared_page.evaluate(READ, [*row("1", left=-60), stroke])
    assert best["text"] == "100"
    ends = [one["drawingSegments"][0] for one in best["segmentationResult"][1:]]
    assert [one["strokeIndex"] for one in ends] == [1, 1]
    assert 0 == ends[0]["beginPointIndex"] < ends[0]["endPointIndex"] <= ends[1]["beginPointIndex"] + 1
    assert ends[1]["endPointIndex"] == len(stroke)


def test_two_lines_are_two_numbers(shared_page):
    drawing = [*numbers("2026"), *numbers("31", top=220, left=40)]
    [best, *_] = shared_page.evaluate(READ, drawing)
    assert best["text"] == "2026\n31"
    assert [best["text"][one["beginIndex"]] for one in best["segmentationResult"]] == list("202631")


def test_an_eight_of_two_rings_with_paper_between_is_one_digit(shared_page):
    upper = [[x, y * 0.4] for x, y in row("0")[0]]
    for paper in (2, 8, 12):  # the lower ring is 70 high
        lower = [[x, y * 0.5 + 56 + paper] for x, y in row("0")[0]]
        assert texts(shared_page, [upper, lower])[0] == "8"


def test_a_speck_beside_a_digit_is_ignored(shared_page):
    assert texts(shared_page, [*numbers("7"), [[-60, 70]]])[0] == "7"


def test_a_line_may_climb(shared_page):
    drawing = [[[x, y - 0.2 * x] for x, y in stroke] for stroke in numbers("90210")]
    assert texts(shared_page, drawing)[0] == "90210"


@pytest.mark.parametrize(
    ("mark", "text"),
    [
        ([[[210, 134], [214, 137], [209, 139]]], "39.50"),
        ([[[212, 130], [214, 142], [202, 166]]], "39,50"),
    ],
)
def test_a_point_or_comma_between_digits_is_read(shared_page, mark, text):
    drawing = [*numbers("39", gap=30), *mark, *numbers("50", left=245)]
    assert texts(shared_page, drawing)[0] == text


def test_a_minus_before_the_first_digit_is_read(shared_page):
    minus = [[[-90, 70], [-60, 69], [-25, 71]]]
    assert texts(shared_page, [*minus, *numbers("18")])[0] == "-18"


@pytest.mark.parametrize(
    ("hint", "text"),
    [
        ({"length": 4}, "2026"),
        ({"graphemeSet": ["0", "2", "6"]}, "2026"),
        ({"graphemeSet": "026"}, "2026"),
        ({"min": 2000, "max": 2100}, "2026"),
    ],
)
def test_a_correct_hint_changes_nothing(shared_page, hint, text):
    assert texts(shared_page, numbers("2026"), hint)[0] == text


def test_hints_constrain_the_answer(shared_page):
    drawing = numbers("17")
    assert all(set(text) <= set("47") for text in texts(shared_page, drawing, {"graphemeSet": "47"}))
    assert all(
        text == "" or 0 <= int(text) <= 12
        for text in texts(shared_page, drawing, {"min": 0, "max": 12, "alternatives": 5})
    )
    assert all(len(text) in (0, 1) for text in texts(shared_page, drawing, {"length": 1}))


def test_alternatives_are_other_numbers_best_first(shared_page):
    found = shared_page.evaluate(HINTED, [numbers("47"), {"alternatives": 6}])
    assert len({one["text"] for one in found}) == len(found) == 6


@pytest.mark.parametrize(
    ("hint", "argument"),
    [
        ({"length": 0}, "hint.length"),
        ({"length": 2.5}, "hint.length"),
        ({"graphemeSet": []}, "hint.graphemeSet"),
        ({"graphemeSet": ["x"]}, "hint.graphemeSet"),
        ({"graphemeSet": 7}, "hint.graphemeSet"),
        ({"min": "0"}, "hint.min"),
        ({"min": 3, "max": 2}, "hint.max"),
    ],
)
def test_an_error_names_the_wrong_hint(shared_page, hint, argument):
    message = shared_page.evaluate(
        "([d, hint]) => numbre.recognize(d, { hint }).catch((error) => `${error.name}: ${error.message}`)",
        [numbers("1"), hint],
    )
    assert message.startswith(f"TypeError: {argument}")


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


def test_each_golden_digit_is_read_as_one_digit(shared_page):
    vectors = json.loads((MODELS / "ink" / "golden.json").read_text())["vectors"]
    digits = [vector for vector in vectors if vector["name"].startswith("digit ")]
    read = [texts(shared_page, vector["drawing"])[0] for vector in digits]
    wrong = [digit["name"] for digit, text in zip(digits, read, strict=True) if text != digit["name"][6]]
    assert len(wrong) <= 0.05 * len(digits), wrong
