"""One recipe, several seeds: mean and standard deviation of their runs' metrics.

The first seed's run is the run folder itself, the one that is exported; the others are in its
``seeds/N``. seeds.json holds the result.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from statistics import mean, stdev

from ..lib.records import write_record
from ..lib.tables import Table
from ..models.recipe import Recipe
from ..results.comparisons import Seeds, SetSpread, Spread
from ..results.metrics import SetMetrics
from ..results.runs import read_report


def planned_runs(recipe: Recipe, folder: Path, count: int) -> list[tuple[Recipe, Path]]:
    """Return [(recipe, folder)] of ``count`` runs that differ in their seed only."""
    more = range(recipe.seed + 1, recipe.seed + count)
    return [
        (recipe, folder),
        *((replace(recipe, seed=seed), folder / "seeds" / str(seed)) for seed in more),
    ]


def gather(planned: Sequence[tuple[Recipe, Path]]) -> Seeds:
    """Write the spread of finished runs [(recipe, folder)] to the first one's seeds.json; return it."""
    reports = [read_report(folder) for _, folder in planned]
    sets = [name for name in reports[0].metrics if all(name in report.metrics for report in reports)]
    by_set = {name: [report.metrics[name] for report in reports] for name in sets}
    result = Seeds(
        seeds=tuple(recipe.seed for recipe, _ in planned),
        seconds=_spread([report.training_seconds for report in reports]),
        metrics={name: _set_spread(rows) for name, rows in by_set.items()},
    )
    write_record(planned[0][1] / "seeds.json", result)
    return result


def seeds_table(result: Seeds) -> Table:
    """Return (header, rows) of means and standard deviations by set."""
    header = ("seeds " + ", ".join(map(str, result.seeds)), "accuracy", "loss")
    rows = []
    for name, row in result.metrics.items():
        percent = f"{100 * row.accuracy.mean:.2f} +- {100 * row.accuracy.sd:.2f} %"
        rows.append((name, percent, f"{row.loss.mean:.4f} +- {row.loss.sd:.4f}"))
    return header, rows


def _set_spread(rows: Sequence[SetMetrics]) -> SetSpread:
    return SetSpread(_spread([row.accuracy for row in rows]), _spread([row.loss for row in rows]))


def _spread(values: Sequence[float]) -> Spread:
    return Spread(round(mean(values), 6), round(stdev(values), 6))
