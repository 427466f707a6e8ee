"""Servers on free ports: the application, and a plain static host."""

import contextlib
import logging
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

from werkzeug.exceptions import NotFound
from werkzeug.serving import make_server
from whitenoise import WhiteNoise

from numbre.web import MIME_TYPES, create_app

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


def serving(site: Path) -> AbstractContextManager[str]:
    """Serve a built site with the application on a free port; gives its URL."""
    return answering(create_app(site))


def serving_others(folder: Path) -> AbstractContextManager[str]:
    """Serve pages of others, compressed like the site but without its policy; gives the URL."""
    nothing = NotFound("no such file")
    return answering(WhiteNoise(nothing, root=str(folder), index_file=True, mimetypes=MIME_TYPES))


@contextlib.contextmanager
def answering(app: "WSGIApplication") -> Iterator[str]:
    """Serve an application on a free port; yields its URL."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)  # no line for every request
    server = make_server("127.0.0.1", 0, _at_once(app), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:  # a failed test ends too
        server.shutdown()
        thread.join()
        server.server_close()


def _at_once(app: "WSGIApplication") -> "WSGIApplication":
    """Read every response whole: this server leaves files open when a page disconnects."""

    def answer(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        body = app(environ, start_response)
        try:
            return list(body)
        finally:
            if hasattr(body, "close"):
                body.close()

    return answer


class QuietHandler(SimpleHTTPRequestHandler):
    """A plain static host."""

    def log_message(self, *_: Any) -> None:
        """Keep the test's output clean."""


class BreakingHandler(QuietHandler):
    """A static host that disconnects in the middle of a file. Derive a class, which holds the state."""

    breaking = ""  # end of the file's name
    awaited: Sequence[str] = ()  # parts of the names of files that arrive before it breaks
    state = "good"  # then "lost", without answers, until a test sets "mended"
    _served = threading.Condition()

    def do_GET(self) -> None:
        """Respond if the state allows it, and disconnect."""
        self.close_connection = True
        kind = type(self)
        if self.state == "good" and self.path.endswith(self.breaking):
            with self._served:
                self._served.wait_for(lambda: not kind.awaited)
            kind.state = "lost"
            content = Path(self.translate_path(self.path)).read_bytes()
            self.send_response(200)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content[: len(content) // 2])
        elif self.state != "lost":
            super().do_GET()
            with self._served:
                kind.awaited = [name for name in kind.awaited if name not in self.path]
                self._served.notify_all()


class PatientServer(ThreadingHTTPServer):
    """A server that keeps a whole page's requests waiting, however busy the machine is."""

    request_queue_size = 128


@contextlib.contextmanager
def hosting(folder: Path, handler: type[QuietHandler] = QuietHandler) -> Iterator[str]:
    """Host a folder on a free port like any static host; yields its URL."""
    with PatientServer(("127.0.0.1", 0), partial(handler, directory=folder)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
