"""numbre export RUN...: finished runs -> bundles."""

from argparse import ArgumentParser, Namespace
from dataclasses import replace
from pathlib import Path

from .options import UsageError, add_data, folder, load_data


def configure(parser: ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument("runs", nargs="+", type=folder, metavar="RUN", help="run folder")
    parser.add_argument(
        "--variant",
        type=folder,
        action="append",
        default=[],
        metavar="RUN",
        help="a run of the same network trained in another way: its metrics go on the card",
    )
    parser.add_argument(
        "--out", type=folder, default=Path("web/models"), help="folder of the bundles (default: web/models)"
    )
    parser.add_argument(
        "--figures",
        type=folder,
        metavar="BUNDLE",
        help="a bundle of the same network: take over its figures of cross-validation and its calibration, "
        "for a run that everybody trained and that was not cross-validated; the card says so, and in what "
        "the folds' recipe differs",
    )
    parser.add_argument(
        "--rejection-bias",
        type=float,
        metavar="B",
        help="with --figures: the bias of the non-digit, in place of the bundle's, so that it rejects "
        "as many digits as that network",
    )
    add_data(parser)


def run(options: Namespace) -> None:
    """Export every run; print the size and the metrics of its bundle."""
    from numbre.export.bundle import check_runs, export
    from numbre.export.verify import agreement_table, points_lost, read_card
    from numbre.train.evaluation.metrics import metrics_table
    from numbre.train.fitting.run_folder import Run
    from numbre.train.lib.tables import table

    if options.variant and len(options.runs) > 1:
        raise UsageError("--variant goes with one run; export the others separately")
    bias = options.rejection_bias
    if bias is not None and not options.figures:
        raise UsageError("--rejection-bias goes with --figures; else cross-validation gives the bias")
    runs, variants = ([Run(path) for path in paths] for paths in (options.runs, options.variant))
    taken = read_card(options.figures) if options.figures else None
    if taken and taken.export.calibration and bias is not None:
        calibration = replace(taken.export.calibration, rejection_bias=bias)
        taken = replace(taken, export=replace(taken.export, calibration=calibration))
    check_runs([*runs, *variants], taken)
    negatives = any(one.recipe.rejects for one in (*runs, *variants))
    datasets = load_data(options, negatives)
    try:
        for one in runs:
            bundle, card = export(one, options.out, datasets, variants, taken)
            print(f"{bundle}: {sum(file.bytes for file in card.files.values()):,} bytes, verified")
            print(table(*metrics_table(card.metrics)))
            print(table(*agreement_table(card.agreement)))
            print(f"8 bits cost {points_lost(card):+.3f} points of accuracy over all sets")
    except KeyboardInterrupt:
        raise KeyboardInterrupt("bundles that were not yet printed are unchanged") from None
