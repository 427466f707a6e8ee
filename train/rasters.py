"""Data sets as rasters: plain ones to measure with, warped ones to train on; kept on disk.

Rendering is done once: the result is stored in the user's cache under a name that covers all that
it depends on (the points, the code here and in ink and warp, the number and seed of the views).
"""

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from tqdm import tqdm

from . import ink, warp
from .fetch import cache_directory
from .files import replacing

MEASURED = (("mnist", "test"), ("mnist", "validation"), ("pendigits", "validation"), ("unipen", "validation"))


@dataclass(frozen=True)
class Examples:
    """Rasters and labels of one measured set: rasters float32 [n, 784], 0..1, labels int [n]."""

    name: str
    rasters: np.ndarray
    labels: np.ndarray
    sources: np.ndarray


def measured(datasets, limit=0):
    """Yield the Examples that a report and a card quote figures for, MNIST's test part among them."""
    for name, part in MEASURED:
        yield plain(datasets[name], part, limit)


def sample(examples, count):
    """Return Examples of at most ``count``, spread evenly over those given."""
    chosen = np.unique(np.linspace(0, len(examples.labels) - 1, count).astype(int))
    return replace(
        examples,
        rasters=examples.rasters[chosen],
        labels=examples.labels[chosen],
        sources=examples.sources[chosen],
    )


def plain(dataset, part, limit=0):
    """Return the Examples of one part of a Dataset, not warped; float32 0..1."""
    items, labels, sources = dataset.part(part, limit)
    if isinstance(items, np.ndarray):
        rasters = ink.scans(items)
    else:
        rasters = _cached(dataset.name, ink.Batch.of(items), "plain", ink.render)
    return Examples(f"{dataset.name} {part}", rasters, labels, sources)


def warped(dataset, recipe):
    """Return (views uint8 [v, n, 784], labels [n]) of the training part of a set of drawings."""
    items, labels, _ = dataset.part("train", recipe.limit)

    def render(batch):
        rng = np.random.default_rng([recipe.seed, batch.count])
        views = []
        for _ in tqdm(range(recipe.views), desc=f"rendering {dataset.name}", unit="view"):
            drawings, pens = warp.drawings(batch, rng)
            views.append(np.rint(ink.render(drawings, pens) * 255).astype(np.uint8))
        return np.stack(views)

    return _cached(
        dataset.name, ink.Batch.of(items), f"{recipe.views} views, seed {recipe.seed}", render
    ), labels


def _cached(name, batch, what, make):
    """Return make(batch) from the cache, or make it and keep it there."""
    key = hashlib.sha256(what.encode())
    for source in (ink.__file__, warp.__file__, __file__):
        key.update(Path(source).read_bytes())
    for array in (batch.points, batch.stroke, batch.drawing):
        key.update(np.ascontiguousarray(array))
    path = cache_directory("rasters") / f"{name}-{key.hexdigest()[:16]}.npy"
    try:
        return np.load(path)
    except (OSError, ValueError, EOFError):
        pass
    made = make(batch)
    with replacing(path) as file:
        np.save(file, made)
    return made
