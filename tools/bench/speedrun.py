"""Measure the training time of `speedrun` against `lesson`, and the accuracy of both on MNIST.

The goal is set on the validation part; the test part is opened once, by the report of each finished run.
Run by `make speedrun`: five seeds of the one around one run of the other, each by its own command and in
turn, so that both meet the same machine; prints a table. `make speedrun KEEP=1` also writes
docs/results/speedrun.json.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import mean

from numbre.train.lib.provenance import commit
from tools.docs.training import speedrun

SEEDS = (1, 2, 3, 4, 5)
GOAL = {"set": "mnist validation", "accuracy": 0.992}
SETS = ("mnist validation", "mnist test")  # columns of the table


def train(recipe, seed, out, data):
    """Train one run by its command; returns (seconds of training, {set: accuracy})."""
    folder = out / f"{recipe}-{seed}"
    words = ["numbre", "train", recipe, "--seed", str(seed), "--out", str(folder)]
    words += ["--data", data] if data else []
    print(" ".join(words), file=sys.stderr)
    command = [str(Path(sys.executable).with_name(words[0])), *words[1:]]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    report = json.loads((folder / "report.json").read_text())
    return report["training_seconds"], {name: report["metrics"][name]["accuracy"] for name in SETS}


def summary(runs, lesson):
    """Return the results as they are kept: of [(seconds, {set: accuracy})] of `speedrun`, and of `lesson`."""
    seconds = [one for one, _ in runs]
    accuracy = {name: [one[name] for _, one in runs] for name in SETS}
    return {
        "commit": commit(),
        "goal": GOAL,
        "lesson": {"seconds": lesson[0], "accuracy": lesson[1]},
        "speedrun": {"seconds": seconds, "accuracy": accuracy},
        "speedup": round(lesson[0] / mean(seconds), 1),
    }


def main():
    """Train, print and keep."""
    parser = argparse.ArgumentParser(prog="make speedrun", description=__doc__.splitlines()[0])
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
    reached = mean(result["speedrun"]["accuracy"][GOAL["set"]]) >= GOAL["accuracy"]
    print(f"{100 * GOAL['accuracy']} % on {GOAL['set']}: {'reached' if reached else 'missed'}")
    if options.json:
        options.json.write_text(json.dumps(result, indent=1) + "\n")


if __name__ == "__main__":
    main()
