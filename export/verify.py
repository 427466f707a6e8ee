"""Verify a bundle: open its files and compare them with its card, its summary and its golden vectors."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from numbre.train.features import directions, ink
from numbre.train.lib.arrays import Float32, Floats
from numbre.train.lib.errors import UserError
from numbre.train.lib.files import read_json, sha256_of
from numbre.train.lib.records import RecordError, from_json, to_json
from numbre.train.lib.tables import Table
from numbre.train.models.neuron import Network

from .card import CLASS_LISTS, FORMAT, Agreement, Card, Differences, SetAgreement
from .numpy_runtime import NumpyNetwork
from .operations import GraphError
from .schema import CARD, find_problem

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


def verify(folder: str | Path) -> Card:
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


def read_card(folder: Path) -> Card:
    """Return the card of a bundle. Raises VerifyError when it is not as its schema says."""
    if not folder.is_dir():
        raise VerifyError(f"{folder} is not a folder; give that of a bundle, such as web/models/ink.")
    try:
        content = read_json(folder / "card.json")
    except OSError:
        raise VerifyError(f"{folder} has no card.json; export it again.") from None
    except ValueError:
        raise VerifyError(f"{folder}/card.json is damaged; export it again.") from None
    if not isinstance(content, dict):
        raise VerifyError(f"{folder}/card.json is damaged; export it again.")
    if content.get("format") != FORMAT:
        raise VerifyError(
            f"{folder} is of format {content.get('format')}, this version needs {FORMAT}; export it again."
        )
    if problem := find_problem(CARD, content):
        raise VerifyError(f"{folder}/{problem}; export it again.")
    try:
        card = from_json(Card, content)
    except RecordError as error:  # to a schema, 1.0 is a whole number
        raise VerifyError(f"{folder}/card.json: {error}; export it again.") from None
    if card.classes not in CLASS_LISTS:
        raise VerifyError(
            f"{folder}/card.json has other classes than digits, non-digit and marks; export it again."
        )
    if card.raster != ink.CONSTANTS:
        raise VerifyError(f"{folder} was made for another raster; train and export it again.")
    return card


def agreement(
    network: Any,
    float_graph: NumpyNetwork,
    byte_graph: NumpyNetwork,
    inputs: Mapping[str, Float32],
    dense: Network | None = None,
) -> Agreement:
    """Compare Keras, the float32 graph and the 8-bit graph; return the card's field.

    network: Keras; float_graph, byte_graph: NumpyNetwork; inputs: {set: [n, 784 * channels]}, the scans
    first, then drawings; dense: the float32 graph as plain neurons, for networks of dense layers only.
    Raises VerifyError when a probability or a class differs by more than the tolerances.
    """
    rows = {name: _compared(network, float_graph, byte_graph, given, dense) for name, given in inputs.items()}
    scans, *drawings = rows
    drawn = {name: rows[name] for name in drawings}
    result = Agreement(set=scans, **vars(rows[scans]), drawings=drawn)
    _check_agreement(result)
    return result


def agreement_table(field: Agreement) -> Table:
    """Return (header, rows) of a card's agreement: 8 bits against Keras, by set."""
    header = ("8 bits against Keras", "n", "same class", "mean", "99 % below", "largest")
    rows = []
    for name, row in field.by_set.items():
        one = row.uint8
        p99 = "-" if one.p99_difference is None else f"{one.p99_difference:.5f}"
        differences = f"{one.mean_difference:.5f}", p99, f"{one.largest_difference:.5f}"
        rows.append((name, f"{row.n}", f"{one.same_class}", *differences))
    return header, rows


def _compared(
    network: Any,
    float_graph: NumpyNetwork,
    byte_graph: NumpyNetwork,
    inputs: Float32,
    dense: Network | None,
) -> SetAgreement:
    """Return the differences of every graph from Keras on inputs [n, 784 * channels]."""
    keras = network.predict(inputs, batch_size=1000, verbose=0)
    return SetAgreement(
        n=len(keras),
        float32=_differences(keras, float_graph(inputs), FLOAT_TOLERANCE, 2 * FLOAT_TOLERANCE),
        uint8=_differences(keras, byte_graph(inputs), BYTE_TOLERANCE, BYTE_TIE),
        neurons=_differences(keras, dense.forward(inputs), FLOAT_TOLERANCE, 2 * FLOAT_TOLERANCE)
        if dense
        else None,
    )


def _differences(keras: Floats, other: Floats, tolerance: float, tie: float) -> Differences:
    """Return the differences of probabilities [n, classes] from those of Keras; tie: see Differences."""
    difference = np.abs(keras - other)
    differs = keras.argmax(axis=1) != other.argmax(axis=1)
    return Differences(
        mean_difference=float(f"{difference.mean():.3g}"),
        p99_difference=float(f"{np.quantile(difference.max(axis=1), 0.99):.3g}"),
        largest_difference=float(f"{difference.max():.3g}"),
        tolerance=tolerance,
        same_class=int((~differs).sum()),
        beyond_ties=int((differs & (lead(keras) > tie)).sum()),
    )


def lead(probabilities: Floats) -> Floats:
    """Return [n]: the likeliest class's probability less the next one's, of [n, classes]."""
    ordered = np.sort(probabilities, axis=1)
    return ordered[:, -1] - ordered[:, -2]


def _check_agreement(field: Agreement) -> None:
    """Raise VerifyError unless the differences on a card are within the tolerances of this version."""
    for name, row in field.by_set.items():
        for graph, found in row.graphs.items():
            for measure, difference, tolerance in _limits(graph, found):
                if not difference <= tolerance:
                    raise VerifyError(
                        f"the network in {graph} differs from Keras by {difference} on {name} ({measure}), "
                        f"more than {tolerance}."
                    )
            if found.beyond_ties:
                raise VerifyError(
                    f"the network in {graph} gives other classes than Keras on {name}, not only for ties."
                )


def _limits(graph: str, found: Differences) -> list[tuple[str, float, float]]:
    """Return [(measure, difference from Keras, tolerance)] of a graph."""
    if graph != "uint8":
        return [("largest", found.largest_difference, FLOAT_TOLERANCE)]
    p99 = 0.0 if found.p99_difference is None else found.p99_difference  # older cards lack it
    return [
        ("mean", found.mean_difference, BYTE_MEAN_TOLERANCE),
        ("p99", p99, BYTE_P99_TOLERANCE),
        ("largest", found.largest_difference, BYTE_TOLERANCE),
    ]


def points_lost(card: Card) -> float:
    """Return the percentage points of accuracy that 8 bits cost over all sets together."""
    more = sum(row.errors for row in card.metrics.values())
    more -= sum(row.errors for row in card.metrics_float32.values())
    return 100 * more / sum(row.n for row in card.metrics.values())


def _check_files(folder: Path, card: Card) -> None:
    found = {path.name for path in folder.iterdir()} - {"card.json"}
    if found != set(card.files):
        names = ", ".join(sorted(found ^ set(card.files)))
        raise VerifyError(f"{folder} and its card name different files: {names}; export it again.")
    for name, entry in card.files.items():
        if sha256_of(folder / name) != entry.sha256 or (folder / name).stat().st_size != entry.bytes:
            raise VerifyError(f"{folder}/{name} is not the file that the card names; export it again.")


def _check_metrics(card: Card) -> None:
    """Compare counts, accuracy and confusion of every set with each other."""
    for name, row in [*card.metrics.items(), *card.metrics_float32.items()]:
        if not 0 <= row.errors <= row.n or abs(row.accuracy - (1 - row.error_rate)) > 1e-5:
            raise VerifyError(f"the card's metrics of {name} contradict each other; export it again.")
    for name, one in card.metrics.items():
        confusion = np.array(one.confusion)
        if confusion.sum() != one.n or confusion.trace() != one.n - one.errors:
            raise VerifyError(f"the card's confusion of {name} contradicts its metrics; export it again.")


def _check_claims(card: Card) -> None:
    _check_agreement(card.agreement)
    if card.metrics.keys() != card.metrics_float32.keys():
        raise VerifyError("the card covers different sets for 8 bits and float32; export it again.")
    quick = card.full_recipe.limit > 0  # its metrics mean nothing
    if points_lost(card) > BYTE_POINTS and not quick:
        raise VerifyError(f"8 bits cost {points_lost(card):.3f} points of accuracy, more than {BYTE_POINTS}.")


def _check_summary(folder: Path, card: Card) -> None:
    try:
        agrees = read_json(folder / "summary.json") == to_json(card.summary)
    except (OSError, ValueError):
        agrees = False
    if not agrees:
        raise VerifyError(f"{folder}/summary.json disagrees with the card; export it again.")


def _check_golden(folder: Path, card: Card) -> None:
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
    channels = directions.channels_of(network.channels)
    if card.channels != channels or len(card.classes) != network.classes:
        raise VerifyError(f"{folder} and its card differ in inputs or classes; export it again.")
    if (difference := np.abs(inputs - golden).max()) > RASTER_TOLERANCE:
        raise VerifyError(f"{folder}/golden.json: '{field}' differs by {difference:.4f} from the drawings'.")
    stored = np.array([vector["probabilities"] for vector in vectors])
    if (difference := np.abs(probabilities - stored).max()) > REPLAY_TOLERANCE:
        raise VerifyError(
            f"{folder}/golden.json: probabilities differ by {difference:.1g} from those of the weights."
        )
