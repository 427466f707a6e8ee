"""Runs side by side: one writer for each folder, and one sentence for whatever goes wrong."""

import json
import shutil
import socket
import threading

import pytest

from numbre.train.fitting import parallel
from numbre.train.fitting.run_folder import BusyError, Run


def test_only_one_at_a_time_trains_in_a_folder(tmp_path):
    first, second = Run(tmp_path), Run(tmp_path)
    named = pytest.raises(BusyError, match=rf"{tmp_path} is being trained by process \d+ on .*; wait")
    with first.locked(), first.locked(), named:
        second.check_idle()
    second.check_idle()


def test_a_writer_that_lost_its_folder_does_not_write(tmp_path):
    run = Run(tmp_path)
    with run.locked():
        (tmp_path / "lock").write_text(json.dumps({"process": 1, "host": "other"}))
        with pytest.raises(BusyError, match="trained by process 1 on other"):
            run.finish(network=None)
    assert (tmp_path / "lock").exists()


def test_a_worker_waits_until_the_former_one_has_left(tmp_path):
    former, released = Run(tmp_path), threading.Event()
    with former.locked():
        waited = []

        def watch(epochs):
            waited.append(epochs)
            released.set()

        def work():
            with parallel._locked(Run(tmp_path), watch):
                waited.append("trains")

        thread = threading.Thread(target=work)
        thread.start()
        assert released.wait(10)
        assert "trains" not in waited
    thread.join(10)
    assert waited[0] == 0
    assert waited[-1] == "trains"


def test_a_worker_does_not_wait_forever(tmp_path, monkeypatch):
    monkeypatch.setattr(parallel, "BUSY_S", 0)
    with (
        Run(tmp_path).locked(),
        pytest.raises(BusyError),
        parallel._locked(Run(tmp_path), lambda epochs: None),
    ):
        raise AssertionError("two writers")


@pytest.mark.parametrize("scheme", ["tcp://", "nothing://"])
def test_a_scheduler_that_nobody_answers_at_is_reported(numbre, tiny_data, tmp_path, scheme):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))  # nobody listens there
        address = f"{scheme}127.0.0.1:{free.getsockname()[1]}"
        options = ("--quick", "--unchecked", "--data", tiny_data, "--out", tmp_path / "run")
        done = numbre("train", "hello", "--seeds", 2, "--scheduler", address, *options)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f"numbre train: No Dask scheduler answers at {address}; start one with: dask scheduler\n"
    )
    assert not (tmp_path / "run").exists()


def test_a_worker_s_error_is_one_sentence(numbre, seeded, tiny_data, tmp_path):
    """The first run is finished; the worker that is given the second cannot write its folder."""
    out = shutil.copytree(seeded[0], tmp_path / "numbre", ignore=shutil.ignore_patterns("seeds"))
    (out / "seeds").write_text("a file where a folder is to be")
    options = ("--quick", "--unchecked", "--data", tiny_data, "--out", out, "--resume")
    done = numbre("train", "numbre", "--seeds", 2, "--workers", 2, *options)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines()[-1].startswith("numbre train: [Errno 20] Not a directory")
    assert "Traceback" not in done.stderr


def test_workers_and_a_scheduler_are_not_given_together(numbre):
    done = numbre("ablate", "--workers", "2", "--scheduler", "tcp://127.0.0.1:8786")
    assert done.returncode == 2
    assert "not allowed with argument" in done.stderr.splitlines()[-1]
