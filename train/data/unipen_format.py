"""Read the UNIPEN format: pen components and the segments that name them.

Source: I. Guyon, L. Schomaker, R. Plamondon, M. Liberman, S. Janet, "UNIPEN project of on-line
data exchange and recognizer benchmarks", ICPR 1994. Components are numbered from 0 over the
included files in order; a pen-up component without points is not counted. y grows upwards in the
files and downwards here.
"""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np

from ..lib.arrays import Float64
from .download import DataError

SEGMENT = re.compile(r'^\.SEGMENT\s+\S+\s+(\S+)\s+(?:\S+\s+)?"(.*)"\s*$')  # type, selection, quality, label
PART = re.compile(r"^(\d{1,9})(?::(\d{1,9}))?(?:-(\d{1,9})(?::(\d{1,9}))?)?$", re.ASCII)


@dataclass
class Component:
    """One stretch of pen movement. points: [n, 2], x right, y down, device units."""

    down: bool
    points: Float64


@dataclass
class Segment:
    """A labelled selection of components, as the file names it. comment: the first one after it."""

    selection: str
    label: str
    comment: str = ""
    where: str = ""


@dataclass
class Document:
    """Everything a UNIPEN file holds, its includes taken in."""

    components: list[Component] = field(default_factory=list)
    segments: list[Segment] = field(default_factory=list)

    def drawing(self, segment: Segment) -> list[Float64]:
        """Return the segment's drawing: a list of [n, 2] arrays, one for each pen-down component.

        A selection is a comma-separated list of ``C``, ``C-D`` or ``C:P-D:Q``; components and
        points count from 0 and both ends are included.
        """
        strokes = []
        for part in segment.selection.split(","):
            match = PART.match(part)
            if not match:
                raise DataError(f"{segment.where}: cannot read the selection '{segment.selection}'.")
            first, last = int(match[1]), int(match[3] or match[1])
            begin, end = int(match[2] or 0), int(match[4]) if match[4] else None
            if last < first:
                raise DataError(f"{segment.where}: the selection '{segment.selection}' runs backwards.")
            if last >= len(self.components):
                raise DataError(
                    f"{segment.where}: component {last} is named, but there are {len(self.components)}."
                )
            for index in range(first, last + 1):
                component = self.components[index]
                start = begin if index == first else 0
                stop = end + 1 if index == last and end is not None else None
                points = component.points[start:stop]
                if component.down and len(points):
                    strokes.append(points)
        return strokes


Included: TypeAlias = dict[tuple[str, tuple[int, int]], tuple[Document, tuple[int, int]]]


class Reader:
    """Reads files into one Document.

    open_include(name) -> text of an included file; included: documents already read from such texts,
    shared among readers: hundreds of files include the same ink.
    """

    def __init__(self, open_include: Callable[[str], str], included: Included | None = None) -> None:
        self.document = Document()
        self.open_include = open_include
        self.included = {} if included is None else included
        self.columns = (0, 1)
        self.open: list[str] = []  # names of the files being read, the outermost first

    def read(self, text: str, name: str) -> Document:
        """Read the text of one file; ``name`` is used in error messages. Returns the Document."""
        rows: list[tuple[float, float]] | None = None
        down = False
        self._enter(name)
        for number, line in enumerate(text.splitlines(), 1):
            if not line.startswith("."):
                if rows is not None and line.strip():
                    rows.append(self._point(line, name, number))
                continue
            keyword, rest = [*line.split(maxsplit=1), ""][:2]
            rest = rest.strip()
            if rows is not None:
                self._close(down, rows)
                rows = None
            if keyword in (".PEN_DOWN", ".PEN_UP"):
                down, rows = keyword == ".PEN_DOWN", []
            elif keyword == ".INCLUDE":
                self._include(rest)
            elif keyword == ".COORD":
                self._coord(rest.split(), name, number)
            elif keyword == ".SEGMENT":
                self._segment(line, name, number)
            elif keyword == ".COMMENT" and self.document.segments:
                last = self.document.segments[-1]
                last.comment = last.comment or rest
        if rows is not None:
            self._close(down, rows)
        self.open.pop()
        return self.document

    def _include(self, name: str) -> None:
        text, key = self.open_include(name), (name, self.columns)
        if key not in self.included:
            inner = Reader(self.open_include, self.included)
            inner.columns, inner.open = self.columns, self.open
            self.included[key] = inner.read(text, name), inner.columns
        document, self.columns = self.included[key]
        self.document.components += document.components
        self.document.segments += document.segments

    def _enter(self, name: str) -> None:
        if name in self.open:
            raise DataError(f"{self.open[-1]} includes {name}, which includes it; restore both.")
        self.open.append(name)

    def _coord(self, columns: list[str], name: str, number: int) -> None:
        if "X" not in columns or "Y" not in columns:
            raise DataError(f"{name}, line {number}: .COORD must name X and Y, found '{' '.join(columns)}'.")
        self.columns = (columns.index("X"), columns.index("Y"))

    def _point(self, line: str, name: str, number: int) -> tuple[float, float]:
        try:
            values = line.split()
            x, y = float(values[self.columns[0]]), -float(values[self.columns[1]])
            if not (math.isfinite(x) and math.isfinite(y)):
                raise ValueError
            return x, y
        except (ValueError, IndexError):
            raise DataError(
                f"{name}, line {number}: '{line.strip()[:40]}' is not a point; "
                "restore the file from its publisher."
            ) from None

    def _close(self, down: bool, rows: Sequence[tuple[float, float]]) -> None:
        if down or rows:
            points = np.asarray(rows, dtype=np.float64).reshape(-1, 2)
            self.document.components.append(Component(down, points))

    def _segment(self, line: str, name: str, number: int) -> None:
        match = SEGMENT.match(line)
        if not match:
            raise DataError(f"{name}, line {number}: cannot read '{line.strip()[:60]}' as a .SEGMENT.")
        selection, label = match.groups()
        self.document.segments.append(Segment(selection, label, where=f"{name}, line {number}"))
