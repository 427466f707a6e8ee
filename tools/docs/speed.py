"""Tables of speed and size, from the result of `make bench`."""

from collections.abc import Callable

from tools.docs.markdown import commit_name, percent, table
from tools.results import Bench

PAGES = {  # page: row head
    "numbre": "**Numbre**",
    "tfjs": "same network, whole TensorFlow.js",
    "onnx": "same network, ONNX Runtime Web",
    "tutorial": "tutorial page with `lesson`, whole TensorFlow.js",
    "blank": "blank pad, reads nothing",
}
READERS = {  # row of the digit readings: row head
    "numbre, recognize": "**Numbre**, `recognize`, just loaded",
    "numbre, recognize, after idle": "**Numbre**, `recognize`, after idle",
    "numbre, classify": "**Numbre**, `classify`, just loaded",
    "numbre, classify, after idle": "**Numbre**, `classify`, after idle",
    **{page: PAGES[page] for page in ("tfjs", "onnx", "tutorial")},
}
BACKENDS = {"cpu": "plain JavaScript", "wasm": "WebAssembly"}
PAYLOAD_ROWS, PROFILE_ROWS = 12, 9  # the largest


def speed(result: Bench) -> str:
    """Return README's table: bytes and time until the first reading, time of a digit, errors."""
    readers = {
        "numbre": ("numbre, recognize, after idle", "numbre, recognize"),  # the first of those measured
        **{page: (page,) for page in ("tfjs", "onnx", "tutorial")},
    }
    rows = []
    for page, names in readers.items():
        visit = result.first_visits[page]
        reading = next(result.digits[name] for name in names if name in result.digits)
        seconds = visit.ready_ms["slow 4G"] / 1000
        cells = f"{visit.bytes / 1000:,.0f}", f"{seconds:.1f}", f"{reading.ms.median:.1f}"
        rows.append((PAGES[page], *cells, reading.errors))
    heads = ("page", "KB until the first reading", "seconds on slow 4G", "ms per digit")
    return table((*heads, f"errors on {reading.n:,} drawn digits"), rows)


def first_visits(result: Bench) -> str:
    """Return bytes, seconds and the longest task until the first reading, for each page."""
    rows = []
    for page, row in result.first_visits.items():
        seconds = [f"{row.ready_ms[line] / 1000:.2f}" for line in ("loopback", "slow 4G")]
        rows.append((PAGES[page], f"{row.bytes / 1000:,.0f}", *seconds, f"{row.longest_task_ms:.0f}"))
    return table(("page", "KB", "s, loopback", "s, slow 4G", "longest task, ms"), rows)


def second_visits(result: Bench) -> str:
    """Return the seconds until the first reading on a first visit, a second one, and offline."""
    loopback, slow = result.second_visits.values()

    def cell(ms: float | None) -> str:
        return "" if ms is None else f"{ms / 1000:.2f}"

    rows = [(visit, cell(ms), cell(slow.get(visit))) for visit, ms in loopback.items()]
    return table(("visit to **Numbre**", "s, loopback", "s, slow 4G"), rows)


def digits(result: Bench) -> str:
    """Return time and errors of reading one digit, for each page."""
    rows = [
        (READERS[name], f"{row.ms.median:.1f}", f"{row.ms.p95:.1f}", row.errors)
        for name, row in result.digits.items()
    ]
    [n, *_] = (row.n for row in result.digits.values())
    return table(("page", "ms per digit: median", "95th percentile", f"errors of {n:,}"), rows)


def memory(result: Bench) -> str:
    """Return the memory of each page before and after its readings, and the backend it chose."""
    rows = []
    for name, row in result.digits.items():
        before, after = row.memory_before, row.memory_after
        counts = "" if None in (before.tensors, after.tensors) else f"{before.tensors}, {after.tensors}"
        megabytes = (f"{one.megabytes:.2f}" for one in (before, after))
        rows.append((READERS[name], f"{row.n:,}", *megabytes, counts, after.backend or ""))
    return table(("page", "readings", "MB before", "MB after", "tensors before, after", "backend"), rows)


def long_run(result: Bench) -> str:
    """Return one sentence: the memory of Numbre before and after many readings."""
    run = result.long_run
    before, after = (
        f"{one.megabytes:.2f} MB and {one.tensors} tensors" for one in (run.memory_before, run.memory_after)
    )
    return f"Numbre, after idle: {before} before {run.n:,} readings, {after} after them."


def input_latency(result: Bench) -> str:
    """Return the latency from a pointer event to the painted reading, by the number's length."""
    rows = [
        (
            _digits(length),
            f"{row.events:,}",
            f"{row.median:.1f}",
            f"{row.p99:.1f}",
            f"{row.p99_since_input:.1f}",
            percent(row.in_next_frame),
        )
        for length, row in (result.input_latency or {}).items()
    ]
    heads = ("ms, median", "99th percentile", "99th percentile since the input")
    return table(("number written", "events", *heads, "shown by the next frame"), rows)


def long_rows(result: Bench) -> str:
    """Return how long the main thread pauses while a row of many strokes is read."""
    rows = [
        (f"{int(count):,}", f"{row.longest:.1f}", f"{row.ms:,}")
        for count, row in (result.long_rows or {}).items()
    ]
    return table(("strokes", "longest pause of the main thread, ms", "ms until the predictions"), rows)


def stroke_latency(result: Bench) -> str:
    """Return the time of a reading after one more stroke, by the number's length."""
    rows = [
        (_digits(length), row.strokes, f"{row.median:.1f}", f"{row.p95:.1f}")
        for length, row in (result.stroke_latency or {}).items()
    ]
    return table(("number", "strokes measured", "ms after a stroke: median", "95th percentile"), rows)


def _digits(count: str) -> str:
    """Return 1 -> "1 digit", 10 -> "10 digits"."""
    return f"{count} digit{'s' * (int(count) > 1)}"


def profile(result: Bench) -> str:
    """Return the time of a reading by module, on each backend; modules that are large on either."""
    backends = result.profile
    names = {name for row in backends.values() for name in row.parts}
    parts = {name: [row.parts.get(name, 0) for row in backends.values()] for name in names}
    large = sorted(parts, key=lambda name: (-max(parts[name]), name))[:PROFILE_ROWS]
    rows = [(f"`{name}`", *(percent(share, 0) for share in parts[name])) for name in large]
    rest = (1 - sum(parts[name][i] for name in large) for i in range(len(backends)))
    rows.append((f"{len(parts) - len(large)} more", *(percent(share, 0) for share in rest)))
    heads = [f"{BACKENDS[backend]}: of {row.ms:.1f} ms" for backend, row in backends.items()]
    return table(("module or package", *heads), rows)


def payload(result: Bench) -> str:
    """Return the bytes of the first reading by module, package and file, the largest first."""
    parts = list(result.payload.items())
    rows = [(f"`{name}`", f"{size:,}") for name, size in parts[:PAYLOAD_ROWS]]
    if rest := parts[PAYLOAD_ROWS:]:
        rows.append((f"{len(rest)} more", f"{sum(size for _, size in rest):,}"))
    rows.append(("total", f"{sum(size for _, size in parts):,}"))
    return table(("module, package or file", "bytes, compressed, without headers"), rows)


def waterfall(result: Bench) -> str:
    """Return when each file of the first reading was requested and complete, on slow 4G."""
    rows = [(f"`{file.url}`", file.start, file.end, f"{file.bytes:,}") for file in result.waterfall]
    return table(("file", "requested, ms", "complete, ms", "bytes"), rows)


def provenance(result: Bench) -> str:
    """Return two sentences: date, commit, browser and hardware of the measurement, and its rounds."""
    return (
        f"Measured on {result.date} at commit {commit_name(result.commit)}, in Chromium {result.chromium}, "
        f"{result.hardware}.\nTimes of visits are medians of {result.rounds}."
    )


def raster(result: Bench) -> str:
    """Return one sentence: the time of a raster."""
    return f"Rendering one raster takes {result.raster_ms} ms."


def tables(result: Bench) -> dict[str, str]:
    """Return {name: Markdown} of docs/speed.md; tables that need the data are left out without it."""
    made: list[Callable[[Bench], str]]
    made = [provenance, raster, first_visits, second_visits, digits, memory, long_run]
    made += [long_rows] if result.long_rows else []
    made += [input_latency] if result.input_latency else []
    made += [stroke_latency] if result.stroke_latency else []
    made += [profile, payload, waterfall]
    return {one.__name__.replace("_", " "): one(result) for one in made}
