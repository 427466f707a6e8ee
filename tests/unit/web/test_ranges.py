"""Parts of files: byte ranges, and the conditions under which a part still fits."""

import pytest

from numbre.web import create_app

FILE = "0123456789" * 200
POLICY = """<meta http-equiv="Content-Security-Policy" content="default-src 'self'">"""


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    site = tmp_path_factory.mktemp("site")
    (site / "index.html").write_text(POLICY)
    (site / "a.txt").write_text(FILE)
    (site / "a.txt.br").write_text("x" * 20)
    (site / "empty.txt").write_text("")
    return create_app(site).test_client()


def get(client, path="/a.txt", **headers):
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.get(path, headers=names, buffered=True)


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        *(("0-0", 0, 0), ("5-5", 5, 5), ("0-1", 0, 1), ("1999-1999", 1999, 1999), ("1999-", 1999, 1999)),
        *(("-1", 1999, 1999), ("-2", 1998, 1999), ("-9999", 0, 1999), ("10-99999", 10, 1999)),
    ],
)
def test_a_range_gets_its_bytes(client, asked, first, last):
    response = get(client, Range=f"bytes={asked}")
    assert response.status_code == 206
    assert response.headers["Content-Range"] == f"bytes {first}-{last}/2000"
    assert response.headers["Content-Length"] == str(last - first + 1)
    assert response.text == FILE[first : last + 1]


@pytest.mark.parametrize(
    ("path", "asked"), [("/a.txt", "2000-"), ("/a.txt", "2000-3000"), ("/a.txt", "-0"), ("/empty.txt", "0-0")]
)
def test_a_range_outside_the_file_is_refused(client, path, asked):
    response = get(client, path, Range=f"bytes={asked}")
    assert response.status_code == 416
    assert response.headers["Content-Range"].startswith("bytes */")
    assert not response.data


@pytest.mark.parametrize(
    "asked",
    [
        *("bytes=5-4", "bytes=0-0,2-3", "bytes=-", "bytes=+1-2", "bytes=--1", "bytes=1_0-20", "items=0-0"),
        *("bytes=٣-4", f"bytes=0-{'9' * 5000}", "bytes", ""),
    ],
)
def test_what_is_no_single_range_is_ignored(client, asked):
    response = get(client, Range=asked.encode().decode("latin-1"))
    assert (response.status_code, response.text) == (200, FILE)


def test_a_part_is_sent_only_if_it_fits_what_the_client_has(client):
    whole = get(client)
    date, etag = whole.headers["Last-Modified"], whole.headers["ETag"]
    fitting = [get(client, Range="bytes=5-5", If_Range=condition) for condition in (etag, date)]
    assert [response.status_code for response in fitting] == [206, 206]
    for other in ('"other"', f"W/{etag}", "Thu, 01 Jan 1970 00:00:00 GMT", "yesterday", ""):
        response = get(client, Range="bytes=5-5", If_Range=other)
        assert (response.status_code, response.text) == (200, FILE), other


def test_parts_of_two_variants_are_not_mixed(client):
    plain, small = get(client), get(client, Accept_Encoding="br")
    assert small.headers["Content-Encoding"] == "br"
    assert small.headers["ETag"] != plain.headers["ETag"]
    mixed = get(client, Range="bytes=5-5", If_Range=small.headers["ETag"])
    assert (mixed.status_code, mixed.text) == (200, FILE)
    again = get(client, Accept_Encoding="br", If_None_Match=small.headers["ETag"])
    assert (again.status_code, again.headers["ETag"]) == (304, small.headers["ETag"])


def test_head_knows_no_ranges(client):
    response = client.head("/a.txt", headers={"Range": "bytes=5-5"})
    assert (response.status_code, response.headers["Content-Length"]) == (200, "2000")
