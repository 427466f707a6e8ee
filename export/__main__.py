"""numbre-export: run folder -> bundle; convert, golden, card, check, and stop at the first failure."""

import argparse
import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")  # before tensorflow is imported: no start-up chatter

COMPARED = 1000  # test rasters on which Keras and the converted graph are compared
NEEDED = ("recipe.json", "run.json", "history.json", "report.json", "model.keras")


def main(arguments=None):
    """Run the command; returns the exit status: 0 done, 1 interrupted, 2 cannot be done."""
    options = _parser().parse_args(arguments)
    try:
        return _run(options)
    except ModuleNotFoundError as error:
        print(
            f"numbre-export: needs {error.name}; install it with: pip install 'numbre[train]'",
            file=sys.stderr,
        )
        return 2


def _run(options):
    from numbre.train.data.datasets import load
    from numbre.train.data.download import DataError
    from numbre.train.fitting.run_folder import Run, RunError

    from .numpy_runtime import GraphError
    from .verify import CheckError

    try:
        if options.variant and len(options.runs) > 1:
            raise RunError("--variant goes with one run; export the others by themselves")
        for folder in options.runs + options.variant:
            if missing := [name for name in NEEDED if not (folder / name).exists()]:
                raise RunError(
                    f"{folder} holds no finished run (no {missing[0]}); train it with numbre-train"
                )
        unlike = any(Run(folder).recipe.unlike for folder in options.runs + options.variant)
        datasets = load(options.data, checked=not options.unchecked, unlike=unlike)
        variants = [Run(folder) for folder in options.variant]
        for folder in options.runs:
            export(Run(folder), options.out, datasets, variants)
    except KeyboardInterrupt:
        print("\nStopped; what was not yet printed was not changed.", file=sys.stderr)
        return 1
    except (DataError, RunError, CheckError, GraphError, OSError) as error:
        print(f"numbre-export: {error}", file=sys.stderr)
        return 2
    return 0


def export(run, out, datasets, variants=()):
    """Make the bundle of one Run in ``out``/NAME; what was there stays until the new one has passed.

    variants: Runs whose figures the card quotes beside its own.
    """
    from numbre.train.evaluation.metrics import lines
    from numbre.train.lib.tables import table

    from .verify import points_lost

    for one in (run, *variants):
        one.check_data(datasets)
        _check_size(one, run)
    recipe = run.recipe
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out, prefix=".making-") as scratch:
        folder = Path(scratch) / recipe.name
        card = _make(run, folder, datasets, variants)
        goal = out / recipe.name
        _take_place(folder, goal, Path(scratch) / "old")
    print(f"{goal}: {sum(entry['bytes'] for entry in card['files'].values()):,} bytes, checked")
    print(table(*lines(card["figures"])))
    print(f"8 bits cost {points_lost(card):+.3f} points of accuracy over all sets")


def _check_size(variant, run):
    from numbre.train.fitting.run_folder import RunError

    sizes = [one.read("report.json").get("parameters") for one in (variant, run)]
    if sizes[0] != sizes[1]:
        raise RunError(
            f"{variant.folder} is no variant of {run.folder}: {sizes[0]} parameters, not {sizes[1]}"
        )


def _take_place(folder, goal, aside):
    """Move a folder to ``goal``; what was there goes aside, and comes back if the move fails."""
    if goal.exists():
        goal.rename(aside)
    try:
        folder.rename(goal)
    except BaseException:
        if aside.exists():
            aside.rename(goal)
        raise


def _make(run, folder, datasets, variants):
    from numbre.train.lib.quiet import quiet

    with quiet():
        from numbre.train.augment import examples
    from numbre.train.evaluation.evaluate import measure

    from .card import write_card
    from .convert import convert, versions
    from .golden import write_golden
    from .neurons import dense_network
    from .numpy_runtime import Forward
    from .verify import agreement, check

    recipe, network = run.recipe, run.network()
    plain = folder.with_name("float32")
    _say(f"{folder.name}: converting")
    convert(network, folder, grid=recipe.grid)
    fitted = _calibrate(network, folder, datasets, recipe)
    convert(network, plain, quantize=False)
    forward, floats = Forward(folder), Forward(plain)
    scans = examples.sample(next(examples.measured(datasets, recipe)), COMPARED)
    agreed = agreement(network, floats, forward, scans, dense_network(floats))
    _say(f"{folder.name}: golden vectors")
    write_golden(folder)
    _say(f"{folder.name}: measuring the 8-bit network")
    _, values = measure(forward, datasets, recipe)
    write_card(folder, run, forward, values, agreed, versions(), fitted, variants)
    return check(folder)


def _calibrate(network, folder, datasets, recipe):
    """Fit the last layer to what 8 bits made of the network and convert it again; returns what was fitted."""
    from numbre.train.augment import examples
    from numbre.train.fitting.calibrate import calibrate

    from .convert import convert
    from .numpy_runtime import Forward

    if not recipe.calibrate:
        return {}
    fitted = calibrate(network, Forward(folder), examples.held(datasets, recipe))
    convert(network, folder, grid=recipe.grid)
    return fitted


def _say(text):
    print(text, file=sys.stderr)


def _parser():
    parser = argparse.ArgumentParser(prog="numbre-export", description="Convert trained runs for the page.")
    parser.add_argument("runs", nargs="+", type=Path, metavar="RUN", help="run folder of numbre-train")
    parser.add_argument(
        "--variant",
        type=Path,
        action="append",
        default=[],
        metavar="RUN",
        help="a run of the same network trained otherwise: its figures go on the card",
    )
    parser.add_argument("--out", type=Path, default=Path("web/models"), help="where bundles go (web/models)")
    parser.add_argument("--data", help="data directory (default: NUMBRE_DATA, else the user's cache)")
    parser.add_argument("--unchecked", action="store_true", help="take data files whatever their content")
    return parser


if __name__ == "__main__":
    sys.exit(main())
