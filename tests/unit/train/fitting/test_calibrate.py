"""The temperature: found where the truth is known, without changing any reading."""

import keras
import numpy as np
import pytest

from numbre.train.augment.examples import Examples
from numbre.train.data.datasets import NOT_A_DIGIT
from numbre.train.fitting.calibrate import REJECTED, calibrate
from numbre.train.results.runs import CalibrationFit


def test_an_overconfident_network_is_calibrated():
    rng = np.random.default_rng(0)
    true_logits = rng.normal(0, 2, (4000, 10))
    chances = np.exp(true_logits) / np.exp(true_logits).sum(1, keepdims=True)
    labels = np.array([rng.choice(10, p=row) for row in chances])
    inputs = np.zeros((4000, 784), dtype=np.float32)
    inputs[:, :10] = true_logits
    raster = keras.Input((784,))
    network = keras.Model(raster, keras.layers.Dense(10, activation="softmax")(raster))
    weights = np.zeros((784, 10), dtype=np.float32)
    weights[:10] = 3 * np.eye(10)  # logits three times too large
    network.layers[-1].set_weights([weights, np.zeros(10)])
    before = network.predict(inputs, verbose=0).argmax(1)
    fitted = calibrate(network, network.predict, [Examples("x", inputs, labels, labels)])
    after = network.predict(inputs, verbose=0)
    assert fitted == CalibrationFit(pytest.approx(3, rel=0.1))
    assert np.array_equal(after.argmax(1), before)
    assert np.abs(after - chances).max() < 0.05


def test_few_digits_are_rejected():
    rng = np.random.default_rng(1)
    inputs = rng.normal(0, 1, (2000, 784)).astype(np.float32)
    inputs[:, :10] += 4 * np.eye(10, dtype=np.float32)[np.arange(2000) % 10]
    raster = keras.Input((784,))
    network = keras.Model(raster, keras.layers.Dense(11, activation="softmax")(raster))
    weights = np.zeros((784, 11), dtype=np.float32)
    weights[:11] = np.eye(11)
    network.layers[-1].set_weights([weights, np.zeros(11)])
    held = [Examples("pendigits validation", inputs, np.arange(2000) % 10, np.arange(2000))]
    fitted = calibrate(network, network.predict, held)
    rejected = (network.predict(inputs, verbose=0).argmax(1) == NOT_A_DIGIT).mean()
    assert rejected == pytest.approx(REJECTED, abs=0.0006)
    assert fitted.rejection_bias is not None
