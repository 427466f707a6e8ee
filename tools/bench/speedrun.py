"""How long `speedrun` takes against `lesson`, and what both reach on MNIST's test part.

Run by `make speedrun`: five seeds of the one around one run of the other, each by its own command and in
turn, so that both meet the same machine; prints one table and, with --json FILE, keeps it.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import mean, stdev

from numbre.train.lib.provenance import commit
from numbre.train.lib.tables import table

SEEDS = (1, 2, 3, 4, 5)
GOAL = 0.992


def train(recipe, seed, out, data):
    """Train one run by its command; returns (seconds of training, accuracy on MNIST's test part)."""
    folder = out / f"{recipe}-{seed}"
    words = ["numbre-train", recipe, "--seed", str(seed), "--out", str(folder)]
    words += ["--data", data] if data else []
    print(" ".join(words), file=sys.stderr)
    command = [str(Path(sys.executable).with_name(words[0])), *words[1:]]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    report = json.loads((folder / "report.json").read_text())
    return report["training_seconds"], report["figures"]["mnist test"]["accuracy"]


def main():
    """Measure, print and keep."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", help="data directory (default: as numbre-train)")
    parser.add_argument("--json", type=Path, help="file to write")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch)
        half = len(SEEDS) // 2
        runs = [train("speedrun", seed, out, options.data) for seed in SEEDS[:half]]
        lesson = train("lesson", 1, out, options.data)
        runs += [train("speedrun", seed, out, options.data) for seed in SEEDS[half:]]
    seconds, accuracies = zip(*runs, strict=True)
    result = {
        "commit": commit(),
        "lesson": {"seconds": lesson[0], "accuracy": lesson[1]},
        "speedrun": {"seconds": list(seconds), "accuracy": list(accuracies)},
        "times_faster": round(lesson[0] / mean(seconds), 1),
    }
    right = f"{100 * mean(accuracies):.2f} +- {100 * stdev(accuracies):.2f} %"
    taken = f"{mean(seconds):.0f} +- {stdev(seconds):.0f} s"
    rows = [
        ("lesson", "1", f"{lesson[0]:.0f} s", f"{100 * lesson[1]:.2f} %"),
        ("speedrun", f"{len(SEEDS)}", taken, right),
    ]
    print(table(("recipe", "seeds", "training", "MNIST test"), rows))
    print(f"speedrun takes 1/{result['times_faster']} of the time; its goal is {100 * GOAL} %")
    if options.json:
        options.json.write_text(json.dumps(result, indent=1) + "\n")


if __name__ == "__main__":
    main()
