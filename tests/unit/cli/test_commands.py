"""The command: its own options for each subcommand, one sentence and exit code 2 for the impossible."""

import gzip
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from numbre.cli.__main__ import COMMANDS
from numbre.train.data.datasets import load_cuts
from numbre.train.models.recipe import RECIPES


def test_the_recipes_are_listed(numbre):
    done = numbre("train", "--list")
    assert done.returncode == 0
    assert [line.split()[0] for line in done.stdout.splitlines()] == list(RECIPES)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(numbre, command):
    done = numbre(command, "--help")
    assert done.returncode == 0
    assert done.stdout.startswith(f"usage: numbre {command} ")


def test_the_help_lists_every_command(numbre):
    done = numbre("--help")
    assert done.returncode == 0
    assert all(f"    {command}" in done.stdout for command in COMMANDS)


@pytest.mark.parametrize(
    ("words", "option"),
    [
        (("train", "hello", "--digit", "99"), "--digit 99"),
        (("report", "run", "--epochs", "3", "--folds"), "--epochs 3 --folds"),
        (("report", "run", "--resume"), "--resume"),
        (("explore", "--resume"), "--resume"),
        (("explore", "--quick"), "--quick"),
        (("ablate", "--epochs", "3"), "--epochs 3"),
        (("ablate", "ink"), "ink"),
        (("cross-validate", "ink", "--seeds", "2"), "--seeds 2"),
        (("export", "run", "--seed", "1"), "--seed 1"),
        (("verify", "bundle", "--data", "x"), "--data x"),
        (("serve", "--out", "x"), "--out x"),
        (("train", "hello", "--unc"), "--unc"),
    ],
)
def test_an_option_of_another_command_is_an_error(numbre, words, option):
    done = numbre(*words)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.splitlines()[-1] == f"numbre {words[0]}: error: unrecognized arguments: {option}"


@pytest.mark.parametrize(
    ("former", "words", "present"),
    [
        ("numbre-train", ("ink", "--seed", "1"), "numbre train ink --seed 1"),
        ("numbre-train", ("report", "runs/my run"), "numbre report 'runs/my run'"),
        ("numbre-train", ("ink", "--folds", "--epochs", "10"), "numbre cross-validate ink --epochs 10"),
        ("numbre-train", ("ideas", "--quick"), "numbre ablate --quick"),
        ("numbre-train", ("--quick", "ideas"), "numbre ablate --quick"),
        ("numbre-train", ("--folds",), "numbre cross-validate RECIPE"),
        ("numbre-train", ("report",), "numbre report RUN"),
        ("numbre-train", (), "numbre train RECIPE"),
        ("numbre-export", ("runs/ink",), "numbre export runs/ink"),
        ("numbre-serve", ("--port", "0"), "numbre serve --port 0"),
    ],
)
def test_a_former_command_prints_the_present_one(former, words, present):
    command = [str(Path(sys.executable).with_name(former)), *words]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 2
    assert (done.stdout, done.stderr) == ("", f"{former} has a new name: {present}\n")


def test_an_interrupted_command_says_that_nothing_was_changed(tmp_path):
    code = """
import sys
from numbre.cli import __main__, verify

def interrupt(options):
    raise KeyboardInterrupt

verify.run = interrupt
sys.exit(__main__.main())
"""
    command = [sys.executable, "-c", code, "verify", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.strip() == "Stopped; nothing was changed."


def refused(done):
    """Assert one sentence and exit code 2; return the sentence."""
    assert done.returncode == 2
    assert done.stdout == ""
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1, done.stderr
    return lines[0]


def test_an_unknown_recipe_lists_the_known(numbre):
    assert "the recipes are: ink" in refused(numbre("train", "inc"))


def test_a_missing_data_directory_is_reported(numbre, tmp_path):
    message = refused(numbre("train", "ink", "--data", tmp_path / "none", "--out", tmp_path / "run"))
    assert "does not exist" in message
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize("name", ["mnist.npz", "pendigits-orig.tra.gz"])
def test_a_damaged_file_is_reported(numbre, tiny_data, tmp_path, name):
    copy = shutil.copytree(tiny_data, tmp_path / "data")
    (copy / name).write_bytes((copy / name).read_bytes()[:1000])
    message = refused(numbre("train", "ink", "--unchecked", "--data", copy, "--out", tmp_path / "run"))
    assert f"{name} is damaged" in message
    assert not (tmp_path / "run").exists()


def test_an_unpublished_set_is_reported(numbre, tiny_data, tmp_path):
    message = refused(numbre("train", "ink", "--data", tiny_data, "--out", tmp_path / "run"))
    assert "is not the published mnist set" in message


def test_an_output_that_cannot_be_written_is_reported(numbre, tiny_data, tmp_path):
    (tmp_path / "file").write_text("")
    options = ("--quick", "--unchecked", "--data", tiny_data, "--out", tmp_path / "file" / "run")
    assert "file/run" in refused(numbre("train", "ink", *options))


def test_a_run_is_not_overwritten(numbre, tiny_run, tiny_data):
    options = ("--quick", "--unchecked", "--data", tiny_data, "--out", tiny_run)
    assert "already holds a run" in refused(numbre("train", "ink", *options))


def test_a_run_is_not_resumed_as_another(numbre, tiny_run, tiny_data):
    options = ("--resume", "--quick", "--epochs", "5", "--unchecked", "--data", tiny_data, "--out", tiny_run)
    assert "begun with another epochs" in refused(numbre("train", "ink", *options))


def test_a_report_on_other_data_is_refused(numbre, tiny_run, tiny_data, tmp_path):
    copy = shutil.copytree(tiny_data, tmp_path / "data")
    packed = copy / "pendigits-orig.tra.gz"
    packed.write_bytes(gzip.compress(gzip.decompress(packed.read_bytes()) + b".COMMENT\n"))
    options = ("--unchecked", "--data", copy)
    assert "trained on other data" in refused(numbre("report", tiny_run, *options))
    assert "trained on other data" in refused(numbre("export", tiny_run, "--out", tmp_path, *options))


def test_a_command_names_the_missing_package_if_only_serving_is_installed(tmp_path):
    (tmp_path / "numpy.py").write_text("raise ModuleNotFoundError(\"No module named 'numpy'\", name='numpy')")
    for words in (("train", "ink"), ("export", "run"), ("verify", "bundle"), ("explore",)):
        command = [str(Path(sys.executable).with_name("numbre")), *words]
        environment = os.environ | {"PYTHONPATH": str(tmp_path)}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, cwd=tmp_path)
        assert "needs numpy; install it with: pip install 'numbre[train]'" in refused(done)


def test_a_missing_run_is_not_resumed(numbre, tiny_data, tmp_path):
    options = ("--resume", "--unchecked", "--data", tiny_data, "--out", tmp_path / "run")
    assert "holds no run to resume" in refused(numbre("train", "ink", *options))


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("train", "ink", "--epochs", "0"), "expected a whole number, 1 or more, got '0'"),
        (("train", "ink", "--seeds", "0"), "expected a whole number, 1 or more, got '0'"),
        (("train", "ink", "--seed", "-1"), "0 or more, got '-1'"),
        (("train", "ink", "--seed", "x"), "expected a whole number, 0 or more, got 'x'"),
        (("train", "ink", "more"), "unrecognized arguments: more"),
        (("train",), "list them with: numbre train --list"),
        (("report",), "the following arguments are required: RUN"),
        (("report", "none"), "none holds no finished run"),
        (("cross-validate", "hello"), "trained on scans alone"),
        (("verify", "none"), "none is not a folder"),
        (("train", "ink", "--out", ""), "expected a folder, got an empty text"),
        (("report", ""), "expected a folder, got an empty text"),
        ((), "the following arguments are required: COMMAND"),
        (("ideas",), "invalid choice: 'ideas'"),
    ],
)
def test_wrong_words_end_in_a_sentence(numbre, words, reason):
    done = numbre(*words)
    assert done.returncode == 2
    assert done.stdout == ""
    assert reason in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr


def test_numbers_are_cut_into_digits_marks_and_negatives(numbre, tiny_data, tmp_path):
    out = tmp_path / "cuts.npz"
    done = numbre("cut", "--data", tiny_data, "--unchecked", "--out", out)
    assert done.returncode == 0, done.stderr
    assert re.fullmatch(
        rf"{re.escape(str(out))}: \d+ digits, \d+ marks and \d+ negatives of \d+ numbers\n", done.stdout
    )
    cuts = load_cuts(out)
    assert {1, 2, 4} <= set(cuts.labels.tolist())
    assert set(cuts.sources) <= {"att", "cec", "hpb", "hpp", "par", "scr"}
