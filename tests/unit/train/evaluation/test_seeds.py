"""Several seeds of one recipe: separate runs, and the spread of their metrics."""

import json
from statistics import mean, stdev

import pytest

from numbre.train.evaluation.seeds import planned_runs
from numbre.train.models.recipe import RECIPES
from tests.conftest import SEEDS


def test_runs_differ_in_their_seed_only(tmp_path):
    planned = planned_runs(RECIPES["hello"], tmp_path, SEEDS)
    assert [recipe.seed for recipe, _ in planned] == [1, 2, 3]
    assert len({folder for _, folder in planned}) == SEEDS
    assert len({str(recipe.as_dict() | {"seed": 0}) for recipe, _ in planned}) == 1


def test_the_spread_is_that_of_the_reports(seeded):
    out, message = seeded
    folders = [out, out / "seeds" / "2", out / "seeds" / "3"]
    each = [json.loads((folder / "report.json").read_text())["metrics"]["mnist test"] for folder in folders]
    assert len({row["loss"] for row in each}) == SEEDS, "different seeds, different networks"
    found = json.loads((out / "seeds.json").read_text())
    assert found["seeds"] == [1, 2, 3]
    for metric in ("accuracy", "loss"):
        values = [row[metric] for row in each]
        row = found["metrics"]["mnist test"][metric]
        assert row == {
            "mean": pytest.approx(mean(values), abs=1e-6),
            "sd": pytest.approx(stdev(values), abs=1e-5),
        }
    assert "seeds 1, 2, 3" in message


def test_existing_runs_are_not_overwritten(seeded, numbre, tiny_data):
    out, _ = seeded
    done = numbre("train", "numbre", "--quick", "--unchecked", "--data", tiny_data, "--out", out)
    assert done.returncode == 2
    assert "already holds a run" in done.stderr
