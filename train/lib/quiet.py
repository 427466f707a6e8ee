"""Silence libraries that write to the terminal while they are imported or run."""

import contextlib
import os
import sys
import tempfile
from collections.abc import Iterator


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Hold back stdout and stderr, those of native code included; print them if the block fails."""
    sys.stdout.flush()
    sys.stderr.flush()
    with tempfile.TemporaryFile() as held, contextlib.ExitStack() as restore:
        for descriptor in (1, 2):
            kept = os.dup(descriptor)
            restore.callback(os.close, kept)
            restore.callback(os.dup2, kept, descriptor)
            os.dup2(held.fileno(), descriptor)
        try:
            yield
        except BaseException:
            sys.stdout.flush()
            sys.stderr.flush()
            restore.close()
            held.seek(0)
            sys.stderr.write(held.read().decode(errors="replace"))
            raise
        sys.stdout.flush()
        sys.stderr.flush()
