"""How well and how fast the page reads whole numbers; digits and people are not those of training.

Run by `make numbers`: drives the built page in a browser; prints tables, and with --json FILE keeps them.
With --pictures FOLDER it draws the worst errors. Nothing is tuned here but what choices.js says is.
"""

import argparse
import json
from pathlib import Path

import numpy as np
from playwright.sync_api import sync_playwright

from numbre.train.augment import synthetic_negatives
from numbre.train.data.datasets import load
from numbre.train.data.download import data_directory
from numbre.train.lib.provenance import commit
from tools.bench import composed_numbers
from tools.bench.digits import as_lists, validation_digits
from tools.bench.number_latency import latencies
from tools.bench.error_pictures import draw_worst
from tools.bench.unipen_numbers import written
from tools.browser.chromium import FLAGS, find_browser
from tools.browser.servers import serving
from tools.browser.waiting import until_ready
from tools.docs import numbers
from tools.paths import ROOT

LENGTHS, COUNT = (4, 6, 10), 300
SURE = 0.9  # from here on a number is told without a second guess
BLOCK = 50  # drawings a call
READ = """async (drawings) => {
  const found = [];
  for (const drawing of drawings) {
    const [best] = await numbre.recognize(drawing);
    found.push(best ? [best.text, best.confidence] : ['', 0]);
  }
  return found;
}"""
CLASSIFY = "async (drawings) => [...(await numbre.classify(drawings))]"


def blocks(drawings):
    """Yield lists of at most BLOCK drawings."""
    for start in range(0, len(drawings), BLOCK):
        yield [as_lists(drawing) for drawing in drawings[start : start + BLOCK]]


def read(page, drawings):
    """Return [(text, confidence)] of drawings, as the page reads them."""
    return [one for block in blocks(drawings) for one in page.evaluate(READ, block)]


def told(found, truth):
    """Return how a reading is wrong: "split", "merged", "wrong class", or "" for right."""
    if found == truth:
        return ""
    return {1: "split", -1: "merged", 0: "wrong class"}[np.sign(len(found) - len(truth))]


def exact(page, name, items):
    """Return (row of the table, [errors]) for items [(drawing, text, ...)]."""
    found = read(page, [item[0] for item in items])
    errors = [
        {"set": name, "truth": item[1], "read": text, "confidence": sure, "drawing": as_lists(item[0])}
        for item, (text, sure) in zip(items, found, strict=True)
        if text != item[1]
    ]
    kinds = [told(error["read"], error["truth"]) for error in errors]
    row = {"n": len(items), "right": len(items) - len(errors), "sure errors": 0}
    row["sure errors"] = sum(error["confidence"] >= SURE for error in errors)
    return row | {kind: kinds.count(kind) for kind in ("split", "merged", "wrong class")}, errors


def single_digits(page, datasets):
    """Return {"n", "recognize", "classify"}: validation digits read right by both doors."""
    drawings, digits = validation_digits(datasets)
    found = np.array([text for text, _ in read(page, drawings)])
    likely = np.concatenate([page.evaluate(CLASSIFY, block) for block in blocks(drawings)]).reshape(-1, 10)
    return {
        "n": len(digits),
        "recognize": int((found == digits.astype(str)).sum()),
        "refused": int((found == "").sum()),
        "classify": int((likely.argmax(axis=1) == digits).sum()),
    }


def no_numbers(page, datasets, words, rng):
    """Return {kind: {"n", "sure"}}: what is no number, and how much of it is surely read as one."""
    sets = [datasets[name].part("validation") for name in ("pendigits", "unipen")]
    drawings = [drawing for items, _, _ in sets for drawing in items]
    labels, sources = (np.concatenate([one[column] for one in sets]) for column in (1, 2))
    made = synthetic_negatives.made(drawings, labels, sources, "validation", 0)
    letters, _, _ = datasets["unlike"].part("validation")
    scribbled = [made.items[i] for i in np.flatnonzero(made.kinds == synthetic_negatives.SCRIBBLE)]
    rows = {}
    for kind, items in (("letters and symbols", letters), ("words", words), ("scribbles", scribbled)):
        found = read(page, [items[i] for i in rng.permutation(len(items))[:COUNT]])
        rows[kind] = {"n": len(found), "sure": sum(bool(text) and sure >= SURE for text, sure in found)}
    return rows


def measure(page, directory, part):
    """Return ({what: figures}, [errors]) of everything, with the writers of one part."""
    datasets = load(directory, unlike=True)
    rng = np.random.default_rng(1)
    real, words = written(data_directory(directory))
    writers = composed_numbers.by_writer(datasets, part)
    sets = {"written by people": real}
    sets |= {f"composed of {n} digits": composed_numbers.numbers(writers, n, COUNT, rng) for n in LENGTHS}
    figures, errors = {"numbers": {}}, []
    for name, items in sets.items():
        figures["numbers"][name], wrong = exact(page, name, items)
        errors += wrong
    figures["single digits"] = single_digits(page, datasets)
    figures["no numbers"] = no_numbers(page, datasets, [word for word, _, _ in words], rng)
    figures["ms"] = latencies(page, sets[f"composed of {max(LENGTHS)} digits"])
    return figures, errors


def main():
    """Measure the built site and print the tables."""
    parser = argparse.ArgumentParser(prog="make numbers", description=__doc__)
    parser.add_argument("--data", help="data directory (default: as numbre-train)")
    parser.add_argument("--part", choices=("train", "validation"), default="validation", help="whose digits")
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    parser.add_argument("--pictures", type=Path, help="folder for pictures of the worst errors")
    options = parser.parse_args()
    with serving(ROOT / "web/site") as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=FLAGS)
        page = browser.new_page()
        page.goto(url)
        until_ready(page)
        figures, errors = measure(page, options.data, options.part)
        version = browser.version
        browser.close()
    print(number_tables.numbers(figures), number_tables.others(figures), sep="\n\n")
    print(f"\nChromium {version}, commit {commit()}")
    if options.json:
        options.json.write_text(
            json.dumps({"chromium": version, "commit": commit(), **figures}, indent=1) + "\n"
        )
    if options.pictures:
        draw_worst(errors, options.pictures)


if __name__ == "__main__":
    main()
