"""Load handwritten numbers and words of UNIPEN's category 7 that `make numbers` measures."""

from collections.abc import Collection
from pathlib import Path
from typing import TypeAlias

from numbre.train.data.datasets import load_numbers as load_all
from numbre.train.data.unipen_selection import WORDS
from numbre.train.lib.arrays import Floats

NUMBER_CONTRIBUTORS = ("ape", "att", "ceb", "cec", "hpb", "par")  # of docs/results/numbers.json

Labelled: TypeAlias = tuple[list[Floats], str, str]  # drawing, label, contributor


def load_numbers(
    directory: Path, contributors: Collection[str] | None = NUMBER_CONTRIBUTORS
) -> tuple[list[Labelled], list[Labelled]]:
    """Return ([(drawing, label, contributor)] of numbers, the same of words) in a data directory.

    Numbers are those of digits alone, in category 7. contributors: those to keep, by default those of
    the 126 numbers of docs/results/numbers.json; None keeps all.
    Raises DataError where the directory holds no UNIPEN.
    """
    found = load_all(directory, checked=False)
    numbers, words = (
        [
            (one.drawing, one.text, one.source)
            for one in items
            if contributors is None or one.source in contributors
        ]
        for items in (
            [one for one in found.numbers if one.category == WORDS and one.text.isdecimal()],
            found.words,
        )
    )
    return numbers, words
