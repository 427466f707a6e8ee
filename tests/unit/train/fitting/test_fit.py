"""Training: a complete run folder, and an interrupted run that ends like an unbroken one."""

import json
import shutil
import signal
from dataclasses import replace
from functools import partial

import keras
import numpy as np
import pytest

from numbre.train.data import datasets
from numbre.train.fitting.fit import Progress, _seed_dropout, fit
from numbre.train.fitting.run_folder import Run, RunError
from numbre.train.models import networks
from numbre.train.models.recipe import RECIPES
from tests.conftest import EPOCHS, SEED
from tests.fixtures.commands import run_command


def signal_itself(place, epoch, end):
    """Let the command send a signal to itself while it saves or trains epoch n."""
    save, step, runs = Run._save, Progress.on_train_batch_end, []

    def saving(run, network, path):
        runs[:] = [run]
        if place == "saving" and len(run.history) == epoch:
            signal.raise_signal(end)
        save(run, network, path)

    def training(progress, batch, logs=None):
        finished = len(runs[0].history) if runs else 0
        if place == "training" and finished == epoch - 1 and batch == 1:
            signal.raise_signal(end)
        step(progress, batch, logs)

    Run._save, Progress.on_train_batch_end = saving, training


def words(data, out, *more, recipe="ink"):
    options = ("--quick", "--unchecked", "--epochs", EPOCHS, "--seed", SEED, "--data", data, "--out", out)
    return ["train", recipe, *options, *more]


def train(*arguments, **recipe):
    done = run_command(*words(*arguments, **recipe))
    assert done.returncode == 0, done.stderr
    return done


def weights(run):
    return keras.models.load_model(run / "model.keras").get_weights()


def test_the_run_folder_records_its_origin(tiny_run):
    run = json.loads((tiny_run / "run.json").read_text())
    assert (run["seed"], run["streams"]) == (SEED, 2)
    assert set(run["data"]) == {"mnist", "pendigits", "unipen", "negatives", "marks"}
    assert set(run["versions"]) == {"python", "tensorflow", "keras", "numpy"}
    history = json.loads((tiny_run / "history.json").read_text())
    assert [row["epoch"] for row in history] == list(range(1, EPOCHS + 1))
    measured = {"mnist validation", "mnist validation loss", "unipen validation", "unipen validation loss"}
    assert {"loss", "accuracy", "seconds"} | measured <= set(history[0])
    assert json.loads((tiny_run / "recipe.json").read_text())["epochs"] == EPOCHS
    for picture in ("curves.png", "confusion.png"):
        assert (tiny_run / picture).read_bytes().startswith(b"\x89PNG")
    assert [path.name for path in (tiny_run / "checkpoints").iterdir()] == [f"epoch-{EPOCHS:03d}.keras"]


def break_off(place, epoch, end, *arguments, **recipe):
    """Start or resume a run that gets a signal; returns the completed process."""
    done = run_command(*words(*arguments, **recipe), before=partial(signal_itself, place, epoch, end))
    assert not (arguments[1] / "model.keras").exists(), done.stderr
    return done


def epochs(run):
    """Return the number of rows in the history, and the checkpoints."""
    rows = json.loads((run / "history.json").read_text())
    return len(rows), [path.stem for path in (run / "checkpoints").glob("epoch-*.keras")]


def assert_same_weights(one, other):
    for expected, found in zip(weights(one), weights(other), strict=True):
        assert np.array_equal(expected, found)


def test_a_run_that_was_interrupted_then_killed_ends_with_the_same_weights(tiny_run, tiny_data, tmp_path):
    """Its network has dropout, so that training draws random numbers of its own."""
    assert any(isinstance(layer, keras.layers.Dropout) for layer in Run(tiny_run).network().layers)
    out = tmp_path / "run"
    interrupted = break_off("saving", 2, signal.SIGINT, tiny_data, out)
    assert interrupted.returncode == 1
    message = interrupted.stderr
    assert any("--resume" in line for line in message.splitlines()[-5:]), "threads may have a last word"
    assert "Traceback" not in message
    assert epochs(out) == (2, ["epoch-001"]), "a row more than checkpoints"
    killed = break_off("training", 3, signal.SIGKILL, tiny_data, out, "--resume")
    assert killed.returncode == -signal.SIGKILL
    assert epochs(out) == (2, ["epoch-002"])
    train(tiny_data, out, "--resume")
    assert_same_weights(tiny_run, out)
    assert epochs(out) == (EPOCHS, [f"epoch-{EPOCHS:03d}"])


def older(run, out):
    """Copy a finished run as an older version would have left it, broken off before the end."""
    copy = Run(shutil.copytree(run, out))
    (out / "model.keras").unlink()
    copy.note(streams=None)
    assert "streams" not in json.loads((out / "run.json").read_text())
    return copy


def test_dropout_that_an_older_version_seeded_is_not_resumed(tiny_run, tiny_data, tmp_path):
    run = older(tiny_run, tmp_path / "run")
    with pytest.raises(RunError, match=r"seeded dropout in another way.* train it again"):
        fit(run.recipe, datasets.load(tiny_data, checked=False, negatives=True), run, resume=True)
    assert not run.finished


def test_an_older_run_without_a_finished_epoch_begins_in_the_present_way(tiny_run, tiny_data, tmp_path):
    run = older(tiny_run, tmp_path / "run")
    for checkpoint in (run.folder / "checkpoints").iterdir():
        checkpoint.unlink()
    run.open(run.recipe, datasets.load(tiny_data, checked=False, negatives=True), resume=True)
    assert run.record.streams == json.loads((tiny_run / "run.json").read_text())["streams"]


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


def test_a_finished_run_is_not_trained_again(tiny_run, tiny_data):
    before = (tiny_run / "model.keras").stat().st_mtime_ns
    run = Run(tiny_run)
    fit(run.recipe, datasets.load(tiny_data, checked=False, negatives=True), run, resume=True)
    assert (tiny_run / "model.keras").stat().st_mtime_ns == before


def test_progress_and_results_go_to_their_own_streams(tiny_run):
    results, progress = ((tiny_run.parent / f"{name}.txt").read_text() for name in ("stdout", "stderr"))
    assert results.startswith('Model: "ink"')
    assert "\nset " in results
    assert "epoch" not in results
    assert f"epoch {EPOCHS}/{EPOCHS}" in progress
    assert "<00:" in progress  # the time left
    assert "cuda" not in progress.lower()


@pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")  # Keras saving weights
def test_everyone_trains_on_what_is_cut_from_numbers_too(tiny_data, tmp_path):
    sets = datasets.load(tiny_data, checked=False, negatives=True)
    recipe = replace(
        RECIPES["ink"].quick(), **{"everyone": True, "context": True, "epochs": 1, "limit": 60, "seed": 1}
    )
    with pytest.raises(RunError, match="needs digits cut from numbers; write them with: numbre cut"):
        fit(recipe, sets, Run(tmp_path / "without"))
    drawings = sets["unipen"].items[:20]
    labels = np.array([*range(10), *range(10, 20)])
    datasets.save_cuts(tmp_path / "cuts.npz", drawings, labels, sets["unipen"].sources[:20])
    sets["context"] = datasets.load_cuts(tmp_path / "cuts.npz")
    run = Run(tmp_path / "run")
    fit(recipe, sets, run)
    assert run.finished
    assert set(run.record.data) == {*sets}
    assert "unipen" not in (run.folder / "history.json").read_text(), "nobody validates"
    assert not (run.folder / "calibration.json").exists()
