"""numbre report: the tables and plots of a finished run."""

import json
import shutil
from xml.etree import ElementTree

import pytest

from tests.fixtures.pictures import words

PLOTS = ["confidence", "confusion", "curves", "errors-by-digit", "mistakes", "predict", "probabilities"]


def test_a_report_can_be_repeated_and_another_seed_shows_another_dozen(numbre, tiny_run, tiny_data, tmp_path):
    """With the same seed, the dozen is the same: see test_bundle.py, of a run of the older layout."""
    run = shutil.copytree(tiny_run, tmp_path / "ink")
    before = json.loads((run / "report.json").read_text())
    dozen = words(run / "predict.svg")
    assert any("read" in text for text in dozen)
    for path in [run / "report.json", *run.glob("*.png"), *run.glob("*.svg")]:
        path.unlink()
    done = numbre("report", run, "--unchecked", "--data", tiny_data, "--seed", "2")
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert "unipen validation" in done.stdout
    assert "error rate, %" in done.stdout
    assert json.loads((run / "report.json").read_text()) == before
    assert sorted(path.stem for path in run.glob("*.png")) == PLOTS
    for name in PLOTS:
        assert ElementTree.parse(run / f"{name}.svg").getroot().tag.endswith("svg")
    other = words(run / "predict.svg")
    assert [text for text in dozen if "label" in text] != [text for text in other if "label" in text]


def test_a_run_without_a_model_is_reported(numbre, tiny_run, tiny_data, tmp_path):
    half = shutil.copytree(tiny_run, tmp_path / "half")
    (half / "model.keras").unlink()
    done = numbre("report", half, "--unchecked", "--data", tiny_data)
    assert done.returncode == 2
    assert "holds no finished run (no model.keras)" in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("content", ["[]", "{}", "5"])
@pytest.mark.parametrize("name", ["run.json", "recipe.json", "history.json"])
def test_a_file_of_another_shape_is_reported(numbre, tiny_run, tiny_data, tmp_path, name, content):
    run = shutil.copytree(tiny_run, tmp_path / "run")
    (run / name).write_text(content)
    done = numbre("report", run, "--unchecked", "--data", tiny_data)
    assert done.returncode == 2
    assert f"{name} is " in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("name", ["run.json", "recipe.json", "history.json", "model.keras"])
@pytest.mark.parametrize("command", ["report", "export"])
def test_a_damaged_run_is_reported(numbre, tiny_run, tiny_data, tmp_path, name, command):
    run = shutil.copytree(tiny_run, tmp_path / "run")
    (run / name).write_bytes((run / name).read_bytes()[:40])
    out = {"report": (), "export": ("--out", tmp_path / "models")}
    done = numbre(command, run, *out[command], "--unchecked", "--data", tiny_data)
    assert done.returncode == 2
    assert f"{name} is missing or damaged; train the run again" in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.glob("models/*"))
