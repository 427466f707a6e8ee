"""Evaluate a network on every set: all metrics of reports and cards.

Scans and drawings are separate rows. MNIST's test part is opened for reports of finished recipes and for
cards only; nothing is chosen by it. Recipe and calibration were chosen on the validation parts.
"""

from collections.abc import Callable
from typing import TypeAlias

import numpy as np

from ..augment.examples import evaluation_sets, negative_sets
from ..data.datasets import Datasets
from ..data.unipen_characters import UNSEEN
from ..lib.arrays import Floats
from ..models.recipe import Recipe
from ..plots.run_plots import Output
from ..results.metrics import Evaluation, Rejection
from .metrics import calibration_metrics, digit_probabilities, rejection_metrics, set_metrics
from .writing_styles import errors_by_style

LETTERS, SYMBOLS, UNSEEN_SYMBOLS = "letters", "symbols", "unseen symbols"

Predict: TypeAlias = Callable[[Floats], Floats]  # inputs -> probabilities


def evaluate(
    predict: Predict, datasets: Datasets, recipe: Recipe, test: bool = True
) -> tuple[list[Output], Evaluation]:
    """Return (outputs by set, for plots; all metrics) of a function from inputs to probabilities.

    test=False leaves MNIST's test part closed.
    """
    outputs: list[Output] = []
    drawn: list[Floats] = []
    styles, calibration = {}, {}
    for examples in evaluation_sets(datasets, recipe, test):
        probabilities, is_drawn = predict(examples.inputs), not examples.name.startswith("mnist")
        row = set_metrics(probabilities, examples.labels, examples.sources if is_drawn else None)
        outputs.append(Output(examples, digit_probabilities(probabilities), row))
        if recipe.calibrate:
            calibration[examples.name] = calibration_metrics(probabilities, examples.labels)
        if is_drawn:
            drawn.append(probabilities)
            name, part = examples.name.split()
            drawings, labels, _ = datasets[name].part(part, recipe.limit)
            styles[examples.name] = errors_by_style(drawings, labels, outputs[-1].read != labels)
    return outputs, Evaluation(
        metrics={one.examples.name: one.metrics for one in outputs},
        calibration=calibration,
        rejection=rejection(predict, datasets, recipe, np.concatenate(drawn)),
        writing_styles=styles,
    )


def rejection(predict: Predict, datasets: Datasets, recipe: Recipe, digits: Floats) -> Rejection | None:
    """Return how negatives of each kind, and digits, are rejected; None for a recipe that never rejects.

    digits: probabilities [n, 11] of drawn digits.
    """
    negatives: dict[str, Floats] = {}
    for examples in negative_sets(datasets, recipe):
        probabilities = predict(examples.inputs)
        assert examples.kinds is not None, "negatives have kinds"
        kinds = np.array([kind_of(kind) for kind in examples.kinds])
        negatives |= {str(kind): probabilities[kinds == kind] for kind in np.unique(kinds)}
    return rejection_metrics(digits, negatives) if negatives else None


def kind_of(name: str) -> str:
    """Return the kind of a negative: of a character letters, symbols or unseen symbols, else its name."""
    if len(name) > 1:
        return name
    if name in UNSEEN:
        return UNSEEN_SYMBOLS
    return LETTERS if name.isalpha() else SYMBOLS
