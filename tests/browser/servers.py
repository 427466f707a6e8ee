"""Servers on free ports: our application, and a static host that knows nothing of us."""

import contextlib
import logging
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

from numbre.web import MIME_TYPES, create_app
from werkzeug.exceptions import NotFound
from werkzeug.serving import make_server
from whitenoise import WhiteNoise


def serving(site):
    """Serve a built site with our application on a free port; gives its URL."""
    return answering(create_app(site))


def serving_others(folder):
    """Serve pages that are not ours, compressed as ours are, without our policy; gives the URL."""
    nothing = NotFound("no such file")
    return answering(WhiteNoise(nothing, root=str(folder), index_file=True, mimetypes=MIME_TYPES))


@contextlib.contextmanager
def answering(app):
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


def _at_once(app):
    """Read every answer whole: this server leaves files open when a page hangs up."""

    def answer(environ, start_response):
        body = app(environ, start_response)
        try:
            return list(body)
        finally:
            if hasattr(body, "close"):
                body.close()

    return answer


class QuietHandler(SimpleHTTPRequestHandler):
    """A static host that knows nothing of us."""

    def log_message(self, *_):
        """Keep the test's output clean."""


@contextlib.contextmanager
def hosting(folder):
    """Host a folder on a free port as any static host would; yields its URL."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=folder)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
