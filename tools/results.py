"""Results of the benchmarks, as docs/results holds them: records, see train/lib/records.py."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from numbre.train.lib.records import Record, read_record
from tools.paths import ROOT

RESULTS = ROOT / "docs" / "results"


@dataclass(frozen=True)
class Percentiles:
    """Median and 95th percentile of times, ms."""

    median: float
    p95: float


@dataclass(frozen=True)
class FirstVisit:
    """First visits of one page, medians over the rounds.

    bytes: on the wire until the first reading; ready_ms: until it is possible, by line; longest_task_ms:
    before it, on loopback.
    """

    bytes: int
    ready_ms: Mapping[str, float]
    longest_task_ms: float


@dataclass(frozen=True)
class FetchedFile:
    """A file of the first reading: start, end: ms from navigation start; bytes: of its body, compressed."""

    url: str
    start: int
    end: int
    bytes: int


@dataclass(frozen=True)
class Memory:
    """The memory of a page after garbage collection.

    heap, buffers: bytes of JavaScript's objects and arrays; backend: that the page chose, if it says so;
    tensors: their number, if it can be counted.
    """

    heap: int
    buffers: int
    backend: str | None = None
    tensors: int | None = None

    @property
    def megabytes(self) -> float:
        """Objects and arrays together, MB."""
        return (self.heap + self.buffers) / 1e6


@dataclass(frozen=True)
class Readings:
    """Readings of n digits by one page; ms: of one; errors: digits misread."""

    ms: Percentiles
    errors: int
    n: int
    memory_before: Memory
    memory_after: Memory


@dataclass(frozen=True)
class LongRun:
    """The memory of Numbre before and after n readings."""

    n: int
    memory_before: Memory
    memory_after: Memory


@dataclass(frozen=True)
class InputLatency:
    """The time from a pointer event to the frame that shows the reading with it, ms.

    events: their number; median, p99: since the event was dispatched; p99_since_input: since the input;
    in_next_frame: the share of events that the next frame shows, 0..1.
    """

    events: int
    median: float
    p99: float
    p99_since_input: float
    in_next_frame: float


@dataclass(frozen=True)
class StrokeLatency:
    """The time of a reading after one more stroke, ms; strokes: measured."""

    strokes: int
    median: float
    p95: float


@dataclass(frozen=True)
class LongRow:
    """Reading a row of strokes: ms until the predictions, and the main thread's longest pause, ms."""

    ms: int
    longest: float


@dataclass(frozen=True)
class Profile:
    """The time of a reading, ms, and the share of each module or package, 0..1, the largest first."""

    ms: float
    parts: Mapping[str, float]


@dataclass(frozen=True, kw_only=True)
class Bench:
    """The result of `make bench`.

    date, commit (None outside a checkout), chromium (its version), hardware: of the measurement; rounds:
    visits of each page; first_visits: by page; waterfall: files of the first reading; digits: by page;
    second_visits: {line: {visit: ms until the first reading}}; raster_ms: of one raster; long_rows: by the
    number of strokes, None in results of earlier versions; input_latency, stroke_latency: by the number's
    digits, None without the data; profile: by backend; payload: bytes of the first reading by module, package
    or file.
    """

    date: str
    commit: str | None
    chromium: str
    hardware: str
    rounds: int
    first_visits: Mapping[str, FirstVisit]
    waterfall: tuple[FetchedFile, ...]
    digits: Mapping[str, Readings]
    second_visits: Mapping[str, Mapping[str, float]]
    raster_ms: float
    long_run: LongRun
    long_rows: Mapping[str, LongRow] | None = None
    input_latency: Mapping[str, InputLatency] | None = None
    stroke_latency: Mapping[str, StrokeLatency] | None = None
    profile: Mapping[str, Profile]
    payload: Mapping[str, int]


@dataclass(frozen=True)
class Numbers:
    """The result of `make numbers`.

    chromium: its version; commit: None outside a checkout; latency_ms: of a reading, by case.
    """

    chromium: str
    commit: str | None
    latency_ms: Mapping[str, Percentiles]


@dataclass(frozen=True)
class PictureSet:
    """Pictures of one kind: their number, how many are read exactly, and ms of the median one."""

    n: int
    exact: int
    ms: float


@dataclass(frozen=True, kw_only=True)
class Pictures:
    """The result of `python -m tools.bench.pictures`.

    chromium: its version; commit: None outside a checkout; part: of MNIST; seed: of the pictures; sets: by
    name; large_ms: of a picture of 12 megapixels, by how many times slower the page's thread ran.
    """

    chromium: str
    commit: str | None
    part: str
    seed: int
    sets: Mapping[str, PictureSet]
    large_ms: Mapping[str, float]


@dataclass(frozen=True)
class Goal:
    """The accuracy, 0..1, that training aims at, and the set that it is measured on."""

    set: str
    accuracy: float


@dataclass(frozen=True)
class TimedRun:
    """One run: seconds of training, and accuracy, 0..1, by set."""

    seconds: float
    accuracy: Mapping[str, float]


@dataclass(frozen=True)
class TimedRuns:
    """Several runs: seconds of training and accuracies, 0..1, by set, of each."""

    seconds: tuple[float, ...]
    accuracy: Mapping[str, tuple[float, ...]]


@dataclass(frozen=True)
class Speedrun:
    """The result of `make speedrun`.

    commit: None outside a checkout; speedup: how many times as fast as `lesson`.
    """

    commit: str | None
    goal: Goal
    lesson: TimedRun
    speedrun: TimedRuns
    speedup: float


@dataclass(frozen=True)
class InPage:
    """Trainings of one network with several seeds.

    backend: of TF.js in the page; keras, page: accuracy, 0..1, of each seed, on writers who are in neither
    training; seconds: of training in the page.
    """

    epochs: int
    backend: str
    keras: tuple[float, ...]
    page: tuple[float, ...]
    seconds: tuple[float, ...]


@dataclass(frozen=True)
class TrainingInPage:
    """The result of `make training-in-page`, by network; commit: None outside a checkout."""

    commit: str | None
    chromium: str
    hardware: str
    networks: Mapping[str, InPage]


def committed(name: str, kind: type[Record]) -> Record:
    """Return a committed result. Raises RecordError."""
    return read_record(Path(RESULTS / f"{name}.json"), kind)


@dataclass(frozen=True)
class Learned:
    """Digits read by hands, or by the network as shipped.

    n: readings; errors: of them, by draw of the examples; log_loss, calibration_error: of confidences;
    writers; better, worse: writers with fewer errors than as shipped, and with more.
    """

    n: int
    errors: tuple[int, ...]
    log_loss: float
    calibration_error: float
    writers: int
    better: int
    worse: int

    @property
    def error_rate(self) -> float:
        """The share of readings that are wrong."""
        return sum(self.errors) / self.n


@dataclass(frozen=True)
class HandFigures:
    """How some folds are read, see tools/hand/measure.py.

    Keys: examples of each digit, or before and after; taught: mean number of examples by correcting.
    """

    folds: tuple[str, ...]
    own: Mapping[str, Learned]
    others: Mapping[str, Learned]
    corrected: Mapping[str, Learned]
    corrected_others: Mapping[str, Learned]
    all_others: Mapping[str, Learned]
    numbers: Mapping[str, Learned]
    negatives: Mapping[str, Learned]
    composed: Mapping[str, Learned]
    taught: float


@dataclass(frozen=True)
class HandLearning:
    """The result of `python -m tools.hand`.

    chosen: folds that the constants were chosen on; held_back: the others.
    """

    chosen: HandFigures
    held_back: HandFigures
    commit: str | None
