"""The figures of a network that everybody trained: those of cross-validation, its own for MNIST's test part.

They are measured with the 8-bit networks of the folds, or taken over from the card of a bundle of the same
kind of network, which was measured in that way. The card names the fields of the recipe that folds lack.
"""

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from numbre.train.fitting.run_folder import Run, RunError
from numbre.train.lib.quiet import quiet
from numbre.train.results.comparisons import CrossValidation
from numbre.train.results.metrics import Accuracy, Evaluation
from numbre.train.results.runs import CalibrationFit, read_report

from .card import Card, short

if TYPE_CHECKING:
    from numbre.train.data.datasets import Datasets
    from numbre.train.evaluation.evaluate import Predict
    from numbre.train.models.recipe import Recipe

OWN = "this network"
PART = "cross-validation"  # the ending of the names of sets that were read by folds
REMADE = "context"  # a data set that is cut anew by each network: it may differ from that of a card
NUMBERS = {2: "two", 9: "nine"}  # of folds, in words


@dataclass(frozen=True)
class Figures:
    """What cross-validation says of a network that everybody trained.

    calibration: the fit of the network's last layer; metrics_float32: by set; measured: (the network's 8-bit
    graph, the data sets) -> all metrics, the network's own among them.
    """

    calibration: CalibrationFit | None
    metrics_float32: Mapping[str, Accuracy]
    cross_validation: CrossValidation
    measured: "Callable[[Predict, Datasets], Evaluation]"

    def with_own(self, predict: "Predict", datasets: "Datasets") -> Evaluation:
        """Return all metrics, with those of the network's own; predict: of its 8-bit graph, calibrated."""
        return self.measured(predict, datasets)

    def with_float32(self, network: Any, datasets: "Datasets", recipe: "Recipe") -> "Figures":
        """Return these figures with those of the network's own in float32; network: Keras, calibrated.

        A run that takes figures over was reported before it was calibrated.
        """
        with quiet():
            from numbre.train.data.datasets import everyone
            from numbre.train.evaluation.evaluate import evaluate
            from numbre.train.fitting.held_out import keras_predictor

        _, own = evaluate(keras_predictor(network), everyone(datasets), recipe)
        return replace(self, metrics_float32={**short(own), **self.metrics_float32})

    def read_by(self, found: Evaluation) -> dict[str, str]:
        """Return who has read each set, in words."""
        number = self.cross_validation.folds or 0
        way = "nearly the same way (see differs)" if self.cross_validation.differs else "the same way"
        folds = (
            f"{NUMBERS.get(number, number)} networks trained in {way}, each without the writers "
            "whose ink it reads; not by this network, which all of them trained"
        )
        return {name: folds if name.endswith(PART) else OWN for name in found.metrics}


def check_figures(run: Run, taken: Card | None) -> None:
    """Raise RunError unless a Run has been cross-validated and reported, or a card's figures go with it."""
    if taken:
        _check_card(run, taken)
        return
    with quiet():
        from numbre.train.fitting.held_out import check_folds

    check_folds(run, ", or take over those of an earlier bundle with: --figures BUNDLE")
    if run.cross_validation is None or not _is_covered(run):
        raise RunError(
            f"{run.folder} was reported before its cross-validation; write the report again with: "
            f"numbre report {run.folder}"
        )


def _is_covered(run: Run) -> bool:
    return any(name.endswith(PART) for name in read_report(run.folder).metrics)


def _check_card(run: Run, taken: Card) -> None:
    """Raise RunError unless the card's network could share folds with the run's, and has the same data."""
    if not any(name.endswith(PART) for name in taken.metrics) or taken.cross_validation is None:
        raise RunError(f"the card of '{taken.name}' has no figures of cross-validation to take over")
    with quiet():
        from numbre.train.fitting.held_out import clashing

    if differs := clashing(run.recipe, taken.full_recipe):
        raise RunError(
            f"the card of '{taken.name}' is of another network than {run.folder} ({', '.join(differs)}), "
            "so its figures are not taken over; cross-validate instead: "
            f"numbre cross-validate {run.recipe.name} --out {run.folder}"
        )
    data = [dict(record.data) for record in (run.record, taken.training)]
    for hashes in data:
        hashes.pop(REMADE, None)
    if data[0] != data[1]:
        raise RunError(f"the card of '{taken.name}' is of other data than {run.folder}")


def figures_of(run: Run, datasets: "Datasets") -> Figures:
    """Return the figures of a Run, measured with its folds in 8 bits. Raises RunError."""
    with quiet():
        from numbre.train.evaluation.cross_validation import FOLDS
        from numbre.train.evaluation.evaluate import measure
        from numbre.train.fitting import held_out

    recipe = run.recipe
    with tempfile.TemporaryDirectory() as scratch:
        readings, fitted = held_out.read_folds(
            run, datasets, _byte_predictor(Path(scratch), recipe.weight_step)
        )

    def measured(predict: "Predict", datasets: "Datasets") -> Evaluation:
        return measure(held_out.with_own(readings, None, predict, run, datasets), recipe)[1]

    assert run.cross_validation is not None, "check_figures has made sure"
    result = replace(run.cross_validation, folds=len(FOLDS), differs=held_out.differences(run) or None)
    float32 = {name: row for name, row in short(read_report(run.folder)).items() if name.endswith(PART)}
    return Figures(fitted, float32, result, measured)


def _byte_predictor(scratch: Path, step: int) -> "Callable[[Any], Predict]":
    """Return a function from a Keras network to its 8-bit graph."""
    from .convert import convert
    from .numpy_runtime import NumpyNetwork

    numbers = count()

    def predictor(network: Any) -> NumpyNetwork:
        folder = scratch / str(next(numbers))
        folder.mkdir()
        convert(network, folder, step=step)
        return NumpyNetwork(folder)

    return predictor


def taken_over(run: Run, card: Card) -> Figures:
    """Return the figures of an earlier card. Raises RunError."""
    with quiet():
        from numbre.train.data.datasets import everyone
        from numbre.train.evaluation.evaluate import evaluate
        from numbre.train.fitting.held_out import differing

    _check_card(run, card)

    def measured(predict: "Predict", datasets: "Datasets") -> Evaluation:
        _, own = evaluate(predict, everyone(datasets), run.recipe)
        return Evaluation(
            metrics={**own.metrics, **_of_folds(card.metrics)},
            calibration={**own.calibration, **_of_folds(card.calibration)},
            rejection=card.rejection,
            writing_styles=card.writing_styles,
            marks=card.marks,
        )

    assert card.cross_validation is not None, "_check_card has made sure"
    folds = card.full_recipe.as_dict() | dict(card.cross_validation.differs or {})
    result = replace(
        card.cross_validation,
        differs=differing(run.recipe.as_dict(), folds) or None,
        taken_from=card.cross_validation.taken_from or card.created,
    )
    return Figures(card.export.calibration, _of_folds(card.metrics_float32), result, measured)


def _of_folds(rows: Mapping[str, Any]) -> dict[str, Any]:
    """Return the rows of sets that were read by folds."""
    return {name: row for name, row in rows.items() if name.endswith(PART)}
