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
        ("#", SYMBOLS),
        ("h", UNSEEN_SYMBOLS),
        ("*", UNSEEN_SYMBOLS),
        ("scribbles", "scribbles"),
    ],
)
def test_kinds_of_negatives(name, kind):
    assert kind_of(name) == kind


def always_three(inputs):
    """Return the probabilities of a network that always reads a three."""
    probabilities = np.full((len(inputs), 11), 0.01)
    probabilities[:, 3] = 0.9
    return probabilities


def test_a_network_that_reads_threes_is_correct_on_threes_alone(tiny_data):
    sets = datasets.load(tiny_data, checked=False, negatives=True)
    outputs, found = evaluate(always_three, sets, INK)
    for one in outputs:
        assert one.probabilities.shape == (one.metrics.n, 10)
        assert one.metrics.errors == (one.examples.labels != 3).sum()
        assert one.metrics.rejected == 0
    assert set(found.rejection.kinds) == {LETTERS, SYMBOLS, UNSEEN_SYMBOLS, *SHARES}
    assert all(row.rejected == 0 for row in found.rejection.kinds.values())
    assert set(found.writing_styles) == {"pendigits validation", "unipen validation"}
    assert found.metrics["unipen validation"].sources


def test_the_test_part_stays_closed_on_request(tiny_data):
    sets = datasets.load(tiny_data, checked=False, negatives=True)
    names = {test: set(evaluate(always_three, sets, INK, test)[1].metrics) for test in (True, False)}
    assert names[True] - names[False] == {"mnist test"}
