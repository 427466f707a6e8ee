"""Calibrate confidences: one temperature for the logits, fitted on validation sets.

Source: C. Guo, G. Pleiss, Y. Sun, K. Weinberger, "On Calibration of Modern Neural Networks",
ICML 2017. The last layer is divided by the temperature, so the exported network needs nothing more;
the likeliest digit never changes. If the network has a non-digit class, that class's bias is set so
that it rejects few digits of unseen writers; no other threshold is needed.

The fit for float32 is repeated for 8 bits on export.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from ..augment.examples import Examples
from ..data.datasets import NOT_A_DIGIT
from ..evaluation.metrics import digit_probabilities, rejection_margins
from ..lib.arrays import Floats, Ints
from ..results.runs import CalibrationFit

TEMPERATURES = np.geomspace(0.2, 5.0, 400)
REJECTED = 0.004  # share of validation's drawn digits that may be rejected


def calibrate(network: Any, predict: Callable[[Floats], Floats], sets: Sequence[Examples]) -> CalibrationFit:
    """Fit the last layer on Examples of digits, each set with the same weight; return the fit.

    network: Keras; predict: inputs -> probabilities of it, or of its conversion.
    """
    outputs = [(predict(examples.inputs), examples) for examples in sets]
    logits = [
        (np.log(np.maximum(digit_probabilities(probabilities), 1e-30)), examples.labels)
        for probabilities, examples in outputs
    ]
    losses = [np.mean([_loss(scores / t, labels) for scores, labels in logits]) for t in TEMPERATURES]
    temperature = float(TEMPERATURES[int(np.argmin(losses))])
    last = network.layers[-1]
    weights, biases = (weight / temperature for weight in last.get_weights())
    rejection_bias = None
    if biases.shape[0] > NOT_A_DIGIT:
        drawn = [one for one in outputs if "mnist" not in one[1].name]
        margins = np.concatenate([rejection_margins(probabilities) for probabilities, _ in drawn])
        shift = -float(np.quantile(margins / temperature, 1 - REJECTED))
        biases[NOT_A_DIGIT] += shift
        rejection_bias = round(shift, 4)
    last.set_weights([weights, biases])
    return CalibrationFit(round(temperature, 4), rejection_bias)


def _loss(scores: Floats, labels: Ints) -> float:
    """Return the mean of -ln p(label) for logits [n, 10]."""
    shifted = scores - scores.max(axis=1, keepdims=True)
    totals = np.log(np.exp(shifted).sum(axis=1))
    return float((totals - shifted[np.arange(len(labels)), labels]).mean())
