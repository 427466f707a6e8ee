"""Numbers and words as people wrote them: of UNIPEN's category 7, by their labels."""

import re
import tarfile

from numbre.train.data.download import DataError
from numbre.train.data.publishers import members_under
from numbre.train.data.unipen_format import Reader

FOLDERS = ("data/7/", "include/")
NUMBER, WORD = re.compile(r"[0-9]{2,}"), re.compile(r"[A-Za-z]{2,}")


def written(directory):
    """Return [(drawing, label, contributor)] of the numbers, and of the words, in a data directory.

    Files whose ink is not in the set are passed over. Raises DataError where there is no UNIPEN.
    """
    files = _files(directory)
    numbers, words, included = [], [], {}

    def include(name):
        if f"include/{name}" not in files:
            raise DataError(f"include/{name} is not in the set")
        return files[f"include/{name}"].decode("latin-1")

    for name in sorted(files):
        if not name.startswith("data/"):
            continue
        try:
            document = Reader(include, included).read(files[name].decode("latin-1"), name)
        except DataError:
            continue
        for segment in document.segments:
            kept = numbers if NUMBER.fullmatch(segment.label) else words
            if kept is numbers or WORD.fullmatch(segment.label):
                kept.append((document.drawing(segment), segment.label, name.split("/")[2]))
    return [one for one in numbers if one[0]], [one for one in words if one[0]]


def _files(directory):
    folder, packed = directory / "unipen-dev", directory / "unipen-dev.tar.xz"
    if folder.is_dir():
        found = [one for part in FOLDERS for one in folder.glob(f"{part}**/*") if one.is_file()]
        return {one.relative_to(folder).as_posix(): one.read_bytes() for one in found}
    if not packed.exists():
        raise DataError(f"{directory} lacks unipen-dev.tar.xz, which holds handwritten numbers.")
    with tarfile.open(packed) as members:
        return members_under(members, FOLDERS)
