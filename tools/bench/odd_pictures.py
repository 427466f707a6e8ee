"""Pictures that are hard to read: touching digits, cheques, one digit on a photo, and no number at all.

Made from a seed, as those of picture_sets.py.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from numbre.train.features.ink import Strokes
from numbre.train.lib.arrays import Floats
from tools.photos import FINE, LOOKS, Look, light, photographed, soft_noise

Writer: TypeAlias = Mapping[str, Sequence[Strokes]]
Colour: TypeAlias = tuple[float, float, float]

PENS: dict[
    str, tuple[tuple[float, float], float, float]
] = {  # width by the digit's height; strength; texture
    "felt": ((0.12, 0.2), 0.95, 0.08),
    "ballpoint": ((0.035, 0.06), 0.85, 0.15),
    "pencil": ((0.04, 0.08), 0.6, 0.4),
}
INKS: Sequence[Colour] = ((0.1, 0.1, 0.12), (0.14, 0.2, 0.6), (0.08, 0.1, 0.3), (0.65, 0.12, 0.12))
MARKS: Mapping[
    str, Sequence[Sequence[tuple[float, float]]]
] = {  # by the height of digits, y down from their top
    ".": (((0, 1), (0.02, 1)),),
    ",": (((0.06, 0.94), (0.08, 1.02), (0, 1.16)),),
    "*": (((0, 0.3), (0.3, 0.7)), ((0.3, 0.3), (0, 0.7)), ((0.15, 0.22), (0.15, 0.78))),
    "-": (((0, 0.55), (0.5, 0.5)),),
    "=": (((0, 0.42), (0.55, 0.38)), ((0, 0.62), (0.55, 0.58))),
}


def placed(
    writer: Writer, text: str, high: float, gaps: tuple[float, float], rng: np.random.Generator
) -> tuple[list[Floats], float, float, float]:
    """Place digits and marks in a row; return strokes, their right and lower end, and the slope of the row.

    gaps: paper between the ink of two digits, by the width of the narrower; below 0, they overlap.
    """
    strokes: list[Floats] = []
    right, last = 0.0, 0.0
    slope = rng.uniform(-0.04, 0.04)
    for char in text:
        if char in MARKS:
            own = [np.array(points) * high for points in MARKS[char]]
            gap = high * rng.uniform(0.08, 0.2)
            width = max(points[:, 0].max() for points in own)
        else:
            drawing = writer[char][rng.integers(len(writer[char]))]
            points = np.concatenate(drawing)
            low, span = points.min(axis=0), np.ptp(points, axis=0)
            scale = high * rng.uniform(0.85, 1.05) / max(span[1], 0.6 * span[0], 1)
            width = span[0] * scale
            down = high - span[1] * scale + high * rng.uniform(-0.05, 0.05)
            own = [(np.asarray(stroke, dtype=float) - low) * scale + [0, down] for stroke in drawing]
            gap = rng.uniform(*gaps) * (min(width, last) if last else high)
            if not last:
                gap = max(gap, 0.1 * high)
        x = right + gap
        strokes += [np.add(stroke, (x, slope * x)) for stroke in own]
        right, last = x + width, 0.0 if char in MARKS else max(width, 0.3 * high)
    return strokes, right, max(stroke[:, 1].max() for stroke in strokes), slope


def touching(writer: Writer, count: int, rng: np.random.Generator) -> tuple[str, Image.Image]:
    """Make a photo of digits that touch, or overlap by up to 15 % of the width of the narrower."""
    text = any_digits(rng, count)
    high = FINE * int(rng.integers(60, 110))
    look = replace(LOOKS["plain"], pen=rng.uniform(0.06, 0.11))
    pen = look.pen * high
    strokes, right, bottom, _ = placed(writer, text, high - pen, (-0.15, 0.0), rng)
    margin = 0.6 * high
    # without a gap, the ink of two digits overlaps by the width of the pen: they touch
    moved = [np.add(stroke, (margin, margin)) for stroke in strokes]
    return text, photographed(moved, (int(right + 2 * margin), int(bottom + 2 * margin)), high, look, rng)


def any_digits(rng: np.random.Generator, count: int) -> str:
    """Return a number of that many digits."""
    return "".join(rng.choice(list("0123456789"), count))


def cheque(writer: Writer, rng: np.random.Generator) -> tuple[str, Image.Image]:
    """Make a scan of an amount of 3 to 7 digits on a cheque, as it is cut out: its ground is patterned."""
    text = any_digits(rng, int(rng.integers(3, 8)))
    high = FINE * int(rng.integers(36, 70))
    mode = rng.random()
    shown = text
    if mode < 0.2:
        shown = f"**{text}**"
    elif mode < 0.35:
        shown = f"{text}-"
    elif mode < 0.5:
        shown = f"{text}="
    elif mode < 0.7 and len(text) > 3:
        shown = f"{text[:-3]}{'.,'[int(rng.integers(2))]}{text[-3:]}"
    look = Look(
        ink=INKS[int(rng.integers(3))],
        pen=rng.uniform(0.05, 0.11),
        strength=rng.uniform(0.75, 0.95),
        texture=0.15,
        noise=rng.uniform(0.01, 0.03),
        shadow=rng.uniform(0, 0.15),
        turn=rng.uniform(-3, 3),
        blur=rng.uniform(0.5, 1.1),
    )
    strokes, right, bottom, _ = placed(writer, shown, high, (-0.08, 0.35), rng)
    x0, y0 = high * rng.uniform(0.15, 0.6), high * rng.uniform(0.15, 0.45)
    size = (
        int(right + x0 + high * rng.uniform(0.15, 0.8)),
        int(bottom + y0 + high * rng.uniform(0.15, 0.45)),
    )
    look = replace(look, paper=tuple(rng.uniform(0.78, 0.95, 3)))
    moved = [np.add(stroke, (x0, y0)) for stroke in strokes]
    return text, photographed(moved, size, high, look, rng, printed=security_print(size, high, rng))


def security_print(size: tuple[int, int], high: float, rng: np.random.Generator) -> Floats:
    """Return the light that the print of a cheque leaves, [height, width, 3]: waves, hatching or text."""
    width, height = size
    y, x = np.mgrid[0:height, 0:width].astype(float)
    cover = np.zeros((height, width))
    kind = rng.integers(4)
    line = FINE * rng.uniform(0.5, 1.0)
    if kind == 0:  # guilloche: bands of waves
        for _ in range(int(rng.integers(5, 9))):
            far, wave = high * rng.uniform(0.2, 0.5), high * rng.uniform(0.4, 1.5)
            bend = high * rng.uniform(0.1, 0.3) * np.sin(2 * np.pi * x / wave + rng.uniform(0, 6))
            cover = np.maximum(cover, (y + bend + rng.uniform(0, far)) % far < line)
    elif kind == 1:  # hatching
        for turn in rng.uniform(0, np.pi, int(rng.integers(1, 3))):
            far = high * rng.uniform(0.06, 0.16)
            cover = np.maximum(cover, (x * np.cos(turn) + y * np.sin(turn)) % far < line)
    elif kind == 2:  # rosettes
        for _ in range(int(rng.integers(1, 4))):
            cx, cy = rng.uniform(0, width), rng.uniform(0, height)
            angle, far = np.arctan2(y - cy, x - cx), np.hypot(x - cx, y - cy)
            wave = high * 0.1 * np.sin(rng.integers(6, 14) * angle)
            step = high * rng.uniform(0.1, 0.2)
            cover = np.maximum(cover, ((far + wave) % step < line) & (far < high * rng.uniform(0.8, 2)))
    else:  # the name of the bank, again and again
        canvas = Image.new("L", size, 0)
        draw = ImageDraw.Draw(canvas)
        font = ImageFont.load_default(high * rng.uniform(0.14, 0.24))
        name = "".join(rng.choice(list("ABCDEFGHIKLMNOPRSTUV"), 9))
        for row, top in enumerate(np.arange(0, height, high * rng.uniform(0.24, 0.4))):
            for left in np.arange(-high * (row % 2) * 0.7, width, high * 1.5):
                draw.text((left, top), name, font=font, fill=255)
        cover = np.asarray(canvas) / 255
    tint = rng.uniform(0.45, 0.95, 3)
    printed = 1 - cover[..., None] * (1 - tint) * rng.uniform(0.4, 0.9)
    thick = FINE * rng.uniform(0.7, 1.6)
    dark = rng.uniform(0.25, 0.6)
    if rng.random() < 0.5:  # the box of the amount, or a line below
        edge = high * rng.uniform(0.04, 0.12)
        lines = np.abs(y - height + edge) < thick / 2
        if rng.random() < 0.6:
            lines |= (np.abs(y - edge) < thick / 2) | (np.abs(x - edge) < thick / 2)
            lines |= np.abs(x - width + edge) < thick / 2
        printed[lines] = dark
    return printed


def one_digit(writer: Writer, rng: np.random.Generator) -> tuple[str, Image.Image]:
    """Make a photo of one digit by a phone: by any pen, in uneven light."""
    text = any_digits(rng, 1)
    widths, strength, texture = PENS[list(PENS)[int(rng.integers(len(PENS)))]]
    size = (390 * FINE, 520 * FINE) if rng.random() < 0.7 else (520 * FINE, 390 * FINE)
    high = min(size) * float(np.exp(rng.uniform(np.log(0.12), np.log(0.65))))
    pen = rng.uniform(*widths)
    if high < 0.3 * min(size):
        pen = max(pen, 0.05)
    look = Look(
        paper=tuple(
            np.clip(rng.uniform(0.72, 0.97) * np.array([1, rng.uniform(0.97, 1), rng.uniform(0.88, 1)]), 0, 1)
        ),
        ink=INKS[int(rng.integers(len(INKS)))] if strength > 0.7 else (0.4, 0.4, 0.42),
        pen=pen,
        strength=strength,
        texture=texture,
        grain=0.015,
        noise=rng.uniform(0.005, 0.03),
        shadow=rng.uniform(0.05, 0.55),
        turn=rng.uniform(-5, 5),
        tilt=rng.uniform(0, 0.03),
        blur=rng.uniform(0.6, 2.2),
    )
    strokes, right, bottom, _ = placed(writer, text, high, (0, 0.1), rng)
    left = min(stroke[:, 0].min() for stroke in strokes)
    room = np.array([size[0] - (right - left), size[1] - bottom])
    at = room * rng.uniform(0.3, 0.7, 2)
    moved = [np.add(stroke, (at[0] - left, at[1])) for stroke in strokes]
    box = np.array([*at, at[0] + right - left, at[1] + bottom])
    picture = photographed(moved, size, high, look, rng, printed=scene(size, box, high, rng))
    width, height = picture.size
    cut = 0.07 * max(width, height)  # where it was turned, there is nothing
    return text, picture.crop((int(cut), int(cut), int(width - cut), int(height - cut)))


def scene(size: tuple[int, int], box: Floats, high: float, rng: np.random.Generator) -> Floats:
    """Return the light that a photo of paper leaves: rules, the shadow of a hand, and a table."""
    width, height = size
    y, x = np.mgrid[0:height, 0:width].astype(float)
    found = np.ones((height, width, 3))
    kind = rng.random()
    far = min(size) * rng.uniform(0.05, 0.12)
    faint = np.array([0.6, 0.7, 0.9]) ** rng.uniform(0.3, 1)
    if kind < 0.4:
        on = y % far < FINE * 0.9
        if kind < 0.2:
            on |= x % far < FINE * 0.9
        found[on] *= faint
    if rng.random() < 0.5:  # a hand with the phone
        cx, cy = width * rng.uniform(-0.1, 1.1), height * rng.uniform(0.5, 1.2)
        reach = min(size) * rng.uniform(0.4, 0.9)
        far_off = np.hypot((x - cx) / rng.uniform(0.5, 1), y - cy) + high * 0.1 * np.sin(
            6 * np.arctan2(y - cy, x - cx)
        )
        soft = reach * rng.uniform(0.03, 0.2)
        dark = 1 / (1 + np.exp(((far_off - reach) / soft).clip(-50, 50)))
        found *= 1 - rng.uniform(0.2, 0.5) * dark[..., None]
    if rng.random() < 0.5:  # the table, on one or two sides
        table = np.array([0.35, 0.24, 0.15]) * rng.uniform(0.5, 2)
        grainy = table * (1 + 0.12 * np.sin(x / (FINE * 7) + 3 * np.sin(y / (FINE * 60)))[..., None])
        side = [box[0], box[1], width - box[2], height - box[3]]
        order = np.argsort(side)[::-1][: int(rng.integers(1, 3))]
        for which in order:
            edge = side[which] * rng.uniform(0.2, 0.75)
            bend = rng.uniform(-0.08, 0.08)
            along = [x - bend * y, y - bend * x, width - x - bend * y, height - y - bend * x][which]
            found[along < edge] = grainy[along < edge].clip(0, 1)
            rim = (along >= edge) & (along < edge + high * 0.05)
            found[rim] *= 0.85
    return found


TEXTURES = (
    "noise",
    "soft noise",
    "clouds",
    "gradient",
    "stripes",
    "carpet",
    "leaves",
    "print",
    "fur",
    "stones",
    "wood",
    "checks",
)


def texture(name: str, rng: np.random.Generator) -> Image.Image:
    """Make a picture without a number."""
    size = width, height = 360, 270
    y, x = np.mgrid[0:height, 0:width].astype(float)

    def grains(reach: float) -> Floats:
        noise = Image.fromarray(rng.normal(128, 60, (height, width)).clip(0, 255).astype(np.uint8))
        soft = np.asarray(noise.filter(ImageFilter.GaussianBlur(reach)), dtype=float)
        return (soft - soft.mean()) / (soft.std() + 1e-9)

    if name == "noise":
        grey = 0.5 + 0.25 * soft_noise(size, int(rng.integers(1, 4)), rng)
    elif name == "soft noise":
        grey = 0.5 + rng.uniform(0.1, 0.25) * grains(rng.uniform(1.5, 5))
    elif name == "clouds":
        grey = 0.6 + 0.06 * np.sum([grains(reach) for reach in (25, 12, 6, 3)], axis=0)
    elif name == "gradient":
        grey = 0.2 + 0.7 * light(size, rng.uniform(0.3, 0.9), rng) + rng.normal(0, 0.02, (height, width))
    elif name == "stripes":
        turn, far = rng.uniform(0, np.pi), rng.uniform(8, 40)
        grey = 0.5 + 0.4 * np.sign(
            np.sin(2 * np.pi * (x * np.cos(turn) + y * np.sin(turn)) / far) - rng.uniform(-0.5, 0.7)
        )
    elif name == "carpet":
        far = rng.uniform(6, 14)
        grey = 0.5 + 0.15 * np.sin(2 * np.pi * x / far) * np.sin(2 * np.pi * y / far) + 0.15 * grains(1.2)
    elif name == "fur":
        turned = np.sin(x / rng.uniform(20, 60)) * 2 + y / rng.uniform(30, 80)
        grey = 0.5 + 0.1 * grains(6)
        canvas = Image.fromarray((grey * 255).clip(0, 255).astype(np.uint8))
        draw = ImageDraw.Draw(canvas)
        for _ in range(3500):
            at = rng.uniform(0, [width, height])
            angle = turned[int(at[1]), int(at[0])] + rng.normal(0, 0.3)
            long = rng.uniform(8, 22)
            end = at + long * np.array([np.cos(angle), np.sin(angle)])
            draw.line((*at, *end), fill=int(rng.uniform(20, 230)), width=int(rng.integers(1, 3)))
        grey = np.asarray(canvas.filter(ImageFilter.GaussianBlur(0.7))) / 255
    elif name in ("leaves", "stones"):
        canvas = Image.new("L", size, 90)
        draw = ImageDraw.Draw(canvas)
        for _ in range(int(rng.integers(60, 250))):
            at = rng.uniform(0, [width, height])
            long, wide = rng.uniform(8, 45), rng.uniform(0.3, 0.6 if name == "leaves" else 1)
            turn = rng.uniform(0, 2 * np.pi)
            round_ = np.linspace(0, 2 * np.pi, 24)
            shape = np.stack([long * np.cos(round_), wide * long * np.sin(round_)], axis=1)
            shape = shape @ np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]]) + at
            draw.polygon(
                [tuple(point) for point in shape],
                fill=int(rng.uniform(20, 240)),
                outline=int(rng.uniform(10, 80)),
            )
        grey = np.asarray(canvas.filter(ImageFilter.GaussianBlur(rng.uniform(0.5, 1.5)))) / 255
    elif name == "print":
        canvas = Image.new("L", size, 235)
        draw = ImageDraw.Draw(canvas)
        tall = rng.uniform(9, 17)
        font = ImageFont.load_default(tall)
        for top in np.arange(8, height, 1.4 * tall):
            words = ["".join(rng.choice(list("abcdefghilmnoprstuvw"), rng.integers(2, 9))) for _ in range(14)]
            draw.text((10, top), " ".join(words), font=font, fill=40)
        grey = np.asarray(canvas.filter(ImageFilter.GaussianBlur(0.6))) / 255
    elif name == "wood":
        grey = 0.5 + 0.25 * np.sin((y + 14 * grains(18)) / rng.uniform(2, 6)) + 0.05 * grains(1)
    else:  # checks
        far = rng.uniform(12, 50)
        grey = np.where((x // far + y // far) % 2, 0.85, 0.2) + rng.normal(0, 0.03, (height, width))
    tint = rng.uniform(0.75, 1, 3)
    lit = grey[..., None] * tint * light(size, rng.uniform(0, 0.4), rng)[..., None]
    return Image.fromarray((lit.clip(0, 1) * 255).astype(np.uint8))
