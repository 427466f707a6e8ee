"""Figures of many measurements: the pure part of the benchmark."""

import statistics

REQUESTED = "Network.requestWillBeSent"
FINISHED = "Network.loadingFinished"


def spread(times):
    """Return {"median", "p95"} of two times or more."""
    return {
        "median": round(statistics.median(times), 2),
        "p95": round(statistics.quantiles(times, n=20)[-1], 2),
    }


def bytes_until(events, ready):
    """Return the bytes on the wire, headers too, of all that was asked for before the page was ready.

    events: [(name, parameters)] of the browser's network, in order; ready: wall time, s. What is asked for
    later does not hold the first reading back, and what was asked for before it shares the line with it.
    """
    wanted, total = set(), 0
    for name, event in events:
        if name == REQUESTED and event["wallTime"] <= ready:
            wanted.add(event["requestId"])
        elif name == FINISHED and event["requestId"] in wanted:
            total += event["encodedDataLength"]
    return int(total)


def errors(found, truth):
    """Return how many readings are not the digits that were written."""
    return sum(one != digit for one, digit in zip(found, truth, strict=True))


def grouped(outputs, wire):
    """Return {module or package: bytes on the wire}, the largest first.

    outputs: {file: {module: bytes of it in the file}}; wire: {file: bytes of the file, compressed}. A file is
    compressed as one, so what each module has of it is in proportion to its bytes before.
    """
    parts = {}
    for file, modules in outputs.items():
        whole = sum(modules.values())
        for module, size in modules.items():
            name = package_of(module)
            parts[name] = parts.get(name, 0) + wire[file] * size / whole
    return {name: round(part) for name, part in sorted(parts.items(), key=lambda item: -item[1])}


def package_of(module):
    """Return the package of a module, with the part of it that a folder is; our own modules as they are."""
    _, found, inside = module.rpartition("node_modules/")
    if not found:
        return module
    names = inside.split("/")
    return "/".join(names[: 2 if names[0].startswith("@") else 1])
