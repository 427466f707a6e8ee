"""A recipe is everything that decides a training run; the named recipes are the networks we ship."""

from dataclasses import asdict, dataclass, fields, replace


@dataclass(frozen=True)
class Recipe:
    """One training run.

    network: a name that net.build knows. epochs: passes; in each, every MNIST image is seen once
    and every drawing in ``views_per_epoch`` of its ``views`` warped renderings. batch: rasters a
    step. learning_rate: the peak of one cycle that starts low and ends at zero. weight_decay: AdamW's.
    label_smoothing: probability spread over all classes. limit: take only so many items of each
    set (0: all), for quick runs.
    """

    name: str
    network: str
    about: str
    epochs: int
    batch: int = 256
    learning_rate: float = 2e-3
    weight_decay: float = 1e-3
    label_smoothing: float = 0.05
    views: int = 16
    views_per_epoch: int = 4
    seed: int = 1
    limit: int = 0

    def as_dict(self):
        """Return the recipe as plain JSON values."""
        return asdict(self)

    @staticmethod
    def from_dict(values):
        """Return the recipe that ``as_dict`` wrote; unknown or missing fields raise ValueError."""
        names = {field.name for field in fields(Recipe)}
        if set(values) != names:
            raise ValueError(f"recipe fields differ: {', '.join(sorted(set(values) ^ names))}")
        return Recipe(**values)

    def quick(self):
        """Return a small variant that shows the whole way in seconds; its figures mean nothing."""
        return replace(self, epochs=2, batch=64, views=2, views_per_epoch=1, limit=1000)


RECIPES = {
    recipe.name: recipe
    for recipe in (
        Recipe(
            name="ink",
            network="ink",
            about="small convolutional network for drawn and scanned digits, the page's default",
            epochs=32,
        ),
    )
}
