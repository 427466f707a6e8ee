"""Measure how well and how fast the page reads pictures: `python -m tools.bench.pictures [--json FILE]`.

Makes pictures (picture_sets.py) of scans and of drawings by writers of validation, has the built page read
them as files by numbre.recognizeImage, and prints a table. The weight of pixels against strokes was chosen on
other pictures of validation; `--part test` reads MNIST's test digits, on which nothing was chosen. The page's
network was trained on these writers and validation scans, though not on what a photo leaves of them.
"""

import argparse
import base64
import io
import re
import statistics
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from numbre.train.data.datasets import load
from numbre.train.lib.provenance import commit
from numbre.train.lib.records import write_record
from tools.bench.picture_sets import CHEQUE, pictures
from tools.browser.chromium import FLAGS, find_browser
from tools.browser.servers import serving
from tools.browser.waiting import until_ready
from tools.docs.pictures import table_of
from tools.paths import ROOT
from tools.photos import LOOKS, as_jpeg, digits_of_writers, photo, written
from tools.results import Pictures, PictureSet

COUNT, SEED = 40, 7
OTHERS = re.compile(r"\D")  # than digits: marks before, in and after an amount are no part of its label
QUALITY = 75
LARGE = (4000, 3000)  # pixels
TIMES_SLOWER = (1, 4)
READ = """async (data) => {
  const bytes = Uint8Array.from(atob(data), (one) => one.charCodeAt(0));
  const start = performance.now();
  const [best] = await numbre.recognizeImage(new Blob([bytes], { type: 'image/jpeg' }));
  return [best?.text ?? '', performance.now() - start];
}"""


def main() -> None:
    """Measure the built site and print the table."""
    parser = argparse.ArgumentParser(prog="python -m tools.bench.pictures", description=__doc__)
    parser.add_argument("--data", help="data directory (default: NUMBRE_DATA, else the user's cache)")
    parser.add_argument("--part", choices=("validation", "test"), default="validation", help="of MNIST")
    parser.add_argument("--count", type=int, default=COUNT, help=f"pictures of each set (default: {COUNT})")
    parser.add_argument("--set", help="only this set")
    parser.add_argument("--json", type=Path, help="write the results to this file")
    options = parser.parse_args()
    exact: dict[str, list[bool]] = defaultdict(list)
    times: dict[str, list[float]] = defaultdict(list)
    with serving(ROOT / "web/site") as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=FLAGS)
        page = browser.new_page()
        page.goto(url)
        until_ready(page)
        page.wait_for_function("() => numbre.timings.backend === 'wasm'")
        for name, text, picture in pictures(
            load(options.data), options.part, options.count, SEED, options.set
        ):
            got, ms = read(page, as_jpeg(picture, QUALITY))
            exact[name].append(got == text or (name == CHEQUE and OTHERS.sub("", got) == text))
            times[name].append(ms)
        sets = {
            name: PictureSet(n=len(found), exact=sum(found), ms=round(statistics.median(times[name]), 1))
            for name, found in exact.items()
        }
        result = Pictures(
            chromium=browser.version,
            commit=commit(),
            part=options.part,
            seed=SEED,
            sets=sets,
            large_ms=large_ms(browser, url),
        )
        browser.close()
    print(table_of(result))
    print({name: round(ms) for name, ms in result.large_ms.items()})
    if options.json:
        write_record(options.json, result)


def read(page: Page, file: bytes) -> tuple[str, float]:
    """Return the text of a picture and the time of the reading, ms."""
    text, ms = page.evaluate(READ, base64.b64encode(file).decode())
    return text, ms


def large_ms(browser: Browser, url: str) -> dict[str, float]:
    """Return the median time of reading a photo of 12 megapixels, by how many times slower the CPU is.

    Without a worker, which the browser would not slow down: all but the opening of the file is slowed.
    """
    rng = np.random.default_rng(SEED)
    writer = next(iter(digits_of_writers().values()))
    small = photo(written(writer, ["2026"], rng), LOOKS["shadow"], rng, height=200)
    file = io.BytesIO()
    small.resize(LARGE, Image.Resampling.BICUBIC).save(file, "JPEG", quality=90)
    page = browser.new_page()
    page.add_init_script("delete globalThis.Worker")
    page.goto(url)
    until_ready(page)
    session: Any = page.context.new_cdp_session(page)
    found = {}
    for rate in TIMES_SLOWER:
        session.send("Emulation.setCPUThrottlingRate", {"rate": rate})
        found[str(rate)] = round(statistics.median(read(page, file.getvalue())[1] for _ in range(5)), 1)
    return found


if __name__ == "__main__":
    main()
