"""Drawing on the pad: with the mouse, or with pointer events made by a script, which is much faster."""

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from playwright.sync_api import FloatRect, Locator, Page

from numbre.export.golden_drawings import PlainDrawing
from numbre.train.features.ink import Drawing

Placed: TypeAlias = list[list[tuple[float, float]]]  # a drawing in CSS px of the page

DISPATCH = """(strokes) => {
  const pad = document.getElementById('pad');
  const send = (type, points) => {
    const pen = { pointerId: 7, pointerType: 'pen', isPrimary: true, buttons: 1 };
    const eventAt = ([clientX, clientY], options) =>
      new PointerEvent(type, { ...pen, bubbles: true, cancelable: true, clientX, clientY, ...options });
    const coalescedEvents = points.map((point) => eventAt(point));
    pad.dispatchEvent(eventAt(points.at(-1), { coalescedEvents }));
  };
  for (const stroke of strokes) {
    send('pointerdown', stroke.slice(0, 1));
    for (let i = 1; i < stroke.length; i += 4) send('pointermove', stroke.slice(i, i + 4));
    send('pointerup', stroke.slice(-1));
  }
}"""


SEND = """([type, x, y, { t, coalesced = [], predicted = [], ...options }]) => {
  const pad = document.getElementById('pad');
  const { left, top } = pad.getBoundingClientRect();
  const eventAt = ([x, y, t], lists) => {
    const place = { clientX: left + x, clientY: top + y, bubbles: true, cancelable: true };
    const pressed = { button: type === 'pointermove' ? -1 : 0, buttons: type === 'pointerup' ? 0 : 1 };
    const mouse = { pointerId: 7, pointerType: 'mouse', isPrimary: true, ...pressed };
    const event = new PointerEvent(type, { ...mouse, ...place, ...options, ...lists });
    if (t !== undefined) Object.defineProperty(event, 'timeStamp', { value: t });
    return event;
  };
  const lists = {
    coalescedEvents: coalesced.map((at) => eventAt(at)),
    predictedEvents: predicted.map((at) => eventAt(at)),
  };
  pad.dispatchEvent(eventAt([x, y, t], lists));
}"""


def place(drawing: Drawing, box: FloatRect, part: float = 0.6) -> Placed:
    """Return the drawing scaled and moved to the middle of the pad's box, in CSS px of the page."""
    xs = [point[0] for stroke in drawing for point in stroke]
    ys = [point[1] for stroke in drawing for point in stroke]
    extent = max(max(xs) - min(xs), max(ys) - min(ys)) or 1
    scale = part * min(box["width"], box["height"]) / extent
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    return [
        [
            (
                middle[0] + (point[0] - (max(xs) + min(xs)) / 2) * scale,
                middle[1] + (point[1] - (max(ys) + min(ys)) / 2) * scale,
            )
            for point in stroke
        ]
        for stroke in drawing
    ]


def draw(page: Page, drawing: PlainDrawing, part: float = 0.6, mouse: bool = False) -> None:
    """Scroll the pad into view and draw in its middle; the mouse takes a frame for each point."""
    page.locator("#pad").scroll_into_view_if_needed()
    strokes = place(drawing, box_of(page.locator("#pad")), part)
    if mouse:
        trace(page, strokes)
    else:
        page.evaluate(DISPATCH, strokes)


def box_of(element: Locator) -> FloatRect:
    """Return the box of an element that is shown, px of the window."""
    box = element.bounding_box()
    assert box, "only an element that is hidden has no box"
    return box


def write(page: Page, drawing: PlainDrawing) -> None:
    """Draw at px from the pad's corner."""
    page.locator("#pad").scroll_into_view_if_needed()
    box = box_of(page.locator("#pad"))
    page.evaluate(DISPATCH, [[(x + box["x"], y + box["y"]) for x, y in stroke] for stroke in drawing])


def send(page: Page, kind: str, x: float, y: float, **options: object) -> None:
    """Dispatch one pointer event px from the pad's corner, of a mouse unless the options say otherwise.

    They are those of a PointerEvent; t: its time stamp, ms; coalesced and predicted: [x, y] or [x, y, t] of
    such events.
    """
    page.evaluate(SEND, [kind, x, y, options])


def trace(page: Page, strokes: Iterable[Sequence[tuple[float, float]]]) -> None:
    """Draw strokes with the mouse, in CSS px of the page."""
    for stroke in strokes:
        page.mouse.move(*stroke[0])
        page.mouse.down()
        for point in stroke[1:]:
            page.mouse.move(*point)
        page.mouse.up()
