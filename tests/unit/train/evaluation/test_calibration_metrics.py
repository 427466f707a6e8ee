"""Calibration and rejection, against cases small enough to count by hand."""

import numpy as np
import pytest

from numbre.train.evaluation.metrics import calibration, digit_probabilities, rejection, rejection_margins


def sure(confidence, digit=0, none=0.0):
    """Return one row of 11 probabilities."""
    row = np.full(11, (1 - confidence - none) / 9)
    row[digit], row[10] = confidence, none
    return row


def test_the_ten_digits_are_given_that_it_is_one():
    row = sure(0.6, none=0.25)[None]
    assert digit_probabilities(row).sum() == pytest.approx(1)
    assert digit_probabilities(row)[0, 0] == pytest.approx(0.8)
    assert np.array_equal(digit_probabilities(row[:, :10] / 0.75), row[:, :10] / 0.75)


def test_a_margin_above_zero_is_read_as_no_digit():
    assert rejection_margins(np.array([sure(0.6, none=0.25), sure(0.2, none=0.7)])) == pytest.approx(
        [np.log(0.25 / 0.6), np.log(0.7 / 0.2)]
    )


def test_the_calibration_error_is_confidence_against_what_is_right():
    seen = np.array([sure(0.95)] * 10 + [sure(0.55)] * 10)
    labels = np.array([0] * 8 + [1] * 2 + [0] * 5 + [1] * 5)
    found = calibration(seen, labels)
    assert found["ece"] == pytest.approx((0.15 + 0.05) / 2, abs=1e-4)
    assert found["reliability"] == [[0.55, 0.5, 10], [0.95, 0.8, 10]]


def test_giving_up_the_least_sure_leaves_fewer_errors():
    seen = np.array([sure(0.99)] * 95 + [sure(0.3)] * 5)
    labels = np.array([0] * 95 + [1] * 5)
    curve = dict(map(tuple, calibration(seen, labels)["error_reject"]))
    assert curve[0.0] == 0.05
    assert curve[0.05] == 0
    assert curve[0.02] == pytest.approx(3 / 98, abs=1e-5)


def test_rejection_counts_and_ranks():
    drawn = np.array([sure(0.9, none=0.01)] * 9 + [sure(0.2, none=0.6)])
    letters = np.array([sure(0.1, none=0.8)] * 3 + [sure(0.8, none=0.05)])
    found = rejection(drawn, {"letters": letters})
    assert found["digits"] == {"n": 10, "rejected": 1}
    assert found["kinds"]["letters"] == {"n": 4, "rejected": 3, "auroc": pytest.approx((3 * 10 + 9) / 40)}
    assert rejection(drawn, {"same": drawn})["kinds"]["same"]["auroc"] == pytest.approx(0.5)
