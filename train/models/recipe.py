"""A recipe is everything that decides a training run; the named recipes are the networks we ship."""

from dataclasses import MISSING, asdict, dataclass, fields, replace
from functools import partial


@dataclass(frozen=True)
class Recipe:
    """One training run.

    network: a name that net.build knows. claim: what the author of the network's tutorial reports.
    sets: what is trained on; in an epoch every MNIST image is seen once and every drawing in
    ``views_per_epoch`` of its ``views`` warped renderings. warp: whether scans are warped too; waves:
    size of the smooth part of that, pixels; plain: share of scans that stay as they are, because
    warping blurs them. maps: of the network's input, 1 (the raster) or 5 (which way the pen went too,
    see maps.py); undirected: share of drawings whose directions are guessed in training, as a scan's are.
    edits: whether strokes are edited before they are warped. unlike: whether it learns what is no digit;
    in an epoch each such drawing is seen once.
    batch: rasters a step. optimizer: "adamw" under one cycle of the learning rate that starts low,
    peaks at ``learning_rate`` and ends at zero, or "sgd", "rmsprop", "adam" with a constant one.
    weight_decay: AdamW's. label_smoothing: probability spread over all classes. calibrate: whether
    confidences are scaled to mean what they say. grid: of the 256 values of an 8-bit weight every so
    many-th is used on export. limit: take only so many items of each set (0: all),
    for quick runs.
    """

    name: str
    network: str
    about: str
    epochs: int
    claim: str = ""
    sets: tuple[str, ...] = ("mnist", "pendigits", "unipen")
    warp: bool = True
    plain: float = 0.0
    waves: float = 0.0
    maps: int = 1
    undirected: float = 0.0
    edits: bool = False
    unlike: bool = False
    batch: int = 256
    optimizer: str = "adamw"
    learning_rate: float = 2e-3
    weight_decay: float = 1e-3
    label_smoothing: float = 0.05
    calibrate: bool = True
    grid: int = 1
    views: int = 16
    views_per_epoch: int = 4
    seed: int = 1
    limit: int = 0

    def as_dict(self):
        """Return the recipe as plain JSON values."""
        return asdict(self) | {"sets": list(self.sets)}

    @staticmethod
    def from_dict(values):
        """Return the recipe that ``as_dict`` wrote; unknown or missing fields raise ValueError.

        A field with a default may be missing: the recipe is older than the field, and the default is
        what was done before.
        """
        names = {field.name for field in fields(Recipe)}
        needed = {field.name for field in fields(Recipe) if field.default is MISSING}
        if wrong := (set(values) - names) | (needed - set(values)):
            raise ValueError(f"recipe fields differ: {', '.join(sorted(wrong))}")
        recipe = Recipe(**values)
        return replace(recipe, sets=tuple(recipe.sets))

    def quick(self):
        """Return a small variant that shows the whole way in seconds; its figures mean nothing."""
        views = min(self.views, 2)
        return replace(self, epochs=2, batch=64, views=views, views_per_epoch=min(views, 1), limit=1000)


# A tutorial's network is trained as its author did: on scans as they are, with nothing added.
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
            about="small convolutional network for drawn and scanned digits, the page's default",
            epochs=40,
            plain=0.5,
            waves=0.25,
            maps=5,
            undirected=0.15,
            edits=True,
            unlike=True,
            grid=2,
            learning_rate=4e-3,
            views=12,
            views_per_epoch=3,
            seed=2,  # fewer errors on the validation drawings than seed 1
        ),
        Recipe(
            name="speedrun",
            network="speedrun",
            about="aims at 99.2 % on MNIST in the least time on two cores; not on the page",
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
            about="the smallest: 15 neurons without activation, then 10",
            epochs=30,
            optimizer="sgd",
            learning_rate=0.01,
            claim="about 92 % on validation",
        ),
        _tutorial(
            name="dropout",
            network="dropout",
            about="two layers of 512 neurons, of which training drops a fifth at random",
            epochs=4,
            optimizer="rmsprop",
            learning_rate=0.001,
            claim="higher than 95 % is good",
        ),
        _tutorial(
            name="numbre",
            network="numbre",
            about="three layers of 25, 256 and 300 neurons on raw pixels, 0 to 255",
            epochs=20,
            optimizer="adam",
            learning_rate=0.001,
            claim="98 %",
        ),
        _tutorial(
            name="numbre-scaled",
            network="numbre-scaled",
            about="numbre with pixels from 0 to 1, to see what raw pixels cost; not on the page",
            epochs=20,
            optimizer="adam",
            learning_rate=0.001,
        ),
        _tutorial(
            name="lesson",
            network="lesson",
            about="two convolutions, then 128 neurons, with dropout",
            epochs=12,
            optimizer="adam",
            learning_rate=0.001,
            claim="about 99 % on test",
        ),
    )
}
