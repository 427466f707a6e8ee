"""Results over several runs: seeds, cross-validation, ablations."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from .metrics import Counts


@dataclass(frozen=True)
class Spread:
    """Mean and sample standard deviation of one value over two runs or more."""

    mean: float
    sd: float


@dataclass(frozen=True)
class SetSpread:
    """Spread of accuracy, 0..1, and loss on one set."""

    accuracy: Spread
    loss: Spread


@dataclass(frozen=True)
class Seeds:
    """Runs of one recipe that differ in their seed: seeds.json of the first one's folder.

    seeds: those of the runs, the first is the one that is exported; seconds: of training; metrics: by set.
    """

    seeds: tuple[int, ...]
    seconds: Spread
    metrics: Mapping[str, SetSpread] = field(metadata={"formerly": "figures"})


@dataclass(frozen=True)
class HeldOut(Counts):
    """Errors on one set, all of it by networks that never saw its source, a writer or contributor."""

    sources: Mapping[str, Counts]


@dataclass(frozen=True)
class CrossValidation:
    """Errors of all folds together: cross_validation.json of the run folder.

    epochs, seed: of each fold; metrics: by set, float32; commit: of the training, None in some older files.
    On the card of a network that everybody trained, also: folds: their number; differs: fields of the recipe
    that were different in the folds; taken_from: when the card was made that its figures of drawings and its
    calibration were taken over from, None for its own.
    """

    epochs: int
    seed: int
    metrics: Mapping[str, HeldOut] = field(metadata={"formerly": "figures"})
    commit: str | None = None
    folds: int | None = None
    differs: Mapping[str, Any] | None = None
    taken_from: str | None = None


@dataclass(frozen=True)
class SetErrors(Counts):
    """Errors and loss, the mean of -ln p(label), on one set."""

    loss: float


class RejectedOf(NamedTuple):
    """How many of n negatives are rejected."""

    rejected: int
    n: int


@dataclass(frozen=True)
class Ablation:
    """One change of the recipe.

    change: in words; seconds: of training; metrics: by validation set; rejected: of letters and symbols, None
    for a network that never rejects.
    """

    change: str
    seconds: int
    metrics: Mapping[str, SetErrors]
    rejected: RejectedOf | None


@dataclass(frozen=True)
class Ablations:
    """All ablations, by name: ablations.json. epochs, seed: of each run; commits: of their training."""

    epochs: int
    seed: int
    commits: tuple[str, ...]
    ablations: Mapping[str, Ablation]
