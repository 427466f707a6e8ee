"""The server: headers, compression, caching, and nothing outside the site."""

import re
import subprocess
import sys
import urllib.request

import pytest

import numbre.web.serve
from numbre.web import HEADERS, SITE, SiteError, create_app
from tests.fixtures.observatory import score

META = r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">'
POLICY = """<meta http-equiv="Content-Security-Policy" content="default-src 'self'">"""


def asset(ending):
    """Return the path of the largest asset with an ending: tiny ones have no compressed variant."""
    largest = max((SITE / "assets").glob(f"*{ending}"), key=lambda path: path.stat().st_size)
    return f"/assets/{largest.name}"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html"),
        ("/icon.svg", "image/svg+xml"),
        ("/icons/192.png", "image/png"),
        ("/manifest.webmanifest", "application/manifest+json"),
        ("/sw.js", "text/javascript"),
        ("/models/ink/model.json", "application/json"),
        ("/models/ink/group1-shard1of1.bin", "application/octet-stream"),
        (asset(".js"), "text/javascript"),
        (asset(".css"), "text/css"),
    ],
)
def test_every_kind_of_file_is_served_with_its_type_and_guards(client, path, kind):
    response = client.get(path)
    assert response.status_code == 200
    assert response.mimetype == kind
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert "camera=()" in response.headers["Permissions-Policy"]
    assert response.headers["ETag"]


def test_the_page_has_one_address(client):
    response = client.get("/index.html")
    assert (response.status_code, response.headers["Location"]) == (302, "./")


def test_web_assembly_is_served_with_its_type(tmp_path):
    (tmp_path / "index.html").write_text(POLICY)
    (tmp_path / "a.wasm").write_bytes(b"\0asm")
    response = create_app(tmp_path).test_client().get("/a.wasm", buffered=True)
    assert response.mimetype == "application/wasm"


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        *(("br, gzip", "br"), ("gzip", "gzip"), ("identity", None), ("", None), ("*", None)),
        *(
            ("br;q=0, gzip", "gzip"),
            ("br;q=0.0, gzip;q=0", None),
            ("gzip, br; q=0", "gzip"),
            ("BR;Q=0", None),
        ),
        *(("br;q=0.001", "br"), ("br;q=1.0, gzip;q=0.5", "br"), ("gzip;q=much, ,;;=", None)),
    ],
)
def test_the_best_compressed_variant_is_sent(client, asked, given):
    response = client.get(asset(".js"), headers={"Accept-Encoding": asked})
    assert response.headers.get("Content-Encoding") == given
    assert "Accept-Encoding" in response.headers["Vary"]


def test_hashed_files_are_kept_and_the_rest_is_revalidated(client):
    assert "immutable" in client.get(asset(".js")).headers["Cache-Control"]
    for path in ("/", "/models/ink/model.json", "/icon.svg", "/sw.js", "/manifest.webmanifest"):
        response = client.get(path)
        assert response.headers["Cache-Control"] == "no-cache"
        again = client.get(path, headers={"If-None-Match": response.headers["ETag"]})
        assert again.status_code == 304
        assert not again.data


@pytest.mark.parametrize("form", ["W/{}", '"other", {}', 'W/"other",W/{} ', "*"])
def test_an_etag_is_recognized_in_all_forms(client, form):
    """A proxy that compresses makes it weak."""
    for path in ("/", "/icon.svg", asset(".js")):
        etag = client.get(path).headers["ETag"]
        assert client.get(path, headers={"If-None-Match": form.format(etag)}).status_code == 304


@pytest.mark.parametrize("tags", ['"other"', 'W/"other"', '"', "W/", "", "é", '"' * 3000])
def test_another_etag_gets_the_file(client, tags):
    response = client.get("/icon.svg", headers={"If-None-Match": tags})
    assert response.status_code == 200
    assert response.data.startswith(b"<svg")


@pytest.mark.parametrize(
    "path",
    [
        "/../pyproject.toml",
        "/%2e%2e/pyproject.toml",
        "/models/../../__init__.py",
        "//etc/passwd",
        "/page.js",
        "/models/",
    ],
)
def test_nothing_outside_the_site_is_served(client, path):
    response = client.get(path)
    assert response.status_code == 404


def test_only_reading_is_allowed(client):
    assert client.post("/").status_code in (404, 405)
    assert client.head("/").status_code == 200


@pytest.mark.parametrize(
    "request_", [("GET", "/index.html"), ("POST", "/"), ("GET", "/none"), ("GET", "/healthz")]
)
def test_every_answer_carries_the_guards(client, request_):
    method, path = request_
    response = client.open(path, method=method)
    for name in HEADERS:
        assert len(response.headers.getlist(name)) == 1
    assert "Strict-Transport-Security" not in response.headers
    secure = client.open(path, method=method, base_url="https://localhost")
    assert secure.headers["Strict-Transport-Security"] == "max-age=31536000"


def test_mozilla_observatory_would_grade_it_a_plus(client):
    headers = client.get("/", base_url="https://localhost").headers
    assert score(headers) == 130, "the most without preloading HSTS, which commits a whole domain"


@pytest.mark.parametrize(
    ("name", "value", "points"),
    [
        ("Content-Security-Policy", "default-src 'none'; script-src 'unsafe-inline'", 60),
        ("Strict-Transport-Security", "", 80),
        ("Cross-Origin-Resource-Policy", "", 120),
        ("X-Content-Type-Options", "", 125),
        ("Referrer-Policy", "unsafe-url", 120),
    ],
)
def test_the_score_knows_what_is_lacking(client, name, value, points):
    headers = {**client.get("/", base_url="https://localhost").headers, name: value}
    assert score(headers) == points


def put(site, **files):
    """Write files into a site as a copy of a new version does, each in one step."""
    for name, text in files.items():
        path = site / f"{name}.{'html' if name == 'index' else 'txt'}"
        path.with_suffix(".new").write_text(text)
        path.with_suffix(".new").replace(path)


def test_a_site_that_is_replaced_is_served_anew(tmp_path):
    put(tmp_path, index=POLICY, a="old")
    client = create_app(tmp_path).test_client()
    assert client.get("/a.txt", buffered=True).data == b"old"
    put(tmp_path, index=POLICY.replace("'self'", "'none'"), a="new and longer", b="added")
    assert (
        client.get("/", buffered=True).headers["Content-Security-Policy"].startswith("default-src 'none'; ")
    )
    assert client.get("/a.txt", buffered=True).data == b"new and longer"
    assert client.get("/b.txt", buffered=True).data == b"added"
    put(tmp_path, a="short")
    response = client.get("/a.txt", buffered=True)
    assert (response.data, response.headers["Content-Length"]) == (b"short", "5")


def test_a_site_that_is_half_copied_gives_no_404_and_no_500(tmp_path):
    """An answer of 404 to sw.js would have browsers delete their offline copies."""
    put(tmp_path, index=POLICY, a="old")
    client = create_app(tmp_path).test_client()
    (tmp_path / "a.txt").rename(tmp_path / "away")
    (tmp_path / "index.html").unlink()
    assert client.get("/a.txt", buffered=True).status_code == 503
    assert client.get("/", buffered=True).headers["Retry-After"] == "5"
    put(tmp_path, index=POLICY, a="new")
    assert client.get("/a.txt", buffered=True).data == b"new"


def test_it_says_that_it_is_healthy(client):
    response = client.get("/healthz")
    assert response.json == {"status": "ok"}
    assert response.headers["Cache-Control"] == "no-store"


def test_a_site_that_is_not_built_is_refused(tmp_path):
    with pytest.raises(SiteError, match="make site"):
        create_app(tmp_path)


def test_the_page_has_no_inline_script_or_style_and_no_absolute_url():
    html = (SITE / "index.html").read_text()
    assert not re.search(r"<script(?![^>]*\ssrc=)", html)
    assert not re.search(r"<style|\sstyle=|\son\w+=", html)
    assert not re.search(r"""(?:href|src)=["'](?:/|https?:)""", html)
    assert "Content-Security-Policy" in html


def test_documents_and_workers_carry_the_policy_of_the_built_page(client):
    policy = re.search(META, (SITE / "index.html").read_text())[1]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy.replace("'wasm-unsafe-eval'", "")
    for path in ("/", "/icon.svg", "/sw.js", asset(".js")):
        sent = client.get(path).headers.getlist("Content-Security-Policy")
        assert sent == [f"{policy}; frame-ancestors 'self'"]  # the latter is not allowed in a meta element
    for path in (asset(".css"), asset(".wasm"), "/models/ink/model.json", "/icons/192.png", "/none"):
        assert "Content-Security-Policy" not in client.get(path).headers


def test_a_site_is_served_with_the_policy_it_was_built_with(tmp_path):
    (tmp_path / "index.html").write_text(POLICY)
    response = create_app(tmp_path).test_client().get("/", buffered=True)
    assert response.headers["Content-Security-Policy"] == "default-src 'self'; frame-ancestors 'self'"


@pytest.mark.parametrize(
    "page",
    [
        "",
        "<!doctype html><title>Another page</title>",
        POLICY + POLICY,
        POLICY.replace("default-src", "img-src"),
        POLICY.replace("'self'", ""),
        POLICY.replace("'self'", "'self', default-src *"),
        POLICY.replace("'self'", "'self'\r\nSet-Cookie: a=b"),
        POLICY.replace("'self'", "'self' ü"),
        b"\xff\xfe\0",
    ],
)
def test_a_page_without_a_usable_policy_is_refused(tmp_path, page):
    (tmp_path / "index.html").write_bytes(page if isinstance(page, bytes) else page.encode())
    with pytest.raises(SiteError, match=r"must hold one Content-Security-Policy.*make site"):
        create_app(tmp_path)


def test_the_command_names_a_site_without_a_policy(tmp_path, monkeypatch, capsys):
    (tmp_path / "index.html").write_text("<title>Another page</title>")
    monkeypatch.setattr(numbre.web.serve, "create_app", lambda: create_app(tmp_path))
    assert numbre.web.serve.serve("127.0.0.1", 0) == 2
    [sentence] = capsys.readouterr().err.splitlines()
    assert sentence.startswith(
        f"numbre serve: {tmp_path / 'index.html'} must hold one Content-Security-Policy"
    )


def serve(*options):
    words = [sys.executable, "-m", "numbre.cli", "serve", *options]
    return subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_the_command_serves_and_a_port_in_use_is_named():
    first = serve("--port", "0")
    try:
        url, port = re.search(r"(http://127\.0\.0\.1:(\d+)/)", first.stdout.readline()).groups()
        with urllib.request.urlopen(f"{url}healthz", timeout=60) as response:
            assert response.status == 200
        second = serve("--port", port)
        out, errors = second.communicate(timeout=60)
        assert second.returncode == 2
        assert out == ""
        assert len(errors.strip().splitlines()) == 1
        assert "--port" in errors
    finally:
        first.terminate()
        first.communicate(timeout=60)


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (("--port", "abc"), "expected a port"),
        (("--port", "70000"), "expected a port"),
        (("--host", "no.such.host.invalid"), "no address of this machine"),
    ],
)
def test_wrong_options_are_named(numbre, options, reason):
    done = numbre("serve", *options)
    assert done.returncode == 2
    assert reason in done.stderr
    assert "Traceback" not in done.stderr
