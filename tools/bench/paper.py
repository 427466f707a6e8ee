"""Compare rasters of pictures with those that networks train on: `python -m tools.bench.paper [RUN...]`.

Makes pictures of single digits (picture_sets.py), has the page's code find their ink in Node, and prints ink,
width of the pen, softness of edges and fullness of ink beside those of training, with and without paper
(train/augment/paper.py). Given folders of runs that `numbre ablate` trained, prints instead the errors of
their networks on pictures by people who validate there: by pixels, by traced strokes, and by both as on the
page; of non-digits, how many are not rejected.
"""

import argparse
import io
import json
import struct
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TypeAlias

import numpy as np
from PIL import Image

from numbre.train.augment import paper, synthetic_negatives, warp
from numbre.train.data.datasets import NOT_A_DIGIT, Datasets, load
from numbre.train.evaluation.ablations import split
from numbre.train.features import directions, ink
from numbre.train.features.ink import Strokes
from numbre.train.fitting.run_folder import Run
from numbre.train.lib.arrays import Bools, Float32, Floats
from numbre.train.lib.tables import table
from tools.bench.picture_sets import PASTED, pasted_scans
from tools.node import node_environment
from tools.paths import ROOT
from tools.photos import LOOKS, as_jpeg, photo

COUNT, SEED = 1000, 7
AT_ONCE = 200  # pictures that Node gets in one go: bounds memory
QUALITY = 75  # of JPEG
HIGH = 100  # longer side of non-digits before they are written
PIXEL_SHARE = 0.6  # of the page, see web/page/picture/pictures.js
TRACE = Path(__file__).with_name("traced_digits.mjs")

NON_DIGITS = "non-digits"

Made: TypeAlias = tuple[str, int, Image.Image, Strokes | None]  # look, class, picture, drawing


@dataclass(frozen=True)
class Traced:
    """One digit or non-digit in a picture: raster [784] of its pixels, strokes; drawing: as it was written.

    look: of the picture, or PASTED or NON_DIGITS; label: class; drawing: None of a scan.
    """

    look: str
    label: int
    raster: Float32
    strokes: Strokes
    drawing: Strokes | None


def main() -> None:
    """Print the comparison and the errors."""
    parser = argparse.ArgumentParser(prog="python -m tools.bench.paper", description=__doc__)
    parser.add_argument("runs", nargs="*", type=Path, metavar="RUN", help="folder of an ablation")
    parser.add_argument("--data", help="data directory (default: NUMBRE_DATA, else the user's cache)")
    parser.add_argument("--count", type=int, default=COUNT, help=f"pictures of each kind (default: {COUNT})")
    options = parser.parse_args()
    datasets = split(load(options.data, negatives=True))
    if not options.runs:
        print(compared(datasets, options.count))
    else:
        made = chain(digits(datasets, "validation", options.count), non_digits(datasets, options.count // 3))
        found = list(traced(made))
        for run in options.runs:
            print(f"{run}\n{errors(Run(run), found)}")


def digits(datasets: Datasets, part: str, count: int) -> Iterator[Made]:
    """Yield pictures of ``count`` drawings, digits, writers and looks in turn, and of as many scans."""
    rng = np.random.default_rng([SEED, *part.encode()])
    sets = [datasets[name].part(part) for name in ("pendigits", "unipen")]
    names = list(LOOKS)
    for number in range(count):
        items, labels, sources = sets[number % 2]
        digit = number // 2 % 10
        of = np.flatnonzero(labels == digit)
        writer = rng.choice(np.unique(sources[of]))
        drawing = items[rng.choice(of[sources[of] == writer])]
        look = names[number // 20 % len(names)]
        picture = photo([[drawing]], LOOKS[look], rng, int(rng.integers(60, 120)))
        yield look, digit, picture, drawing
    for look, text, picture in pasted_scans(datasets, part, count, rng):
        yield look, int(text), picture, None


def non_digits(datasets: Datasets, count: int) -> Iterator[Made]:
    """Yield pictures of ``count`` negatives by people who validate: a third drawn, the others synthetic."""
    parts = [datasets[name].part("validation") for name in ("pendigits", "unipen")]
    drawings = [drawing for items, _, _ in parts for drawing in items]
    labels, sources = (np.concatenate([one[column] for one in parts]) for column in (1, 2))
    synthetic = synthetic_negatives.make(drawings, labels, sources, "validation", 0).items
    drawn = datasets["negatives"].part("validation")[0]
    rng, looks = np.random.default_rng([SEED, count]), list(LOOKS.values())
    for number in range(count):
        pool = synthetic if number % 3 else drawn
        drawing = pool[rng.integers(len(pool))]
        points = np.concatenate(drawing)
        unit = max(np.ptp(points, axis=0).max(), 1e-6) / HIGH  # synthetic ones are about one high
        scaled = [np.asarray(stroke)[:, :2] / unit for stroke in drawing]
        look = looks[number % len(looks)]
        picture = photo([[scaled]], look, rng, int(rng.integers(60, 120)))
        yield NON_DIGITS, NOT_A_DIGIT, picture, scaled


def traced(pictures: Iterator[Made]) -> Iterator[Traced]:
    """Yield what the page's code finds in each picture; those where it finds nothing have a blank raster."""
    while made := [one for _, one in zip(range(AT_ONCE), pictures, strict=False)]:
        lines = subprocess.run(
            ["node", str(TRACE)],
            input=b"".join(map(_bytes_of, made)),
            cwd=ROOT,
            env=node_environment(),
            stdout=subprocess.PIPE,
            check=True,
        ).stdout.splitlines()
        for (look, label, _, drawing), line in zip(made, lines, strict=True):
            found = json.loads(line)
            raster = np.array(found["raster"] or np.zeros(ink.FRAME**2), dtype=np.float32) / 255
            yield Traced(look, label, raster, [np.array(one) for one in found["strokes"]], drawing)


def _bytes_of(made: Made) -> bytes:
    """Return a picture as Node reads it, after JPEG."""
    picture = Image.open(io.BytesIO(as_jpeg(made[2].convert("RGB"), QUALITY))).convert("RGBA")
    return struct.pack("<II", *picture.size) + picture.tobytes()


def spread(rasters: Floats) -> dict[str, Floats]:
    """Return measures of rasters [n, 784], n values each.

    ink: sum; pen: its width, pixels: twice the ink by the length of its edges; edge: width of the edges,
    pixels, if they rose evenly; full: mean of the 40 darkest pixels.
    """
    images = np.asarray(rasters, dtype=np.float32).reshape(-1, ink.FRAME, ink.FRAME)
    padded = np.pad(images, ((0, 0), (1, 1), (1, 1)))
    across = (padded[:, 1:-1, 2:] - padded[:, 1:-1, :-2]) / 2
    down = (padded[:, 2:, 1:-1] - padded[:, :-2, 1:-1]) / 2
    edges = np.maximum(np.hypot(across, down).sum(axis=(1, 2)), 1e-6)
    total = images.sum(axis=(1, 2))
    return {
        "ink": total,
        "pen": 2 * total / edges,
        "edge": 6 * (images * (1 - images)).sum(axis=(1, 2)) / edges,
        "full": np.sort(images.reshape(len(images), -1))[:, -40:].mean(axis=1),
    }


def compared(datasets: Datasets, count: int) -> str:
    """Return a table of the measures of pictures, by people who train, and of what is trained on."""
    found = list(traced(digits(datasets, "train", count)))
    drawn = ink.Batch.of([one.drawing for one in found if one.drawing is not None])
    rng = np.random.default_rng(SEED)
    varied, pens = warp.drawings(drawn, rng)
    on_paper = ink.render(varied, paper.pens(drawn.count, rng))
    scans = ink.scans(datasets["mnist"].part("train")[0][:count])
    rasters = {
        "drawings in pictures": np.stack([one.raster for one in found if one.drawing is not None]),
        "drawings in training": ink.render(varied, pens),
        "drawings on paper": paper.inputs(on_paper, rng, 1),
        "scans in pictures": np.stack([one.raster for one in found if one.drawing is None]),
        "scans in training": scans,
        "scans on paper": paper.inputs_again(scans, rng, 1),
    }
    rows = []
    for name, own in rasters.items():
        measured = spread(own[own.any(axis=1)]).values()
        rows.append((name, f"{len(own)}", *(f"{one.mean():.2f} ± {one.std():.2f}" for one in measured)))
    return table(("rasters", "n", "ink", "pen, pixels", "edge, pixels", "full"), rows)


def errors(run: Run, found: Sequence[Traced]) -> str:
    """Return a table of a network's errors by look: by pixels, by strokes, by both; n."""
    network, recipe = run.network(), run.recipe
    by_pixels = directions.from_rasters(np.stack([one.raster for one in found]))
    by_strokes = directions.render(ink.Batch.of([one.strokes for one in found]))
    if recipe.channels == 1:
        by_pixels, by_strokes = (one.reshape(-1, ink.FRAME**2, 5)[..., 0] for one in (by_pixels, by_strokes))
    pixels, strokes = (network.predict(one, batch_size=1000, verbose=0) for one in (by_pixels, by_strokes))
    labels = np.array([one.label for one in found])
    looks = np.array([one.look for one in found])
    both = PIXEL_SHARE * pixels + (1 - PIXEL_SHARE) * strokes
    wrong = [one.argmax(axis=1) != labels for one in (pixels, strokes, both)]

    def row(name: str, where: Bools) -> tuple[str, ...]:
        return (name, f"{where.sum()}", *(f"{one[where].sum()}" for one in wrong))

    rows = [row(look, looks == look) for look in dict.fromkeys(looks)]
    rows.append(row("all drawings of digits", ~np.isin(looks, (PASTED, NON_DIGITS))))
    return table(("errors", "n", "pixels", "strokes", "both"), rows)


if __name__ == "__main__":
    main()
