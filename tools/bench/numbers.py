"""Measure how fast the page reads numbers of ten digits.

Run by `make numbers`: drives the built page in a browser and prints a table. `make numbers KEEP=1` also
writes docs/results/numbers.json, from which `python -m tools.docs` writes docs/speed.md. How well numbers are
read, `numbre segment` measures: everybody in the data trains the page's network, so nobody is left to read.
"""

import argparse
from pathlib import Path

import numpy as np
from playwright.sync_api import sync_playwright

from numbre.train.data.datasets import load
from numbre.train.lib.provenance import commit
from numbre.train.lib.records import from_json, write_record
from tools.bench import composed_numbers
from tools.bench.number_latency import latencies
from tools.browser.chromium import FLAGS, find_browser
from tools.browser.servers import serving
from tools.browser.waiting import until_ready
from tools.docs import numbers
from tools.paths import ROOT
from tools.results import Numbers

LENGTH, COUNT = 10, 300


def main() -> None:
    """Measure the built site and print the table."""
    parser = argparse.ArgumentParser(prog="make numbers", description=__doc__)
    parser.add_argument("--data", help="data directory (default: NUMBRE_DATA, else the user's cache)")
    parser.add_argument("--json", type=Path, help="write the results to this file")
    options = parser.parse_args()
    writers = composed_numbers.by_writer(load(options.data), "validation")
    items = composed_numbers.numbers(writers, LENGTH, COUNT, np.random.default_rng(1))
    with serving(ROOT / "web/site") as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=FLAGS)
        page = browser.new_page()
        page.goto(url)
        until_ready(page)
        found = {"chromium": browser.version, "commit": commit(), "latency_ms": latencies(page, items)}
        results = from_json(Numbers, found)
        browser.close()
    print(numbers.latency(results), numbers.provenance(results), sep="\n\n")
    if options.json:
        write_record(options.json, results)


if __name__ == "__main__":
    main()
