"""One recipe, several seeds: mean and standard deviation of what their runs are worth.

The first seed's run is the run folder itself, the one that is exported; the others lie in its
``seeds/N``. seeds.json holds the figures.
"""

from dataclasses import replace
from statistics import mean, stdev

from ..lib.files import read_json, write_json


def runs(recipe, folder, count):
    """Return [(recipe, folder)] of ``count`` runs that differ in their seed only."""
    more = range(recipe.seed + 1, recipe.seed + count)
    return [
        (recipe, folder),
        *((replace(recipe, seed=seed), folder / "seeds" / str(seed)) for seed in more),
    ]


def spread(planned):
    """Gather the reports of finished runs [(recipe, folder)] in the first one's seeds.json; returns it.

    {"seeds": [n], "seconds": s, "figures": {set: {"accuracy": s, "loss": s}}}, where s is {"mean", "sd"},
    the sample's standard deviation.
    """
    reports = [read_json(folder / "report.json") for _, folder in planned]
    result = {
        "seeds": [recipe.seed for recipe, _ in planned],
        "seconds": _spread([report["training_seconds"] for report in reports]),
        "figures": {
            name: {
                measure: _spread([report["figures"][name][measure] for report in reports])
                for measure in ("accuracy", "loss")
            }
            for name in reports[0]["figures"]
        },
    }
    write_json(planned[0][1] / "seeds.json", result)
    return result


def lines(result):
    """Return (header, rows) of the spread, for a table."""
    header = ("seeds " + ", ".join(map(str, result["seeds"])), "accuracy", "loss")
    rows = []
    for name, row in result["figures"].items():
        accuracy, loss = row["accuracy"], row["loss"]
        right = f"{100 * accuracy['mean']:.2f} +- {100 * accuracy['sd']:.2f} %"
        rows.append((name, right, f"{loss['mean']:.4f} +- {loss['sd']:.4f}"))
    return header, rows


def _spread(values):
    return {"mean": round(mean(values), 6), "sd": round(stdev(values), 6)}
