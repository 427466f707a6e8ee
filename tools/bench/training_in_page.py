"""Compare training in the page with Keras: the same recipes, on the same rasters, with five seeds each.

Run by `make training-in-page`: trains the tutorials' networks on the 2,400 drawings that the page trains
on, in Keras and in the built page, and prints the accuracy on the 600 by writers who are in neither; KEEP=1
also writes docs/results/training-in-page.json. Nothing was chosen on these drawings. Seeds give other first
weights and orders in both, so that only the spread over seeds can be compared; tests/fixtures/training.py
compares steps.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from playwright.sync_api import Page, sync_playwright

from numbre.train.features import ink
from numbre.train.fitting.fit import compiled
from numbre.train.lib.arrays import Float32, Ints
from numbre.train.lib.provenance import commit
from numbre.train.lib.records import write_record
from numbre.train.models.recipe import RECIPES
from tools import drawings as packed
from tools.browser.chromium import FLAGS, find_browser
from tools.browser.servers import serving
from tools.browser.waiting import until_ready
from tools.docs.training import in_page
from tools.paths import ROOT
from tools.results import InPage, TrainingInPage

SEEDS = (1, 2, 3, 4, 5)
EPOCHS = {"hello": 30, "dropout": 4, "numbre": 20, "lesson": 2}  # those of the recipes; lesson's are 12
UNSEEN = 5  # every fifth writer
TRAIN = "async ([name, seed, epochs]) => numbre.train(name, { seed, epochs })"
USED = "async (name) => { await numbre.use(name); return numbre.card.here.backend; }"


def in_keras(name: str, epochs: int, seed: int, rasters: Float32, digits: Ints, unseen: Any) -> float:
    """Return the accuracy on unseen writers after training in Keras."""
    recipe = replace(RECIPES[name], seed=seed)
    known = np.flatnonzero(~unseen)
    steps = len(known) // recipe.batch
    network = compiled(recipe, steps * epochs)
    one_hot = np.eye(10, dtype=np.float32)[digits]
    random = np.random.default_rng(seed)
    for _ in range(epochs):
        order = random.permutation(known)[: steps * recipe.batch]  # as in the page: no partial batch
        network.fit(rasters[order], one_hot[order], batch_size=recipe.batch, shuffle=False, verbose=0)
    found = network.predict(rasters[unseen], verbose=0).argmax(axis=1)
    return round(float((found == digits[unseen]).mean()), 5)


def compare(page: Page, name: str, seeds: Sequence[int]) -> InPage:
    """Return the accuracies of one network's trainings, in Keras and in the page."""
    drawings, digits, writers = packed.unpack(packed.PATH.read_bytes())
    rasters = ink.render(ink.Batch.of(drawings))
    unseen = writers % UNSEEN == 0
    epochs = EPOCHS[name]
    trained, keras = [], []
    for seed in seeds:
        keras.append(in_keras(name, epochs, seed, rasters, digits, unseen))
        trained.append(page.evaluate(TRAIN, [name, seed, epochs]))
        print(f"{name}, seed {seed}: Keras {keras[-1]}, page {trained[-1]}", file=sys.stderr)
    return InPage(
        epochs=epochs,
        backend=page.evaluate(USED, f"my-{name}"),
        keras=tuple(keras),
        page=tuple(round(one["accuracy"], 5) for one in trained),
        seconds=tuple(round(one["seconds"], 2) for one in trained),
    )


def main() -> None:
    """Train, print and keep."""
    parser = argparse.ArgumentParser(prog="make training-in-page", description=__doc__)
    parser.add_argument("--json", type=Path, help="write the results to this file")
    options = parser.parse_args()
    measured = commit()  # before anything can change
    with serving(ROOT / "web/site") as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=FLAGS)
        page = browser.new_page()
        page.set_default_timeout(0)
        page.goto(url)
        until_ready(page)
        networks = {name: compare(page, name, SEEDS) for name in EPOCHS}
        result = TrainingInPage(
            commit=measured,
            chromium=browser.version,
            hardware=f"{os.cpu_count()} cores, no GPU",
            networks=networks,
        )
        browser.close()
    print(in_page(result))
    if options.json:
        write_record(options.json, result)


if __name__ == "__main__":
    main()
