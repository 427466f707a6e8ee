"""Makes photos of handwritten numbers: `python -m tools.photos` writes those of tests/fixtures/photos anew.

A photo is drawn, not taken: digits that people wrote with a pen on a tablet, by a pen with its width,
pressure and texture, on paper with grain, rules, squares or the pattern of a cheque; then turned, seen at an
angle, lit unevenly, blurred, and stored as JPEG with the noise of a camera. The digits are those of
web/page/worker/training/drawings.bin (pendigits, CC BY 4.0, see drawings.py); for measurements, those of
other sets, too, see bench/picture_sets.py.
"""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from numbre.train.features.ink import Strokes
from numbre.train.lib.arrays import Floats

from .drawings import PATH, unpack
from .paths import ROOT

PHOTOS = ROOT / "tests" / "fixtures" / "photos"
FINE = 3  # pixels of the first rendering for one of the photo, along each side
UNSEEN = 5  # every fifth writer is never trained on
Colour: TypeAlias = tuple[float, float, float]


@dataclass(frozen=True)
class Look:
    """How a number is written and photographed.

    paper, ink: colours, 0..1; pen: its width by the height of the digits; strength: how far ink covers the
    paper; texture: how unevenly; grain: of the paper; noise: of the camera, 0..1; ground: plain, ruled,
    squared or pattern; shadow: part of the light that it takes; turn: degrees; tilt: of the camera, part of
    the width; blur: pixels of the photo; desk: whether the edge of the paper is in the photo; quality: of
    the JPEG.
    """

    paper: Colour = (0.93, 0.92, 0.89)
    ink: Colour = (0.1, 0.1, 0.12)
    pen: float = 0.09
    strength: float = 0.9
    texture: float = 0.1
    grain: float = 0.012
    noise: float = 0.012
    ground: str = "plain"
    shadow: float = 0.25
    turn: float = 0.0
    tilt: float = 0.0
    blur: float = 0.7
    desk: bool = False
    quality: int = 72


LOOKS: dict[str, Look] = {
    "plain": Look(),
    "shadow": Look(shadow=0.6),
    "ruled": Look(ground="ruled", turn=2),
    "squared": Look(ground="squared", ink=(0.12, 0.16, 0.5), turn=-2),
    "pencil": Look(ink=(0.42, 0.42, 0.44), strength=0.75, texture=0.45, pen=0.06, grain=0.02),
    "blue pen": Look(ink=(0.15, 0.2, 0.62), pen=0.05, strength=0.85),
    "turned": Look(turn=8, tilt=0.06),
    "blurred": Look(blur=2.4, noise=0.02),
    "chalk": Look(paper=(0.13, 0.2, 0.17), ink=(0.88, 0.88, 0.84), texture=0.4, grain=0.02, pen=0.11),
    "cheque": Look(quality=50, paper=(0.86, 0.9, 0.86), ground="pattern", pen=0.07, shadow=0.1, grain=0.008),
    "desk": Look(desk=True, shadow=0.4, tilt=0.04, turn=3),
    "felt pen": Look(pen=0.17, strength=0.97),
}


def digits_of_writers() -> dict[int, dict[str, list[Strokes]]]:
    """Return {writer: {digit: drawings}} of the committed drawings by writers that Train leaves out."""
    found: dict[int, dict[str, list[Strokes]]] = {}
    for drawing, digit, writer in zip(*unpack(PATH.read_bytes()), strict=True):
        if writer % UNSEEN == 0:
            found.setdefault(int(writer), {}).setdefault(str(digit), []).append(
                [np.asarray(stroke, dtype=float) for stroke in drawing]
            )
    return found


def photo(
    lines: Sequence[Sequence[Strokes]], look: Look, rng: np.random.Generator, height: int = 90
) -> Image.Image:
    """Return a photo of lines of digits.

    height: of the digits, in pixels; the photo is as large as they need, with a margin.
    """
    high = height * FINE
    strokes, width, tall = composed(lines, high, rng)
    return photographed(strokes, (int(width), int(tall)), high, look, rng)


def photographed(
    strokes: Sequence[Floats],
    size: tuple[int, int],
    high: float,
    look: Look,
    rng: np.random.Generator,
    printed: Floats | None = None,
) -> Image.Image:
    """Return a photo of strokes on a paper of that size, in fine pixels.

    high: height of the digits; printed: part of the light that print and shadows leave, [height, width, 3].
    """
    cover = inked(strokes, size, look.pen * high, look, rng)
    scene = ground(size, high, look, rng)
    if printed is not None:
        scene = scene * printed
    ink = np.asarray(look.ink)
    scene = scene * (1 - cover[..., None]) + ink * cover[..., None] * (scene if max(look.ink) < 0.7 else 1)
    picture = Image.fromarray((scene.clip(0, 1) * 255).astype(np.uint8))
    picture = seen(picture, look, rng)
    small = picture.resize((size[0] // FINE, size[1] // FINE), Image.Resampling.BOX)
    small = small.filter(ImageFilter.GaussianBlur(look.blur))
    lit = np.asarray(small) / 255 * light(small.size, look.shadow, rng)[..., None]
    noisy = lit + rng.normal(0, look.noise, lit.shape) * np.sqrt(lit.clip(0.05, 1))
    return Image.fromarray((noisy.clip(0, 1) * 255).round().astype(np.uint8))


def as_jpeg(picture: Image.Image, quality: int) -> bytes:
    """Return the file of a picture."""
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=quality)
    return file.getvalue()


def composed(
    lines: Sequence[Sequence[Strokes]], high: float, rng: np.random.Generator
) -> tuple[list[Floats], float, float]:
    """Place digits in lines; return their strokes, and the width and height of the paper, in fine pixels."""
    strokes: list[Floats] = []
    margin = high * rng.uniform(0.5, 0.9)
    right, y = 0.0, margin
    for line in lines:
        x = margin + high * rng.uniform(0, 0.3)
        for drawing in line:
            points = np.concatenate(drawing)
            low, span = points.min(axis=0), np.ptp(points, axis=0)
            scale = high * rng.uniform(0.9, 1.08) / max(span[1], 0.6 * span[0], 1)
            shift = np.array([x, y + high - span[1] * scale + high * rng.uniform(-0.05, 0.05)])
            strokes += [(np.asarray(stroke, dtype=float) - low) * scale + shift for stroke in drawing]
            x += span[0] * scale + high * rng.uniform(0.16, 0.36)
        right = max(right, x)
        y += high * rng.uniform(1.5, 1.8)
    return strokes, right + margin * 0.8, y - high * 0.6 + margin


def inked(
    strokes: Sequence[Floats], size: tuple[int, int], pen: float, look: Look, rng: np.random.Generator
) -> Floats:
    """Return how far ink covers each pixel, 0..1, by pressure and texture."""
    canvas = Image.new("L", size, 0)
    draw = ImageDraw.Draw(canvas)
    for stroke in strokes:
        smooth = curved(stroke, pen / 4)
        pressure = 1 + 0.25 * np.sin(np.linspace(0, rng.uniform(2, 6), len(smooth)) + rng.uniform(0, 6))
        for (x, y), wide in zip(smooth, pressure * pen / 2, strict=True):
            draw.ellipse((x - wide, y - wide, x + wide, y + wide), fill=255)
    cover = np.asarray(canvas) / 255
    uneven = 1 - look.texture * soft_noise(size, FINE, rng).clip(0, 2)
    return (cover * look.strength * uneven).clip(0, 1)


def curved(stroke: Floats, spacing: float) -> Floats:
    """Return points at that distance along a smooth line through those of a stroke."""
    if len(stroke) < 2:
        return stroke
    along = np.append(0, np.hypot(*np.diff(stroke, axis=0).T).cumsum())
    wanted = np.linspace(0, along[-1], max(2, int(along[-1] / spacing)))
    path = np.stack([np.interp(wanted, along, stroke[:, axis]) for axis in (0, 1)], axis=1)
    reach = 3
    padded = np.pad(path, ((reach, reach), (0, 0)), mode="edge")
    return np.mean([padded[i : i + len(path)] for i in range(2 * reach + 1)], axis=0)


def ground(size: tuple[int, int], high: float, look: Look, rng: np.random.Generator) -> Floats:
    """Return the paper, [height, width, 3], 0..1, with all that is printed on it."""
    width, height = size
    y, x = np.mgrid[0:height, 0:width].astype(float)
    scene = np.ones((height, width, 3)) * look.paper
    scene *= 1 + look.grain * soft_noise(size, FINE, rng)[..., None]
    blue, red = np.array([0.55, 0.68, 0.9]), np.array([0.9, 0.55, 0.55])
    line = FINE * 0.7
    if look.ground == "ruled":
        on = (y + high * 0.1) % (high * 1.5) < line
        scene[on] *= blue
    elif look.ground == "squared":
        step = high * 0.62
        on = (y % step < line) | (x % step < line)
        scene[on] *= blue
    elif look.ground == "pattern":
        waves = np.zeros((height, width))
        for _ in range(4):
            far, turn = high * rng.uniform(0.12, 0.3), rng.uniform(0, np.pi)
            across = x * np.cos(turn) + y * np.sin(turn)
            bend = (
                high
                * rng.uniform(0.05, 0.2)
                * np.sin((y * np.cos(turn) - x * np.sin(turn)) / (high * rng.uniform(0.2, 0.6)))
            )
            waves += (np.abs(((across + bend) / far) % 1 - 0.5) < 0.07) * 1.0
        tint = red if rng.random() < 0.5 else np.array([0.6, 0.8, 0.68])
        scene *= 1 - waves.clip(0, 1)[..., None] * (1 - tint) * rng.uniform(0.4, 0.8)
        box = (np.abs(y - height * 0.94) < line) | (np.abs(y - height * 0.06) < line)
        scene[box] *= 0.6
    return scene


def seen(picture: Image.Image, look: Look, rng: np.random.Generator) -> Image.Image:
    """Return what a camera sees that is turned and tilted, perhaps with the desk beside the paper."""
    width, height = picture.size
    middle = np.array([width, height]) / 2
    turn = np.deg2rad(look.turn * (rng.uniform(0.6, 1) if look.turn else 1))
    cos, sin = np.cos(turn), np.sin(turn)
    reach = 1.06 if look.desk else 1.0
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=float) - middle
    corners *= 1 - look.tilt * rng.uniform(0, 1, (4, 1))
    turned = corners @ np.array([[cos, sin], [-sin, cos]]) * reach + middle
    if look.desk:
        turned -= np.array([width, height]) * rng.uniform(-0.06, 0.06, 2)
    coefficients = perspective(
        np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=float), turned
    )
    fill = (70, 52, 40) if look.desk else tuple(int(255 * part) for part in look.paper)
    return picture.transform(
        picture.size, Image.Transform.PERSPECTIVE, coefficients, Image.Resampling.BICUBIC, fillcolor=fill
    )


def perspective(into: Floats, out_of: Floats) -> Any:
    """Return Pillow's coefficients of the perspective that takes four corners from others."""
    rows = []
    for (x, y), (u, v) in zip(into, out_of, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
    return np.linalg.solve(np.array(rows), out_of.reshape(-1)).tolist()


def light(size: tuple[int, int], shadow: float, rng: np.random.Generator) -> Floats:
    """Return the light on each pixel, up to 1: less on one side, and in a shadow with a soft edge."""
    width, height = size
    y, x = np.mgrid[0:height, 0:width] / max(size)
    turn = rng.uniform(0, 2 * np.pi)
    across = (x - width / max(size) / 2) * np.cos(turn) + (y - height / max(size) / 2) * np.sin(turn)
    edge = 1 / (1 + np.exp(-across * rng.uniform(6, 40) + rng.uniform(-1, 1)))
    return (1 - shadow * edge) * (1 - 0.1 * (across - across.min()))


def soft_noise(size: tuple[int, int], grain: int, rng: np.random.Generator) -> Floats:
    """Return noise of mean 0 and deviation 1 whose grains are that many pixels wide."""
    width, height = size
    small = rng.normal(0, 1, (height // grain + 1, width // grain + 1))
    return np.kron(small, np.ones((grain, grain)))[:height, :width]


def written(
    writer: Mapping[str, Sequence[Strokes]], texts: Sequence[str], rng: np.random.Generator
) -> list[list[Strokes]]:
    """Return the digits of texts, a line each, by one writer."""
    return [[writer[digit][rng.integers(len(writer[digit]))] for digit in text] for text in texts]


FIXTURES: dict[str, tuple[str, str]] = {  # file: (look, its lines)
    "plain": ("plain", "7"),
    "shadow": ("shadow", "2026"),
    "ruled": ("ruled", "4185"),
    "squared": ("squared", "930"),
    "pencil": ("pencil", "56"),
    "blue-pen": ("blue pen", "1984"),
    "turned": ("turned", "2763"),
    "blurred": ("blurred", "48"),
    "chalk": ("chalk", "605"),
    "cheque": ("cheque", "12750"),
    "desk": ("desk", "39"),
    "felt-pen": ("felt pen", "8"),
    "lines": ("plain", "314\n159"),
}


def fixtures() -> dict[str, bytes]:
    """Return the committed photos by the names of their files, without the ending."""
    writers = digits_of_writers()
    found = {}
    for number, (name, (look, text)) in enumerate(FIXTURES.items()):
        rng = np.random.default_rng(number)
        writer = writers[sorted(writers)[number % len(writers)]]
        made = photo(written(writer, text.split("\n"), rng), LOOKS[look], rng, height=72)
        found[name] = as_jpeg(made, LOOKS[look].quality)
    return found


def main() -> None:
    """Write the photos."""
    PHOTOS.mkdir(exist_ok=True)
    for name, file in fixtures().items():
        Path(PHOTOS / f"{name}.jpg").write_bytes(file)
        print(f"{name}.jpg: {len(file)} bytes")


if __name__ == "__main__":
    main()
