"""Data sets -> network inputs: unchanged for evaluation, augmented for training.

Rendering is done once: the result is kept in the user's cache under a hash of everything that decides it:
the points, the labels where they matter, the number and the seed of the views, and RENDERING, the version of
the code.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol

import numpy as np
from tqdm import tqdm

from ..data.datasets import NOT_A_DIGIT, Dataset, Datasets
from ..features import directions, ink
from ..lib.array_cache import cached
from ..lib.arrays import Array, Bytes, Float32, Ints, Texts
from . import paper, stroke_edits, style_edits, synthetic_negatives, warp

EVALUATED = (
    ("mnist", "test"),
    ("mnist", "validation"),
    ("pendigits", "validation"),
    ("unipen", "validation"),
)
RENDERING = 2  # to be raised with every change of train/features or train/augment that changes a pixel


@dataclass(frozen=True)
class Examples:
    """One set as network inputs.

    inputs: float32 [n, 784 * channels], 0..1; labels: int [n]; sources: n writers; kinds: n strings,
    the kind of each negative, None for digits.
    """

    name: str
    inputs: Float32
    labels: Ints
    sources: Texts
    kinds: Texts | None = None

    @property
    def rasters(self) -> Float32:
        """The first channel: float32 [n, 784]."""
        return self.inputs.reshape(len(self.inputs), ink.FRAME**2, -1)[..., 0]


class _Recipe(Protocol):
    """The fields of a Recipe (train/models/recipe.py, a room above) that examples depend on."""

    @property
    def sets(self) -> tuple[str, ...]: ...
    @property
    def limit(self) -> int: ...
    @property
    def channels(self) -> int: ...
    @property
    def rejects(self) -> bool: ...
    @property
    def marks(self) -> bool: ...
    @property
    def context(self) -> bool: ...
    @property
    def edit_strokes(self) -> bool: ...
    @property
    def edit_styles(self) -> bool: ...
    @property
    def few_points(self) -> float: ...
    @property
    def paper(self) -> float: ...
    @property
    def views(self) -> int: ...
    @property
    def seed(self) -> int: ...


def evaluation_sets(datasets: Datasets, recipe: _Recipe, test: bool = True) -> Iterator[Examples]:
    """Yield the Examples of digits that reports and cards cover; test=False leaves the test part out."""
    for name, part in EVALUATED:
        if part == "test" and not test:
            continue
        if (datasets[name].parts == part).any():
            yield unchanged(datasets[name], part, recipe.limit, recipe.channels)


def validation_sets(datasets: Datasets, recipe: _Recipe) -> list[Examples]:
    """Return [Examples] of the digits that validate."""
    return list(evaluation_sets(datasets, recipe, test=False))


def negative_sets(datasets: Datasets, recipe: _Recipe) -> list[Examples]:
    """Return [Examples] of negatives that validate, drawn and synthetic; [] if the recipe rejects none."""
    if not recipe.rejects or not _has_validation(datasets):
        return []
    negatives = _negatives(datasets, "validation", recipe)
    return [unchanged(one, "validation", recipe.limit, recipe.channels) for one in negatives]


def mark_sets(datasets: Datasets, recipe: _Recipe) -> list[Examples]:
    """Return [Examples] of marks that validate; [] if the recipe knows none, or nobody has drawn any."""
    if not (recipe.rejects and recipe.marks and (datasets["marks"].parts == "validation").any()):
        return []
    return [unchanged(datasets["marks"], "validation", recipe.limit, recipe.channels)]


def _has_validation(datasets: Datasets) -> bool:
    """Return whether there are drawn digits that validate."""
    return any((datasets[name].parts == "validation").any() for name in ("pendigits", "unipen"))


def sample(examples: Examples, count: int) -> Examples:
    """Return at most ``count`` of the Examples, spread evenly."""
    chosen = np.unique(np.linspace(0, len(examples.labels) - 1, count).astype(int))
    return replace(
        examples,
        inputs=examples.inputs[chosen],
        labels=examples.labels[chosen],
        sources=examples.sources[chosen],
        kinds=None if examples.kinds is None else examples.kinds[chosen],
    )


def unchanged(dataset: Dataset, part: str, limit: int = 0, channels: int = 1) -> Examples:
    """Return the Examples of one part of a Dataset, not augmented; channels: 1 or directions.CHANNELS."""
    items, labels, sources = dataset.part(part, limit)
    kinds = None if dataset.kinds is None else dataset.kinds[dataset.chosen(part, limit)]
    if isinstance(items, np.ndarray):
        inputs = ink.scans(items)
        inputs = inputs if channels == 1 else directions.from_rasters(inputs)
    else:
        render = partial(directions.network_inputs, count=channels)
        inputs = _cached(dataset.name, ink.Batch.of(items), f"unchanged, {channels} channels", render)
    return Examples(f"{dataset.name} {part}", inputs, labels, sources, kinds)


def training_views(datasets: Datasets, recipe: _Recipe) -> list[tuple[Bytes, Ints]]:
    """Return [(views uint8 [v, n, 784 * channels], labels [n])] of every set of drawings to train on.

    Negatives and marks have a third as many views as digits, and are in blocks of their own.
    """
    fewer = -(-recipe.views // 3)
    drawn = [_augmented(datasets[name], recipe, recipe.views) for name in recipe.sets if name != "mnist"]
    if recipe.rejects:
        drawn += [_augmented(one, recipe, fewer) for one in _negatives(datasets, "train", recipe)]
    if recipe.rejects and recipe.marks:
        drawn.append(_augmented(datasets["marks"], recipe, fewer))
    if recipe.context:
        drawn += _context(datasets, recipe)
    return drawn


def _context(datasets: Datasets, recipe: _Recipe) -> list[tuple[Bytes, Ints]]:
    """Return [(views, labels)] of digits, negatives and marks cut from numbers, as far as they train."""
    fewer = -(-recipe.views // 3)
    views, labels = _augmented(datasets["context"], recipe, recipe.views)
    blocks = (
        (labels < NOT_A_DIGIT, True, recipe.views),
        (labels == NOT_A_DIGIT, recipe.rejects, fewer),
        (labels > NOT_A_DIGIT, recipe.rejects and recipe.marks, fewer),
    )
    return [
        (views[:count, chosen], labels[chosen])
        for chosen, is_trained, count in blocks
        if is_trained and chosen.any()
    ]


def _negatives(datasets: Datasets, part: str, recipe: _Recipe) -> list[Dataset]:
    """Return the Datasets of negatives: the drawn ones, and synthetic ones made from a part's digits."""
    parts = [datasets[name].part(part, recipe.limit) for name in ("pendigits", "unipen")]
    drawings = [drawing for items, _, _ in parts for drawing in items]
    labels, sources = (np.concatenate([one[column] for one in parts]) for column in (1, 2))
    seed = recipe.seed if part == "train" else 0  # all networks are evaluated on the same
    return [datasets["negatives"], synthetic_negatives.make(drawings, labels, sources, part, seed)]


def _augmented(dataset: Dataset, recipe: _Recipe, count: int) -> tuple[Bytes, Ints]:
    """Return (``count`` views, labels) of a set's training part, each view augmented anew.

    Without a limit the whole set is rendered, so that another split finds it in the cache.
    """
    chosen = dataset.chosen("train", recipe.limit)
    rendered = chosen if recipe.limit else np.arange(len(dataset.labels))
    drawings, labels = [dataset.items[i] for i in rendered], dataset.labels[rendered]
    is_styled = recipe.edit_styles and bool((labels < NOT_A_DIGIT).any())

    def render(batch: ink.Batch) -> Bytes:
        rng = np.random.default_rng([recipe.seed, batch.count])
        [own] = rng.spawn(1)  # so that what is not on paper stays as it is without
        views = []
        for _ in tqdm(range(count), desc=f"rendering {dataset.name}", unit="view"):
            edited = ink.Batch.of(style_edits.edit(drawings, labels, rng)) if is_styled else batch
            if recipe.edit_strokes:
                edited = stroke_edits.edit(edited, rng, few=recipe.few_points)
            varied, pens = warp.drawings(edited, rng)
            on_paper = own.random(batch.count) < recipe.paper
            pens[on_paper] = paper.pens(on_paper.sum(), own)
            found = ink.render(varied, pens) if recipe.channels == 1 else directions.render(varied, pens)
            rasters = found.reshape(batch.count, ink.FRAME**2, -1)[on_paper, :, 0]
            found[on_paper] = paper.inputs(rasters, own, recipe.channels)
            views.append(np.rint(found * 255).astype(np.uint8))
        return np.stack(views)

    what = f"{count} views, seed {recipe.seed}, {recipe.channels} channels, edits {recipe.edit_strokes}"
    what += f", few points {recipe.few_points}"
    what += f", paper {recipe.paper}" if recipe.paper else ""
    what += f", styles {hashlib.sha256(labels.tobytes()).hexdigest()}" if is_styled else ""
    views = _cached(dataset.name, ink.Batch.of(drawings), what, render)
    if len(rendered) > len(chosen):
        views = views[:, chosen]
    return views, dataset.labels[chosen]


def _cached(name: str, batch: ink.Batch, what: str, make: Callable[[ink.Batch], Array]) -> Array:
    """Return make(batch), from the cache if it is there; ``what`` describes how it is made."""
    key = hashlib.sha256(f"version {RENDERING}: {what}, {batch.count} drawings".encode())
    for array in (batch.points, batch.stroke, batch.drawing):
        key.update(np.ascontiguousarray(array).data)
    return cached("rasters", f"{name}-{key.hexdigest()[:16]}", lambda: make(batch))
