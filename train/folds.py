"""Cross-validation: every writer and contributor is left out once, and read by a network that never saw them.

Each fold is a run of the recipe, shorter where --epochs says so, in RUN/folds/NAME. folds.json holds a row
for every writer and contributor.
"""

import numpy as np

from .files import read_json, write_json
from .isolated import UNSEEN

# One institute's contributors are left out together; the writers of pendigits are spread over the folds.
FOLDS = (("aga",), ("apa",), ("apb",), ("app",), ("cea", "ceb", "ced"), ("ibm",), ("uqb",))
NAMES = tuple("-".join(contributors) for contributors in FOLDS)
SETS = ("pendigits", "unipen")


def splits(datasets):
    """Yield (name, datasets) of each fold, with the split that leaves its writers and contributors out."""
    writers = sorted(set(datasets["pendigits"].sources))
    for number, contributors in enumerate(FOLDS):
        split = dict(datasets)
        for name, left_out in (("pendigits", writers[number :: len(FOLDS)]), ("unipen", contributors)):
            split[name] = datasets[name].holding(np.isin(datasets[name].sources, left_out))
        if unlike := datasets.get("unlike"):
            unseen = np.isin(unlike.kinds, list(UNSEEN))
            split["unlike"] = unlike.holding(unseen | np.isin(unlike.sources, contributors))
        yield "-".join(contributors), split


def gather(folder, recipe):
    """Gather the reports of finished folds in ``folder``/folds.json; returns it.

    {"epochs": n, "figures": {set: {"n", "errors", "sources": {source: {"n", "errors"}}}}}
    """
    figures = {name: {"n": 0, "errors": 0, "sources": {}} for name in SETS}
    for contributors in FOLDS:
        report = read_json(folder / "folds" / "-".join(contributors) / "report.json")
        for name in SETS:
            row = report["figures"][f"{name} validation"]
            figures[name]["n"] += row["n"]
            figures[name]["errors"] += row["errors"]
            alone = {contributors[0]: {"n": row["n"], "errors": row["errors"]}}
            figures[name]["sources"] |= row.get("sources", alone)
    for row in figures.values():
        row["sources"] = dict(sorted(row["sources"].items()))
    result = {"epochs": recipe.epochs, "seed": recipe.seed, "figures": figures}
    write_json(folder / "folds.json", result)
    return result


def lines(result):
    """Return (header, rows) of the folds, for a table: each writer and contributor, then all together."""
    rows = []
    for name, figures in result["figures"].items():
        for source, row in [*figures["sources"].items(), ("all", figures)]:
            share = 100 * (1 - row["errors"] / row["n"])
            rows.append((name, source, f"{row['n']}", f"{row['errors']}", f"{share:.2f} %"))
    return ("set", "left out", "n", "errors", "accuracy"), rows
