"""Compose numbers from one writer's digits and marks, in a row with natural gaps, sizes and drift."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

import numpy as np

from ..features.ink import Strokes
from ..lib.arrays import Floats

HEIGHT = 100.0  # of a digit, CSS px

Glyphs: TypeAlias = Mapping[str, Sequence[Strokes]]  # of one writer: drawings of each grapheme

# Where marks stand in composed numbers, by the height of the digits: mean and standard deviation of the
# logarithm of the size, and of the height of the middle (features.Place.as_mark). Near those measured on real
# numbers, with more spread.
STANDS = {
    "/": (0.42, 0.28, -0.07, 0.14),
    ":": (-0.2, 0.26, -0.04, 0.14),
    "(": (0.41, 0.27, -0.08, 0.18),
    ")": (0.45, 0.24, -0.07, 0.16),
    "%": (0.1, 0.25, -0.05, 0.12),
    "$": (0.32, 0.25, -0.1, 0.18),
    "+": (-0.5, 0.3, 0.0, 0.15),
    "=": (-0.7, 0.3, 0.0, 0.15),
    "-": (-1.2, 0.4, 0.03, 0.11),
    ".": (-2.2, 0.7, 0.43, 0.1),
    ",": (-0.9, 0.5, 0.55, 0.18),
}
FAR = 1.2  # of the height: digits that begin farther from the end of the one before are not joined to it
TAP = 0.02  # of the height: the points of a dot that is only tapped are about as far apart
OFF_BASE = 0.4  # of the height: a speck that is nearer to where points stand might be one


def compose(text: str, glyphs: Glyphs, rng: np.random.Generator, join: float = 0.0) -> list[Floats] | None:
    """Return a drawing of a text, or None if the writer has not drawn all of its graphemes.

    Half of the points are tapped instead. join: see ``side_by_side``.
    """
    drawings: list[Strokes] = []
    for grapheme in text:
        if grapheme == "." and rng.random() < 0.5:
            drawings.append([rng.normal(0, TAP, (int(rng.integers(1, 4)), 2))])
        elif not glyphs.get(grapheme):
            return None
        else:
            drawings.append(glyphs[grapheme][rng.integers(len(glyphs[grapheme]))])
    return side_by_side(drawings, text, rng, join)


def side_by_side(
    drawings: Sequence[Strokes], text: str, rng: np.random.Generator, join: float = 0.0
) -> list[Floats]:
    """Return drawings of the graphemes of a text as one drawing of a number.

    join: share of digits from which the pen goes on to a next digit that begins near, without being lifted.
    Gaps vary around the number's own (5 to 35 % of a digit's height, down to an overlap of 8 %), sizes by
    5 to 12 %, and the line rises or falls slightly.
    """
    gap, slope, sizes = rng.uniform(0.05, 0.35), rng.normal(0, 0.03), rng.uniform(0.05, 0.12)
    number: list[Floats] = []
    right = 0.0
    for position, (drawing, grapheme) in enumerate(zip(drawings, text, strict=True)):
        points = np.concatenate(drawing)
        low, extent = points.min(axis=0), np.ptp(points, axis=0)
        right += max(rng.normal(gap, 0.12), -0.08) if position else 0.0
        if grapheme in STANDS:
            mean, deviation, middle, spread = STANDS[grapheme]
            size = float(max(extent[1], 0.6 * extent[0]))
            is_tap = grapheme == "." and size < 10 * TAP
            scale = 1.0 if is_tap else np.exp(rng.normal(mean, deviation)) / max(size, 1e-6)
            top = rng.normal(middle, spread) - 0.5 - extent[1] * scale / 2
        else:
            scale = np.exp(rng.normal(0, sizes)) / max(extent[1], extent[0] / 1.2, 1e-6)
            top = rng.normal(0, 0.04) - extent[1] * scale
        corner = np.array([right, top + slope * right])
        placed = [((stroke - low) * scale + corner) * HEIGHT for stroke in drawing]
        is_pair = position > 0 and text[position - 1 : position + 1].isdigit()
        if join and is_pair and rng.random() < join:
            number, placed = _joined(number, placed)
        number += placed
        right += extent[0] * scale
    return number


def with_speck(number: list[Floats], rng: np.random.Generator) -> list[Floats]:
    """Return the drawing of a number with a speck, as a palm or a resting pen leaves one."""
    points = np.concatenate(number)
    left, right = points[:, 0].min(), points[:, 0].max()
    place = rng.uniform((left - 0.5 * HEIGHT, -1.2 * HEIGHT), (right + 0.5 * HEIGHT, -OFF_BASE * HEIGHT))
    speck = place + rng.normal(0, TAP * HEIGHT, (int(rng.integers(1, 5)), 2))
    at = int(rng.integers(len(number) + 1))
    return [*number[:at], speck, *number[at:]]


def _joined(before: list[Floats], after: list[Floats]) -> tuple[list[Floats], list[Floats]]:
    """Return both with the last stroke before and the first one after as one, if they are near."""
    end, begin = before[-1][-1], after[0][0]
    if np.hypot(*(begin - end)) > FAR * HEIGHT:
        return before, after
    ligature = end + np.linspace(0, 1, 5)[1:-1, None] * (begin - end)
    return before[:-1], [np.concatenate([before[-1], ligature, after[0]]), *after[1:]]


def usual_text(rng: np.random.Generator) -> str:
    """Return a random date, time, telephone number, amount, decimal number, percentage or sum."""

    def digits(least: int, most: int) -> str:
        return "".join(str(rng.integers(10)) for _ in range(rng.integers(least, most + 1)))

    def either(*texts: str) -> str:
        return texts[rng.integers(len(texts))]

    kinds = (
        lambda: (
            f"{rng.integers(1, 32)}/{rng.integers(1, 13)}"
            + either("", f"/{digits(2, 2)}", "/20" + digits(2, 2))
        ),
        lambda: either(f"{rng.integers(24)}:{digits(2, 2)}", f"{digits(2, 2)}:{digits(2, 2)}:{digits(2, 2)}"),
        lambda: either(f"({digits(3, 3)})", "") + f"{digits(3, 3)}-{digits(4, 4)}",
        lambda: f"${digits(1, 4)}" + either("", f".{digits(2, 2)}"),
        lambda: f"{digits(1, 3)}.{digits(1, 3)}",
        lambda: f".{digits(1, 3)}",
        lambda: f"{digits(1, 2)}%",
        lambda: f"-{digits(1, 3)}",
        lambda: f"{digits(1, 3)},{digits(3, 3)}",
        lambda: f"{digits(2, 2)}-{digits(2, 2)}",
        lambda: f"{digits(1, 2)}+{digits(1, 1)}" + either("", f"={digits(1, 2)}"),
        lambda: f"{digits(1, 1)},{digits(1, 2)}",
    )
    return kinds[rng.integers(len(kinds))]()
