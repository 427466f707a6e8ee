"""The data sets: MNIST (scans), pendigits and UNIPEN (pen strokes), each with a fixed split.

| set       | items                         | publisher (see download.py)   | split                        |
|-----------|-------------------------------|-------------------------------|------------------------------|
| mnist     | images [28, 28] uint8         | LeCun, Cortes, Burges         | 55,000 / 5,000 / 10,000      |
| pendigits | drawings, 30 writers          | UCI, doi:10.24432/C5MG6K      | every fifth writer validates |
| unipen    | drawings, 17 contributors     | doi:10.5281/zenodo.1195803    | cea, ceb, cec, ced validate  |
| negatives | letters and symbols           | the same, categories 1b 1c 1d | the same; six never train    |
| marks     | symbols, as in numbers        | the same, category 1d         | the same                     |
| numbers   | of several graphemes; words   | the same, categories 7 8      | the same                     |

Each writer or contributor is in one part only, so validation uses handwriting (and, for UNIPEN,
devices) that training never saw: cea, ceb, cec and ced come from one institute (CEDAR, Buffalo), about 80
writers, and nobody else in the set wrote there. MNIST's validation part is the last 5,000 training
images; its test part is the published one. UNIPEN means its single digits: isolated ones (category 1a)
and those labelled as words (7). About 1 in 150 of its labels is wrong; none is removed.

The sha256 of a set's content (not of its container, which differs between publishers) is compared
with PUBLISHED_SHA256.
"""

import gzip
import hashlib
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np

from ..features.ink import Drawing
from ..lib.arrays import Array, Float64, Ints, Texts
from ..lib.files import cache_directory, replacing
from . import numbers, unipen_characters
from .download import DataError, damaged, data_directory, fetch_mnist, fetch_pendigits, fetch_unipen
from .numbers import Numbers
from .unipen_characters import GRAPHEMES, MARKS, Character
from .unipen_files import Unipen
from .unipen_format import Reader

NOT_A_DIGIT = 10  # the label of negatives, and the class of a network that rejects them
FIRST_MARK = NOT_A_DIGIT + 1  # the label of MARKS[0]; the others follow

PUBLISHED_SHA256 = {  # of the content, as `fingerprint` computes it
    "mnist": "06b0d1f124c4e5fa796686ade41a9b778edacc8622f2195a352ef479ad44fc16",
    "pendigits": "a66225d68d7d68591e62944df1ad33b3f5aa608e2df2505844b41f5568a80da4",
    "unipen": "15ff2a7d082b78cb1e6212f574781be12d9a6d0a7a2fd9a563849d11ab6d7644",
    "negatives": "dd2c265296db4e6ae44aea9678ea5d8f179e7eccbb9da2ac3f1251a20323f141",
    "marks": "c23389822a0cedf2e8d7cec377bd5bf14f5a05038decd5840bf1d9716a5162f5",
    "numbers": "38623f04e3e3503284091f646c103d0e09defda86ba6c04f94f50dfe1aaad4eb",
}
TO_REPLACE = "replace it, or remove it from the cache to download it again"
MNIST_VALIDATION = 5000
PENDIGITS_VALIDATION = frozenset(f"{writer:02d}" for writer in range(5, 31, 5))
NEW_CONTRIBUTORS = ("syn", "tos", "imp")  # of version 2
UNIPEN_VALIDATION = frozenset(("cea", "ceb", "cec", "ced"))


Items: TypeAlias = Any  # of scans an array, of drawings a list: which one, the set's name decides


@dataclass(frozen=True)
class Dataset:
    """Labelled items of one set.

    items: uint8 images [n, 28, 28] or a list of n drawings (lists of [k, 2] arrays, y down);
    labels: int64 [n], 0..9, NOT_A_DIGIT or FIRST_MARK + the index in MARKS; sources: n strings, the writer,
    contributor or official part; parts: n strings, "train", "validation" or "test"; sha256: of the
    content; kinds: n strings, the kind of each negative or mark, None for a set of digits; writers and
    categories: n strings, for UNIPEN only, such as "tos 1002" (no finer than the files tell) and "1a".
    """

    name: str
    items: Items
    labels: Ints
    sources: Texts
    parts: Texts
    sha256: str
    kinds: Texts | None = None
    writers: Texts | None = None
    categories: Texts | None = None

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
    directory: str | Path | None = None,
    checked: bool = True,
    negatives: bool = False,
    cuts: str | Path | None = None,
) -> dict[str, Dataset]:
    """Load the sets of digits from a data directory (see download.data_directory).

    Missing sets are downloaded into the cache. negatives=True loads letters, symbols and marks too; cuts:
    the file of the set "context", if it is wanted (see load_cuts).
    checked=False accepts any content, for your own data in the same formats. Raises DataError when a
    set is missing, damaged or not the published one.
    """
    at = data_directory(directory)
    sets = {name: load_one(at, checked) for name, load_one in LOADERS.items()}
    unipen = open_unipen(at, checked)
    for name in UNIPEN_SETS if negatives else DIGITS_OF_UNIPEN:
        sets[name] = UNIPEN_SETS[name](unipen, checked)
    if cuts:
        sets["context"] = load_cuts(Path(cuts))
    return sets


def everyone(datasets: Datasets) -> dict[str, Dataset]:
    """Return the data sets with all items but MNIST's test part in the training part."""
    return {
        name: replace(one, parts=np.where(one.parts == "test", "test", "train"))
        for name, one in datasets.items()
    }


def save_cuts(path: Path, drawings: Sequence[Drawing], labels: Ints, sources: Texts) -> None:
    """Write digits, marks and negatives cut from numbers, as ``load_cuts`` reads them."""
    strokes = [np.asarray(stroke)[:, :2] for drawing in drawings for stroke in drawing]
    path.parent.mkdir(parents=True, exist_ok=True)
    with replacing(path) as file:
        np.savez_compressed(
            file,
            points=np.concatenate(strokes),
            lengths=np.array([len(stroke) for stroke in strokes]),
            strokes=np.array([len(drawing) for drawing in drawings]),
            labels=labels,
            sources=sources,
        )


def load_cuts(path: Path) -> Dataset:
    """Load the set "context": digits, marks and negatives that `numbre cut` has cut from numbers."""
    try:
        with path.open("rb") as file, np.load(file) as arrays:
            names = ("points", "lengths", "strokes", "labels", "sources")
            points, lengths, strokes, labels, sources = (arrays[name] for name in names)
        parts = np.split(points, np.cumsum(lengths)[:-1])
        ends = np.cumsum(strokes)
        drawings = [parts[end - count : end] for end, count in zip(ends, strokes, strict=True)]
    except (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile):
        raise DataError(f"{path} is missing or damaged; write it with: numbre cut --out {path}") from None
    digest = fingerprint([points, lengths, strokes, labels, sources.astype("S")])
    return Dataset("context", drawings, labels, sources, np.full(len(labels), "train"), digest)


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
    """Load UNIPEN's single digits, by contributor: from a folder, else from the .tar.xz."""
    return _read_unipen(open_unipen(directory, checked), checked)


def load_negatives(directory: Path, checked: bool = True) -> Dataset:
    """Load UNIPEN's letters and symbols, without those that look like a digit; all are NOT_A_DIGIT."""
    return _read_negatives(open_unipen(directory, checked), checked)


def load_marks(directory: Path, checked: bool = True) -> Dataset:
    """Load UNIPEN's symbols that are MARKS; their labels begin at FIRST_MARK."""
    return _read_marks(open_unipen(directory, checked), checked)


def load_numbers(directory: str | Path | None = None, checked: bool = True) -> Numbers:
    """Load UNIPEN's numbers of several graphemes, with their marks, and its words."""
    return _read_numbers(open_unipen(data_directory(directory), checked), checked)


def open_unipen(directory: Path, checked: bool = True) -> Unipen:
    """Return UNIPEN's files: from a folder if there is one, else from the .tar.xz, downloaded if missing."""
    folder, packed = directory / "unipen-dev", directory / "unipen-dev.tar.xz"
    if not folder.is_dir() and not packed.exists():
        _download(packed, fetch_unipen, _check_unipen)
    unipen = Unipen(folder if folder.is_dir() else packed)
    if checked and unipen.files and not unipen.has(*NEW_CONTRIBUTORS):
        raise DataError(
            f"{unipen.path} is version 1 of the files from UNIPEN, without {', '.join(NEW_CONTRIBUTORS)}; "
            "version 2 is needed. Remove it and name no folder to have version 2 downloaded, or replace it."
        )
    return unipen


def _check_unipen(path: Path, checked: bool) -> None:
    """Raise DataError unless all sets of a download are the published ones."""
    unipen = Unipen(path)
    for read in (*UNIPEN_SETS.values(), _read_numbers):
        read(unipen, checked)


def _download(path: Path, fetch_one: Callable[[Path], Path], read: Callable[[Path, bool], object]) -> None:
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


def _read_unipen(unipen: Unipen, checked: bool) -> Dataset:
    characters, pieces = unipen_characters.digits(unipen)
    digest = fingerprint(pieces)
    require("unipen", digest, unipen.path, checked)
    labels = [int(one.label) for one in characters]
    return _of_characters("unipen", characters, labels, digest)


def _read_negatives(unipen: Unipen, checked: bool) -> Dataset:
    characters, pieces = unipen_characters.negatives(unipen)
    digest = fingerprint(pieces)
    require("negatives", digest, unipen.path, checked)
    found = _of_characters("negatives", characters, [NOT_A_DIGIT] * len(characters), digest)
    kinds = np.array([one.label for one in characters])
    return replace(found, kinds=kinds, parts=unipen_characters.parts(kinds, found.sources, UNIPEN_VALIDATION))


def _read_marks(unipen: Unipen, checked: bool) -> Dataset:
    characters, pieces = unipen_characters.marks(unipen)
    digest = fingerprint(pieces)
    require("marks", digest, unipen.path, checked)
    labels = [FIRST_MARK + MARKS.index(one.label) for one in characters]
    found = _of_characters("marks", characters, labels, digest)
    return replace(found, kinds=np.array([one.label for one in characters]))


def _read_numbers(unipen: Unipen, checked: bool) -> Numbers:
    found, pieces = numbers.read(unipen, UNIPEN_VALIDATION)
    digest = fingerprint(pieces)
    require("numbers", digest, unipen.path, checked)
    return replace(found, sha256=digest)


DIGITS_OF_UNIPEN = ("unipen",)
UNIPEN_SETS: dict[str, Callable[[Unipen, bool], Dataset]] = {
    "unipen": _read_unipen,
    "negatives": _read_negatives,
    "marks": _read_marks,
}
LOADERS: dict[str, Callable[[Path, bool], Dataset]] = {"mnist": load_mnist, "pendigits": load_pendigits}


def _of_characters(name: str, characters: Sequence[Character], labels: Sequence[int], digest: str) -> Dataset:
    """Build a Dataset of UNIPEN's characters; those by the contributors in UNIPEN_VALIDATION validate."""
    sources = np.array([one.contributor for one in characters])
    return Dataset(
        name,
        [one.drawing for one in characters],
        np.array(labels, dtype=np.int64),
        sources,
        np.where(np.isin(sources, list(UNIPEN_VALIDATION)), "validation", "train"),
        digest,
        writers=np.array([one.writer for one in characters]),
        categories=np.array([one.category for one in characters]),
    )


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
            f"{TO_REPLACE}."
        )
