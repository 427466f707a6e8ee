"""Messages of waitress for whoever runs the server: in plain words, or not at all."""

import contextlib
import logging
import sys
import time
import traceback

AGAIN_S = 60  # after which the same words may come again
FULL = "total open connections reached"  # as waitress begins it


class PlainWords(logging.Handler):
    """Prints what the owner of a site can act on, each sentence once a minute at most.

    Left out are the depth of its queue, which is no fault, and notes on clients that have gone.
    """

    def __init__(self, connections: int) -> None:
        """Take the number of connections that may be open."""
        super().__init__(logging.WARNING)
        self._connections = connections
        self._said: dict[str, float] = {}

    def emit(self, record: logging.LogRecord) -> None:
        """Print a sentence, if there is one to say now."""
        sentence = self._sentence(record)
        now = time.monotonic()
        if not sentence or now < self._said.get(sentence, -AGAIN_S) + AGAIN_S:
            return
        self._said[sentence] = now
        with contextlib.suppress(OSError):  # nobody reads it, or the disk is full: the server goes on
            print(f"numbre serve: {sentence}", file=sys.stderr, flush=True)

    def _sentence(self, record: logging.LogRecord) -> str:
        if record.getMessage().startswith(FULL):
            return f"{self._connections} connections are open; others wait until one of them ends."
        error = record.exc_info and record.exc_info[1]
        if isinstance(error, OSError):
            return f"a connection failed ({error.strerror or error})."
        if not error:
            return ""
        place = traceback.extract_tb(error.__traceback__)[-1:]
        where = "".join(f", {frame.filename} line {frame.lineno}" for frame in place)
        return (
            f"a request could not be answered ({type(error).__name__}: {error}{where}). Please report this."
        )


def speak_plainly(connections: int) -> None:
    """Have waitress print plain words."""
    logger = logging.getLogger("waitress")
    logger.handlers, logger.propagate = [PlainWords(connections)], False
