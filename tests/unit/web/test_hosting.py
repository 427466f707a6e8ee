"""The configurations in docs/hosting.md: what they send, and that real servers understand them."""

import re
import urllib.error
import urllib.request
from email.message import Message

import pytest

from numbre.web import HEADERS, SECURE_HEADERS, SITE, create_app
from tests.fixtures.observatory import score
from tests.fixtures.web_servers import HEADERS_FILE, NAMES, configuration, serving_with

BLOCKS = {"nginx": "", "apache": "", "caddyfile": "", "text": HEADERS_FILE}
A_PLUS = 100
HASHED = sorted(
    path.name for path in (SITE / "assets").glob("*-*.js") if path.with_suffix(".js.br").exists()
)[0]
TYPES = {
    "": "text/html",
    "sw.js": "javascript",
    f"assets/{HASHED}": "javascript",
    "icon.svg": "image/svg+xml",
    "manifest.webmanifest": "application/manifest+json",
    "models/ink/model.json": "application/json",
    **{f"assets/{path.name}": "application/wasm" for path in (SITE / "assets").glob("*.wasm")},
    **{f"assets/{path.name}": "font/woff2" for path in (SITE / "assets").glob("*.woff2")},
}


@pytest.fixture(scope="module")
def all_headers():
    """What the small server sends with a page, behind TLS."""
    policy = create_app().test_client().get("/", buffered=True).headers["Content-Security-Policy"]
    return {"Content-Security-Policy": policy, **HEADERS, **SECURE_HEADERS}


@pytest.mark.parametrize("language", BLOCKS)
def test_a_configuration_sends_the_headers_of_the_small_server(language, all_headers):
    block = configuration(language, BLOCKS[language])
    for name, value in all_headers.items():
        assert re.search(rf'{name}:? "?{re.escape(value)}"?', block), name
    assert "immutable" in block


@pytest.fixture(scope="module", params=NAMES)
def url(request, tmp_path_factory):
    with serving_with(request.param, SITE, tmp_path_factory.mktemp(request.param)) as url:
        yield url


def get(url, **headers):
    """Return status, headers and body."""
    asked = urllib.request.Request(
        url, headers={name.replace("_", "-"): value for name, value in headers.items()}
    )
    try:
        with urllib.request.urlopen(asked, timeout=20) as response:
            return response.status, response.headers, response.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers or Message(), error.read()


def test_a_real_server_sends_files_as_the_small_server_does(url, all_headers):
    for path, kind in TYPES.items():
        status, headers, body = get(url + path)
        assert (status, body) == (200, (SITE / (path or "index.html")).read_bytes())
        assert kind in headers["Content-Type"]
        assert {name: headers.get_all(name) for name in all_headers} == {
            name: [value] for name, value in all_headers.items()
        }
        is_hashed = path.startswith("assets/")
        assert headers.get_all("Cache-Control") == [
            "public, max-age=31536000, immutable" if is_hashed else "no-cache"
        ]
        assert get(url + path, If_None_Match=headers["ETag"])[0] == 304
    assert score(get(url)[1]) >= A_PLUS


def test_a_real_server_sends_compressed_variants(url):
    for path, name in {f"assets/{HASHED}": HASHED, "": "index.html"}.items():
        _, headers, body = get(url + path, Accept_Encoding="gzip")
        [file] = SITE.rglob(f"{name}.gz")
        assert (headers["Content-Encoding"], body) == ("gzip", file.read_bytes())
        assert "Accept-Encoding" in headers["Vary"]
        assert ("html" if path == "" else "javascript") in headers["Content-Type"]


def test_a_real_server_sends_nothing_else(url):
    assert get(url + "none")[0] == 404
    assert get(url + "models/")[0] in (403, 404)
    assert get(url + "%2e%2e/conf")[0] in (400, 403, 404)
