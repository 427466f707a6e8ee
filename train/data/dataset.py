"""One labelled set, and the proof that it is the published one."""

import hashlib
from dataclasses import dataclass

import numpy as np

from .download import DataError

NONE = 10  # the label of what is no digit

SOURCES = {  # content sha256, as `fingerprint` below computes it
    "mnist": "06b0d1f124c4e5fa796686ade41a9b778edacc8622f2195a352ef479ad44fc16",
    "pendigits": "a66225d68d7d68591e62944df1ad33b3f5aa608e2df2505844b41f5568a80da4",
    "unipen": "3f7ce47d179d31198425b0031ffe5a245498f8ae2b9ae8f43e6ffe90d0c94c76",
    "unlike": "27f271ae988516df7dc8c8db6a16fef3e82a8a52aacfef74986d0fa2e209951b",
}


@dataclass(frozen=True)
class Dataset:
    """Labelled items of one set.

    items: uint8 images [n, 28, 28] or a list of n drawings (lists of [k, 2] arrays, y down);
    labels: int64 [n], 0..9 or NONE; sources: n strings, the writer, contributor or official part;
    parts: n strings, "train", "validation" or "test"; sha256: of the content; kinds: n
    strings, what each is, for sets whose labels do not tell.
    """

    name: str
    items: object
    labels: np.ndarray
    sources: np.ndarray
    parts: np.ndarray
    sha256: str
    kinds: np.ndarray | None = None

    def part(self, name, limit=0):
        """Return (items, labels, sources) of one part; with a limit, so many spread over it."""
        chosen = self.chosen(name, limit)
        items = self.items[chosen] if isinstance(self.items, np.ndarray) else [self.items[i] for i in chosen]
        return items, self.labels[chosen], self.sources[chosen]

    def chosen(self, name, limit=0):
        """Return the indices of the items that ``part`` returns."""
        chosen = np.flatnonzero(self.parts == name)
        if 0 < limit < len(chosen):
            chosen = chosen[np.linspace(0, len(chosen) - 1, limit).astype(int)]
        return chosen

    @property
    def split(self):
        """The sha256 of what each item is and of the part it is in."""
        columns = (self.labels, self.sources, self.parts, () if self.kinds is None else self.kinds)
        return fingerprint([np.asarray(column).astype("S") for column in columns])


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
