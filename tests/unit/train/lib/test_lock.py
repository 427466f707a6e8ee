"""A lock is held by one process at a time, and by none that is gone."""

import json
import os
import signal
import subprocess
import sys

import pytest

from numbre.train.lib.lock import HeldError, exclusive

HOLDER = """
import sys
from pathlib import Path
from numbre.train.lib.lock import exclusive
with exclusive(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def lock(tmp_path):
    return tmp_path / "run" / "lock"


def test_the_holder_is_named_and_its_lock_is_free_once_it_was_killed(lock):
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, lock], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(HeldError, match=rf"process {holder.pid} on \w"), exclusive(lock):
            raise AssertionError("two holders")
        holder.send_signal(signal.SIGKILL)
        holder.communicate()
    assert json.loads(lock.read_text())["process"] == holder.pid
    with exclusive(lock):
        assert json.loads(lock.read_text())["process"] == os.getpid()
    assert not lock.exists()


def test_a_lock_has_one_holder_within_a_process_too(lock):
    with exclusive(lock), pytest.raises(HeldError), exclusive(lock):
        raise AssertionError("two holders")


@pytest.mark.parametrize("content", ['{"process": 1, "host": "other"}', "", None])
def test_a_lost_lock_is_noticed_and_left_to_its_new_holder(lock, content):
    with exclusive(lock) as check:
        check()
        lock.unlink()  # as after a machine was cut off from the shared folder for long
        if content is not None:
            lock.write_text(content)
        with pytest.raises(HeldError, match=r"process 1 on other|another process"):
            check()
    assert lock.exists() == (content is not None)
