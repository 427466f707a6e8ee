"""The batches of an epoch: scans and drawings mixed, decided by seed and epoch alone."""

from collections.abc import Sequence
from typing import TypeAlias

import keras
import numpy as np

from ..augment import paper, warp
from ..data.datasets import NOT_A_DIGIT
from ..features import directions
from ..features.ink import FRAME
from ..lib.arrays import Bytes, Float32, Ints
from ..models.networks import classes_of
from ..models.recipe import Recipe

PIXELS = FRAME * FRAME

Labelled: TypeAlias = tuple[Bytes, Ints]  # pixels 0..255, labels


class Batches(keras.utils.PyDataset):
    """One epoch's batches: inputs [b, 784 * channels], one-hot labels [b, classes].

    scans: (uint8 [n, 784], labels [n]); drawings: [(views uint8 [v, n, 784 * channels], labels [n])].
    Negatives and marks are seen in one view an epoch, digits in the recipe's ``views_per_epoch``. Batch i
    draws from the stream of [seed, epoch, i]; the order from that of [seed, epoch], which to numpy is batch
    0's. Both stay as they are, because the committed networks were trained on these batches.
    """

    def __init__(self, scans: Labelled, drawings: Sequence[Labelled], recipe: Recipe, epoch: int) -> None:
        super().__init__()
        self.recipe, self.seed = recipe, [recipe.seed, epoch]
        self.blocks, labels = [scans[0]] * recipe.scan_views, [scans[1]] * recipe.scan_views
        for views, own in drawings:
            count = 1 if (own >= NOT_A_DIGIT).all() else recipe.views_per_epoch
            for k in range(count):
                self.blocks.append(views[(epoch * count + k) % len(views)])
                labels.append(own)
        self.labels = np.concatenate(labels)
        self.starts = np.cumsum([0, *map(len, self.blocks)])
        self.order = np.random.default_rng(self.seed).permutation(len(self.labels))

    def __len__(self) -> int:
        return len(self.order) // self.recipe.batch

    def __getitem__(self, index: int) -> tuple[Float32, Float32]:
        recipe, rng = self.recipe, np.random.default_rng([*self.seed, index])
        chosen = self.order[index * recipe.batch : (index + 1) * recipe.batch]
        block = np.searchsorted(self.starts, chosen, "right") - 1
        inputs = np.zeros((len(chosen), PIXELS, recipe.channels), dtype=np.float32)
        for number in np.unique(block):
            rows = block == number
            found = self.blocks[number][chosen[rows] - self.starts[number]].astype(np.float32) / 255
            if number < recipe.scan_views:
                found = self._warped(found, rng) if recipe.warp else found
                found = found if recipe.channels == 1 else directions.from_rasters(found)
            inputs[rows] = found.reshape(-1, PIXELS, recipe.channels)
        if recipe.hide_directions:
            hidden = (block >= recipe.scan_views) & (rng.random(len(chosen)) < recipe.hide_directions)
            guessed = directions.from_rasters(inputs[hidden, :, 0])
            inputs[hidden] = guessed.reshape(-1, PIXELS, recipe.channels)
        if recipe.paper:  # drawings are on paper as they are rendered
            on_paper = (block < recipe.scan_views) & (rng.random(len(chosen)) < recipe.paper)
            again = paper.inputs_again(inputs[on_paper, :, 0], rng, recipe.channels)
            inputs[on_paper] = again.reshape(-1, PIXELS, recipe.channels)
        classes = np.eye(classes_of(recipe), dtype=np.float32)
        return inputs.reshape(len(chosen), -1), classes[self.labels[chosen]]

    def _warped(self, rasters: Float32, rng: np.random.Generator) -> Float32:
        warped = warp.rasters(rasters, rng, elastic=self.recipe.elastic)
        if self.recipe.unwarped:
            kept = rng.random(len(rasters)) < self.recipe.unwarped
            warped[kept] = rasters[kept]
        return warped
