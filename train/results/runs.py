"""The JSON files of a run folder: run.json, history.json, report.json."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..lib.errors import UserError
from ..lib.records import NONE_IS_EMPTY, RecordError, read_record
from .metrics import CalibrationMetrics, Counts, MarksMetrics, Rejection, SetMetrics

RENAMED_SETS = {"unlike": "negatives"}  # in runs older than bundle format 2


class ReportError(UserError):
    """A run has no report, or none of this version: older ones have other fields."""


@dataclass(frozen=True)
class CalibrationFit:
    """The fit of a network's last layer, see fitting/calibrate.py.

    temperature: above 0, divides the logits; rejection_bias: is added to the non-digit's logit, None for a
    network without that class.
    """

    temperature: float
    rejection_bias: float | None = field(default=None, metadata={"formerly": "none_bias"})


@dataclass(frozen=True, kw_only=True)
class RunRecord:
    """Where a run comes from: run.json.

    streams: how the seed becomes random streams, see run_folder.py; data, split: sha256 of content and split
    of each data set, {name: 64 hexadecimal digits}; versions: {package: version}; machine: its architecture;
    processors: their number; commit: 40 hexadecimal digits, and "+" if the tree had changes, None outside a
    checkout; calibration: of the finished network, if it is calibrated. Older runs have no streams and no
    split, the oldest no processors.
    """

    seed: int
    streams: int | None = None
    data: Mapping[str, str]
    split: Mapping[str, str] | None = None
    versions: Mapping[str, str]
    machine: str
    processors: int | None = None
    commit: str | None
    calibration: CalibrationFit | None = None

    @staticmethod
    def nested(facts: dict[str, Any]) -> dict[str, Any]:
        """Return the content of run.json with the present names of sets."""
        named = dict(facts)
        for key in ("data", "split"):
            if isinstance(facts.get(key), dict):
                named[key] = {RENAMED_SETS.get(name, name): one for name, one in facts[key].items()}
        return named


@dataclass(frozen=True)
class Validation:
    """Accuracy, 0..1, and loss on one validation set after an epoch; older runs measured accuracy only."""

    accuracy: float
    loss: float | None = None


@dataclass(frozen=True)
class HistoryRow:
    """One epoch of training: a row of history.json.

    epoch: from 1; seconds: its duration; accuracy, 0..1, and loss: of training, during the epoch;
    validation: by set, after it. In JSON, the name of a set is the key of its accuracy, and "NAME loss" is
    that of its loss.
    """

    epoch: int
    seconds: float
    accuracy: float
    loss: float
    validation: Mapping[str, Validation]

    @staticmethod
    def flattened(row: dict[str, Any]) -> dict[str, Any]:
        """Return the row with the metrics of the sets beside those of training."""
        flat = {key: value for key, value in row.items() if key != "validation"}
        for name, one in row["validation"].items():
            flat[name] = one["accuracy"]
            if "loss" in one:
                flat[f"{name} loss"] = one["loss"]
        return flat

    @staticmethod
    def nested(row: dict[str, Any]) -> dict[str, Any]:
        """Return the row with the metrics of the sets in an object of their own."""
        names = [name for name in row if name.endswith("validation")]
        sets = {name: {"accuracy": row[name]} for name in names}
        for name in names:
            if f"{name} loss" in row:
                sets[name]["loss"] = row[f"{name} loss"]
        rest = {key: value for key, value in row.items() if key.removesuffix(" loss") not in sets}
        return rest | {"validation": sets}


@dataclass(frozen=True, kw_only=True)
class Report:
    """The metrics of a finished run: report.json.

    recipe: its name; parameters: their number; training_seconds: duration of all epochs; the rest: see
    Evaluation.
    """

    recipe: str
    parameters: int
    training_seconds: int
    metrics: Mapping[str, SetMetrics]
    calibration: Mapping[str, CalibrationMetrics]
    rejection: Rejection | None = field(default=None, metadata=NONE_IS_EMPTY)
    writing_styles: Mapping[str, Mapping[str, Counts]]
    marks: MarksMetrics | None = None


def read_report(folder: Path) -> Report:
    """Return the report of the run in a folder. Raises ReportError."""
    try:
        return read_record(folder / "report.json", Report)
    except RecordError as error:
        raise ReportError(f"{error}; write it again with: numbre report {folder}") from None
