"""Downloads, from a real server on loopback: resumed, checked, never half-written."""

import gzip
import hashlib
import io
import tarfile
import threading
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from numbre.train import data, fetch, publishers
from numbre.train.fetch import DataError, download

CONTENT = bytes(range(256)) * 4000


class Handler(BaseHTTPRequestHandler):
    """Serves `content`; understands byte ranges; breaks off after `cut` bytes where that is set."""

    def do_GET(self):
        """Serve the content, or its end."""
        content, server = self.server.content, self.server
        server.ranges.append(self.headers.get("Range"))
        begin = int(self.headers["Range"][6:-1]) if self.headers.get("Range") else 0
        if begin >= len(content):
            self.send_error(416)
            return
        self.send_response(206 if begin else 200)
        self.send_header("Content-Length", str(len(content) - begin))
        self.end_headers()
        body = content[begin:]
        self.wfile.write(body if server.cut is None else body[: server.cut])

    def log_message(self, *_):
        """Keep the test's output clean."""


@pytest.fixture
def server():
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as httpd:
        httpd.content, httpd.cut, httpd.ranges = CONTENT, None, []
        httpd.url = f"http://127.0.0.1:{httpd.server_port}/data"
        threading.Thread(target=httpd.serve_forever, daemon=True).start()
        yield httpd
        httpd.shutdown()


def test_a_download_arrives_whole(server, tmp_path):
    goal = download(server.url, tmp_path / "x.bin", hashlib.sha256(CONTENT).hexdigest())
    assert goal.read_bytes() == CONTENT
    assert [path.name for path in tmp_path.iterdir()] == ["x.bin"]


def test_a_broken_download_is_told_and_continued(server, tmp_path):
    server.cut = 300_000
    with pytest.raises(DataError, match="run again to continue"):
        download(server.url, tmp_path / "x.bin")
    assert not (tmp_path / "x.bin").exists()
    server.cut = None
    assert download(server.url, tmp_path / "x.bin").read_bytes() == CONTENT
    assert server.ranges == [None, "bytes=300000-"]


def test_a_download_that_was_whole_already_is_not_repeated(server, tmp_path):
    (tmp_path / "x.bin.part").write_bytes(CONTENT)
    assert download(server.url, tmp_path / "x.bin").read_bytes() == CONTENT


def test_a_wrong_hash_is_told_and_nothing_is_kept(server, tmp_path):
    with pytest.raises(DataError, match="sha256"):
        download(server.url, tmp_path / "x.bin", "0" * 64)
    assert list(tmp_path.iterdir()) == []


def test_no_server_is_told_with_a_way_out(tmp_path):
    with pytest.raises(DataError, match="--data or NUMBRE_DATA"):
        download("http://127.0.0.1:9/data", tmp_path / "x.bin")


def test_pendigits_is_unpacked_from_what_uci_publishes(server, tmp_path, monkeypatch, tiny_data):
    # `compress` output, made once by hand: codes of 9 bits for "ab", least significant bit first
    packed = b"\x1f\x9d\x90" + (0x61 | 0x62 << 9).to_bytes(3, "little")
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as members:
        members.writestr("pendigits-orig.tra.Z", packed)
    server.content = archive.getvalue()
    monkeypatch.setattr(publishers, "PENDIGITS_URL", server.url)
    with pytest.raises(DataError, match="not the published pendigits"):
        data.load_pendigits(tmp_path)
    assert gzip.decompress((tmp_path / "pendigits-orig.tra.gz").read_bytes()) == b"ab"


def test_unipen_keeps_our_contributors_of_what_zenodo_publishes(server, tmp_path, monkeypatch, tiny_data):
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w:gz") as members:
        members.add(tiny_data / "unipen-dev", "CDROM/train_r01_v07")
        members.add(tiny_data / "unipen-dev/data/1a/ibm", "CDROM/train_r01_v07/data/1a/kai")
    server.content = archive.getvalue()
    monkeypatch.setattr(publishers, "UNIPEN_URL", server.url)
    fetched = data.load_unipen(tmp_path, checked=False)
    assert fetched.sha256 == data.load_unipen(tiny_data, checked=False).sha256
    assert [path.name for path in tmp_path.iterdir()] == ["unipen-dev.tar.xz"]


def test_the_data_directory_is_the_option_then_the_environment_then_the_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("NUMBRE_DATA", str(tmp_path))
    assert fetch.data_directory() == tmp_path
    assert fetch.data_directory(tmp_path.parent) == tmp_path.parent
    monkeypatch.delenv("NUMBRE_DATA")
    monkeypatch.setattr(fetch.platformdirs, "user_cache_dir", lambda name: str(tmp_path / name))
    assert fetch.data_directory() == tmp_path / "numbre" / "data"
    with pytest.raises(DataError, match="does not exist"):
        fetch.data_directory(tmp_path / "no such folder")
