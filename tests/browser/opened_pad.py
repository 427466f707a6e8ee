"""The pad by itself: its modules as they are written, without the rest of the page."""

OPEN = """async () => {
  const { createPad } = await import('/pad/pad.js');
  const [canvas, overlay] = ['pad', 'marks'].map((id) => document.getElementById(id));
  const pad = createPad(canvas, overlay);
  const [changes, views] = [[], []];
  pad.subscribe(({ drawing, ...change }) => {
    changes.push({ ...change, points: drawing.map(({ length }) => length) });
  });
  pad.subscribeView((view) => views.push(view));
  Object.assign(globalThis, { pad, changes, views });
  while (views.length < 2) await new Promise(requestAnimationFrame); // sizes of both canvases
}"""

# What the visitor sees: alpha of each px of both canvases, which is sent nowhere, since that takes seconds.
PIXELS = """() => {
  const [ink, over] = ['pad', 'marks'].map((id) => {
    const { width, height } = document.getElementById(id);
    return document.getElementById(id).getContext('2d').getImageData(0, 0, width, height).data;
  });
  return Uint8Array.from({ length: ink.length / 4 }, (_, i) => Math.max(ink[4 * i + 3], over[4 * i + 3]));
}"""


def opened(modules, **options):
    """Open the pad, as globalThis.pad; `changes` and `views` collect its reports."""
    page = modules(**options)
    page.evaluate(OPEN)
    return page


def inked(page):
    """Return the number of px that are covered with ink."""
    return page.evaluate(f"() => ({PIXELS})().reduce((sum, alpha) => sum + alpha / 255, 0)")


def strokes(page):
    """Return the strokes of the pad's sheet as [x, y], rounded."""
    return page.evaluate(
        "() => pad.sheet.strokes.map((stroke) => stroke.map(({ x, y }) => [Math.round(x), Math.round(y)]))"
    )


def undone(page):
    """Return the number of steps that can be undone, and undo them."""
    return page.evaluate("() => { let n = 0; for (; changes.at(-1)?.canUndo; n++) pad.undo(); return n; }")
