"""How many bytes and milliseconds the page needs for its first reading, and for each one after it.

Run by `make bench`; prints one table and, with --json FILE, keeps it. Timings on a shared machine
are noisy: compare rows of one run, not of two.
"""

import argparse
import json
import statistics
from pathlib import Path

from numbre.train.provenance import commit
from playwright.sync_api import sync_playwright

from ..browser.conftest import FLAGS
from ..browser.install import find_browser
from ..browser.servers import serving
from ..conftest import ROOT

VISITS = 7
ROUNDS = 15
READ = """async ({ drawings, rounds }) => {
  const times = { raster: [], reading: [] };
  for (let round = 0; round < rounds; round++) {
    for (const drawing of drawings) {
      const started = performance.now();
      numbre.rasterize(drawing);
      times.raster.push(performance.now() - started);
      await numbre.recognize(drawing);
      times.reading.push(numbre.timings.lastReading);
    }
  }
  return times;
}"""


def visit(browser, url):
    """Visit the page with empty caches; returns (page, bytes on the wire, ms to the first reading)."""
    page = browser.new_context().new_page()
    sizes = []
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.goto(url)
    page.wait_for_function("globalThis.numbre")
    page.evaluate("numbre.ready")
    page.wait_for_timeout(100)
    return page, int(sum(sizes)), page.evaluate("numbre.timings.firstReading")


def measure(browser, url, drawings):
    """Return the rows of the table: name -> value."""
    visits = []
    for _ in range(VISITS):
        page, size, first = visit(browser, url)
        visits.append((size, first))
        if len(visits) < VISITS:
            page.context.close()
    page.evaluate(READ, {"drawings": drawings, "rounds": 2})  # warm up
    times = page.evaluate(READ, {"drawings": drawings, "rounds": ROUNDS})
    raster, reading = times["raster"], times["reading"]
    return {
        "bytes on the wire until the first reading": visits[0][0],
        f"ms until the first reading, loopback, median of {VISITS}": statistics.median(v[1] for v in visits),
        f"ms a raster, mean of {len(raster)}": statistics.mean(raster),
        f"ms a reading, median of {len(reading)}": statistics.median(reading),
        f"ms a reading, 95th percentile of {len(reading)}": statistics.quantiles(reading, n=20)[-1],
    }


def main():
    """Measure the built site and print the table."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--json", type=Path, help="also write the rows to this file")
    options = parser.parse_args()
    vectors = json.loads((ROOT / "web/models/ink/golden.json").read_text())["vectors"]
    drawings = [vector["drawing"] for vector in vectors if vector["name"].startswith("digit ")]
    with serving(ROOT / "web/site") as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=FLAGS)
        rows = measure(browser, url, drawings)
        version = browser.version
        browser.close()
    for name, value in rows.items():
        print(f"{name:58} {value:>10,.2f}" if isinstance(value, float) else f"{name:58} {value:>10,}")
    print(f"Chromium {version}, commit {commit()}")
    if options.json:
        options.json.write_text(
            json.dumps({"chromium": version, "commit": commit(), "rows": rows}, indent=1) + "\n"
        )


if __name__ == "__main__":
    main()
