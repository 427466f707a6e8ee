"""How long our page reads after one more stroke, and how that grows with the length of the number."""

import numpy as np

from . import composed
from .digits import as_lists
from .summary import spread

NUMBERS = {1: 60, 10: 20, 40: 10}  # digits: how many numbers of so many
LAST = 5  # strokes that are written one by one, the others being there

# Whole readings, and not what timings.lastReading says: a long number is read in slices, over several frames.
WRITE = """async ({ drawing, last }) => {
  const times = [];
  for (let there = Math.max(0, drawing.length - last); there <= drawing.length; there++) {
    const started = performance.now();
    await numbre.recognize(drawing.slice(0, there));
    times.push(performance.now() - started);
  }
  return times.slice(1);
}"""


def growth(page, datasets):
    """Return {digits: {"strokes", "median", "p95"}}, ms, with the digits of the validation writers."""
    writers = composed.by_writer(datasets, "validation")
    rng = np.random.default_rng(1)
    rows = {}
    for length, count in NUMBERS.items():
        drawings = [as_lists(drawing) for drawing, _ in composed.numbers(writers, length, count, rng)]
        page.evaluate(WRITE, {"drawing": drawings[0], "last": LAST})  # warm up
        times = [ms for one in drawings for ms in page.evaluate(WRITE, {"drawing": one, "last": LAST})]
        rows[length] = {"strokes": len(times), **spread(times)}
    return rows
