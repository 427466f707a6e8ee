"""The best paths of every line become predictions, whatever network they come from."""

import numpy as np
import pytest

DIGITS = list("0123456789")
PREDICT = """async ([lines, classes, count]) => {
  const { toPredictions } = await import(new URL('recognize/predictions.js', document.baseURI));
  for (const { steps } of lines.flat()) {
    for (const { candidate } of steps) candidate.all = Float32Array.from(candidate.all);
  }
  return toPredictions(lines, classes, count);
}"""
GIVEN = """async ([probabilities, classes]) => {
  const { givenDigit } = await import(new URL('network/classes.js', document.baseURI));
  return [...givenDigit(Float32Array.from(probabilities), classes)];
}"""
LIMITS = """async ([hint, text, rest]) => {
  const { limitsOf } = await import(new URL('recognize/constraints.js', document.baseURI));
  const { allows, accepts } = limitsOf({ alternatives: 3, ...hint });
  return [allows(text, rest), accepts(text)];
}"""


@pytest.fixture
def predict(unwired):
    """Return the predictions for lines [[path]]."""
    page = unwired()
    return lambda *lines, classes=(*DIGITS, "none"), count=10: page.evaluate(PREDICT, [lines, classes, count])


def path(*steps, score=None):
    """Return a path of steps (grapheme, p, last atom[, cuts]), one stroke each; score: else of their p."""
    made = []
    for place, (grapheme, p, last, *cuts) in enumerate(steps):
        likely = int(grapheme) if grapheme in DIGITS else 10
        group = {
            "first": last,
            "last": last,
            "cuts": sum(cuts),
            "parts": [{"stroke": place + 1, "begin": 0, "end": 2}],
        }
        candidate = {"group": group, "all": [p * (index == likely) for index in range(11)]}
        made.append({"candidate": candidate, "choice": {"grapheme": grapheme, "p": p}})
    text = "".join(step[0] for step in steps)
    total = float(np.log([step[1] for step in steps]).sum()) if score is None else score
    return {"text": text, "score": total, "steps": made}


def test_one_digit_has_the_probability_that_the_network_gives_it(predict):
    found = predict([path(("7", 0.5, 0)), path(("1", 0.25, 0))])
    assert [(one["text"], one["confidence"]) for one in found] == [("7", 0.5), ("1", 0.25)]
    [segment] = found[0]["segmentationResult"]
    assert (segment["grapheme"], segment["beginIndex"], segment["endIndex"]) == ("7", 0, 1)
    assert segment["drawingSegments"] == [{"strokeIndex": 1, "beginPointIndex": 0, "endPointIndex": 2}]


def test_what_is_no_digit_gives_no_grapheme_and_is_told_only_where_it_is_best(predict):
    none, digit = predict([path(("", 0.75, 0), score=-0.2), path(("4", 0.25, 0))])
    assert none == {"text": "", "confidence": 0.75, "segmentationResult": []}
    assert digit["confidence"] == 0.25
    texts = [one["text"] for one in predict([path(("4", 0.6, 0)), path(("", 0.4, 0))])]
    assert texts == ["4"]


def test_a_way_to_divide_the_ink_is_as_likely_as_it_is_among_all_ways(predict):
    ways = path(("4", 0.9, 1), score=0.0), path(("1", 0.9, 0), ("1", 0.9, 1), score=0.0)
    found = predict(list(ways))
    assert [one["confidence"] for one in found] == pytest.approx([0.45, 0.405])


def test_that_two_digits_together_are_none_says_nothing_against_them(predict):
    found = predict([path(("4", 0.9, 0), ("7", 0.9, 1)), path(("", 1.0, 1), score=-0.3)])
    assert found[0]["confidence"] == pytest.approx(0.81)


def test_what_had_to_be_cut_is_less_sure(predict):
    [whole], [cut] = (predict([path(("1", 0.9, 0, cuts))]) for cuts in (0, 1))
    assert cut["confidence"] < 0.95 * whole["confidence"]


def test_lines_are_told_with_a_newline_between_them(predict):
    [best, *_] = predict([path(("4", 0.9, 0), ("7", 0.9, 1))], [path(("", 0.9, 0))], [path(("5", 0.5, 0))])
    assert best["text"] == "47\n5"
    assert [one["beginIndex"] for one in best["segmentationResult"]] == [0, 1, 3]
    assert best["confidence"] == pytest.approx(0.9**3 * 0.5)


def test_a_text_is_told_once_and_no_more_than_are_wanted(predict):
    lines = [path((digit, 0.1, 0)) for digit in "3355810"]
    assert [one["text"] for one in predict(lines)] == list("35810")
    assert len(predict(lines, count=2)) == 2


@pytest.mark.parametrize(
    ("hint", "text", "rest", "allowed", "accepted"),
    [
        ({}, "123", 0, True, True),
        ({"length": 3}, "12", 1, True, False),
        ({"length": 3}, "123", 0, True, True),
        ({"length": 3}, "1234", 0, False, False),
        ({"min": 10, "max": 20}, "2", 1, True, False),
        ({"min": 10, "max": 20}, "3", 5, False, False),
        ({"min": 10, "max": 20}, "15", 0, True, True),
        ({"min": 10, "max": 20}, "9", 0, False, False),
        ({"min": 100}, "1", 1, False, False),
        ({"min": 100}, "1", 2, True, False),
        ({"max": 1.5}, "1,5", 0, True, True),
        ({"max": 1.5}, "1.6", 0, True, False),
        ({"min": 1, "max": 5}, "", 0, True, True),
    ],
)
def test_limits_tell_what_may_go_on_and_what_is_an_answer(unwired, hint, text, rest, allowed, accepted):
    assert unwired().evaluate(LIMITS, [hint, text, rest]) == [allowed, accepted]


def test_where_nothing_is_left_for_the_digits_all_are_alike(unwired):
    values = [*[0.05] * 8, 0.1, 0.0, 0.5, *[0] * 10, 1]
    got = np.reshape(unwired().evaluate(GIVEN, [values, [*DIGITS, "none"]]), (2, 10))
    assert np.allclose(got, [[*[0.1] * 8, 0.2, 0], [0.1] * 10])
