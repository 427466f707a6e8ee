"""Plots of a finished run: learning curves, confusion, errors by digit, calibration, single digits."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np

from ..augment.examples import Examples
from ..features.ink import FRAME
from ..lib.arrays import Floats, Ints
from ..results.metrics import CalibrationMetrics, SetMetrics
from ..results.runs import HistoryRow
from . import plots

DOZEN = 12


@dataclass(frozen=True)
class Output:
    """A network's output for the examples of one set. probabilities: [n, 10], given a digit."""

    examples: Examples
    probabilities: Floats
    metrics: SetMetrics

    @property
    def read(self) -> Ints:
        """The digit read in each example: [n]."""
        return self.probabilities.argmax(axis=1)


Outputs: TypeAlias = Sequence[Output]


def draw(
    run: Path,
    history: Sequence[HistoryRow],
    outputs: Outputs,
    calibration: Mapping[str, CalibrationMetrics],
    seed: int = 1,
) -> None:
    """Write all plots of a run into its folder.

    outputs, calibration: by set, {} for a network without calibration; seed: chooses the digits of
    ``predict`` and ``probabilities``.
    """
    _curves(run, history)
    _confusion(run, outputs)
    _errors_by_digit(run, outputs)
    shown = [one for one in outputs if not _is_second(one, outputs)]  # one of scans is enough
    _by_set(run, "mistakes", "most confident mistakes", shown, _mistakes)
    rng = np.random.default_rng(seed)
    chosen = {one.examples.name: rng.permutation(len(one.examples.labels))[:DOZEN] for one in shown}
    _by_set(run, "predict", f"a random dozen, seed {seed}", shown, lambda one: chosen[one.examples.name])
    _probabilities(run, shown, chosen)
    if calibration:
        _confidence(run, calibration)


def _is_second(one: Output, outputs: Outputs) -> bool:
    """Return whether a set is MNIST's validation part beside the test part."""
    names = [other.examples.name for other in outputs]
    return (
        one.examples.name.startswith("mnist") and one.examples.name != "mnist test" and "mnist test" in names
    )


def _confidence(run: Path, calibration: Mapping[str, CalibrationMetrics]) -> None:
    """Draw accuracy by confidence, and the error rate of the rest when the least confident are rejected."""
    picture = plots.sheet(11, 4.5)
    left, right = picture.subplots(1, 2)
    left.plot([0, 1], [0, 1], color="grey", linewidth=1)
    for name, row in calibration.items():
        confidence, accuracy, counts = np.array(row.reliability).T
        label = f"{name}, error {100 * row.ece:.2f} %"
        left.scatter(confidence, accuracy, 4 + 12 * np.log10(counts), label=label)
        rejected, errors = 100 * np.array(row.error_reject).T
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


def _curves(run: Path, history: Sequence[HistoryRow]) -> None:
    picture = plots.sheet(11, 4)
    left, right = picture.subplots(1, 2)
    lines: dict[str, list[tuple[float, float | None]]]
    lines = {"training": [(row.accuracy, row.loss) for row in history]}
    for name in history[0].validation:
        lines[name] = [(row.validation[name].accuracy, row.validation[name].loss) for row in history]
    epochs = [row.epoch for row in history]
    for label, values in lines.items():
        accuracies, losses = zip(*values, strict=True)
        if None not in losses:  # older runs measured accuracy only
            left.plot(epochs, losses, marker=".", label=label)
        right.plot(epochs, 100 * np.array(accuracies), marker=".", label=label)
    left.set(xlabel="epoch", ylabel="loss (cross-entropy)", yscale="log", title=f"{run.name}: loss")
    right.set(xlabel="epoch", ylabel="accuracy, %", title=f"{run.name}: accuracy")
    left.legend()
    plots.save(picture, run, "curves")


def _confusion(run: Path, outputs: Outputs) -> None:
    picture = plots.sheet(4 * len(outputs), 4.2)
    for axes, one in zip(picture.subplots(1, len(outputs), squeeze=False)[0], outputs, strict=True):
        counts = np.array(one.metrics.confusion)
        np.fill_diagonal(counts, 0)
        axes.imshow(counts, cmap="Reds")
        for truth, read in zip(*np.nonzero(counts), strict=True):
            axes.text(read, truth, counts[truth, read], ha="center", va="center", fontsize=8)
        title = f"{one.examples.name}: {one.metrics.errors} errors of {one.metrics.n}"
        axes.set(title=title, xlabel="read", ylabel="label", xticks=range(10), yticks=range(10))
    plots.save(picture, run, "confusion")


def _errors_by_digit(run: Path, outputs: Outputs) -> None:
    picture = plots.sheet(9, 4)
    axes = picture.subplots()
    width = 0.8 / len(outputs)
    for place, one in enumerate(outputs):
        counts = np.array(one.metrics.confusion)
        totals = np.maximum(counts.sum(axis=1), 1)  # a small set may lack a digit
        share = 100 * (counts.sum(axis=1) - counts.diagonal()) / totals
        left = np.arange(10) + (place - len(outputs) / 2 + 0.5) * width
        axes.bar(left, share, width, label=one.examples.name)
    axes.set(xlabel="digit", ylabel="error rate, %", title=f"{run.name}: errors by digit", xticks=range(10))
    axes.legend()
    plots.save(picture, run, "errors-by-digit")


def _by_set(run: Path, name: str, what: str, shown: Outputs, choose: Callable[[Output], Ints]) -> None:
    """Draw one picture with a part for each set: the examples whose indices ``choose`` returns."""
    picture = plots.sheet(9, 4 * len(shown))
    for part, one in zip(picture.subfigures(len(shown), 1, squeeze=False).flat, shown, strict=True):
        chosen = choose(one)
        titles = [_verdict(one.examples.labels[i], one.probabilities[i]) for i in chosen]
        plots.digits(part, one.examples.rasters[chosen], titles)
        part.suptitle(f"{run.name}, {one.examples.name}: {what}")
    plots.save(picture, run, name)


def _mistakes(one: Output) -> Ints:
    """Return the indices of the most confident mistakes, the most confident first."""
    wrong = np.flatnonzero(one.read != one.examples.labels)
    return wrong[np.argsort(-one.probabilities[wrong].max(axis=1), kind="stable")][:DOZEN]


def _verdict(label: int, probability: Floats) -> str:
    read = probability.argmax()
    return f"label {label}\nread {read}, {100 * probability[read]:.0f} %"


def _probabilities(run: Path, shown: Outputs, chosen: Mapping[str, Ints]) -> None:
    """Draw one digit of each set with all its probabilities."""
    picture = plots.sheet(8, 2.6 * len(shown))
    for part, one in zip(picture.subfigures(len(shown), 1, squeeze=False).flat, shown, strict=True):
        examples, probabilities = one.examples, one.probabilities
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
