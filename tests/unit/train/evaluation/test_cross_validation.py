"""Cross-validation: everybody is held out once, from a network that never saw them."""

import json
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

from numbre.train.data import datasets
from numbre.train.data.download import DataError
from numbre.train.evaluation import cross_validation


def test_everybody_is_held_out_once(tiny_data):
    sets = datasets.load(tiny_data, checked=False, negatives=True)
    held_out = {name: [] for name in cross_validation.SETS}
    for name, split in cross_validation.splits(sets):
        assert name in cross_validation.NAMES
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


TWO_FOLDS = """
import sys
from numbre.train.evaluation import cross_validation
from numbre.cli.__main__ import main
cross_validation.FOLDS = (("aga", "apa", "apb", "app"), ("cea", "ceb", "ced", "ibm", "uqb"))
cross_validation.NAMES = ("first", "second")
sys.exit(main(sys.argv[1:]))
"""


def train(*words):
    """Run the command with two folds instead of seven, which would take minutes."""
    command = [sys.executable, "-c", TWO_FOLDS, *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, timeout=280)


@pytest.fixture(scope="module")
def folded(tiny_data, tmp_path_factory):
    out = tmp_path_factory.mktemp("cross_validation") / "ink"
    options = ("--quick", "--epochs", 1, "--unchecked", "--data", tiny_data, "--out", out)
    words = ("cross-validate", "ink", *options)
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
    assert found["epochs"] == 1
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
    done = numbre("report", out / "cross_validation" / "first", "--unchecked", "--data", tiny_data)
    assert done.returncode == 2
    assert "validated on other writers" in done.stderr


def test_incomplete_sets_are_not_cross_validated(tiny_data):
    sets = datasets.load(tiny_data, checked=False)
    few = replace(sets["unipen"], sources=np.full(len(sets["unipen"].labels), "ibm"))
    with pytest.raises(DataError, match="nine contributors"):
        next(cross_validation.splits(sets | {"unipen": few}))
