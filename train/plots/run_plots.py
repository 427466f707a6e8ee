"""Plots of a finished run: learning curves, confusion, errors by digit, calibration, single digits."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np

from ..augment.examples import Examples
from ..features.ink import FRAME
from ..lib.arrays import Floats, Ints
from . import plots

DOZEN = 12

Output: TypeAlias = tuple[Examples, Floats, dict[str, Any]]  # of one set: examples, probabilities, metrics
Outputs: TypeAlias = Sequence[Output]


def draw(
    run: Path, history: Sequence[dict[str, Any]], outputs: Outputs, report: Mapping[str, Any], seed: int = 1
) -> None:
    """Write all plots of a run into its folder.

    history: rows of history.json; outputs: [(Examples, probabilities [n, 10], metrics)] by set; report:
    content of report.json; seed: chooses the digits of ``predict`` and ``probabilities``.
    """
    _curves(run, history)
    _confusion(run, outputs)
    _errors_by_digit(run, outputs)
    shown = [row for row in outputs if row[0].name != "mnist validation"]  # one of scans is enough
    _by_set(run, "mistakes", "most confident mistakes", shown, _mistakes)
    rng = np.random.default_rng(seed)
    chosen = {row[0].name: rng.permutation(len(row[0].labels))[:DOZEN] for row in shown}
    _by_set(run, "predict", f"a random dozen, seed {seed}", shown, lambda row: chosen[row[0].name])
    _probabilities(run, shown, chosen)
    if report["calibration"]:
        _confidence(run, report["calibration"])


def _confidence(run: Path, calibration: Mapping[str, Any]) -> None:
    """Draw accuracy by confidence, and the error rate of the rest when the least confident are rejected."""
    picture = plots.sheet(11, 4.5)
    left, right = picture.subplots(1, 2)
    left.plot([0, 1], [0, 1], color="grey", linewidth=1)
    for name, row in calibration.items():
        confidence, accuracy, counts = np.array(row["reliability"]).T
        label = f"{name}, error {100 * row['ece']:.2f} %"
        left.scatter(confidence, accuracy, 4 + 12 * np.log10(counts), label=label)
        rejected, errors = 100 * np.array(row["error_reject"]).T
        right.plot(rejected, errors, marker=".", label=name)
    left.set(xlabel="confidence", ylabel="accuracy", title=f"{run.name}: expected calibration error")
    right.set(
        xlabel="rejected, the least confident, %",
        ylabel="error rate of the rest, %",
        title=f"{run.name}: rejection",
    )
    left.legend()
    right.legend()
    plots.save(picture, run, "confidence")


def _curves(run: Path, history: Sequence[dict[str, Any]]) -> None:
    picture = plots.sheet(11, 4)
    left, right = picture.subplots(1, 2)
    epochs = [row["epoch"] for row in history]
    names = [key for key in history[0] if key.endswith("validation")]
    lines = [("training", "loss", "accuracy")] + [(name, f"{name} loss", name) for name in names]
    for label, loss, accuracy in lines:
        if loss in history[0]:  # older runs measured accuracy only
            left.plot(epochs, [row[loss] for row in history], marker=".", label=label)
        right.plot(epochs, [100 * row[accuracy] for row in history], marker=".", label=label)
    left.set(xlabel="epoch", ylabel="loss (cross-entropy)", yscale="log", title=f"{run.name}: loss")
    right.set(xlabel="epoch", ylabel="accuracy, %", title=f"{run.name}: accuracy")
    left.legend()
    plots.save(picture, run, "curves")


def _confusion(run: Path, outputs: Outputs) -> None:
    picture = plots.sheet(4 * len(outputs), 4.2)
    for axes, (examples, _, row) in zip(
        picture.subplots(1, len(outputs), squeeze=False)[0], outputs, strict=True
    ):
        counts = np.array(row["confusion"])
        np.fill_diagonal(counts, 0)
        axes.imshow(counts, cmap="Reds")
        for truth, read in zip(*np.nonzero(counts), strict=True):
            axes.text(read, truth, counts[truth, read], ha="center", va="center", fontsize=8)
        title = f"{examples.name}: {row['errors']} errors of {row['n']}"
        axes.set(title=title, xlabel="read", ylabel="label", xticks=range(10), yticks=range(10))
    plots.save(picture, run, "confusion")


def _errors_by_digit(run: Path, outputs: Outputs) -> None:
    picture = plots.sheet(9, 4)
    axes = picture.subplots()
    width = 0.8 / len(outputs)
    for place, (examples, _, row) in enumerate(outputs):
        counts = np.array(row["confusion"])
        totals = np.maximum(counts.sum(axis=1), 1)  # a small set may lack a digit
        share = 100 * (counts.sum(axis=1) - counts.diagonal()) / totals
        axes.bar(np.arange(10) + (place - len(outputs) / 2 + 0.5) * width, share, width, label=examples.name)
    axes.set(xlabel="digit", ylabel="error rate, %", title=f"{run.name}: errors by digit", xticks=range(10))
    axes.legend()
    plots.save(picture, run, "errors-by-digit")


def _by_set(run: Path, name: str, what: str, shown: Outputs, choose: Callable[[Output], Ints]) -> None:
    """Draw one picture with a part for each set: the examples whose indices ``choose`` returns."""
    picture = plots.sheet(9, 4 * len(shown))
    for part, row in zip(picture.subfigures(len(shown), 1, squeeze=False).flat, shown, strict=True):
        examples, probabilities, _ = row
        chosen = choose(row)
        titles = [_verdict(examples.labels[i], probabilities[i]) for i in chosen]
        plots.digits(part, examples.rasters[chosen], titles)
        part.suptitle(f"{run.name}, {examples.name}: {what}")
    plots.save(picture, run, name)


def _mistakes(row: Output) -> Ints:
    """Return the indices of the most confident mistakes, the most confident first."""
    examples, probabilities, _ = row
    wrong = np.flatnonzero(probabilities.argmax(axis=1) != examples.labels)
    return wrong[np.argsort(-probabilities[wrong].max(axis=1), kind="stable")][:DOZEN]


def _verdict(label: int, probability: Floats) -> str:
    read = probability.argmax()
    return f"label {label}\nread {read}, {100 * probability[read]:.0f} %"


def _probabilities(run: Path, shown: Outputs, chosen: Mapping[str, Ints]) -> None:
    """Draw one digit of each set with all its probabilities."""
    picture = plots.sheet(8, 2.6 * len(shown))
    for part, (examples, probabilities, _) in zip(
        picture.subfigures(len(shown), 1, squeeze=False).flat, shown, strict=True
    ):
        index = chosen[examples.name][0]
        image, bars = part.subplots(1, 2, width_ratios=(1, 2))
        image.imshow(examples.rasters[index].reshape(FRAME, FRAME), cmap="gray_r")
        image.axis("off")
        image.set_title(f"{examples.name}, {index}: label {examples.labels[index]}", fontsize=9)
        bars.bar(range(10), probabilities[index])
        for digit, value in enumerate(probabilities[index]):
            bars.text(digit, value + 0.02, f"{value:.3f}", ha="center", fontsize=7)
        bars.set(xticks=range(10), ylim=(0, 1.15), ylabel="probability")
    plots.save(picture, run, "probabilities")
