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
publishers): SOURCES holds them.
"""

import gzip
import hashlib
import lzma
import tarfile
import zipfile
import zlib
from dataclasses import dataclass

import numpy as np

from . import publishers
from .fetch import DataError, data_directory
from .publishers import damaged
from .unipen import Reader

SOURCES = {  # content sha256, as `fingerprint` below computes it
    "mnist": "06b0d1f124c4e5fa796686ade41a9b778edacc8622f2195a352ef479ad44fc16",
    "pendigits": "a66225d68d7d68591e62944df1ad33b3f5aa608e2df2505844b41f5568a80da4",
    "unipen": "3f7ce47d179d31198425b0031ffe5a245498f8ae2b9ae8f43e6ffe90d0c94c76",
}
DIGITS = frozenset("0123456789")
MNIST_VALIDATION = 5000
PENDIGITS_VALIDATION = frozenset(f"{writer:02d}" for writer in range(5, 31, 5))
UNIPEN_VALIDATION = frozenset(("cea", "ceb", "ced"))


@dataclass(frozen=True)
class Dataset:
    """Labelled items of one set.

    items: uint8 images [n, 28, 28] or a list of n drawings (lists of [k, 2] arrays, y down);
    labels: int64 [n], 0..9; sources: n strings, the writer, contributor or official part;
    parts: n strings, "train", "validation" or "test"; sha256: of the content.
    """

    name: str
    items: object
    labels: np.ndarray
    sources: np.ndarray
    parts: np.ndarray
    sha256: str

    def part(self, name, limit=0):
        """Return (items, labels, sources) of one part; with a limit, so many spread over it."""
        chosen = np.flatnonzero(self.parts == name)
        if 0 < limit < len(chosen):
            chosen = chosen[np.linspace(0, len(chosen) - 1, limit).astype(int)]
        items = self.items[chosen] if isinstance(self.items, np.ndarray) else [self.items[i] for i in chosen]
        return items, self.labels[chosen], self.sources[chosen]


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
        publishers.download_mnist(path)
    try:
        with path.open("rb") as file, np.load(file) as arrays:
            names = ("x_train", "y_train", "x_test", "y_test")
            x_train, y_train, x_test, y_test = (arrays[name] for name in names)
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        raise damaged(path) from None
    digest = fingerprint([x_train, y_train, x_test, y_test])
    require("mnist", digest, path, checked)
    boundary = len(x_train) - min(MNIST_VALIDATION, len(x_train) // 6)
    parts = np.array(["train"] * len(x_train) + ["test"] * len(x_test), dtype="U10")
    sources = parts.copy()
    parts[boundary : len(x_train)] = "validation"
    labels = np.concatenate([y_train, y_test]).astype(np.int64)
    return Dataset("mnist", np.concatenate([x_train, x_test]), labels, sources, parts, digest)


def load_pendigits(directory, checked=True):
    """Load the official training part of pendigits in its original strokes, by writer "01" to "30"."""
    path = directory / "pendigits-orig.tra.gz"
    if not path.exists():
        publishers.download_pendigits(path)
    try:
        text = gzip.decompress(path.read_bytes())
    except (OSError, EOFError, zlib.error):
        raise damaged(path) from None
    digest = fingerprint([text])
    require("pendigits", digest, path, checked)
    document = Reader(lambda name: "").read(text.decode("latin-1"), path.name)  # its .doc is not published
    # the comment after each segment reads: digit, writer, number of the digit by that writer
    writers = [f"{int(segment.comment.split()[1]):02d}" for segment in document.segments]
    drawings = [document.drawing(segment) for segment in document.segments]
    labels = [segment.label for segment in document.segments]
    return _of_drawings("pendigits", drawings, labels, writers, PENDIGITS_VALIDATION, digest)


def load_unipen(directory, checked=True):
    """Load UNIPEN's isolated digits (category 1a), by contributor."""
    files, path = _unipen_files(directory)
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


LOADERS = (load_mnist, load_pendigits, load_unipen)


def fingerprint(pieces):
    """Return the sha256 over arrays or bytes, in order."""
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(np.ascontiguousarray(piece) if isinstance(piece, np.ndarray) else piece)
    return digest.hexdigest()


def require(name, digest, path, checked):
    """Raise DataError unless the content is the published one."""
    if checked and digest != SOURCES[name]:
        raise DataError(
            f"{path} is not the published {name} set (content sha256 {digest[:12]}..., expected "
            f"{SOURCES[name][:12]}...); replace it, or remove it from the cache to download it again."
        )


def _of_drawings(name, drawings, labels, sources, validation, digest):
    """Build a Dataset of drawings whose part follows from the source."""
    for label in labels:
        if label not in DIGITS:
            raise DataError(
                f"{name}: the label '{label}' is not a digit; restore the set from its publisher."
            )
    parts = np.array(["validation" if source in validation else "train" for source in sources])
    return Dataset(name, drawings, np.array(labels, dtype=np.int64), np.array(sources), parts, digest)


def _unipen_files(directory):
    """Return ({name: bytes} of data/1a and include/, path): from a folder, else from the .tar.xz."""
    folder, packed = directory / "unipen-dev", directory / "unipen-dev.tar.xz"
    if not folder.is_dir() and not packed.exists():
        publishers.download_unipen(packed)
    if folder.is_dir():
        kept = (*folder.glob("data/1a/**/*"), *folder.glob("include/**/*"))
        return {
            path.relative_to(folder).as_posix(): path.read_bytes() for path in kept if path.is_file()
        }, folder
    try:
        with tarfile.open(packed) as members:
            return publishers.members_under(members, ("data/1a/", "include/")), packed
    except (tarfile.TarError, lzma.LZMAError, EOFError, OSError):
        raise damaged(packed) from None
