"""The benchmark as a picture: one row of bars for each page, one panel for each measure."""

from numbre.train.plots.plots import pyplot, sheet
from tools.docs.speed import provenance

OURS, THEIRS = "#1f4fd8", "#9aa3b2"
NAMES = {
    "numbre": "Numbre",
    "tfjs": "our network,\nall of TensorFlow.js",
    "onnx": "our network,\nONNX Runtime Web",
    "tutorial": "a tutorial:\nall of TensorFlow.js",
}


def draw_chart(result, path):
    """Write the .png; pages that read are drawn, the blank one is not."""
    visits, readings = result["visits"], result["readings"]
    one = {name: readings[ours_at_best(name, readings)] for name in NAMES}
    panels = {
        "KB until it can read": [visits[name]["bytes"] / 1000 for name in NAMES],
        "s until it can read, slow 4G": [visits[name]["ready_ms"]["slow 4G"] / 1000 for name in NAMES],
        "ms a digit, median": [one[name]["ms"]["median"] for name in NAMES],
        f"wrong of {one['numbre']['n']:,} drawn digits": [one[name]["errors"] for name in NAMES],
    }
    picture = sheet(11, 2.6)
    picture.suptitle(provenance(result), fontsize=8, color="#555555", y=-0.02)
    grid = picture.subplots(1, len(panels), sharey=True)
    for axes, (title, values) in zip(grid, panels.items(), strict=True):
        draw_panel(axes, title, values)
    grid[0].invert_yaxis()  # shared by all: ours on top
    picture.savefig(path, dpi=120, bbox_inches="tight", metadata={"Software": None})
    pyplot().close(picture)


def ours_at_best(name, readings):
    """Return which row of the readings is a page's: ours is told that it is one digit, as all others are."""
    if name != "numbre":
        return name
    return next(one for one in ("numbre, one digit, later", "numbre, one digit") if one in readings)


def draw_panel(axes, title, values):
    """Draw bars of one measure, each with its value; from nought on, so that lengths can be compared."""
    bars = axes.barh(list(NAMES.values()), values, color=[OURS] + [THEIRS] * (len(values) - 1), height=0.62)
    texts = [f"{value:,.0f}" if value >= 20 or isinstance(value, int) else f"{value:.1f}" for value in values]
    axes.bar_label(bars, texts, padding=3, fontsize=8)
    axes.set_title(title, fontsize=9, loc="left")
    axes.set_xlim(0, 1.25 * max(values))
    axes.tick_params(left=False, bottom=False, labelbottom=False, labelsize=8)
    axes.spines[:].set_visible(False)
