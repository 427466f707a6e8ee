"""Handwritten numbers of several graphemes, with or without marks, and words, from UNIPEN's words and texts.

A text holds digits, MARKS and, between words, spaces; the words may be on several lines. hpp labels the
texts character by character ("1 2 : 0 5"), so there its spaces say nothing and are dropped. Words are of
letters only, negatives as a whole.
"""

import re
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from ..lib.arrays import Float64
from .download import DataError
from .unipen_characters import GRAPHEMES, MARKS, unescaped
from .unipen_files import Unipen
from .unipen_format import Document, Segment
from .unipen_selection import TEXTS, WORDS, place, writer

LETTERS = re.compile(r"[A-Za-z]{2,}")
UNREADABLE = "XXX"  # hpp's label of ink that nobody could read
SPACED_OUT = "hpp"  # the contributor who labels texts character by character
ONE, OTHER, NO_INK = "one character", "other characters", "no ink"  # why a label is left out


@dataclass(frozen=True)
class Labelled:
    """A drawing of several graphemes. text: its label; source: the contributor; category: "7" or "8"."""

    drawing: list[Float64]
    text: str
    source: str
    writer: str
    category: str
    part: str


@dataclass(frozen=True)
class Numbers:
    """Numbers and words. left_out: {reason: number of labels}; sha256: of the content that was read."""

    numbers: list[Labelled]
    words: list[Labelled]
    left_out: Mapping[str, int]
    sha256: str = ""


def read(unipen: Unipen, validation: Collection[str]) -> tuple[Numbers, list[bytes]]:
    """Return (numbers and words, [bytes that they were read from]).

    Those by the contributors in ``validation`` validate.
    """
    numbers: list[Labelled] = []
    words: list[Labelled] = []
    left_out: Counter[str] = Counter()
    files = set()
    for name, document in unipen.documents((WORDS, TEXTS)):
        category, source, _ = place(name)
        part = "validation" if source in validation else "train"
        for segment in document.segments:
            text = text_of(segment.label, source, category)
            is_number = _is_number(text)
            if not is_number and not (category == WORDS and _is_word(text)):
                left_out[ONE if len(text) == 1 else OTHER] += 1
            elif drawing := _drawing(document, segment):
                items = numbers if is_number else words
                items.append(Labelled(drawing, text, source, writer(name), category, part))
                files.add(name)
            else:
                left_out[NO_INK] += 1
    return Numbers(numbers, words, dict(left_out)), unipen.pieces(files)


def text_of(label: str, source: str, category: str) -> str:
    """Return what a label says, its words separated by one space."""
    words = unescaped(label).split()
    is_spaced_out = source == SPACED_OUT and category == TEXTS and all(len(word) == 1 for word in words)
    return ("" if is_spaced_out else " ").join(words)


def _is_number(text: str) -> bool:
    """Return whether a text is of digits and MARKS, at least two characters and one digit."""
    characters = text.replace(" ", "")
    return (
        len(characters) > 1
        and set(characters) <= GRAPHEMES | set(MARKS)
        and bool(set(characters) & GRAPHEMES)
    )


def _is_word(text: str) -> bool:
    """Return whether a text is of letters only, at least two."""
    return bool(LETTERS.fullmatch(text)) and text != UNREADABLE


def _drawing(document: Document, segment: Segment) -> list[Float64]:
    """Return the segment's drawing, empty if the file lacks some of its ink."""
    try:
        return document.drawing(segment)
    except DataError:
        return []
