"""Write the figures of both READMEs from the cards: `python -m tools.docs`; a test says they are those."""

import json

from numbre.export.verify import points_lost
from tools.docs import numbers, speed_tables, training_tables
from tools.docs.markdown import filled, line, percent, table
from tools.paths import MODELS, ROOT

ORDER = ("ink", "hello", "dropout", "numbre", "lesson")
SETS = {
    "mnist test": "scanned: MNIST test",
    "pendigits validation": "drawn: pendigits, 6 unseen writers",
    "unipen validation": "drawn: UNIPEN, unseen contributors cea, ceb, ced",
}
SPEED = (speed_tables.speed, speed_tables.provenance, speed_tables.returns, speed_tables.frames)
SHORT = ("MNIST test", "its loss", "drawn: pendigits", "drawn: UNIPEN")


def cards():
    """Return the cards of the committed networks."""
    return [json.loads((MODELS / name / "card.json").read_text()) for name in ORDER]


def measured(name):
    """Return what a command has measured, as it is kept in docs/."""
    return json.loads((ROOT / "docs" / f"{name}.json").read_text())


def default_table():
    """Return the figures of the default network, with their intervals, as Markdown."""
    [card, *_] = cards()
    rows = []
    for key, title in SETS.items():
        row = card["figures"][key]
        low, high = (f"{100 * bound:.2f}" for bound in row["interval"])
        share = percent(row["accuracy"])
        rows.append((title, f"{row['n']:,}", row["errors"], share, f"{low}-{high} %", row["refused"]))
    return table(("digits", "n", "errors", "right", "95 % interval", "taken for no digit"), rows)


def network_table():
    """Return one row for each network as Markdown."""
    heads = (
        "network",
        "parameters",
        "weights",
        "8 bits cost",
        "training",
        "seeds",
        *SHORT,
        "its author reports",
    )
    lines = [line(*heads), line(*["---"] * len(heads))]
    for card in cards():
        weights = sum(file["bytes"] for name, file in card["files"].items() if name.endswith(".bin"))
        name = f"`{card['name']}`"
        lines.append(
            line(
                name,
                f"{card['parameters']:,}",
                f"{weights / 1000:,.0f} KB",
                f"{points_lost(card):+.3f}",
                duration(card),
                len(card["seeds"].get("seeds", [1])),
                *spreads(card),
                card["recipe"].get("claim") or "",
            )
        )
        for other in card["variants"].values():
            seeds = len(other["seeds"].get("seeds", [1]))
            lines.append(line(f"`{other['name']}`", "", "", "", "", seeds, *spreads(other), ""))
    return "\n".join(lines)


def spreads(card):
    """Return the cells under SHORT: mean +- standard deviation over seeds, or the only one's figures."""
    cells = [spread(card, key, "accuracy", 100, 2) + " %" for key in SETS]
    return [cells[0], spread(card, "mnist test", "loss", 1, 3), *cells[1:]]


def spread(card, key, measure, scale, decimals):
    """Return one measure on one set as text."""
    if not card["seeds"]:
        return f"{scale * card['figures_float'][key][measure]:.{decimals}f}"
    row = card["seeds"]["figures"][key][measure]
    return f"{scale * row['mean']:.{decimals}f} ± {scale * row['sd']:.{decimals}f}"


def duration(card):
    """Return how long training one seed takes, as people say it."""
    row = card["seeds"].get("seconds", {"mean": card["training"]["seconds"], "sd": 0})
    if row["mean"] < 100:
        return f"{row['mean']:.0f} ± {row['sd']:.0f} s"
    return f"{row['mean'] / 60:.0f} ± {row['sd'] / 60:.0f} min"


def tables():
    """Return {file: {name: Markdown}} of all tables."""
    ink = cards()[0]
    return {
        ROOT / "README.md": {
            "default network": default_table(),
            "networks": network_table(),
            "whole numbers": number_tables.numbers(measured("numbers")),
            "other than numbers": number_tables.others(measured("numbers")),
            **{part.__name__: part(measured("bench")) for part in SPEED},
        },
        ROOT / "docs" / "bench.md": {"bench": speed_tables.everything(measured("bench"))},
        ROOT / "train" / "README.md": {
            "size": training_tables.size(ink),
            "rejection": training_tables.rejection(ink),
            "confidence": training_tables.confidence(ink),
            "slices": training_tables.slices(ink),
            "left out": training_tables.folds(ink),
            "ideas": training_tables.ideas(measured("ideas")),
            "speedrun": training_tables.speedrun(measured("speedrun")),
        },
    }


if __name__ == "__main__":
    for path, made in tables().items():
        path.write_text(filled(path.read_text(), made))
