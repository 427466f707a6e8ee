"""numbre train RECIPE: data -> examples -> network -> fit -> report."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from numbre.train.models.recipe import DESCRIPTIONS

from .options import UsageError, add_data, add_training, load_data, positive, recipe_of


def configure(parser: ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument("recipe", nargs="?", metavar="RECIPE", help="name of a recipe (see --list)")
    parser.add_argument("--list", action="store_true", help="list the recipes and stop")
    add_training(parser, "runs/RECIPE")
    parser.add_argument("--epochs", type=positive, help="passes over the data (default: the recipe's)")
    parser.add_argument("--seeds", type=positive, default=1, help="train this many runs, report their spread")
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
    from numbre.train.evaluation import seeds
    from numbre.train.fitting.run_folder import Run

    from .runs import RESUME, print_table, train_run

    planned = seeds.planned_runs(recipe, options.out or Path("runs") / recipe.name, options.seeds)
    runs = [(one, Run(folder)) for one, folder in planned]
    for place, (one, folder) in enumerate(runs):
        folder.check(one, options.resume and (place == 0 or folder.begun))
    datasets = load_data(options, negatives=recipe.rejects)
    try:
        for place, (one, folder) in enumerate(runs):
            train_run(one, folder, datasets, options.resume and folder.begun, plots=place == 0)
    except KeyboardInterrupt:
        begun = any(folder.begun for _, folder in runs)
        raise KeyboardInterrupt(RESUME if begun else "") from None
    if len(runs) > 1:
        print_table(*seeds.seeds_table(seeds.gather(planned)))
