"""Dense networks on export: checked by plain neurons, with seeds and variants on the card."""

import numpy as np

from numbre.export.neurons import dense_network
from numbre.export.numpy_runtime import NumpyNetwork
from numbre.export.verify import verify
from tests.conftest import SEEDS


def test_a_dense_network_is_checked_by_neurons_and_its_card_quotes_the_variant(
    numbre, seeded, tiny_data, tmp_path
):
    variant, data = tmp_path / "numbre-scaled", ("--unchecked", "--data", tiny_data)
    for words in (
        ("train", "numbre-scaled", "--quick", *data, "--out", variant),
        ("export", seeded[0], "--variant", variant, *data, "--out", tmp_path),
    ):
        done = numbre(*words)
        assert done.returncode == 0, done.stderr
    card = verify(tmp_path / "numbre")
    assert card.agreement.neurons.largest_difference <= card.agreement.float32.tolerance
    assert card.seeds.seeds == tuple(range(1, SEEDS + 1))
    assert card.variants["numbre-scaled"].metrics_float32["mnist test"].n > 0
    assert card.history["epoch"] == (1, 2)
    rasters = np.random.default_rng(0).random((50, 784))
    neurons = dense_network(NumpyNetwork(tmp_path / "numbre")).forward(rasters)
    assert np.allclose(neurons, NumpyNetwork(tmp_path / "numbre")(rasters), atol=1e-5)


def test_a_network_with_convolutions_is_not_dense(tiny_models):
    assert dense_network(NumpyNetwork(tiny_models / "ink")) is None
