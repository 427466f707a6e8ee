"""Training: a complete run folder, and an interrupted run that ends like an unbroken one."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import keras
import numpy as np
import pytest

from numbre.train.data import datasets
from numbre.train.fitting.fit import _seed_dropout, fit
from numbre.train.fitting.run_folder import Run, RunError
from numbre.train.models import networks

EPOCHS = 5


def words(data, out, *more, recipe="ink"):
    command = str(Path(sys.executable).with_name("numbre"))
    options = ("--quick", "--unchecked", "--epochs", EPOCHS, "--seed", 7, "--data", data, "--out", out)
    return [command, "train", recipe, *map(str, options), *more]


def train(*arguments, **recipe):
    done = subprocess.run(words(*arguments, **recipe), capture_output=True, text=True, timeout=280)
    assert done.returncode == 0, done.stderr
    return done


def weights(run):
    return keras.models.load_model(run / "model.keras").get_weights()


@pytest.fixture(scope="module")
def unbroken(tiny_data, tmp_path_factory):
    out = tmp_path_factory.mktemp("unbroken") / "run"
    done = train(tiny_data, out)
    (out / "stdout.txt").write_text(done.stdout)
    (out / "stderr.txt").write_text(done.stderr)
    return out


def test_the_run_folder_records_its_origin(unbroken):
    run = json.loads((unbroken / "run.json").read_text())
    assert (run["seed"], run["streams"]) == (7, 2)
    assert set(run["data"]) == {"mnist", "pendigits", "unipen", "negatives"}
    assert set(run["versions"]) == {"python", "tensorflow", "keras", "numpy"}
    history = json.loads((unbroken / "history.json").read_text())
    assert [row["epoch"] for row in history] == list(range(1, EPOCHS + 1))
    measured = {"mnist validation", "mnist validation loss", "unipen validation", "unipen validation loss"}
    assert {"loss", "accuracy", "seconds"} | measured <= set(history[0])
    assert json.loads((unbroken / "recipe.json").read_text())["epochs"] == EPOCHS
    for picture in ("curves.png", "confusion.png"):
        assert (unbroken / picture).read_bytes().startswith(b"\x89PNG")
    assert [path.name for path in (unbroken / "checkpoints").iterdir()] == [f"epoch-{EPOCHS:03d}.keras"]


@pytest.fixture(scope="module")
def unbroken_dropout(tiny_data, tmp_path_factory):
    """A run of a network whose training draws random numbers of its own."""
    out = tmp_path_factory.mktemp("unbroken") / "run"
    train(tiny_data, out, recipe="dropout")
    return out


@pytest.mark.parametrize(
    ("recipe", "end"), [("ink", signal.SIGKILL), ("ink", signal.SIGINT), ("dropout", signal.SIGKILL)]
)
def test_an_interrupted_run_resumes_to_the_same_weights(recipe, end, request, tiny_data, tmp_path):
    unbroken = request.getfixturevalue({"ink": "unbroken", "dropout": "unbroken_dropout"}[recipe])
    out = tmp_path / "run"
    process = subprocess.Popen(
        words(tiny_data, out, recipe=recipe), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    deadline = time.monotonic() + 120
    while not list(out.glob("checkpoints/epoch-*.keras")):
        assert process.poll() is None, process.stderr.read()
        assert time.monotonic() < deadline
        time.sleep(0.01)
    os.kill(process.pid, end)
    _, message = process.communicate(timeout=60)
    assert not (out / "model.keras").exists()
    if end == signal.SIGINT:
        assert process.returncode == 1
        assert any("--resume" in line for line in message.splitlines()[-5:]), "threads may have a last word"
        assert "Traceback" not in message
    assert len(json.loads((out / "history.json").read_text())) < EPOCHS, "broken off before its end"
    train(tiny_data, out, "--resume", recipe=recipe)
    for one, other in zip(weights(unbroken), weights(out), strict=True):
        assert np.array_equal(one, other)
    assert len(json.loads((out / "history.json").read_text())) == EPOCHS


def older(run, out):
    """Copy a finished run as an older version would have left it, broken off before the end."""
    copy = Run(shutil.copytree(run, out))
    (out / "model.keras").unlink()
    copy.note(streams=None)
    assert "streams" not in json.loads((out / "run.json").read_text())
    return copy


def test_dropout_that_an_older_version_seeded_is_not_resumed(unbroken_dropout, tiny_data, tmp_path):
    run = older(unbroken_dropout, tmp_path / "run")
    with pytest.raises(RunError, match=r"seeded dropout in another way.* train it again"):
        fit(run.recipe, datasets.load(tiny_data, checked=False), run, resume=True)
    assert not run.finished


def test_an_older_run_without_a_finished_epoch_begins_in_the_present_way(
    unbroken_dropout, tiny_data, tmp_path
):
    run = older(unbroken_dropout, tmp_path / "run")
    for checkpoint in (run.folder / "checkpoints").iterdir():
        checkpoint.unlink()
    run.open(run.recipe, datasets.load(tiny_data, checked=False), resume=True)
    assert run.record.streams == json.loads((unbroken_dropout / "run.json").read_text())["streams"]


def test_dropout_does_not_share_its_random_stream_with_a_batch():
    network = networks.dropout()
    states = set()
    for epoch in range(3):
        _seed_dropout(network, 7, epoch)
        seeds = [layer.seed_generator.state.numpy() for layer in network.layers if "dropout" in layer.name]
        states |= {tuple(seed) for seed in seeds}
        for batch in range(20):
            stream = np.random.default_rng([7, epoch, batch]).integers(2**32, size=2, dtype=np.uint32)
            assert not np.array_equal(seeds[0], stream), f"of batch {batch}"
    assert len(states) == 2 * 3, "every layer and epoch has its own"


def test_a_finished_run_is_not_trained_again(unbroken, tiny_data):
    before = (unbroken / "model.keras").stat().st_mtime_ns
    train(tiny_data, unbroken, "--resume")
    assert (unbroken / "model.keras").stat().st_mtime_ns == before


def test_progress_and_results_go_to_their_own_streams(unbroken):
    results, progress = ((unbroken / f"{name}.txt").read_text() for name in ("stdout", "stderr"))
    assert results.startswith('Model: "ink"')
    assert "\nset " in results
    assert "epoch" not in results
    assert f"epoch {EPOCHS}/{EPOCHS}" in progress
    assert "<00:" in progress  # the time left
    assert "cuda" not in progress.lower()
