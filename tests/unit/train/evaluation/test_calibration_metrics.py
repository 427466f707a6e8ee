"""Calibration and rejection, against cases small enough to count by hand."""

import numpy as np
import pytest

from numbre.train.evaluation.metrics import (
    calibration_metrics,
    digit_probabilities,
    rejection_margins,
    rejection_metrics,
)
from numbre.train.results.metrics import Rejected, RejectedKind


def output(confidence, digit=0, non_digit=0.0):
    """Return one row of 11 probabilities."""
    row = np.full(11, (1 - confidence - non_digit) / 9)
    row[digit], row[10] = confidence, non_digit
    return row


def test_digit_probabilities_are_given_a_digit():
    row = output(0.6, non_digit=0.25)[None]
    assert digit_probabilities(row).sum() == pytest.approx(1)
    assert digit_probabilities(row)[0, 0] == pytest.approx(0.8)
    assert np.array_equal(digit_probabilities(row[:, :10] / 0.75), row[:, :10] / 0.75)


def test_a_margin_is_the_log_odds_of_a_non_digit():
    found = rejection_margins(np.array([output(0.6, non_digit=0.25), output(0.2, non_digit=0.7)]))
    assert found == pytest.approx([np.log(0.25 / 0.6), np.log(0.7 / 0.2)])


def test_the_calibration_error_is_confidence_against_accuracy():
    seen = np.array([output(0.95)] * 10 + [output(0.55)] * 10)
    labels = np.array([0] * 8 + [1] * 2 + [0] * 5 + [1] * 5)
    found = calibration_metrics(seen, labels)
    assert found.ece == pytest.approx((0.15 + 0.05) / 2, abs=1e-4)
    assert found.reliability == ((0.55, 0.5, 10), (0.95, 0.8, 10))


def test_rejecting_the_least_confident_leaves_fewer_errors():
    seen = np.array([output(0.99)] * 95 + [output(0.3)] * 5)
    labels = np.array([0] * 95 + [1] * 5)
    curve = dict(calibration_metrics(seen, labels).error_reject)
    assert curve[0.0] == 0.05
    assert curve[0.05] == 0
    assert curve[0.02] == pytest.approx(3 / 98, abs=1e-5)


def test_rejection_counts_and_ranks():
    drawn = np.array([output(0.9, non_digit=0.01)] * 9 + [output(0.2, non_digit=0.6)])
    letters = np.array([output(0.1, non_digit=0.8)] * 3 + [output(0.8, non_digit=0.05)])
    found = rejection_metrics(drawn, {"letters": letters})
    assert found.digits == Rejected(10, 1)
    assert found.kinds["letters"] == RejectedKind(4, 3, pytest.approx((3 * 10 + 9) / 40))
    assert rejection_metrics(drawn, {"same": drawn}).kinds["same"].auroc == pytest.approx(0.5)
