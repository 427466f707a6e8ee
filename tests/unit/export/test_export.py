"""numbre-export: a bundle that passes its own check, and damage that does not."""

import json
import shutil

import numpy as np
import pytest

from numbre.export.__main__ import _take_place
from numbre.export.convert import LARGE
from numbre.export.numpy_runtime import GraphError, NumpyNetwork
from numbre.export.verify import VerifyError, agreement, check
from numbre.train.augment.examples import Examples
from numbre.train.features import ink
from numbre.train.models.recipe import RECIPES


@pytest.fixture
def bundle(tiny_models, tmp_path):
    return shutil.copytree(tiny_models / "ink", tmp_path / "ink")


def test_an_exported_bundle_passes(bundle):
    card = check(bundle)
    assert card["agreement"]["float32_largest_difference"] <= card["agreement"]["float32_tolerance"]
    assert card["parameters"] == 75_203
    layers = (784 * 45 * 8, 196 * 72 * 24, 36 * 216 * 40, 16 * 360 * 60, 4 * 540 * 72, 288 * 11)
    assert card["multiplications"] == sum(layers)
    assert card["classes"] == [*"0123456789", "none"]
    assert card["maps"]["names"] == ["ink", "right", "left", "down", "up"]
    assert card["export"]["calibration"].keys() == {"temperature", "none_bias"}
    assert card["rejection"]["kinds"].keys() >= {"letters", "symbols", "scribble"}
    assert set(card["files"]) == {path.name for path in bundle.iterdir()} - {"card.json"}


def test_weights_use_a_grid_of_the_bytes_and_keep_zero(bundle):
    forward = NumpyNetwork(bundle)
    large = [values for values in forward.weights.values() if values.size >= LARGE]
    assert len(large) == 5
    for values in large:
        steps = np.unique(values)
        assert len(steps) <= 256 / RECIPES["ink"].grid + 1
        assert np.abs(steps).min() < 1e-6 * np.abs(steps).max(), "a weight of zero stays zero"
        assert np.allclose(np.diff(steps) / np.diff(steps).min() % 1, 0, atol=0.01)


def test_the_plain_forward_pass_gives_probabilities(bundle):
    probabilities = NumpyNetwork(bundle)(np.random.default_rng(0).random((7, 784 * 5)))
    assert probabilities.shape == (7, 11)
    assert np.allclose(probabilities.sum(axis=1), 1, atol=1e-5)


def test_a_variant_goes_with_one_run(command, tiny_run, tmp_path):
    done = command("numbre-export", tiny_run, tiny_run, "--variant", tiny_run, "--out", tmp_path)
    assert done.returncode == 2
    assert "--variant goes with one run" in done.stderr


@pytest.mark.parametrize("name", ["model.json", "golden.json", "group1-shard1of1.bin"])
def test_a_changed_file_is_found(bundle, name):
    content = bytearray((bundle / name).read_bytes())
    content[len(content) // 2] ^= 1
    (bundle / name).write_bytes(content)
    with pytest.raises(VerifyError, match=name):
        check(bundle)


def test_a_missing_and_an_extra_file_are_found(bundle):
    (bundle / "notes.txt").write_text("")
    with pytest.raises(VerifyError, match=r"notes\.txt"):
        check(bundle)
    (bundle / "notes.txt").unlink()
    (bundle / "golden.json").unlink()
    with pytest.raises(VerifyError, match=r"golden\.json"):
        check(bundle)


def change_card(bundle, **changes):
    card = json.loads((bundle / "card.json").read_text()) | changes
    (bundle / "card.json").write_text(json.dumps({k: v for k, v in card.items() if v is not None}))


@pytest.mark.parametrize("field", ["figures", "files", "training", "multiplications"])
def test_a_card_with_a_missing_field_is_told(bundle, field):
    change_card(bundle, **{field: None})
    with pytest.raises(VerifyError, match=f"lacks '{field}'"):
        check(bundle)


def test_a_bundle_for_another_raster_is_told(bundle):
    change_card(bundle, raster=ink.CONSTANTS | {"pen": 3.0})
    with pytest.raises(VerifyError, match="another raster"):
        check(bundle)


@pytest.mark.parametrize("changes", [{"maps": {"names": ["ink"]}}, {"classes": [*"0123456789"]}])
def test_a_card_of_another_network_is_told(bundle, changes):
    change_card(bundle, **changes)
    with pytest.raises(VerifyError, match="differ in what it takes or tells apart"):
        check(bundle)


def test_eight_bits_that_cost_too_much_are_told(bundle):
    card = json.loads((bundle / "card.json").read_text())
    figures = {name: row | {"errors": row["errors"] + 9} for name, row in card["figures"].items()}
    change_card(bundle, figures=figures, figures_float=card["figures"], recipe=card["recipe"] | {"limit": 0})
    with pytest.raises(VerifyError, match="points of accuracy"):
        check(bundle)


class Fixed:
    """A network that always gives the same probabilities."""

    def __init__(self, probabilities):
        self.probabilities = np.array(probabilities)

    def predict(self, rasters, **_):
        """As Keras is asked; called like a function, as our numpy networks are."""
        return self.probabilities

    __call__ = predict


def test_another_class_counts_only_when_it_was_no_tie():
    def compare(lead, apart):
        keras = np.full((1, 10), 0.05)
        keras[0, :2] = 0.3 + lead / 2, 0.3 - lead / 2
        other = keras.copy()
        other[0, :2] += -apart, apart
        examples = Examples("mnist test", np.zeros((1, 784)), np.zeros(1, int), np.zeros(1, int))
        return agreement(Fixed(keras), Fixed(keras), Fixed(other), examples)

    tied = compare(0.01, 0.01)
    assert (tied["uint8_same_class"], tied["uint8_beyond_ties"]) == (0, 0)
    with pytest.raises(VerifyError, match="uint8 differs from Keras"):
        compare(0.5, 0.28)


def test_another_class_than_keras_is_told(bundle):
    card = json.loads((bundle / "card.json").read_text())
    change_card(bundle, agreement=card["agreement"] | {"uint8_beyond_ties": 1})
    with pytest.raises(VerifyError, match="uint8 gives other classes"):
        check(bundle)


@pytest.mark.parametrize(
    "key", ["float32_largest_difference", "uint8_largest_difference", "uint8_mean_difference"]
)
def test_too_little_agreement_is_told(bundle, key):
    card = json.loads((bundle / "card.json").read_text())
    change_card(bundle, agreement=card["agreement"] | {key: 0.5})
    with pytest.raises(VerifyError, match=r"by 0\.5"):
        check(bundle)


def test_a_bundle_comes_back_when_its_successor_cannot_take_its_place(bundle, tmp_path):
    with pytest.raises(FileNotFoundError):
        _take_place(tmp_path / "none", bundle, tmp_path / "aside")
    check(bundle)
    assert not (tmp_path / "aside").exists()


def test_an_operation_that_the_oracle_does_not_know_is_told(bundle):
    text = (bundle / "model.json").read_text()
    (bundle / "model.json").write_text(text.replace('"Softmax"', '"Hardmax"'))
    with pytest.raises(GraphError, match="Hardmax"):
        NumpyNetwork(bundle)(np.zeros((1, 784 * 5)))


def test_weights_that_end_early_are_told(bundle):
    weights = bundle / "group1-shard1of1.bin"
    weights.write_bytes(weights.read_bytes()[:-10])
    with pytest.raises(GraphError, match="end before"):
        NumpyNetwork(bundle)


def test_a_run_without_a_model_is_told_and_no_bundle_is_changed(command, tiny_run, tiny_data, tiny_models):
    half = shutil.copytree(tiny_run, tiny_models.parent / "half")
    (half / "model.keras").unlink()
    before = (tiny_models / "ink/card.json").read_bytes()
    done = command("numbre-export", half, "--unchecked", "--data", tiny_data, "--out", tiny_models)
    assert done.returncode == 2
    assert "no model.keras" in done.stderr
    assert (tiny_models / "ink/card.json").read_bytes() == before
    assert [path.name for path in tiny_models.iterdir()] == ["ink"]
