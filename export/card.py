"""card.json and summary.json: a bundle's origin, metrics, and the sha256 of every file."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from numbre.train.features import directions, ink
from numbre.train.fitting.run_folder import Run, RunError
from numbre.train.lib.files import sha256_of, write_json
from numbre.train.lib.provenance import commit
from numbre.train.models.recipe import REPORTED

from .numpy_runtime import NumpyNetwork

FORMAT = 2
CLASSES = [str(digit) for digit in range(10)]
NON_DIGIT = "non-digit"
REQUIRED = {  # field: type; what verify and the page rely on
    "format": int,
    "name": str,
    "created": str,
    "classes": list,
    "raster": dict,
    "channels": dict,
    "recipe": dict,
    "parameters": int,
    "multiplications": int,
    "metrics": dict,
    "metrics_float32": dict,
    "calibration": dict,
    "rejection": dict,
    "writing_styles": dict,
    "agreement": dict,
    "training": dict,
    "history": dict,
    "seeds": dict,
    "cross_validation": dict,
    "variants": dict,
    "reported": dict,
    "export": dict,
    "files": dict,
}


def write_card(
    folder: Path,
    run: Run,
    network: NumpyNetwork,
    results: Mapping[str, Any],
    agreement: Mapping[str, Any],
    versions: Mapping[str, str],
    calibration: Mapping[str, float],
    variants: Sequence[Run] = (),
) -> dict[str, Any]:
    """Write ``summary.json`` and ``card.json`` for the bundle in ``folder``; return the card.

    run: the Run; network: the bundle's NumpyNetwork; results: of evaluate() for the 8-bit network;
    agreement: of converted graphs and Keras; versions: of the converter; calibration: the fit for 8
    bits; variants: Runs of the same network trained in another way, for their metrics.
    """
    recipe, report, training = run.recipe, read_report(run), run.record
    card = {
        "format": FORMAT,
        "name": recipe.name,
        "created": datetime.now(timezone.utc).isoformat(timespec="seconds"),
        "classes": CLASSES if network.classes == len(CLASSES) else [*CLASSES, NON_DIGIT],
        "raster": ink.CONSTANTS,
        "channels": directions.card_fields(network.channels),
        "recipe": recipe.as_dict(),
        "parameters": report["parameters"],
        "multiplications": network.multiplications(),
        **results,
        "metrics_float32": _short(report),
        "agreement": agreement,
        "training": training | {"seconds": report["training_seconds"]},
        "history": history_of(run),
        "seeds": _optional(run, "seeds.json"),
        "cross_validation": _optional(run, "cross_validation.json", "folds.json"),
        "variants": {variant["name"]: variant for variant in map(_variant, variants)},
        "reported": REPORTED.get(recipe.name, {}),
        "export": {"commit": commit(), "versions": versions, "calibration": calibration},
    }
    write_json(folder / "summary.json", summary_of(card), indent=None)
    card["files"] = {
        path.name: {"sha256": sha256_of(path), "bytes": path.stat().st_size}
        for path in sorted(folder.iterdir())
        if path.name != "card.json"
    }
    write_json(folder / "card.json", card)
    return card


def summary_of(card: Mapping[str, Any]) -> dict[str, Any]:
    """Return the part of a card that the page needs to read with the network."""
    fields = ("format", "name", "classes", "raster", "channels")
    return {field: card[field] for field in fields} | {"calibrated": card["recipe"].get("calibrate", False)}


def history_of(run: Run) -> dict[str, list[float]]:
    """Return the learning curves of a run: {name: [value of each epoch]}."""
    rows = run.read("history.json")
    return {key: [round(row[key], 4) for row in rows] for key in rows[0] if key != "seconds"}


def read_report(run: Run) -> dict[str, Any]:
    """Return a run's report; raise RunError if an older version wrote it."""
    report = run.read("report.json")
    if "metrics" not in report:
        raise RunError(
            f"{run.folder}/report.json is from an older version; "
            f"write it again with: numbre report {run.folder}"
        )
    return report


def _optional(run: Run, *names: str) -> dict[str, Any]:
    """Return the content of the first file that the run has, {} if none.

    Older versions wrote "figures" for "metrics", and folds.json for cross_validation.json.
    """
    found = next((name for name in names if (run.folder / name).exists()), None)
    content = run.read(found) if found else {}
    return {("metrics" if key == "figures" else key): value for key, value in content.items()}


def _variant(run: Run) -> dict[str, Any]:
    return {
        "name": run.recipe.name,
        "metrics_float32": _short(read_report(run)),
        "seeds": _optional(run, "seeds.json"),
    }


def _short(report: Mapping[str, Any]) -> dict[str, Any]:
    """Return the metrics of a report by set, without confusion and sources."""
    kept = ("n", "errors", "accuracy", "interval", "loss")
    return {name: {key: row[key] for key in kept} for name, row in report["metrics"].items()}
