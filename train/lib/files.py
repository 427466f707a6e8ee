"""Files written in one step, their sha256, and the cache."""

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import platformdirs

BLOCK = 1 << 18


def sha256_of(path: str | Path) -> str:
    """Return the sha256 of a file as 64 hexadecimal digits."""
    digest = hashlib.sha256()
    with Path(path).open("rb") as file:
        while block := file.read(BLOCK):
            digest.update(block)
    return digest.hexdigest()


@contextlib.contextmanager
def replacing(path: str | Path) -> Iterator[BinaryIO]:
    """Yield an open binary file that becomes ``path`` in one step at the end, or vanishes on failure.

    A reader sees the old content or the new, never a part of it; two writers do not mix.
    """
    path = Path(path)
    descriptor, part = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
        umask = os.umask(0)
        os.umask(umask)
        Path(part).chmod(0o666 & ~umask)  # mkstemp makes files that only their owner may read
        Path(part).replace(path)
    except BaseException:
        Path(part).unlink(missing_ok=True)
        raise


def write_bytes(path: str | Path, content: bytes) -> None:
    """Write a file in one step."""
    with replacing(path) as file:
        file.write(content)


def read_json(path: str | Path) -> Any:
    """Return the value in a JSON file. Raises OSError, or ValueError where it is damaged."""
    try:
        return json.loads(Path(path).read_text(encoding="utf-8"))
    except RecursionError:
        raise ValueError(f"{path} is nested too deep") from None


def write_json(path: str | Path, value: object, indent: int | None = 1) -> None:
    """Write JSON in one step; indent=None leaves out all white space."""
    separators = (",", ":") if indent is None else None
    text = json.dumps(value, indent=indent, separators=separators, allow_nan=False)
    write_bytes(path, (text + "\n").encode())


def cache_directory(name: str) -> Path:
    """Return the folder ``name`` in Numbre's part of the user's cache, created if missing."""
    directory = Path(platformdirs.user_cache_dir("numbre")) / name
    directory.mkdir(parents=True, exist_ok=True)
    return directory
