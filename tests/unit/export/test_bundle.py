"""numbre export and verify: a complete bundle passes, a damaged one does not."""

import hashlib
import json
import shutil

import numpy as np
import pytest

from numbre.export.bundle import _replace
from numbre.export.card import CLASS_LISTS
from numbre.export.convert import LARGE
from numbre.export.numpy_runtime import NumpyNetwork
from numbre.export.operations import GraphError
from numbre.export.verify import VerifyError, agreement, read_card, verify
from numbre.train.features import ink
from numbre.train.lib.records import to_json
from numbre.train.models.recipe import RECIPES, RENAMED
from tests.fixtures.pictures import words
from tools.paths import MODELS


@pytest.fixture
def bundle(tiny_models, tmp_path):
    return shutil.copytree(tiny_models / "ink", tmp_path / "ink")


def test_an_exported_bundle_passes(bundle):
    card = verify(bundle)
    assert card.agreement.set == "mnist test"
    compared = card.agreement.by_set
    assert all(row.float32.largest_difference <= row.float32.tolerance for row in compared.values())
    assert set(compared) == {
        *("mnist test", "pendigits validation", "unipen validation", "golden drawings"),
        *("negatives validation", "synthetic negatives validation"),
    }
    assert card.parameters == 84_562
    layers = (784 * 45 * 8, 196 * 72 * 24, 36 * 216 * 42, 16 * 378 * 62, 4 * 558 * 76, 304 * 22)
    assert card.multiplications == sum(layers)
    assert card.classes == (*"0123456789", "non-digit", *"/:()%$+=-.,")
    assert card.channels.names == ("ink", "right", "left", "down", "up")
    assert card.export.calibration.rejection_bias is not None
    assert card.rejection.kinds.keys() >= {"letters", "unseen symbols", "scribbles"}
    assert set(card.files) == {path.name for path in bundle.iterdir()} - {"card.json"}


def test_weights_use_whole_steps_and_keep_zero(bundle):
    network = NumpyNetwork(bundle)
    large = [values for values in network.weights.values() if values.size >= LARGE]
    assert len(large) == 4
    for values in large:
        steps = np.unique(values)
        assert len(steps) <= 256 / RECIPES["ink"].weight_step + 1
        assert np.abs(steps).min() < 1e-6 * np.abs(steps).max(), "a weight of zero stays zero"
        assert np.allclose(np.diff(steps) / np.diff(steps).min() % 1, 0, atol=0.01)


def test_the_numpy_network_gives_probabilities(bundle):
    probabilities = NumpyNetwork(bundle)(np.random.default_rng(0).random((7, 784 * 5)))
    assert probabilities.shape == (7, 22)
    assert np.allclose(probabilities.sum(axis=1), 1, atol=1e-5)


def test_a_variant_goes_with_one_run(numbre, tiny_run, tmp_path):
    done = numbre("export", tiny_run, tiny_run, "--variant", tiny_run, "--out", tmp_path)
    assert done.returncode == 2
    assert "--variant goes with one run" in done.stderr


@pytest.mark.parametrize("name", ["model.json", "golden.json", "group1-shard1of1.bin"])
def test_a_changed_file_is_found(bundle, name):
    content = bytearray((bundle / name).read_bytes())
    content[len(content) // 2] ^= 1
    (bundle / name).write_bytes(content)
    with pytest.raises(VerifyError, match=name):
        verify(bundle)


def test_a_missing_and_an_extra_file_are_found(bundle):
    (bundle / "notes.txt").write_text("")
    with pytest.raises(VerifyError, match=r"notes\.txt"):
        verify(bundle)
    (bundle / "notes.txt").unlink()
    (bundle / "golden.json").unlink()
    with pytest.raises(VerifyError, match=r"golden\.json"):
        verify(bundle)


def change_card(bundle, **changes):
    card = json.loads((bundle / "card.json").read_text()) | changes
    (bundle / "card.json").write_text(json.dumps({k: v for k, v in card.items() if v is not None}))


@pytest.mark.parametrize("change", [{"name": "other"}, {"calibrated": False}, None])
def test_a_summary_that_disagrees_with_the_card_is_reported(bundle, change):
    summary = json.loads((bundle / "summary.json").read_text())
    assert summary["calibrated"] is True
    (bundle / "summary.json").write_text("" if change is None else json.dumps(summary | change))
    files = json.loads((bundle / "card.json").read_text())["files"]
    content = (bundle / "summary.json").read_bytes()
    files["summary.json"] = {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
    change_card(bundle, files=files)
    with pytest.raises(VerifyError, match=r"summary\.json disagrees with the card"):
        verify(bundle)


def test_a_bundle_may_have_parameters_of_segmentation(bundle):
    segmentation = {"gap": 4, "bias": -0.25, "weights": [0.5, 1]}
    summary = json.loads((bundle / "summary.json").read_text()) | {"segmentation": segmentation}
    content = json.dumps(summary).encode()
    (bundle / "summary.json").write_bytes(content)
    files = json.loads((bundle / "card.json").read_text())["files"]
    files["summary.json"] = {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
    change_card(bundle, files=files)
    with pytest.raises(VerifyError, match=r"summary\.json disagrees with the card"):
        verify(bundle)
    change_card(bundle, files=files, segmentation=segmentation)
    assert verify(bundle).summary.segmentation == segmentation


@pytest.mark.parametrize("classes", CLASS_LISTS)
def test_a_card_may_have_digits_non_digits_and_marks_as_classes(bundle, classes):
    change_card(bundle, classes=classes)
    assert read_card(bundle).classes == classes


@pytest.mark.parametrize("classes", [CLASS_LISTS[2][:-1], CLASS_LISTS[2][::-1], (*CLASS_LISTS[0], "/")])
def test_other_classes_are_reported(bundle, classes):
    change_card(bundle, classes=classes)
    with pytest.raises(VerifyError, match="other classes than digits, non-digit and marks"):
        read_card(bundle)


def test_a_bundle_of_the_older_format_is_reported_in_one_sentence(bundle, numbre):
    change_card(bundle, format=1)
    done = numbre("verify", bundle)
    assert done.returncode == 2
    assert done.stderr == f"numbre verify: {bundle} is of format 1, this version needs 2; export it again.\n"


def test_verify_prints_a_line_for_each_bundle(numbre):
    done = numbre("verify", MODELS / "ink", MODELS / "hello")
    assert done.returncode == 0, done.stderr
    assert [line.split(":")[0] for line in done.stdout.splitlines()] == [
        f"{MODELS / 'ink'}",
        f"{MODELS / 'hello'}",
    ]


@pytest.mark.parametrize("content", ["[]", "5", '"card"', "null", '{"format": 2'])
def test_a_card_that_is_no_card_is_reported(bundle, content):
    (bundle / "card.json").write_text(content)
    with pytest.raises(VerifyError, match=r"card\.json is damaged"):
        verify(bundle)


@pytest.mark.parametrize(
    "changes", [{"recipe": {}}, {"agreement": {}}, {"files": {"model.json": 5}}, {"metrics": {"x": {}}}]
)
def test_a_damaged_field_of_the_card_is_reported(bundle, changes):
    change_card(bundle, **changes)
    with pytest.raises(VerifyError, match="export it again"):
        verify(bundle)


@pytest.mark.parametrize("field", ["n", "errors", "accuracy"])
def test_a_changed_metric_is_reported(bundle, field):
    metrics = json.loads((bundle / "card.json").read_text())["metrics"]
    metrics["mnist test"][field] += 0.01 if field == "accuracy" else 1
    change_card(bundle, metrics=metrics)
    with pytest.raises(VerifyError, match="contradict"):
        verify(bundle)


@pytest.mark.parametrize("field", ["metrics", "files", "training", "multiplications"])
def test_a_card_with_a_missing_field_is_reported(bundle, field):
    change_card(bundle, **{field: None})
    with pytest.raises(VerifyError, match=f"lacks '{field}'"):
        verify(bundle)


def test_a_bundle_for_another_raster_is_reported(bundle):
    change_card(bundle, raster=ink.CONSTANTS | {"pen": 3.0})
    with pytest.raises(VerifyError, match="another raster"):
        verify(bundle)


def older_run(run):
    """Bring a run folder to the layout before bundle format 2."""
    recipe = json.loads((run / "recipe.json").read_text()) | {"about": "a sentence", "claim": ""}
    for older, present in RENAMED.items():
        recipe[older] = recipe.pop(present)
    (run / "recipe.json").write_text(json.dumps(recipe))
    record = json.loads((run / "run.json").read_text())
    for field in ("data", "split"):
        record[field]["unlike"] = record[field].pop("negatives")
    (run / "run.json").write_text(json.dumps(record))
    report = json.loads((run / "report.json").read_text())
    report["figures"] = report.pop("metrics")
    (run / "report.json").write_text(json.dumps(report))


def test_a_run_of_the_older_layout_is_reported_on_again_then_exported(numbre, tiny_run, tiny_data, tmp_path):
    run, options = shutil.copytree(tiny_run, tmp_path / "runs" / "ink"), ("--unchecked", "--data", tiny_data)
    older_run(run)
    done = numbre("export", run, "--out", tmp_path, *options)
    assert done.returncode == 2
    assert f"write it again with: numbre report {run}" in done.stderr.splitlines()[-1]
    (run / "predict.svg").unlink()
    assert numbre("report", run, *options).returncode == 0
    assert words(run / "predict.svg") == words(tiny_run / "predict.svg"), "the random dozen is seeded"
    done = numbre("export", run, "--out", tmp_path, *options)
    assert done.returncode == 0, done.stderr
    assert verify(tmp_path / "ink").training.data.keys() >= {"negatives"}


@pytest.mark.parametrize("changes", [{"channels": {"names": ["ink"]}}, {"classes": [*"0123456789"]}])
def test_a_card_of_another_network_is_reported(bundle, changes):
    change_card(bundle, **changes)
    with pytest.raises(VerifyError, match=r"differ in inputs or classes|disagrees with the card"):
        verify(bundle)


def with_more_errors(row):
    """Return metrics of one set in which nine more digits are misread, if so many are read."""
    confusion, errors = [list(counts) for counts in row["confusion"]], row["errors"]
    for digit in range(10):
        more = min(confusion[digit][digit], row["errors"] + 9 - errors)
        confusion[digit][digit] -= more
        confusion[digit][digit - 1] += more
        errors += more
    return row | {"confusion": confusion, "errors": errors, "accuracy": round(1 - errors / row["n"], 5)}


SHORT = ("n", "errors", "accuracy", "interval", "loss")  # fields of metrics_float32


def test_eight_bits_that_cost_too_much_are_reported(bundle):
    card = json.loads((bundle / "card.json").read_text())
    worse = {name: with_more_errors(row) for name, row in card["metrics"].items()}
    kept = {name: {key: row[key] for key in SHORT} for name, row in card["metrics"].items()}
    recipe = card["recipe"] | {"limit": 0}
    change_card(bundle, metrics=worse, metrics_float32=kept, recipe=recipe)
    with pytest.raises(VerifyError, match="points of accuracy"):
        verify(bundle)


class Fixed:
    """A network that always gives the same probabilities."""

    def __init__(self, probabilities):
        self.probabilities = np.array(probabilities)

    def predict(self, rasters, **_):
        """Return the same as a Keras network; also called as a function, as a NumpyNetwork is."""
        return self.probabilities

    __call__ = predict


def compare(lead, change, other_lead=0.5):
    """Compare 8 bits with Keras on 1,000 scans and 1,000 drawings, one of which has such probabilities."""
    keras = np.full((1000, 10), 0.05)
    keras[:, :2] = 0.3 + other_lead / 2, 0.3 - other_lead / 2
    same = Fixed(keras.copy())
    keras[0, :2] = 0.3 + lead / 2, 0.3 - lead / 2
    other = keras.copy()
    other[0, :2] += -change, change
    inputs = np.zeros((1000, 784))
    scans = agreement(same, same, same, {"mnist test": inputs})
    drawings = agreement(Fixed(keras), Fixed(keras), Fixed(other), {"unipen validation": inputs})
    return scans, drawings


def test_another_class_counts_unless_it_was_a_tie():
    scans, drawings = compare(0.01, 0.01)
    assert (scans.uint8.same_class, scans.uint8.beyond_ties) == (1000, 0)
    assert (drawings.uint8.same_class, drawings.uint8.beyond_ties) == (999, 0)
    with pytest.raises(VerifyError, match="uint8 gives other classes than Keras on unipen validation"):
        compare(0.32, 0.17)
    with pytest.raises(
        VerifyError, match=r"uint8 differs from Keras by 0\.28 on unipen validation \(largest\)"
    ):
        compare(0.5, 0.28)


class Off:
    """A network whose probabilities of inputs that are not blank differ by 0.3 from `Fixed` ones."""

    def __init__(self, probabilities):
        self.probabilities = np.array(probabilities)

    def __call__(self, inputs):
        """Return probabilities [n, 10]."""
        return self.probabilities[: len(inputs)] + 0.3 * inputs.any(axis=1)[:, None] * [1, -1, *[0] * 8]


def test_a_graph_that_differs_on_drawings_only_is_reported():
    keras = np.full((50, 10), 0.1)
    inputs = {"mnist test": np.zeros((50, 784)), "pendigits validation": np.ones((50, 784))}
    with pytest.raises(VerifyError, match=r"float32 differs from Keras by 0\.3 on pendigits validation"):
        agreement(Fixed(keras), Off(keras), Fixed(keras), inputs)


def test_another_class_than_keras_is_reported(bundle):
    card = json.loads((bundle / "card.json").read_text())
    change_card(bundle, agreement=card["agreement"] | {"uint8_beyond_ties": 1})
    with pytest.raises(VerifyError, match="uint8 gives other classes"):
        verify(bundle)


DIFFERENCES = ("float32_largest", "uint8_mean", "uint8_p99", "uint8_largest")


@pytest.mark.parametrize("key", DIFFERENCES)
@pytest.mark.parametrize("kind", ["scans", "golden drawings"])
def test_too_little_agreement_is_reported(bundle, key, kind):
    agreed = json.loads((bundle / "card.json").read_text())["agreement"]
    row = agreed if kind == "scans" else agreed["drawings"][kind]
    row |= {
        f"{key}_difference": 0.5,
        f"{key.split('_')[0]}_tolerance": 1,
    }  # what the card allows counts for nothing
    change_card(bundle, agreement=agreed)
    with pytest.raises(VerifyError, match=r"by 0\.5"):
        verify(bundle)


def test_an_older_card_without_drawings_passes(bundle):
    agreed = json.loads((bundle / "card.json").read_text())["agreement"]
    older = {key: value for key, value in agreed.items() if key != "drawings" and "p99" not in key}
    change_card(bundle, agreement=older)
    assert to_json(verify(bundle).agreement) == older


def test_the_old_bundle_returns_when_the_new_one_cannot_be_moved(bundle, tmp_path):
    with pytest.raises(FileNotFoundError):
        _replace(tmp_path / "none", bundle, tmp_path / "aside")
    verify(bundle)
    assert not (tmp_path / "aside").exists()


def test_an_unknown_operation_is_reported(bundle):
    text = (bundle / "model.json").read_text()
    (bundle / "model.json").write_text(text.replace('"Softmax"', '"Hardmax"'))
    with pytest.raises(GraphError, match="Hardmax"):
        NumpyNetwork(bundle)(np.zeros((1, 784 * 5)))


def test_weights_that_end_early_are_reported(bundle):
    weights = bundle / "group1-shard1of1.bin"
    weights.write_bytes(weights.read_bytes()[:-10])
    with pytest.raises(GraphError, match="end before"):
        NumpyNetwork(bundle)


def test_a_run_without_a_model_is_reported_and_no_bundle_is_changed(numbre, tiny_run, tiny_data, tiny_models):
    half = shutil.copytree(tiny_run, tiny_models.parent / "half")
    (half / "model.keras").unlink()
    before = (tiny_models / "ink/card.json").read_bytes()
    done = numbre("export", half, "--unchecked", "--data", tiny_data, "--out", tiny_models)
    assert done.returncode == 2
    assert "no model.keras" in done.stderr
    assert (tiny_models / "ink/card.json").read_bytes() == before
    assert [path.name for path in tiny_models.iterdir()] == ["ink"]
