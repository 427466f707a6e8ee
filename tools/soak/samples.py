"""Samples of what a page holds, after garbage collection, and how fast each grows."""

from collections.abc import Sequence
from dataclasses import dataclass

from playwright.sync_api import Page

from tools.browser.memory import tensors, usages

# The most that each may grow, per minute: a leak in one of a visit's usual actions grows faster.
LIMITS = {
    "heap": 0.1,  # MB of JavaScript, of the page and its worker
    "buffers": 0.1,  # MB of arrays, of both
    "nodes": 5.0,  # of the DOM
    "listeners": 2.0,  # of events
    "tensors": 0.05,  # of the network
}


@dataclass(frozen=True)
class Sample:
    """What a page holds.

    minutes: since the visit began; heap, worker_heap, buffers: MB, the first without the worker; nodes,
    listeners: of the DOM, those waiting for garbage collection not among them; tensors: of TensorFlow.js.
    """

    minutes: float
    heap: float
    worker_heap: float
    buffers: float
    nodes: int
    listeners: int
    tensors: int


@dataclass(frozen=True)
class Growth:
    """Growth of a quantity per minute, its standard error, and the most that it may be.

    halves: the slopes of the first and of the second half of the time. A leak grows in both; memory that
    was taken once and is kept, as WebAssembly's is, grows in one of them.
    """

    name: str
    slope: float
    error: float
    halves: tuple[float, float]
    limit: float

    @property
    def is_leak(self) -> bool:
        """Whether it grows faster than it may, all the time, and chance does not explain it."""
        return self.slope - 2 * self.error > self.limit and min(self.halves) > self.limit / 2


def sample(page: Page, minutes: float) -> Sample:
    """Return what a page holds; the page does nothing meanwhile."""
    usages(page)  # what weak references held goes with the second collection
    page_usage, *workers = usages(page)
    session = page.context.new_cdp_session(page)
    counters = session.send("Memory.getDOMCounters")
    session.detach()
    return Sample(
        minutes=round(minutes, 2),
        heap=page_usage["heap"] / 1e6,
        worker_heap=sum(usage["heap"] for usage in workers) / 1e6,
        buffers=sum(usage["buffers"] for usage in (page_usage, *workers)) / 1e6,
        nodes=counters["nodes"],
        listeners=counters["jsEventListeners"],
        tensors=tensors(page) or 0,
    )


def growths(samples: Sequence[Sample], warm_up: float) -> list[Growth]:
    """Return how each quantity grows after a warm-up of some minutes, by least squares.

    Raises ValueError where fewer than six samples are left.
    """
    left = [one for one in samples if one.minutes >= warm_up]
    if len(left) < 6:
        raise ValueError("fewer than six samples after the warm-up")
    values = {
        "heap": [one.heap + one.worker_heap for one in left],
        **{name: [float(getattr(one, name)) for one in left] for name in LIMITS if name != "heap"},
    }
    times = [one.minutes for one in left]
    middle = len(times) // 2

    def growth(name: str, limit: float) -> Growth:
        first, _ = slope(times[:middle], values[name][:middle])
        second, _ = slope(times[middle:], values[name][middle:])
        return Growth(name, *slope(times, values[name]), (first, second), limit)

    return [growth(name, limit) for name, limit in LIMITS.items()]


def slope(times: Sequence[float], values: Sequence[float]) -> tuple[float, float]:
    """Return the slope of a line through the values, by least squares, and its standard error."""
    count = len(times)
    middle, mean = sum(times) / count, sum(values) / count
    spread = sum((time - middle) ** 2 for time in times)
    found = sum((time - middle) * (value - mean) for time, value in zip(times, values, strict=True)) / spread
    rest = sum(
        (value - mean - found * (time - middle)) ** 2 for time, value in zip(times, values, strict=True)
    )
    return found, float((rest / max(1, count - 2) / spread) ** 0.5)
