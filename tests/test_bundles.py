"""The committed bundles: what their cards say is true of their files, here and now."""

import json

import pytest
from numbre.export.check import check, points_lost
from numbre.export.forward import Forward
from numbre.train import data
from numbre.train.dataset import SOURCES
from numbre.train.figures import figure
from numbre.train.rasters import measured
from numbre.train.recipe import RECIPES, Recipe

from .conftest import MODELS, NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_committed_bundle_passes_its_check(name):
    card = check(MODELS / name)
    assert card["name"] == name
    assert points_lost(card) <= 0.05
    assert Recipe.from_dict(card["recipe"]) == RECIPES[name], "what the command trains today"
    assert not card["training"]["commit"].endswith("+"), "trained from a changed tree"
    assert card["training"]["data"].items() <= SOURCES.items()


@pytest.mark.parametrize("name", NAMES)
def test_figures_on_the_card_are_measured_again(name, real_data):
    card = json.loads((MODELS / name / "card.json").read_text())
    forward = Forward(MODELS / name)
    for examples in measured(data.load(real_data), RECIPES[name]):
        row = figure(forward(examples.inputs), examples.labels)
        said = card["figures"][examples.name]
        assert row["n"] == said["n"]
        assert abs(row["errors"] - said["errors"]) <= 1, examples.name  # a tie may fall either way


def test_the_ink_network_is_as_good_as_it_must_be():
    figures = json.loads((MODELS / "ink" / "card.json").read_text())["figures"]
    assert figures["mnist test"]["accuracy"] >= 0.994
    assert figures["pendigits validation"]["accuracy"] >= 0.982
    assert figures["unipen validation"]["accuracy"] >= 0.987
