"""UNIPEN's isolated characters: digits (category 1a), and letters and symbols (1b, 1c, 1d), which are none.

Letters and symbols that people also write for a digit are left out, for no reader could tell: an O is
a zero. So are marks that are one short line or dot, of which nothing but the size would tell.
"""

import lzma
import tarfile
from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from .download import DataError
from .publishers import UNIPEN_CONTRIBUTORS, damaged, members_under
from .unipen_format import Reader

DIGITS = ("1a",)
UNLIKE = ("1b", "1c", "1d")  # upper case, lower case, symbols
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
UNSEEN = frozenset("+FP^ht")  # every sixth that is left: never trained on, to see what becomes of other kinds
KEPT = 150  # drawings of one character by one contributor; some wrote thousands of one letter


@dataclass(frozen=True)
class Character:
    """One labelled drawing of UNIPEN. label: as people read it; category: of the file."""

    drawing: list
    label: str
    contributor: str
    category: str


def digits(path):
    """Return (list of Character, pieces that were read) of the isolated digits in a folder or .tar.xz."""
    return _read(path, DIGITS)


def unlike(path):
    """Return (list of Character, pieces that were read) of what is no digit and does not look like one.

    At most KEPT drawings of a character by a contributor, spread evenly over all that there are.
    """
    characters, pieces = _read(path, UNLIKE)
    left_out = set("".join(LOOKALIKES.values()))
    groups = defaultdict(list)
    for one in characters:
        if one.drawing and one.label not in left_out:
            groups[one.category, one.contributor, one.label].append(one)
    kept = []
    for _, group in sorted(groups.items(), key=lambda item: item[0]):
        chosen = np.unique(np.linspace(0, len(group) - 1, KEPT).astype(int))
        kept += [group[i] for i in chosen]
    return kept, pieces


def parts(labels, contributors, held):
    """Return the part of each character [n] that is no digit: those by people in ``held`` validate.

    Kinds in UNSEEN by anybody else are "unused": neither they nor their writers would be new.
    """
    trains = np.where(np.isin(labels, list(UNSEEN)), "unused", "train")
    return np.where(np.isin(contributors, list(held)), "validation", trains)


def _read(path, categories):
    files = _files(path, categories)
    pieces, included = [], {}

    def include(name):
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


def _files(path, categories):
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
