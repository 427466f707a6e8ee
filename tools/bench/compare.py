"""Measure Compare while a pen writes: `python -m tools.bench.compare`.

Prints, for three strokes of three seconds each, the pad's frames a second and its longest frame, and how
often each network has read; then how long the strips of the four sliders take, of all networks.
"""

from playwright.sync_api import sync_playwright

from tools.browser.chromium import FLAGS, find_browser
from tools.browser.number_drawings import DIGITS
from tools.browser.pointer import draw
from tools.browser.servers import serving
from tools.browser.waiting import until_ready
from tools.paths import SITE

STROKES = 3
TRICKS = ("Curly 2", "Open 4", "Slashed 0")
WASM = "() => numbre.timings.backend === 'wasm'"
FILLED = """() => [...document.querySelectorAll('#compare .deviation')]
  .every((one) => one.getAttribute('aria-busy') === 'false')"""
WRITE = """async () => {
  const counts = {};
  const observers = [...document.querySelectorAll('#compare tbody tr')].map((row) => {
    const name = row.querySelector('strong').textContent;
    counts[name] = 0;
    const observer = new MutationObserver(() => counts[name]++);
    observer.observe(row.querySelector('.mini-bars'), { attributes: true, subtree: true });
    return observer;
  });
  const pad = document.getElementById('pad');
  const { left, top } = pad.getBoundingClientRect();
  const pen = { pointerId: 7, isPrimary: true, button: 0, buttons: 1, bubbles: true };
  pad.setPointerCapture = () => {};
  const send = (type, x, y) =>
    pad.dispatchEvent(new PointerEvent(type, { ...pen, clientX: left + x, clientY: top + y }));
  const begin = performance.now();
  let [longest, last] = [0, begin];
  send('pointerdown', 120, 170);
  for (let i = 0; i < 180; i++) {
    const angle = (i / 180) * 2 * Math.PI;
    send('pointermove', 120 + 60 * Math.sin(angle) + i / 5, 100 + 70 * Math.cos(angle));
    await new Promise(requestAnimationFrame);
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }
  const seconds = (last - begin) / 1000;
  const rates = Object.entries(counts).map(([name, count]) => `${name} ${(count / seconds).toFixed(0)}`);
  for (const observer of observers) observer.disconnect();
  send('pointerup', 156, 170);
  return `${(180 / seconds).toFixed(0)} frames a second, the longest ${longest.toFixed(0)} ms; ` +
    `readings a second: ${rates.join(', ')}`;
}"""
FILL = """async (name) => {
  [...document.querySelectorAll('#compare .shelf button')].find((one) => one.textContent === name).click();
  const begin = performance.now();
  do await new Promise(requestAnimationFrame);
  while (document.querySelector('#compare .deviation[aria-busy=true]'));
  return `${name}: strips after ${(performance.now() - begin).toFixed(0)} ms`;
}"""


def main() -> None:
    """Open Compare in the built site, write, choose trick drawings, and print what that took."""
    with serving(SITE) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto(url)
        until_ready(page)
        draw(page, DIGITS["digit 7-crossed, shaky"], part=0.5)
        page.locator(".doors [data-part=compare]").click()
        page.locator("#compare [role=status]", has_text="read 7").wait_for()
        page.wait_for_function(WASM)
        for _ in range(STROKES):
            page.locator("#clear").click()
            page.locator("#compare [role=status]", has_text="Write a number").wait_for()
            print(page.evaluate(WRITE))
        page.locator("#compare .deviations").scroll_into_view_if_needed()
        page.wait_for_function(FILLED)
        for name in TRICKS:
            print(page.evaluate(FILL, name))
        browser.close()


if __name__ == "__main__":
    main()
