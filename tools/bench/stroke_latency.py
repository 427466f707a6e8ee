"""Measure the time of a raster, and of a reading after one more stroke, by the number's length."""

import json
from collections.abc import Sequence

import numpy as np
from playwright.sync_api import Page

from numbre.train.data.datasets import Datasets
from numbre.train.features.ink import Strokes
from tools.bench import composed_numbers
from tools.bench.digits import as_lists
from tools.bench.number_latency import WRITE
from tools.bench.summary import percentiles

NUMBERS = {1: 60, 10: 10, 40: 8}  # digits: how many numbers of that length
SAMPLE = 500  # drawings to rasterize
LAST_STROKES = 5  # of each number that count: nearly all others are on the pad by then

RASTERIZE = """(text) => {
  const drawings = JSON.parse(text);
  const started = performance.now();
  for (const drawing of drawings) numbre.rasterize(drawing);
  return (performance.now() - started) / drawings.length;
}"""


def raster_ms(page: Page, drawings: Sequence[Strokes]) -> float:
    """Return the mean time of a raster, ms; one alone is too short for the browser's clock."""
    text = json.dumps([as_lists(drawing) for drawing in drawings[:SAMPLE]])
    page.evaluate(RASTERIZE, text)  # warm up
    return round(page.evaluate(RASTERIZE, text), 3)


def stroke_latency(page: Page, datasets: Datasets) -> dict[str, dict[str, float]]:
    """Return {digits: {"strokes", "median", "p95"}}, ms, of numbers by validation writers."""
    writers = composed_numbers.by_writer(datasets, "validation")
    rng = np.random.default_rng(1)
    rows = {}
    for length, count in NUMBERS.items():
        drawings = [as_lists(drawing) for drawing, _ in composed_numbers.numbers(writers, length, count, rng)]
        page.evaluate(WRITE, drawings[0])  # warm up
        times = [ms for drawing in drawings for ms in page.evaluate(WRITE, drawing)[-LAST_STROKES:]]
        rows[str(length)] = {"strokes": len(times), **percentiles(times)}
    return rows
