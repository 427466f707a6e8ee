"""Measure the page's speed and size beside peers built with the usual packages.

Run by `make bench`. One run measures every page on one machine, in turn, so that all meet the same noise:
compare rows of one run, not of two. It takes about ten minutes and prints tables. `make bench KEEP=1` also
writes docs/results/bench.json, from which `python -m tools.docs` writes README.md and docs/speed.md, and the
chart docs/speed.png. Without the data (--data or NUMBRE_DATA) it reads golden digits, and leaves out the
latency of input and strokes.
"""

import argparse
import contextlib
import datetime
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from numbre.train.data.datasets import Datasets, load
from numbre.train.lib.provenance import commit
from numbre.train.lib.records import from_json, write_record
from tools.bench import first_visits
from tools.bench.chart import draw_chart
from tools.bench.digits import golden_digits, validation_digits
from tools.bench.input_latency import input_latency
from tools.bench.long_rows import long_rows
from tools.bench.pages import PAGES, RECOGNIZE
from tools.bench.payload import payload
from tools.bench.peer_sites import build_peers
from tools.bench.profile import profile
from tools.bench.readings import IDLE, long_run, placed, read_all
from tools.bench.second_visits import second_visits
from tools.bench.stroke_latency import raster_ms, stroke_latency
from tools.browser.chromium import FLAGS, find_browser
from tools.browser.servers import serving, serving_others
from tools.docs import speed
from tools.paths import ROOT
from tools.results import Bench, Readings

ROUNDS = 7


def measure(
    browser: Browser, urls: Mapping[str, str], datasets: Datasets | None, rounds: int
) -> dict[str, Any]:
    """Return the results of all pages; urls: {page: url}; datasets: None without the data."""
    pages = {name: (urls[name], driver) for name, (_, driver) in PAGES.items()}
    visits = first_visits.visit_all(browser, pages, rounds)
    first = [file["url"] for file in visits["loopback"]["numbre"][0].fetched]
    drawings, digits = validation_digits(datasets) if datasets else golden_digits()
    result: dict[str, Any] = {
        "first_visits": first_visits.medians(visits),
        "waterfall": first_visits.waterfall(visits["slow 4G"]["numbre"]),
        "digits": read_all(browser, urls, first, drawings, digits.tolist(), rounds),
    }
    result["second_visits"] = second_visits(browser, rounds)
    with first_visits.open_tab(browser, urls["numbre"], RECOGNIZE) as tab:
        tab.ready()
        tab.page.wait_for_timeout(IDLE)
        result["raster_ms"] = raster_ms(tab.page, drawings)
        result["long_run"] = long_run(tab.page, drawings)
        result["long_rows"] = long_rows(tab.page)
        if datasets:
            result["input_latency"] = input_latency(tab.page, datasets)
            result["stroke_latency"] = stroke_latency(tab.page, datasets)
    result["profile"] = profile(browser, placed(drawings))
    return result | {"payload": payload(result["waterfall"])}


def verify(readings: Mapping[str, Readings]) -> None:
    """Check that the peers with the same network and input read as Numbre does; else raises SystemExit."""
    errors = readings["numbre, classify"].errors
    for name in ("tfjs", "onnx"):
        if abs(readings[name].errors - errors) > 1:  # one may be a tie
            raise SystemExit(f"{name} makes {readings[name].errors} errors, Numbre {errors}")


def provenance(browser: Browser, rounds: int) -> dict[str, Any]:
    """Return date, commit, browser and hardware of the measurement."""
    return {
        "date": datetime.date.today().isoformat(),
        "commit": commit(),
        "chromium": browser.version,
        "hardware": f"{os.cpu_count()} cores, no GPU",
        "rounds": rounds,
    }


def main() -> None:
    """Measure the built site and its peers, and print the tables."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--data", help="data directory (default: NUMBRE_DATA; else golden digits)")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="visits of each page (%(default)s)")
    parser.add_argument("--json", type=Path, help="write the results to this file")
    parser.add_argument("--chart", type=Path, help="draw them into this .png")
    options = parser.parse_args()
    directory = options.data or os.environ.get("NUMBRE_DATA")
    datasets = load(directory) if directory else None
    sites = build_peers()
    with contextlib.ExitStack() as stack:
        numbre = stack.enter_context(serving(ROOT / "web" / "site"))
        peers = stack.enter_context(serving_others(sites))
        urls = {name: f"{peers}{site}/" if site else numbre for name, (site, _) in PAGES.items()}
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=find_browser(), args=FLAGS)
        found = provenance(browser, options.rounds) | measure(browser, urls, datasets, options.rounds)
        browser.close()
    result = from_json(Bench, found)
    print("\n\n".join(speed.tables(result).values()))
    if options.json:
        write_record(options.json, result)
    if options.chart:
        draw_chart(result, options.chart)
    verify(result.digits)


if __name__ == "__main__":
    main()
