"""Evaluation: every set, its writing styles, negatives; the test set only on request."""

import numpy as np
import pytest

from numbre.train.augment.synthetic_negatives import SHARES
from numbre.train.data import datasets
from numbre.train.evaluation.evaluate import LETTERS, SYMBOLS, UNSEEN_SYMBOLS, evaluate, kind_of
from numbre.train.models.recipe import RECIPES

INK = RECIPES["ink"].quick()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("A", LETTERS),
        ("*", SYMBOLS),
        ("h", UNSEEN_SYMBOLS),
        ("#", UNSEEN_SYMBOLS),
        ("scribbles", "scribbles"),
    ],
)
def test_kinds_of_negatives(name, kind):
    assert kind_of(name) == kind


def always_three(inputs):
    """Return the probabilities of a network that always reads a three."""
    probabilities = np.full((len(inputs), 22), 0.01)
    probabilities[:, 3] = 0.9
    return probabilities


def test_a_network_that_reads_threes_is_correct_on_threes_alone(tiny_data):
    sets = datasets.load(tiny_data, checked=False, negatives=True)
    outputs, found = evaluate(always_three, sets, INK)
    for one in outputs:
        assert one.probabilities.shape == (one.metrics.n, 10)
        assert one.metrics.errors == (one.examples.labels != 3).sum()
        assert one.metrics.rejected == 0
    assert set(found.rejection.kinds) == {LETTERS, UNSEEN_SYMBOLS, *SHARES}  # of symbols, # alone
    assert all(row.rejected == 0 for row in found.rejection.kinds.values())
    assert set(found.writing_styles) == {"pendigits validation", "unipen validation"}
    assert found.metrics["unipen validation"].sources


def test_the_test_part_stays_closed_on_request(tiny_data):
    sets = datasets.load(tiny_data, checked=False, negatives=True)
    names = {test: set(evaluate(always_three, sets, INK, test)[1].metrics) for test in (True, False)}
    assert names[True] - names[False] == {"mnist test"}


def test_marks_are_counted_among_all_classes_and_digits_given_no_mark(tiny_data):
    def sure_of_slashes(inputs):
        probabilities = np.full((len(inputs), 22), 0.001)
        probabilities[:, 11] = 0.9  # a slash
        probabilities[:, 3] = 0.08
        return probabilities

    sets = datasets.load(tiny_data, checked=False, negatives=True)
    outputs, found = evaluate(sure_of_slashes, sets, INK)
    assert {mark: row.errors for mark, row in found.marks.marks.items() if row.errors < row.n} == {"/": 0}
    assert found.marks.digits.errors == found.marks.digits.n == found.rejection.digits.n
    assert found.rejection.digits.rejected == 0
    for one in outputs:
        assert one.metrics.errors == (one.examples.labels != 3).sum()
        assert max(row.confidence for row in found.calibration[one.examples.name].reliability) > 0.8
