"""The data directory, and downloads from the publishers: resumable, checked, never half-written.

A download goes to ``NAME.part`` beside its target and continues where an earlier try stopped, if the
server's file is still the same: ``NAME.part.validator`` keeps its ETag or date for ``If-Range`` (RFC 9110,
section 13.1.5). It is renamed into place only when it is complete and, where the publisher's file has a
known sha256, right.

UCI and Zenodo publish other containers than datasets.py reads: pendigits comes as .Z inside a zip,
UNIPEN as one archive of 150 MB, of which the files that unipen_selection.py names are kept (16 MB). Their
content is compared with its sha256 before it enters the cache (datasets.py).
"""

import gzip
import http.client
import io
import lzma
import os
import tarfile
import urllib.error
import urllib.request
import zipfile
import zlib
from collections.abc import Collection, Iterator
from pathlib import Path

import unlzw3
from tqdm import tqdm

from ..lib.errors import UserError
from ..lib.files import BLOCK, cache_directory, sha256_of, write_bytes
from . import unipen_selection

TIMEOUT_S = 60
MNIST_URL = "https://storage.googleapis.com/tensorflow/tf-keras-datasets/mnist.npz"
MNIST_SHA256 = "731c5ac602752760c8e48fbffcf8c3b850d9dc2a2aedcf2cc48468fc17b673d1"
PENDIGITS_URL = "https://archive.ics.uci.edu/static/public/81/pen+based+recognition+of+handwritten+digits.zip"
UNIPEN_URL = "https://zenodo.org/api/records/1195803/files/unipen-CDROM-train_r01_v07.tgz/content"


class DataError(UserError):
    """Data is missing, damaged or malformed."""


def data_directory(given: str | Path | None = None) -> Path:
    """Return the data directory: ``given``, else ``NUMBRE_DATA``, else the user's cache (created)."""
    named = given or os.environ.get("NUMBRE_DATA")
    if named:
        directory = Path(named).expanduser()
        if not directory.is_dir():
            raise DataError(f"The data directory {directory} does not exist; give another with --data.")
        return directory
    return cache_directory("data")


def download(url: str, target: Path, sha256: str | None = None) -> Path:
    """Download ``url`` to the path ``target`` with a progress bar, continuing a partial download.

    Raises DataError when network or disk fail (the part received is kept for the next try) and when the
    sha256 is wrong (the part received is deleted).
    """
    part = target.with_name(target.name + ".part")
    try:
        _receive(url, part)
    except (OSError, http.client.HTTPException) as error:
        reason = getattr(error, "reason", error)
        raise DataError(
            f"Could not download {url} ({reason}); run again to continue, "
            f"or put {target.name.removeprefix('new-')} into a folder and name it with --data or NUMBRE_DATA."
        ) from error
    _validator_of(part).unlink(missing_ok=True)
    if sha256 and (found := sha256_of(part)) != sha256:
        part.unlink()
        raise DataError(
            f"{url} has sha256 {found[:12]}..., not {sha256[:12]}...; run again to download it anew."
        )
    part.replace(target)
    return target


def _validator_of(part: Path) -> Path:
    """Return the path of the file that holds the server's validator of a partial download."""
    return part.with_name(part.name + ".validator")


def _receive(url: str, part: Path) -> None:
    """Append the missing rest of ``url`` to ``part``, or all of it if the server's file is not the same."""
    kept = _validator_of(part)
    have = part.stat().st_size if part.exists() else 0
    validator = kept.read_text() if have and kept.exists() else None
    headers = {"Range": f"bytes={have}-", "If-Range": validator} if validator else {}
    try:
        response = urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=TIMEOUT_S)
    except urllib.error.HTTPError as error:
        if error.code == 416 and validator:  # nothing after `have`: the part is complete, or another file's
            if error.headers.get("Content-Range") == f"bytes */{have}":
                return
            kept.unlink()
            _receive(url, part)
            return
        raise
    with response:
        if response.status != 206 or validator is None:
            have = _begin_anew(part, response)
        elif not _continues(response, have, validator):
            kept.unlink()
            _receive(url, part)
            return
        left = response.headers.get("Content-Length")
        total = int(left) + have if left else None
        with (
            part.open("ab") as file,
            tqdm(desc=part.stem, total=total, initial=have, unit="B", unit_scale=True) as bar,
        ):
            for block in _blocks(response):
                file.write(block)
                bar.update(len(block))
    if total is not None and part.stat().st_size < total:
        raise ConnectionError("the connection closed early")


def _begin_anew(part: Path, response: http.client.HTTPResponse) -> int:
    """Empty the part, then keep the response's validator; return the bytes in the part, 0.

    In this order, so that an interruption never leaves the old bytes with the new validator.
    """
    _validator_of(part).unlink(missing_ok=True)
    part.write_bytes(b"")
    tag, date = response.headers.get("ETag"), response.headers.get("Last-Modified")
    if tag and not tag.startswith("W/"):  # a weak tag may stay the same while the bytes change
        write_bytes(_validator_of(part), tag.encode())
    elif date and date != response.headers.get("Date"):  # the file may change again within that second
        write_bytes(_validator_of(part), date.encode())
    return 0


def _continues(response: http.client.HTTPResponse, have: int, validator: str) -> bool:
    """Return whether a partial response begins at byte ``have`` of the file with this validator.

    A server that ignores If-Range is caught by the validator that it sends with the rest.
    """
    found = response.headers.get("ETag" if validator.startswith('"') else "Last-Modified", validator)
    return response.headers.get("Content-Range", "").startswith(f"bytes {have}-") and found == validator


def _blocks(response: http.client.HTTPResponse) -> Iterator[bytes]:
    """Yield the bytes of a response as they arrive, so that none are lost when the connection breaks."""
    try:
        while block := response.read1(BLOCK):
            yield block
    except http.client.IncompleteRead:  # a chunked response without its end
        raise ConnectionError("the connection closed early") from None


def fetch_mnist(path: Path) -> Path:
    """Download MNIST in the Keras layout to ``path``; returns the path of the download."""
    return download(MNIST_URL, path, MNIST_SHA256)


def fetch_pendigits(path: Path) -> Path:
    """Download UCI's zip, unpack its .Z member and write it to ``path`` as .gz; returns the zip's path."""
    archive = download(PENDIGITS_URL, path.with_name("pendigits.zip"))
    try:
        with zipfile.ZipFile(archive) as members:
            text = unlzw3.unlzw(members.read("pendigits-orig.tra.Z"))
    except (zipfile.BadZipFile, KeyError, ValueError):
        archive.unlink()
        raise damaged(archive) from None
    write_bytes(path, gzip.compress(text, mtime=0))
    return archive


def fetch_unipen(path: Path) -> Path:
    """Download UNIPEN (150 MB), write the files selected (16 MB) to ``path``; returns the download."""
    archive = download(UNIPEN_URL, path.with_name("unipen-CDROM-train_r01_v07.tgz"))
    try:
        with tarfile.open(archive) as members:
            files = unipen_selection.selected(unipen_members(members, unipen_selection.CONTRIBUTORS))
    except (tarfile.TarError, lzma.LZMAError, zlib.error, EOFError, OSError):
        archive.unlink()
        raise damaged(archive) from None
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:xz") as output:
        for name in sorted(files):
            info = tarfile.TarInfo(f"unipen-dev/{name}")
            info.size = len(files[name])
            output.addfile(info, io.BytesIO(files[name]))
    write_bytes(path, buffer.getvalue())
    return archive


def unipen_members(members: tarfile.TarFile, contributors: Collection[str] | None = None) -> dict[str, bytes]:
    """Return {name: bytes} of UNIPEN's files in a tar file, whatever folder they are in.

    Names begin with ``data/`` or ``include/``; contributors: those to read (None: all).
    """
    found = {}
    for member in members:
        name = unipen_selection.name_of(member.name, contributors)
        if name and member.isfile() and (file := members.extractfile(member)):
            found[name] = file.read()
    return found


def damaged(path: Path) -> DataError:
    """Return the DataError for a file that cannot be read."""
    return DataError(f"{path} is damaged or incomplete; replace it, or remove it to download it again.")
