"""numbre ablate: the recipe of ink with one change at a time."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from .options import add_data, add_training, add_workers


def configure(parser: ArgumentParser) -> None:
    """Add the options of the command."""
    add_training(parser, "runs/ablations")
    add_workers(parser)
    add_data(parser)


def run(options: Namespace) -> None:
    """Train all ablations and print their errors and losses."""
    from numbre.train.evaluation import ablations
    from numbre.train.fitting.parallel import Job

    from .runs import print_table, train_jobs

    folder = options.out or Path("runs") / "ablations"
    recipes = ablations.recipes(1 if options.seed is None else options.seed, options.quick)
    train_jobs(options, [Job(name, one, folder / name, ablations.split) for name, one in recipes.items()])
    print_table(*ablations.ablations_table(ablations.gather(folder, recipes)))
