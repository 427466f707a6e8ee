"""The commands' former names: each prints the present one."""

import shlex
import sys
from collections.abc import Sequence

TRAIN_WORDS = {"report": "report", "explore": "explore", "ideas": "ablate"}


def train() -> int:
    """Print the present form of a numbre-train command; return 2."""
    words = sys.argv[1:]
    if "--folds" in words:
        words.remove("--folds")
        return _moved("cross-validate", words if any(_names(words)) else ["RECIPE", *words])
    former = next((word for word in _names(words) if word in TRAIN_WORDS), None)
    if former:
        words.remove(former)
        missing = ["RUN"] if former == "report" and not words else []
        return _moved(TRAIN_WORDS[former], [*missing, *words])
    return _moved("train", words or ["RECIPE"])


def _names(words: Sequence[str]) -> list[str]:
    """Return the words that are no options."""
    return [word for word in words if not word.startswith("-")]


def export() -> int:
    """Print the present form of a numbre-export command; return 2."""
    return _moved("export", sys.argv[1:] or ["RUN"])


def serve() -> int:
    """Print the present form of a numbre-serve command; return 2."""
    return _moved("serve", sys.argv[1:])


def _moved(command: str, words: Sequence[str]) -> int:
    former = sys.argv[0].replace("\\", "/").rsplit("/", 1)[-1]
    print(f"{former} has a new name: {shlex.join(['numbre', command, *words])}", file=sys.stderr)
    return 2
