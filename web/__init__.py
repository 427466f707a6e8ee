"""create_app(): a small server for the built page, with a health check and nothing else.

files.py serves the files of the site; what is here are the headers, and the policy that the build wrote.
"""

import re
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import Flask

from .files import MIME_TYPES, SiteFiles

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
HEADERS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
# behind TLS only: over plain HTTP browsers ignore it
SECURE_HEADERS = {"Strict-Transport-Security": f"max-age={YEAR_S}"}

__all__ = ["HEADERS", "MIME_TYPES", "SECURE_HEADERS", "SITE", "SiteError", "create_app"]


class SiteError(Exception):
    """The built page is missing or damaged; the message says what to do."""


def create_app(site: str | Path = SITE) -> Flask:
    """Return the Flask application that serves the folder ``site``, with the policy it was built with.

    Raises SiteError if it is not built, or its page does not hold one policy.
    """
    site = Path(site)
    # the instance folder is unused, but Flask cannot guess one for a part of a namespace package
    app = Flask(__name__, static_folder=None, instance_path=str(site.resolve()))

    @app.get("/healthz")
    def health() -> tuple[dict[str, str], dict[str, str]]:
        return {"status": "ok"}, {"Cache-Control": "no-store"}

    @app.errorhandler(404)
    @app.errorhandler(405)
    def refused(error: "NotFound | MethodNotAllowed") -> tuple[str, int, dict[str, str]]:
        return f"{error.code} {error.name}\n", error.code, {"Content-Type": "text/plain; charset=utf-8"}

    def headers() -> Callable[[Any, str, str], None]:
        return partial(_add_headers, f"{_read_policy(site)}; {FRAMING}")

    files = SiteFiles(app.wsgi_app, site, headers, SiteError)
    app.wsgi_app = _guarded(files)  # type: ignore[assignment]  # as Flask's documentation does
    return app


def _guarded(app: "WSGIApplication") -> "WSGIApplication":
    """Wrap a WSGI application so that every response, errors too, carries HEADERS."""

    def guarded(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        secure = SECURE_HEADERS if environ.get("wsgi.url_scheme") == "https" else {}

        def start(status: str, headers: list[tuple[str, str]], *error: Any) -> Callable[[bytes], object]:
            return start_response(status, [*headers, *HEADERS.items(), *secure.items()], *error)

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
