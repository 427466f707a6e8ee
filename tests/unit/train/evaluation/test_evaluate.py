"""What a network is worth, put together: every set, its styles, what is no digit; no test set unasked."""

import numpy as np
import pytest

from numbre.train.augment.synthetic_negatives import SHARES
from numbre.train.data import datasets
from numbre.train.evaluation.evaluate import LETTERS, OTHERS, SYMBOLS, family, measure
from numbre.train.models.recipe import RECIPES

INK = RECIPES["ink"].quick()


@pytest.mark.parametrize(
    ("kind", "named"),
    [("A", LETTERS), ("#", SYMBOLS), ("h", OTHERS), ("+", OTHERS), ("scribble", "scribble")],
)
def test_families(kind, named):
    assert family(kind) == named


def always_three(inputs):
    """Return probabilities of a network that reads a three in whatever has ink in its first row."""
    probabilities = np.full((len(inputs), 11), 0.01)
    probabilities[:, 3] = 0.9
    return probabilities


def test_a_network_that_reads_threes_is_right_about_threes_alone(tiny_data):
    sets = datasets.load(tiny_data, checked=False, negatives=True)
    seen, found = measure(always_three, sets, INK)
    for examples, ten, row in seen:
        assert ten.shape == (row["n"], 10)
        assert row["errors"] == (examples.labels != 3).sum()
        assert row["refused"] == 0
    assert set(found["rejection"]["kinds"]) == {LETTERS, SYMBOLS, OTHERS, *SHARES}
    assert all(row["rejected"] == 0 for row in found["rejection"]["kinds"].values())
    assert set(found["slices"]) == {"pendigits validation", "unipen validation"}
    assert "sources" in found["figures"]["unipen validation"]


def test_the_test_part_stays_closed_unless_it_is_asked_for(tiny_data):
    sets = datasets.load(tiny_data, checked=False, negatives=True)
    names = {test: set(measure(always_three, sets, INK, test)[1]["figures"]) for test in (True, False)}
    assert names[True] - names[False] == {"mnist test"}
