"""Measure first visits, with empty caches: bytes, and the time until the first reading is possible."""

import contextlib
import statistics
import sys
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeAlias

from playwright.sync_api import Browser, BrowserContext, Page

from tools.bench.pages import Driver
from tools.bench.summary import FINISHED, REQUESTED, bytes_until

SLOW_4G = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 0.75e6 / 8}
Line: TypeAlias = dict[str, Any] | None  # latency: ms a request; throughput: bytes a second; None: as it is
LINES: dict[str, Line] = {"loopback": None, "slow 4G": SLOW_4G}
TOGETHER = {"onnx", "tutorial"}  # over the slow line, where each waits for most of half a minute
TIMEOUT = 120_000  # ms until a page must be ready
SETTLING = 100  # ms after which the browser has reported its requests

LONG_TASKS = """globalThis.longTasks = [];
new PerformanceObserver((list) => {
  for (const { startTime, duration } of list.getEntries()) longTasks.push([startTime, duration]);
}).observe({ type: 'longtask', buffered: true });"""
FETCHED = """() => {
  const entries = ['navigation', 'resource'].flatMap((type) => performance.getEntriesByType(type));
  return entries.map(({ name, startTime, responseEnd, encodedBodySize }) => (
    { url: name, start: Math.round(startTime), end: Math.round(responseEnd), bytes: encodedBodySize }));
}"""


@dataclass(frozen=True)
class Visit:
    """One first visit.

    bytes: on the wire until ready; ready, longest_task: ms, of the first reading and of the longest task
    before it; fetched: [{url, start, end, bytes}] of the files requested before it.
    """

    bytes: int
    ready: float
    longest_task: float
    fetched: list[dict[str, Any]]


class Tab:
    """A page being loaded, with empty caches or a given context's; events: [(name, parameters)]."""

    def __init__(
        self,
        browser: Browser,
        url: str,
        driver: Driver,
        line: Line = None,
        before: Callable[[Page], object] = lambda page: None,
        context: BrowserContext | None = None,
    ) -> None:
        self.url, self.driver = url, driver
        self.events: list[tuple[str, dict[str, Any]]] = []
        self.context = context or browser.new_context(service_workers="block")
        self.page = self.context.new_page()
        self.page.set_default_timeout(TIMEOUT)
        self.page.add_init_script(LONG_TASKS)
        before(self.page)
        session = self.context.new_cdp_session(self.page)
        session.send("Network.enable")
        for name in (REQUESTED, FINISHED):
            session.on(name, partial(self._note, name))
        if line:
            session.send("Network.emulateNetworkConditions", line)
        self.page.goto(url, wait_until="commit")

    def _note(self, name: str, event: dict[str, Any]) -> None:
        self.events.append((name, event))

    def ready(self) -> float:
        """Wait for the first reading; returns when it was possible, ms from navigation start."""
        self.page.wait_for_function(self.driver.available)
        return self.page.evaluate(self.driver.ready)

    def visit(self) -> Visit:
        """Wait for the first reading; returns the Visit."""
        ready = self.ready()
        self.page.wait_for_timeout(SETTLING)
        at = (self.page.evaluate("performance.timeOrigin") + ready) / 1000
        tasks = [duration for start, duration in self.page.evaluate("longTasks") if start < ready]
        fetched = [file for file in self.page.evaluate(FETCHED) if file["start"] < ready]
        for file in fetched:
            file["url"] = file["url"].removeprefix(self.url) or "index.html"
        return Visit(bytes_until(self.events, at), ready, max(tasks, default=0), fetched)


@contextlib.contextmanager
def open_tab(*arguments: Any, **options: Any) -> Iterator[Tab]:
    """Yield a Tab; close its context at the end."""
    tab = Tab(*arguments, **options)
    try:
        yield tab
    finally:
        tab.context.close()


def visit_all(
    browser: Browser, pages: Mapping[str, tuple[str, Driver]], rounds: int
) -> dict[str, dict[str, list[Visit]]]:
    """Visit the pages in turn, ``rounds`` times over every line; returns {line: {page: [Visit]}}.

    pages: {page: (url, Driver)}.
    """
    visits: dict[str, dict[str, list[Visit]]] = {line: {name: [] for name in pages} for line in LINES}
    for i in range(rounds):
        for line, conditions in LINES.items():
            print(f"visits over {line}, round {i + 1} of {rounds}", file=sys.stderr)
            for names in turns(pages, TOGETHER if conditions else set()):
                with contextlib.ExitStack() as stack:
                    tabs = [
                        stack.enter_context(open_tab(browser, *pages[name], line=conditions))
                        for name in names
                    ]
                    for name, tab in zip(names, tabs, strict=True):
                        visits[line][name].append(tab.visit())
    return visits


def turns(names: Collection[str], together: Collection[str]) -> list[list[str]]:
    """Return lists of names to visit at once: one each, and last those in ``together``."""
    return [[name] for name in names if name not in together] + [sorted(together)] * bool(together)


def medians(visits: Mapping[str, Mapping[str, Sequence[Visit]]]) -> dict[str, dict[str, Any]]:
    """Return {page: {"bytes", "ready_ms": {line: ms}, "longest_task_ms"}}, medians over the rounds."""

    def median(many: Sequence[Visit], field: str) -> float:
        return statistics.median(getattr(visit, field) for visit in many)

    return {
        name: {
            "bytes": int(median(many, "bytes")),
            "ready_ms": {line: round(median(visits[line][name], "ready"), 1) for line in LINES},
            "longest_task_ms": round(median(many, "longest_task"), 1),
        }
        for name, many in visits["loopback"].items()
    }


def waterfall(visits: Sequence[Visit]) -> list[dict[str, Any]]:
    """Return the files of the visit of median length, by start: [{url, start, end, bytes}], ms."""
    median = sorted(visits, key=lambda visit: visit.ready)[len(visits) // 2]
    return sorted(median.fetched, key=lambda file: file["start"])
