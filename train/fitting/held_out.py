"""Everybody trains: drawings are read by the networks of cross-validation, which never saw their writers.

Such a run has no validation part. The networks of its folds read the digits, negatives and marks of the
people whom each of them never saw; all readings together measure the recipe, and give the temperature and
the rejection bias of the run's own network. That network itself reads MNIST's test part alone.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, TypeAlias

import numpy as np

from ..augment.examples import Examples
from ..data.datasets import Datasets, everyone
from ..evaluation import cross_validation
from ..evaluation.evaluate import Predict, Reading, Readings, read
from ..evaluation.report import report
from ..models.recipe import Recipe
from ..results.runs import CalibrationFit, Report
from .calibrate import Labelled, apply, calibrated, fit_to, undo
from .run_folder import Run, RunError

PART = "cross-validation"  # sets are named after it, such as "pendigits cross-validation"
SAME = ("network", "sets", "channels", "rejects", "marks", "context", "calibrate", "limit")  # in all folds
# Fields of a recipe in which folds may differ from the run without a word of it on the card
OWN = ("everyone", "epochs", "seed")

Predictor: TypeAlias = Callable[[Any], Predict]  # an uncalibrated Keras network -> what reads with it


def keras_predictor(network: Any) -> Predict:
    """Return the function from inputs to probabilities of a Keras network."""
    return partial(network.predict, batch_size=1000, verbose=0)


def report_run(run: Run, datasets: Datasets, seed: int = 1, draw: bool = True, test: bool = True) -> Report:
    """Report on a finished Run, see evaluation/report.py; datasets: as they are loaded, or split.

    Where everybody trained, drawings are covered if the run has been cross-validated.
    """
    if not run.recipe.everyone:
        return report(run, datasets, seed, draw, test)
    if not has_folds(run):
        return report(run, everyone(datasets), seed, draw, test)
    return report(run, datasets, seed, draw, test, partial(_read_all, run, datasets, test))


def _read_all(run: Run, datasets: Datasets, test: bool, predict: Predict) -> Readings:
    readings, fitted = read_folds(run, datasets, keras_predictor)
    return with_own(readings, fitted, predict, run, datasets, test)


def with_own(
    readings: Readings,
    fitted: CalibrationFit | None,
    predict: Predict,
    run: Run,
    datasets: Datasets,
    test: bool = True,
) -> Readings:
    """Return the readings of the folds after those of the run's own network, as ``fitted`` calibrates it."""
    own = read(predict, everyone(datasets), run.recipe, test)
    return replace(readings, digits=[*_calibrated(own, fitted).digits, *readings.digits])


def has_folds(run: Run) -> bool:
    """Return whether all folds of a run are finished."""
    return all(fold.finished for fold in _folds(run))


def check_folds(run: Run, more: str = "") -> None:
    """Raise RunError unless all folds of a run are finished, and of its recipe; more: ends the sentence."""
    if not has_folds(run):
        raise RunError(
            f"everybody trained {run.folder}, so that its figures are those of cross-validation; make them "
            f"with: numbre cross-validate {run.recipe.name} --out {run.folder}{more}"
        )
    for fold in _folds(run):
        if wrong := clashing(run.recipe, fold.recipe):
            raise RunError(f"{fold.folder} is no fold of {run.folder}: it has another {', '.join(wrong)}")


def clashing(one: Recipe, other: Recipe) -> list[str]:
    """Return the fields of SAME in which two recipes differ: neither has folds of the other."""
    return [key for key in SAME if one.as_dict()[key] != other.as_dict()[key]]


def differences(run: Run) -> dict[str, Any]:
    """Return {field: its value in the folds} where their recipe differs from the run's."""
    return differing(run.recipe.as_dict(), _folds(run)[0].recipe.as_dict())


def differing(one: Mapping[str, Any], folds: Mapping[str, Any]) -> dict[str, Any]:
    """Return {field: its value in the folds} where their recipe differs from a run's, but for OWN."""
    return {key: value for key, value in folds.items() if one[key] != value and key not in OWN}


def read_folds(run: Run, datasets: Datasets, predictor: Predictor) -> tuple[Readings, CalibrationFit | None]:
    """Return (the readings of all folds, by set; the fit that calibrates the run's own network).

    datasets: as they are loaded; predictor: reads with the network of a fold, whose own calibration is
    undone. The readings of each fold are calibrated by those of all others, so that no digit takes part
    in the calibration that it measures; the fit is to all together, None for a recipe without calibration.
    Of the scans that no fold trained on, each fold reads a share. Raises RunError.
    """
    check_folds(run)
    found = [
        read(predict, own, run.recipe, test=False) for predict, own in _readers(run, datasets, predictor)
    ]
    if not run.recipe.calibrate:
        return _pooled(found), None
    fits = [fit_to(_labelled([*found[:place], *found[place + 1 :]])) for place in range(len(found))]
    readings = [_calibrated(one, fitted) for one, fitted in zip(found, fits, strict=True)]
    return _pooled(readings), fit_to(_labelled(found))


def fold_networks(run: Run, datasets: Datasets) -> list[Any]:
    """Return the Keras networks of all folds, each calibrated as the run's own network is on export.

    Their own calibrations, each to a few people, differ widely in the bias of the non-digit.
    """
    _, fitted = read_folds(run, datasets, keras_predictor)
    networks = []
    for fold in _folds(run):
        network, before = fold.network(), fold.record.calibration
        if fitted is not None and before is not None:
            undo(network, before)
            apply(network, fitted)
        networks.append(network)
    return networks


def _folds(run: Run) -> list[Run]:
    folder = run.folder / cross_validation.FOLDER
    return [Run(folder / cross_validation.name_of(one)) for one in cross_validation.FOLDS]


def _readers(run: Run, datasets: Datasets, predictor: Predictor) -> Iterator[tuple[Predict, Datasets]]:
    """Yield (what reads with the network of a fold, the data sets whose validation parts it reads)."""
    splits = cross_validation.splits(datasets)
    for place, (fold, (_, own)) in enumerate(zip(_folds(run), splits, strict=True)):
        fold.check_data(own)
        network = fold.network()
        if (fitted := fold.record.calibration) is not None:
            undo(network, fitted)
        scans = np.flatnonzero(own["mnist"].parts == "validation")
        parts = own["mnist"].parts.copy()
        parts[np.setdiff1d(scans, scans[place :: len(cross_validation.FOLDS)])] = "unused"
        yield predictor(network), {**own, "mnist": replace(own["mnist"], parts=parts)}


def _calibrated(readings: Readings, fitted: CalibrationFit | None) -> Readings:
    """Return readings of an uncalibrated network as a calibrated one would give them."""
    if fitted is None:
        return readings
    columns = (readings.digits, readings.negatives, readings.marks)
    return Readings(
        *(
            [replace(one, probabilities=calibrated(one.probabilities, fitted)) for one in column]
            for column in columns
        )
    )


def _labelled(folds: Sequence[Readings]) -> list[Labelled]:
    """Return the digits of some folds, by set."""
    return [
        Labelled(one.probabilities, one.examples.labels, one.is_drawn)
        for one in _by_set([reading for fold in folds for reading in fold.digits])
    ]


def _pooled(folds: Sequence[Readings]) -> Readings:
    """Return the readings of all folds together."""
    return Readings(
        _by_set([reading for fold in folds for reading in fold.digits]),
        _by_set([reading for fold in folds for reading in fold.negatives]),
        _by_set([reading for fold in folds for reading in fold.marks]),
    )


def _by_set(readings: Sequence[Reading]) -> list[Reading]:
    """Return one reading for each set, in the order of their first ones."""
    sets: dict[str, list[Reading]] = {}
    for one in readings:
        sets.setdefault(one.examples.name.removesuffix(" validation"), []).append(one)
    return [_joined(f"{name} {PART}", found) for name, found in sets.items()]


def _joined(name: str, readings: Sequence[Reading]) -> Reading:
    parts = [one.examples for one in readings]
    kinds = [one.kinds for one in parts if one.kinds is not None]
    examples = Examples(
        name,
        np.concatenate([one.inputs for one in parts]),
        np.concatenate([one.labels for one in parts]),
        np.concatenate([one.sources for one in parts]),
        np.concatenate(kinds) if kinds else None,
    )
    drawings = [drawing for one in readings for drawing in one.drawings]
    return Reading(examples, np.concatenate([one.probabilities for one in readings]), drawings)
