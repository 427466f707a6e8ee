"""card.json: what a bundle is, how it was made, what it is worth, and the sha256 of every file."""

from datetime import datetime, timezone

from numbre.train import ink
from numbre.train.figures import figure
from numbre.train.files import sha256_of, write_json
from numbre.train.provenance import commit

FORMAT = 1
CLASSES = [str(digit) for digit in range(10)]
REQUIRED = {  # field: type; what check and the page rely on
    "format": int,
    "name": str,
    "about": str,
    "created": str,
    "classes": list,
    "raster": dict,
    "recipe": dict,
    "parameters": int,
    "multiplications": int,
    "figures": dict,
    "figures_float": dict,
    "agreement": dict,
    "training": dict,
    "history": dict,
    "seeds": dict,
    "variants": dict,
    "export": dict,
    "files": dict,
}


def figures_of(predict, measured):
    """Return {set: figure} of a function rasters -> probabilities over Examples."""
    return {
        examples.name: figure(predict(examples.rasters), examples.labels, examples.sources)
        for examples in measured
    }


def write_card(folder, run, forward, figures, agreement, versions, variants=()):
    """Write ``card.json`` for the bundle in ``folder``; returns the card.

    run: the Run; forward: the bundle's numpy network; figures: of the 8-bit network as
    shipped; agreement: what convert and Keras agree to; versions: of the converter; variants: Runs
    of the same network trained in another way, for their figures.
    """
    recipe, report, training = (run.read(f"{name}.json") for name in ("recipe", "report", "run"))
    card = {
        "format": FORMAT,
        "name": recipe["name"],
        "about": recipe["about"],
        "created": datetime.now(timezone.utc).isoformat(timespec="seconds"),
        "classes": CLASSES,
        "raster": ink.CONSTANTS,
        "recipe": recipe,
        "parameters": report["parameters"],
        "multiplications": forward.multiplications(),
        "figures": figures,
        "figures_float": _short(report),
        "agreement": agreement,
        "training": training | {"seconds": report["training_seconds"]},
        "history": history_of(run),
        "seeds": seeds_of(run),
        "variants": {variant["name"]: variant for variant in map(_variant, variants)},
        "export": {"commit": commit(), "versions": versions},
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


def seeds_of(run):
    """Return what several seeds of a run are worth (train/spread.py); {} where there is but one."""
    return run.read("seeds.json") if (run.folder / "seeds.json").exists() else {}


def _variant(run):
    recipe, report = run.read("recipe.json"), run.read("report.json")
    return {
        "name": recipe["name"],
        "about": recipe["about"],
        "figures_float": _short(report),
        "seeds": seeds_of(run),
    }


def _short(report):
    """Return the figures of a report by set, without confusion and sources."""
    kept = ("n", "errors", "accuracy", "interval", "loss")
    return {name: {key: row[key] for key in kept} for name, row in report["figures"].items()}
