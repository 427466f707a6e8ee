"""Ideas: one change each, on a split by people, and a table of what each was worth."""

import json
import subprocess
import sys

import pytest

from numbre.train.data import datasets
from numbre.train.evaluation import ablations
from numbre.train.models import networks


def test_every_idea_changes_what_it_says_and_nothing_else():
    recipes = ablations.recipes(seed=3)
    base = recipes["base"].as_dict()
    for name, recipe in recipes.items():
        changed = {key for key, value in recipe.as_dict().items() if value != base[key]}
        assert changed == set(ablations.IDEAS[name][1]), name
    assert base["seed"] == 3


@pytest.mark.parametrize("name", ablations.IDEAS)
def test_every_idea_has_a_network(name):
    recipe = ablations.recipes(seed=1)[name]
    assert networks.build(recipe).input_shape == (None, 784 * recipe.channels)


def test_half_of_the_people_are_held_back(tiny_data):
    split = ablations.halved(datasets.load(tiny_data, checked=False, negatives=True))
    for name in ("pendigits", "unipen", "negatives"):
        one = split[name]
        held = set(one.part("validation")[2])
        assert held
        assert not held & set(one.part("train")[2])


FEW = ("base", "digits-only")
COMMAND = f"""
import sys
from numbre.train.evaluation import ablations
from numbre.train.__main__ import main
ablations.IDEAS = {{name: ablations.IDEAS[name] for name in {FEW}}}
sys.exit(main(sys.argv[1:]))
"""


def test_the_table_has_a_row_for_each(tiny_data, tmp_path):
    def run(*more):
        words = ["ideas", "--quick", "--unchecked", "--data", tiny_data, "--out", tmp_path / "ideas", *more]
        command = [sys.executable, "-c", COMMAND, *map(str, words)]
        return subprocess.run(command, capture_output=True, text=True, timeout=280)

    done = run()
    assert done.returncode == 0, done.stderr
    found = json.loads((tmp_path / "ideas" / "ablations.json").read_text())
    assert tuple(found["ideas"]) == FEW
    assert found["ideas"]["base"]["rejected"][1] > 0
    assert found["ideas"]["digits-only"]["rejected"] is None
    for idea in found["ideas"].values():
        assert idea["figures"].keys() == {f"{name} validation" for name in ("mnist", "pendigits", "unipen")}
    assert "digits-only" in done.stdout
    assert run().returncode == 2, "what is there is not written over"
    assert run("--resume").returncode == 0
