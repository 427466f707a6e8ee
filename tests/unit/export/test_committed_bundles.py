"""The committed bundles: their cards are true of their files."""

import pytest

from numbre.export.card import Card
from numbre.export.numpy_runtime import NumpyNetwork
from numbre.export.verify import points_lost, verify
from numbre.train.data.datasets import PUBLISHED_SHA256, everyone
from numbre.train.evaluation.evaluate import evaluate
from numbre.train.lib.records import read_record
from numbre.train.models.recipe import RECIPES
from tests.conftest import NAMES
from tools.paths import MODELS


@pytest.mark.parametrize("name", NAMES)
def test_a_committed_bundle_is_verified(name):
    card = verify(MODELS / name)
    assert card.name == name
    assert points_lost(card) <= 0.05
    assert card.full_recipe == RECIPES[name], "what the command trains today"
    assert not card.training.commit.endswith("+"), "trained from a changed tree"
    used = set(PUBLISHED_SHA256) - {"numbers"} - (set() if RECIPES[name].rejects else {"negatives", "marks"})
    data = dict(card.training.data)
    assert bool(data.pop("context", "")) == RECIPES[name].context, "each training cuts numbers anew"
    assert data == {key: PUBLISHED_SHA256[key] for key in used}


@pytest.mark.parametrize("name", NAMES)
def test_metrics_on_the_card_are_reproduced(name, published):
    card = read_record(MODELS / name / "card.json", Card)
    recipe = RECIPES[name]
    sets = everyone(published) if recipe.everyone else published  # then the folds have read all but the scans
    _, found = evaluate(NumpyNetwork(MODELS / name), sets, recipe)
    for key, row in found.metrics.items():
        assert row.n == card.metrics[key].n
        assert abs(row.errors - card.metrics[key].errors) <= 1, key  # a tie may fall either way
    for key, row in found.calibration.items():
        assert row.ece == pytest.approx(card.calibration[key].ece, abs=1e-3)
    if recipe.everyone:
        return
    assert found.writing_styles.keys() == card.writing_styles.keys()
    assert (found.rejection is None) == (card.rejection is None)
    for kind, row in found.rejection.kinds.items() if found.rejection else ():
        assert row.n == card.rejection.kinds[kind].n
        assert abs(row.rejected - card.rejection.kinds[kind].rejected) <= 2, kind


def test_the_ink_network_reaches_its_accuracy():
    metrics = read_record(MODELS / "ink" / "card.json", Card).metrics
    assert metrics["mnist test"].accuracy >= 0.994
    assert metrics["pendigits cross-validation"].accuracy >= 0.994
    assert metrics["unipen cross-validation"].accuracy >= 0.98
