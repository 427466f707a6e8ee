"""numbre ablate: the recipe of ink with one change at a time."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from .options import add_data, add_training


def configure(parser: ArgumentParser) -> None:
    """Add the options of the command."""
    add_training(parser, "runs/ablations")
    add_data(parser)


def run(options: Namespace) -> None:
    """Train all ablations and print their errors and losses."""
    from numbre.train.evaluation import ablations

    from .runs import print_table, train_splits

    folder = options.out or Path("runs") / "ablations"
    recipes = ablations.recipes(1 if options.seed is None else options.seed, options.quick)
    planned = {name: (recipe, folder / name) for name, recipe in recipes.items()}
    train_splits(options, planned, lambda datasets: dict.fromkeys(planned, ablations.split(datasets)))
    print_table(*ablations.ablations_table(ablations.gather(folder, recipes)))
