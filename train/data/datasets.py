"""The data sets: MNIST (scans), pendigits and UNIPEN (pen strokes), each with a fixed split.

| set       | items                    | publisher (see download.py)   | split                         |
|-----------|--------------------------|-------------------------------|-------------------------------|
| mnist     | images [28, 28] uint8    | LeCun, Cortes, Burges         | 55,000 / 5,000 / 10,000       |
| pendigits | drawings, 30 writers     | UCI, doi:10.24432/C5MG6K      | every fifth writer validates  |
| unipen    | drawings, 9 contributors | doi:10.5281/zenodo.1195803    | cea, ceb and ced validate     |
| negatives | letters and symbols      | the same, categories 1b 1c 1d | the same; six never train     |

Each writer or contributor is in one part only, so validation uses handwriting (and, for UNIPEN,
devices) that training never saw: cea, ceb and ced come from one institute (CEDAR, Buffalo), about 47
writers, and nobody else in the set wrote there. MNIST's validation part is the last 5,000 training
images; its test part is the published one. UNIPEN means its category 1a, isolated digits. About 1 in
150 of its labels is wrong; none is removed.

The sha256 of a set's content (not of its container, which differs between publishers) is compared
with PUBLISHED_SHA256.
"""

import gzip
import hashlib
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np

from ..lib.arrays import Array, Float64, Ints, Texts
from ..lib.files import cache_directory
from . import unipen_characters
from .download import DataError, damaged, data_directory, fetch_mnist, fetch_pendigits, fetch_unipen
from .unipen_format import Reader

NOT_A_DIGIT = 10  # the label of negatives, and the class of a network that rejects them

PUBLISHED_SHA256 = {  # of the content, as `fingerprint` computes it
    "mnist": "06b0d1f124c4e5fa796686ade41a9b778edacc8622f2195a352ef479ad44fc16",
    "pendigits": "a66225d68d7d68591e62944df1ad33b3f5aa608e2df2505844b41f5568a80da4",
    "unipen": "3f7ce47d179d31198425b0031ffe5a245498f8ae2b9ae8f43e6ffe90d0c94c76",
    "negatives": "27f271ae988516df7dc8c8db6a16fef3e82a8a52aacfef74986d0fa2e209951b",
}
GRAPHEMES = frozenset("0123456789")
MNIST_VALIDATION = 5000
PENDIGITS_VALIDATION = frozenset(f"{writer:02d}" for writer in range(5, 31, 5))
UNIPEN_VALIDATION = frozenset(("cea", "ceb", "ced"))


Items: TypeAlias = Any  # of scans an array, of drawings a list: which one, the set's name decides


@dataclass(frozen=True)
class Dataset:
    """Labelled items of one set.

    items: uint8 images [n, 28, 28] or a list of n drawings (lists of [k, 2] arrays, y down);
    labels: int64 [n], 0..9 or NOT_A_DIGIT; sources: n strings, the writer, contributor or official part;
    parts: n strings, "train", "validation" or "test"; sha256: of the content; kinds: n strings, the
    kind of each negative, None for a set of digits.
    """

    name: str
    items: Items
    labels: Ints
    sources: Texts
    parts: Texts
    sha256: str
    kinds: Texts | None = None

    def part(self, name: str, limit: int = 0) -> tuple[Items, Ints, Texts]:
        """Return (items, labels, sources) of one part; a limit above 0 takes that many, spread evenly."""
        chosen = self.chosen(name, limit)
        items = self.items[chosen] if isinstance(self.items, np.ndarray) else [self.items[i] for i in chosen]
        return items, self.labels[chosen], self.sources[chosen]

    def chosen(self, name: str, limit: int = 0) -> Ints:
        """Return the indices of the items that ``part`` returns."""
        chosen = np.flatnonzero(self.parts == name)
        if 0 < limit < len(chosen):
            chosen = chosen[np.linspace(0, len(chosen) - 1, limit).astype(int)]
        return chosen

    @property
    def split(self) -> str:
        """The sha256 of all labels, sources, kinds and parts."""
        columns = (self.labels, self.sources, self.parts, () if self.kinds is None else self.kinds)
        return fingerprint([np.asarray(column).astype("S") for column in columns])


Datasets: TypeAlias = Mapping[str, Dataset]


def load(
    directory: str | Path | None = None, checked: bool = True, negatives: bool = False
) -> dict[str, Dataset]:
    """Load the sets of digits from a data directory (see download.data_directory).

    Missing sets are downloaded into the cache. negatives=True loads letters and symbols too.
    checked=False accepts any content, for your own data in the same formats. Raises DataError when a
    set is missing, damaged or not the published one.
    """
    at = data_directory(directory)
    return {name: load_one(at, checked) for name, load_one in (LOADERS if negatives else DIGITS).items()}


def load_mnist(directory: Path, checked: bool = True) -> Dataset:
    """Load MNIST from ``mnist.npz`` in the Keras layout."""
    path = directory / "mnist.npz"
    if not path.exists():
        _download(path, fetch_mnist, _read_mnist)
    return _read_mnist(path, checked)


def load_pendigits(directory: Path, checked: bool = True) -> Dataset:
    """Load the official training part of pendigits in its original strokes, by writer "01" to "30"."""
    path = directory / "pendigits-orig.tra.gz"
    if not path.exists():
        _download(path, fetch_pendigits, _read_pendigits)
    return _read_pendigits(path, checked)


def load_unipen(directory: Path, checked: bool = True) -> Dataset:
    """Load UNIPEN's isolated digits (category 1a), by contributor: from a folder, else from the .tar.xz."""
    return _read_unipen(_unipen(directory), checked)


def load_negatives(directory: Path, checked: bool = True) -> Dataset:
    """Load UNIPEN's letters and symbols, without those that look like a digit; all are NOT_A_DIGIT."""
    return _read_negatives(_unipen(directory), checked)


DIGITS: dict[str, Callable[[Path, bool], Dataset]] = {
    "mnist": load_mnist,
    "pendigits": load_pendigits,
    "unipen": load_unipen,
}
LOADERS = DIGITS | {"negatives": load_negatives}


def _unipen(directory: Path) -> Path:
    """Return the path of UNIPEN: a folder if there is one, else the .tar.xz, downloaded if missing."""
    folder, packed = directory / "unipen-dev", directory / "unipen-dev.tar.xz"
    if folder.is_dir():
        return folder
    if not packed.exists():
        _download(packed, fetch_unipen, _read_unipen)
    return packed


def _download(path: Path, fetch_one: Callable[[Path], Path], read: Callable[[Path, bool], Dataset]) -> None:
    """Download a set into the cache; it takes its place only if its content is the published one."""
    if path.parent != cache_directory("data"):
        raise DataError(
            f"{path.parent} lacks {path.name}; put it there, or name no folder to have it downloaded."
        )
    candidate = path.with_name(f"new-{path.name}")
    downloaded = fetch_one(candidate)
    try:
        read(candidate, True)
        candidate.replace(path)
    finally:
        candidate.unlink(missing_ok=True)
        downloaded.unlink(missing_ok=True)


def _read_mnist(path: Path, checked: bool) -> Dataset:
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


def _read_pendigits(path: Path, checked: bool) -> Dataset:
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


def _read_unipen(path: Path, checked: bool) -> Dataset:
    characters, pieces = unipen_characters.digits(path)
    digest = fingerprint(pieces)
    require("unipen", digest, path, checked)
    drawings = [one.drawing for one in characters]
    labels, contributors = [one.label for one in characters], [one.contributor for one in characters]
    return _of_drawings("unipen", drawings, labels, contributors, UNIPEN_VALIDATION, digest)


def _read_negatives(path: Path, checked: bool) -> Dataset:
    characters, pieces = unipen_characters.negatives(path)
    digest = fingerprint(pieces)
    require("negatives", digest, path, checked)
    kinds, sources = (
        np.array(column) for column in zip(*((c.label, c.contributor) for c in characters), strict=True)
    )
    drawings = [one.drawing for one in characters]
    parts = unipen_characters.parts(kinds, sources, UNIPEN_VALIDATION)
    return Dataset("negatives", drawings, np.full(len(drawings), NOT_A_DIGIT), sources, parts, digest, kinds)


def _of_drawings(
    name: str,
    drawings: list[list[Float64]],
    labels: Sequence[str],
    sources: Sequence[str],
    validation: frozenset[str],
    digest: str,
) -> Dataset:
    """Build a Dataset of drawings; those from the sources in ``validation`` validate, all others train."""
    for label in labels:
        if label not in GRAPHEMES:
            raise DataError(
                f"{name}: the label '{label}' is not a digit; restore the set from its publisher."
            )
    parts = np.array(["validation" if source in validation else "train" for source in sources])
    return Dataset(name, drawings, np.array(labels, dtype=np.int64), np.array(sources), parts, digest)


def fingerprint(pieces: Iterable[Array | bytes]) -> str:
    """Return the sha256 over arrays or bytes, in order."""
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(np.ascontiguousarray(piece).data if isinstance(piece, np.ndarray) else piece)
    return digest.hexdigest()


def require(name: str, digest: str, path: Path, checked: bool) -> None:
    """Raise DataError unless the content is the published one."""
    if checked and digest != PUBLISHED_SHA256[name]:
        raise DataError(
            f"{path} is not the published {name} set (content sha256 {digest[:12]}..., "
            f"expected {PUBLISHED_SHA256[name][:12]}...); "
            "replace it, or remove it from the cache to download it again."
        )
