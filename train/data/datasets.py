"""The data sets: MNIST (scans), pendigits and UNIPEN (pen strokes), each with a fixed split.

| set       | items                    | publisher (see publishers.py) | split                         |
|-----------|--------------------------|-------------------------------|-------------------------------|
| mnist     | images [28, 28] uint8    | LeCun, Cortes, Burges         | 55,000 / 5,000 / 10,000       |
| pendigits | drawings, 30 writers     | UCI, doi:10.24432/C5MG6K      | every fifth writer validates  |
| unipen    | drawings, 9 contributors | doi:10.5281/zenodo.1195803    | cea, ceb and ced validate     |
| unlike    | letters and symbols      | the same, categories 1b 1c 1d | the same; six never train     |

A writer or contributor is wholly in one part, so that validation is on handwriting, and for UNIPEN
on devices, that training never saw: cea, ceb and ced are one institute's (CEDAR, Buffalo), about 47
writers, and nobody else in the set wrote there. MNIST's validation part is the last 5,000 training
images; its test part is the published one. UNIPEN is its category 1a, isolated digits; about 1 in
150 of its labels is wrong; nothing is removed.

Every set is compared with the sha256 of its content (not of its container, which differs between
publishers): dataset.SOURCES holds them.
"""

import gzip
import zipfile
import zlib

import numpy as np

from . import publishers, unipen_characters
from .dataset import NONE, Dataset, fingerprint, require
from .download import DataError, cache_directory, data_directory
from .publishers import damaged
from .unipen_format import Reader

GRAPHEMES = frozenset("0123456789")
MNIST_VALIDATION = 5000
PENDIGITS_VALIDATION = frozenset(f"{writer:02d}" for writer in range(5, 31, 5))
UNIPEN_VALIDATION = frozenset(("cea", "ceb", "ced"))


def load(directory=None, checked=True, unlike=False):
    """Load the sets of digits from a data directory (see fetch.data_directory); missing ones are downloaded.

    unlike=True loads what is no digit too. checked=False takes the files whatever they hold, for data
    of one's own in the same formats. Raises DataError when a set is missing, damaged, or not the
    published one.
    """
    at = data_directory(directory)
    return {name: load_one(at, checked) for name, load_one in (LOADERS if unlike else DIGITS).items()}


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
    return _read_unipen(_unipen(directory), checked)


def load_unlike(directory, checked=True):
    """Load UNIPEN's letters and symbols that look like no digit (see unipen_characters.py), as NONE."""
    return _read_unlike(_unipen(directory), checked)


DIGITS = {"mnist": load_mnist, "pendigits": load_pendigits, "unipen": load_unipen}
LOADERS = DIGITS | {"unlike": load_unlike}


def _unipen(directory):
    """Return where UNIPEN lies: a folder, else the .tar.xz, downloaded where it must be."""
    folder, packed = directory / "unipen-dev", directory / "unipen-dev.tar.xz"
    if folder.is_dir():
        return folder
    if not packed.exists():
        _download(packed, publishers.fetch_unipen, _read_unipen)
    return packed


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
    characters, pieces = unipen_characters.digits(path)
    digest = fingerprint(pieces)
    require("unipen", digest, path, checked)
    columns = zip(*((one.drawing, one.label, one.contributor) for one in characters), strict=True)
    return _of_drawings("unipen", *map(list, columns), UNIPEN_VALIDATION, digest)


def _read_unlike(path, checked):
    characters, pieces = unipen_characters.unlike(path)
    digest = fingerprint(pieces)
    require("unlike", digest, path, checked)
    kinds, sources = (
        np.array(column) for column in zip(*((c.label, c.contributor) for c in characters), strict=True)
    )
    drawings = [one.drawing for one in characters]
    parts = unipen_characters.parts(kinds, sources, UNIPEN_VALIDATION)
    return Dataset("unlike", drawings, np.full(len(drawings), NONE), sources, parts, digest, kinds)


def _of_drawings(name, drawings, labels, sources, validation, digest):
    """Build a Dataset of drawings whose part follows from the source."""
    for label in labels:
        if label not in GRAPHEMES:
            raise DataError(
                f"{name}: the label '{label}' is not a digit; restore the set from its publisher."
            )
    parts = np.array(["validation" if source in validation else "train" for source in sources])
    return Dataset(name, drawings, np.array(labels, dtype=np.int64), np.array(sources), parts, digest)
