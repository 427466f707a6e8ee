"""Several seeds of one recipe: runs beside one another, and the spread of what they are worth."""

import json
from statistics import mean, stdev

import pytest

from numbre.train.evaluation.seeds import runs
from numbre.train.models.recipe import RECIPES

SEEDS = 3


@pytest.fixture(scope="module")
def seeded(command, tiny_data, tmp_path_factory):
    out = tmp_path_factory.mktemp("seeds") / "hello"
    words = ("hello", "--quick", "--unchecked", "--data", tiny_data, "--out", out, "--seeds")
    for count, more in ((2, ()), (SEEDS, ("--resume",))):  # the second call adds the third seed
        done = command("numbre-train", *words, count, *more)
        assert done.returncode == 0, done.stderr
    return out, done.stdout


def test_seeds_differ_in_nothing_else(tmp_path):
    planned = runs(RECIPES["hello"], tmp_path, SEEDS)
    assert [recipe.seed for recipe, _ in planned] == [1, 2, 3]
    assert len({folder for _, folder in planned}) == SEEDS
    assert len({str(recipe.as_dict() | {"seed": 0}) for recipe, _ in planned}) == 1


def test_the_spread_is_of_the_runs_reports(seeded):
    out, told = seeded
    folders = [out, out / "seeds" / "2", out / "seeds" / "3"]
    each = [json.loads((folder / "report.json").read_text())["figures"]["mnist test"] for folder in folders]
    assert len({row["loss"] for row in each}) == SEEDS, "different seeds, different networks"
    found = json.loads((out / "seeds.json").read_text())
    assert found["seeds"] == [1, 2, 3]
    for measure in ("accuracy", "loss"):
        values = [row[measure] for row in each]
        row = found["figures"]["mnist test"][measure]
        assert row == {
            "mean": pytest.approx(mean(values), abs=1e-6),
            "sd": pytest.approx(stdev(values), abs=1e-5),
        }
    assert "seeds 1, 2, 3" in told


def test_runs_that_are_there_are_not_written_over(seeded, command, tiny_data):
    out, _ = seeded
    done = command("numbre-train", "hello", "--quick", "--unchecked", "--data", tiny_data, "--out", out)
    assert done.returncode == 2
    assert "already holds a run" in done.stderr
