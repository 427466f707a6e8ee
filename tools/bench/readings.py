"""Measure readings of one digit: time, errors, and memory before and after."""

import contextlib
import json
import sys
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from playwright.sync_api import Browser, FloatRect, Page, Route

from numbre.export.golden_drawings import PlainDrawing
from numbre.train.features.ink import Strokes
from tools.bench.first_visits import open_tab
from tools.bench.pages import READERS, RECOGNIZE, Driver
from tools.bench.summary import count_errors, percentiles
from tools.browser.memory import heap, tensors
from tools.browser.pointer import place

PAD: FloatRect = {"x": 0, "y": 0, "width": 280, "height": 280}  # of the peers, px
PAD_SHARE = 20 / 28  # of the pad that a digit takes: as large as MNIST's digits in their images
WARM_UP = 60  # readings that do not count
LONG_RUN = 10_000  # readings, enough to see a leak of memory
IDLE = 3000  # ms without requests, after which a page has fetched all that it fetches when idle

TIMED = """async (text) => {{
  const drawings = JSON.parse(text); // passed much faster than arrays of arrays
  const [draw, read] = [{draw}, {read}];
  const results = [];
  for (const drawing of drawings) {{
    draw(drawing);
    const started = performance.now();
    const digit = await read(drawing);
    results.push([digit, performance.now() - started]);
  }}
  return results;
}}"""


def placed(drawings: Iterable[Strokes]) -> list[PlainDrawing]:
    """Return the drawings in the middle of the pad, all of one size."""
    return [
        [[[round(x, 2), round(y, 2)] for x, y in stroke] for stroke in place(drawing, PAD, PAD_SHARE)]
        for drawing in drawings
    ]


class Reader:
    """An open page that reads digits, with the results so far."""

    def __init__(self, page: Page, driver: Driver) -> None:
        self.page, self.code = page, TIMED.format(draw=driver.draw, read=driver.read)
        self.driver = driver
        self.digits: list[int | None] = []
        self.times: list[float] = []

    def read(self, drawings: Sequence[PlainDrawing]) -> None:
        """Read a block of drawings and keep digits and times."""
        for digit, ms in self.page.evaluate(self.code, json.dumps(drawings)):
            self.digits.append(digit)
            self.times.append(ms)

    def warm_up(self, drawings: Sequence[PlainDrawing]) -> None:
        """Read drawings without keeping the results; then record the memory."""
        self.page.evaluate(self.code, json.dumps(drawings))
        self.memory_before = self.memory()

    def memory(self) -> dict[str, Any]:
        """Return {"heap", "buffers"} in bytes (tools/browser/memory.py), and what is known of the runtime."""
        counted = {"tensors": tensors(self.page)} if self.driver.counted else {}
        return heap(self.page) | self.page.evaluate(self.driver.runtime) | counted

    def summary(self, digits: Sequence[int]) -> dict[str, Any]:
        """Return the summary of all readings; digits: those written."""
        return {
            "ms": percentiles(self.times),
            "errors": count_errors(self.digits, digits),
            "n": len(digits),
            "memory_before": self.memory_before,
            "memory_after": self.memory(),
        }


def read_all(
    browser: Browser,
    urls: Mapping[str, str],
    first: Collection[str],
    drawings: Sequence[Strokes],
    digits: Sequence[int],
    rounds: int,
) -> dict[str, dict[str, Any]]:
    """Read all digits with every page, a block at a time and in turn; returns {row: summary}.

    urls: {page: url}; first: the files that Numbre's first reading needs. Where it fetches no others when
    idle, its rows "after idle" are left out: they would repeat the rows before.
    """
    on_pad = placed(drawings)
    size = -(-len(on_pad) // rounds)
    with contextlib.ExitStack() as stack:
        readers = {}
        for name, (page, driver, may_idle) in READERS.items():
            before = unrestricted if may_idle else only(urls[page], first)
            tab = stack.enter_context(open_tab(browser, urls[page], driver, before=before))
            tab.ready()
            if may_idle:
                tab.page.wait_for_load_state("networkidle")
                tab.page.wait_for_timeout(IDLE)
            if name.endswith("after idle") and not has_fetched_more(tab.events, urls[page], first):
                continue
            readers[name] = Reader(tab.page, driver)
            readers[name].warm_up(on_pad[:WARM_UP])
        for start in range(0, len(on_pad), size):
            print(f"readings, {start} of {len(on_pad)}", file=sys.stderr)
            for reader in readers.values():
                reader.read(on_pad[start : start + size])
        return {name: reader.summary(digits) for name, reader in readers.items()}


def long_run(page: Page, drawings: Iterable[Strokes], count: int = LONG_RUN) -> dict[str, Any]:
    """Read ``count`` drawings with an idle page; returns {"n", "memory_before", "memory_after"}."""
    on_pad = placed(drawings)
    reader = Reader(page, RECOGNIZE)
    reader.warm_up(on_pad[:WARM_UP])
    left = count
    while left > 0:
        reader.read(on_pad[:left])
        left -= len(on_pad)
    return {"n": count, "memory_before": reader.memory_before, "memory_after": reader.memory()}


def unrestricted(page: Page) -> None:
    """Let a page fetch any file."""


def only(url: str, files: Collection[str]) -> Callable[[Page], None]:
    """Return a function that keeps a page from fetching other files, so that it reads as just loaded."""
    allowed = {url, *(url + file for file in files)}

    def answer(route: Route) -> None:
        if route.request.url in allowed:
            route.continue_()
        else:
            route.abort()

    def before(page: Page) -> None:
        page.route("**/*", answer)

    return before


def has_fetched_more(events: Iterable[tuple[str, dict[str, Any]]], url: str, files: Collection[str]) -> bool:
    """Return whether a page has fetched more files of its site than these."""
    requested = {event["request"]["url"] for _, event in events if "request" in event}
    return any(one.startswith(url) for one in requested - {url, *(url + file for file in files)})
