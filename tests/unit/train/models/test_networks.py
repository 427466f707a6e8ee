"""Networks: their shape, their parameter count, and dropout as the page trains it."""

import json
import random
import re

import keras
import numpy as np
import pytest

from numbre.train.models import networks
from numbre.train.models.recipe import RECIPES
from tools.paths import ROOT


@pytest.mark.parametrize("recipe", RECIPES.values(), ids=str)
def test_a_network_has_the_inputs_and_classes_of_its_recipe(recipe):
    network = networks.build(recipe)
    probabilities = network.predict(np.zeros((3, 784 * recipe.channels), dtype=np.float32), verbose=0)
    assert probabilities.shape == (3, {"ink": 22}.get(recipe.name, 10 + recipe.rejects))
    assert np.allclose(probabilities.sum(axis=1), 1, atol=1e-5)


def test_the_same_seed_gives_the_same_network_whatever_other_threads_draw(monkeypatch):
    networks_of_seed = [networks.build(RECIPES["ink"]).get_weights()]
    reshape = keras.ops.reshape
    monkeypatch.setattr(keras.ops, "reshape", lambda *given: random.random() and reshape(*given))
    networks_of_seed.append(networks.build(RECIPES["ink"]).get_weights())
    assert all(np.array_equal(a, b) for a, b in zip(*networks_of_seed, strict=True))


def test_a_wrong_parameter_count_is_found():
    with pytest.raises(AssertionError, match="84562 parameters"):
        networks._counted(networks.ink(), 84_563)


def test_the_page_trains_with_the_same_dropout():
    """A layer whose output may be dropped is counted from the input, from 0."""
    expected = {}
    for name in ("hello", "dropout", "numbre", "lesson"):
        hidden = -1
        for layer in networks.build(RECIPES[name]).layers:
            if isinstance(layer, keras.layers.Dropout):
                expected.setdefault(name, {})[str(hidden)] = layer.rate
            hidden += isinstance(layer, keras.layers.Dense | keras.layers.Conv2D | keras.layers.MaxPooling2D)
    source = (ROOT / "web" / "page" / "network" / "training" / "trainable.js").read_text()
    written = re.search(r"export const DROPOUT = (.*);", source)[1]
    assert json.loads(re.sub(r"(\w+):", r'"\1":', written)) == expected
