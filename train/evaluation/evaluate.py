"""Evaluate a network on every set: all metrics of reports and cards.

Scans and drawings are separate rows. MNIST's test part is opened for reports of finished recipes and for
cards only; nothing is chosen by it. Recipe and calibration were chosen on the validation parts. Where
everybody trains, drawings are read by the networks of cross-validation (see fitting/held_out.py).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np

from ..augment.examples import Examples, evaluation_sets, mark_sets, negative_sets
from ..data.datasets import Datasets
from ..data.unipen_characters import UNSEEN
from ..features.ink import Strokes
from ..lib.arrays import Floats
from ..models.recipe import Recipe
from ..plots.run_plots import Output
from ..results.metrics import Evaluation, MarksMetrics, Rejection
from .metrics import calibration_metrics, digit_probabilities, marks_metrics, rejection_metrics, set_metrics
from .writing_styles import errors_by_style

LETTERS, SYMBOLS, UNSEEN_SYMBOLS = "letters", "symbols", "unseen symbols"

Predict: TypeAlias = Callable[[Floats], Floats]  # inputs -> probabilities


@dataclass(frozen=True)
class Reading:
    """What a network gives for the examples of one set.

    examples: with rasters alone as their inputs; probabilities: [n, classes]; drawings: n, () for scans.
    """

    examples: Examples
    probabilities: Floats
    drawings: Sequence[Strokes] = ()

    @property
    def is_drawn(self) -> bool:
        """Whether these are drawings, not scans."""
        return not self.examples.name.startswith("mnist")


@dataclass(frozen=True)
class Readings:
    """What a network gives for every set of digits, negatives and marks."""

    digits: Sequence[Reading]
    negatives: Sequence[Reading]
    marks: Sequence[Reading]

    @property
    def drawn_digits(self) -> Floats:
        """The probabilities of all drawn digits: [n, classes]."""
        return np.concatenate([one.probabilities for one in self.digits if one.is_drawn])


def evaluate(
    predict: Predict, datasets: Datasets, recipe: Recipe, test: bool = True
) -> tuple[list[Output], Evaluation]:
    """Return (outputs by set, for plots; all metrics) of a function from inputs to probabilities.

    test=False leaves MNIST's test part closed.
    """
    return measure(read(predict, datasets, recipe, test), recipe)


def read(predict: Predict, datasets: Datasets, recipe: Recipe, test: bool = True) -> Readings:
    """Return what a function from inputs to probabilities gives for every set; test: see evaluate."""
    digits = []
    for examples in evaluation_sets(datasets, recipe, test):
        one = _reading(predict, examples)
        if one.is_drawn:
            name, part = examples.name.split()
            one = replace(one, drawings=datasets[name].part(part, recipe.limit)[0])
        digits.append(one)
    return Readings(
        digits,
        [_reading(predict, examples) for examples in negative_sets(datasets, recipe)],
        [_reading(predict, examples) for examples in mark_sets(datasets, recipe)],
    )


def _reading(predict: Predict, examples: Examples) -> Reading:
    return Reading(replace(examples, inputs=examples.rasters.copy()), predict(examples.inputs))


def measure(readings: Readings, recipe: Recipe) -> tuple[list[Output], Evaluation]:
    """Return (outputs by set, for plots; all metrics) of readings of every set."""
    outputs: list[Output] = []
    styles, calibration = {}, {}
    for one in readings.digits:
        examples, probabilities = one.examples, one.probabilities
        row = set_metrics(probabilities, examples.labels, examples.sources if one.is_drawn else None)
        outputs.append(Output(examples, digit_probabilities(probabilities), row))
        if recipe.calibrate:
            calibration[examples.name] = calibration_metrics(probabilities, examples.labels)
        if one.is_drawn:
            wrong = outputs[-1].read != examples.labels
            styles[examples.name] = errors_by_style(one.drawings, examples.labels, wrong)
    return outputs, Evaluation(
        metrics={one.examples.name: one.metrics for one in outputs},
        calibration=calibration,
        rejection=_rejection(readings),
        writing_styles=styles,
        marks=_marks(readings),
    )


def _rejection(readings: Readings) -> Rejection | None:
    """Return how negatives of each kind, and digits, are rejected; None where there are no negatives."""
    negatives: dict[str, Floats] = {}
    for one in readings.negatives:
        kinds = np.array([kind_of(kind) for kind in _kinds(one.examples)])
        negatives |= {str(kind): one.probabilities[kinds == kind] for kind in np.unique(kinds)}
    return rejection_metrics(readings.drawn_digits, negatives) if negatives else None


def _marks(readings: Readings) -> MarksMetrics | None:
    """Return how well marks and digits are distinguished; None where there are no marks."""
    if not readings.marks:
        return None
    [one] = readings.marks
    return marks_metrics(one.probabilities, one.examples.labels, _kinds(one.examples), readings.drawn_digits)


def _kinds(examples: Examples) -> Sequence[str]:
    assert examples.kinds is not None, "negatives and marks have kinds"
    return [str(kind) for kind in examples.kinds]


def kind_of(name: str) -> str:
    """Return the kind of a negative: of a character letters, symbols or unseen symbols, else its name."""
    if len(name) > 1:
        return name
    if name in UNSEEN:
        return UNSEEN_SYMBOLS
    return LETTERS if name.isalpha() else SYMBOLS
