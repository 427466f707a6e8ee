"""Let a script write for half an hour, and fail if anything grows: `make soak`, or `make soak MINUTES=5`.

The heap is sampled every minute, after garbage collection, with the page at rest; so are the nodes and
listeners of the DOM and the tensors of TensorFlow.js. What grows faster than its limit after a warm-up of a
sixth of the time is a leak. The undo history is filled first: it may take 16 MB.
"""

import argparse
import json
import statistics
import sys
import time
from dataclasses import asdict
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from numbre.web import SITE
from tools.browser.chromium import FLAGS, find_browser
from tools.browser.servers import serving
from tools.browser.waiting import until_ready
from tools.soak.samples import Growth, Sample, growths, sample
from tools.soak.visit import Visit

SAMPLES = 30  # of a visit
WARM_UP = 1 / 6  # of its time
CHOSEN = "() => performance.getEntriesByName('numbre: backend chosen').length"


def main() -> int:
    """Soak; return 1 if anything grows or the page reports an error."""
    parser = argparse.ArgumentParser(prog="python -m tools.soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--seed", type=int, default=1, help="of the actions")
    parser.add_argument("--json", type=Path, help="where to write samples and growth")
    options = parser.parse_args()
    with serving(SITE) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=FLAGS)
        page = browser.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("crash", lambda _: errors.append("the page has crashed"))
        page.goto(url)
        until_ready(page)
        page.wait_for_function(CHOSEN)
        visit = Visit(page, options.seed)
        samples = soak(page, visit, options.minutes)
        version = browser.version
        browser.close()
    grown = growths(samples, WARM_UP * options.minutes)
    leaks = [growth for growth in grown if growth.is_leak]
    report(grown, visit, version)
    if options.json:
        result = {
            "minutes": options.minutes,
            "seed": options.seed,
            "browser": version,
            "actions": visit.counts,
            "latency": latencies(visit),
            "growth": {one.name: {**asdict(one), "is_leak": one.is_leak} for one in grown},
            "samples": [asdict(one) for one in samples],
            "errors": errors,
        }
        options.json.write_text(json.dumps(result, indent=1) + "\n")
    for error in errors:
        print("error of the page:", error, file=sys.stderr)
    for growth in leaks:
        print(f"{growth.name} grows by {growth.slope:.3f} a minute", file=sys.stderr)
    return 1 if leaks or errors else 0


def soak(page: Page, visit: Visit, minutes: float) -> list[Sample]:
    """Act for some minutes; return the samples."""
    visit.warm_up()
    visit.rest()
    begin = time.monotonic()
    samples = []
    print("minutes    heap  worker  buffers   nodes  listeners  tensors  actions", flush=True)
    for i in range(SAMPLES + 1):
        while (time.monotonic() - begin) / 60 < i * minutes / SAMPLES:
            visit.act()
        visit.rest()
        one = sample(page, (time.monotonic() - begin) / 60)
        samples.append(one)
        print(
            f"{one.minutes:7.2f} {one.heap:7.2f} {one.worker_heap:7.2f} {one.buffers:8.2f} {one.nodes:7d} "
            f"{one.listeners:10d} {one.tensors:8d} {sum(visit.counts.values()):8d}",
            flush=True,
        )
    return samples


def latencies(visit: Visit) -> dict[str, float]:
    """Return the ms from the last stroke to the reading, of the first and the last third of the numbers."""
    third = max(1, len(visit.latencies) // 3)
    return {
        "numbers": len(visit.latencies),
        "first_third": round(1000 * statistics.median(visit.latencies[:third]), 1),
        "last_third": round(1000 * statistics.median(visit.latencies[-third:]), 1),
    }


def report(grown: list[Growth], visit: Visit, version: str) -> None:
    """Print slopes, actions and latencies."""
    print(f"\nChromium {version}; actions:", ", ".join(f"{n} {name}" for name, n in visit.counts.items()))
    print("ms from the last stroke to the reading:", latencies(visit))
    print("\n            a minute   ± standard error   limit   in each half")
    for one in grown:
        mark = "leak" if one.is_leak else ""
        halves = " ".join(f"{half:7.3f}" for half in one.halves)
        print(f"{one.name:10} {one.slope:9.3f} {one.error:18.3f} {one.limit:7.2f} {halves} {mark}")


if __name__ == "__main__":
    sys.exit(main())
