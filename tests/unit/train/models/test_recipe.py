"""Recipes: frozen, complete, and read back as they were written."""

import dataclasses

import pytest

from numbre.train.models.recipe import DESCRIPTIONS, RECIPES, RENAMED, REPORTED, Recipe


def test_a_recipe_is_read_back_as_it_was_written():
    for recipe in RECIPES.values():
        assert Recipe.from_dict(recipe.as_dict()) == recipe


def test_a_recipe_cannot_be_changed():
    with pytest.raises(dataclasses.FrozenInstanceError):
        RECIPES["ink"].epochs = 1


@pytest.mark.parametrize("change", [{"learning_rates": 1}, {"epochs": None}])
def test_an_unknown_or_missing_field_is_named(change):
    values = RECIPES["ink"].as_dict() | change
    values = {key: value for key, value in values.items() if value is not None}
    with pytest.raises(ValueError, match=next(iter(change))):
        Recipe.from_dict(values)


def test_a_recipe_older_than_a_field_has_its_default():
    values = RECIPES["ink"].as_dict()
    del values["optimizer"], values["sets"]
    assert Recipe.from_dict(values) == RECIPES["ink"]


def test_a_recipe_with_older_field_names_is_read():
    values = RECIPES["ink"].as_dict() | {"about": "a sentence", "claim": ""}
    for older, present in RENAMED.items():
        values[older] = values.pop(present)
    assert Recipe.from_dict(values) == RECIPES["ink"]


def test_every_recipe_has_a_description():
    assert list(DESCRIPTIONS) == list(RECIPES)
    assert set(REPORTED) <= set(RECIPES)


def test_recipes_are_listed_under_their_own_names():
    assert all(name == recipe.name for name, recipe in RECIPES.items())
