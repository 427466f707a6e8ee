"""Chart of the speed benchmark: one panel for each measure, one bar for each page."""

from collections.abc import Sequence
from pathlib import Path

from matplotlib.axes import Axes

from numbre.train.plots.plots import pyplot, sheet
from tools.docs.speed import provenance
from tools.results import Bench

HIGHLIGHT, GREY = "#1f4fd8", "#9aa3b2"
PAGES = {  # page: (label, row of the digit readings; all rows classify one digit)
    "numbre": ("Numbre", "numbre, classify, after idle"),
    "tfjs": ("same network,\nwhole TensorFlow.js", "tfjs"),
    "onnx": ("same network,\nONNX Runtime Web", "onnx"),
    "tutorial": ("tutorial page:\nwhole TensorFlow.js", "tutorial"),
}


def draw_chart(result: Bench, path: Path) -> None:
    """Write the chart of a benchmark result as .png; the blank page is left out."""
    visits = [result.first_visits[page] for page in PAGES]
    readings = [result.digits[row] for _, row in PAGES.values()]
    panels: dict[str, list[float]] = {
        "KB until the first reading": [visit.bytes / 1000 for visit in visits],
        "s until the first reading, slow 4G": [visit.ready_ms["slow 4G"] / 1000 for visit in visits],
        "ms per digit, median": [reading.ms.median for reading in readings],
        f"errors on {readings[0].n:,} drawn digits": [reading.errors for reading in readings],
    }
    figure = sheet(11, 2.6)
    figure.suptitle(
        provenance(result).replace("`", "").replace("\n", " "), fontsize=8, color="#555555", y=-0.02
    )
    grid = figure.subplots(1, len(panels), sharey=True)
    for axes, (title, values) in zip(grid, panels.items(), strict=True):
        _draw_panel(axes, title, values)
    grid[0].invert_yaxis()  # shared by all panels: Numbre on top
    figure.savefig(path, dpi=120, bbox_inches="tight", metadata={"Software": None})
    pyplot().close(figure)


def _draw_panel(axes: Axes, title: str, values: Sequence[float]) -> None:
    """Draw the bars of one measure, from zero so that lengths compare, each with its value."""
    labels = [label for label, _ in PAGES.values()]
    bars = axes.barh(labels, values, color=[HIGHLIGHT] + [GREY] * (len(values) - 1), height=0.62)
    texts = [f"{value:,.0f}" if value >= 20 or isinstance(value, int) else f"{value:.1f}" for value in values]
    axes.bar_label(bars, texts, padding=3, fontsize=8)
    axes.set_title(title, fontsize=9, loc="left")
    axes.set_xlim(0, 1.25 * max(values))
    axes.tick_params(left=False, bottom=False, labelbottom=False, labelsize=8)
    axes.spines[:].set_visible(False)
