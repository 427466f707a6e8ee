"""UNIPEN's isolated characters: digits (category 1a), and letters and symbols as negatives (1b, 1c, 1d).

Letters and symbols that people also write for a digit are left out, because no reader could separate
them: an O is a zero. So are marks of one short line or dot, which differ from a one only in size.
"""

import lzma
import tarfile
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike

from ..lib.arrays import Float64, Texts
from .download import UNIPEN_CONTRIBUTORS, DataError, damaged, members_under
from .unipen_format import Included, Reader

DIGITS = ("1a",)
NEGATIVES = ("1b", "1c", "1d")  # upper case, lower case, symbols
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
UNSEEN = frozenset("+FP^ht")  # every sixth of the rest: never trained on, to measure unseen kinds
KEPT = 150  # drawings of one character by one contributor, who may have written thousands


@dataclass(frozen=True)
class Character:
    """One labelled drawing. label: the character; category: of the file, such as "1a"."""

    drawing: list[Float64]
    label: str
    contributor: str
    category: str


def digits(path: Path) -> tuple[list[Character], list[bytes]]:
    """Return ([Character], [bytes of every file read]) of the isolated digits in a folder or .tar.xz."""
    return _read(path, DIGITS)


def negatives(path: Path) -> tuple[list[Character], list[bytes]]:
    """Return ([Character], [bytes of every file read]) of characters that do not look like a digit.

    At most KEPT drawings of a character by a contributor, spread evenly over all of them.
    """
    characters, pieces = _read(path, NEGATIVES)
    excluded = set("".join(LOOKALIKES.values()))
    groups: dict[tuple[str, str, str], list[Character]] = defaultdict(list)
    for one in characters:
        if one.drawing and one.label not in excluded:
            groups[one.category, one.contributor, one.label].append(one)
    kept = []
    for _, group in sorted(groups.items(), key=lambda item: item[0]):
        chosen = np.unique(np.linspace(0, len(group) - 1, KEPT).astype(int))
        kept += [group[i] for i in chosen]
    return kept, pieces


def parts(labels: ArrayLike, contributors: ArrayLike, held: Collection[str]) -> Texts:
    """Return the part of each negative [n]: those by the contributors in ``held`` validate.

    Kinds in UNSEEN by anybody else are "unused": to validation, neither kind nor writer would be new.
    """
    trains = np.where(np.isin(labels, list(UNSEEN)), "unused", "train")
    return np.where(np.isin(contributors, list(held)), "validation", trains)


def _read(path: Path, categories: Sequence[str]) -> tuple[list[Character], list[bytes]]:
    files = _files(path, categories)
    pieces: list[bytes] = []
    included: Included = {}

    def include(name: str) -> str:
        text = files.get(f"include/{name}")
        if text is None:
            raise DataError(f"{path} lacks include/{name}; restore it from its publisher.")
        pieces.append(text)
        return text.decode("latin-1")

    characters = []
    for name in sorted(files):
        _, category, contributor, *_ = [*name.split("/"), "", "", ""]
        if category not in categories or contributor not in UNIPEN_CONTRIBUTORS:
            continue
        pieces.append(files[name])
        document = Reader(include, included).read(files[name].decode("latin-1"), name)
        for segment in document.segments:
            label = segment.label.replace('\\"', '"').replace("\\\\", "\\")
            characters.append(Character(document.drawing(segment), label, contributor, category))
    if not characters:
        raise DataError(
            f"{path} holds no characters of {' or '.join(categories)}; restore it from its publisher."
        )
    return characters, pieces


def _files(path: Path, categories: Sequence[str]) -> dict[str, bytes]:
    """Return {name: bytes} of the categories and of include/ in a folder or a .tar.xz."""
    folders = (*(f"data/{category}/" for category in categories), "include/")
    if path.is_dir():
        kept = [one for folder in folders for one in path.glob(f"{folder}**/*") if one.is_file()]
        return {one.relative_to(path).as_posix(): one.read_bytes() for one in kept}
    try:
        with tarfile.open(path) as members:
            return members_under(members, folders)
    except (tarfile.TarError, lzma.LZMAError, EOFError, OSError):
        raise damaged(path) from None
