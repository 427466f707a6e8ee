"""Requests of any method, path and headers: no server error, and no file outside the site."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from werkzeug.test import create_environ

from numbre.web import create_app
from tests.unit.fuzz.generated import EXAMPLES

PAGE = """<meta http-equiv="Content-Security-Policy" content="default-src 'self'">"""
SECRET = b"outside the site"
FILES = (
    "",
    "index.html",
    "a.js",
    "a.js.br",
    "models/ink/model.json",
    "healthz",
    "secret.txt",
    "..",
    ".",
    "site",
)
LETTERS = st.characters(max_codepoint=255, exclude_characters="\r\n")  # servers refuse these in headers
BYTES = st.text(LETTERS, max_size=12)  # as WSGI has them
PART = st.sampled_from(FILES) | st.sampled_from(["%2e%2e", "..\\", "\x00", "~", "C:", "//"]) | BYTES
PATH = st.lists(PART, max_size=6).map(lambda parts: "/" + "/".join(parts))
HEADERS = st.dictionaries(
    st.sampled_from(
        [
            *("RANGE", "IF_NONE_MATCH", "IF_MODIFIED_SINCE", "ACCEPT_ENCODING", "HOST", "COOKIE", "IF_RANGE"),
            *("ACCEPT", "X_FORWARDED_PROTO", "TRANSFER_ENCODING", "CONNECTION", "IF_MATCH", "UPGRADE"),
        ]
    ).map("HTTP_{}".format),
    BYTES
    | st.sampled_from(
        [
            *("bytes=0-", "bytes=-1", "bytes=9-1", "bytes=0-0,5-6", f"bytes={'9' * 5000}-", "bytes=--", "*"),
            *('"a", W/"b"', "br;q=0, gzip", "br;q=nan", "Thu, 01 Jan 1970 00:00:00 GMT"),
            *("Thu, 99 Jan 99999 99:99:99 GMT", "Mon, 01 Jan 0001 00:00:00 -9999"),
        ]
    ),
    max_size=4,
)
METHOD = st.sampled_from(["GET", "HEAD", "POST", "PUT", "OPTIONS", "TRACE", "get", "PROPFIND"]) | BYTES


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside")
    (outside / "secret.txt").write_bytes(SECRET)
    site = outside / "site"
    (site / "models" / "ink").mkdir(parents=True)
    (site / "index.html").write_text(PAGE)
    for name in ("a.js", "a.js.br", "models/ink/model.json"):
        (site / name).write_text("content of a file")
    (site / "link.txt").symlink_to(outside / "secret.txt")
    return create_app(site)


@EXAMPLES
@given(METHOD, PATH, HEADERS, BYTES)
@example("GET", "/a.js", {"HTTP_RANGE": f"bytes={'9' * 5000}-"}, "")
@example("GET", "/a.js", {"HTTP_IF_MODIFIED_SINCE": "Thu, 99 Jan 99999 99:99:99 GMT"}, "")
@example("GET", "/a.js", {"HTTP_IF_MODIFIED_SINCE": "Mon, 01 Jan 0001 00:00:00 -9999"}, "")
@example("GET", "/../secret.txt", {}, "")
def test_any_request_is_answered(app, method, path, headers, query):
    environ = create_environ("/")
    environ.update(headers)
    environ.update({"REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query})
    started = []
    body = app.wsgi_app(environ, lambda status, headers, error=None: started.append((status, dict(headers))))
    content = b"".join(body)
    if hasattr(body, "close"):
        body.close()
    [(status, answered)] = started
    assert int(status[:3]) < 500
    assert SECRET not in content
    assert answered["X-Content-Type-Options"] == "nosniff"
