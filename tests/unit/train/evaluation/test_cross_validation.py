"""Cross-validation: everybody is held out once, from a network that never saw them."""

import contextlib
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from dataclasses import replace

import h5py
import numpy as np
import pytest

from numbre.train.data import datasets
from numbre.train.data.download import DataError
from numbre.train.evaluation import cross_validation
from tests.fixtures.commands import run_command

FOLDS = tuple(  # two instead of nine; the tiny data have digits of each
    sum((cross_validation.FOLDS[place] for place in places), ()) for places in ((0, 1, 2, 3, 7), (4, 5, 6, 8))
)
NAMES = [cross_validation.name_of(contributors) for contributors in FOLDS]
TWO_FOLDS = f"""
import sys
from numbre.train.evaluation import cross_validation
from numbre.cli.__main__ import main
cross_validation.FOLDS = {FOLDS}
sys.exit(main(sys.argv[1:]))
"""


def test_everybody_is_held_out_once(tiny_data, monkeypatch):
    monkeypatch.setattr(cross_validation, "FOLDS", FOLDS)
    sets = datasets.load(tiny_data, checked=False, negatives=True)
    held_out = {name: [] for name in cross_validation.SETS}
    for name, split in cross_validation.splits(sets):
        assert name in NAMES
        for one in cross_validation.SETS:
            held = set(split[one].part("validation")[2])
            assert not held & set(split[one].part("train")[2])
            held_out[one] += sorted(held)
        negatives = split["negatives"]
        trains = negatives.part("train")[2]
        assert not set(trains) & set(split["unipen"].part("validation")[2])
        assert "h" not in negatives.kinds[negatives.chosen("train")]
        assert split["mnist"] is sets["mnist"]
    for one in cross_validation.SETS:
        assert sorted(held_out[one]) == sorted(set(sets[one].sources))


def test_no_contributor_is_in_two_folds():
    everybody = [one for contributors in cross_validation.FOLDS for one in contributors]
    assert len(everybody) == len(set(everybody))


def two_folds():
    """Let the command have two folds instead of nine."""
    cross_validation.FOLDS = FOLDS


def train(*words):
    """Run the command with two folds."""
    return run_command(*words, before=two_folds)


def command(*words):
    """Return the command with two folds, to be started and stopped as a terminal does."""
    return [sys.executable, "-c", TWO_FOLDS, *map(str, words)]


@pytest.fixture(scope="module")
def folded(tiny_data, tmp_path_factory):
    out = tmp_path_factory.mktemp("cross_validation") / "ink"
    options = ("--quick", "--unchecked", "--data", tiny_data, "--workers", 2, "--out")
    words = ("cross-validate", "ink", *options, out)
    done = train(*words)
    assert done.returncode == 0, done.stderr
    return out, done.stdout, words


def test_each_writer_and_contributor_has_a_row(folded, tiny_data):
    out, message, _ = folded
    found = json.loads((out / "cross_validation.json").read_text())
    sets = datasets.load(tiny_data, checked=False)
    for name in cross_validation.SETS:
        row = found["metrics"][name]
        assert {source: one["n"] for source, one in row["sources"].items()} == {
            str(source): int((sets[name].sources == source).sum()) for source in np.unique(sets[name].sources)
        }
        assert row["errors"] == sum(one["errors"] for one in row["sources"].values())
        assert row["n"] == len(sets[name].labels)
    assert found["epochs"] == 2
    assert "held out" in message


def test_finished_folds_are_gathered_again_with_resume(folded):
    out, message, words = folded
    assert train(*words).returncode == 2
    (out / "cross_validation.json").unlink()
    done = train(*words, "--resume")
    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith(message[message.index("held out") :])


def test_folds_of_the_older_layout_are_reported_not_trained_again(numbre, tiny_data, tmp_path):
    (tmp_path / "folds").mkdir()
    done = numbre("cross-validate", "ink", "--quick", "--unchecked", "--data", tiny_data, "--out", tmp_path)
    assert done.returncode == 2
    assert f"rename it to {tmp_path / 'cross_validation'}" in done.stderr
    assert not (tmp_path / "cross_validation").exists()


def test_a_network_of_scans_is_not_cross_validated(numbre, tiny_data):
    done = numbre("cross-validate", "hello", "--unchecked", "--data", tiny_data)
    assert done.returncode == 2
    assert "trained on scans alone" in done.stderr


def test_a_fold_is_not_evaluated_on_writers_it_was_trained_on(folded, numbre, tiny_data):
    out, _, _ = folded
    done = numbre("report", out / "cross_validation" / NAMES[0], "--unchecked", "--data", tiny_data)
    assert done.returncode == 2
    assert "validated on other writers" in done.stderr


def test_every_fold_holds_somebody_out_and_everybody_is_in_one(tiny_data):
    sets = datasets.load(tiny_data, checked=False, negatives=True)
    for folds in ((*FOLDS, ("somebody", "else")), FOLDS[1:]):
        with pytest.raises(DataError, match=rf"digits of UNIPEN by each .*{NAMES[1]}"):
            cross_validation.fold(folds, 0, sets)
    one = replace(sets["pendigits"], sources=np.full(len(sets["pendigits"].labels), "01"))
    with pytest.raises(DataError, match="2 writers of pendigits or more"):
        cross_validation.fold(FOLDS, 0, sets | {"pendigits": one})


def arrays(path):
    """Return {name: bytes} of all arrays in a network's file."""
    found = {}

    def visit(name, one):
        if isinstance(one, h5py.Dataset):
            found[name] = one[()].tobytes()

    with zipfile.ZipFile(path) as network:
        h5py.File(io.BytesIO(network.read("model.weights.h5"))).visititems(visit)
    return found


def results(out):
    """Return what training came to: weights and optimizer of each fold, metrics, and all together."""
    found = [(out / "cross_validation.json").read_text()]
    for name in NAMES:
        found.append(arrays(out / "cross_validation" / name / "model.keras"))
        report = json.loads((out / "cross_validation" / name / "report.json").read_text())
        found.append({key: value for key, value in report.items() if key != "training_seconds"})
    return found


def until(process, found):
    """Wait until a running process has something to be found, and return it."""
    while process.poll() is None:
        if it := found():
            return it
        time.sleep(0.05)
    raise AssertionError(f"it ended with {process.returncode}")


def lock_after_an_epoch(out):
    """Return the content of the lock of a run with an epoch behind it, or None."""
    for history in out.glob("cross_validation/*/history.json"):
        with contextlib.suppress(FileNotFoundError, json.JSONDecodeError):
            return json.loads((history.parent / "lock").read_text())
    return None


def copy_but_one(folded, out):
    """Copy a finished cross-validation, but for one fold."""
    shutil.copytree(folded, out)
    shutil.rmtree(out / "cross_validation" / NAMES[0])


def test_a_run_whose_worker_is_killed_then_the_next_interrupted_comes_to_the_same_end(folded, tmp_path):
    undisturbed, _, words = folded
    out, errors = tmp_path / "ink", tmp_path / "stderr.txt"
    copy_but_one(undisturbed, out)
    again = (*words[:-1], out, "--resume")
    with (
        errors.open("w") as stderr,
        # as a terminal starts it: in a group of its own
        subprocess.Popen(command(*again), start_new_session=True, stderr=stderr) as process,
    ):
        os.kill(until(process, lambda: lock_after_an_epoch(out))["process"], signal.SIGKILL)
        until(process, lambda: "the worker was lost; another continues" in errors.read_text())
        os.killpg(process.pid, signal.SIGINT)  # the workers get it, too
        process.wait(280)
    message = errors.read_text()
    assert process.returncode == 1, message
    assert message.count("the worker was lost; another continues") == 1
    assert message.endswith("\nStopped; continue with the same command and --resume.\n")
    assert "Traceback" not in message
    assert not list(out.glob("cross_validation/*/lock"))
    resumed = train(*again)
    assert resumed.returncode == 0, resumed.stderr
    assert "1 of 2 runs are finished already" in resumed.stderr
    assert "<00:" in resumed.stderr  # the time left
    assert results(out) == results(undisturbed)
