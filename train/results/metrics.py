"""Metrics of one network: accuracy by set, calibration, rejection, writing styles."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from ..lib.records import NONE_IS_EMPTY


@dataclass(frozen=True)
class Counts:
    """Errors on n drawings, 1 or more; 0 <= errors <= n."""

    n: int
    errors: int

    @property
    def error_rate(self) -> float:
        """The share of errors, 0..1."""
        return self.errors / self.n


@dataclass(frozen=True)
class Accuracy(Counts):
    """How one set is read.

    accuracy: share of digits read correctly, 0..1; interval: its 95 % interval, (low, high); loss: mean of
    -ln p(label), in nats.
    """

    accuracy: float
    interval: tuple[float, float]
    loss: float


@dataclass(frozen=True)
class SetMetrics(Accuracy):
    """How one set is read, in detail.

    confusion: counts [10][10], a row for each label, a column for each digit read; rejected: digits read as
    non-digits, of a network that rejects; sources: by writer or contributor, of drawn sets.
    """

    confusion: tuple[tuple[int, ...], ...]
    rejected: int | None = None
    sources: Mapping[str, Counts] | None = None

    @property
    def short(self) -> Accuracy:
        """The same without confusion and sources."""
        return Accuracy(self.n, self.errors, self.accuracy, self.interval, self.loss)


class ReliabilityBin(NamedTuple):
    """Readings of about the same confidence: their mean confidence and accuracy, 0..1, and their number."""

    confidence: float
    accuracy: float
    n: int


class ErrorReject(NamedTuple):
    """The share of readings rejected, the least confident first, and the error rate of the rest, 0..1."""

    rejected: float
    error_rate: float


@dataclass(frozen=True)
class CalibrationMetrics:
    """How far confidences are from accuracies on one set.

    ece: expected calibration error, 0..1, given a digit; ece_shown: the same of the confidence shown to
    visitors, that among all classes, without readings as non-digits; reliability: bins that hold readings, by
    confidence; error_reject: by the share rejected.
    """

    ece: float
    ece_shown: float
    reliability: tuple[ReliabilityBin, ...]
    error_reject: tuple[ErrorReject, ...]


@dataclass(frozen=True)
class Rejected:
    """Readings as non-digits among n drawings."""

    n: int
    rejected: int

    @property
    def share(self) -> float:
        """The share rejected, 0..1."""
        return self.rejected / self.n


@dataclass(frozen=True)
class RejectedKind(Rejected):
    """Readings as non-digits among n negatives of one kind.

    auroc: the chance that a negative has a higher p(non-digit) than a digit, 0..1.
    """

    auroc: float


@dataclass(frozen=True)
class Rejection:
    """How drawings are rejected: digits of both drawn sets, and each kind of negative."""

    digits: Rejected
    kinds: Mapping[str, RejectedKind]


@dataclass(frozen=True)
class MarksMetrics:
    """How well drawings and marks are distinguished, among all classes.

    marks: by mark, errors are those of which another class is the likeliest; digits: of both drawn sets,
    errors are those of which a mark is the likeliest class.
    """

    marks: Mapping[str, Counts]
    digits: Counts


@dataclass(frozen=True, kw_only=True)
class Evaluation:
    """All metrics of one network.

    metrics: by set; calibration: by set, {} for a recipe without it; rejection: None for a recipe that never
    rejects; writing_styles: {set: {style: counts}} of drawn sets; marks: None for a recipe without them.
    """

    metrics: Mapping[str, SetMetrics]
    calibration: Mapping[str, CalibrationMetrics]
    rejection: Rejection | None = field(default=None, metadata=NONE_IS_EMPTY)
    writing_styles: Mapping[str, Mapping[str, Counts]]
    marks: MarksMetrics | None = None
