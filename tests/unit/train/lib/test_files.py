"""Files written in one step, provenance, and silence."""

import os
import subprocess
import sys

import pytest

from numbre.train.lib.files import read_json, replacing, sha256_of, write_bytes, write_json
from numbre.train.lib.provenance import commit, versions
from numbre.train.lib.quiet import quiet
from tools.paths import ROOT


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path):
    path = tmp_path / "a.bin"
    write_bytes(path, b"old")

    def fail():
        with replacing(path) as file:
            file.write(b"half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_json_is_read_back_and_refuses_what_json_cannot_hold(tmp_path):
    write_json(tmp_path / "a.json", {"a": [1, 2.5]})
    assert read_json(tmp_path / "a.json") == {"a": [1, 2.5]}
    with pytest.raises(ValueError, match="nan"):
        write_json(tmp_path / "a.json", float("nan"))
    assert read_json(tmp_path / "a.json") == {"a": [1, 2.5]}


def test_json_that_is_nested_too_deep_is_refused(tmp_path):
    (tmp_path / "a.json").write_text("[" * 100_000)
    with pytest.raises(ValueError, match=r"a\.json is nested too deep"):
        read_json(tmp_path / "a.json")


def test_files_have_the_rights_that_others_expect(tmp_path):
    write_bytes(tmp_path / "a", b"")
    (tmp_path / "b").write_bytes(b"")
    assert (tmp_path / "a").stat().st_mode == (tmp_path / "b").stat().st_mode


def test_sha256_is_the_standards(tmp_path):
    (tmp_path / "abc").write_bytes(b"abc")  # FIPS 180-2, appendix B.1
    assert sha256_of(tmp_path / "abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_the_commit_is_that_of_this_tree():
    known = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert commit() is None or commit().rstrip("+") == known.stdout.strip()
    assert versions("numpy")["python"].startswith(f"{sys.version_info[0]}.{sys.version_info[1]}")


def test_output_in_silence_is_held_back(capfd):
    with quiet():
        os.write(1, b"one")
        os.write(2, b"two")
    assert capfd.readouterr() == ("", "")


def test_held_back_output_is_shown_on_failure(capfd):
    def fail():
        with quiet():
            os.write(1, b"the reason")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert "the reason" in capfd.readouterr().err
