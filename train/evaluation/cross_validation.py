"""Cross-validation: every writer and contributor is left out once, and read by a network that never saw them.

Each fold is a run of the recipe, shorter where --epochs says so, in RUN/folds/NAME. folds.json holds a row
for every writer and contributor.
"""

from dataclasses import replace

import numpy as np

from ..data import unipen_characters
from ..data.download import DataError
from ..lib.files import read_json, write_json

# One institute's contributors are left out together; the writers of pendigits are spread over the folds.
FOLDS = (("aga",), ("apa",), ("apb",), ("app",), ("cea", "ceb", "ced"), ("ibm",), ("uqb",))
NAMES = tuple("-".join(contributors) for contributors in FOLDS)
SETS = ("pendigits", "unipen")


def splits(datasets):
    """Yield (name, datasets) of each fold, with the split that leaves its writers and contributors out.

    Raises DataError where a fold would have nobody to leave out, or leave somebody in every time.
    """
    writers = sorted(set(datasets["pendigits"].sources))
    if len(writers) < len(FOLDS) or set(datasets["unipen"].sources) != {
        one for fold in FOLDS for one in fold
    }:
        raise DataError(
            "The folds leave out UNIPEN's nine contributors and seven or more writers of pendigits."
        )
    for number, (name, contributors) in enumerate(zip(NAMES, FOLDS, strict=True)):
        yield name, held_back(datasets, writers[number :: len(FOLDS)], contributors)


def held_back(datasets, writers, contributors):
    """Return the data sets with another split: these writers of pendigits and contributors validate."""
    split = dict(datasets)
    for name, held in (("pendigits", writers), ("unipen", contributors)):
        parts = np.where(np.isin(datasets[name].sources, list(held)), "validation", "train")
        split[name] = replace(datasets[name], parts=parts)
    if unlike := datasets.get("unlike"):
        parts = unipen_characters.parts(unlike.kinds, unlike.sources, contributors)
        split["unlike"] = replace(unlike, parts=parts)
    return split


def gather(folder, recipe):
    """Gather the reports of finished folds in ``folder``/folds.json; returns it.

    {"epochs": n, "figures": {set: {"n", "errors", "sources": {source: {"n", "errors"}}}}}
    """
    figures = {name: {"n": 0, "errors": 0, "sources": {}} for name in SETS}
    for fold in NAMES:
        report = read_json(folder / "folds" / fold / "report.json")
        for name in SETS:
            row = report["figures"][f"{name} validation"]
            figures[name]["n"] += row["n"]
            figures[name]["errors"] += row["errors"]
            figures[name]["sources"] |= row["sources"]
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
