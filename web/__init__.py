"""create_app(): a small server for the built page, with a health check and nothing else.

WhiteNoise serves the static files: it maps the site when the application starts, so no path outside
is ever served, and answers with pre-compressed variants, ETag and byte ranges.
"""

import re
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import Flask
from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header, parse_etags, unquote_etag
from whitenoise import WhiteNoise

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment
    from werkzeug.exceptions import MethodNotAllowed, NotFound

SITE = Path(__file__).parent / "site"
# esbuild's names: content in, content out
HASHED = re.compile(r"^/assets/.+-[A-Z0-9]{8}\.(js|css|wasm|woff2)$")
META = re.compile(
    r"""<meta http-equiv="Content-Security-Policy" content="(default-src [\w ;:'*./-]+)">""", re.ASCII
)
FRAMING = "frame-ancestors 'self'"  # not allowed in a meta element; frames of other origins cannot be read
# A document that can run scripts and a worker obey the policy of their own response. Other files obey
# that of the document that fetches them: with each, the header would be 400 bytes for nothing. A worker's
# name does not tell it from other scripts.
RUNNING = (".html", ".svg", ".js")
YEAR_S = 365 * 24 * 3600
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
HEADERS = {
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class SiteError(Exception):
    """The built page is missing or damaged; the message says what to do."""


def create_app(site: str | Path = SITE) -> Flask:
    """Return the Flask application that serves the folder ``site``, with the policy it was built with.

    Raises SiteError if it is not built, or its page does not hold one policy.
    """
    site = Path(site)
    policy = f"{_read_policy(site)}; {FRAMING}"
    # the instance folder is unused, but Flask cannot guess one for a part of a namespace package
    app = Flask(__name__, static_folder=None, instance_path=str(site.resolve()))

    @app.get("/healthz")
    def health() -> tuple[dict[str, str], dict[str, str]]:
        return {"status": "ok"}, {"Cache-Control": "no-store"}

    @app.errorhandler(404)
    @app.errorhandler(405)
    def refused(error: "NotFound | MethodNotAllowed") -> tuple[str, int, dict[str, str]]:
        return f"{error.code} {error.name}\n", error.code, {"Content-Type": "text/plain; charset=utf-8"}

    static = WhiteNoise(
        app.wsgi_app,
        root=str(site),
        index_file=True,
        max_age=None,
        allow_all_origins=False,
        mimetypes=MIME_TYPES,
        add_headers_function=partial(_add_headers, policy),
    )
    app.wsgi_app = _guarded(_negotiated(static))  # type: ignore[assignment]  # as Flask's documentation does
    return app


def _negotiated(static: WhiteNoise) -> "WSGIApplication":
    """Wrap WhiteNoise, which reads conditions of a request word for word, so that it understands all forms.

    A coding with ``q=0`` is refused, not accepted; an ETag that a proxy has made weak, or one of several,
    is still the file's.
    """

    def negotiated(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        codings = parse_accept_header(environ.get("HTTP_ACCEPT_ENCODING"), Accept)
        accepted = ", ".join(coding for coding, quality in codings if quality > 0)
        known = parse_etags(environ.get("HTTP_IF_NONE_MATCH"))
        own = getattr(static.files.get(environ.get("PATH_INFO", "")), "etag", None)
        conditions = {"HTTP_ACCEPT_ENCODING": accepted}
        if own and known.contains_weak(unquote_etag(own)[0]):
            conditions["HTTP_IF_NONE_MATCH"] = own
        return static({**environ, **conditions}, start_response)

    return negotiated


def _guarded(app: "WSGIApplication") -> "WSGIApplication":
    """Wrap a WSGI application so that every response, errors too, carries HEADERS."""

    def guarded(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], *error: Any) -> Callable[[bytes], object]:
            return start_response(status, [*headers, *HEADERS.items()], *error)

        return app(environ, start)

    return guarded


def _add_headers(policy: str, headers: Any, path: str, url: str) -> None:
    """Add the policy, and let browsers cache a file forever if its name holds its hash."""
    kept = HASHED.match(url)
    headers["Cache-Control"] = f"max-age={YEAR_S}, public, immutable" if kept else "no-cache"
    if path.endswith(RUNNING):
        headers["Content-Security-Policy"] = policy


def _read_policy(site: Path) -> str:
    """Return the policy in the meta element of the built page, of which the build is the only author.

    Raises SiteError if there is no page, or it does not hold one policy in the build's form.
    """
    try:
        page = (site / "index.html").read_text(encoding="utf-8", errors="replace")
    except OSError:
        raise SiteError(f"{site} holds no built page; build it with: make site") from None
    policies = META.findall(page)
    if len(policies) != 1:
        raise SiteError(
            f"{site / 'index.html'} must hold one Content-Security-Policy as the build writes it, "
            f"not {len(policies)}; build it again with: make site"
        )
    return policies[0]
