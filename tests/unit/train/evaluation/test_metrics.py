"""Metrics, against values computed elsewhere."""

import numpy as np
import pytest

from numbre.train.evaluation.metrics import digit_errors_table, metrics_table, set_metrics, wilson_interval
from numbre.train.lib.tables import table
from numbre.train.results.metrics import Counts

PROBABILITIES = np.full((4, 10), 0.02)
PROBABILITIES[np.arange(4), [3, 3, 7, 0]] = 0.82


def test_errors_accuracy_loss_and_confusion():
    row = set_metrics(PROBABILITIES, np.array([3, 5, 7, 0]))
    assert (row.n, row.errors, row.accuracy) == (4, 1, 0.75)
    assert row.loss == pytest.approx(-(3 * np.log(0.82) + np.log(0.02)) / 4, abs=1e-5)
    assert row.confusion[5][3] == 1
    assert np.trace(row.confusion) == 3


def test_a_row_for_each_source():
    row = set_metrics(PROBABILITIES, np.array([3, 5, 7, 0]), np.array(["a", "a", "b", "b"]))
    assert row.sources == {"a": Counts(2, 1), "b": Counts(2, 0)}


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (0, 20, 0.0, 0.1611), (10, 10, 0.7225, 1.0)],
)
def test_the_interval_is_wilsons(successes, n, low, high):
    # the first two: R. G. Newcombe, "Two-sided confidence intervals for the single proportion", 1998;
    # the last follows from the closed form n / (n + z^2)
    assert wilson_interval(successes, n) == pytest.approx((low, high), abs=1e-4)


def test_the_table_shows_every_set_with_its_metrics():
    text = table(*metrics_table({"mnist test": set_metrics(PROBABILITIES, np.array([3, 5, 7, 0]))}))
    assert "mnist test" in text
    assert "75.00 %" in text


def test_errors_by_digit_are_shares_of_that_digit():
    row = set_metrics(PROBABILITIES, np.array([3, 5, 7, 0]))
    header, [(name, *shares)] = digit_errors_table({"mnist test": row})
    assert (name, len(header)) == ("mnist test", 11)
    assert [shares[digit] for digit in (0, 1, 3, 5)] == ["0.0", "-", "0.0", "100.0"]
