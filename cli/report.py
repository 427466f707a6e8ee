"""numbre report RUN: evaluate a finished run again."""

from argparse import ArgumentParser, Namespace

from .options import UsageError, add_data, folder, load_data, seed


def configure(parser: ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument("run_folder", type=folder, metavar="RUN", help="run folder")
    parser.add_argument("--seed", type=seed, default=1, help="seed of the digits shown (default: 1)")
    add_data(parser)


def run(options: Namespace) -> None:
    """Evaluate the run; write report.json and the plots, print the tables."""
    from numbre.train.fitting.run_folder import Run

    from .runs import report_run

    finished = Run(options.run_folder)
    if not finished.finished:
        raise UsageError(
            f"{finished.folder} holds no finished run (no model.keras); train it, or finish it with --resume"
        )
    if finished.recipe.everyone:
        from numbre.train.fitting.held_out import check_folds

        check_folds(finished)
    datasets = load_data(options, negatives=finished.recipe.rejects)
    finished.check_data(datasets)
    report_run(finished, datasets, options.seed)
    print(f"\nPlots: {finished.folder}")
