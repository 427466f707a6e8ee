"""The committed bundles: what their cards say is true of their files, here and now."""

import json

import pytest

from numbre.export.numpy_runtime import NumpyNetwork
from numbre.export.verify import check, points_lost
from numbre.train.data.datasets import PUBLISHED_SHA256, load
from numbre.train.evaluation.evaluate import measure
from numbre.train.models.recipe import RECIPES, Recipe
from tests.conftest import NAMES
from tools.paths import MODELS


@pytest.mark.parametrize("name", NAMES)
def test_a_committed_bundle_passes_its_check(name):
    card = check(MODELS / name)
    assert card["name"] == name
    assert points_lost(card) <= 0.05
    assert Recipe.from_dict(card["recipe"]) == RECIPES[name], "what the command trains today"
    assert not card["training"]["commit"].endswith("+"), "trained from a changed tree"
    used = set(PUBLISHED_SHA256) - (set() if RECIPES[name].unlike else {"negatives"})
    assert card["training"]["data"] == {key: PUBLISHED_SHA256[key] for key in used}


@pytest.fixture(scope="module")
def datasets(real_data):
    return load(real_data, negatives=True)


@pytest.mark.parametrize("name", NAMES)
def test_figures_on_the_card_are_measured_again(name, datasets):
    card = json.loads((MODELS / name / "card.json").read_text())
    recipe = RECIPES[name]
    _, found = measure(NumpyNetwork(MODELS / name), datasets, recipe)
    for key, row in found["figures"].items():
        assert row["n"] == card["figures"][key]["n"]
        assert abs(row["errors"] - card["figures"][key]["errors"]) <= 1, key  # a tie may fall either way
    for key, row in found["calibration"].items():
        assert row["ece"] == pytest.approx(card["calibration"][key]["ece"], abs=1e-3)
    assert found["slices"].keys() == card["slices"].keys()
    assert found["rejection"].keys() == card["rejection"].keys()
    for kind, row in found["rejection"].get("kinds", {}).items():
        assert row["n"] == card["rejection"]["kinds"][kind]["n"]
        assert abs(row["rejected"] - card["rejection"]["kinds"][kind]["rejected"]) <= 2, kind


def test_the_ink_network_is_as_good_as_it_must_be():
    figures = json.loads((MODELS / "ink" / "card.json").read_text())["figures"]
    assert figures["mnist test"]["accuracy"] >= 0.994
    assert figures["pendigits validation"]["accuracy"] >= 0.99
    assert figures["unipen validation"]["accuracy"] >= 0.987
