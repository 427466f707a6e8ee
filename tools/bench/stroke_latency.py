"""How long our page takes for a raster, and for a reading after one more stroke, by the number's length."""

import json

import numpy as np

from tools.bench import composed_numbers
from tools.bench.digits import as_lists
from tools.bench.number_latency import WRITE
from tools.bench.summary import spread

NUMBERS = {1: 60, 10: 10, 40: 8}  # digits: how many numbers of so many
SAMPLE = 500  # drawings that are made rasters of
LAST = 5  # strokes of each number that count: all but a few others are there

RASTERS = """(text) => {
  const drawings = JSON.parse(text);
  const started = performance.now();
  for (const drawing of drawings) numbre.rasterize(drawing);
  return (performance.now() - started) / drawings.length;
}"""


def raster_ms(page, drawings):
    """Return how long a raster takes on average: too short for the browser's clock to tell one by one."""
    many = json.dumps([as_lists(drawing) for drawing in drawings[:SAMPLE]])
    page.evaluate(RASTERS, many)  # warm up
    return round(page.evaluate(RASTERS, many), 3)


def growth(page, datasets):
    """Return {digits: {"strokes", "median", "p95"}}, ms, with the digits of the validation writers."""
    writers = composed_numbers.by_writer(datasets, "validation")
    rng = np.random.default_rng(1)
    rows = {}
    for length, count in NUMBERS.items():
        drawings = [as_lists(drawing) for drawing, _ in composed_numbers.numbers(writers, length, count, rng)]
        page.evaluate(WRITE, drawings[0])  # warm up
        times = [ms for drawing in drawings for ms in page.evaluate(WRITE, drawing)[-LAST:]]
        rows[length] = {"strokes": len(times), **spread(times)}
    return rows
