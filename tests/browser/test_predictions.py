"""The best hypotheses for every line become predictions; constraints on them; whatever the network."""

import numpy as np
import pytest

DIGITS = list("0123456789")
PREDICT = """async ([lines, count]) => {
  const { toPredictions } = await import(new URL('recognize/predictions.js', document.baseURI));
  for (const { candidates } of lines.flat()) {
    for (const one of candidates) one.probabilities = Float32Array.from(one.probabilities);
  }
  return toPredictions(lines, count);
}"""
DIGIT_PROBABILITIES = """async ([probabilities, classes]) => {
  const { digitProbabilities } = await import(new URL('network/classes.js', document.baseURI));
  return [...digitProbabilities(Float32Array.from(probabilities), classes)];
}"""
CONSTRAINTS = """async ([hint, text, rest]) => {
  const { constraintsOf } = await import(new URL('recognize/constraints.js', document.baseURI));
  const { allows, accepts } = constraintsOf({ alternatives: 3, ...hint });
  return [allows(text, rest), accepts(text)];
}"""


@pytest.fixture
def predict(modules):
    """A function that returns the predictions for lines [[hypothesis]]."""
    page = modules()
    return lambda *lines, count=10: page.evaluate(PREDICT, [lines, count])


def hypothesis(*candidates, score=None):
    """Return a hypothesis of candidates (grapheme, probability, last piece[, cuts]), one stroke each.

    score: by default that of their probabilities.
    """
    made = []
    for place, (grapheme, probability, last, *cuts) in enumerate(candidates):
        best = int(grapheme) if grapheme in DIGITS else 10
        segment = {
            "first": last,
            "last": last,
            "cuts": sum(cuts),
            "parts": [{"stroke": place + 1, "begin": 0, "end": 2}],
        }
        probabilities = [probability * (index == best) for index in range(11)]
        made.append(
            {
                "segment": segment,
                "grapheme": grapheme,
                "probability": probability,
                "probabilities": probabilities,
            }
        )
    text = "".join(candidate[0] for candidate in candidates)
    total = float(np.log([candidate[1] for candidate in candidates]).sum()) if score is None else score
    return {"text": text, "score": total, "candidates": made}


def test_a_single_digit_has_the_probability_that_the_network_gives(predict):
    found = predict([hypothesis(("7", 0.5, 0)), hypothesis(("1", 0.25, 0))])
    assert [(one["text"], one["confidence"]) for one in found] == [("7", 0.5), ("1", 0.25)]
    [grapheme] = found[0]["graphemes"]
    assert (grapheme["grapheme"], grapheme["line"], grapheme["confidence"]) == ("7", 0, 0.5)
    assert grapheme["parts"] == [{"stroke": 1, "begin": 0, "end": 2}]


def test_non_digits_have_no_graphemes_and_are_predicted_only_if_they_are_best(predict):
    non_digit, digit = predict([hypothesis(("", 0.75, 0), score=-0.2), hypothesis(("4", 0.25, 0))])
    assert non_digit == {"text": "", "confidence": 0.75, "graphemes": []}
    assert digit["confidence"] == 0.25
    texts = [one["text"] for one in predict([hypothesis(("4", 0.6, 0)), hypothesis(("", 0.4, 0))])]
    assert texts == ["4"]


def test_confidence_includes_the_share_of_the_segmentation(predict):
    hypotheses = hypothesis(("4", 0.9, 1), score=0.0), hypothesis(("1", 0.9, 0), ("1", 0.9, 1), score=0.0)
    found = predict(list(hypotheses))
    assert [one["confidence"] for one in found] == pytest.approx([0.45, 0.405])


def test_two_digits_that_together_are_a_non_digit_keep_their_confidence(predict):
    found = predict([hypothesis(("4", 0.9, 0), ("7", 0.9, 1)), hypothesis(("", 1.0, 1), score=-0.3)])
    assert found[0]["confidence"] == pytest.approx(0.81)


def test_cuts_lower_the_confidence(predict):
    [whole], [cut] = (predict([hypothesis(("1", 0.9, 0, cuts))]) for cuts in (0, 1))
    assert cut["confidence"] < 0.95 * whole["confidence"]


def test_lines_are_separated_by_newlines(predict):
    [best, *_] = predict(
        [hypothesis(("4", 0.9, 0), ("7", 0.9, 1))], [hypothesis(("", 0.9, 0))], [hypothesis(("5", 0.5, 0))]
    )
    assert best["text"] == "47\n5"
    assert [one["line"] for one in best["graphemes"]] == [0, 0, 1]
    assert best["confidence"] == pytest.approx(0.9**3 * 0.5)


def test_texts_are_unique_and_limited_in_number(predict):
    lines = [hypothesis((digit, 0.1, 0)) for digit in "3355810"]
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
def test_constraints_on_beginnings_and_answers(modules, hint, text, rest, allowed, accepted):
    assert modules().evaluate(CONSTRAINTS, [hint, text, rest]) == [allowed, accepted]


def test_all_digits_are_equally_probable_if_rounding_leaves_nothing_for_them(modules):
    values = [*[0.05] * 8, 0.1, 0.0, 0.5, *[0] * 10, 1]
    got = np.reshape(modules().evaluate(DIGIT_PROBABILITIES, [values, [*DIGITS, "non-digit"]]), (2, 10))
    assert np.allclose(got, [[*[0.1] * 8, 0.2, 0], [0.1] * 10])
