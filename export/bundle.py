"""Finished run -> bundle: convert, calibrate, golden vectors, card, verify; stop at the first failure."""

import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from numbre.train.fitting.run_folder import Run, RunError
from numbre.train.lib.provenance import commit
from numbre.train.lib.quiet import quiet
from numbre.train.lib.records import read_record
from numbre.train.results.runs import CalibrationFit, read_report

from .card import Card, Export, Segmentation
from .figures import check_figures, figures_of, taken_over

if TYPE_CHECKING:
    from numbre.train.data.datasets import Datasets
    from numbre.train.lib.arrays import Float32
    from numbre.train.models.recipe import Recipe

COMPARED = 1000  # items of each set on which Keras and the converted graphs are compared, at most
NEEDED = ("recipe.json", "run.json", "history.json", "report.json", "model.keras")


def check_runs(runs: Iterable[Run], taken: Card | None = None) -> None:
    """Raise RunError or ReportError unless every Run is finished and whole, its report of this version.

    A Run that everybody trained needs its cross-validation, too, or a card to take the figures over from.
    """
    for run in runs:
        if missing := [name for name in NEEDED if not (run.folder / name).exists()]:
            raise RunError(
                f"{run.folder} holds no finished run (no {missing[0]}); train it with: numbre train RECIPE"
            )
        read_report(run.folder)
        run.read_history()
        if run.recipe.everyone:
            check_figures(run, taken)


def export(
    run: Run, out: Path, datasets: "Datasets", variants: Sequence[Run] = (), taken: Card | None = None
) -> tuple[Path, Card]:
    """Make the bundle of one Run in ``out``/NAME; return (its folder, its card).

    An older bundle stays until the new one is verified. variants: Runs whose metrics the card quotes
    beside its own; taken: a card to take over the figures of cross-validation from, for a Run that everybody
    trained. Raises RunError, VerifyError, GraphError.
    """
    for one in (run, *variants):
        one.check_data(datasets)
        _check_size(one, run)
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out, prefix=".making-") as scratch:
        folder = Path(scratch) / run.recipe.name
        card = _make(run, folder, datasets, variants, taken)
        target = out / run.recipe.name
        _replace(folder, target, Path(scratch) / "old")
    return target, card


def _check_size(variant: Run, run: Run) -> None:
    sizes = [read_report(one.folder).parameters for one in (variant, run)]
    if sizes[0] != sizes[1]:
        raise RunError(
            f"{variant.folder} is no variant of {run.folder}: {sizes[0]} parameters, not {sizes[1]}"
        )


def _replace(folder: Path, target: Path, aside: Path) -> None:
    """Move a folder to ``target``; an older one goes aside, and comes back if the move fails."""
    if target.exists():
        target.rename(aside)
    try:
        folder.rename(target)
    except BaseException:
        if aside.exists():
            aside.rename(target)
        raise


def _make(run: Run, folder: Path, datasets: "Datasets", variants: Sequence[Run], taken: Card | None) -> Card:
    with quiet():
        from numbre.train.evaluation.evaluate import evaluate

    from .card import write_card
    from .convert import convert, versions
    from .golden import write_golden
    from .neurons import dense_network
    from .numpy_runtime import NumpyNetwork
    from .verify import agreement, verify

    recipe, network = run.recipe, run.network()
    float_folder = folder.with_name("float32")
    _progress(f"{folder.name}: converting")
    convert(network, folder, step=recipe.weight_step)
    figures = None
    if recipe.everyone:
        _progress(f"{folder.name}: reading with the networks of cross-validation")
        figures = taken_over(run, taken) if taken else figures_of(run, datasets)
        calibration = _apply(network, folder, figures.calibration, recipe)
        figures = figures.with_float32(network, datasets, recipe) if taken else figures
    else:
        calibration = _calibrate(network, folder, datasets, recipe)
    convert(network, float_folder, quantize=False)
    byte_graph, float_graph = NumpyNetwork(folder), NumpyNetwork(float_folder)
    _progress(f"{folder.name}: comparing with Keras")
    inputs = _compared_inputs(datasets, recipe)
    agreed = agreement(network, float_graph, byte_graph, inputs, dense_network(float_graph))
    _progress(f"{folder.name}: golden vectors")
    write_golden(folder)
    _progress(f"{folder.name}: evaluating the 8-bit network")
    found = figures.with_own(byte_graph, datasets) if figures else evaluate(byte_graph, datasets, recipe)[1]
    made = Export(commit(), versions(), calibration)
    write_card(
        folder, run, byte_graph, found, agreed, made, variants, _segmentation(run, taken), figures=figures
    )
    return verify(folder)


def _segmentation(run: Run, taken: Card | None) -> Segmentation | None:
    """Return the segmentation model that `numbre segment` has fitted, or that of the card taken over."""
    from numbre.train.segmentation.cross_fit import CrossFit

    path = run.folder / "segmentation.json"
    if path.exists():
        return {name: list(row) for name, row in read_record(path, CrossFit).model.items()}
    return taken.segmentation if taken else None


def _compared_inputs(datasets: "Datasets", recipe: "Recipe") -> "dict[str, Float32]":
    """Return {set: inputs}: test scans, drawn digits and negatives, which have real direction maps."""
    from numbre.train.augment.examples import evaluation_sets, negative_sets, sample, unchanged
    from numbre.train.features import directions, ink

    from .golden_drawings import golden_drawings

    if recipe.everyone:
        names = ("pendigits", "unipen", "negatives")
        parts = [("mnist", "test"), *((name, "train") for name in names if name in datasets)]
        sets = [unchanged(datasets[name], part, COMPARED, recipe.channels) for name, part in parts]
    else:
        sets = [*evaluation_sets(datasets, recipe), *negative_sets(datasets, recipe)]
    inputs = {one.name: sample(one, COMPARED).inputs for one in sets if one.name != "mnist validation"}
    golden = ink.Batch.of(list(golden_drawings().values()))
    return inputs | {"golden drawings": directions.network_inputs(golden, recipe.channels)}


def _calibrate(network: Any, folder: Path, datasets: "Datasets", recipe: "Recipe") -> CalibrationFit | None:
    """Fit the last layer to the 8-bit network and convert it again; return the fit, if it is calibrated."""
    from numbre.train.augment.examples import validation_sets
    from numbre.train.fitting.calibrate import calibrate

    from .convert import convert
    from .numpy_runtime import NumpyNetwork

    if not recipe.calibrate:
        return None
    fitted = calibrate(network, NumpyNetwork(folder), validation_sets(datasets, recipe))
    convert(network, folder, step=recipe.weight_step)
    return fitted


def _apply(
    network: Any, folder: Path, fitted: CalibrationFit | None, recipe: "Recipe"
) -> CalibrationFit | None:
    """Calibrate the last layer as cross-validation has found and convert it again; return the fit."""
    from numbre.train.fitting.calibrate import apply, rounded

    from .convert import convert

    if fitted is None:
        return None
    apply(network, fitted)
    convert(network, folder, step=recipe.weight_step)
    return rounded(fitted)


def _progress(text: str) -> None:
    print(text, file=sys.stderr)
