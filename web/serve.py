"""Serve the page with waitress, a production server."""

import errno
import sys
from typing import Any

import waitress

from . import SiteError, create_app

THREADS = 8


def serve(host: str, port: int) -> int:
    """Serve until Ctrl-C; return the exit status: 0 stopped, 2 impossible. Port 0 takes any free one."""
    try:
        server = waitress.create_server(create_app(), host=host, port=port, threads=THREADS, ident=None)
    except (SiteError, OSError, ValueError) as error:
        print(f"numbre serve: {_reason(error, host, port)}", file=sys.stderr)
        return 2
    shown = f"[{host}]" if ":" in host else host
    print(f"Numbre is at http://{shown}:{_port(server)}/ (Ctrl+C stops it)", flush=True)
    try:
        server.run()
    except KeyboardInterrupt:
        pass
    finally:
        server.close()
    return 0


def _port(server: Any) -> int:
    return getattr(server, "effective_port", None) or server.effective_listen[0][1]


def _reason(error: SiteError | OSError | ValueError, host: str, port: int) -> str:
    """Return one sentence that says what to do."""
    if isinstance(error, SiteError):
        return str(error)
    if isinstance(error, ValueError) or error.errno == errno.EADDRNOTAVAIL:  # ValueError: an unknown name
        return f"{host} is no address of this machine; give another --host."
    if isinstance(error, PermissionError):
        return f"port {port} needs more rights; give a --port above 1023."
    return f"cannot listen on {host} port {port} ({error}); is it in use? Give another --port."
