"""Make confidences mean what they say: one temperature for the logits, fitted on validation sets.

Source: C. Guo, G. Pleiss, Y. Sun, K. Weinberger, "On Calibration of Modern Neural Networks",
ICML 2017. The temperature is divided into the last layer, so the exported network needs nothing
more; the likeliest class never changes.
"""

import numpy as np

TEMPERATURES = np.geomspace(0.2, 5.0, 400)


def calibrate(network, held):
    """Fit the temperature on a list of Examples, each counting the same, and apply it; returns it."""
    logits = [(_log_probabilities(network, examples.rasters), examples.labels) for examples in held]
    losses = [np.mean([_loss(scores / t, labels) for scores, labels in logits]) for t in TEMPERATURES]
    temperature = float(TEMPERATURES[int(np.argmin(losses))])
    last = network.layers[-1]
    last.set_weights([weight / temperature for weight in last.get_weights()])
    return round(temperature, 4)


def _log_probabilities(network, rasters):
    """Return the logits up to a constant in each row, which the softmax ignores."""
    return np.log(np.maximum(network.predict(rasters, batch_size=1000, verbose=0), 1e-30)).astype(np.float64)


def _loss(scores, labels):
    """Return the mean of -ln p(label) for logits [n, 10]."""
    shifted = scores - scores.max(axis=1, keepdims=True)
    totals = np.log(np.exp(shifted).sum(axis=1))
    return float((totals - shifted[np.arange(len(labels)), labels]).mean())
