"""Load handwritten numbers and words from UNIPEN's category 7, by their labels."""

import re
import tarfile
from collections.abc import Collection
from pathlib import Path
from typing import TypeAlias

from numbre.train.data.download import NUMBER_CONTRIBUTORS, DataError, members_under
from numbre.train.data.unipen_format import Included, Reader
from numbre.train.lib.arrays import Floats

FOLDERS = ("data/7/", "include/")
NUMBER, WORD = re.compile(r"[0-9]{2,}"), re.compile(r"[A-Za-z]{2,}")

Labelled: TypeAlias = tuple[list[Floats], str, str]  # drawing, label, contributor


def load_numbers(
    directory: Path, contributors: Collection[str] | None = NUMBER_CONTRIBUTORS
) -> tuple[list[Labelled], list[Labelled]]:
    """Return ([(drawing, label, contributor)] of numbers, the same of words) in a data directory.

    contributors: those to keep, by default those of the 126 numbers of docs/results/numbers.json; None
    keeps all. Files that include ink which the set lacks are skipped.
    Raises DataError where the directory holds no UNIPEN.
    """
    files = _files(directory)
    numbers: list[Labelled] = []
    words: list[Labelled] = []
    included: Included = {}

    def include(name: str) -> str:
        if f"include/{name}" not in files:
            raise DataError(f"include/{name} is not in the set")
        return files[f"include/{name}"].decode("latin-1")

    for name in sorted(files):
        if not name.startswith("data/"):
            continue
        contributor = name.split("/")[2]
        if contributors is not None and contributor not in contributors:
            continue
        try:
            document = Reader(include, included).read(files[name].decode("latin-1"), name)
        except DataError:
            continue
        for segment in document.segments:
            kept = numbers if NUMBER.fullmatch(segment.label) else words
            if kept is numbers or WORD.fullmatch(segment.label):
                kept.append((document.drawing(segment), segment.label, contributor))
    return [item for item in numbers if item[0]], [item for item in words if item[0]]


def _files(directory: Path) -> dict[str, bytes]:
    """Return {path: bytes} of category 7 and of the included files, from the folder or the archive."""
    folder, packed = directory / "unipen-dev", directory / "unipen-dev.tar.xz"
    if folder.is_dir():
        found = [path for part in FOLDERS for path in folder.glob(f"{part}**/*") if path.is_file()]
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}
    if not packed.exists():
        raise DataError(f"{directory} lacks unipen-dev.tar.xz, which holds handwritten numbers.")
    with tarfile.open(packed) as members:
        return members_under(members, FOLDERS)
