"""Writing styles: each a name, a digit and a rule about its strokes.

Rules look at strokes alone, never at the output of a network. A few drawings that match a rule are of
another style.
"""

from collections.abc import Callable, Sequence
from typing import TypeAlias

import numpy as np

from ..features.ink import Strokes
from ..lib.arrays import Bools, Ints
from ..results.metrics import Counts

Rule: TypeAlias = Callable[[Strokes], bool]

FLAG = 1.15  # a one with a path longer than this times its height has a flag, or more
FEW = 12  # points: a slow tablet, or a hasty hand


def _path(drawing: Strokes) -> float:
    return sum(float(np.hypot(*np.diff(np.asarray(stroke), axis=0).T).sum()) for stroke in drawing)


def _height(drawing: Strokes) -> float:
    return float(np.ptp(np.concatenate(drawing)[:, 1])) or 1.0


def _strokes(count: int) -> Rule:
    return lambda drawing: len(drawing) == count


def _at_least(count: int) -> Rule:
    return lambda drawing: len(drawing) >= count


STYLES: dict[str, tuple[int | None, Rule]] = {  # name: (digit, rule)
    "0 slashed or in several strokes": (0, _at_least(2)),
    "1 a plain line": (1, lambda d: len(d) == 1 and _path(d) <= FLAG * _height(d)),
    "1 flagged": (1, lambda d: len(d) == 1 and _path(d) > FLAG * _height(d)),
    "1 footed, or flag and foot": (1, _at_least(2)),
    "4 in one stroke, closed": (4, _strokes(1)),
    "4 in two strokes": (4, _at_least(2)),
    "5 in one stroke": (5, _strokes(1)),
    "5 with a separate hat": (5, _at_least(2)),
    "7 plain": (7, _strokes(1)),
    "7 crossed": (7, _at_least(2)),
    "8 in two strokes": (8, _at_least(2)),
    "9 in two strokes": (9, _at_least(2)),
    "any, of few points": (None, lambda d: sum(map(len, d)) < FEW),
    "any, of four strokes or more": (None, _at_least(4)),
}


def errors_by_style(drawings: Sequence[Strokes], labels: Ints, wrong: Bools) -> dict[str, Counts]:
    """Return {style: counts} of drawings [n] with their labels [n]; wrong [n]: the misread ones."""
    result = {}
    for name, (digit, rule) in STYLES.items():
        chosen = [i for i, drawing in enumerate(drawings) if digit in (None, labels[i]) and rule(drawing)]
        if chosen:
            result[name] = Counts(len(chosen), int(wrong[chosen].sum()))
    return result
