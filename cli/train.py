"""numbre train RECIPE: data -> examples -> network -> fit -> report."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from numbre.train.models.recipe import DESCRIPTIONS, Recipe

from .options import UsageError, add_data, add_training, add_workers, load_data, positive, recipe_of


def configure(parser: ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument("recipe", nargs="?", metavar="RECIPE", help="name of a recipe (see --list)")
    parser.add_argument("--list", action="store_true", help="list the recipes and stop")
    add_training(parser, "runs/RECIPE")
    parser.add_argument("--epochs", type=positive, help="passes over the data (default: the recipe's)")
    parser.add_argument("--seeds", type=positive, default=1, help="train this many runs, report their spread")
    add_workers(parser)
    add_data(parser)


def run(options: Namespace) -> None:
    """Train the recipe, with one seed or several."""
    if options.list:
        for name, description in DESCRIPTIONS.items():
            print(f"{name:14} {description}")
        return
    if options.recipe is None:
        raise UsageError("give the name of a recipe; list them with: numbre train --list")
    recipe = recipe_of(options)
    folder = options.out or Path("runs") / recipe.name
    if options.seeds > 1:
        _train_seeds(options, recipe, folder)
    else:
        _train_one(options, recipe, folder)


def _train_one(options: Namespace, recipe: Recipe, folder: Path) -> None:
    from numbre.train.fitting.run_folder import Run

    from .runs import RESUME, train_run

    one = Run(folder)
    one.check(recipe, options.resume)
    datasets = load_data(options, negatives=recipe.rejects)
    try:
        train_run(recipe, one, datasets, options.resume)
    except KeyboardInterrupt:
        raise KeyboardInterrupt(RESUME if one.begun else "") from None


def _train_seeds(options: Namespace, recipe: Recipe, folder: Path) -> None:
    from numbre.train.evaluation import seeds
    from numbre.train.fitting.parallel import Job

    from .runs import print_table, train_jobs

    planned = seeds.planned_runs(recipe, folder, options.seeds)
    jobs = [Job(f"seed {one.seed}", one, place, plots=place == folder, test=True) for one, place in planned]
    jobs[0].run.check(recipe, options.resume)
    train_jobs(options, jobs, negatives=recipe.rejects)
    print_table(*seeds.seeds_table(seeds.gather(planned)))
