"""Probabilities of a network, adapted to the examples of a hand: twin of web/page/hand."""

from dataclasses import dataclass

import numpy as np

from numbre.train.features.ink import FRAME
from numbre.train.lib.arrays import Float64, Floats, Ints

# web/page/hand/correction.js explains them.
AMPLITUDE, WIDTH = 8.0, 0.8
PRIOR = 0.5
SWEEPS = 6
LEAST_CHANGE = 1e-3
GAIN, LEAST_LIKE = 20.0, 0.6
FAR, NEAR = 0.8, 0.95
LEAST = 1e-6
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
        for label in np.unique(self.labels):
            most = likeness[:, self.labels == label].max(axis=1)
            logits[:, label] += GAIN * np.maximum(0, most - LEAST_LIKE)
        trust = np.clip((likeness.max(axis=1) - FAR) / (NEAR - FAR), 0, 1)
        return self._within(_softmax(logits), np.asarray(probabilities, np.float64), trust)

    def _within(self, after: Float64, before: Float64, trust: Float64) -> Float64:
        """Return probabilities whose classes without examples keep their share, the more, the lower trust."""
        taught = np.isin(np.arange(after.shape[1]), self.labels)
        was, now = (np.clip(rows[:, ~taught].sum(axis=1), LEAST, 1 - LEAST) for rows in (before, after))
        odds = (1 - trust) * np.log(was / (1 - was)) + trust * np.log(now / (1 - now))
        wanted = 1 / (1 + np.exp(-odds))
        scaled = after * np.where(taught, ((1 - wanted) / (1 - now))[:, None], (wanted / now)[:, None])
        return np.asarray(scaled / scaled.sum(axis=1, keepdims=True), np.float64)


def _kernel(likeness: Float64) -> Float64:
    return np.asarray(AMPLITUDE * np.exp((likeness - 1) / WIDTH), np.float64)


def _logits(probabilities: Floats) -> Float64:
    return np.log(np.maximum(np.asarray(probabilities, np.float64), LEAST))


def _softmax(logits: Float64) -> Float64:
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True), np.float64)
