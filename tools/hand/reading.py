"""Digits as the page reads them, with any probabilities of their segments."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from numbre.train.data.unipen_characters import MARKS
from numbre.train.lib.arrays import Float64, Floats
from numbre.train.segmentation.confidence import Confidences, evidence
from numbre.train.segmentation.model import DIGIT, MARK, PAIR, REST, TEXT, Candidates, Places, to_vector
from numbre.train.segmentation.search import best_readings, is_number

KINDS = {"digit": DIGIT, "rest": REST, "mark": MARK, "pair": PAIR, "text": TEXT}


class Read(NamedTuple):
    """The first prediction for a drawing: its text, "" for no number, and confidence."""

    text: str
    confidence: float


class Model(NamedTuple):
    """A segmentation model as the recognizer takes it."""

    weights: Float64
    places: Places
    confidences: Confidences

    @classmethod
    def of(cls, rows: Mapping[str, Sequence[float]]) -> "Model":
        """Return the model that a bundle's rows hold, see train/segmentation/model.py."""
        named = {
            f"{kind} {name}": value
            for kind, names in KINDS.items()
            for name, value in zip(names, rows[kind], strict=True)
        }
        places = {mark: tuple(rows["places"][4 * i : 4 * i + 4]) for i, mark in enumerate(MARKS)}
        confidences = Confidences(np.array(rows["number"]), np.array(rows["right"]))
        return cls(to_vector(named), places, confidences)  # type: ignore[arg-type]

    def read(self, lines: Sequence[Candidates], probabilities: Floats) -> Read:
        """Return the first prediction; probabilities: of the segments of all lines, in order."""
        texts, confidence, at = [], 1.0, 0
        for line in lines:
            count = len(line.line.segments)
            own = Candidates(line.drawing, line.line, probabilities[at : at + count], self.places)
            at += count
            text, sure = self._line(own)
            texts.append(text)
            confidence *= sure
        return Read("\n".join(texts), confidence)

    def _line(self, line: Candidates) -> Read:
        readings = [one for one in best_readings(line, self.weights) if is_number(one) or not one.text]
        first = {one.text: at for at, one in reversed(list(enumerate(readings))) if one.text}
        without = any(not one.text for one in readings)
        if not first:
            return Read("", 1.0)
        numbers = sorted(first.values())
        rows = np.array([evidence(line, readings, at, self.weights) for at in numbers])
        is_one, own = self.confidences.of(rows)
        best = int(np.argmax(own))
        if without and 1 - is_one > own[best]:
            return Read("", 1 - is_one)
        return Read(readings[numbers[best]].text, float(own[best]))
