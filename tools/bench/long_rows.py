"""Measure how long the page's main thread is held up while a row of many strokes is read."""

import sys
from typing import Any

from playwright.sync_api import Page

STROKES = (300, 3000, 10_000)

# Reads a row of strokes; returns the ms until its predictions have come, and the longest pause between
# messages that the page sends to itself without end: nothing else can run in such a pause.
READ = """async (count) => {
  const row = Array.from({ length: count }, (_, i) => [[40 * i, 0], [40 * i + 5, 100]]);
  const { port1, port2 } = new MessageChannel();
  let [last, longest] = [performance.now(), 0];
  port1.onmessage = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    port2.postMessage(null);
  };
  port2.postMessage(null);
  await new Promise((done) => setTimeout(done, 50));
  longest = 0;
  const started = performance.now();
  await numbre.recognize(row);
  const ms = performance.now() - started;
  await new Promise((done) => setTimeout(done, 50));
  port1.close();
  return { ms: Math.round(ms), longest: Math.round(10 * longest) / 10 };
}"""


def long_rows(page: Page) -> dict[int, dict[str, Any]]:
    """Return {strokes: {"ms", "longest"}} of a page that has been idle."""
    page.evaluate(READ, STROKES[0])  # warm up
    rows = {}
    for count in STROKES:
        print(f"reading a row of {count} strokes", file=sys.stderr)
        rows[count] = page.evaluate(READ, count)
    return rows
