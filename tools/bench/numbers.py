"""Measure how accurately and how fast the page reads multi-digit numbers by people whom training never saw.

Run by `make numbers`: drives the built page in a browser and prints tables. `make numbers KEEP=1` also writes
docs/results/numbers.json, from which `python -m tools.docs` writes docs/accuracy.md; --pictures FOLDER draws
the most confident errors. Nothing is tuned here, but the costs of web/page/recognize/costs.js were, on the
handwritten numbers.

The handwritten numbers are those of UNIPEN's category 7 by the contributors of the committed result, unless
--contributors names others; compare two results only on the same ones.
"""

import argparse
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from playwright.sync_api import Page, sync_playwright

from numbre.export.golden_drawings import PlainDrawing
from numbre.train.augment import synthetic_negatives
from numbre.train.data.datasets import Datasets, load
from numbre.train.data.download import data_directory
from numbre.train.features.ink import Strokes
from numbre.train.lib.provenance import commit
from numbre.train.lib.records import from_json, write_record
from tools.bench import composed_numbers
from tools.bench.digits import as_lists, validation_digits
from tools.bench.error_pictures import draw_errors
from tools.bench.number_latency import latencies
from tools.bench.unipen_numbers import NUMBER_CONTRIBUTORS, load_numbers
from tools.browser.chromium import FLAGS, find_browser
from tools.browser.servers import serving
from tools.browser.waiting import until_ready
from tools.docs import numbers
from tools.paths import ROOT
from tools.results import Numbers

LENGTHS, COUNT = (4, 6, 10), 300
CONFIDENT = 0.9  # the page shows a more confident number without an alternative
BLOCK = 50  # drawings a call
KINDS = ("too many digits", "too few digits", "wrong digit")
RECOGNIZE = """async (drawings) => {
  const results = [];
  for (const drawing of drawings) {
    const [best] = await numbre.recognize(drawing);
    results.push(best ? [best.text, best.confidence] : ['', 0]);
  }
  return results;
}"""
CLASSIFY = "async (drawings) => [...(await numbre.classify(drawings))]"


def blocks(drawings: Sequence[Strokes]) -> Iterator[list[PlainDrawing]]:
    """Yield lists of at most BLOCK drawings."""
    for start in range(0, len(drawings), BLOCK):
        yield [as_lists(drawing) for drawing in drawings[start : start + BLOCK]]


def recognize(page: Page, drawings: Sequence[Strokes]) -> list[tuple[str, float]]:
    """Return [(text, confidence)] of the page's best predictions for drawings."""
    return [result for block in blocks(drawings) for result in page.evaluate(RECOGNIZE, block)]


def kind_of_error(text: str, truth: str) -> str:
    """Return one of KINDS, or "" for a number that is read exactly."""
    if text == truth:
        return ""
    return {1: KINDS[0], -1: KINDS[1], 0: KINDS[2]}[int(np.sign(len(text) - len(truth)))]


def evaluate_numbers(
    page: Page, name: str, items: Sequence[Any]
) -> tuple[dict[str, int], list[dict[str, Any]]]:
    """Return (table row, [errors]) for numbers [(drawing, text, ...)]; name: of the set."""
    results = recognize(page, [item[0] for item in items])
    errors = [
        {"set": name, "truth": item[1], "read": text, "confidence": confidence, "drawing": as_lists(item[0])}
        for item, (text, confidence) in zip(items, results, strict=True)
        if text != item[1]
    ]
    kinds = [kind_of_error(error["read"], error["truth"]) for error in errors]
    row = {"n": len(items), "exact": len(items) - len(errors)} | {kind: kinds.count(kind) for kind in KINDS}
    return row | {"confident errors": sum(error["confidence"] >= CONFIDENT for error in errors)}, errors


def evaluate_digits(page: Page, datasets: Datasets) -> dict[str, int]:
    """Return counts of validation digits: "n", correct by "recognize" and "classify", "rejected"."""
    drawings, digits = validation_digits(datasets)
    texts = np.array([text for text, _ in recognize(page, drawings)])
    rows = np.concatenate([page.evaluate(CLASSIFY, block) for block in blocks(drawings)]).reshape(-1, 10)
    return {
        "n": len(digits),
        "recognize": int((texts == digits.astype(str)).sum()),
        "rejected": int((texts == "").sum()),
        "classify": int((rows.argmax(axis=1) == digits).sum()),
    }


def evaluate_negatives(
    page: Page, datasets: Datasets, words: Sequence[Strokes], rng: np.random.Generator
) -> dict[str, dict[str, int]]:
    """Return {kind: {"n", "confident"}}: negatives, and how many are confidently read as a number."""
    sets = [datasets[name].part("validation") for name in ("pendigits", "unipen")]
    drawings = [drawing for items, _, _ in sets for drawing in items]
    labels, sources = (np.concatenate([part[column] for part in sets]) for column in (1, 2))
    made = synthetic_negatives.make(drawings, labels, sources, "validation", 0)
    letters, _, _ = datasets["negatives"].part("validation")
    scribbles = [made.items[i] for i in np.flatnonzero(made.kinds == synthetic_negatives.SCRIBBLE)]
    rows = {}
    for kind, items in (("letters and symbols", letters), ("words", words), ("scribbles", scribbles)):
        results = recognize(page, [items[i] for i in rng.permutation(len(items))[:COUNT]])
        confident = sum(bool(text) and confidence >= CONFIDENT for text, confidence in results)
        rows[kind] = {"n": len(results), "confident": confident}
    return rows


def evaluate(
    page: Page, directory: str | None, part: str, contributors: Collection[str] | None = NUMBER_CONTRIBUTORS
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Return (results, [errors]) of everything, composed of the digits of one part's writers."""
    datasets = load(directory, negatives=True)
    rng = np.random.default_rng(1)
    handwritten, words = load_numbers(data_directory(directory), contributors)
    writers = composed_numbers.by_writer(datasets, part)
    sets: dict[str, Sequence[Any]] = {"handwritten": handwritten}
    sets |= {f"composed of {n} digits": composed_numbers.numbers(writers, n, COUNT, rng) for n in LENGTHS}
    results: dict[str, Any] = {"numbers": {}}
    errors: list[dict[str, Any]] = []
    for name, items in sets.items():
        results["numbers"][name], wrong = evaluate_numbers(page, name, items)
        errors += wrong
    results["single_digits"] = evaluate_digits(page, datasets)
    results["negatives"] = evaluate_negatives(page, datasets, [word for word, _, _ in words], rng)
    results["latency_ms"] = latencies(page, sets[f"composed of {max(LENGTHS)} digits"])
    return results, errors


def main() -> None:
    """Measure the built site and print the tables."""
    parser = argparse.ArgumentParser(prog="make numbers", description=__doc__)
    parser.add_argument("--data", help="data directory (default: NUMBRE_DATA, else the user's cache)")
    parser.add_argument("--part", choices=("train", "validation"), default="validation", help="whose digits")
    parser.add_argument(
        "--contributors",
        nargs="+",
        metavar="NAME",
        default=NUMBER_CONTRIBUTORS,
        help=f"of the handwritten numbers, or 'all' (default: {' '.join(NUMBER_CONTRIBUTORS)})",
    )
    parser.add_argument("--json", type=Path, help="write the results to this file")
    parser.add_argument("--pictures", type=Path, help="folder for pictures of the most confident errors")
    options = parser.parse_args()
    with serving(ROOT / "web/site") as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=FLAGS)
        page = browser.new_page()
        page.goto(url)
        until_ready(page)
        contributors = None if "all" in options.contributors else options.contributors
        found, errors = evaluate(page, options.data, options.part, contributors)
        results = from_json(Numbers, {"chromium": browser.version, "commit": commit(), **found})
        browser.close()
    print(numbers.multi_digit_numbers(results), numbers.recognizer(results), sep="\n\n")
    print("\n" + numbers.provenance(results))
    if options.json:
        write_record(options.json, results)
    if options.pictures:
        draw_errors(errors, options.pictures)


if __name__ == "__main__":
    main()
