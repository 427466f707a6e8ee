"""Ablations: one change each, on a split by writers, and a table of their errors."""

import json

import pytest

from numbre.train.data import datasets
from numbre.train.evaluation import ablations
from numbre.train.models import networks
from tests.fixtures.commands import run_command


def test_every_ablation_changes_its_own_fields_and_no_others():
    recipes = ablations.recipes(seed=3)
    base = recipes["base"].as_dict()
    for name, recipe in recipes.items():
        changed = {key for key, value in recipe.as_dict().items() if value != base[key]}
        assert changed == set(ablations.ABLATIONS[name][1]), name
    assert base["seed"] == 3


@pytest.mark.parametrize("name", ablations.ABLATIONS)
def test_every_ablation_has_a_network(name):
    recipe = ablations.recipes(seed=1)[name]
    assert networks.build(recipe).input_shape == (None, 784 * recipe.channels)


def test_half_of_the_writers_are_held_out(tiny_data):
    split = ablations.split(datasets.load(tiny_data, checked=False, negatives=True))
    for name in ("pendigits", "unipen", "negatives"):
        one = split[name]
        held = set(one.part("validation")[2])
        assert held
        assert not held & set(one.part("train")[2])


FEW = ("base", "digits-only")


def with_few():
    """Let the command know these ablations only."""
    ablations.ABLATIONS = {name: ablations.ABLATIONS[name] for name in FEW}


def test_the_table_has_a_row_for_each(tiny_data, tmp_path):
    def run(*more):
        out = ("--out", tmp_path / "ablations")
        words = ["ablate", "--workers", 1, "--quick", "--unchecked", "--data", tiny_data, *out, *more]
        return run_command(*words, before=with_few)

    done = run()
    assert done.returncode == 0, done.stderr
    found = json.loads((tmp_path / "ablations" / "ablations.json").read_text())
    assert tuple(found["ablations"]) == FEW
    assert found["ablations"]["base"]["rejected"][1] > 0
    assert found["ablations"]["digits-only"]["rejected"] is None
    for row in found["ablations"].values():
        assert row["metrics"].keys() == {f"{name} validation" for name in ("mnist", "pendigits", "unipen")}
    assert "digits-only" in done.stdout
    assert run().returncode == 2, "an existing run is not overwritten"
    assert run("--resume").returncode == 0
