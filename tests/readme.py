"""Write the README's figures from the cards: `python tests/readme.py`; a test says that they are those."""

import json
from pathlib import Path

ROOT = Path(__file__).parent.parent
BEGIN, END = "<!-- figures: written by `python tests/readme.py` -->\n", "<!-- end of figures -->"
SETS = {
    "mnist test": "scanned: MNIST test",
    "pendigits validation": "drawn: pendigits, 6 unseen writers",
    "unipen validation": "drawn: UNIPEN, unseen contributors cea, ceb, ced",
}


def table(models=ROOT / "web" / "models"):
    """Return the table of every committed network as Markdown."""
    lines = ["| network | digits | n | errors | right | 95 % interval |", "|---|---|---|---|---|---|"]
    for path in sorted(models.glob("*/card.json")):
        card = json.loads(path.read_text())
        size = sum(file["bytes"] for name, file in card["files"].items() if name != "golden.json")
        name = f"`{card['name']}`, {card['parameters']:,} parameters, {round(size / 1000)} KB"
        for key, title in SETS.items():
            row = card["figures"][key]
            low, high = (f"{100 * bound:.2f}" for bound in row["interval"])
            cells = (
                name,
                title,
                f"{row['n']:,}",
                row["errors"],
                f"{100 * row['accuracy']:.2f} %",
                f"{low}-{high} %",
            )
            lines.append("| " + " | ".join(map(str, cells)) + " |")
            name = ""
    return "\n".join(lines) + "\n"


def with_table(readme):
    """Return the README's text with the table in its place."""
    before, _, rest = readme.partition(BEGIN)
    return f"{before}{BEGIN}{table()}{END}{rest.partition(END)[2]}"


if __name__ == "__main__":
    readme = ROOT / "README.md"
    readme.write_text(with_table(readme.read_text()))
