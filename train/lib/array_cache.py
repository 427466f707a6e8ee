"""Arrays that take long to compute, kept in the user's cache while they are in use."""

import contextlib
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from .arrays import Array
from .files import cache_directory, replacing

KEPT_DAYS = 30  # since the last use
KEPT_BYTES = 8 * 10**9  # of all arrays together; `ink` needs about 1.5 GB for each seed
ABANDONED_S = 3600  # a file that has not grown for so long belongs to a process that was killed


def cached(folder: str, name: str, make: Callable[[], Array]) -> Array:
    """Return make(), from the file ``name``.npy of the cache's ``folder`` if it is there and readable.

    The name must hold everything that decides the array. Arrays that were not used for long are removed,
    with a line on stderr. A cache that cannot be written costs time only; that is a line on stderr, too.
    """
    path = cache_directory(folder) / f"{name}.npy"
    with contextlib.suppress(OSError, ValueError, EOFError):
        array = np.load(path, mmap_mode="r")
        path.touch()  # the time of the last use
        return array
    made = make()
    try:
        with replacing(path) as file:
            np.save(file, made)
    except OSError as error:
        print(f"{path.parent}: an array could not be kept ({error.strerror or error})", file=sys.stderr)
    _prune(path)
    return made


def _prune(newest: Path) -> None:
    """Remove abandoned files, and the least recently used arrays beyond the limits, but not ``newest``."""
    now, kept, removed, freed = time.time(), 0, 0, 0
    found = []
    for path in newest.parent.iterdir():
        with contextlib.suppress(OSError):  # another process may remove it first
            found.append((path.stat().st_mtime, path.stat().st_size, path))
    for used, size, path in sorted(found, reverse=True):
        abandoned = path.name.startswith(".") and now - used > ABANDONED_S
        unused = path.suffix == ".npy" and (now - used > KEPT_DAYS * 86400 or kept + size > KEPT_BYTES)
        if path != newest and (abandoned or unused):
            with contextlib.suppress(OSError):
                path.unlink()
                removed, freed = removed + 1, freed + size
        else:
            kept += size
    if removed:
        print(
            f"{newest.parent}: removed {removed} file{'s' * (removed > 1)} ({freed / 1e6:.0f} MB) "
            "that had not been used for long",
            file=sys.stderr,
        )
