"""Probabilities become predictions, whatever network they come from."""

import numpy as np
import pytest

DIGITS = list("0123456789")
DRAWING = [[], [[0, 0], [9, 9]]]
PREDICT = """async ([drawing, probabilities, classes, alternatives]) => {
  const { predict } = await import(new URL('reading.js', document.baseURI));
  return predict(drawing, Float32Array.from(probabilities), classes, { alternatives });
}"""
GIVEN = """async ([probabilities, classes]) => {
  const { givenDigit } = await import(new URL('classes.js', document.baseURI));
  return [...givenDigit(Float32Array.from(probabilities), classes)];
}"""


@pytest.fixture
def predict(unwired):
    """Return predictions for shares of classes {index: probability}."""
    page = unwired()

    def predict_with(shares, tells_none=True, alternatives=11):
        classes = [*DIGITS, "none"] if tells_none else DIGITS
        values = [shares.get(index, 0) for index in range(len(classes))]
        return page.evaluate(PREDICT, [DRAWING, values, classes, alternatives])

    return predict_with


def test_what_is_no_digit_comes_first_and_gives_no_grapheme(predict):
    none, *digits = predict({10: 0.75, 4: 0.25})
    assert none == {"text": "", "confidence": 0.75, "segmentationResult": []}
    assert [digit["text"] for digit in digits] == list("4012356789")
    assert digits[0]["confidence"] == 0.25, "of all that it may be"
    assert digits[0]["segmentationResult"][0]["probabilities"][4] == 1, "given that it is a digit"


@pytest.mark.parametrize("none", [0.25, 0.375])
def test_no_digit_is_no_prediction_where_a_digit_is_as_likely(predict, none):
    predictions = predict({7: 0.375, 10: none, 1: 0.25, 3: 0.375 - none})
    assert sorted(prediction["text"] for prediction in predictions) == DIGITS
    assert (predictions[0]["text"], predictions[0]["confidence"]) == ("7", 0.375)
    [segment] = predictions[0]["segmentationResult"]
    assert segment["confidence"] == 0.375
    assert segment["drawingSegments"] == [{"strokeIndex": 1, "beginPointIndex": 0, "endPointIndex": 2}]
    assert sum(segment["probabilities"]) == pytest.approx(1)


def test_a_network_that_tells_digits_only_gives_digits_only(predict):
    predictions = predict({3: 0.5, 8: 0.5}, tells_none=False)
    assert [prediction["text"] for prediction in predictions[:2]] == ["3", "8"]
    assert predictions[0]["segmentationResult"][0]["probabilities"][3] == 0.5


def test_the_hint_counts_no_digit_too(predict):
    assert [p["text"] for p in predict({10: 0.75, 4: 0.25}, alternatives=1)] == [""]
    assert [p["text"] for p in predict({10: 0.75, 4: 0.25}, alternatives=2)] == ["", "4"]


def test_where_nothing_is_left_for_the_digits_all_are_alike(unwired):
    values = [*[0.05] * 8, 0.1, 0.0, 0.5, *[0] * 10, 1]
    got = np.reshape(unwired().evaluate(GIVEN, [values, [*DIGITS, "none"]]), (2, 10))
    assert np.allclose(got, [[*[0.1] * 8, 0.2, 0], [0.1] * 10])
