"""Serve the page with waitress, a production server."""

import errno
import select
import signal
import sys
import time
from typing import Any
from weakref import WeakKeyDictionary

import waitress
from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.server import BaseWSGIServer
from waitress.task import WSGITask

from . import SiteError, create_app
from .messages import speak_plainly

THREADS = 8
CONNECTIONS = 400  # at a time: each may hold a file open, and systems allow 1,024 of both
LIMITS = {
    "connection_limit": CONNECTIONS,
    "max_request_header_size": 32 << 10,  # bytes
    "max_request_body_size": 64 << 10,  # bytes, of a request that is refused anyway
}
LOOK_S = 0.5  # between two looks at signals and slow clients
REQUEST_S = 30  # that a client may take to send its next request; one without end would stay for ever
GRACE_S = 30  # that downloads may go on after the server was told to stop


class Task(WSGITask):  # type: ignore[misc]  # it has no types
    """One answer. Unlike waitress's own, one that has no body, such as a 304, leaves the connection open."""

    def set_close_on_finish(self) -> None:
        """Close the connection after the answer, unless its end is known and the client would go on."""
        wanted = self.request.headers.get("CONNECTION", "").lower().split(",")
        if self.has_body or self.version != "1.1" or "close" in map(str.strip, wanted):
            super().set_close_on_finish()


class Channel(HTTPChannel):  # type: ignore[misc]
    """One connection."""

    task_class = Task


def serve(host: str, port: int) -> int:
    """Serve until Ctrl-C or SIGTERM; return the exit status: 0 stopped, 2 impossible.

    Port 0 takes any free one. SIGTERM lets downloads end, for GRACE_S at most; Ctrl-C does not.
    """
    speak_plainly(CONNECTIONS)
    channels: dict[int, Any] = {}
    options = {**LIMITS, "threads": THREADS, "ident": None, "asyncore_use_poll": hasattr(select, "poll")}
    try:
        server = waitress.create_server(create_app(), channels, host=host, port=port, **options)
    except (SiteError, OSError, ValueError) as error:
        print(f"numbre serve: {_reason(error, host, port)}", file=sys.stderr)
        return 2
    for one in _listening(channels):
        one.channel_class = Channel
    shown = f"[{host}]" if ":" in host else host
    print(f"Numbre is at http://{shown}:{_port(server)}/ (Ctrl+C stops it)", flush=True)
    try:
        _run(channels)
    except KeyboardInterrupt:
        pass
    finally:
        server.task_dispatcher.shutdown()
        wasyncore.close_all(channels)
    return 0


def _run(channels: dict[int, Any]) -> None:
    """Answer until SIGTERM; then answer what has begun, and return."""
    told: list[float] = []  # when SIGTERM came
    before = signal.signal(signal.SIGTERM, lambda *_: told.append(time.monotonic()))
    began: WeakKeyDictionary[Any, float] = WeakKeyDictionary()
    looked = 0.0
    try:
        while not told:
            _answer(channels)
            if time.monotonic() > looked + LOOK_S:
                looked = time.monotonic()
                _drop_slow(channels, began, looked)
        for one in _listening(channels):
            # it accepts no more; its own close() would also stop the signals of threads
            wasyncore.dispatcher.close(one)
        while any(map(_is_busy, channels.values())) and len(told) < 2:
            if time.monotonic() > told[0] + GRACE_S:
                break
            _answer(channels)
    finally:
        signal.signal(signal.SIGTERM, before)


def _listening(channels: dict[int, Any]) -> list[BaseWSGIServer]:
    """Return the servers among channels: a name may have several addresses."""
    return [one for one in channels.values() if isinstance(one, BaseWSGIServer)]


def _answer(channels: dict[int, Any]) -> None:
    wasyncore.loop(LOOK_S, hasattr(select, "poll"), channels, count=1)


def _drop_slow(channels: dict[int, Any], began: "WeakKeyDictionary[Any, float]", now: float) -> None:
    """Close connections whose request does not come, or not to its end: they keep others waiting."""
    for channel in list(channels.values()):
        if not isinstance(channel, HTTPChannel):
            continue
        if channel.request is not None:  # begun, not yet whole
            is_slow = now - began.setdefault(channel.request, now) > REQUEST_S
        else:
            is_slow = not _is_busy(channel) and time.time() - channel.last_activity > REQUEST_S
        if is_slow:
            channel.will_close = True


def _is_busy(channel: Any) -> bool:
    """Return whether an answer of a connection is being made or sent."""
    return bool(getattr(channel, "requests", ()) or getattr(channel, "total_outbufs_len", 0))


def _port(server: Any) -> int:
    return getattr(server, "effective_port", None) or server.effective_listen[0][1]


def _reason(error: SiteError | OSError | ValueError, host: str, port: int) -> str:
    """Return one sentence that says what to do."""
    if isinstance(error, SiteError):
        return str(error)
    if isinstance(error, ValueError) or error.errno == errno.EADDRNOTAVAIL:  # ValueError: an unknown name
        return f"'{host}' is no address of this machine; give another --host."
    if isinstance(error, PermissionError):
        return f"port {port} needs more rights; give a --port above 1023."
    if error.errno == errno.EADDRINUSE:
        return f"port {port} is already in use; give another --port."
    return f"cannot listen on {host} port {port} ({error}); give another --host or --port."
