"""The cache of arrays: written in one step, never in the way, and cleared of those no longer used."""

import os
import time

import numpy as np
import pytest

from numbre.train.lib import array_cache
from numbre.train.lib.array_cache import cached

DAY_S = 86400


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr("platformdirs.user_cache_dir", lambda name: str(tmp_path / name))
    return tmp_path / "numbre" / "arrays"


def keep(name, value=1):
    return cached("arrays", name, lambda: np.full(1000, value))


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def used_before(path, days):
    os.utime(path, (time.time() - days * DAY_S,) * 2)


def test_an_array_is_made_once(folder):
    assert keep("a", 1)[0] == 1
    assert keep("a", 2)[0] == 1
    assert names(folder) == ["a.npy"]


def test_arrays_that_were_not_used_for_long_are_removed(folder, capsys):
    for name in ("old", "recent", "used"):
        keep(name)
    used_before(folder / "old.npy", 31)
    used_before(folder / "recent.npy", 29)
    used_before(folder / "used.npy", 31)
    keep("used")
    assert capsys.readouterr().err == ""
    keep("new")
    assert names(folder) == ["new.npy", "recent.npy", "used.npy"]
    assert capsys.readouterr().err == f"{folder}: removed 1 file (0 MB) that had not been used for long\n"


def test_beyond_the_limit_the_least_recently_used_are_removed(folder, monkeypatch):
    monkeypatch.setattr(array_cache, "KEPT_BYTES", 20_000)  # two arrays of 8 KB
    for days, name in enumerate(("a", "b", "c")):
        keep(name)
        used_before(folder / f"{name}.npy", 9 - days)
    keep("d")
    assert names(folder) == ["c.npy", "d.npy"]


def test_the_newest_stays_even_if_it_alone_is_too_large(folder, monkeypatch):
    monkeypatch.setattr(array_cache, "KEPT_BYTES", 10)
    keep("a")
    keep("b")
    assert names(folder) == ["b.npy"]


def test_what_a_killed_process_left_is_removed_and_what_is_being_written_stays(folder):
    keep("a")
    for name, age_s in ((".b.npy-dead", 2 * array_cache.ABANDONED_S), (".c.npy-alive", 1)):
        (folder / name).write_bytes(b"half")
        used_before(folder / name, age_s / DAY_S)
    keep("d")
    assert names(folder) == [".c.npy-alive", "a.npy", "d.npy"]


def test_an_interrupted_write_leaves_nothing(folder, monkeypatch):
    def interrupted(file, array):
        file.write(b"half")
        raise KeyboardInterrupt

    monkeypatch.setattr(np, "save", interrupted)
    with pytest.raises(KeyboardInterrupt):
        keep("a")
    assert names(folder) == []


def test_a_full_disk_costs_the_cache_and_nothing_else(folder, monkeypatch, capsys):
    def full(file, array):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(np, "save", full)
    assert keep("a", 5)[0] == 5
    assert names(folder) == []
    assert "could not be kept (No space left on device)" in capsys.readouterr().err
