"""card.json: what a bundle is, how it was made, what it is worth, and the sha256 of every file."""

from datetime import datetime, timezone

from numbre.train.features import directions, ink
from numbre.train.lib.files import sha256_of, write_json
from numbre.train.lib.provenance import commit

FORMAT = 1
CLASSES = [str(digit) for digit in range(10)]
REQUIRED = {  # field: type; what check and the page rely on
    "format": int,
    "name": str,
    "about": str,
    "created": str,
    "classes": list,
    "raster": dict,
    "maps": dict,
    "recipe": dict,
    "parameters": int,
    "multiplications": int,
    "figures": dict,
    "figures_float": dict,
    "calibration": dict,
    "rejection": dict,
    "slices": dict,
    "agreement": dict,
    "training": dict,
    "history": dict,
    "seeds": dict,
    "folds": dict,
    "variants": dict,
    "export": dict,
    "files": dict,
}


def write_card(folder, run, forward, values, agreement, versions, fitted, variants=()):
    """Write ``card.json`` for the bundle in ``folder``; returns the card.

    run: the Run; forward: the bundle's numpy network; values: what train/measure.py finds of the 8-bit
    network as shipped; agreement: what convert and Keras agree to; versions: of the converter; fitted:
    what calibrating the 8-bit network changed; variants: Runs of the same network trained in another
    way, for their figures.
    """
    recipe, report, training = (run.read(f"{name}.json") for name in ("recipe", "report", "run"))
    card = {
        "format": FORMAT,
        "name": recipe["name"],
        "about": recipe["about"],
        "created": datetime.now(timezone.utc).isoformat(timespec="seconds"),
        "classes": CLASSES if forward.classes == len(CLASSES) else [*CLASSES, "none"],
        "raster": ink.CONSTANTS,
        "maps": directions.card(forward.maps),
        "recipe": recipe,
        "parameters": report["parameters"],
        "multiplications": forward.multiplications(),
        **values,
        "figures_float": _short(report),
        "agreement": agreement,
        "training": training | {"seconds": report["training_seconds"]},
        "history": history_of(run),
        "seeds": optional(run, "seeds.json"),
        "folds": optional(run, "folds.json"),
        "variants": {variant["name"]: variant for variant in map(_variant, variants)},
        "export": {"commit": commit(), "versions": versions, "calibration": fitted},
        "files": {
            path.name: {"sha256": sha256_of(path), "bytes": path.stat().st_size}
            for path in sorted(folder.iterdir())
            if path.name != "card.json"
        },
    }
    write_json(folder / "card.json", card)
    return card


def history_of(run):
    """Return the learning curves of a run, {measure: [value of each epoch]}."""
    rows = run.read("history.json")
    return {key: [round(row[key], 4) for row in rows] for key in rows[0] if key != "seconds"}


def optional(run, name):
    """Return what a file of a run holds, several seeds' spread or folds' figures; {} where there is none."""
    return run.read(name) if (run.folder / name).exists() else {}


def _variant(run):
    recipe, report = run.read("recipe.json"), run.read("report.json")
    return {
        "name": recipe["name"],
        "about": recipe["about"],
        "figures_float": _short(report),
        "seeds": optional(run, "seeds.json"),
    }


def _short(report):
    """Return the figures of a report by set, without confusion and sources."""
    kept = ("n", "errors", "accuracy", "interval", "loss")
    return {name: {key: row[key] for key in kept} for name, row in report["figures"].items()}
