"""UNIPEN's characters: digits, marks, and the letters and symbols that are negatives.

Digits are isolated ones (category 1a) and single ones labelled as words (7); those labelled as texts (8)
are the same ink again. Marks are the
symbols (1d) that are also read in numbers. The other symbols and the letters (1b, 1c) are negatives but
for those that people also write for a digit, because no reader could separate them: an O is a zero. Nor
are strokes of one short line negatives, which differ from a one only in size.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from ..lib.arrays import Float64, Texts
from .download import DataError
from .unipen_files import Unipen
from .unipen_selection import DIGITS, LOWER, SYMBOLS, UPPER, WORDS, place, writer

GRAPHEMES = frozenset("0123456789")
MARKS = "/:()%$+=-.,"  # the labels 11..21, in this order
LOOKALIKES = {
    "0": 'OoQD"',
    "1": "Iil|/\\!'`,.()[]{}-_~;:",
    "2": "Zz?",
    "4": "Yy",
    "5": "Ss$",
    "6": "Gb",
    "7": "TJj<>",
    "8": "B&",
    "9": "gq",
}
UNSEEN = frozenset("#FP^ht")  # every sixth of the rest: never trained on, to measure unseen kinds
KEPT = 150  # drawings of one character by one contributor, who may have written thousands


@dataclass(frozen=True)
class Character:
    """One labelled drawing. label: the character; category: of the file, such as "1a"; file: its name."""

    drawing: list[Float64]
    label: str
    contributor: str
    writer: str
    category: str
    file: str


def digits(unipen: Unipen) -> tuple[list[Character], list[bytes]]:
    """Return ([Character], [bytes that they were read from]) of the single digits."""
    return _read(unipen, (DIGITS, WORDS), GRAPHEMES)


def marks(unipen: Unipen) -> tuple[list[Character], list[bytes]]:
    """Return ([Character], [bytes that they were read from]) of the symbols in MARKS, limited to KEPT."""
    characters, pieces = _read(unipen, (SYMBOLS,), frozenset(MARKS))
    return _limited(characters), pieces


def negatives(unipen: Unipen) -> tuple[list[Character], list[bytes]]:
    """Return ([Character], [bytes that they were read from]) of the characters that do not look like a digit.

    At most KEPT drawings of a character by a contributor, spread evenly over all of them.
    """
    excluded = frozenset("".join(LOOKALIKES.values())) | GRAPHEMES | set(MARKS)
    characters, pieces = _read(unipen, (UPPER, LOWER, SYMBOLS), None, excluded)
    return _limited(characters), pieces


def parts(labels: ArrayLike, contributors: ArrayLike, held: Collection[str]) -> Texts:
    """Return the part of each negative [n]: those by the contributors in ``held`` validate.

    Kinds in UNSEEN by anybody else are "unused": to validation, neither kind nor writer would be new.
    """
    trains = np.where(np.isin(labels, list(UNSEEN)), "unused", "train")
    return np.where(np.isin(contributors, list(held)), "validation", trains)


def unescaped(label: str) -> str:
    r"""Return a label without the backslashes before quotation marks and backslashes."""
    return re.sub(r'\\(["\\])', r"\1", label)


def _limited(characters: Sequence[Character]) -> list[Character]:
    """Return at most KEPT of each character by each contributor, spread evenly."""
    groups: dict[tuple[str, str, str], list[Character]] = defaultdict(list)
    for one in characters:
        groups[one.category, one.contributor, one.label].append(one)
    kept = []
    for _, group in sorted(groups.items(), key=lambda item: item[0]):
        chosen = np.unique(np.linspace(0, len(group) - 1, KEPT).astype(int))
        kept += [group[i] for i in chosen]
    return kept


def _read(
    unipen: Unipen,
    categories: Sequence[str],
    wanted: Collection[str] | None,
    excluded: Collection[str] = (),
) -> tuple[list[Character], list[bytes]]:
    characters = list(_characters(unipen, categories, wanted, excluded))
    if not characters:
        raise DataError(
            f"{unipen.path} holds no characters of {' or '.join(categories)}; restore it from its publisher."
        )
    return characters, unipen.pieces({one.file for one in characters})


def _characters(
    unipen: Unipen, categories: Sequence[str], wanted: Collection[str] | None, excluded: Collection[str]
) -> Iterator[Character]:
    """Yield the characters with ink whose labels are wanted (None: any) and not excluded."""
    for name, document in unipen.documents(categories):
        category, contributor, _ = place(name)
        for segment in document.segments:
            label = unescaped(segment.label)
            if label in excluded or (wanted is not None and label not in wanted):
                continue
            if drawing := document.drawing(segment):
                yield Character(drawing, label, contributor, writer(name), category, name)
