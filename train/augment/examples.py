"""Data sets as what networks take: plain ones to measure with, warped ones to train on; kept on disk.

Rendering is done once: the result is stored in the user's cache under a name that covers all that
it depends on (the points, the code here and in ink, maps, warp and edits, the number and seed of the
views).
"""

import hashlib
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
from tqdm import tqdm

from ..data.download import cache_directory
from ..features import directions, ink
from ..lib.files import replacing
from . import stroke_edits, synthetic_negatives, warp

MEASURED = (("mnist", "test"), ("mnist", "validation"), ("pendigits", "validation"), ("unipen", "validation"))
CODE = (ink, directions, warp, stroke_edits)


@dataclass(frozen=True)
class Examples:
    """One measured set as a network takes it.

    inputs: float32 [n, 784 * maps], 0..1; labels: int [n]; sources: n writers; kinds: n strings, what
    each is, where labels do not tell.
    """

    name: str
    inputs: np.ndarray
    labels: np.ndarray
    sources: np.ndarray
    kinds: np.ndarray | None = None

    @property
    def rasters(self):
        """The rasters alone: float32 [n, 784]."""
        return self.inputs.reshape(len(self.inputs), ink.FRAME**2, -1)[..., 0]


def measured(datasets, recipe, test=True):
    """Yield the Examples that a report and a card quote figures for; test=False: none of a test part."""
    for name, part in MEASURED:
        if part == "test" and not test:
            continue
        yield plain(datasets[name], part, recipe.limit, recipe.maps)


def held(datasets, recipe):
    """Return [Examples] of digits that validate."""
    return list(measured(datasets, recipe, test=False))


def unlike(datasets, recipe):
    """Return [Examples] of what is no digit and was never trained on: read, and made; [] if none is."""
    if not recipe.unlike:
        return []
    return [
        plain(one, "validation", recipe.limit, recipe.maps) for one in _unlike(datasets, "validation", recipe)
    ]


def sample(examples, count):
    """Return Examples of at most ``count``, spread evenly over those given."""
    chosen = np.unique(np.linspace(0, len(examples.labels) - 1, count).astype(int))
    return replace(
        examples,
        inputs=examples.inputs[chosen],
        labels=examples.labels[chosen],
        sources=examples.sources[chosen],
        kinds=None if examples.kinds is None else examples.kinds[chosen],
    )


def plain(dataset, part, limit=0, count=1):
    """Return the Examples of one part of a Dataset, not warped; count: of maps, 1 or directions.MAPS."""
    items, labels, sources = dataset.part(part, limit)
    kinds = None if dataset.kinds is None else dataset.kinds[dataset.chosen(part, limit)]
    if isinstance(items, np.ndarray):
        inputs = ink.scans(items)
        inputs = inputs if count == 1 else directions.scans(inputs)
    else:
        batch = ink.Batch.of(items)
        inputs = _cached(dataset.name, batch, f"plain, {count} maps", partial(directions.inputs, count=count))
    return Examples(f"{dataset.name} {part}", inputs, labels, sources, kinds)


def training(datasets, recipe):
    """Return [(views uint8 [v, n, 784 * maps], labels [n])] of every set of drawings that is trained on.

    What is no digit comes in a third of the views that digits have.
    """
    drawn = [_warped(datasets[name], recipe, recipe.views) for name in recipe.sets if name != "mnist"]
    if recipe.unlike:
        drawn += [_warped(one, recipe, -(-recipe.views // 3)) for one in _unlike(datasets, "train", recipe)]
    return drawn


def _unlike(datasets, part, recipe):
    """Return what is no digit, of one part: a Dataset that was read and one made of that part's digits."""
    parts = [datasets[name].part(part, recipe.limit) for name in ("pendigits", "unipen")]
    drawings = [drawing for items, _, _ in parts for drawing in items]
    labels, sources = (np.concatenate([one[column] for one in parts]) for column in (1, 2))
    seed = recipe.seed if part == "train" else 0  # every network is measured on the same
    return [datasets["unlike"], synthetic_negatives.made(drawings, labels, sources, part, seed)]


def _warped(dataset, recipe, count):
    """Return (so many views, labels) of a set's training part, every drawing warped anew in every view.

    The whole set is rendered where nothing limits it, so that another split finds it in the cache.
    """
    chosen = dataset.chosen("train", recipe.limit)
    rendered = chosen if recipe.limit else np.arange(len(dataset.labels))

    def render(batch):
        rng = np.random.default_rng([recipe.seed, batch.count])
        views = []
        for _ in tqdm(range(count), desc=f"rendering {dataset.name}", unit="view"):
            drawings, pens = warp.drawings(stroke_edits.edited(batch, rng) if recipe.edits else batch, rng)
            found = ink.render(drawings, pens) if recipe.maps == 1 else directions.render(drawings, pens)
            views.append(np.rint(found * 255).astype(np.uint8))
        return np.stack(views)

    what = f"{count} views, seed {recipe.seed}, {recipe.maps} maps, edits {recipe.edits}"
    views = _cached(dataset.name, ink.Batch.of([dataset.items[i] for i in rendered]), what, render)
    if len(rendered) > len(chosen):
        views = views[:, chosen]
    return views, dataset.labels[chosen]


def _cached(name, batch, what, make):
    """Return make(batch) from the cache, or make it and keep it there."""
    key = hashlib.sha256(what.encode())
    for source in (*(module.__file__ for module in CODE), __file__):
        key.update(Path(source).read_bytes())
    for array in (batch.points, batch.stroke, batch.drawing):
        key.update(np.ascontiguousarray(array))
    path = cache_directory("rasters") / f"{name}-{key.hexdigest()[:16]}.npy"
    try:
        return np.load(path, mmap_mode="r")
    except (OSError, ValueError, EOFError):
        pass
    made = make(batch)
    with replacing(path) as file:
        np.save(file, made)
    return made
