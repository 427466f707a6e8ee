"""Measure Look inside: planes repainted while a 7 is written, and the time from the pointer to a sum.

`python -m tools.bench.look_inside [NETWORK...]` prints a row for each network of the built page.
"""

import sys
from typing import Any

from playwright.sync_api import Page, sync_playwright

from tools.bench.summary import percentiles
from tools.browser.chromium import FLAGS, find_browser
from tools.browser.servers import serving
from tools.browser.waiting import until_ready
from tools.paths import MODELS, SITE

POINTS = 130  # numbers of a network that are pointed at
SECONDS = 2  # that a 7 takes
VIEWPORT = {"width": 1280, "height": 900}
IDLE = "() => performance.getEntriesByName('numbre: backend chosen').length"
OPEN = """async (name) => {
  await numbre.use(name);
  document.querySelector('.doors [data-part=inside]').click();
  const text = () => document.getElementById('inside').textContent;
  while (!text().includes(`What “${name}” does`)) await new Promise(requestAnimationFrame);
}"""

# Writes a 7, with a pointer event in each frame; counts all frames, and those in which the plane of the first
# layer has been painted with other numbers than before. All planes are painted together.
WRITE = """async (seconds) => {
  const pad = document.getElementById('pad');
  document.getElementById('clear').click();
  scrollTo(0, 0);
  const box = pad.getBoundingClientRect();
  const send = (type, [x, y]) => pad.dispatchEvent(new PointerEvent(type, {
    pointerId: 1, isPrimary: true, button: 0, buttons: 1, bubbles: true, pointerType: 'pen',
    clientX: box.left + box.width / 2 + (x - 0.5) * 0.5 * box.height,
    clientY: box.top + 0.1 * box.height + y * 0.8 * box.height,
  }));
  // with a serif: a line that grows is scaled to the same raster again and again
  const corners = [[0, 0.12], [0, 0], [1, 0], [0.2, 1]];
  const ends = [0, 0.05, 0.4, 1];
  const at = (part) => {
    const i = Math.max(1, ends.findIndex((end) => part <= end));
    const share = (part - ends[i - 1]) / (ends[i] - ends[i - 1]);
    return corners[i].map((to, axis) => corners[i - 1][axis] + share * (to - corners[i - 1][axis]));
  };
  const canvas = [...document.querySelectorAll('#inside .planes .plane')][1];
  const context = canvas.getContext('2d');
  let painted = false;
  let before = new Uint32Array(0);
  context.putImageData = function (...given) {
    const pixels = new Uint32Array(given[0].data.buffer.slice());
    painted ||= pixels.some((pixel, i) => pixel !== before[i]);
    before = pixels;
    return CanvasRenderingContext2D.prototype.putImageData.apply(this, given);
  };
  const frame = () => new Promise(requestAnimationFrame);
  let [frames, repainted, longest, last] = [0, 0, 0, performance.now()];
  await frame();
  send('pointerdown', at(0));
  const start = performance.now();
  for (let now = start; now < start + 1000 * seconds; now = performance.now()) {
    send('pointermove', at((now - start) / (1000 * seconds)));
    await frame();
    frames += 1;
    if (painted) {
      repainted += 1;
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }
    painted = false;
  }
  send('pointerup', at(1));
  delete context.putImageData;
  const passed = (performance.now() - start) / 1000;
  return { frames: frames / passed, repainted: repainted / passed, longest };
}"""

# Points at random numbers of all planes but the first; ms until a frame with window and sum has been painted.
POINT = """async (count) => {
  const planes = [...document.querySelectorAll('#inside .planes .plane')].slice(1);
  const equation = document.querySelector('#inside .equation');
  const painted = () => new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = resolve;
    requestAnimationFrame(() => port2.postMessage(null));
  });
  const times = [];
  for (let i = 0; i < count; i++) {
    const plane = planes[i % planes.length];
    plane.scrollIntoView({ block: 'center' });
    await painted();
    const { left, top, width, height } = plane.getBoundingClientRect();
    const [clientX, clientY] = [left + Math.random() * width, top + Math.random() * height];
    const before = performance.now();
    plane.dispatchEvent(new PointerEvent('pointermove', { clientX, clientY, bubbles: true }));
    await painted();
    times.push(performance.now() - before);
    if (!equation.textContent.match(/\\d/)) throw new Error(`no sum: ${equation.textContent}`);
  }
  return times;
}"""


def look_inside(page: Page, name: str) -> dict[str, Any]:
    """Return the figures of a network: frames a second, and ms from the pointer to window and sum."""
    page.evaluate(OPEN, name)
    page.wait_for_function(IDLE)
    page.evaluate(WRITE, 1)  # warm up
    figures = page.evaluate(WRITE, SECONDS)
    page.wait_for_function("() => document.getElementById('reading').getAttribute('aria-busy') !== 'true'")
    page.locator("#inside .note", has_text="The answer:").wait_for()
    page.evaluate(POINT, POINTS // 5)  # warm up
    return {**figures, "pointer": percentiles(page.evaluate(POINT, POINTS))}


def main() -> None:
    """Print the figures of the networks that are named, or all."""
    names = sys.argv[1:] or sorted(path.name for path in MODELS.iterdir() if path.is_dir())
    with serving(SITE) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=FLAGS)
        print("network   repaints/s  frames/s  longest gap, ms  pointer to sum, ms: median  p95")
        for name in names:
            page = browser.new_page(viewport={"width": VIEWPORT["width"], "height": VIEWPORT["height"]})
            page.goto(url)
            until_ready(page)
            row = look_inside(page, name)
            print(
                f"{name:<10}{row['repainted']:>10.1f}{row['frames']:>10.1f}{row['longest']:>17.0f}"
                f"{row['pointer']['median']:>29.1f}{row['pointer']['p95']:>5.1f}"
            )
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
