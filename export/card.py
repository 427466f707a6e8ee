"""card.json and summary.json: a bundle's origin, metrics, and the sha256 of every file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from numbre.train.features import directions, ink
from numbre.train.fitting.run_folder import Run
from numbre.train.lib.files import sha256_of, write_json
from numbre.train.lib.records import NONE_IS_EMPTY, to_json, write_record
from numbre.train.models.recipe import REPORTED, Recipe, Reported
from numbre.train.results.comparisons import CrossValidation, Seeds
from numbre.train.results.metrics import (
    Accuracy,
    CalibrationMetrics,
    Counts,
    Evaluation,
    MarksMetrics,
    Rejection,
    SetMetrics,
)
from numbre.train.results.runs import CalibrationFit, Report, RunRecord, read_report

from .numpy_runtime import NumpyNetwork

if TYPE_CHECKING:
    from .figures import Figures

FORMAT = 2
CLASSES = tuple("0123456789")
NON_DIGIT = "non-digit"
MARKS = tuple("/:()%$+=-.,")
CLASS_LISTS = (CLASSES, (*CLASSES, NON_DIGIT), (*CLASSES, NON_DIGIT, *MARKS))  # that networks may have
GRAPHS = ("float32", "uint8", "neurons")  # that are compared with Keras

Segmentation: TypeAlias = Mapping[str, Any]  # a number, or a row of numbers, by name


@dataclass(frozen=True)
class Summary:
    """The part of a card that the page needs before it reads: summary.json.

    classes: what the network tells apart, by column of its output; raster: the constants of the raster
    (train/features/ink.py); calibrated: whether probabilities are confidences; segmentation: parameters of
    the model that finds digits and marks in a drawing, numbers and rows of numbers by name, None where it
    has the page's own.
    """

    format: int
    name: str
    classes: tuple[str, ...]
    raster: Mapping[str, float]
    channels: directions.Channels
    calibrated: bool
    segmentation: Segmentation | None = None


@dataclass(frozen=True, kw_only=True)
class Training(RunRecord):
    """Where the network comes from; seconds: duration of all epochs."""

    seconds: int


@dataclass(frozen=True)
class Variant:
    """Metrics of the same network trained in another way, by its recipe's name."""

    name: str
    metrics_float32: Mapping[str, Accuracy]
    seeds: Seeds | None = field(default=None, metadata=NONE_IS_EMPTY)


@dataclass(frozen=True)
class Export:
    """How the bundle was made: commit and versions of the converter; calibration: the fit for 8 bits."""

    commit: str | None
    versions: Mapping[str, str]
    calibration: CalibrationFit | None = field(default=None, metadata=NONE_IS_EMPTY)


@dataclass(frozen=True)
class File:
    """A file of the bundle: 64 hexadecimal digits, and its size."""

    sha256: str
    bytes: int


@dataclass(frozen=True, kw_only=True)
class Differences:
    """How far the probabilities of a converted graph are from those of Keras on some inputs.

    mean_difference, largest_difference: of a probability, 0..1; p99_difference: 99 % of the inputs differ by
    less in every class, older cards lack it; tolerance: of the largest; same_class: inputs with the same
    likeliest class; beyond_ties: inputs with another one, although Keras's leads by more than a tie.
    """

    mean_difference: float
    p99_difference: float | None = None
    largest_difference: float
    tolerance: float
    same_class: int
    beyond_ties: int


@dataclass(frozen=True, kw_only=True)
class SetAgreement:
    """Converted graphs beside Keras on n inputs of one set: in JSON, fields begin with the graph's name.

    float32, uint8: of the graph with such weights; neurons: of dense networks, computed by the plain neurons
    of train/models/neuron.py.
    """

    n: int
    float32: Differences
    uint8: Differences
    neurons: Differences | None = None

    @property
    def graphs(self) -> dict[str, Differences]:
        """The differences of each graph, by name."""
        named = {"float32": self.float32, "uint8": self.uint8}
        return named | ({"neurons": self.neurons} if self.neurons else {})

    @staticmethod
    def flattened(row: dict[str, Any]) -> dict[str, Any]:
        """Return the row with the fields of every graph beside each other."""
        flat = {"set": row["set"]} if "set" in row else {}
        for key, value in row.items():
            flat |= {f"{key}_{name}": one for name, one in value.items()} if key in GRAPHS else {key: value}
        return flat

    @staticmethod
    def nested(row: dict[str, Any]) -> dict[str, Any]:
        """Return the row with an object for every graph."""
        made: dict[str, Any] = {}
        for key, value in row.items():
            graph, _, name = key.partition("_")
            if graph in GRAPHS:
                made.setdefault(graph, {})[name] = value
            else:
                made[key] = value
        return made


@dataclass(frozen=True, kw_only=True)
class Agreement(SetAgreement):
    """Converted graphs beside Keras: on scans of ``set``, and on drawings by set, which older cards lack."""

    set: str
    drawings: Mapping[str, SetAgreement] | None = None

    @property
    def by_set(self) -> dict[str, SetAgreement]:
        """The agreement on each set, the scans first."""
        return {self.set: self, **(self.drawings or {})}


@dataclass(frozen=True, kw_only=True)
class Card:
    """Everything known about a network: card.json.

    created: when it was exported, UTC; classes, raster, channels, segmentation: see Summary; recipe: as it
    was trained, see full_recipe; parameters, multiplications (for one input): their numbers; metrics,
    calibration, rejection, writing_styles, marks: of the 8-bit network, see Evaluation; metrics_float32: of
    the trained one, by set; agreement: of converted graphs and Keras; history: of training, {name: a value
    for each epoch}; variants: by name; reported: only of a tutorial's network; files: all others of the
    bundle; read_by: where other networks than this one have read the sets, who, by set, see figures.py.
    """

    format: int
    name: str
    created: str
    classes: tuple[str, ...]
    raster: Mapping[str, float]
    channels: directions.Channels
    recipe: Mapping[str, Any]
    parameters: int
    multiplications: int
    metrics: Mapping[str, SetMetrics]
    calibration: Mapping[str, CalibrationMetrics]
    rejection: Rejection | None = field(default=None, metadata=NONE_IS_EMPTY)
    writing_styles: Mapping[str, Mapping[str, Counts]]
    metrics_float32: Mapping[str, Accuracy]
    agreement: Agreement
    training: Training
    history: Mapping[str, tuple[float, ...]]
    seeds: Seeds | None = field(default=None, metadata=NONE_IS_EMPTY)
    cross_validation: CrossValidation | None = field(default=None, metadata=NONE_IS_EMPTY)
    variants: Mapping[str, Variant]
    reported: Reported | None = field(default=None, metadata=NONE_IS_EMPTY)
    export: Export
    files: Mapping[str, File]
    segmentation: Segmentation | None = None
    marks: MarksMetrics | None = None
    read_by: Mapping[str, str] | None = None

    @property
    def full_recipe(self) -> Recipe:
        """The recipe, with the defaults of fields that are younger than the card."""
        return Recipe.from_dict(self.recipe)

    @property
    def summary(self) -> Summary:
        """The part of the card that the page needs first."""
        calibrated = bool(self.recipe.get("calibrate", False))
        return Summary(
            self.format, self.name, self.classes, self.raster, self.channels, calibrated, self.segmentation
        )


def write_card(
    folder: Path,
    run: Run,
    network: NumpyNetwork,
    found: Evaluation,
    agreement: Agreement,
    export: Export,
    variants: Sequence[Run] = (),
    segmentation: Segmentation | None = None,
    figures: "Figures | None" = None,
) -> Card:
    """Write ``summary.json`` and ``card.json`` for the bundle in ``folder``; return the card.

    run: the Run; network: the bundle's NumpyNetwork; found: the metrics of the 8-bit network; agreement: of
    converted graphs and Keras; variants: Runs of the same network trained in another way, for their metrics;
    segmentation: see Summary; figures: those of cross-validation, for a network that everybody trained.
    """
    recipe, report = run.recipe, read_report(run.folder)
    card = Card(
        format=FORMAT,
        name=recipe.name,
        created=datetime.now(timezone.utc).isoformat(timespec="seconds"),
        classes=next(one for one in CLASS_LISTS if len(one) == network.classes),
        raster=ink.CONSTANTS,
        channels=directions.channels_of(network.channels),
        recipe=recipe.as_dict(),
        parameters=report.parameters,
        multiplications=network.multiplications(),
        metrics=found.metrics,
        calibration=found.calibration,
        rejection=found.rejection,
        writing_styles=found.writing_styles,
        metrics_float32={**short(report), **(figures.metrics_float32 if figures else {})},
        agreement=agreement,
        training=Training(**vars(run.record), seconds=report.training_seconds),
        history=history_of(run),
        seeds=run.seeds,
        cross_validation=figures.cross_validation if figures else run.cross_validation,
        variants={variant.name: variant for variant in map(_variant, variants)},
        reported=REPORTED.get(recipe.name),
        export=export,
        files={},
        segmentation=segmentation,
        marks=found.marks,
        read_by=figures.read_by(found) if figures else None,
    )
    write_json(folder / "summary.json", to_json(card.summary), indent=None)
    files = {path.name: _file(path) for path in sorted(folder.iterdir()) if path.name != "card.json"}
    card = replace(card, files=files)
    write_record(folder / "card.json", card)
    return card


def _file(path: Path) -> File:
    return File(sha256_of(path), path.stat().st_size)


def history_of(run: Run) -> dict[str, tuple[float, ...]]:
    """Return the learning curves of a run: {name: a value for each epoch}."""
    rows = to_json(run.read_history())
    return {key: tuple(round(row[key], 4) for row in rows) for key in rows[0] if key != "seconds"}


def _variant(run: Run) -> Variant:
    return Variant(run.recipe.name, short(read_report(run.folder)), run.seeds)


def short(report: Report | Evaluation) -> dict[str, Accuracy]:
    """Return a report's metrics by set, without details."""
    return {name: row.short for name, row in report.metrics.items()}
