"""numbre-train: the chain in order, data -> rasters -> network -> fit -> report."""

import argparse
import os
import sys
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")  # before tensorflow is imported: no start-up chatter

from .data import load
from .fetch import DataError
from .figures import table
from .quiet import quiet
from .recipe import RECIPES


def main(arguments=None):
    """Run the command; returns the exit status: 0 done, 1 interrupted, 2 cannot be done."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.list:
        for recipe in RECIPES.values():
            print(f"{recipe.name:10} {recipe.about}")
        return 0
    if options.recipe is None:
        parser.error(f"name a recipe, or 'report'; the recipes are: {', '.join(RECIPES)}")
    try:
        return _report(options) if options.recipe == "report" else _train(options)
    except KeyboardInterrupt:
        print("\nStopped; go on with the same command and --resume.", file=sys.stderr)
        return 1
    except (DataError, OSError) as error:
        print(f"numbre-train: {error}", file=sys.stderr)
        return 2


def _parser():
    parser = argparse.ArgumentParser(prog="numbre-train", description="Train a network and report on it.")
    parser.add_argument(
        "recipe", nargs="?", help="a recipe (see --list), or 'report' followed by a run folder"
    )
    parser.add_argument("run", nargs="?", help="with 'report': the run folder to report on")
    parser.add_argument("--list", action="store_true", help="list the recipes and stop")
    parser.add_argument("--data", help="data directory (default: NUMBRE_DATA, else the user's cache)")
    parser.add_argument("--out", type=Path, help="run folder to write (default: runs/RECIPE)")
    parser.add_argument("--epochs", type=int, help="passes over the data (default: the recipe's)")
    parser.add_argument("--seed", type=int, help="seed of everything random (default: the recipe's)")
    parser.add_argument("--resume", action="store_true", help="continue the interrupted run in --out")
    parser.add_argument(
        "--quick", action="store_true", help="the whole way on little data, in under a minute"
    )
    parser.add_argument("--unchecked", action="store_true", help="take data files whatever their content")
    return parser


def _train(options):
    if options.recipe not in RECIPES:
        raise DataError(f"no recipe is called '{options.recipe}'; the recipes are: {', '.join(RECIPES)}")
    if options.run:
        raise DataError(f"'{options.run}' is one word too many; options begin with --")
    recipe = RECIPES[options.recipe]
    if options.quick:
        recipe = recipe.quick()
    if options.epochs is not None:
        if options.epochs < 1:
            raise DataError("--epochs must be 1 or more")
        recipe = replace(recipe, epochs=options.epochs)
    if options.seed is not None:
        recipe = replace(recipe, seed=options.seed)
    out = options.out or Path("runs") / recipe.name
    datasets = load(options.data, checked=not options.unchecked)
    with quiet():  # tensorflow takes seconds to import: only once all else is in order
        from .fit import RunError, fit

    try:
        fit(recipe, datasets, out, resume=options.resume)
    except RunError as error:
        raise DataError(str(error)) from None
    return _measure(out, datasets)


def _report(options):
    if not options.run:
        raise DataError("say which run folder: numbre-train report RUN")
    run = Path(options.run)
    if not (run / "model.keras").exists():
        raise DataError(f"{run} holds no finished run (no model.keras); train it, or finish it with --resume")
    return _measure(run, load(options.data, checked=not options.unchecked))


def _measure(run, datasets):
    with quiet():
        from .report import report

    print(table(report(run, datasets)["figures"]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
