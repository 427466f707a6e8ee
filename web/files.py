"""The files of a built site as a WSGI application: WhiteNoise, mapped anew when the site is replaced.

WhiteNoise maps the site when it starts, so no path outside is ever served, and answers with pre-compressed
variants. What it lacks is in ranges.py, and here: encodings that are refused, and a site that changes.
"""

import contextlib
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header
from werkzeug.wrappers import Response

from .ranges import RangedFiles

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

MIME_TYPES = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
    ".bin": "application/octet-stream",
}
PAGE = "/"  # its file changes with every version
RETRY_S = 5  # after which a site that is being replaced may be asked again

AddHeaders = Callable[[Any, str, str], None]  # to the headers of a file, its path, its URL
Stamp = tuple[int, int, int]


class SiteFiles:
    """Serves the files of ``site``; passes everything else on to ``app``.

    headers: called for each version of the site; returns what adds headers to its files. Where it raises an
    error of ``unusable``, the site is being replaced, and the version before goes on.
    """

    def __init__(
        self,
        app: "WSGIApplication",
        site: Path,
        headers: Callable[[], AddHeaders],
        unusable: type[Exception],
    ) -> None:
        """Map the site."""
        self._app, self._site, self._headers, self._unusable = app, site, headers, unusable
        self._replacing = threading.Lock()
        self._map()

    def _map(self) -> None:
        add_headers, paths = self._headers(), {}

        def note(headers: Any, path: str, url: str) -> None:
            paths[url] = path
            add_headers(headers, path, url)

        static = RangedFiles(
            self._app,
            root=str(self._site),
            index_file=True,
            max_age=None,
            allow_all_origins=False,
            mimetypes=MIME_TYPES,
            add_headers_function=note,
        )
        self._mapped = static, {url: (path, _stamp(path)) for url, path in paths.items()}

    def _current(self, url: str) -> RangedFiles:
        """Return the files, mapped anew if the page or the file of a URL is another than it was."""
        static, stamps = self._mapped
        if all(_is_same(*stamps[one]) for one in (PAGE, url) if one in stamps):
            return static
        with self._replacing:
            if self._mapped[0] is static:  # no other thread was first
                with contextlib.suppress(OSError, self._unusable):  # half of it is there
                    self._map()
            return self._mapped[0]

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer a request. A coding with ``q=0`` is refused, not accepted."""
        url = environ.get("PATH_INFO", "")
        static = self._current(url)
        codings = parse_accept_header(environ.get("HTTP_ACCEPT_ENCODING"), Accept)
        accepted = ", ".join(coding for coding, quality in codings if quality > 0)
        try:
            return static({**environ, "HTTP_ACCEPT_ENCODING": accepted}, start_response)
        except OSError:  # it has just gone; not 404, which clients take for the site's last word
            gone = Response("503 Service Unavailable\n", 503, {"Retry-After": str(RETRY_S)}, "text/plain")
            return gone(environ, start_response)


def _stamp(path: str) -> Stamp | None:
    try:
        found = Path(path).stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def _is_same(path: str, stamp: Stamp | None) -> bool:
    return _stamp(path) == stamp
