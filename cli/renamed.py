"""The commands' former names: each prints the present one."""

import shlex
import sys

TRAIN_WORDS = {"report": "report", "explore": "explore", "ideas": "ablate"}


def train():
    """Print the present form of a numbre-train command; return 2."""
    words = sys.argv[1:]
    if "--folds" in words:
        return _moved("cross-validate", [word for word in words if word != "--folds"])
    first = words[0] if words else "RECIPE"
    if first in TRAIN_WORDS:
        return _moved(TRAIN_WORDS[first], words[1:])
    return _moved("train", words or ["RECIPE"])


def export():
    """Print the present form of a numbre-export command; return 2."""
    return _moved("export", sys.argv[1:] or ["RUN"])


def serve():
    """Print the present form of a numbre-serve command; return 2."""
    return _moved("serve", sys.argv[1:])


def _moved(command, words):
    former = sys.argv[0].replace("\\", "/").rsplit("/", 1)[-1]
    print(f"{former} has a new name: {shlex.join(['numbre', command, *words])}", file=sys.stderr)
    return 2
