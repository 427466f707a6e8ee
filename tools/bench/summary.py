"""Pure functions that summarize measurements: percentiles, bytes until ready, errors, bytes by package."""

import statistics
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

REQUESTED = "Network.requestWillBeSent"
FINISHED = "Network.loadingFinished"


def percentiles(times: Sequence[float]) -> dict[str, float]:
    """Return {"median", "p95"} of two times or more."""
    return {
        "median": round(statistics.median(times), 2),
        "p95": round(statistics.quantiles(times, n=20)[-1], 2),
    }


def bytes_until(events: Iterable[tuple[str, dict[str, Any]]], ready: float) -> int:
    """Return the bytes on the wire, headers included, of all requests sent before the page was ready.

    events: [(name, parameters)] of the browser's network, in order; ready: wall time, s. A request sent later
    does not delay the first reading; one sent before shares the line with it, and so counts in full.
    """
    wanted: set[str] = set()
    total = 0
    for name, event in events:
        if name == REQUESTED and event["wallTime"] <= ready:
            wanted.add(event["requestId"])
        elif name == FINISHED and event["requestId"] in wanted:
            total += event["encodedDataLength"]
    return int(total)


def count_errors(read: Iterable[int | None], digits: Iterable[int]) -> int:
    """Return how many of the digits read [n] differ from those written [n]."""
    return sum(one != digit for one, digit in zip(read, digits, strict=True))


def group_by_package(outputs: Mapping[str, Mapping[str, int]], wire: Mapping[str, int]) -> dict[str, int]:
    """Return {module or package: bytes on the wire}, the largest first.

    outputs: {file: {module: its bytes in the file}}; wire: {file: compressed bytes}. A file is compressed as
    a whole, so its bytes are shared out among its modules in proportion to their uncompressed size.
    """
    parts: dict[str, float] = {}
    for file, modules in outputs.items():
        whole = sum(modules.values())
        for module, size in modules.items():
            name = package_of(module)
            parts[name] = parts.get(name, 0) + wire[file] * size / whole
    return {name: round(part) for name, part in sorted(parts.items(), key=lambda item: -item[1])}


def package_of(module: str) -> str:
    """Return the npm package of a module path; a path outside node_modules stays as it is."""
    _, found, inside = module.rpartition("node_modules/")
    if not found:
        return module
    names = inside.split("/")
    return "/".join(names[: 2 if names[0].startswith("@") else 1])
