"""Recipes: everything that decides a training run. The named ones are the networks of the project."""

from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from ..lib.records import from_json, to_json

RENAMED = {  # fields of runs older than bundle format 2
    "unlike": "rejects",
    "maps": "channels",
    "undirected": "hide_directions",
    "edits": "edit_strokes",
    "plain": "unwarped",
    "waves": "elastic",
    "grid": "weight_step",
}
DROPPED = {"about", "claim"}  # sentences, which older runs held


@dataclass(frozen=True)
class Recipe:
    """One training run.

    Data: ``sets`` are trained on; in an epoch every MNIST image is seen ``scan_views`` times and every
    drawing in ``views_per_epoch`` of its ``views`` augmented renderings. ``rejects``: train a class for
    non-digits, too; in an epoch each negative is seen once. ``marks``: train a class for each mark, too
    (with ``rejects`` only). ``context``: train on digits, marks and negatives cut from numbers.
    ``everyone``: nobody validates; the metrics of drawings are those of cross-validation. ``limit``: items
    of each set (0: all).

    Augmentation: ``warp``: warp scans as well as drawings; ``elastic``: amplitude of the smooth part of
    a scan's warp, pixels; ``unwarped``: share of scans that stay as they are, because warping blurs
    them; ``edit_strokes``: edit strokes before warping them; ``edit_styles``: and, before that, turn some
    digits into other ways of writing them; ``few_points``: share of drawings recorded with few points a
    stroke; ``hide_directions``: share of drawings whose directions are guessed from the raster in
    training, as a scan's are; ``paper``: share of drawings and of scans that are rendered as if written on
    paper and photographed, their directions guessed, too.

    Network: ``network`` names a function in networks.py; ``channels`` of its input: 1 (the raster) or
    5 (and the direction maps, see directions.py); ``dropout``: share of the features before the last layer
    that are left out in a step.

    Fitting: ``batch``: inputs a step; ``optimizer``: "adamw" under one cycle of the learning rate that
    starts low, peaks at ``learning_rate`` and ends at zero, or "sgd", "rmsprop", "adam" at a constant
    rate; ``weight_decay`` of AdamW; ``label_smoothing``: probability spread over all classes;
    ``calibrate``: fit the temperature of the confidences; ``weight_step``: on export, weights take
    every ``weight_step``-th of the 256 values of 8 bits.
    """

    name: str
    network: str
    epochs: int
    sets: tuple[str, ...] = ("mnist", "pendigits", "unipen")
    warp: bool = True
    unwarped: float = 0.0
    elastic: float = 0.0
    channels: int = 1
    hide_directions: float = 0.0
    dropout: float = 0.0
    edit_strokes: bool = False
    edit_styles: bool = False
    few_points: float = 0.0
    paper: float = 0.0
    rejects: bool = False
    marks: bool = False
    context: bool = False
    everyone: bool = False
    batch: int = 256
    optimizer: str = "adamw"
    learning_rate: float = 2e-3
    weight_decay: float = 1e-3
    label_smoothing: float = 0.05
    calibrate: bool = True
    weight_step: int = 1
    views: int = 16
    views_per_epoch: int = 4
    scan_views: int = 1
    seed: int = 1
    limit: int = 0

    def as_dict(self) -> dict[str, Any]:
        """Return the recipe as plain JSON values."""
        return dict(to_json(self))

    @staticmethod
    def from_dict(values: Any) -> "Recipe":
        """Return the recipe that ``as_dict`` wrote; unknown, missing or wrong fields raise RecordError.

        A field with a default may be missing: the recipe is older than the field, and the default is
        the behaviour of that time. Older names of fields are accepted.
        """
        return from_json(Recipe, values)

    @staticmethod
    def nested(values: dict[str, Any]) -> dict[str, Any]:
        """Return a recipe of any version with the present names of its fields."""
        return {RENAMED.get(name, name): value for name, value in values.items() if name not in DROPPED}

    def quick(self) -> "Recipe":
        """Return a small variant that runs through every step in seconds; its metrics mean nothing.

        Somebody validates, so that a report needs no cross-validation, and no digits cut from numbers train.
        """
        views = min(self.views, 2)
        return replace(
            self,
            epochs=2,
            batch=64,
            everyone=False,
            context=False,
            views=views,
            views_per_epoch=min(views, 1),
            limit=1000,
        )


@dataclass(frozen=True)
class Reported:
    """The accuracy that the author of a tutorial reports.

    accuracy: 0..1; relation: of the true one to it, "about", "above", or "" for equal; set: "validation",
    "test", or "" where the author names none.
    """

    accuracy: float
    relation: str
    set: str


# The network of a tutorial is trained as its author did: on unchanged scans.
_tutorial = partial(
    Recipe,
    batch=128,
    sets=("mnist",),
    warp=False,
    label_smoothing=0.0,
    weight_decay=0.0,
    calibrate=False,
    views=0,
    views_per_epoch=0,
)

RECIPES = {
    recipe.name: recipe
    for recipe in (
        Recipe(
            name="ink",
            network="ink",
            epochs=30,
            scan_views=2,
            unwarped=0.5,
            elastic=0.25,
            channels=5,
            hide_directions=0.15,
            dropout=0.25,
            edit_strokes=True,
            edit_styles=True,
            few_points=0.15,
            paper=0.25,
            rejects=True,
            marks=True,
            context=True,
            everyone=True,
            weight_step=2,
            learning_rate=4e-3,
            views=12,
            views_per_epoch=3,
        ),
        Recipe(
            name="speedrun",
            network="speedrun",
            epochs=6,
            sets=("mnist",),
            learning_rate=8e-3,
            calibrate=False,
            views=0,
            views_per_epoch=0,
        ),
        _tutorial(
            name="hello",
            network="hello",
            epochs=30,
            optimizer="sgd",
            learning_rate=0.01,
        ),
        _tutorial(
            name="dropout",
            network="dropout",
            epochs=4,
            optimizer="rmsprop",
            learning_rate=0.001,
        ),
        _tutorial(
            name="numbre",
            network="numbre",
            epochs=20,
            optimizer="adam",
            learning_rate=0.001,
        ),
        _tutorial(
            name="numbre-scaled",
            network="numbre-scaled",
            epochs=20,
            optimizer="adam",
            learning_rate=0.001,
        ),
        _tutorial(
            name="lesson",
            network="lesson",
            epochs=12,
            optimizer="adam",
            learning_rate=0.001,
        ),
    )
}

DESCRIPTIONS = {  # for `numbre train --list`; the page has words of its own
    "ink": "small convolutional network for drawn and scanned digits, the page's default",
    "speedrun": "aims at 99.2 % on MNIST validation in the least time on two cores; not on the page",
    "hello": "the smallest: 15 neurons without activation, then 10",
    "dropout": "two layers of 512 neurons with 20 % dropout",
    "numbre": "three layers of 25, 256 and 300 neurons on raw pixels, 0 to 255",
    "numbre-scaled": "numbre on pixels from 0 to 1, for comparison with raw pixels; not on the page",
    "lesson": "two convolutions, then 128 neurons, with dropout",
}

REPORTED = {
    "hello": Reported(0.92, "about", "validation"),
    "dropout": Reported(0.95, "above", ""),
    "numbre": Reported(0.98, "", ""),
    "lesson": Reported(0.99, "about", "test"),
}
