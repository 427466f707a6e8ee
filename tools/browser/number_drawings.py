"""Drawings of numbers, made of golden drawings of digits side by side."""

from numbre.export.golden_drawings import PlainDrawing, golden_drawings

DIGITS = golden_drawings()
USUAL = {"4": "4-open", "7": "7-crossed"}  # digit: name of its usual shape, where that is not the digit


def row(*names: str, gap: float = 35, left: float = 0, top: float = 0, scale: float = 1.0) -> PlainDrawing:
    """Return a drawing of named digits, such as "4-open", from left to right.

    gap: between digits; left, top: of the row; all in px. The digits are scale * 140 high.
    """
    drawing: PlainDrawing = []
    for name in names:
        strokes = DIGITS[f"digit {name}"]
        xs = [x for stroke in strokes for x, _ in stroke]
        drawing += [
            [[left + (x - min(xs)) * scale, top + y * scale] for x, y in stroke] for stroke in strokes
        ]
        left += (max(xs) - min(xs) + gap) * scale
    return drawing


def numbers(text: str, **where: float) -> PlainDrawing:
    """Return a drawing of a text, each digit in its usual shape."""
    return row(*(USUAL.get(digit, digit) for digit in text), **where)


def joined(first: list[list[float]], second: list[list[float]], points: int = 8) -> list[list[float]]:
    """Return two strokes as one, joined by a straight ligature of some points."""
    (x, y), (to_x, to_y) = first[-1], second[0]
    parts = [place / (points + 1) for place in range(1, points + 1)]
    return [*first, *([x + (to_x - x) * part, y + (to_y - y) * part] for part in parts), *second]
