"""Calibrate confidences: one temperature for the logits, fitted on digits of people who did not train.

Source: C. Guo, G. Pleiss, Y. Sun, K. Weinberger, "On Calibration of Modern Neural Networks",
ICML 2017. The last layer is divided by the temperature, so the exported network needs nothing more;
the likeliest digit never changes. If the network has a non-digit class, that class's bias is set so
that it rejects few digits of unseen writers; no other threshold is needed.

The fit for float32 is repeated for 8 bits on export. Where everybody trains, the digits are those that
the networks of cross-validation never saw (held_out.py).
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np

from ..augment.examples import Examples
from ..data.datasets import NOT_A_DIGIT
from ..evaluation.metrics import digit_probabilities, rejection_margins
from ..lib.arrays import Floats, Ints
from ..results.runs import CalibrationFit

TEMPERATURES = np.geomspace(0.2, 5.0, 400)
REJECTED = 0.008  # share of unseen writers' digits that may be rejected


class Labelled(NamedTuple):
    """Probabilities [n, classes] of the digits of one set, and their labels [n]."""

    probabilities: Floats
    labels: Ints
    is_drawn: bool


def calibrate(network: Any, predict: Callable[[Floats], Floats], sets: Sequence[Examples]) -> CalibrationFit:
    """Fit the last layer on Examples of digits, each set with the same weight; return the fit.

    network: Keras; predict: inputs -> probabilities of it, or of its conversion.
    """
    outputs = [Labelled(predict(one.inputs), one.labels, "mnist" not in one.name) for one in sets]
    fitted = fit_to(outputs)
    apply(network, fitted)
    return rounded(fitted)


def fit_to(outputs: Sequence[Labelled]) -> CalibrationFit:
    """Return the fit for the outputs of an uncalibrated network, sets with equal weights; not rounded."""
    logits = [
        (np.log(np.maximum(digit_probabilities(one.probabilities), 1e-30)), one.labels) for one in outputs
    ]
    losses = [np.mean([_loss(scores / t, labels) for scores, labels in logits]) for t in TEMPERATURES]
    temperature = float(TEMPERATURES[int(np.argmin(losses))])
    if outputs[0].probabilities.shape[1] <= NOT_A_DIGIT:
        return CalibrationFit(temperature)
    margins = np.concatenate([rejection_margins(one.probabilities) for one in outputs if one.is_drawn])
    return CalibrationFit(temperature, -float(np.quantile(margins / temperature, 1 - REJECTED)))


def rounded(fitted: CalibrationFit) -> CalibrationFit:
    """Return a fit as it is recorded."""
    bias = fitted.rejection_bias
    return CalibrationFit(round(fitted.temperature, 4), None if bias is None else round(bias, 4))


def apply(network: Any, fitted: CalibrationFit) -> None:
    """Calibrate the last layer of a Keras network."""
    last = network.layers[-1]
    weights, biases = (weight / fitted.temperature for weight in last.get_weights())
    if fitted.rejection_bias is not None:
        biases[NOT_A_DIGIT] += fitted.rejection_bias
    last.set_weights([weights, biases])


def undo(network: Any, fitted: CalibrationFit) -> None:
    """Bring the last layer of a calibrated Keras network back to what it was, but for the fit's rounding."""
    last = network.layers[-1]
    weights, biases = last.get_weights()
    if fitted.rejection_bias is not None:
        biases[NOT_A_DIGIT] -= fitted.rejection_bias
    last.set_weights([weights * fitted.temperature, biases * fitted.temperature])


def calibrated(probabilities: Floats, fitted: CalibrationFit) -> Floats:
    """Return the probabilities [n, classes] that an uncalibrated network would give, were it calibrated."""
    logits = np.log(np.maximum(probabilities.astype(np.float64), 1e-30)) / fitted.temperature
    if fitted.rejection_bias is not None:
        logits[:, NOT_A_DIGIT] += fitted.rejection_bias
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def _loss(scores: Floats, labels: Ints) -> float:
    """Return the mean of -ln p(label) for logits [n, 10]."""
    shifted = scores - scores.max(axis=1, keepdims=True)
    totals = np.log(np.exp(shifted).sum(axis=1))
    return float((totals - shifted[np.arange(len(labels)), labels]).mean())
