"""Whole numbers as ink: the page's own sample digits side by side, in boxes of 100 x 140."""

import re

from ..conftest import ROOT

WIDTH, HEIGHT, BESIDE = 100, 140, 34


def _samples():
    source = (ROOT / "web" / "page" / "samples.js").read_text()
    table = source[source.index("const STROKES = [") : source.index("\n];")]
    digits = re.split(r"\[ // \d", table)[1:]
    strokes = [re.findall(r"\[([\d.,\s]+)\]", digit) for digit in digits]
    return [[_points([float(n) for n in flat.split(",")]) for flat in digit] for digit in strokes]


def _points(flat):
    return list(zip(flat[::2], flat[1::2], strict=True))


DIGITS = _samples()


def moved(strokes, right=0, down=0, scale=1):
    """Return the strokes elsewhere, and larger or smaller."""
    return [[(x * scale + right, y * scale + down) for x, y in stroke] for stroke in strokes]


def written(text, down=0):
    """Return the digits of a text side by side, and lines of it below each other."""
    strokes = []
    for row, line in enumerate(text.split("\n")):
        for place, digit in enumerate(line):
            below = down + row * HEIGHT * 1.5
            strokes += moved(DIGITS[int(digit)], place * (WIDTH + BESIDE), below)
    return strokes
