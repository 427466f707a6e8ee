"""Drawings, and helpers that draw on the pad and read the page."""

from tools.browser.pointer import draw


class Fingers:
    """Real touch events, through the browser's own input."""

    def __init__(self, page):
        self.session = page.context.new_cdp_session(page)

    def send(self, kind, *points):
        """Send touchStart, touchMove, touchEnd or touchCancel with the fingers at the given points."""
        touches = [{"x": x, "y": y, "id": i} for i, (x, y) in enumerate(points)]
        self.session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})


# The worker has taken over, or none can; and the faster backend has been decided.
CHOSEN = "() => performance.getEntriesByName('numbre: backend chosen').length"

SETTLED = """async () => {
  const reading = document.getElementById('reading');
  do await new Promise(requestAnimationFrame);
  while (reading.getAttribute('aria-busy') === 'true');
  return reading.textContent;
}"""


def settled(page):
    """Wait until the drawing on the pad has been read, and return the reading."""
    return page.evaluate(SETTLED)


def until_reading(page, text):
    """Wait until the page reads a text; fails if it reads another for ever."""
    read = "(text) => document.getElementById('reading').textContent === text"
    page.wait_for_function(read, arg=text)


def reads_and_learns(page):
    """Draw a seven, and check that it is read, and can be taught."""
    draw(page, SEVEN)
    assert settled(page) == "7"
    assert page.evaluate(TEACH, SEVEN) == 1


TEACH = "async (drawing) => { await numbre.teach(drawing, '7'); return numbre.hand.size; }"
SEVEN = [[(0, 0), (50, 0), (90, 0), (70, 50), (50, 90), (30, 140)]]
ONE = [[(50, 0), (50, 60), (50, 140)]]
SCRIBBLE = [
    [(0, 0), (100, 80), (0, 80), (100, 0), (10, 40), (100, 40), (20, 90), (90, 10), (0, 60), (70, 100)]
]


def open_part(page, name):
    """Open Look inside, Compare or About by its door."""
    page.locator(f".doors [data-part={name}]").click()


def choose_network(page, name):
    """Choose a network in About, which is opened."""
    open_part(page, "about")
    page.select_option("#network", name)


def explain(page, name):
    """Draw a seven and open Look inside for a network."""
    draw(page, SEVEN)
    look_inside(page, name)


def look_inside(page, name):
    """Open Look inside for a network, which has read the drawing on the pad."""
    settled(page)
    page.evaluate("(name) => numbre.use(name)", name)
    open_part(page, "inside")
    page.locator("#inside p", has_text=f"What “{name}” does").wait_for()
    page.locator("#inside .note", has_text="The answer:").wait_for()


# Left and right end of the ink on the pad, as parts of its width.
INK_RANGE = """() => {
  const pad = document.getElementById('pad');
  const { data } = pad.getContext('2d').getImageData(0, 0, pad.width, pad.height);
  let [left, right] = [1, 0];
  for (let i = 0; i < data.length; i += 4) {
    if (data[i + 3] < 128 || data[i + 2] - data[i] < 60) continue; // ink is blue
    const x = ((i / 4) % pad.width) / pad.width;
    [left, right] = [Math.min(left, x), Math.max(right, x)];
  }
  return [left, right];
}"""


# Waits until the pad has zoomed out after its first strokes, or has found that there is room.
ZOOM_DECIDED = """async () => {
  const loaded = () => performance.getEntriesByType('resource').map(({ name }) => name);
  const code = () => loaded().find((name) => /\\/zoom-\\w+\\.js$/.test(name));
  while (!code()) await new Promise(requestAnimationFrame);
  await import(code());
}"""


def until_ink_ends(page, part):
    """Wait until the ink ends before a part of the pad's width: until the pad has zoomed out."""
    page.wait_for_function(f"(part) => ({INK_RANGE})()[1] < part", arg=part)


# Waits until ink and numerals have stood still for ten frames: the pad zooms out gradually.
STILL = f"""async () => {{
  const inkRange = {INK_RANGE};
  const numerals = () => [...document.querySelectorAll('#reading button')];
  let last = '';
  for (let frames = 0; frames < 10; frames++) {{
    await new Promise(requestAnimationFrame);
    const now = JSON.stringify([inkRange(), numerals().map((one) => one.getBoundingClientRect().x)]);
    if (now !== last) frames = 0;
    last = now;
  }}
}}"""


def until_still(page):
    """Wait until neither ink nor numerals move any more."""
    page.evaluate(STILL)


def button(page, place):
    """Return the button of the grapheme at a place of the number."""
    return page.locator("#reading button").nth(place)
