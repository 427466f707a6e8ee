"""A bundle's dense network as the plain neurons of train/models/neuron.py: an independent check.

Only the weights and their order come from the graph, so converter, graph and Keras are compared with
arithmetic that shares no code with any of them.
"""

import numpy as np

from numbre.train.models.neuron import Dense, Network, linear, relu, softmax

from .numpy_runtime import fused_steps

NEUTRAL = ("Const", "Placeholder", "Identity", "Softmax", "Relu")


def dense_network(graph):
    """Return the neuron.Network of a NumpyNetwork, or None if a layer is not dense (a convolution)."""
    layers, scale = [], 1.0
    for node in graph.nodes:
        operands = [graph.weights[name] for name in node.get("input", []) if name in graph.weights]
        if node["op"] == "Mul":
            scale = float(operands[0].item())
        elif node["op"] in ("_FusedMatMul", "MatMul"):
            biases = operands[1] if len(operands) > 1 else np.zeros(operands[0].shape[1])
            rectified = "Relu" in fused_steps(node.get("attr", {})) or _feeds_relu(node, graph.nodes)
            activation = relu if rectified else linear
            layers.append(Dense(operands[0], biases, activation))
        elif node["op"] not in NEUTRAL:
            return None
    layers[-1] = Dense(layers[-1].weights, layers[-1].biases, softmax)
    return Network(tuple(layers), scale)


def _feeds_relu(node, nodes):
    return any(other["op"] == "Relu" and node["name"] in other["input"] for other in nodes)
