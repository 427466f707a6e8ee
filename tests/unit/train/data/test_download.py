"""Downloads, from a real server on loopback: resumed, checked, never half-written."""

import gzip
import hashlib
import io
import tarfile
import threading
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from numbre.train.data import datasets
from numbre.train.data.download import DataError, data_directory, download
from numbre.train.lib.files import cache_directory

CONTENT = bytes(range(256)) * 4000


class Handler(BaseHTTPRequestHandler):
    """Serve `content` with byte ranges; `validators` are headers; break off after `cut` bytes if set."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        """Serve the content, or its end."""
        content, server = self.server.content, self.server
        asked, condition = self.headers.get("Range"), self.headers.get("If-Range")
        server.ranges.append(asked)
        is_same = server.ignores_if_range or condition in (None, *server.validators.values())
        begin = int(asked[6:-1]) if asked and is_same else 0
        if begin >= len(content):
            self.send_response(416)
            self.send_header("Content-Range", f"bytes */{len(content)}")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        self.send_response(206 if begin else 200)
        for name, value in server.validators.items():
            self.send_header(name, value)
        if begin:
            self.send_header("Content-Range", f"bytes {begin}-{len(content) - 1}/{len(content)}")
        body = content[begin:]
        if server.chunked:
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            body = b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in (body[:200_000], body[200_000:]))
            body += b"0\r\n\r\n"
        else:
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
        self.wfile.write(body if server.cut is None else body[: server.cut])
        self.close_connection = True

    def log_message(self, *_):
        """Keep the test's output clean."""


@pytest.fixture
def server():
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as httpd:
        httpd.content, httpd.cut, httpd.ranges = CONTENT, None, []
        httpd.validators, httpd.chunked, httpd.ignores_if_range = {"ETag": '"first"'}, False, False
        httpd.url = f"http://127.0.0.1:{httpd.server_port}/data"
        threading.Thread(target=httpd.serve_forever, args=(0.01,), daemon=True).start()
        yield httpd
        httpd.shutdown()


def test_a_download_arrives_whole(server, tmp_path):
    target = download(server.url, tmp_path / "x.bin", hashlib.sha256(CONTENT).hexdigest())
    assert target.read_bytes() == CONTENT
    assert [path.name for path in tmp_path.iterdir()] == ["x.bin"]


@pytest.mark.parametrize("chunked", [False, True])
def test_a_broken_download_is_reported_and_continued(server, tmp_path, chunked):
    server.chunked, server.cut = chunked, 300_000
    with pytest.raises(DataError, match=r"the connection closed early.*run again to continue"):
        download(server.url, tmp_path / "x.bin")
    assert not (tmp_path / "x.bin").exists()
    received = (tmp_path / "x.bin.part").read_bytes()
    assert received == CONTENT[: len(received)]
    assert 299_900 < len(received) <= 300_000
    server.cut = None
    assert download(server.url, tmp_path / "x.bin").read_bytes() == CONTENT
    assert server.ranges == [None, f"bytes={len(received)}-"]
    assert [path.name for path in tmp_path.iterdir()] == ["x.bin"]


def broken_off(server, path):
    """Download the first 300,000 bytes; the server's file is another one afterwards."""
    server.cut = 300_000
    with pytest.raises(DataError, match="run again to continue"):
        download(server.url, path)
    server.cut, server.content = None, CONTENT[::-1]


DATE = "Sat, 01 Feb 2025 10:00:00 GMT"


@pytest.mark.parametrize(
    ("before", "after", "ignores_if_range"),
    [
        ({"ETag": '"first"'}, {"ETag": '"second"'}, False),
        ({"ETag": '"first"'}, {"ETag": '"second"'}, True),
        ({"Last-Modified": DATE}, {"Last-Modified": DATE.replace("10", "11")}, False),
        ({"Last-Modified": DATE}, {"Last-Modified": DATE.replace("10", "11")}, True),
        ({"ETag": 'W/"weak"'}, {"ETag": 'W/"weak"'}, True),
        ({}, {}, True),
    ],
)
def test_a_file_that_changed_in_between_is_downloaded_anew(server, tmp_path, before, after, ignores_if_range):
    server.validators = before
    broken_off(server, tmp_path / "x.bin")
    server.validators, server.ignores_if_range = after, ignores_if_range
    assert download(server.url, tmp_path / "x.bin").read_bytes() == CONTENT[::-1]
    assert [path.name for path in tmp_path.iterdir()] == ["x.bin"]


def test_a_date_continues_a_download_as_a_tag_does(server, tmp_path):
    server.validators = {"Last-Modified": DATE}
    broken_off(server, tmp_path / "x.bin")
    server.content = CONTENT
    assert download(server.url, tmp_path / "x.bin").read_bytes() == CONTENT
    assert server.ranges == [None, "bytes=300000-"]


def test_a_shorter_file_than_the_part_is_downloaded_anew(server, tmp_path):
    broken_off(server, tmp_path / "x.bin")
    server.content, server.ignores_if_range = b"short", True
    assert download(server.url, tmp_path / "x.bin").read_bytes() == b"short"


def test_a_complete_download_is_not_repeated(server, tmp_path):
    (tmp_path / "x.bin.part").write_bytes(CONTENT)
    (tmp_path / "x.bin.part.validator").write_text('"first"')
    assert download(server.url, tmp_path / "x.bin").read_bytes() == CONTENT
    assert server.ranges == [f"bytes={len(CONTENT)}-"]


def test_a_part_without_a_validator_is_not_trusted(server, tmp_path):
    (tmp_path / "x.bin.part").write_bytes(b"of an older version")
    assert download(server.url, tmp_path / "x.bin").read_bytes() == CONTENT


def test_a_wrong_hash_is_reported_and_nothing_is_kept(server, tmp_path):
    with pytest.raises(DataError, match="sha256"):
        download(server.url, tmp_path / "x.bin", "0" * 64)
    assert list(tmp_path.iterdir()) == []


def test_no_server_is_reported_with_a_way_out(tmp_path):
    with pytest.raises(DataError, match="--data or NUMBRE_DATA"):
        download("http://127.0.0.1:9/data", tmp_path / "x.bin")


@pytest.fixture
def cache(tmp_path, monkeypatch):
    """An empty cache, where data is downloaded to."""
    monkeypatch.setattr("platformdirs.user_cache_dir", lambda name: str(tmp_path / name))
    return cache_directory("data")


def zipped_pendigits(text):
    """Return what UCI publishes: a zip with `compress` output, made here of codes of 9 bits, never reset."""
    bits = "".join(f"{code:09b}"[::-1] for code in text[:200])
    bits += "0" * (-len(bits) % 8)
    packed = b"\x1f\x9d\x90" + bytes(int(bits[i : i + 8][::-1], 2) for i in range(0, len(bits), 8))
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as members:
        members.writestr("pendigits-orig.tra.Z", packed)
    return archive.getvalue()


PENDIGITS = b'.SEGMENT DIGIT 0 ? "1"\n.COMMENT 1 5 1\n.PEN_DOWN\n 1 2\n 3 4\n.PEN_UP\n'


def test_pendigits_is_unpacked_from_the_published_zip(server, cache, monkeypatch):
    server.content = zipped_pendigits(PENDIGITS)
    monkeypatch.setattr("numbre.train.data.download.PENDIGITS_URL", server.url)
    monkeypatch.setitem(datasets.PUBLISHED_SHA256, "pendigits", hashlib.sha256(PENDIGITS).hexdigest())
    fetched = datasets.load_pendigits(cache)
    assert (fetched.labels.tolist(), fetched.sources.tolist()) == ([1], ["05"])
    assert gzip.decompress((cache / "pendigits-orig.tra.gz").read_bytes()) == PENDIGITS
    assert [path.name for path in cache.iterdir()] == ["pendigits-orig.tra.gz"]


# with ids, because a zip holds the time of its making: each process would name the test otherwise
@pytest.mark.parametrize("content", [zipped_pendigits(PENDIGITS), b"no zip"], ids=["zip", "no zip"])
def test_unpublished_content_is_not_kept(server, cache, monkeypatch, content):
    server.content = content
    monkeypatch.setattr("numbre.train.data.download.PENDIGITS_URL", server.url)
    with pytest.raises(DataError, match=r"not the published pendigits|damaged"):
        datasets.load_pendigits(cache)
    assert list(cache.iterdir()) == []


def published_unipen(folder, extra=()):
    """Return an archive like the publisher's: the files of a folder and extra ones, {name: text}."""
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w:gz") as members:
        members.add(folder, "CDROM/train_r01_v07")
        for name, text in dict(extra).items():
            info = tarfile.TarInfo(f"CDROM/train_r01_v07/{name}")
            info.size = len(text)
            members.addfile(info, io.BytesIO(text.encode()))
    return archive.getvalue()


def test_unipen_keeps_the_files_selected(server, cache, monkeypatch, tiny_data):
    left_out = {
        "data/1a/kai/a.dat": "",
        "data/1a/tos/f1/f1003058.dat": "",
        "data/7/hpp/hpp2/hpb2-ad0.dat": '.SEGMENT WORD 0 ? "12"\n',
        "data/8/apa/apa00/app0001.dat": '.SEGMENT TEXT 0 ? "to 12"\n',
        "data/2/aga/a.dat": "",
        "include/aga/unused.dat": "",
        "include/kai/1a.dat": "",
    }
    server.content = published_unipen(tiny_data / "unipen-dev", left_out)
    monkeypatch.setattr("numbre.train.data.download.UNIPEN_URL", server.url)
    for name, one in datasets.load(tiny_data, checked=False, negatives=True).items():
        monkeypatch.setitem(datasets.PUBLISHED_SHA256, name, one.sha256)
    found = datasets.load_numbers(tiny_data, checked=False)
    monkeypatch.setitem(datasets.PUBLISHED_SHA256, "numbers", found.sha256)
    assert len(datasets.load_unipen(cache).labels) > 100
    assert datasets.open_unipen(cache).files == datasets.open_unipen(tiny_data).files
    assert [path.name for path in cache.iterdir()] == ["unipen-dev.tar.xz"]


def test_an_older_version_in_the_cache_is_reported_with_a_way_out(server, cache, monkeypatch, tiny_data):
    with tarfile.open(cache / "unipen-dev.tar.xz", "w:xz") as members:
        members.add(tiny_data / "unipen-dev/data/1a/aga", "unipen-dev/data/1a/aga")
    with pytest.raises(
        DataError, match=r"version 1 of .* without syn, tos, imp; version 2 is needed\. Remove"
    ):
        datasets.load_unipen(cache)
    with pytest.raises(DataError, match="version 1"):
        datasets.load_numbers(cache)
    assert server.ranges == []


def test_nothing_is_downloaded_into_a_named_folder(server, tmp_path, monkeypatch):
    monkeypatch.setattr("numbre.train.data.download.MNIST_URL", server.url)
    with pytest.raises(DataError, match=r"lacks mnist\.npz; put it there"):
        datasets.load(tmp_path)
    assert server.ranges == []
    assert list(tmp_path.iterdir()) == []


def test_the_data_directory_is_the_option_then_the_environment_then_the_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("NUMBRE_DATA", str(tmp_path))
    assert data_directory() == tmp_path
    assert data_directory(tmp_path.parent) == tmp_path.parent
    monkeypatch.delenv("NUMBRE_DATA")
    monkeypatch.setattr("platformdirs.user_cache_dir", lambda name: str(tmp_path / name))
    assert data_directory() == tmp_path / "numbre" / "data"
    with pytest.raises(DataError, match="does not exist"):
        data_directory(tmp_path / "no such folder")
