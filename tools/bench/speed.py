"""How many bytes and milliseconds the page needs, beside what one would build with the usual packages.

Run by `make bench`. One run measures every page on one machine, in turn, so that all meet the same noise:
compare rows of one run, not of two. Takes about ten minutes and prints tables. Those of README.md and of
docs/bench.md are of `--json docs/bench.json --chart docs/bench.png`,
written into them by `python -m tools.docs`.
"""

import argparse
import contextlib
import datetime
import json
import os
from pathlib import Path

from playwright.sync_api import sync_playwright

from numbre.train.data.datasets import load
from numbre.train.lib.provenance import commit
from tools.bench import visits
from tools.bench.chart import draw_chart
from tools.bench.payload import composition
from tools.bench.digits import own_digits, validation_digits
from tools.bench.input_latency import frames
from tools.bench.stroke_latency import growth, raster_ms
from tools.bench.pages import RECOGNIZE, VISITED
from tools.bench.peer_sites import build_peers
from tools.bench.profile import profile
from tools.bench.readings import IDLE, long_run, placed, read_all
from tools.bench.second_visits import returns
from tools.browser.chromium import FLAGS, find_browser
from tools.browser.servers import serving, serving_others
from tools.docs import speed
from tools.paths import ROOT

ROUNDS = 7


def measure(browser, urls, datasets, rounds):
    """Return {what: figures} of all pages; urls: {page: url}; datasets: None where they are not at hand."""
    pages = {name: (urls[name], kind) for name, (_, kind) in VISITED.items()}
    seen = visits.visit_all(browser, pages, rounds)
    first = [one["url"] for one in seen["loopback"]["numbre"][0].fetched]
    drawings, digits = validation_digits(datasets) if datasets else own_digits()
    result = {
        "visits": visits.figures(seen),
        "waterfall": visits.waterfall(seen["slow 4G"]["numbre"]),
        "readings": read_all(browser, urls, first, drawings, digits.tolist(), rounds),
    }
    result["returns"] = returns(browser, rounds)
    with visits.opened(browser, urls["numbre"], RECOGNIZE) as tab:
        tab.ready()
        tab.page.wait_for_timeout(IDLE)
        result["raster_ms"] = raster_ms(tab.page, drawings)
        result["long_run"] = long_run(tab.page, drawings)
        if datasets:
            result["frames"] = frames(tab.page, datasets)
            result["growth"] = growth(tab.page, datasets)
    result["profile"] = profile(browser, placed(drawings))
    return result | {"composition": composition(result["waterfall"])}


def check(readings):
    """See that the peers with our network read as it does: they are given the same input."""
    ours = readings["numbre, one digit"]["errors"]
    for name in ("tfjs", "onnx"):
        if abs(readings[name]["errors"] - ours) > 1:  # one may be a tie
            raise SystemExit(f"{name} makes {readings[name]['errors']} errors, and our page {ours}")


def provenance(browser, rounds):
    """Return when, of what and on what this is measured."""
    return {
        "date": datetime.date.today().isoformat(),
        "commit": commit(),
        "chromium": browser.version,
        "hardware": f"{os.cpu_count()} cores, no GPU",
        "rounds": rounds,
    }


def main():
    """Measure the built site and its peers, and print the tables."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--data", help="data directory (default: NUMBRE_DATA; without it, our own digits)")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="visits of each page (%(default)s)")
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    parser.add_argument("--chart", type=Path, help="also draw them, into this .png")
    options = parser.parse_args()
    directory = options.data or os.environ.get("NUMBRE_DATA")
    datasets = load(directory) if directory else None
    sites = build_peers()
    with contextlib.ExitStack() as stack:
        ours = stack.enter_context(serving(ROOT / "web" / "site"))
        others = stack.enter_context(serving_others(sites))
        urls = {name: f"{others}{site}/" if site else ours for name, (site, _) in VISITED.items()}
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=find_browser(), args=FLAGS)
        result = provenance(browser, options.rounds) | measure(browser, urls, datasets, options.rounds)
        browser.close()
    print(speed_tables.everything(result))
    if options.json:
        options.json.write_text(json.dumps(result, indent=1) + "\n")
    if options.chart:
        draw_chart(result, options.chart)
    check(result["readings"])


if __name__ == "__main__":
    main()
