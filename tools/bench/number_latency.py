"""Measure the time of a reading after each stroke of a number, and of drawings of ever more strokes."""

from collections.abc import Sequence

from playwright.sync_api import Page

from numbre.export.golden_drawings import PlainDrawing
from numbre.train.features.ink import Strokes
from tools.bench.summary import percentiles

STROKES = (5, 20, 80, 320)
ROUNDS = 7
WRITTEN = 20  # numbers to write stroke by stroke

# Writes a drawing on the pad by pointer events; returns the ms of reading after every stroke.
WRITE = """async (drawing) => {
  const pad = document.getElementById('pad');
  document.getElementById('clear').click();
  const box = pad.getBoundingClientRect();
  const xs = drawing.flat().map(([x]) => x);
  const ys = drawing.flat().map(([, y]) => y);
  const left = Math.min(...xs);
  const top = Math.min(...ys);
  const across = 0.8 * box.width / (Math.max(...xs) - left);
  const scale = Math.min(across, 0.8 * box.height / (Math.max(...ys) - top));
  const send = (type, [x, y]) => pad.dispatchEvent(new PointerEvent(type, {
    pointerId: 1, isPrimary: true, button: 0, buttons: 1, bubbles: true,
    clientX: box.left + 0.1 * box.width + (x - left) * scale,
    clientY: box.top + 0.1 * box.height + (y - top) * scale,
  }));
  const output = document.getElementById('reading');
  const reading = async () => {
    do await new Promise(requestAnimationFrame);
    while (output.getAttribute('aria-busy') === 'true');
    return numbre.timings.lastReading;
  };
  const times = [];
  for (const stroke of drawing) {
    send('pointerdown', stroke[0]);
    for (const point of stroke.slice(1, -1)) send('pointermove', point);
    send('pointerup', stroke.at(-1));
    times.push(await reading());
  }
  return times;
}"""
READ = """async (drawing) => {
  const started = performance.now();
  await numbre.recognize(drawing);
  return performance.now() - started;
}"""


def latencies(page: Page, numbers: Sequence[tuple[Strokes, str]]) -> dict[str, dict[str, float]]:
    """Return {case: {"median", "p95"}}, ms: after a stroke on the pad, and of drawings of many strokes.

    numbers: [(drawing, text)] of ten digits each.
    """
    drawings = [[[list(map(float, point)) for point in stroke] for stroke in number[0]] for number in numbers]
    for drawing in drawings[:3]:
        page.evaluate(WRITE, drawing)  # warm up
    after = [time for drawing in drawings[:WRITTEN] for time in page.evaluate(WRITE, drawing)]
    rows = {"one more stroke of a 10-digit number": percentiles(after)}
    for count in STROKES:
        drawing = lines_of_numbers(drawings, count)
        rows[f"{count} strokes at once"] = percentiles([page.evaluate(READ, drawing) for _ in range(ROUNDS)])
    return rows


def lines_of_numbers(drawings: Sequence[PlainDrawing], count: int) -> PlainDrawing:
    """Return one drawing of ``count`` strokes: numbers, each on a line of its own."""
    strokes = [
        [[x, y + 250 * line] for x, y in stroke]
        for line, drawing in enumerate(drawings)
        for stroke in drawing
    ]
    return strokes[:count]
