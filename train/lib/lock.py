"""A lock file: one process at a time, on any of the machines that share the folder."""

import contextlib
import fcntl
import json
import os
import socket
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO


class HeldError(Exception):
    """Another process holds the lock; the message names it."""


@contextlib.contextmanager
def exclusive(path: Path) -> Iterator[Callable[[], None]]:
    """Hold the lock file ``path`` until the end; yield a function that raises HeldError once it is lost.

    Raises HeldError if another process holds it. The system frees the lock of a process that ends, however it
    ends, so a held one is never stale: its holder lives. It works over a folder shared by NFS 4, where a
    machine that is cut off loses its locks to others after a while; so the holder calls the function before
    it writes. The file says who holds it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with _acquired(path) as file:
        holder = {"process": os.getpid(), "host": socket.gethostname(), "id": uuid.uuid4().hex}
        file.truncate(0)
        file.write(json.dumps(holder).encode() + b"\n")
        file.flush()

        def check() -> None:
            if _read(path) != holder:
                raise HeldError(_named(_read(path)))

        try:
            yield check
        finally:
            with contextlib.suppress(HeldError):
                check()
                path.unlink()


def _acquired(path: Path) -> BinaryIO:
    """Return the open lock file. Raises HeldError."""
    while True:
        file = path.open("ab")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            raise HeldError(_named(_read(path))) from None
        except BaseException:
            file.close()
            raise
        with contextlib.suppress(FileNotFoundError):
            if os.path.samestat(os.fstat(file.fileno()), path.stat()):
                return file
        file.close()  # its former holder has removed it meanwhile


def _read(path: Path) -> object:
    """Return the content of a lock file, None if it cannot be read: its holder is just about to write it."""
    try:
        return json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None


def _named(holder: object) -> str:
    """Return who holds a lock, in words."""
    if isinstance(holder, dict) and {"process", "host"} <= holder.keys():
        return f"process {holder['process']} on {holder['host']}"
    return "another process"
