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
# Of differences of probabilities from Keras's. Measured on scans, drawings and negatives with `ink`, `hello`,
# `dropout`, `numbre` and `lesson`: for float32 weights 4e-6 at most, from the order of additions; for 8 bits
# 0.00097 on average, 0.072 for 99 % of the inputs, 0.17 at most. The largest grows with the number of inputs,
# because between two classes a probability changes by 1/4 for each unit that a logit is off: one unit may be.
FLOAT_TOLERANCE = 2e-5
BYTE_MEAN_TOLERANCE = 0.003
BYTE_P99_TOLERANCE = 0.15
BYTE_TOLERANCE = 0.25
BYTE_TIE = 0.3  # by which Keras's likeliest class may lead where 8 bits give another; 0.15 was measured
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


def agreement(network, float_graph, byte_graph, inputs, dense=None):
    """Compare Keras, the float32 graph and the 8-bit graph; return the card's field.

    network: Keras; float_graph, byte_graph: NumpyNetwork; inputs: {set: [n, 784 * channels]}, the scans
    first, then drawings; dense: the float32 graph as plain neurons, for networks of dense layers only.
    Raises VerifyError when a probability or a class differs by more than the tolerances.
    """
    rows = {name: _compared(network, float_graph, byte_graph, given, dense) for name, given in inputs.items()}
    scans, *drawings = rows
    result = {"set": scans, **rows[scans], "drawings": {name: rows[name] for name in drawings}}
    _check_agreement(result)
    return result


def agreement_table(field):
    """Return (header, rows) of a card's agreement: 8 bits against Keras, by set."""
    header = ("8 bits against Keras", "n", "same class", "mean", "99 % below", "largest")
    rows = []
    for name, row in {field["set"]: field, **field["drawings"]}.items():
        differences = [row[f"uint8_{measure}_difference"] for measure in ("mean", "p99", "largest")]
        counts = f"{row['n']}", f"{row['uint8_same_class']}"
        rows.append((name, *counts, *(f"{one:.5f}" for one in differences)))
    return header, rows


def _compared(network, float_graph, byte_graph, inputs, dense):
    """Return n, and the differences of every graph from Keras on inputs [n, 784 * channels]."""
    keras = network.predict(inputs, batch_size=1000, verbose=0)
    graphs = {"float32": float_graph, "uint8": byte_graph} | ({"neurons": dense.forward} if dense else {})
    row = {"n": len(keras)}
    for name, graph in graphs.items():
        row |= _differences(name, keras, graph(inputs))
    return row


def _differences(name, keras, other):
    """Return the differences of probabilities [n, classes] from those of Keras, with names that begin so.

    ``p99``: 99 % of the inputs differ by less in every class; ``beyond_ties`` counts the inputs with
    another class although Keras's likeliest class leads by more than a tie.
    """
    difference = np.abs(keras - other)
    differs = keras.argmax(axis=1) != other.argmax(axis=1)
    tolerance, tie = (BYTE_TOLERANCE, BYTE_TIE) if name == "uint8" else (FLOAT_TOLERANCE, 2 * FLOAT_TOLERANCE)
    return {
        f"{name}_mean_difference": float(f"{difference.mean():.3g}"),
        f"{name}_p99_difference": float(f"{np.quantile(difference.max(axis=1), 0.99):.3g}"),
        f"{name}_largest_difference": float(f"{difference.max():.3g}"),
        f"{name}_tolerance": tolerance,
        f"{name}_same_class": int((~differs).sum()),
        f"{name}_beyond_ties": int((differs & (lead(keras) > tie)).sum()),
    }


def lead(probabilities):
    """Return [n]: the likeliest class's probability less the next one's, of [n, classes]."""
    ordered = np.sort(probabilities, axis=1)
    return ordered[:, -1] - ordered[:, -2]


def _check_agreement(field):
    """Raise VerifyError unless the differences on a card are within the tolerances of this version."""
    for name, row in {field["set"]: field, **field.get("drawings", {})}.items():
        for graph in ("float32", "uint8", "neurons"):
            if graph == "neurons" and f"{graph}_tolerance" not in row:
                continue  # only dense networks are computed by neurons
            for measure, tolerance in _tolerances(graph):
                key = f"{graph}_{measure}_difference"
                if measure == "p99" and key not in row:
                    continue  # older cards lack it, and drawings
                if not row[key] <= tolerance:
                    raise VerifyError(
                        f"the network in {graph} differs from Keras by {row[key]} on {name} ({measure}), "
                        f"more than {tolerance}."
                    )
            if row[f"{graph}_beyond_ties"]:
                raise VerifyError(
                    f"the network in {graph} gives other classes than Keras on {name}, not only for ties."
                )


def _tolerances(graph):
    """Return [(measure, tolerance)] of a graph's differences from Keras."""
    if graph == "uint8":
        return [("mean", BYTE_MEAN_TOLERANCE), ("p99", BYTE_P99_TOLERANCE), ("largest", BYTE_TOLERANCE)]
    return [("largest", FLOAT_TOLERANCE)]


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
