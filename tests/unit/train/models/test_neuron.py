"""The neuron, layers and networks, against values computed by hand and against Keras."""

import numpy as np
import pytest

from numbre.train.models.neuron import Dense, Network, Neuron, linear, relu, sigmoid, softmax


def test_the_neuron_of_the_lesson():
    assert Neuron([1, 2], 0).forward([1, 1]) == pytest.approx(1 / (1 + np.exp(-3)))
    assert round(float(Neuron([1, 2], 0).forward([1, 1])), 4) == 0.9526


def test_the_bias_shifts_where_a_neuron_is_half_on():
    assert Neuron([1, 2], -3).forward([1, 1]) == pytest.approx(0.5)


def test_a_neuron_takes_many_inputs_at_once():
    assert np.allclose(Neuron([1, 2], 0).forward([[0, 0], [1, 1]]), [0.5, 0.95257], atol=1e-5)


def test_no_input_is_too_large_for_the_sigmoid():
    assert sigmoid([-1e300, 0, 1e300]).tolist() == [0, 0.5, 1]


def test_inputs_of_another_length_are_reported():
    with pytest.raises(ValueError, match="2 weights"):
        Neuron([1, 2], 0).forward([1, 1, 1])


def test_a_layer_is_its_neurons_side_by_side():
    rng = np.random.default_rng(0)
    weights, biases, inputs = rng.normal(size=(5, 3)), rng.normal(size=3), rng.normal(size=(4, 5))
    layer = Dense(weights, biases).forward(inputs)
    each = [Neuron(weights[:, i], biases[i]).forward(inputs) for i in range(3)]
    assert np.allclose(layer, np.stack(each, axis=1))


@pytest.mark.parametrize("activation", ["linear", "relu", "sigmoid", "softmax"])
def test_a_network_computes_what_keras_computes(activation):
    import keras

    rng = np.random.default_rng(1)
    inputs = rng.random((6, 20)).astype("float32")
    layers = [keras.layers.Dense(7, "relu"), keras.layers.Dense(4, activation)]
    network = keras.Sequential([keras.Input((20,)), keras.layers.Rescaling(3.0), *layers])
    functions = {"linear": linear, "relu": relu, "sigmoid": sigmoid, "softmax": softmax}
    ours = Network(
        (Dense(*layers[0].get_weights(), relu), Dense(*layers[1].get_weights(), functions[activation])), 3.0
    )
    assert np.allclose(ours.forward(inputs), network.predict(inputs, verbose=0), atol=1e-5)
