"""Verify a bundle: open its files and compare them with its card, its summary and its golden vectors."""

from pathlib import Path

import numpy as np

from numbre.train.features import directions, ink
from numbre.train.lib.errors import UserError
from numbre.train.lib.files import read_json, sha256_of
from numbre.train.models.recipe import Recipe

from .card import CLASSES, FORMAT, NON_DIGIT, REQUIRED, summary_of
from .numpy_runtime import NumpyNetwork
from .operations import GraphError

RASTER_TOLERANCE = 1 / 255  # per pixel, as the golden vectors promise
REPLAY_TOLERANCE = 1e-5  # of a probability computed by numpy on another machine
FLOAT_TOLERANCE = 1e-4  # of a probability: Keras against the converted graph with float32 weights
BYTE_TOLERANCE = 0.2  # of a probability: Keras against the converted graph with 8 bits
BYTE_MEAN_TOLERANCE = 0.01  # the same on average
BYTE_POINTS = 0.05  # percentage points of accuracy that 8 bits may cost over all sets


class VerifyError(UserError):
    """A bundle disagrees with its card."""


def verify(folder):
    """Check hashes, fields and golden vectors of a bundle; return its card. Raises VerifyError."""
    folder = Path(folder)
    card = read_card(folder)
    try:
        _check_files(folder, card)
        _check_metrics(card)
        _check_claims(card)
        _check_summary(folder, card)
        _check_golden(folder, card)
    except (KeyError, TypeError, ValueError, AttributeError, ZeroDivisionError) as error:
        raise VerifyError(f"{folder}/card.json is damaged ({error!r}); export it again.") from None
    return card


def read_card(folder):
    """Return the card of a bundle. Raises VerifyError when a field is missing or of another type."""
    if not Path(folder).is_dir():
        raise VerifyError(f"{folder} is not a folder; give that of a bundle, such as web/models/ink.")
    try:
        card = read_json(Path(folder) / "card.json")
    except OSError:
        raise VerifyError(f"{folder} has no card.json; export it again.") from None
    except ValueError:
        raise VerifyError(f"{folder}/card.json is damaged; export it again.") from None
    if not isinstance(card, dict):
        raise VerifyError(f"{folder}/card.json is damaged; export it again.")
    if card.get("format") != FORMAT:
        raise VerifyError(
            f"{folder} is of format {card.get('format')}, this version needs {FORMAT}; export it again."
        )
    for field, kind in REQUIRED.items():
        if not isinstance(card.get(field), kind):
            raise VerifyError(f"{folder}/card.json lacks '{field}'; export it again.")
    if card["classes"] not in (CLASSES, [*CLASSES, NON_DIGIT]):
        raise VerifyError(
            f"{folder}/card.json has other classes than digits and {NON_DIGIT}; export it again."
        )
    if card["raster"] != ink.CONSTANTS:
        raise VerifyError(f"{folder} was made for another raster; train and export it again.")
    return card


def agreement(network, float_graph, byte_graph, examples, dense=None):
    """Compare Keras, the float32 graph and the 8-bit graph on Examples; return the card's field.

    network: Keras; float_graph, byte_graph: NumpyNetwork; dense: the float32 graph as plain neurons,
    for networks of dense layers only. Raises VerifyError when a probability or a class differs by
    more than the tolerances.
    """
    keras = network.predict(examples.inputs, batch_size=1000, verbose=0)
    result = {"set": examples.name, "n": len(keras)}
    result |= _compared("float32", keras, float_graph(examples.inputs), FLOAT_TOLERANCE)
    result |= _compared("uint8", keras, byte_graph(examples.inputs), BYTE_TOLERANCE)
    if dense:
        result |= _compared("neurons", keras, dense.forward(examples.inputs), FLOAT_TOLERANCE)
    _check_agreement(result)
    return result


def _compared(name, keras, other, tolerance):
    """Return the differences of probabilities [n, classes] from those of Keras, with names that begin so.

    ``beyond_ties`` counts the images with another class although Keras's likeliest class leads by more
    than twice the tolerance.
    """
    difference = np.abs(keras - other)
    differs = keras.argmax(axis=1) != other.argmax(axis=1)
    return {
        f"{name}_mean_difference": float(f"{difference.mean():.3g}"),
        f"{name}_largest_difference": float(f"{difference.max():.3g}"),
        f"{name}_tolerance": tolerance,
        f"{name}_same_class": int((~differs).sum()),
        f"{name}_beyond_ties": int((differs & (lead(keras) > 2 * tolerance)).sum()),
    }


def lead(probabilities):
    """Return [n]: the likeliest class's probability less the next one's, of [n, classes]."""
    ordered = np.sort(probabilities, axis=1)
    return ordered[:, -1] - ordered[:, -2]


def _check_agreement(result):
    for name in ("float32", "uint8", "neurons"):
        if f"{name}_tolerance" not in result:
            continue  # only dense networks are computed by neurons
        largest, tolerance = result[f"{name}_largest_difference"], result[f"{name}_tolerance"]
        if not largest <= tolerance:
            raise VerifyError(
                f"the network in {name} differs from Keras by {largest}, more than {tolerance}."
            )
        if result[f"{name}_beyond_ties"]:
            raise VerifyError(f"the network in {name} gives other classes than Keras, not only for ties.")
    if not result["uint8_mean_difference"] <= BYTE_MEAN_TOLERANCE:
        mean = result["uint8_mean_difference"]
        raise VerifyError(
            f"8 bits change probabilities by {mean} on average, more than {BYTE_MEAN_TOLERANCE}."
        )


def points_lost(card):
    """Return the percentage points of accuracy that 8 bits cost over all sets together."""
    n = sum(row["n"] for row in card["metrics"].values())
    errors = [sum(row["errors"] for row in card[key].values()) for key in ("metrics", "metrics_float32")]
    return 100 * (errors[0] - errors[1]) / n


def _check_files(folder, card):
    found = {path.name for path in folder.iterdir()} - {"card.json"}
    if found != set(card["files"]):
        names = ", ".join(sorted(found ^ set(card["files"])))
        raise VerifyError(f"{folder} and its card name different files: {names}; export it again.")
    for name, entry in card["files"].items():
        if sha256_of(folder / name) != entry["sha256"] or (folder / name).stat().st_size != entry["bytes"]:
            raise VerifyError(f"{folder}/{name} is not the file that the card names; export it again.")


def _check_metrics(card):
    """Compare counts, accuracy and confusion of every set with each other, and read the recipe."""
    Recipe.from_dict(card["recipe"])
    for name, row in [*card["metrics"].items(), *card["metrics_float32"].items()]:
        if not 0 <= row["errors"] <= row["n"] or abs(row["accuracy"] - (1 - row["errors"] / row["n"])) > 1e-5:
            raise VerifyError(f"the card's metrics of {name} contradict each other; export it again.")
    for name, row in card["metrics"].items():
        confusion = np.array(row["confusion"])
        if confusion.sum() != row["n"] or confusion.trace() != row["n"] - row["errors"]:
            raise VerifyError(f"the card's confusion of {name} contradicts its metrics; export it again.")


def _check_claims(card):
    _check_agreement(card["agreement"])
    if card["metrics"].keys() != card["metrics_float32"].keys():
        raise VerifyError("the card covers different sets for 8 bits and float32; export it again.")
    quick = card["recipe"].get("limit", 0) > 0  # its metrics mean nothing
    if points_lost(card) > BYTE_POINTS and not quick:
        raise VerifyError(f"8 bits cost {points_lost(card):.3f} points of accuracy, more than {BYTE_POINTS}.")


def _check_summary(folder, card):
    try:
        agrees = read_json(folder / "summary.json") == summary_of(card)
    except (OSError, ValueError):
        agrees = False
    if not agrees:
        raise VerifyError(f"{folder}/summary.json disagrees with the card; export it again.")


def _check_golden(folder, card):
    try:
        vectors = read_json(folder / "golden.json")["vectors"]
        network = NumpyNetwork(folder)
        field = "raster" if network.channels == 1 else "channels"
        golden = np.array([vector[field] for vector in vectors])
        batch = ink.Batch.of([vector["drawing"] for vector in vectors])
        inputs = directions.network_inputs(batch, network.channels)
        probabilities = network(golden)
    except GraphError as error:
        raise VerifyError(f"{folder}/model.json: {error}.") from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise VerifyError(f"{folder} cannot be replayed ({error}); export it again.") from None
    channels = directions.card_fields(network.channels)
    if card["channels"] != channels or len(card["classes"]) != network.classes:
        raise VerifyError(f"{folder} and its card differ in inputs or classes; export it again.")
    if (difference := np.abs(inputs - golden).max()) > RASTER_TOLERANCE:
        raise VerifyError(f"{folder}/golden.json: '{field}' differs by {difference:.4f} from the drawings'.")
    stored = np.array([vector["probabilities"] for vector in vectors])
    if (difference := np.abs(probabilities - stored).max()) > REPLAY_TOLERANCE:
        raise VerifyError(
            f"{folder}/golden.json: probabilities differ by {difference:.1g} from those of the weights."
        )
