"""Options that several commands share."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from numbre.train.lib.errors import UserError
from numbre.train.models.recipe import RECIPES, Recipe

if TYPE_CHECKING:
    from numbre.train.data.datasets import Dataset


CUTS = Path("runs/cuts.npz")


class UsageError(UserError):
    """Options contradict each other or name something unknown."""


def folder(text: str) -> Path:
    """Return the path of a folder; an empty text is an error."""
    if not text:
        raise ArgumentTypeError("expected a folder, got an empty text")
    return Path(text)


def positive(text: str) -> int:
    """Return a whole number, 1 or more."""
    return _whole(text, 1)


def seed(text: str) -> int:
    """Return a whole number, 0 or more."""
    return _whole(text, 0)


def _whole(text: str, least: int) -> int:
    if not text.isdecimal() or int(text) < least:
        raise ArgumentTypeError(f"expected a whole number, {least} or more, got '{text}'")
    return int(text)


def add_data(parser: ArgumentParser) -> None:
    """Add --data and --unchecked."""
    parser.add_argument("--data", help="data directory (default: NUMBRE_DATA, else the user's cache)")
    parser.add_argument("--unchecked", action="store_true", help="accept data files of any content")
    parser.add_argument(
        "--cuts", type=Path, default=CUTS, help=f"digits cut from numbers, by numbre cut (default: {CUTS})"
    )


def add_training(parser: ArgumentParser, out: str) -> None:
    """Add --out, --seed, --resume and --quick; out: the default folder, as help text."""
    parser.add_argument("--out", type=folder, help=f"folder to write (default: {out})")
    parser.add_argument("--seed", type=seed, help="seed of all randomness (default: the recipe's)")
    parser.add_argument("--resume", action="store_true", help="continue an interrupted run")
    parser.add_argument(
        "--quick", action="store_true", help="run through every step on little data, within a minute"
    )


def add_workers(parser: ArgumentParser) -> None:
    """Add --workers and --scheduler, of commands that train several runs."""
    where = parser.add_mutually_exclusive_group()
    where.add_argument(
        "--workers",
        type=positive,
        metavar="N",
        help="processes that train at the same time (default: one for each core); the cores are shared out",
    )
    where.add_argument(
        "--scheduler",
        metavar="ADDRESS",
        help="train on the workers of a Dask scheduler, such as tcp://10.0.0.2:8786; they need the same "
        "folders (see docs/training.md)",
    )


def recipe_of(options: Namespace) -> Recipe:
    """Return the recipe that RECIPE, --epochs, --seed and --quick ask for. Raises UsageError."""
    if options.recipe not in RECIPES:
        raise UsageError(f"there is no recipe '{options.recipe}'; the recipes are: {', '.join(RECIPES)}")
    recipe = RECIPES[options.recipe]
    if options.quick:
        recipe = recipe.quick()
    given = {"epochs": options.epochs, "seed": options.seed}
    return replace(recipe, **{key: value for key, value in given.items() if value is not None})


def load_data(options: Namespace, negatives: bool = False) -> "dict[str, Dataset]":
    """Load the data sets that --data and --unchecked ask for."""
    from numbre.train.data.datasets import load

    return load(options.data, not options.unchecked, negatives, cuts_of(options, negatives))


def cuts_of(options: Namespace, negatives: bool) -> Path | None:
    """Return the path of --cuts where it is of use: with negatives, and if there is such a file."""
    return options.cuts.absolute() if negatives and options.cuts.exists() else None
