"""Charts of what a hand changes: errors by number of examples, and digits that stay misread."""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from numbre.train.plots.plots import pyplot, sheet
from tools.hand.measure import Drawn
from tools.results import HandLearning, Learned

OWN, OTHERS, GREY = "#1f4fd8", "#c2410c", "#9aa3b2"
ROWS, COLUMNS = 3, 16


def draw_chart(result: HandLearning, path: Path) -> None:
    """Write errors and log loss by number of examples, of folds that nothing was chosen on, as .png."""
    held = result.held_back
    figure = sheet(9, 3)
    panels: dict[str, Callable[[Learned], float]] = {
        "errors of recognize, %": lambda one: 100 * one.error_rate,
        "log loss of confidences": lambda one: one.log_loss,
    }
    for axes, (title, value) in zip(figure.subplots(1, len(panels)), panels.items(), strict=True):
        counts = [int(key) for key in held.own]
        for name, rows, colour in (
            ("the writer's own digits", held.own, OWN),
            ("other writers' digits, read with that hand", held.others, OTHERS),
        ):
            axes.plot(counts, [value(row) for row in rows.values()], "o-", color=colour, label=name)
        if title.startswith("errors"):
            left = 100 * held.all_others["after"].error_rate
            axes.axhline(left, color=GREY, linestyle=":", label="own, all other digits taught")
        axes.set_title(title, fontsize=10)
        axes.set_xlabel("examples of each digit")
        axes.set_xticks(counts)
        axes.set_ylim(0)
    figure.axes[0].legend(fontsize=8, frameon=False)
    figure.savefig(path, dpi=120, bbox_inches="tight", metadata={"Software": None})
    pyplot().close(figure)


def draw_worst(worst: Sequence[tuple[Drawn, str, str]], path: Path) -> None:
    """Write digits that are misread after MOST examples of each: what they are said to be → reading."""
    distinct = list({id(digit): (digit, text) for digit, text, _ in worst}.values())
    figure = sheet(COLUMNS * 0.7, ROWS * 0.95)
    grid = figure.subplots(ROWS, COLUMNS).flat
    for axes in grid:
        axes.axis("off")
    for axes, (digit, text) in zip(figure.axes, distinct, strict=False):
        for stroke in digit.drawing:
            x, y = np.asarray(stroke).T
            axes.plot(x, -y, color="black", linewidth=1.2, solid_capstyle="round")
        axes.set_aspect("equal", "datalim")
        shown = text.replace("\n", " ") or "none"
        axes.set_title(f"{digit.text} → {shown}", fontsize=7)
    figure.savefig(path, dpi=120, bbox_inches="tight", metadata={"Software": None})
    pyplot().close(figure)
