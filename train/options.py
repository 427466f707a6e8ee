"""The options of numbre-train, and the recipe that they ask for."""

import argparse
from dataclasses import replace
from pathlib import Path

from .models.recipe import RECIPES


class UsageError(Exception):
    """The command cannot do what it was asked; the message is one sentence."""


def parser():
    """Return the parser of the command line."""
    made = argparse.ArgumentParser(
        prog="numbre-train", description="Train a network and report on it, or look at the data."
    )
    made.add_argument(
        "what",
        nargs="?",
        metavar="RECIPE",
        help="a recipe (see --list), 'report' with a run folder, 'explore', 'ideas'",
    )
    made.add_argument("run", nargs="?", help="with 'report': the run folder to report on")
    made.add_argument("--list", action="store_true", help="list the recipes and stop")
    made.add_argument("--data", help="data directory (default: NUMBRE_DATA, else the user's cache)")
    made.add_argument(
        "--out", type=Path, help="folder to write (default: runs/RECIPE, runs/explore, runs/ideas)"
    )
    made.add_argument("--seed", type=int, help="seed of everything random (default: the recipe's, or 1)")
    made.add_argument("--unchecked", action="store_true", help="take data files whatever their content")
    training = made.add_argument_group("training")
    training.add_argument("--epochs", type=int, help="passes over the data (default: the recipe's)")
    training.add_argument("--seeds", type=int, default=1, help="train so many runs and report their spread")
    training.add_argument(
        "--folds", action="store_true", help="leave every writer and contributor out once, instead"
    )
    training.add_argument("--resume", action="store_true", help="continue the interrupted run in --out")
    training.add_argument(
        "--quick", action="store_true", help="the whole way on little data, within a minute"
    )
    exploring = made.add_argument_group("explore")
    exploring.add_argument("--digit", type=int, default=3, help="show a dozen of this digit (default: 3)")
    exploring.add_argument("--index", type=int, default=0, help="show this image of MNIST (default: 0)")
    exploring.add_argument("--no-open", action="store_true", help="write the pictures, do not open them")
    return made


def recipe_of(options):
    """Return the recipe that the options ask for; raises UsageError."""
    if options.what not in RECIPES:
        raise UsageError(f"no recipe is called '{options.what}'; the recipes are: {', '.join(RECIPES)}")
    no_more_words(options)
    if options.epochs is not None and options.epochs < 1:
        raise UsageError("--epochs must be 1 or more")
    if options.seeds < 1:
        raise UsageError("--seeds must be 1 or more")
    if options.folds and options.seeds > 1:
        raise UsageError("--folds and --seeds do not go together")
    recipe = RECIPES[options.what]
    if options.quick:
        recipe = recipe.quick()
    given = {"epochs": options.epochs, "seed": options.seed}
    return replace(recipe, **{key: value for key, value in given.items() if value is not None})


def no_more_words(options):
    """Raise UsageError when a second word follows one that takes none."""
    if options.run:
        raise UsageError(f"'{options.run}' is one word too many; options begin with --")
