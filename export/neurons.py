"""A bundle's dense network as the plain neurons of train/models/neuron.py: an independent check.

Only the weights and their order come from the graph, so converter, graph and Keras are compared with
arithmetic that shares no code with any of them.
"""

from numbre.train.models.neuron import Dense, Network, linear, relu, softmax

from .numpy_runtime import NumpyNetwork, fused_steps

NEUTRAL = ("Const", "Placeholder", "Identity", "Softmax")


def dense_network(graph: NumpyNetwork) -> Network | None:
    """Return the neuron.Network of a NumpyNetwork, or None if a layer is not dense (a convolution)."""
    layers: list[Dense] = []
    scale = 1.0
    for node in graph.nodes:
        operands = [graph.weights[name] for name in node.get("input", []) if name in graph.weights]
        if node["op"] == "Mul" and not layers and operands[0].size == 1:
            scale = float(operands[0].item())
        elif node["op"] == "_FusedMatMul":
            activation = relu if "Relu" in fused_steps(node["attr"]) else linear
            weights, biases = operands
            layers.append(Dense(weights, biases, activation))
        elif node["op"] not in NEUTRAL:
            return None
    layers[-1] = Dense(layers[-1].weights, layers[-1].biases, softmax)
    return Network(tuple(layers), scale)
