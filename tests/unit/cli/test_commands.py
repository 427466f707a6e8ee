"""numbre-train refuses what it cannot do in one sentence, with exit code 2, and leaves nothing behind."""

import gzip
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from numbre.train.models.recipe import RECIPES


def test_the_recipes_are_listed(command):
    done = command("numbre-train", "--list")
    assert done.returncode == 0
    assert [line.split()[0] for line in done.stdout.splitlines()] == list(RECIPES)


@pytest.mark.parametrize("name", ["numbre-train", "numbre-export", "numbre-serve"])
def test_every_command_explains_itself(command, name):
    done = command(name, "--help")
    assert done.returncode == 0
    assert name in done.stdout


def refused(done):
    """Assert one sentence and exit code 2; returns the sentence."""
    assert done.returncode == 2
    assert done.stdout == ""
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1, done.stderr
    return lines[0]


def test_an_unknown_recipe_lists_the_known(command):
    assert "the recipes are: ink" in refused(command("numbre-train", "inc"))


def test_a_missing_data_directory_is_told(command, tmp_path):
    told = refused(command("numbre-train", "ink", "--data", tmp_path / "none", "--out", tmp_path / "run"))
    assert "does not exist" in told
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize("name", ["mnist.npz", "pendigits-orig.tra.gz"])
def test_a_damaged_file_is_told(command, tiny_data, tmp_path, name):
    copy = shutil.copytree(tiny_data, tmp_path / "data")
    (copy / name).write_bytes((copy / name).read_bytes()[:1000])
    told = refused(command("numbre-train", "ink", "--unchecked", "--data", copy, "--out", tmp_path / "run"))
    assert f"{name} is damaged" in told
    assert not (tmp_path / "run").exists()


def test_another_set_than_the_published_is_told(command, tiny_data, tmp_path):
    told = refused(command("numbre-train", "ink", "--data", tiny_data, "--out", tmp_path / "run"))
    assert "is not the published mnist set" in told


def test_an_output_that_cannot_be_written_is_told(command, tiny_data, tmp_path):
    (tmp_path / "file").write_text("")
    options = ("--quick", "--unchecked", "--data", tiny_data, "--out", tmp_path / "file" / "run")
    assert "file/run" in refused(command("numbre-train", "ink", *options))


def test_a_run_is_not_written_over(command, tiny_run, tiny_data):
    options = ("--quick", "--unchecked", "--data", tiny_data, "--out", tiny_run)
    assert "already holds a run" in refused(command("numbre-train", "ink", *options))


def test_a_run_is_not_resumed_as_another(command, tiny_run, tiny_data):
    options = ("--resume", "--quick", "--epochs", "5", "--unchecked", "--data", tiny_data, "--out", tiny_run)
    assert "begun with another epochs" in refused(command("numbre-train", "ink", *options))


def test_a_report_on_other_data_is_refused(command, tiny_run, tiny_data, tmp_path):
    copy = shutil.copytree(tiny_data, tmp_path / "data")
    packed = copy / "pendigits-orig.tra.gz"
    packed.write_bytes(gzip.compress(gzip.decompress(packed.read_bytes()) + b".COMMENT\n"))
    options = ("--unchecked", "--data", copy)
    assert "trained on other data" in refused(command("numbre-train", "report", tiny_run, *options))
    assert "trained on other data" in refused(command("numbre-export", tiny_run, "--out", tmp_path, *options))


def test_a_command_says_what_it_needs_where_only_serving_is_installed(tmp_path):
    (tmp_path / "numpy.py").write_text("raise ModuleNotFoundError(\"No module named 'numpy'\", name='numpy')")
    for name in ("numbre-train", "numbre-export"):
        words = [str(Path(sys.executable).with_name(name)), "ink"]
        environment = os.environ | {"PYTHONPATH": str(tmp_path)}
        done = subprocess.run(words, env=environment, capture_output=True, text=True, cwd=tmp_path)
        assert "needs numpy; install it with: pip install 'numbre[train]'" in refused(done)


def test_nothing_to_resume_is_told(command, tiny_data, tmp_path):
    options = ("--resume", "--unchecked", "--data", tiny_data, "--out", tmp_path / "run")
    assert "holds no run to resume" in refused(command("numbre-train", "ink", *options))


@pytest.mark.parametrize(
    "words",
    [("ink", "--epochs", "0"), ("ink", "--seeds", "0"), ("ink", "more"), ("report",), ("report", "none")],
)
def test_wrong_words_are_told(command, words):
    refused(command("numbre-train", *words))
