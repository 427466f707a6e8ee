"""From the pen to the page: how long after a pointer event the reading that knows of it has been painted."""

import statistics
import sys
import time

import numpy as np

from tools.bench import composed_numbers
from tools.bench.digits import as_lists
from tools.browser.pointer import place, trace

NUMBERS = {1: 40, 10: 5}  # digits: how many numbers of so many
BETWEEN = 0.4  # s between two numbers
PART = 0.8  # of the pad that a number takes
SLICE = 10  # ms: a reading that takes as long goes on in the next frame, see engine.js

# Of every pointer event that adds ink or ends a stroke: how long it took until the frame was over that showed
# the reading with it. What is posted in a frame's last callback comes when the page has painted the frame.
WATCH = f"""() => {{
  globalThis.seen = [];
  let waiting = [];
  const painted = new MessageChannel();
  painted.port1.onmessage = ({{ data }}) => {{
    const now = performance.now();
    for (const event of data) seen.push([now - event.hand, now - event.given, event.frames]);
  }};
  let last = null;
  const look = () => {{
    for (const event of waiting) event.frames += 1;
    const ms = numbre.timings.lastReading;
    if (ms >= {SLICE} && ms !== last) {{
      last = ms; // it may go on: one frame more shows whether it has
      return requestAnimationFrame(look);
    }}
    painted.port2.postMessage(waiting);
    waiting = [];
  }};
  const note = ({{ target, type, buttons, timeStamp: hand }}) => {{
    if (target.id !== 'pad' || (type === 'pointermove' && !buttons)) return;
    if (!waiting.length) requestAnimationFrame(look);
    waiting.push({{ hand, given: performance.now(), frames: 0 }});
  }};
  // after the page's own listeners, on the pad: its frame's callback is asked for first
  for (const type of ['pointermove', 'pointerup']) addEventListener(type, note);
}}"""


def frames(page, datasets):
    """Return {digits: figures} of our page, once it has come to rest, with validation writers' digits."""
    writers = composed_numbers.by_writer(datasets, "validation")
    rng = np.random.default_rng(2)
    page.evaluate(WATCH)
    box = page.locator("#pad").bounding_box()
    rows = {}
    for length, count in NUMBERS.items():
        print(f"numbers of {length} digits, written with the mouse", file=sys.stderr)
        page.evaluate("() => { globalThis.seen = []; }")
        for drawing, _ in composed_numbers.numbers(writers, length, count, rng):
            page.evaluate("() => document.getElementById('clear').click()")
            trace(page, place(as_lists(drawing), box, PART))  # which waits until each event has been seen to
            time.sleep(BETWEEN)
        rows[length] = summed_up(page.evaluate("seen"))
    return rows


def summed_up(seen):
    """Return the figures of events [(ms since the hand moved, ms since the page was told, frames)]."""
    hand, given, frames = zip(*seen, strict=True)
    last = lambda times: round(statistics.quantiles(times, n=100)[-1], 1)  # noqa: E731
    return {
        "events": len(seen),
        "median": round(statistics.median(given), 1),
        "p99": last(given),
        "p99_from_hand": last(hand),
        "in_next_frame": round(sum(count == 1 for count in frames) / len(frames), 4),
    }
