"""The data sets: MNIST (scans), pendigits and UNIPEN (pen strokes), each with a fixed split.

| set       | items                    | publisher (see publishers.py) | split                         |
|-----------|--------------------------|-------------------------------|-------------------------------|
| mnist     | images [28, 28] uint8    | LeCun, Cortes, Burges         | 55,000 / 5,000 / 10,000       |
| pendigits | drawings, 30 writers     | UCI, doi:10.24432/C5MG6K      | every fifth writer validates  |
| unipen    | drawings, 9 contributors | doi:10.5281/zenodo.1195803    | cea, ceb and ced validate     |

A writer or contributor is wholly in one part, so that validation is on handwriting, and for UNIPEN
on devices, that training never saw: cea, ceb and ced are one institute's (CEDAR, Buffalo), about 47
writers, and nobody else in the set wrote there. MNIST's validation part is the last 5,000 training
images; its test part is the published one. UNIPEN is its category 1a, isolated digits; about 1 in
150 of its labels is wrong; nothing is removed.

Every set is compared with the sha256 of its content (not of its container, which differs between
publishers): dataset.SOURCES holds them.
"""

import gzip
import lzma
import tarfile
import zipfile
import zlib

import numpy as np

from . import publishers
from .dataset import Dataset, fingerprint, require
from .fetch import DataError, cache_directory, data_directory
from .publishers import damaged
from .unipen import Reader

DIGITS = frozenset("0123456789")
MNIST_VALIDATION = 5000
PENDIGITS_VALIDATION = frozenset(f"{writer:02d}" for writer in range(5, 31, 5))
UNIPEN_VALIDATION = frozenset(("cea", "ceb", "ced"))


def load(directory=None, checked=True):
    """Load all three sets from a data directory (see fetch.data_directory); missing ones are downloaded.

    checked=False takes the files whatever they hold, for data of one's own in the same formats.
    Raises DataError when a set is missing, damaged, or not the published one.
    """
    at = data_directory(directory)
    return {load_one.__name__.removeprefix("load_"): load_one(at, checked) for load_one in LOADERS}


def load_mnist(directory, checked=True):
    """Load MNIST from ``mnist.npz`` in the Keras layout."""
    path = directory / "mnist.npz"
    if not path.exists():
        _download(path, publishers.fetch_mnist, _read_mnist)
    return _read_mnist(path, checked)


def load_pendigits(directory, checked=True):
    """Load the official training part of pendigits in its original strokes, by writer "01" to "30"."""
    path = directory / "pendigits-orig.tra.gz"
    if not path.exists():
        _download(path, publishers.fetch_pendigits, _read_pendigits)
    return _read_pendigits(path, checked)


def load_unipen(directory, checked=True):
    """Load UNIPEN's isolated digits (category 1a), by contributor: from a folder, else from the .tar.xz."""
    folder, packed = directory / "unipen-dev", directory / "unipen-dev.tar.xz"
    if folder.is_dir():
        return _read_unipen(folder, checked)
    if not packed.exists():
        _download(packed, publishers.fetch_unipen, _read_unipen)
    return _read_unipen(packed, checked)


LOADERS = (load_mnist, load_pendigits, load_unipen)


def _download(path, fetch_one, read):
    """Download into the cache what is not there; it takes its place only when its content is right."""
    if path.parent != cache_directory("data"):
        raise DataError(
            f"{path.parent} lacks {path.name}; put it there, or name no folder to have it downloaded."
        )
    candidate = path.with_name(f"new-{path.name}")
    downloaded = fetch_one(candidate)
    try:
        read(candidate, checked=True)
        candidate.replace(path)
    finally:
        candidate.unlink(missing_ok=True)
        downloaded.unlink(missing_ok=True)


def _read_mnist(path, checked):
    try:
        with path.open("rb") as file, np.load(file) as arrays:
            names = ("x_train", "y_train", "x_test", "y_test")
            x_train, y_train, x_test, y_test = (arrays[name] for name in names)
        images, labels = np.concatenate([x_train, x_test]), np.concatenate([y_train, y_test])
    except (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile):
        raise damaged(path) from None
    if images.dtype != np.uint8 or images.shape != (len(labels), 28, 28) or set(labels) - set(range(10)):
        raise DataError(f"{path} does not hold MNIST's images and labels; replace it.")
    digest = fingerprint([x_train, y_train, x_test, y_test])
    require("mnist", digest, path, checked)
    boundary = len(x_train) - min(MNIST_VALIDATION, len(x_train) // 6)
    parts = np.array(["train"] * len(x_train) + ["test"] * len(x_test), dtype="U10")
    sources = parts.copy()
    parts[boundary : len(x_train)] = "validation"
    return Dataset("mnist", images, labels.astype(np.int64), sources, parts, digest)


def _read_pendigits(path, checked):
    try:
        text = gzip.decompress(path.read_bytes())
    except (OSError, EOFError, zlib.error):
        raise damaged(path) from None
    digest = fingerprint([text])
    require("pendigits", digest, path, checked)
    document = Reader(lambda name: "").read(text.decode("latin-1"), path.name)  # its .doc is not published
    drawings, labels, writers = [], [], []
    for segment in document.segments:
        words = segment.comment.split()  # digit, writer, number of the digit by that writer
        if len(words) < 2 or not words[1].isdecimal():
            raise DataError(f"{segment.where}: no .COMMENT names the writer; restore the set.")
        writers.append(f"{int(words[1]):02d}")
        drawings.append(document.drawing(segment))
        labels.append(segment.label)
    return _of_drawings("pendigits", drawings, labels, writers, PENDIGITS_VALIDATION, digest)


def _read_unipen(path, checked):
    files = _unipen_files(path)
    read = []  # every text that is read, in order: what the fingerprint covers

    def include(name):
        text = files.get(f"include/{name}")
        if text is None:
            raise DataError(f"{path} lacks include/{name}; restore it from its publisher.")
        read.append(text)
        return text.decode("latin-1")

    drawings, labels, contributors = [], [], []
    for name in sorted(files):
        _, category, contributor, *_ = [*name.split("/"), "", "", ""]
        if category != "1a" or contributor not in publishers.UNIPEN_CONTRIBUTORS:
            continue
        read.append(files[name])
        document = Reader(include).read(files[name].decode("latin-1"), name)
        for segment in document.segments:
            drawings.append(document.drawing(segment))
            labels.append(segment.label)
            contributors.append(contributor)
    digest = fingerprint(read)
    require("unipen", digest, path, checked)
    return _of_drawings("unipen", drawings, labels, contributors, UNIPEN_VALIDATION, digest)


def _unipen_files(path):
    """Return {name: bytes} of data/1a and include/ in a folder or a .tar.xz."""
    if path.is_dir():
        kept = (*path.glob("data/1a/**/*"), *path.glob("include/**/*"))
        return {one.relative_to(path).as_posix(): one.read_bytes() for one in kept if one.is_file()}
    try:
        with tarfile.open(path) as members:
            return publishers.members_under(members, ("data/1a/", "include/"))
    except (tarfile.TarError, lzma.LZMAError, EOFError, OSError):
        raise damaged(path) from None


def _of_drawings(name, drawings, labels, sources, validation, digest):
    """Build a Dataset of drawings whose part follows from the source."""
    for label in labels:
        if label not in DIGITS:
            raise DataError(
                f"{name}: the label '{label}' is not a digit; restore the set from its publisher."
            )
    parts = np.array(["validation" if source in validation else "train" for source in sources])
    return Dataset(name, drawings, np.array(labels, dtype=np.int64), np.array(sources), parts, digest)
