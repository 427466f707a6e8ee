"""Measure how well a hand is learned, by the networks of a run's cross-validation.

`python -m tools.hand runs/ink` takes ten minutes, and writes docs/results/hand.json, docs/learning.png and
docs/misread.png. Then `python -m tools.docs` writes docs/learning.md.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from numbre.train.data.datasets import Datasets, load, load_numbers
from numbre.train.data.numbers import Numbers
from numbre.train.evaluation import cross_validation
from numbre.train.fitting.held_out import check_folds, fold_networks
from numbre.train.fitting.run_folder import Run
from numbre.train.lib.provenance import commit
from numbre.train.lib.records import write_record
from tools.hand.chart import draw_chart, draw_worst
from tools.hand.measure import (
    Classify,
    Drawn,
    Fold,
    Tallies,
    Tally,
    by_writer,
    calibration_error,
    classify_by,
    joined,
    log_loss,
)
from tools.hand.reading import Model
from tools.paths import ROOT
from tools.results import RESULTS, HandFigures, HandLearning, Learned

DRAWS = 2  # of examples, for each writer
MOST_OTHERS = 150  # numbers of a fold, and as many drawings of no number
SETS = ("pendigits", "unipen")
CHOSEN = slice(1, None, 2)  # the folds that constants were chosen on
HELD_BACK = slice(0, None, 2)


def main() -> None:
    """Measure, and write the results."""
    parser = argparse.ArgumentParser(prog="python -m tools.hand", description=__doc__)
    parser.add_argument("run", type=Path, help="folder of a cross-validated run with its segmentation.json")
    parser.add_argument("--data", help="data directory (default: NUMBRE_DATA, else the user's cache)")
    parser.add_argument(
        "--cuts",
        type=Path,
        default=Path("runs/cuts.npz"),
        help="digits cut from numbers, by numbre cut (default: runs/cuts.npz)",
    )
    options = parser.parse_args()
    run = Run(options.run)
    check_folds(run)
    datasets = load(options.data, negatives=True, cuts=options.cuts)
    numbers = load_numbers(options.data)
    model = Model.of(json.loads((options.run / "segmentation.json").read_text())["model"])
    tallies = []
    for place, network in enumerate(fold_networks(run, datasets)):
        found = Tallies()
        features = type(network)(network.input, network.layers[-1].input)
        classify = classify_by(network, features, run.recipe.channels, model)
        unseen = _unseen(datasets, place)
        fold = Fold(
            _writers(datasets, unseen, classify),
            _others(datasets, numbers, unseen, classify),
            classify,
            model,
        )
        fold.measure(found, DRAWS, np.random.default_rng(place))
        tallies.append(found)
        print(f"fold {place + 1} of {len(cross_validation.FOLDS)}")
    names = [cross_validation.name_of(one) for one in cross_validation.FOLDS]
    result = HandLearning(
        figures(tallies[CHOSEN], names[CHOSEN]),
        figures(tallies[HELD_BACK], names[HELD_BACK]),
        commit(),
    )
    write_record(RESULTS / "hand.json", result)
    draw_chart(result, ROOT / "docs" / "learning.png")
    draw_worst([one for found in tallies[HELD_BACK] for one in found.worst], ROOT / "docs" / "misread.png")


def _unseen(datasets: Datasets, place: int) -> set[str]:
    """Return the sources that the network of a fold never saw."""
    folds = cross_validation.FOLDS
    writers = sorted(set(map(str, datasets["pendigits"].sources)))
    return {*writers[place :: len(folds)], *folds[place]}


def _writers(datasets: Datasets, unseen: set[str], classify: Classify) -> dict[str, list[Drawn]]:
    """Return the digits of some sources, by writer."""
    drawings, texts, names = [], [], []
    for name in SETS:
        own = datasets[name]
        people = own.sources if own.writers is None else own.writers
        for drawing, label, source, person in zip(own.items, own.labels, own.sources, people, strict=True):
            if str(source) in unseen and len(drawing):
                drawings.append(drawing)
                texts.append(str(label))
                names.append(f"{name} {person}")
    found: dict[str, list[Drawn]] = defaultdict(list)
    for name, digit in zip(names, classify(drawings, texts), strict=True):
        found[name].append(digit)
    return found


def _others(
    datasets: Datasets, numbers: Numbers, unseen: set[str], classify: Classify
) -> list[tuple[str, Drawn]]:
    """Return (writer, drawing) of some numbers, and of some letters and symbols, of some sources."""
    rng = np.random.default_rng(0)
    some = [
        (one.drawing, one.text.replace(" ", ""), one.writer)
        for one in numbers.numbers
        if one.source in unseen
    ]
    own = datasets["negatives"]
    people = own.sources if own.writers is None else own.writers
    none = [
        (drawing, "", str(person))
        for drawing, source, person in zip(own.items, own.sources, people, strict=True)
        if str(source) in unseen and len(drawing)
    ]
    chosen = [rows[i] for rows in (some, none) for i in rng.permutation(len(rows))[:MOST_OTHERS]]
    drawn = classify([drawing for drawing, *_ in chosen], [text for _, text, _ in chosen])
    return [(f"unipen {who}", one) for (*_, who), one in zip(chosen, drawn, strict=True)]


def figures(tallies: Sequence[Tallies], folds: Sequence[str]) -> HandFigures:
    """Return the figures of some folds together."""

    def by_count(which: str) -> dict[str, Learned]:
        all_of = {k: joined([getattr(one, which)[k] for one in tallies]) for k in getattr(tallies[0], which)}
        return {str(k): _learned(one, all_of[0]) for k, one in all_of.items()}

    def by_time(which: str) -> dict[str, Learned]:
        before, after = (joined([getattr(one, which)[i] for one in tallies]) for i in range(2))
        return {"before": _learned(before, before), "after": _learned(after, before)}

    return HandFigures(
        tuple(folds),
        by_count("own"),
        by_count("others"),
        by_time("corrected"),
        by_time("corrected_others"),
        by_time("all_others"),
        by_count("numbers"),
        by_count("negatives"),
        by_count("composed"),
        round(float(np.mean([count for one in tallies for count in one.taught])), 2),
    )


def _learned(tally: Tally, before: Tally) -> Learned:
    errors, draws = ~np.array(tally.right, bool), np.array(tally.draw)
    change = [now - then for (*_, now), (*_, then) in zip(by_writer(tally), by_writer(before), strict=True)]
    return Learned(
        len(errors),
        tuple(int(errors[draws == draw].sum()) for draw in np.unique(draws)),
        round(log_loss(tally), 4),
        round(calibration_error(tally), 4),
        len(change),
        sum(one < 0 for one in change),
        sum(one > 0 for one in change),
    )


if __name__ == "__main__":
    main()
