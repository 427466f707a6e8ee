"""Tables of docs/data.md, counted in the published sets: `python -m tools.docs.data_sets` writes them.

It needs the data, which other tables do not. A test that has the data compares.
"""

from collections import Counter

import numpy as np

from numbre.train.data.datasets import Datasets, load, load_numbers
from numbre.train.data.numbers import Numbers
from numbre.train.data.unipen_characters import MARKS
from numbre.train.data.unipen_selection import CONTRIBUTORS, DIGITS, SYMBOLS, TEXTS, WORDS
from tools.docs.markdown import DASH, fill, table
from tools.paths import ROOT

PAGE = ROOT / "docs" / "data.md"
COMMAND = "python -m tools.docs.data_sets"
PARTS = ("train", "validation", "test", "unused")
INSTITUTES = {
    "aga": "AT&T Global Information Solutions, Atlanta",
    "apa": "Apple, Perception Systems",
    "apb": "Apple, Perception Systems",
    "apc": "Apple, Newton",
    "ape": "Apple, Newton",
    "app": "Apple, Perception Systems",
    "att": "AT&T, Holmdel",
    "cea": "CEDAR, Buffalo",
    "ceb": "CEDAR, Buffalo",
    "cec": "CEDAR, Buffalo",
    "ced": "CEDAR, Buffalo",
    "hpb": "Hewlett-Packard, Bristol",
    "hpp": "Hewlett-Packard, Bristol",
    "ibm": "IBM, Hawthorne",
    "imp": "Imperial College, London",
    "lou": "University of Louvain",
    "pap": "Papyrus, France",
    "par": "ParaGraph, Campbell",
    "scr": "Scribtech, Arlington",
    "syn": "Synaptics, San José",
    "tos": "Toshiba, Kawasaki",
    "uqb": "Universities of Montréal and Trois-Rivières",
}
UNNAMED = ("apa", "apb", "apc", "ape", "app", "att")  # whose files do not tell their writers


def tables(sets: Datasets, numbers: Numbers) -> dict[str, str]:
    """Return {table: Markdown} of docs/data.md."""
    return {
        "parts": _parts(sets, numbers),
        "contributors": _contributors(sets, numbers),
        "marks": _marks(sets, numbers),
    }


def _parts(sets: Datasets, numbers: Numbers) -> str:
    counts = {name: Counter(one.parts.tolist()) for name, one in sets.items()}
    counts["numbers"] = Counter(one.part for one in numbers.numbers)
    counts["words"] = Counter(one.part for one in numbers.words)
    return table(
        ("set", "items", *PARTS),
        [
            (name, _count(found.total()), *(_count(found[part]) for part in PARTS))
            for name, found in counts.items()
        ],
    )


def _contributors(sets: Datasets, numbers: Numbers) -> str:
    counts: Counter[tuple[str, str]] = Counter()
    writers: dict[str, set[str]] = {name: set() for name in CONTRIBUTORS}
    for name in ("unipen", "negatives", "marks"):
        one = sets[name]
        assert one.writers is not None
        assert one.categories is not None
        for source, category, writer in zip(one.sources, one.categories, one.writers, strict=True):
            counts[str(source), f"{name} {category}" if name == "unipen" else name] += 1
            writers[str(source)].add(str(writer))
    for name, items in (("numbers", numbers.numbers), ("words", numbers.words)):
        for item in items:
            counts[item.source, f"{name} {item.category}" if name == "numbers" else name] += 1
            writers[item.source].add(item.writer)
    columns = (
        *(f"unipen {DIGITS}", f"unipen {WORDS}", "negatives", "marks"),
        *(f"numbers {WORDS}", f"numbers {TEXTS}", "words"),
    )
    rows = [
        (
            name,
            INSTITUTES[name],
            DASH if name in UNNAMED else len(writers[name]),
            *(_count(counts[name, column]) for column in columns),
        )
        for name in CONTRIBUTORS
    ]
    total = [_count(sum(counts[name, column] for name in CONTRIBUTORS)) for column in columns]
    heads = (
        *("contributor", "institute", "writers", f"digits, {DIGITS}", f"digits, {WORDS}"),
        *("letters and symbols", f"marks, {SYMBOLS}", f"numbers, {WORDS}", f"numbers, {TEXTS}", "words"),
    )
    return table(heads, [*rows, ("all", "", "", *total)])


def _marks(sets: Datasets, numbers: Numbers) -> str:
    kinds = sets["marks"].kinds
    assert kinds is not None
    alone, people = Counter(kinds.tolist()), sets["marks"].sources
    within = Counter(character for one in numbers.numbers for character in one.text)
    return table(
        ("mark", "alone", "by contributors", "in numbers"),
        [
            (f"`{mark}`", _count(alone[mark]), len(np.unique(people[kinds == mark])), _count(within[mark]))
            for mark in MARKS
        ],
    )


def _count(n: int) -> str:
    return f"{n:,}" if n else DASH


def main() -> None:
    """Count in the data directory and fill docs/data.md."""
    found = tables(load(negatives=True), load_numbers())
    PAGE.write_text(fill(PAGE.read_text(), found, COMMAND))


if __name__ == "__main__":
    main()
