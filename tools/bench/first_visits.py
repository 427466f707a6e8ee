"""First visits, with nothing kept from before: bytes, and how long until the page can read."""

import contextlib
import statistics
import sys
from dataclasses import dataclass

from tools.bench.summary import FINISHED, REQUESTED, bytes_until

SLOW_4G = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 0.75e6 / 8}
LINES = {"loopback": None, "slow 4G": SLOW_4G}  # latency: ms a request; throughput: bytes a second
TOGETHER = {"onnx", "tutorial"}  # over the slow line, where both wait for most of half a minute
PATIENCE = 120_000  # ms until a page must be able to read
AFTER = 100  # ms after which the browser has told what it fetched

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
    """ready, longest: ms, of the first reading and of the longest task before it; fetched: one row a file."""

    bytes: int
    ready: float
    longest: float
    fetched: list


class Opened:
    """A page that has been asked for, with empty caches or a context's; events: [(name, parameters)]."""

    def __init__(self, browser, url, kind, line=None, before=lambda page: None, context=None):
        self.url, self.kind, self.events = url, kind, []
        self.context = context or browser.new_context(service_workers="block")
        self.page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.page.add_init_script(LONG_TASKS)
        before(self.page)
        session = self.context.new_cdp_session(self.page)
        session.send("Network.enable")
        for name in (REQUESTED, FINISHED):
            session.on(name, lambda event, name=name: self.events.append((name, event)))
        if line:
            session.send("Network.emulateNetworkConditions", line)
        self.page.goto(url, wait_until="commit")

    def ready(self):
        """Wait until the page can read; returns when that was, ms from navigation start."""
        self.page.wait_for_function(self.kind.there)
        return self.page.evaluate(self.kind.ready)

    def visit(self):
        """Wait until the page can read; returns the Visit."""
        ready = self.ready()
        self.page.wait_for_timeout(AFTER)
        at = (self.page.evaluate("performance.timeOrigin") + ready) / 1000
        tasks = [duration for start, duration in self.page.evaluate("longTasks") if start < ready]
        fetched = [one for one in self.page.evaluate(FETCHED) if one["start"] < ready]
        for one in fetched:
            one["url"] = one["url"].removeprefix(self.url) or "index.html"
        return Visit(bytes_until(self.events, at), ready, max(tasks, default=0), fetched)


@contextlib.contextmanager
def opened(*arguments, **options):
    """Yield an Opened page; close it at the end."""
    one = Opened(*arguments, **options)
    try:
        yield one
    finally:
        one.context.close()


def visit_all(browser, pages, rounds):
    """Visit every page so many times over every line, in turn; returns {line: {name: [Visit]}}.

    pages: {name: (url, Kind)}.
    """
    visits = {line: {name: [] for name in pages} for line in LINES}
    for i in range(rounds):
        for line, conditions in LINES.items():
            print(f"visits over {line}, round {i + 1} of {rounds}", file=sys.stderr)
            for names in turns(pages, TOGETHER if conditions else set()):
                with contextlib.ExitStack() as stack:
                    tabs = [
                        stack.enter_context(opened(browser, *pages[name], line=conditions)) for name in names
                    ]
                    for name, tab in zip(names, tabs, strict=True):
                        visits[line][name].append(tab.visit())
    return visits


def turns(names, together):
    """Return lists of names: of one each, and at last of those that are visited together."""
    return [[name] for name in names if name not in together] + [sorted(together)] * bool(together)


def figures(visits):
    """Return {name: figures}: medians over the rounds."""
    middle = lambda many, what: statistics.median(getattr(one, what) for one in many)  # noqa: E731
    return {
        name: {
            "bytes": int(middle(many, "bytes")),
            "ready_ms": {line: round(middle(visits[line][name], "ready"), 1) for line in LINES},
            "longest_task_ms": round(middle(many, "longest"), 1),
        }
        for name, many in visits["loopback"].items()
    }


def waterfall(visits):
    """Return what the visit of middle length fetched, in order: [{url, start, end, bytes}], ms."""
    middle = sorted(visits, key=lambda one: one.ready)[len(visits) // 2]
    return sorted(middle.fetched, key=lambda one: one["start"])
