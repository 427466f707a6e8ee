"""Models of hosts: plain static hosts, each with one habit."""

import hashlib
from base64 import b64encode
from collections import Counter
from http import HTTPStatus
from pathlib import Path

from tools.browser.servers import QuietHandler

PASSWORD = {"username": "me", "password": "1234"}


class Counting(QuietHandler):
    """Counts requests by the name of the file; derive a class for each host."""

    protocol_version = "HTTP/1.1"
    asked: Counter[str]

    def __init_subclass__(cls):
        cls.asked = Counter()

    def do_GET(self):  # noqa: N802  # a name of the library
        """Answer, and count what was sent whole."""
        if self.answer() != HTTPStatus.NOT_MODIFIED:
            type(self).asked[self.path.rsplit("/", 1)[1]] += 1

    def answer(self):
        """Answer; return the status if it is another than 200."""
        path = self.file()
        if not path.is_file():
            return self.missing()
        return self.send(path, path.read_bytes())

    def file(self):
        """Return the path of the file that is asked for."""
        path = Path(self.translate_path(self.path))
        return path / "index.html" if path.is_dir() else path

    def missing(self):
        """Answer a request for a file that is not there."""
        return self.respond(HTTPStatus.NOT_FOUND, b"not found", "text/plain")

    def send(self, path, content, **headers):
        """Send a file."""
        return self.respond(HTTPStatus.OK, content, self.kind(path), **headers)

    def kind(self, path):
        """Return the type of a file."""
        return self.guess_type(str(path))

    def respond(self, status, content, kind, **headers):
        """Send a response; returns its status."""
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": len(content), **headers}.items():
            self.send_header(name.replace("_", "-"), str(value))
        self.end_headers()
        if self.command != "HEAD" and status != HTTPStatus.NOT_MODIFIED:
            self.wfile.write(content)
        return status


def pages():
    """A host of pages: ETag, ten minutes of age, no HEAD."""

    class Pages(Counting):
        def send(self, path, content, **headers):
            etag = f'"{hashlib.sha256(content).hexdigest()[:16]}"'
            known = self.headers.get("If-None-Match") == etag
            status = HTTPStatus.NOT_MODIFIED if known else HTTPStatus.OK
            more = {"ETag": etag, "Cache_Control": "max-age=600", **headers}
            return self.respond(status, b"" if known else content, self.kind(path), **more)

        def do_HEAD(self):  # noqa: N802
            self.respond(HTTPStatus.METHOD_NOT_ALLOWED, b"", "text/plain")

    return Pages


def siblings():
    """A host that sends the `.br` variant of a file where there is one."""

    class Siblings(Counting):
        def answer(self):
            path = self.file()
            variant = path.with_name(f"{path.name}.br")
            if variant.is_file() and "br" in self.headers.get("Accept-Encoding", ""):
                return self.send(path, variant.read_bytes(), Content_Encoding="br", Vary="Accept-Encoding")
            return super().answer()

    return Siblings


def adding(ending="", **more):
    """A host that adds headers to files that end so."""

    class Adding(Counting):
        def send(self, path, content, **headers):
            return super().send(path, content, **headers, **(more if path.name.endswith(ending) else {}))

    return Adding


def never_storing():
    """A host that forbids browsers to store anything."""
    return adding(Cache_Control="no-store")


def varying():
    """A host that says that each answer is for one request only; caches refuse such answers."""
    return adding(Vary="*")


def protected():
    """A host behind a password (Basic auth)."""
    key = b64encode(":".join(PASSWORD.values()).encode()).decode()

    class Protected(Counting):
        def answer(self):
            if self.headers.get("Authorization") == f"Basic {key}":
                return super().answer()
            ask = {"WWW_Authenticate": 'Basic realm="numbre"'}
            return self.respond(HTTPStatus.UNAUTHORIZED, b"who are you?", "text/plain", **ask)

    return Protected


def falling_back(page):
    """A host of one-page applications: what is missing gets the page."""

    class FallingBack(Counting):
        def missing(self):
            return self.send(page, page.read_bytes())

    return FallingBack


def typing(kinds):
    """A host with other types for some endings of files."""

    class Typing(Counting):
        def kind(self, path):
            return kinds.get(path.suffix) or super().kind(path)

    return Typing


def timing_out(endings):
    """A proxy whose server does not answer for files that end so, until a test clears the list."""

    class TimingOut(Counting):
        def answer(self):
            if self.file().name.endswith(tuple(endings)):
                return self.respond(HTTPStatus.GATEWAY_TIMEOUT, b"<h1>504 Gateway Timeout</h1>", "text/html")
            return super().answer()

    return TimingOut
