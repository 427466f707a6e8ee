"""Forced alignment: a number's ink is divided among the graphemes of its known text.

The best path through the lattice that spells the text cuts the number into digits and marks as people
write them in context, with lead-ins and ligatures. What else the lattice proposes, the alignment refutes.

Source of the idea: L. R. Rabiner, "A tutorial on hidden Markov models and selected applications in speech
recognition", Proceedings of the IEEE 77, 1989 (segmentation by a constrained Viterbi search).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from ..data.datasets import FIRST_MARK
from ..data.unipen_characters import MARKS
from ..lib.arrays import Float64, Floats
from .model import Candidates

SKIPPED = -6.0  # score of a piece that belongs to no grapheme, such as a stray dot
LEAST = -7.0  # score of a grapheme that stands in for lower ones: one odd digit does not move the others


class Spot(NamedTuple):
    """A segment, by the indices of its line and of the segment there."""

    line: int
    segment: int


@dataclass(frozen=True)
class Alignment:
    """spots: the segment of each grapheme of the text; skipped: number of pieces that belong to none.

    score: mean score of the graphemes.
    """

    spots: tuple[Spot, ...]
    skipped: int
    score: float


def align(text: str, lines: Sequence[Candidates], weights: Floats) -> Alignment | None:
    """Return the best alignment of a text, without spaces, to the lines of its drawing, or None.

    The text runs over the lines from top to bottom. Pairs of adjacent segments add nothing.
    """
    classes = [class_of(grapheme) for grapheme in text]
    counts = [len(line.line.pieces) for line in lines]
    best = np.full((sum(counts) + 1, len(text) + 1), -np.inf)
    best[0, 0] = 0
    back: dict[tuple[int, int], tuple[int, Spot | None]] = {}

    def extend(begin: int, end: int, spot: Spot | None, scores: Float64) -> None:
        for spelled in np.flatnonzero(scores > best[end]):
            best[end, spelled] = scores[spelled]
            back[end, int(spelled)] = (begin, spot)

    begin = 0
    for number, (line, count) in enumerate(zip(lines, counts, strict=True)):
        scores = np.maximum(line.vectors @ weights, LEAST)[:, classes]
        segments = line.line.segments
        for last in range(count):
            extend(begin + last, begin + last + 1, None, best[begin + last] + SKIPPED)
            for i, segment in enumerate(segments):
                if segment.last == last:
                    first = begin + segment.first
                    spelled = np.concatenate([[-np.inf], best[first, :-1] + scores[i]])
                    extend(first, begin + last + 1, Spot(number, i), spelled)
        begin += count
    if not np.isfinite(best[begin, len(text)]):
        return None
    spots: list[Spot] = []
    skipped, at, left = 0, begin, len(text)
    while at:
        at, spot = back[at, left]
        if spot is None:
            skipped += 1
        else:
            spots.append(spot)
            left -= 1
    return Alignment(tuple(reversed(spots)), skipped, float(best[begin, len(text)]) / len(text))


def class_of(grapheme: str) -> int:
    """Return the class of a digit or a mark."""
    return int(grapheme) if grapheme.isdigit() else FIRST_MARK + MARKS.index(grapheme)
