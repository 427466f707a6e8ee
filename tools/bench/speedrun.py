"""Measure the training time of `speedrun` against `lesson`, and the accuracy of both on MNIST.

The goal is set on the validation part; the test part is opened once, by the report of each finished run.
Run by `make speedrun`: five seeds of the one around one run of the other, each by its own command and in
turn, so that both meet the same machine; prints a table. `make speedrun KEEP=1` also writes
docs/results/speedrun.json.
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import mean

from numbre.train.lib.provenance import commit
from numbre.train.lib.records import write_record
from numbre.train.results.runs import read_report
from tools.docs.training import speedrun
from tools.results import Goal, Speedrun, TimedRun, TimedRuns

SEEDS = (1, 2, 3, 4, 5)
GOAL = Goal("mnist validation", 0.992)
SETS = ("mnist validation", "mnist test")  # columns of the table


def train(recipe: str, seed: int, out: Path, data: str | None) -> TimedRun:
    """Train one run by its command."""
    folder = out / f"{recipe}-{seed}"
    words = ["numbre", "train", recipe, "--seed", str(seed), "--out", str(folder)]
    words += ["--data", data] if data else []
    print(" ".join(words), file=sys.stderr)
    command = [str(Path(sys.executable).with_name(words[0])), *words[1:]]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    report = read_report(folder)
    return TimedRun(report.training_seconds, {name: report.metrics[name].accuracy for name in SETS})


def summary(runs: Sequence[TimedRun], lesson: TimedRun) -> Speedrun:
    """Return the result of several runs of `speedrun` and one of `lesson`."""
    seconds = tuple(run.seconds for run in runs)
    accuracy = {name: tuple(run.accuracy[name] for run in runs) for name in SETS}
    speedup = round(lesson.seconds / mean(seconds), 1)
    return Speedrun(commit(), GOAL, lesson, TimedRuns(seconds, accuracy), speedup)


def main() -> None:
    """Train, print and keep."""
    parser = argparse.ArgumentParser(prog="make speedrun", description=str(__doc__).splitlines()[0])
    parser.add_argument("--data", help="data directory (default: NUMBRE_DATA, else the user's cache)")
    parser.add_argument("--json", type=Path, help="write the results to this file")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch)
        half = len(SEEDS) // 2
        runs = [train("speedrun", seed, out, options.data) for seed in SEEDS[:half]]
        lesson = train("lesson", 1, out, options.data)
        runs += [train("speedrun", seed, out, options.data) for seed in SEEDS[half:]]
    result = summary(runs, lesson)
    print(speedrun(result))
    reached = mean(result.speedrun.accuracy[GOAL.set]) >= GOAL.accuracy
    print(f"{100 * GOAL.accuracy} % on {GOAL.set}: {'reached' if reached else 'missed'}")
    if options.json:
        write_record(options.json, result)


if __name__ == "__main__":
    main()
