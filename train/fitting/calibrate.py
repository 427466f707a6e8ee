"""Make confidences mean what they say: one temperature for the logits, fitted on validation sets.

Source: C. Guo, G. Pleiss, Y. Sun, K. Weinberger, "On Calibration of Modern Neural Networks",
ICML 2017. The temperature is divided into the last layer, so the exported network needs nothing
more; the likeliest digit never changes. Where a network tells what is no digit, that class's bias is
set so that few digits of unseen writers are taken for none: then no threshold is needed either.

What was fitted for float32 is fitted again for 8 bits, on export.
"""

import numpy as np

from ..data.dataset import NONE
from ..evaluation.confidence import given_digit, margins

TEMPERATURES = np.geomspace(0.2, 5.0, 400)
REFUSED = 0.004  # share of validation's drawn digits that may be taken for none


def calibrate(network, predict, held):
    """Fit the last layer on Examples of digits, each set counting the same; returns what was fitted.

    network: Keras; predict: inputs -> probabilities of it, or of what it was converted to. Returns
    {"temperature": t}, and {"none_bias": b} for a network that tells what is no digit.
    """
    seen = [(predict(examples.inputs), examples) for examples in held]
    logits = [(np.log(np.maximum(given_digit(found), 1e-30)), examples.labels) for found, examples in seen]
    losses = [np.mean([_loss(scores / t, labels) for scores, labels in logits]) for t in TEMPERATURES]
    temperature = float(TEMPERATURES[int(np.argmin(losses))])
    last = network.layers[-1]
    weights, biases = (weight / temperature for weight in last.get_weights())
    result = {"temperature": round(temperature, 4)}
    if biases.shape[0] > NONE:
        drawn = np.concatenate([margins(found) for found, examples in seen if "mnist" not in examples.name])
        shift = -float(np.quantile(drawn / temperature, 1 - REFUSED))
        biases[NONE] += shift
        result["none_bias"] = round(shift, 4)
    last.set_weights([weights, biases])
    return result


def _loss(scores, labels):
    """Return the mean of -ln p(label) for logits [n, 10]."""
    shifted = scores - scores.max(axis=1, keepdims=True)
    totals = np.log(np.exp(shifted).sum(axis=1))
    return float((totals - shifted[np.arange(len(labels)), labels]).mean())
