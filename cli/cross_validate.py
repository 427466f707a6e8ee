"""numbre cross-validate RECIPE: hold every writer and contributor out once."""

from argparse import ArgumentParser, Namespace
from dataclasses import replace
from functools import partial
from pathlib import Path

from .options import UsageError, add_data, add_training, add_workers, positive, recipe_of


def configure(parser: ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument("recipe", metavar="RECIPE", help="name of a recipe (see numbre train --list)")
    add_training(parser, "runs/RECIPE")
    parser.add_argument("--epochs", type=positive, help="passes over the data (default: the recipe's)")
    add_workers(parser)
    add_data(parser)


def run(options: Namespace) -> None:
    """Train all folds and print the accuracy of each writer and contributor."""
    from numbre.train.evaluation import cross_validation
    from numbre.train.fitting.parallel import Job

    from .runs import print_table, train_jobs

    recipe = replace(recipe_of(options), everyone=False)
    if not set(cross_validation.SETS) <= set(recipe.sets):
        raise UsageError(f"{recipe.name} is trained on scans alone; cross-validation holds out writers")
    folder = options.out or Path("runs") / recipe.name
    older, present = folder / "folds", folder / cross_validation.FOLDER
    if older.exists() and not present.exists():
        raise UsageError(f"{older} is from an older version; rename it to {present}")
    folds = cross_validation.FOLDS
    jobs = [
        Job(
            name,
            recipe,
            folder / cross_validation.FOLDER / name,
            partial(cross_validation.fold, folds, place),
        )
        for place, name in enumerate(map(cross_validation.name_of, folds))
    ]
    train_jobs(options, jobs)
    result = cross_validation.gather(folder, recipe)
    print_table(*cross_validation.cross_validation_table(result))
