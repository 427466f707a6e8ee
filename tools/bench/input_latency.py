"""Measure the latency from a pointer event to the frame that shows the reading with it."""

import statistics
import sys
import time
from collections.abc import Sequence

import numpy as np
from playwright.sync_api import Page

from numbre.train.data.datasets import Datasets
from tools.bench import composed_numbers
from tools.bench.digits import as_lists
from tools.browser.pointer import box_of, place, trace

NUMBERS = {1: 40, 10: 5}  # digits: how many numbers of that length
PAUSE = 0.4  # s between two numbers
PAD_SHARE = 0.8  # of the pad that a number takes

# For every pointer event that adds ink or ends a stroke: the time until the end of the frame that shows the
# reading with it, which comes from another thread: the page is busy until then, or until another event. A
# message posted in a frame's last callback arrives once the page has painted the frame.
WATCH = """() => {
  globalThis.seen = [];
  let [unread, read] = [[], []];
  const reading = document.getElementById('reading');
  const painted = new MessageChannel();
  painted.port1.onmessage = ({ data }) => {
    const now = performance.now();
    for (const event of data) seen.push([now - event.input, now - event.dispatched, event.frames]);
  };
  const onFrame = () => {
    for (const event of [...unread, ...read]) event.frames += 1;
    painted.port2.postMessage(read);
    read = [];
    if (unread.length) requestAnimationFrame(onFrame); // the reading is still to come
  };
  new MutationObserver(() => {
    if (reading.getAttribute('aria-busy') === 'true') return;
    [unread, read] = [[], [...read, ...unread]];
  }).observe(reading, { attributeFilter: ['aria-busy'] });
  const onEvent = ({ target, type, buttons, timeStamp: input }) => {
    if (target.id !== 'pad' || (type === 'pointermove' && !buttons)) return;
    if (!unread.length && !read.length) requestAnimationFrame(onFrame);
    unread.push({ input, dispatched: performance.now(), frames: 0 });
  };
  // on the window, after the page's own listeners on the pad, which make the page busy
  for (const type of ['pointermove', 'pointerup']) addEventListener(type, onEvent);
}"""


def input_latency(page: Page, datasets: Datasets) -> dict[str, dict[str, float]]:
    """Return {digits: summary} of numbers by validation writers; page: Numbre, after it has been idle."""
    writers = composed_numbers.by_writer(datasets, "validation")
    rng = np.random.default_rng(2)
    page.evaluate(WATCH)
    box = box_of(page.locator("#pad"))
    rows = {}
    for length, count in NUMBERS.items():
        print(f"writing numbers with the mouse, length {length}", file=sys.stderr)
        page.evaluate("() => { globalThis.seen = []; }")
        for drawing, _ in composed_numbers.numbers(writers, length, count, rng):
            page.evaluate("() => document.getElementById('clear').click()")
            trace(page, place(as_lists(drawing), box, PAD_SHARE))  # waits until each event has been handled
            time.sleep(PAUSE)
        rows[str(length)] = summarize(page.evaluate("seen"))
    return rows


def summarize(seen: Sequence[tuple[float, float, int]]) -> dict[str, float]:
    """Return the summary of events [(ms since the input, ms since the event was dispatched, frames)]."""
    since_input, since_dispatch, frames = zip(*seen, strict=True)

    def p99(times: Sequence[float]) -> float:
        return round(statistics.quantiles(times, n=100)[-1], 1)

    return {
        "events": len(seen),
        "median": round(statistics.median(since_dispatch), 1),
        "p99": p99(since_dispatch),
        "p99_since_input": p99(since_input),
        "in_next_frame": round(sum(count <= 2 for count in frames) / len(frames), 4),
    }
