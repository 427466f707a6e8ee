"""numbre-train: the chain in order, data -> rasters -> network -> fit -> report; and a look at the data."""

import os
import sys
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")  # before tensorflow is imported: no start-up chatter

from .models.recipe import RECIPES
from .options import UsageError, no_more_words, parser, recipe_of


def main(arguments=None):
    """Run the command; returns the exit status: 0 done, 1 interrupted, 2 cannot be done."""
    words = parser()
    options = words.parse_args(arguments)
    if options.list:
        for recipe in RECIPES.values():
            print(f"{recipe.name:14} {recipe.about}")
        return 0
    if options.what is None:
        words.error(f"name a recipe, 'report', 'explore' or 'ideas'; the recipes are: {', '.join(RECIPES)}")
    try:
        return _run(options)
    except ModuleNotFoundError as error:
        print(
            f"numbre-train: needs {error.name}; install it with: pip install 'numbre[train]'", file=sys.stderr
        )
        return 2


def _run(options):
    from .data.download import DataError
    from .fitting.run_folder import Run, RunError
    from .plots.explore import ExploreError

    do = {"report": _report, "explore": _explore, "ideas": _ideas}.get(options.what, _train)
    run = Run(Path(options.run) if options.run else options.out or Path("runs") / options.what)
    try:
        if options.seed is not None and options.seed < 0:
            raise UsageError("--seed must be 0 or more")
        return do(options, run)
    except KeyboardInterrupt:
        training = do is _ideas or (do is _train and (run.begun or options.folds))
        how = "go on with the same command and --resume" if training else "nothing was lost"
        print(f"\nStopped; {how}.", file=sys.stderr)
        return 1
    except (DataError, ExploreError, RunError, UsageError, OSError) as error:
        print(f"numbre-train: {error}", file=sys.stderr)
        return 2


def _train(options, run):
    from .data.datasets import load
    from .evaluation import seeds
    from .fitting.run_folder import Run

    if options.folds:
        return _cross_validate(options, run)
    planned = seeds.runs(recipe_of(options), run.folder, options.seeds)
    runs = [(planned[0][0], run)] + [(recipe, Run(folder)) for recipe, folder in planned[1:]]
    run.check(runs[0][0], options.resume)
    for recipe, other in runs[1:]:
        other.check(recipe, options.resume and other.begun)
    datasets = load(options.data, checked=not options.unchecked, unlike=runs[0][0].unlike)
    for recipe, one in runs:
        _train_one(recipe, one, datasets, options.resume and one.begun, draw=one is run)
    if len(runs) > 1:
        _print_table(*seeds.lines(seeds.spread(planned)))
    return 0


def _cross_validate(options, run):
    from .evaluation import cross_validation

    recipe = recipe_of(options)
    if not set(cross_validation.SETS) <= set(recipe.sets):
        raise UsageError(f"{recipe.name} is trained on scans alone; --folds leaves out writers of drawings")
    planned = {name: (recipe, run.folder / "folds" / name) for name in cross_validation.NAMES}
    _train_many(options, planned, lambda datasets: dict(cross_validation.splits(datasets)))
    _print_table(*cross_validation.lines(cross_validation.gather(run.folder, recipe)))
    return 0


def _ideas(options, run):
    from .evaluation import ablations

    no_more_words(options)
    if options.epochs is not None or options.seeds > 1 or options.folds:
        raise UsageError("ideas are all trained alike; --epochs, --seeds and --folds are for recipes")
    recipes = ablations.recipes(_seed(options), options.quick)
    planned = {name: (recipe, run.folder / name) for name, recipe in recipes.items()}
    _train_many(options, planned, lambda datasets: dict.fromkeys(planned, ablations.halved(datasets)))
    _print_table(*ablations.lines(ablations.gather(run.folder, recipes)))
    return 0


def _train_many(options, planned, split):
    """Train {name: (recipe, folder)}, each on its own of the {name: data sets} that ``split`` makes."""
    from .data.datasets import load
    from .fitting.run_folder import Run

    runs = {name: (recipe, Run(folder)) for name, (recipe, folder) in planned.items()}
    for recipe, one in runs.values():
        one.check(recipe, options.resume and one.begun)
    splits = split(load(options.data, checked=not options.unchecked, unlike=True))
    for name, (recipe, one) in runs.items():
        _train_one(recipe, one, splits[name], options.resume and one.begun, draw=False, test=False)


def _print_table(header, rows):
    from .lib.tables import table

    print("\n" + table(header, rows))


def _train_one(recipe, run, datasets, resume, draw, test=True):
    from .lib.quiet import quiet

    with quiet():  # tensorflow takes seconds to import: only once all else is in order
        from .fitting.fit import fit

    fit(recipe, datasets, run, resume=resume)
    _measure(run, datasets, draw=draw, test=test)


def _report(options, run):
    from .data.datasets import load

    if not options.run:
        raise UsageError("say which run folder: numbre-train report RUN")
    if not run.finished:
        raise UsageError(
            f"{run.folder} holds no finished run (no model.keras); train it, or finish it with --resume"
        )
    datasets = load(options.data, checked=not options.unchecked, unlike=run.recipe.unlike)
    run.check_data(datasets)
    _measure(run, datasets, _seed(options))
    print(f"\nPictures: {run.folder}")
    return 0


def _seed(options):
    return 1 if options.seed is None else options.seed


def _measure(run, datasets, seed=1, draw=True, test=True):
    from .evaluation.metrics import errors_by_digit, lines
    from .evaluation.report import report
    from .lib.tables import table

    figures = report(run, datasets, seed, draw, test)["figures"]
    print(table(*lines(figures)), table(*errors_by_digit(figures)), sep="\n\n")


def _explore(options, run):
    from .data.datasets import load
    from .lib.screen import show
    from .plots.explore import explore, matrix, one_hot

    no_more_words(options)
    datasets = load(options.data, checked=not options.unchecked)
    told = explore(datasets, run.folder, options.digit, options.index, _seed(options))
    images, labels, _ = datasets["mnist"].part("train")
    print(f"Image {options.index}:\n{matrix(images[options.index])}")
    print(
        f"Its label {labels[options.index]}, one-hot: {' '.join(map(str, one_hot(labels[options.index])))}\n"
    )
    for name, what in told.items():
        print(f"{run.folder / name}.png, .svg: {what}")
    show(run.folder / "index.html", wanted=not options.no_open)
    return 0


if __name__ == "__main__":
    sys.exit(main())
