"""Readings of one digit: how long each takes, how many are wrong, and what they leave in memory."""

import contextlib
import json
import sys

from tools.bench.pages import READ, RECOGNIZE
from tools.bench.summary import errors, spread
from tools.bench.first_visits import opened
from tools.browser.memory import heap
from tools.browser.pointer import place

PAD = {"x": 0, "y": 0, "width": 280, "height": 280}  # of the peers, px
PART = 20 / 28  # of the pad that a digit takes: what a digit of MNIST has of its image
WARM = 60  # readings before the first that counts
LONG_RUN = 10_000  # readings, after which what each leaves in memory would be seen
IDLE = 3000  # ms after the network has come to rest, after which a page has what it fetches when idle

TIMED = """async (text) => {{
  const drawings = JSON.parse(text); // which is passed much faster than arrays of arrays
  const [draw, read] = [{draw}, {read}];
  const found = [];
  for (const drawing of drawings) {{
    draw(drawing);
    const started = performance.now();
    const digit = await read(drawing);
    found.push([digit, performance.now() - started]);
  }}
  return found;
}}"""


def placed(drawings):
    """Return drawings as people write them: in the middle of the pad, all of one size."""
    return [
        [[[round(x, 2), round(y, 2)] for x, y in stroke] for stroke in place(drawing, PAD, PART)]
        for drawing in drawings
    ]


class Reader:
    """An open page that reads, and what has come of it."""

    def __init__(self, page, kind):
        self.page, self.code = page, TIMED.format(draw=kind.draw, read=kind.read)
        self.about, self.found, self.times = kind.about, [], []

    def read(self, drawings):
        """Read a block of drawings."""
        for digit, ms in self.page.evaluate(self.code, json.dumps(drawings)):
            self.found.append(digit)
            self.times.append(ms)

    def warm(self, drawings):
        """Read what does not count; remember the memory that is taken from then on."""
        self.page.evaluate(self.code, json.dumps(drawings))
        self.before = self.memory()

    def memory(self):
        """Return {"heap", "buffers"}, see tensors.py, and what is known of the runtime."""
        return heap(self.page) | self.page.evaluate(self.about)

    def figures(self, digits):
        """Return what has come of it; digits: the truth."""
        return {
            "ms": spread(self.times),
            "errors": errors(self.found, digits),
            "n": len(digits),
            "before": self.before,
            "after": self.memory(),
        }


def read_all(browser, urls, first, drawings, digits, rounds):
    """Read all digits with every page, a block at a time and in turn; returns {name: figures}.

    urls: {page: url}; first: names of the files of our page that its first reading needs. Where it fetches
    nothing else, its rows after idling are left out: they would be measured twice.
    """
    drawings = placed(drawings)
    size = -(-len(drawings) // rounds)
    with contextlib.ExitStack() as stack:
        readers = {}
        for name, (page, kind, is_idle) in READ.items():
            before = rested if is_idle else only(urls[page], first)
            tab = stack.enter_context(opened(browser, urls[page], kind, before=before))
            tab.ready()
            if is_idle:
                tab.page.wait_for_load_state("networkidle")
                tab.page.wait_for_timeout(IDLE)
            if name.endswith("later") and not fetched_more(tab.events, urls[page], first):
                continue
            readers[name] = Reader(tab.page, kind)
            readers[name].warm(drawings[:WARM])
        for start in range(0, len(drawings), size):
            print(f"readings, {start} of {len(drawings)}", file=sys.stderr)
            for reader in readers.values():
                reader.read(drawings[start : start + size])
        return {name: reader.figures(digits) for name, reader in readers.items()}


def long_run(page, drawings, count=LONG_RUN):
    """Read so many drawings with a page that has come to rest; returns {"n", "before", "after"}: memory."""
    drawings = placed(drawings)
    reader = Reader(page, RECOGNIZE)
    reader.warm(drawings[:WARM])
    left = count
    while left > 0:
        reader.read(drawings[:left])
        left -= len(drawings)
    return {"n": count, "before": reader.before, "after": reader.memory()}


def rested(page):
    """Let a page fetch what it wants."""


def only(url, files):
    """Return what keeps a page from fetching more than these files: it reads as in its first seconds."""

    def before(page):
        allowed = {url, *(url + file for file in files)}
        page.route("**/*", lambda route: route.continue_() if route.request.url in allowed else route.abort())

    return before


def fetched_more(events, url, files):
    """Say whether a page has fetched more of its site than these files."""
    asked = {event["request"]["url"] for _, event in events if "request" in event}
    return any(one.startswith(url) for one in asked - {url, *(url + file for file in files)})
