"""Where the data sets are published, and how what is published becomes the files that data.py reads.

UCI and Zenodo publish other containers than we keep: pendigits comes as .Z inside a zip, UNIPEN as
one archive of 150 MB of which we keep the contributors below (12 MB). Their content is compared
with its sha256 before it takes its place in the cache (data.py).
"""

import gzip
import io
import lzma
import tarfile
import zipfile
import zlib

import unlzw3

from ..lib.files import write_bytes
from .download import DataError, download

MNIST_URL = "https://storage.googleapis.com/tensorflow/tf-keras-datasets/mnist.npz"
MNIST_SHA256 = "731c5ac602752760c8e48fbffcf8c3b850d9dc2a2aedcf2cc48468fc17b673d1"
PENDIGITS_URL = "https://archive.ics.uci.edu/static/public/81/pen+based+recognition+of+handwritten+digits.zip"
UNIPEN_URL = "https://zenodo.org/api/records/1195803/files/unipen-CDROM-train_r01_v07.tgz/content"

UNIPEN_CONTRIBUTORS = ("aga", "apa", "apb", "app", "cea", "ceb", "ced", "ibm", "uqb")


def fetch_mnist(path):
    """Download MNIST in the Keras layout to ``path``; returns what was downloaded."""
    return download(MNIST_URL, path, MNIST_SHA256)


def fetch_pendigits(path):
    """Download UCI's zip, which holds the strokes in the .Z format, and write them to ``path`` as .gz."""
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
    """Download all of UNIPEN (150 MB) and write the contributors above (12 MB) to ``path``, a .tar.xz."""
    archive = download(UNIPEN_URL, path.with_name("unipen-CDROM-train_r01_v07.tgz"))
    wanted = tuple(f"data/{c}/{who}/" for c in ("1a", "1b", "1c", "1d", "7") for who in UNIPEN_CONTRIBUTORS)
    try:
        with tarfile.open(archive) as members:
            files = members_under(members, (*wanted, "include/"))
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
    """Read the wanted members of a tar file; the folder above data/ and include/ may have any name."""
    found = {}
    for member in members:
        for folder in folders:
            _, slash, rest = member.name.partition("/" + folder)
            if slash and member.isfile():
                found[folder + rest] = members.extractfile(member).read()
    return found


def damaged(path):
    """Return the DataError of a file that cannot be read."""
    return DataError(f"{path} is damaged or incomplete; replace it, or remove it to download it again.")
