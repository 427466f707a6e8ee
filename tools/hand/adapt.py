"""Probabilities of a network, adapted to the examples of a hand: twin of web/page/hand."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from numbre.train.data.datasets import FIRST_MARK
from numbre.train.features.ink import FRAME
from numbre.train.lib.arrays import Float64, Floats, Ints

# web/page/hand/correction.js explains them.
AMPLITUDE, WIDTH = 8.0, 0.8
PRIOR = 0.5
SWEEPS = 6
LEAST_CHANGE = 1e-3
GAIN, LEAST_LIKE = 20.0, 0.6
FAR, NEAR = 0.6, 0.8
LEAST = 1e-6
TAUGHT, OTHER, MARK = range(3)
POOL = 4  # pixels of a side


def describe(features: Floats, inputs: Floats) -> Float64:
    """Return descriptions [n, k] of n inputs [n, 784 * channels] and their last features, of length 1."""
    side = FRAME // POOL
    pooled = inputs.reshape(len(inputs), side, POOL, side, POOL, -1).mean(axis=(2, 4))
    parts = (np.asarray(features, np.float64), pooled.reshape(len(inputs), -1).astype(np.float64))
    return np.concatenate([_normalized(part) for part in parts], axis=1) / np.sqrt(2)


def _normalized(rows: Float64) -> Float64:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 0)


@dataclass(frozen=True)
class Hand:
    """Examples of a hand: descriptions [n, k], labels [n], and their share in corrections [n, classes]."""

    descriptions: Float64
    labels: Ints
    shares: Float64

    @classmethod
    def of(cls, descriptions: Float64, probabilities: Floats, labels: Ints) -> "Hand":
        """Return what the examples teach; probabilities [n, classes]: of the network."""
        kernel = _kernel(descriptions @ descriptions.T)
        logits = PRIOR * _logits(probabilities)
        shares = np.zeros_like(logits)
        wanted = np.eye(logits.shape[1])[labels]
        for _ in range(SWEEPS):
            for i in range(len(labels)):
                change = (wanted[i] - _softmax(logits[i]) - shares[i]) / (1 + kernel[i, i] / 2)
                change[np.abs(change) < LEAST_CHANGE] = 0
                shares[i] += change
                logits += kernel[:, i : i + 1] * change
        return cls(descriptions, labels, shares)

    def adapted(self, descriptions: Float64, probabilities: Floats) -> Float64:
        """Return the probabilities [m, classes] of m inputs as this hand is read."""
        likeness = descriptions @ self.descriptions.T
        logits = _logits(probabilities) + _kernel(likeness) @ self.shares
        most = np.zeros_like(logits)  # likeness to the nearest example of each class
        for label in np.unique(self.labels):
            most[:, label] = np.maximum(0, likeness[:, self.labels == label].max(axis=1))
        after = _softmax(logits + GAIN * np.maximum(0, most - LEAST_LIKE))
        nearest = (np.ones(len(most)), most.max(axis=1), most[:, FIRST_MARK:].max(axis=1, initial=0))
        trusts = [np.clip((one - FAR) / (NEAR - FAR), 0, 1) for one in nearest]
        return self._trusted(np.asarray(probabilities, np.float64), after, trusts)

    def _trusted(self, before: Float64, after: Float64, trusts: Sequence[Float64]) -> Float64:
        """Return probabilities between both; trusts: in those after, of each kind of class."""
        classes = np.arange(after.shape[1])
        kinds = np.where(np.isin(classes, self.labels), TAUGHT, np.where(classes < FIRST_MARK, OTHER, MARK))
        others, marks = (
            1 / (1 + np.exp(-_mix(_odds(before, kinds, kind), _odds(after, kinds, kind), trusts[kind])))
            for kind in (OTHER, MARK)
        )
        found = np.zeros_like(after)
        for kind, share in enumerate(((1 - marks) * (1 - others), (1 - marks) * others, marks)):
            own = kinds == kind
            if own.any():
                rows = np.exp(_mix(_logits(before), _logits(after), trusts[kind][:, None]))[:, own]
                found[:, own] = rows * (share / rows.sum(axis=1))[:, None]
        return np.asarray(found / found.sum(axis=1, keepdims=True), np.float64)


def _mix(before: Float64, after: Float64, trust: Float64) -> Float64:
    return np.asarray((1 - trust) * before + trust * after, np.float64)


def _odds(rows: Float64, kinds: Ints, kind: int) -> Float64:
    """Return the logarithm of the odds of a kind of classes against the kinds before it."""
    own, both = rows[:, kinds == kind].sum(axis=1), rows[:, kinds <= kind].sum(axis=1)
    share = np.clip(own / np.maximum(both, 1e-30), LEAST, 1 - LEAST)
    return np.asarray(np.log(share / (1 - share)), np.float64)


def _kernel(likeness: Float64) -> Float64:
    return np.asarray(AMPLITUDE * np.exp((likeness - 1) / WIDTH), np.float64)


def _logits(probabilities: Floats) -> Float64:
    return np.log(np.maximum(np.asarray(probabilities, np.float64), LEAST))


def _softmax(logits: Float64) -> Float64:
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True), np.float64)
