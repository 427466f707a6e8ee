"""Results on disk: committed ones keep every byte, and files of older runs are read."""

import json
from pathlib import Path

import pytest

from numbre.export.card import Card, Summary
from numbre.train.lib.errors import UserError
from numbre.train.lib.records import from_json, read_record, to_json, write_record
from numbre.train.models.recipe import Recipe
from numbre.train.results.comparisons import Ablations, CrossValidation, Seeds
from numbre.train.results.runs import CalibrationFit, HistoryRow, Report, RunRecord, read_report
from numbre.train.segmentation.cross_fit import CrossFit
from tests.conftest import NAMES
from tools.paths import MODELS
from tools.results import RESULTS, Bench, HandLearning, Numbers, Pictures, Speedrun, TrainingInPage

COMMITTED = [
    *((MODELS / name / "card.json", Card) for name in NAMES),
    (RESULTS / "ablations.json", Ablations),
    (RESULTS / "bench.json", Bench),
    (RESULTS / "hand.json", HandLearning),
    (RESULTS / "numbers.json", Numbers),
    (RESULTS / "pictures.json", Pictures),
    (RESULTS / "segmentation.json", CrossFit),
    (RESULTS / "speedrun.json", Speedrun),
    (RESULTS / "training-in-page.json", TrainingInPage),
]
KINDS = {  # files of a run folder
    "recipe.json": Recipe,
    "run.json": RunRecord,
    "history.json": tuple[HistoryRow, ...],
    "report.json": Report,
}


@pytest.mark.parametrize(
    ("path", "kind"), COMMITTED, ids=[f"{path.parent.name}/{path.name}" for path, _ in COMMITTED]
)
def test_a_committed_result_keeps_every_byte(path, kind, tmp_path):
    write_record(tmp_path / "again.json", read_record(path, kind))
    assert (tmp_path / "again.json").read_bytes() == path.read_bytes()


@pytest.mark.parametrize("name", NAMES)
def test_a_summary_is_the_part_of_the_card_that_it_was(name):
    summary = read_record(MODELS / name / "summary.json", Summary)
    assert summary == read_record(MODELS / name / "card.json", Card).summary
    text = (MODELS / name / "summary.json").read_text()
    assert json.dumps(to_json(summary), separators=(",", ":")) + "\n" == text


def test_every_result_in_docs_is_committed_as_a_record():
    assert set(RESULTS.iterdir()) == {path for path, _ in COMMITTED if path.parent == RESULTS}


@pytest.mark.parametrize("name", KINDS)
def test_a_file_of_a_run_keeps_every_byte(name, tiny_run, tmp_path):
    write_record(tmp_path / name, read_record(tiny_run / name, KINDS[name]))
    assert (tmp_path / name).read_bytes() == (tiny_run / name).read_bytes()


def test_the_keys_of_a_run_s_files_are_those_of_older_versions(tiny_run):
    files = {name: json.loads((tiny_run / name).read_text()) for name in KINDS}
    assert list(files["report.json"]) == [
        *("recipe", "parameters", "training_seconds"),
        *("metrics", "calibration", "rejection", "writing_styles", "marks"),
    ]
    sets = [f"{name} validation" for name in ("mnist", "pendigits", "unipen")]
    measured = [key for name in sets for key in (name, f"{name} loss")]
    assert list(files["history.json"][0]) == ["epoch", "seconds", "accuracy", "loss", *measured]
    row = files["report.json"]["metrics"]["unipen validation"]
    keys = ["n", "errors", "accuracy", "interval", "loss", "confusion", "rejected", "sources"]
    assert list(row) == keys


OLDER_RUN = {
    "seed": 1,
    "data": {"mnist": "06b0", "unlike": "27f2"},
    "split": {"mnist": "08b4", "unlike": "9947"},
    "versions": {"python": "3.11.7"},
    "machine": "x86_64",
    "commit": None,
    "calibration": {"temperature": 0.58, "none_bias": -1.9},
}


def test_run_json_of_an_older_run_is_read():
    record = from_json(RunRecord, OLDER_RUN)
    assert record.data == {"mnist": "06b0", "negatives": "27f2"}
    assert record.split == {"mnist": "08b4", "negatives": "9947"}
    assert record.calibration == CalibrationFit(0.58, -1.9)
    assert record.processors is None
    oldest = {key: value for key, value in OLDER_RUN.items() if key not in ("split", "calibration")}
    assert from_json(RunRecord, oldest).split is None


def test_a_history_without_losses_is_read_and_kept():
    row = {"epoch": 1, "seconds": 2.5, "accuracy": 0.9, "loss": 0.3, "mnist validation": 0.95}
    assert from_json(HistoryRow, row).validation["mnist validation"].loss is None
    assert to_json(from_json(HistoryRow, row)) == row


def test_seeds_and_folds_of_older_runs_are_read():
    spread = {"mean": 0.9, "sd": 0.1}
    seeds = {
        "seeds": [1, 2],
        "seconds": spread,
        "figures": {"mnist test": {"accuracy": spread, "loss": spread}},
    }
    assert from_json(Seeds, seeds).metrics["mnist test"].accuracy.mean == 0.9
    assert "metrics" in to_json(from_json(Seeds, seeds))
    counts = {"n": 10, "errors": 1}
    folds = {
        "epochs": 1,
        "seed": 1,
        "figures": {"unipen": counts | {"sources": {"cea": counts}}},
        "commit": "2abd",
    }
    assert from_json(CrossValidation, folds).metrics["unipen"].sources["cea"].error_rate == 0.1


@pytest.mark.parametrize("content", ["", "[]", '{"figures": {}}', None])
def test_a_report_of_another_version_is_reported_with_its_remedy(tmp_path, content):
    if content is not None:
        (tmp_path / "report.json").write_text(content)
    with pytest.raises(
        UserError, match=rf"report\.json is .*; write it again with: numbre report {tmp_path}"
    ):
        read_report(Path(tmp_path))
