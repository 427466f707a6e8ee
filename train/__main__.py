"""numbre-train: the chain in order, data -> rasters -> network -> fit -> report."""

import argparse
import os
import sys
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")  # before tensorflow is imported: no start-up chatter

from .recipe import RECIPES


class UsageError(Exception):
    """The command cannot do what it was asked; the message is one sentence."""


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
        return _run(options)
    except ModuleNotFoundError as error:
        print(
            f"numbre-train: needs {error.name}; install it with: pip install 'numbre[train]'", file=sys.stderr
        )
        return 2


def _run(options):
    from .fetch import DataError
    from .run import Run, RunError

    run = Run(Path(options.run) if options.run else options.out or Path("runs") / options.recipe)
    try:
        return _report(options, run) if options.recipe == "report" else _train(options, run)
    except KeyboardInterrupt:
        how = (
            "go on with the same command and --resume"
            if run.begun and not run.finished
            else "nothing was lost"
        )
        print(f"\nStopped; {how}.", file=sys.stderr)
        return 1
    except (DataError, RunError, UsageError, OSError) as error:
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
    parser.add_argument(
        "--seeds", type=int, default=1, help="train so many runs, seed by seed, and report their spread"
    )
    parser.add_argument("--resume", action="store_true", help="continue the interrupted run in --out")
    parser.add_argument(
        "--quick", action="store_true", help="the whole way on little data, in under a minute"
    )
    parser.add_argument("--unchecked", action="store_true", help="take data files whatever their content")
    return parser


def _train(options, run):
    from . import spread
    from .data import load
    from .run import Run

    planned = spread.runs(_recipe(options), run.folder, options.seeds)
    runs = [(recipe, Run(folder)) for recipe, folder in planned]
    run.check(runs[0][0], options.resume)
    for recipe, other in runs[1:]:
        other.check(recipe, options.resume and other.begun)
    datasets = load(options.data, checked=not options.unchecked)
    for recipe, one in runs:
        _train_one(recipe, one, datasets, options.resume and one.begun)
    if len(runs) > 1:
        print(spread.table(spread.spread(planned)))
    return 0


def _train_one(recipe, run, datasets, resume):
    from .quiet import quiet

    with quiet():  # tensorflow takes seconds to import: only once all else is in order
        from .fit import fit

    fit(recipe, datasets, run, resume=resume)
    _measure(run, datasets)


def _recipe(options):
    """Return the recipe that the options ask for."""
    if options.recipe not in RECIPES:
        raise UsageError(f"no recipe is called '{options.recipe}'; the recipes are: {', '.join(RECIPES)}")
    if options.run:
        raise UsageError(f"'{options.run}' is one word too many; options begin with --")
    if options.epochs is not None and options.epochs < 1:
        raise UsageError("--epochs must be 1 or more")
    if options.seed is not None and options.seed < 0:
        raise UsageError("--seed must be 0 or more")
    if options.seeds < 1:
        raise UsageError("--seeds must be 1 or more")
    recipe = RECIPES[options.recipe]
    if options.quick:
        recipe = recipe.quick()
    given = {"epochs": options.epochs, "seed": options.seed}
    return replace(recipe, **{key: value for key, value in given.items() if value is not None})


def _report(options, run):
    from .data import load

    if not options.run:
        raise UsageError("say which run folder: numbre-train report RUN")
    if not run.finished:
        raise UsageError(
            f"{run.folder} holds no finished run (no model.keras); train it, or finish it with --resume"
        )
    datasets = load(options.data, checked=not options.unchecked)
    run.check_data(datasets)
    return _measure(run, datasets)


def _measure(run, datasets):
    from .figures import table
    from .quiet import quiet

    with quiet():
        from .report import report

    print(table(report(run.folder, datasets)["figures"]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
