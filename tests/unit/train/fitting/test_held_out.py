"""A run that everybody trained: read by the networks of cross-validation, told what it lacks without them."""

import json
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from numbre.export.figures import taken_over
from numbre.export.verify import verify
from numbre.train.data import datasets
from numbre.train.evaluation import cross_validation
from numbre.train.fitting import held_out
from numbre.train.fitting.run_folder import Run, RunError
from numbre.train.lib.records import write_record
from numbre.train.models.recipe import RECIPES
from numbre.train.results.runs import read_report
from tests.fixtures.commands import run_command

FOLDS = tuple(
    sum((cross_validation.FOLDS[i] for i in places), ()) for places in ((0, 1, 2, 3, 7), (4, 5, 6, 8))
)
SETS = {"mnist test", *(f"{name} cross-validation" for name in ("mnist", "pendigits", "unipen"))}


def prepare():
    """Let the command have two folds instead of nine, and a recipe of one epoch that everybody trains."""
    cross_validation.FOLDS = FOLDS
    RECIPES["ink"] = replace(RECIPES["ink"].quick(), everyone=True, epochs=1)


def run_all(*commands):
    """Run the commands one after the other; stop at the first that fails. Return the last."""
    for words in commands:
        done = run_command(*words, before=prepare)
        if done.returncode:
            break
    return done


@pytest.fixture(autouse=True)
def two_folds(monkeypatch):
    monkeypatch.setattr(cross_validation, "FOLDS", FOLDS)


@pytest.fixture(scope="module")
def trained(tiny_data, tmp_path_factory):
    """The run without cross-validation, the message, and options that name its data."""
    out = tmp_path_factory.mktemp("everyone") / "ink"
    data = ("--unchecked", "--data", tiny_data)
    done = run_all(("train", "ink", *data, "--out", out))
    assert done.returncode == 0, done.stderr
    return out, done.stdout, data


@pytest.fixture(scope="module")
def alone(trained, tmp_path_factory):
    """A copy of the run as it was before cross-validation."""
    folder = tmp_path_factory.mktemp("alone") / "ink"
    folder.mkdir()
    for name in ("recipe.json", "run.json", "history.json", "report.json", "model.keras"):
        (folder / name).write_bytes((trained[0] / name).read_bytes())
    return folder


@pytest.fixture(scope="module")
def exported(trained, alone):
    """The run, cross-validated and reported, and the folder of its bundle."""
    out, _, data = trained
    done = run_all(
        ("cross-validate", "ink", *data, "--workers", 1, "--out", out),
        ("report", out, *data),
        ("export", out, *data, "--out", out.parent / "models"),
    )
    assert done.returncode == 0, done.stderr
    return out, out.parent / "models" / "ink"


def test_without_cross_validation_scans_alone_are_reported(trained):
    out, message, _ = trained
    assert set(read_report(out).metrics) == {"mnist test"}
    history = json.loads((out / "history.json").read_text())
    assert set(history[0]) == {"epoch", "seconds", "accuracy", "loss"}
    assert f"numbre cross-validate ink --out {out}, then numbre report {out}" in message
    assert (out / "curves.png").exists()


def test_reports_and_bundles_need_cross_validation(alone, trained):
    data = trained[2]
    for words in (("report", alone, *data), ("export", alone, *data)):
        done = run_all(words)
        assert done.returncode == 2
        assert f"make them with: numbre cross-validate ink --out {alone}" in done.stderr
        assert ("--figures BUNDLE" in done.stderr) == (words[0] == "export")


def test_every_drawing_is_read_by_a_network_that_never_saw_its_writer(exported, tiny_data):
    report = read_report(exported[0])
    assert set(report.metrics) == SETS
    sets = datasets.load(tiny_data, checked=False, negatives=True)
    for name in ("pendigits", "unipen"):
        row = report.metrics[f"{name} cross-validation"]
        assert row.n == len(sets[name].labels)
        assert set(row.sources) == set(sets[name].sources)
        folds = [
            read_report(exported[0] / "cross_validation" / cross_validation.name_of(one)) for one in FOLDS
        ]
        assert row.errors == sum(fold.metrics[f"{name} validation"].errors for fold in folds)
    assert report.metrics["mnist cross-validation"].n == (sets["mnist"].parts == "validation").sum()
    assert sum(row.n for row in report.marks.marks.values()) == len(sets["marks"].labels)
    assert set(report.calibration) == SETS
    assert report.rejection.digits.n == report.marks.digits.n


def test_the_card_says_whose_figures_it_has(exported):
    card = verify(exported[1])
    assert set(card.read_by) == set(card.metrics) == SETS
    assert card.read_by["mnist test"] == "this network"
    assert card.read_by["unipen cross-validation"].startswith("two networks trained in the same way")
    assert (card.cross_validation.folds, card.cross_validation.taken_from) == (2, None)
    assert card.cross_validation.differs is None
    assert card.export.calibration.rejection_bias is not None
    assert card.marks is not None
    assert set(card.history) == {"epoch", "accuracy", "loss"}
    assert [*card.agreement.by_set] == [
        *("mnist test", "pendigits train", "unipen train", "negatives train", "golden drawings")
    ]


def test_figures_are_taken_over_from_a_card_of_the_same_recipe(exported, alone, trained, tmp_path):
    first = verify(exported[1])
    words = ("export", alone, *trained[2], "--out", tmp_path, "--figures", exported[1])
    done = run_all(words)
    assert done.returncode == 0, done.stderr
    card = verify(tmp_path / "ink")
    for name, row in card.metrics.items():
        if name == "mnist test":  # measured again, with the calibration as the card has it, rounded
            assert (row.n, row.errors) == (first.metrics[name].n, first.metrics[name].errors)
        else:
            assert row == first.metrics[name]
    own, before = (one.metrics_float32["mnist test"] for one in (card, first))
    assert own.loss == pytest.approx(before.loss, abs=2e-3), "calibrated, too"
    assert card.export.calibration == first.export.calibration
    assert card.cross_validation == replace(first.cross_validation, taken_from=first.created)
    done = run_all(
        (*words[:2], *trained[2], "--out", tmp_path / "biased", *words[-2:], "--rejection-bias", "-2.5")
    )
    assert done.returncode == 0, done.stderr
    biased = verify(tmp_path / "biased" / "ink").export.calibration
    assert biased == replace(first.export.calibration, rejection_bias=-2.5)
    assert run_all(("export", alone, *trained[2], "--rejection-bias", "1")).returncode == 2, (
        "without --figures"
    )
    write_record(alone / "recipe.json", replace(Run(alone).recipe, marks=False))
    done = run_all(words)
    assert done.returncode == 2
    assert "is of another network than" in done.stderr


def test_the_card_says_in_what_the_recipe_of_taken_figures_differs(exported, alone):
    first = verify(exported[1])
    before = first.full_recipe
    write_record(alone / "recipe.json", replace(before, paper=0.5))
    run = Run(alone)
    assert taken_over(run, first).cross_validation.differs == {"paper": before.paper}
    found = SimpleNamespace(metrics={"unipen cross-validation": None})
    assert "trained in nearly the same way (see differs)" in str(taken_over(run, first).read_by(found))
    longer = replace(first, cross_validation=replace(first.cross_validation, differs={"views": 99}))
    assert taken_over(run, longer).cross_validation.differs == {"views": 99, "paper": before.paper}


def test_folds_of_another_network_are_no_folds_of_the_run(exported, tmp_path):
    folder = exported[0] / "cross_validation" / cross_validation.name_of(FOLDS[0])
    before = Run(folder).recipe
    try:
        write_record(folder / "recipe.json", replace(before, scan_views=1, views=1))
        assert held_out.differences(Run(exported[0])) == {"scan_views": 1, "views": 1}
        held_out.check_folds(Run(exported[0]))
        write_record(folder / "recipe.json", replace(before, marks=False))
        with pytest.raises(RunError, match="has another marks"):
            held_out.check_folds(Run(exported[0]))
    finally:
        write_record(folder / "recipe.json", before)


def test_no_digit_takes_part_in_its_own_calibration(exported, tiny_data):
    """Two folds: each is calibrated by the other, so that confidences depend on the other's outputs only."""
    run, sets = Run(exported[0]), datasets.load(tiny_data, checked=False, negatives=True)

    def predictor(network):
        uniform = np.full((10_000, 22), 1 / 22)
        return lambda inputs: uniform[: len(inputs)]

    readings, fitted = held_out.read_folds(run, sets, predictor)
    assert [one.examples.name for one in readings.digits] == sorted(SETS - {"mnist test"})
    for one in readings.digits:
        assert np.ptp(one.probabilities[:, :10]) == pytest.approx(0)
    assert fitted.rejection_bias == pytest.approx(0)


def test_the_recipe_of_the_page_is_trained_by_everyone():
    assert RECIPES["ink"].everyone
    assert not RECIPES["ink"].quick().everyone
