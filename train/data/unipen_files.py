"""UNIPEN as a folder or an archive: its files, read into documents."""

import lzma
import tarfile
from collections.abc import Collection, Iterator
from pathlib import Path

from .download import DataError, damaged, unipen_members
from .unipen_format import Document, Included, Reader
from .unipen_selection import place, with_includes


class Unipen:
    """The files of UNIPEN, by their names: ``data/...`` and ``include/...``."""

    def __init__(self, path: Path) -> None:
        """Read a folder or a .tar.xz into memory. Raises DataError when it is damaged."""
        self.path = path
        self.files = _of_folder(path) if path.is_dir() else _of_archive(path)
        self._included: Included = {}

    def has(self, *contributors: str) -> bool:
        """Return whether there are files by each of these contributors."""
        return set(contributors) <= {place(name)[1] for name in self.files}

    def documents(self, categories: Collection[str]) -> Iterator[tuple[str, Document]]:
        """Yield (name, Document) of the files of these categories, in order of their names."""
        for name in sorted(self.files):
            if place(name)[0] in categories:
                text = self.files[name].decode("latin-1")
                yield name, Reader(self._include, self._included).read(text, name)

    def pieces(self, names: Collection[str]) -> list[bytes]:
        """Return the names and bytes of these files and of all that they include, to be hashed."""
        used = with_includes(self.files, names)
        return [piece for name in sorted(used) for piece in (name.encode(), used[name])]

    def _include(self, name: str) -> str:
        text = self.files.get(f"include/{name}")
        if text is None:
            raise DataError(f"{self.path} lacks include/{name}; restore it from its publisher.")
        return text.decode("latin-1")


def _of_folder(path: Path) -> dict[str, bytes]:
    found = [one for part in ("data", "include") for one in path.glob(f"{part}/**/*") if one.is_file()]
    return {one.relative_to(path).as_posix(): one.read_bytes() for one in found}


def _of_archive(path: Path) -> dict[str, bytes]:
    try:
        with tarfile.open(path) as members:
            return unipen_members(members)
    except (tarfile.TarError, lzma.LZMAError, EOFError, OSError):
        raise damaged(path) from None
