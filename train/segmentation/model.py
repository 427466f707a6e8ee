"""The segmentation model: scores of readings of a line, linear in their features.

A reading takes every segment of a path through the lattice as a digit, a non-digit or a mark, the classes of
the network. Its score is the sum of weights times features over its segments and over its pairs of adjacent
segments. Probabilities of digits and of non-digits are those given that the segment is no mark.

web/page/recognize/learned.js is the twin; the weights travel in the bundle.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ..data.datasets import FIRST_MARK, NOT_A_DIGIT
from ..data.unipen_characters import MARKS
from ..features.ink import Strokes
from ..lib.arrays import Float64, Floats
from .features import Place
from .lattice import Line
from .oddities import FORMS

UNLIKE = "%$+="  # marks that no digit is mistaken for; others depend on what is beside them
LEAST = 1e-6  # probability that stands in for lower ones
UNKNOWN = 0.1  # probability of each mark to a network that knows none
RARE_FIRST, RARE_LAST = "/:)%=,", "/:($+=-"  # marks that rarely begin or end a number
POINT_SIZE = 0.2  # of digits: the shape of smaller ink says little, and it may well be a point,
POINT_LOG = float(np.log(0.5))  # with this probability at least
DOT = -1.5  # logarithm of the size: marks that are usually smaller are dots
MOST = 12.0  # of the distance from the usual place and size of a mark

DIGIT = ("log", "count", "gap", "cuts", "wide", "small", "late", "height", "base", "dots")
REST = ("log", "count", "gap", "cuts", "late", "small")
MARK = ("log", "gap", "cuts", "late", "place", "alone", "first", "last", *MARKS)
PAIR = ("overlap", "touch", "back", "rise", "marks", "mixed")
TEXT = ("odd", *FORMS)  # features of the whole (oddities.py)
NAMES = tuple(
    f"{kind} {name}"
    for kind, names in (("digit", DIGIT), ("rest", REST), ("mark", MARK), ("pair", PAIR), ("text", TEXT))
    for name in names
)
AT = {name: i for i, name in enumerate(NAMES)}

# Where marks stand, by the digits beside them: mean and standard deviation of the logarithm of the size, and
# of the height of the middle. Measured on aligned numbers (fit.py); these are where it begins.
Places = Mapping[str, tuple[float, float, float, float]]
PLACES: Places = {
    "/": (0.1, 0.3, 0.0, 0.25),
    ":": (-0.6, 0.4, 0.0, 0.25),
    "(": (0.1, 0.3, 0.0, 0.25),
    ")": (0.1, 0.3, 0.0, 0.25),
    "%": (0.0, 0.3, 0.0, 0.25),
    "$": (0.15, 0.3, 0.0, 0.25),
    "+": (-0.5, 0.4, 0.0, 0.25),
    "=": (-0.7, 0.4, 0.0, 0.25),
    "-": (-1.1, 0.5, 0.0, 0.2),
    ".": (-2.8, 0.8, 0.5, 0.15),
    ",": (-1.4, 0.6, 0.6, 0.2),
}
HAND_SET = {  # where fitting begins; every other weight is 0
    "digit log": 1.0,
    "digit gap": -4.0,
    "digit cuts": -1.0,
    "digit wide": -0.5,
    "digit small": -2.0,
    "rest log": 1.0,
    "rest count": -4.0,
    "rest gap": -4.0,
    "rest cuts": -1.0,
    "mark log": 1.0,
    "mark gap": -4.0,
    "mark cuts": -1.0,
    "mark place": -0.5,
    "mark alone": -4.0,
    "mark first": -1.0,
    "mark last": -1.0,
    **{f"mark {mark}": -0.5 for mark in MARKS},
    "pair overlap": -2.0,
    "pair marks": -1.0,
    "pair mixed": -1.0,
    "text odd": -1.0,
}


def to_vector(weights: Mapping[str, float]) -> Float64:
    """Return weights by name as a vector [len(NAMES)]; those that are missing are 0."""
    return np.array([weights.get(name, 0.0) for name in NAMES])


@dataclass
class Candidates:
    """The segments of a line with the features of each as every class of the network.

    probabilities: float [n, classes], of the line's n segments.
    """

    drawing: Strokes
    line: Line
    probabilities: Floats
    places: Places

    @cached_property
    def place(self) -> Place:
        """The features of place and size."""
        return Place(self.drawing, self.line)

    @cached_property
    def logs(self) -> Float64:
        """Logarithms of the probabilities of all classes, float [n, 22], as ``conditional_logs`` gives them.

        Small ink has at least the probability POINT_LOG of a point.
        """
        logs = conditional_logs(self.probabilities)
        is_small = [self.place.size(segment.box) < POINT_SIZE for segment in self.line.segments]
        point = FIRST_MARK + MARKS.index(".")
        logs[is_small, point] = np.maximum(logs[is_small, point], POINT_LOG)
        return logs

    @cached_property
    def vectors(self) -> Float64:
        """The features of every segment as every class, float [n, 22, len(NAMES)]."""
        count = FIRST_MARK + len(MARKS)
        logs = self.logs
        found = np.zeros((len(self.line.segments), count, len(NAMES)))
        for i, segment in enumerate(self.line.segments):
            values = self.place.of(segment)
            digits, rest, marks = (
                found[i, :NOT_A_DIGIT],
                found[i, NOT_A_DIGIT],
                found[i, FIRST_MARK:],
            )
            digits[:, AT["digit log"]] = logs[i, :NOT_A_DIGIT]
            digits[:, AT["digit count"]] = rest[AT["rest count"]] = 1
            rest[AT["rest log"]] = logs[i, NOT_A_DIGIT]
            marks[:, AT["mark log"]] = logs[i, FIRST_MARK:]
            for name in DIGIT[2:]:
                digits[:, AT[f"digit {name}"]] = values[name]
            rest[AT["rest small"]] = values["small"]
            for name in ("gap", "cuts", "late"):
                rest[AT[f"rest {name}"]] = marks[:, AT[f"mark {name}"]] = values[name]
            stands = self.place.as_mark(segment)
            marks[:, AT["mark alone"]] = stands is None
            for k, mark in enumerate(MARKS):
                marks[k, AT[f"mark {mark}"]] = 1
                marks[k, AT["mark place"]] = off_place(stands, self.places[mark]) if stands else 0
                marks[k, AT["mark first"]] = segment.first == 0 and mark in RARE_FIRST
                marks[k, AT["mark last"]] = segment.last == len(self.line.pieces) - 1 and mark in RARE_LAST
        return found

    @cached_property
    def _pairs(self) -> dict[tuple[int, int], tuple[Float64, Float64]]:
        return {}

    def pair(self, a: int, b: int, both: str) -> Float64:
        """Return the features [len(NAMES)] of segments a and b side by side.

        both: "digits", "marks", "mixed" for a non-digit and another class, or "".
        """
        if (a, b) not in self._pairs:
            values = self.place.between(self.line.segments[a], self.line.segments[b])
            vector = np.zeros(len(NAMES))
            for name in ("overlap", "touch", "back"):
                vector[AT[f"pair {name}"]] = values[name]
            rising = vector.copy()
            rising[AT["pair rise"]] = values["rise"]
            self._pairs[a, b] = vector, rising
        vector, rising = self._pairs[a, b]
        if both == "digits":
            return rising
        if both in ("marks", "mixed"):
            vector = vector.copy()
            vector[AT[f"pair {both}"]] = 1
        return vector


def conditional_logs(probabilities: Floats) -> Float64:
    """Return logarithms [n, 22] of probabilities [n, classes].

    Those of digits and non-digit are given that the segment is no mark but one of UNLIKE.
    """
    given = np.asarray(probabilities, dtype=np.float64)[:, :FIRST_MARK]
    marks = probabilities[:, FIRST_MARK:]
    others = marks[:, [i for i, mark in enumerate(MARKS[: marks.shape[1]]) if mark in UNLIKE]]
    sums = given.sum(axis=1, keepdims=True) + others.sum(axis=1, keepdims=True)
    given = given / np.maximum(sums, 1e-30)
    if not marks.shape[1]:
        marks = np.full((len(given), len(MARKS)), UNKNOWN)
    return np.log(np.maximum(np.concatenate([given, marks], axis=1), LEAST))


def off_place(stands: tuple[float, float], usual: tuple[float, float, float, float]) -> float:
    """Return half the squared distance of a mark from its usual size and place, in standard deviations.

    The logarithms of the deviations are in it, as in a normal distribution: at most MOST.
    """
    size, middle = stands
    mean, deviation, height, spread = usual
    if mean < DOT:
        size = max(size, mean)  # a dot may be as small as one likes
    off = ((size - mean) / deviation) ** 2 / 2 + ((middle - height) / spread) ** 2 / 2
    return min(float(off + np.log(deviation) + np.log(spread)), MOST)


def as_json(
    weights: Floats, places: Places, number: Sequence[float], right: Sequence[float]
) -> dict[str, list[float]]:
    """Return the model as rows of numbers for a bundle, in the order of the names above.

    number, right: biases, then weights of confidence.EVIDENCE (see confidence.Confidences).
    """
    kinds = {"digit": DIGIT, "rest": REST, "mark": MARK, "pair": PAIR, "text": TEXT}
    rows = {kind: [weights[AT[f"{kind} {name}"]] for name in names] for kind, names in kinds.items()}
    rows["places"] = [value for mark in MARKS for value in places[mark]]
    rows["number"], rows["right"] = list(number), list(right)
    return {kind: [round(float(value), 3) for value in row] for kind, row in rows.items()}
