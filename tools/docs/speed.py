"""The tables of what `make bench` measures, as Markdown."""

from tools.docs.markdown import percent, table

TITLES = {  # rows of the table; ours first
    "numbre": "**Numbre**, as a number",
    "numbre, later": "**Numbre**, once it has been idle",
    "numbre, one digit": "**Numbre**, told that it is one digit",
    "numbre, one digit, later": "the same, once it has been idle",
    "tfjs": "our network, all of TensorFlow.js",
    "onnx": "our network, ONNX Runtime Web",
    "tutorial": "a tutorial: `lesson`, all of TensorFlow.js",
    "blank": "a pad and nothing that reads",
}
LARGEST = 12  # rows of what the bytes are
PARTS = 9  # of a profile
BACKENDS = {"cpu": "plain JavaScript", "wasm": "WebAssembly"}
MB = 1e6
WHICH = ("median", "p95")


def speed(result):
    """Return one row a page: bytes, seconds until it reads, milliseconds a digit, errors."""
    rows = []
    for name, title in TITLES.items():
        visit, reading = result["visits"].get(name), result["readings"].get(name)
        if visit or reading:
            rows.append((title, *arrival(visit), *use(reading)))
    [n, *_] = (row["n"] for row in result["readings"].values())
    heads = ("page", "KB until it can read", "ready, s", "on slow 4G, s")
    return table((*heads, "ms a digit: median", "95th percentile", f"wrong of {n:,}"), rows)


def arrival(visit):
    """Return KB on the wire, and seconds until the first reading over both lines; blanks without a visit."""
    if visit is None:
        return [""] * 3
    seconds = [f"{visit['ready_ms'][line] / 1000:.2f}" for line in ("loopback", "slow 4G")]
    return [f"{visit['bytes'] / 1000:,.0f}", *seconds]


def use(reading):
    """Return median and 95th percentile, ms, and errors; blanks without readings."""
    if reading is None:
        return [""] * 3
    return [f"{reading['ms']['median']:.1f}", f"{reading['ms']['p95']:.1f}", reading["errors"]]


def memory(result):
    """Return what each page holds before and after its readings, and on what it computes."""
    rows = []
    for name, reading in result["readings"].items():
        before, after = (reading[when] for when in ("before", "after"))
        held = [f"{(one['heap'] + one['buffers']) / MB:.2f}" for one in (before, after)]
        tensors = [one.get("tensors") for one in (before, after)]
        counted = "" if None in tensors else f"{tensors[0]}, {tensors[1]}"
        rows.append((TITLES[name], f"{reading['n']:,}", *held, counted, after.get("backend", "")))
    return table(("page", "readings", "MB before", "MB after", "tensors before, after", "backend"), rows)


def long_run(result):
    """Return one sentence: what our page holds after many readings, beside what it held before."""
    run = result["long_run"]
    before, after = (
        f"{(run[when]['heap'] + run[when]['buffers']) / MB:.2f} MB and {run[when]['tensors']} tensors"
        for when in ("before", "after")
    )
    return f"Before {run['n']:,} readings the page, once it has been idle, holds {before}; then {after}."


def many(digits):
    """Return 1 -> "1 digit", 10 -> "10 digits"."""
    return f"{digits} digit{'s' * (int(digits) > 1)}"


def growth(result):
    """Return how long our page reads after one more stroke of a number, by its length."""
    rows = [
        (many(digits), row["strokes"], *(f"{row[one]:.1f}" for one in WHICH))
        for digits, row in result["growth"].items()
    ]
    return table(("a number of", "strokes measured", "ms after a stroke: median", "95th percentile"), rows)


def frames(result):
    """Return how long after a pointer event the page has painted the reading that knows of it."""
    rows = [
        (
            many(digits),
            f"{row['events']:,}",
            f"{row['median']:.1f}",
            f"{row['p99']:.1f}",
            f"{row['p99_from_hand']:.1f}",
            percent(row["in_next_frame"]),
        )
        for digits, row in result["frames"].items()
    ]
    heads = ("events", "ms to the painted reading: median", "99th percentile", "99th since the hand moved")
    return table(("writing a number of", *heads, "in the next frame"), rows)


def returns(result):
    """Return when our page can read on a first visit, on a second, and without any connection."""
    loopback, slow = result["returns"].values()
    cell = lambda ms: "" if ms is None else f"{ms / 1000:.2f}"  # noqa: E731
    rows = [(visit, cell(ms), cell(slow.get(visit))) for visit, ms in loopback.items()]
    return table((f"visit, median of {result['rounds']}", "ready, s", "on slow 4G, s"), rows)


def profile(result):
    """Return what one reading is made of, on each backend; the parts that are large on one of them."""
    found = result["profile"]
    names = {name for row in found.values() for name in row["parts"]}
    parts = {name: [row["parts"].get(name, 0) for row in found.values()] for name in names}
    large = sorted(parts, key=lambda name: -max(parts[name]))[:PARTS]
    rows = [(name, *(percent(share, 0) for share in parts[name])) for name in large]
    rest = (1 - sum(parts[name][i] for name in large) for i in range(len(found)))
    rows.append((f"{len(parts) - len(large)} more", *(percent(share, 0) for share in rest)))
    heads = [f"{BACKENDS[backend]}: of {row['ms']:.1f} ms" for backend, row in found.items()]
    return table(("one reading, under the profiler", *heads), rows)


def composition(result):
    """Return what the bytes of the first reading are, the largest first."""
    parts = list(result["composition"].items())
    rows = [(name, f"{size:,}") for name, size in parts[:LARGEST]]
    if rest := parts[LARGEST:]:
        rows.append((f"{len(rest)} more", f"{sum(size for _, size in rest):,}"))
    rows.append(("all", f"{sum(size for _, size in parts):,}"))
    return table(("bytes of the first reading, without headers", "compressed"), rows)


def waterfall(result):
    """Return when each file of the first reading was asked for and there, on slow 4G."""
    rows = [(one["url"], one["start"], one["end"], f"{one['bytes']:,}") for one in result["waterfall"]]
    return table(("on slow 4G", "asked for, ms", "there, ms", "bytes"), rows)


def provenance(result):
    """Return one sentence: how often, when, with what and on what it was measured."""
    return (
        f"Medians of {result['rounds']} first visits each; {result['date']}, "
        f"Chromium {result['chromium']}, {result['hardware']}."
    )


def longest(result):
    """Return the longest task of each page before it can read, on loopback: as long nothing answers."""
    rows = [(TITLES[name], row["longest_task_ms"]) for name, row in result["visits"].items()]
    return table(("page", "longest task before the first reading, ms"), rows)


def everything(result):
    """Return all tables."""
    made = [speed, returns, memory, long_run, longest]
    made += [one for one in (growth, frames) if one.__name__ in result] + [profile, composition, waterfall]
    rest = f"A raster takes {result['raster_ms']} ms. {provenance(result)} Commit `{result['commit'][:12]}`."
    return "\n\n".join([*(one(result) for one in made), rest])
