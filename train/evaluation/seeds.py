"""One recipe, several seeds: mean and standard deviation of their runs' metrics.

The first seed's run is the run folder itself, the one that is exported; the others are in its
``seeds/N``. seeds.json holds the result.
"""

from dataclasses import replace
from statistics import mean, stdev

from ..lib.files import read_json, write_json


def planned_runs(recipe, folder, count):
    """Return [(recipe, folder)] of ``count`` runs that differ in their seed only."""
    more = range(recipe.seed + 1, recipe.seed + count)
    return [
        (recipe, folder),
        *((replace(recipe, seed=seed), folder / "seeds" / str(seed)) for seed in more),
    ]


def gather(planned):
    """Write the reports of finished runs [(recipe, folder)] to the first one's seeds.json; return it.

    {"seeds": [n], "seconds": s, "metrics": {set: {"accuracy": s, "loss": s}}}, where s is {"mean", "sd"}
    with the sample standard deviation.
    """
    reports = [read_json(folder / "report.json") for _, folder in planned]
    result = {
        "seeds": [recipe.seed for recipe, _ in planned],
        "seconds": _spread([report["training_seconds"] for report in reports]),
        "metrics": {
            name: {
                metric: _spread([report["metrics"][name][metric] for report in reports])
                for metric in ("accuracy", "loss")
            }
            for name in reports[0]["metrics"]
        },
    }
    write_json(planned[0][1] / "seeds.json", result)
    return result


def seeds_table(result):
    """Return (header, rows) of means and standard deviations by set."""
    header = ("seeds " + ", ".join(map(str, result["seeds"])), "accuracy", "loss")
    rows = []
    for name, row in result["metrics"].items():
        accuracy, loss = row["accuracy"], row["loss"]
        percent = f"{100 * accuracy['mean']:.2f} +- {100 * accuracy['sd']:.2f} %"
        rows.append((name, percent, f"{loss['mean']:.4f} +- {loss['sd']:.4f}"))
    return header, rows


def _spread(values):
    return {"mean": round(mean(values), 6), "sd": round(stdev(values), 6)}
