"""check(bundle): re-open a bundle as a stranger would and compare it with all that it claims."""

from pathlib import Path

import numpy as np

from numbre.train.features import directions, ink
from numbre.train.lib.files import read_json, sha256_of

from .card import CLASSES, FORMAT, REQUIRED
from .numpy_runtime import Forward, GraphError

RASTER_TOLERANCE = 1 / 255  # per pixel, as the golden vectors promise
REPLAY_TOLERANCE = 1e-5  # of a probability computed by the same oracle on another machine
FLOAT_TOLERANCE = 1e-4  # of a probability: Keras against the converted graph with float32 weights
BYTE_TOLERANCE = 0.2  # of a probability: Keras against the converted graph with 8 bits
BYTE_MEAN_TOLERANCE = 0.01  # the same on average
BYTE_POINTS = 0.05  # percentage points of accuracy that 8 bits may cost over all measured sets


class CheckError(Exception):
    """A bundle is not what its card says; the message is one sentence."""


def check(folder):
    """Check hashes, fields and golden vectors of a bundle; returns its card. Raises CheckError."""
    folder = Path(folder)
    card = read_card(folder)
    _check_files(folder, card)
    _check_claims(card)
    _check_golden(folder, card)
    return card


def read_card(folder):
    """Return the card of a bundle, every field there and of its type."""
    try:
        card = read_json(Path(folder) / "card.json")
    except OSError:
        raise CheckError(f"{folder} has no card.json; export it again.") from None
    except ValueError:
        raise CheckError(f"{folder}/card.json is damaged; export it again.") from None
    for field, kind in REQUIRED.items():
        if not isinstance(card.get(field), kind):
            raise CheckError(f"{folder}/card.json lacks '{field}'; export it again.")
    if card["format"] != FORMAT or card["classes"] not in (CLASSES, [*CLASSES, "none"]):
        raise CheckError(f"{folder}/card.json is of another format; export it again.")
    if card["raster"] != ink.CONSTANTS:
        raise CheckError(f"{folder} was made for another raster; train and export it again.")
    return card


def agreement(network, floats, forward, examples, dense=None):
    """Compare Keras, the float graph and the 8-bit graph on Examples; returns the figures for the card.

    network: Keras; floats, forward: Forward of the float32 and of the 8-bit graph; dense: the
    float32 graph as plain neurons, if it is of dense layers only. Raises CheckError where a
    probability or a class differs by more than the tolerances allow.
    """
    keras = network.predict(examples.inputs, batch_size=1000, verbose=0)
    result = {"set": examples.name, "n": len(keras)}
    result |= _compared("float32", keras, floats(examples.inputs), FLOAT_TOLERANCE)
    result |= _compared("uint8", keras, forward(examples.inputs), BYTE_TOLERANCE)
    if dense:
        result |= _compared("neurons", keras, dense.forward(examples.inputs), FLOAT_TOLERANCE)
    _check_agreement(result)
    return result


def _compared(what, keras, other, tolerance):
    """Return how probabilities [n, classes] differ from those of Keras.

    ``beyond_ties`` counts the images whose class differs though Keras's likeliest class leads by more
    than the tolerance on either side can turn over.
    """
    apart = np.abs(keras - other)
    differs = keras.argmax(axis=1) != other.argmax(axis=1)
    return {
        f"{what}_mean_difference": float(f"{apart.mean():.3g}"),
        f"{what}_largest_difference": float(f"{apart.max():.3g}"),
        f"{what}_tolerance": tolerance,
        f"{what}_same_class": int((~differs).sum()),
        f"{what}_beyond_ties": int((differs & (ahead(keras) > 2 * tolerance)).sum()),
    }


def ahead(probabilities):
    """Return by how much the likeliest class leads the next one, for probabilities [n, classes]."""
    ordered = np.sort(probabilities, axis=1)
    return ordered[:, -1] - ordered[:, -2]


def _check_agreement(result):
    for what in ("float32", "uint8", "neurons"):
        if f"{what}_tolerance" not in result:
            continue  # only dense networks are computed by neurons
        apart, tolerance = result[f"{what}_largest_difference"], result[f"{what}_tolerance"]
        if not apart <= tolerance:
            raise CheckError(f"the network in {what} differs from Keras by {apart}, more than {tolerance}.")
        if result[f"{what}_beyond_ties"]:
            raise CheckError(f"the network in {what} gives other classes than Keras, and not for ties alone.")
    if not result["uint8_mean_difference"] <= BYTE_MEAN_TOLERANCE:
        mean = result["uint8_mean_difference"]
        raise CheckError(
            f"8 bits change probabilities by {mean} on average, more than {BYTE_MEAN_TOLERANCE}."
        )


def points_lost(card):
    """Return the percentage points of accuracy that 8 bits cost over all measured sets together."""
    n = sum(row["n"] for row in card["figures"].values())
    errors = [sum(row["errors"] for row in card[key].values()) for key in ("figures", "figures_float")]
    return 100 * (errors[0] - errors[1]) / n


def _check_files(folder, card):
    found = {path.name for path in folder.iterdir()} - {"card.json"}
    if found != set(card["files"]):
        names = ", ".join(sorted(found ^ set(card["files"])))
        raise CheckError(f"{folder} and its card name different files: {names}; export it again.")
    for name, entry in card["files"].items():
        if sha256_of(folder / name) != entry["sha256"] or (folder / name).stat().st_size != entry["bytes"]:
            raise CheckError(f"{folder}/{name} is not the file that the card names; export it again.")


def _check_claims(card):
    _check_agreement(card["agreement"])
    if card["figures"].keys() != card["figures_float"].keys():
        raise CheckError("the card measures different sets for 8 bits and float32; export it again.")
    quick = card["recipe"].get("limit", 0) > 0  # its figures mean nothing
    if points_lost(card) > BYTE_POINTS and not quick:
        raise CheckError(f"8 bits cost {points_lost(card):.3f} points of accuracy, more than {BYTE_POINTS}.")


def _check_golden(folder, card):
    try:
        vectors = read_json(folder / "golden.json")["vectors"]
        forward = Forward(folder)
        seen = "raster" if forward.maps == 1 else "maps"
        golden = np.array([vector[seen] for vector in vectors])
        drawn = directions.inputs(ink.Batch.of([vector["drawing"] for vector in vectors]), forward.maps)
        probabilities = forward(golden)
    except (OSError, ValueError, KeyError, GraphError) as error:
        raise CheckError(f"{folder} cannot be replayed ({error}); export it again.") from None
    if card["maps"] != directions.card(forward.maps) or len(card["classes"]) != forward.classes:
        raise CheckError(f"{folder} and its card differ in what it takes or tells apart; export it again.")
    if (apart := np.abs(drawn - golden).max()) > RASTER_TOLERANCE:
        raise CheckError(f"{folder}/golden.json has a {seen} that differs by {apart:.4f} from what is drawn.")
    stored = np.array([vector["probabilities"] for vector in vectors])
    if (apart := np.abs(probabilities - stored).max()) > REPLAY_TOLERANCE:
        raise CheckError(
            f"{folder}/golden.json has probabilities that differ by {apart:.1g} from the weights'."
        )
