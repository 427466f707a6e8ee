"""create_app(): a small server for the built page, with a health check and nothing else.

WhiteNoise serves the static files: it maps the site when the application starts, so no path outside
is ever served, and answers with pre-compressed variants, ETag and byte ranges.
"""

import re
from pathlib import Path

from flask import Flask
from whitenoise import WhiteNoise

SITE = Path(__file__).parent / "site"
HASHED = re.compile(r"^/assets/.+-[A-Z0-9]{8}\.(js|css|wasm)$")  # esbuild's names: content in, content out
YEAR_S = 365 * 24 * 3600
MIME_TYPES = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".bin": "application/octet-stream",
}
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval'",  # WebAssembly, nothing else
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors *",  # site owners embed the page, and it holds nothing to click-jack
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class SiteError(Exception):
    """The built page is missing; the message says what to do."""


def create_app(site=SITE):
    """Return the Flask application that serves the folder ``site``. Raises SiteError if it is not built."""
    site = Path(site)
    if not (site / "index.html").is_file():
        raise SiteError(f"{site} holds no built page; build it with: make site")
    # the instance folder is unused, but Flask cannot guess one for a part of a namespace package
    app = Flask(__name__, static_folder=None, instance_path=str(site.resolve()))

    @app.get("/healthz")
    def health():
        return {"status": "ok"}, {"Cache-Control": "no-store"}

    @app.errorhandler(404)
    @app.errorhandler(405)
    def refused(error):
        return f"{error.code} {error.name}\n", error.code, {"Content-Type": "text/plain; charset=utf-8"}

    static = WhiteNoise(
        app.wsgi_app,
        root=str(site),
        index_file=True,
        max_age=None,
        allow_all_origins=False,
        mimetypes=MIME_TYPES,
        add_headers_function=_cache,
    )
    app.wsgi_app = _guarded(static)
    return app


def _guarded(app):
    """Wrap a WSGI application so that every response, errors too, carries HEADERS."""

    def guarded(environ, start_response):
        def start(status, headers, *error):
            return start_response(status, [*headers, *HEADERS.items()], *error)

        return app(environ, start)

    return guarded


def _cache(headers, path, url):
    """Let browsers cache a file forever if its name holds its hash; others are revalidated."""
    kept = HASHED.match(url)
    headers["Cache-Control"] = f"max-age={YEAR_S}, public, immutable" if kept else "no-cache"
