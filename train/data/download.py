"""The data directory, and downloads from the publishers: resumable, checked, never half-written.

A download goes to ``NAME.part`` beside its target and continues where an earlier try stopped. It is
renamed into place only when it is complete and, where the publisher's file has a known sha256, right.

UCI and Zenodo publish other containers than datasets.py reads: pendigits comes as .Z inside a zip,
UNIPEN as one archive of 150 MB, of which the contributors below are kept (12 MB). Their content is
compared with its sha256 before it enters the cache (datasets.py).
"""

import gzip
import io
import lzma
import os
import tarfile
import urllib.error
import urllib.request
import zipfile
import zlib
from pathlib import Path

import unlzw3
from tqdm import tqdm

from ..lib.errors import UserError
from ..lib.files import BLOCK, cache_directory, sha256_of, write_bytes

TIMEOUT_S = 60
MNIST_URL = "https://storage.googleapis.com/tensorflow/tf-keras-datasets/mnist.npz"
MNIST_SHA256 = "731c5ac602752760c8e48fbffcf8c3b850d9dc2a2aedcf2cc48468fc17b673d1"
PENDIGITS_URL = "https://archive.ics.uci.edu/static/public/81/pen+based+recognition+of+handwritten+digits.zip"
UNIPEN_URL = "https://zenodo.org/api/records/1195803/files/unipen-CDROM-train_r01_v07.tgz/content"

UNIPEN_CONTRIBUTORS = ("aga", "apa", "apb", "app", "cea", "ceb", "ced", "ibm", "uqb")
NUMBER_CONTRIBUTORS = ("ape", "att", "ceb", "cec", "hpb", "par")  # of category 7, for `make numbers`
UNIPEN_FOLDERS = (
    *(f"data/{category}/{who}/" for category in ("1a", "1b", "1c", "1d") for who in UNIPEN_CONTRIBUTORS),
    *(f"data/7/{who}/" for who in NUMBER_CONTRIBUTORS),
    "include/",
)


class DataError(UserError):
    """Data is missing, damaged or malformed."""


def data_directory(given=None):
    """Return the data directory: ``given``, else ``NUMBRE_DATA``, else the user's cache (created)."""
    named = given or os.environ.get("NUMBRE_DATA")
    if named:
        directory = Path(named).expanduser()
        if not directory.is_dir():
            raise DataError(f"The data directory {directory} does not exist; give another with --data.")
        return directory
    return cache_directory("data")


def download(url, target, sha256=None):
    """Download ``url`` to the path ``target`` with a progress bar, continuing a partial download.

    Raises DataError when the network fails (the part received is kept for the next try) and when the
    sha256 is wrong (the part received is deleted).
    """
    part = target.with_name(target.name + ".part")
    try:
        _receive(url, part)
    except (urllib.error.URLError, TimeoutError, ConnectionError) as error:
        reason = getattr(error, "reason", error)
        raise DataError(
            f"Could not download {url} ({reason}); run again to continue, "
            f"or put {target.name.removeprefix('new-')} into a folder and name it with --data or NUMBRE_DATA."
        ) from error
    if sha256 and (found := sha256_of(part)) != sha256:
        part.unlink()
        raise DataError(
            f"{url} has sha256 {found[:12]}..., not {sha256[:12]}...; run again to download it anew."
        )
    part.replace(target)
    return target


def _receive(url, part):
    """Append the missing rest of ``url`` to ``part``."""
    have = part.stat().st_size if part.exists() else 0
    request = urllib.request.Request(url, headers={"Range": f"bytes={have}-"} if have else {})
    try:
        response = urllib.request.urlopen(request, timeout=TIMEOUT_S)
    except urllib.error.HTTPError as error:
        if have and error.code == 416:  # nothing after `have`: the part is complete
            return
        raise
    with response:
        continued = response.status == 206
        left = response.headers.get("Content-Length")
        total = int(left) + (have if continued else 0) if left else None
        with (
            part.open("ab" if continued else "wb") as file,
            tqdm(
                desc=part.stem, total=total, initial=have if continued else 0, unit="B", unit_scale=True
            ) as bar,
        ):
            while block := response.read(BLOCK):
                file.write(block)
                bar.update(len(block))
    if total is not None and part.stat().st_size < total:
        raise ConnectionError("the connection closed early")


def fetch_mnist(path):
    """Download MNIST in the Keras layout to ``path``; returns the path of the download."""
    return download(MNIST_URL, path, MNIST_SHA256)


def fetch_pendigits(path):
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


def fetch_unipen(path):
    """Download UNIPEN (150 MB), write the contributors above (12 MB) to ``path``; returns the download."""
    archive = download(UNIPEN_URL, path.with_name("unipen-CDROM-train_r01_v07.tgz"))
    try:
        with tarfile.open(archive) as members:
            files = members_under(members, UNIPEN_FOLDERS)
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


def members_under(members, folders):
    """Return {name: bytes} of the members of a tar file under ``folders``, whatever folder is above them."""
    found = {}
    for member in members:
        for folder in folders:
            _, slash, rest = member.name.partition("/" + folder)
            if slash and member.isfile():
                found[folder + rest] = members.extractfile(member).read()
    return found


def damaged(path):
    """Return the DataError for a file that cannot be read."""
    return DataError(f"{path} is damaged or incomplete; replace it, or remove it to download it again.")
