"""How long the page reads after each stroke of a number, and how that grows with the number of strokes."""

from tools.bench.summary import spread

STROKES = (5, 20, 80, 320)
ROUNDS = 7
WRITTEN = 20  # numbers that are written stroke by stroke

# Writes a drawing on the pad as pointers do; returns the ms of reading after every stroke. What takes longer
# than a slice of a frame goes on in the next one: slices are added up until a frame brings no other.
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
  const frame = () => new Promise(requestAnimationFrame);
  const reading = async () => {
    await frame();
    let [slice, total] = [null, 0];
    while (slice !== numbre.timings.lastReading) {
      slice = numbre.timings.lastReading;
      total += slice;
      await frame();
    }
    return total;
  };
  pad.setPointerCapture = () => {}; // which knows real pointers only
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


def latencies(page, numbers):
    """Return {what: {"median", "p95"}}, ms: after a stroke on the pad, and of drawings of many strokes."""
    drawings = [[[list(map(float, point)) for point in stroke] for stroke in one[0]] for one in numbers]
    for drawing in drawings[:3]:
        page.evaluate(WRITE, drawing)  # warm up
    after = [time for drawing in drawings[:WRITTEN] for time in page.evaluate(WRITE, drawing)]
    rows = {"after a stroke of a 10-digit number": spread(after)}
    for count in STROKES:
        many = side_by_side(drawings, count)
        rows[f"{count} strokes at once"] = spread([page.evaluate(READ, many) for _ in range(ROUNDS)])
    return rows


def side_by_side(drawings, count):
    """Return one drawing of so many strokes: numbers, each on a line of its own."""
    strokes = [
        [[x, y + 250 * line] for x, y in stroke]
        for line, drawing in enumerate(drawings)
        for stroke in drawing
    ]
    return strokes[:count]
