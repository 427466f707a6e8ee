"""Write the README's figures from the cards: `python tests/readme.py`; a test says that they are those."""

import json
from pathlib import Path

from numbre.export.check import points_lost

ROOT = Path(__file__).parent.parent
MODELS = ROOT / "web" / "models"
ORDER = ("ink", "hello", "dropout", "numbre", "lesson")
SETS = {
    "mnist test": "scanned: MNIST test",
    "pendigits validation": "drawn: pendigits, 6 unseen writers",
    "unipen validation": "drawn: UNIPEN, unseen contributors cea, ceb, ced",
}
SHORT = ("MNIST test", "its loss", "drawn: pendigits", "drawn: UNIPEN")


def cards():
    """Return the cards of the committed networks."""
    return [json.loads((MODELS / name / "card.json").read_text()) for name in ORDER]


def default_table():
    """Return the figures of the default network, with their intervals, as Markdown."""
    [card, *_] = cards()
    lines = [line("digits", "n", "errors", "right", "95 % interval"), line(*["---"] * 5)]
    for key, title in SETS.items():
        row = card["figures"][key]
        low, high = (f"{100 * bound:.2f}" for bound in row["interval"])
        share = f"{100 * row['accuracy']:.2f} %"
        lines.append(line(title, f"{row['n']:,}", row["errors"], share, f"{low}-{high} %"))
    return "\n".join(lines)


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


def line(*cells):
    """Return one line of a Markdown table."""
    return "| " + " | ".join(map(str, cells)) + " |"


def with_tables(readme):
    """Return the README's text with every table in its place."""
    for name, table in (("default network", default_table), ("networks", network_table)):
        begin, end = f"<!-- {name}: written by `python tests/readme.py` -->\n", f"<!-- end of {name} -->"
        before, _, rest = readme.partition(begin)
        readme = f"{before}{begin}{table()}\n{end}{rest.partition(end)[2]}"
    return readme


if __name__ == "__main__":
    readme = ROOT / "README.md"
    readme.write_text(with_tables(readme.read_text()))
