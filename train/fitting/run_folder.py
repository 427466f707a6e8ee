"""A run folder: begun once, resumed exactly, never overwritten.

It holds recipe.json, run.json (seed, versions, data hashes, machine, commit), history.json (a row for each
epoch), checkpoints/ with the newest epoch, and model.keras once it is finished.
"""

import os
import platform
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

from ..lib.errors import UserError
from ..lib.files import read_json, write_json
from ..lib.provenance import commit, versions
from ..lib.quiet import quiet
from ..models.recipe import Recipe

if TYPE_CHECKING:
    from ..data.datasets import Dataset, Datasets

RENAMED = {"unlike": "negatives", "none_bias": "rejection_bias"}  # in runs older than bundle format 2

STREAMS = 2  # how the seed becomes random streams; older runs, without the field, seeded dropout as batch 1


class RunError(UserError):
    """A run folder cannot be used."""


class Run:
    """The run in one folder. history: list of rows, one for each finished epoch."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.history: list[dict[str, Any]] = []

    @property
    def begun(self) -> bool:
        """Whether the folder holds a run."""
        return (self.folder / "recipe.json").exists()

    @property
    def finished(self) -> bool:
        """Whether the folder holds the finished network."""
        return (self.folder / "model.keras").exists()

    def check(self, recipe: Recipe, resume: bool) -> None:
        """Raise RunError unless the recipe's run can begin here, or resume; write nothing."""
        if not resume:
            if self.begun:
                raise RunError(
                    f"{self.folder} already holds a run; continue it with --resume, or give another --out"
                )
            return
        try:
            stored = Recipe.from_dict(read_json(self.folder / "recipe.json"))
        except (OSError, ValueError, TypeError) as error:
            raise RunError(
                f"{self.folder} holds no run to resume ({error}); start one without --resume"
            ) from None
        other = [key for key, value in stored.as_dict().items() if recipe.as_dict()[key] != value]
        if other:
            raise RunError(
                f"{self.folder} was begun with another {', '.join(other)}; "
                "resume it with the options it began with"
            )

    def open(self, recipe: Recipe, datasets: "Datasets", resume: bool) -> None:
        """Begin the run, or read its history up to the newest checkpoint."""
        self.check(recipe, resume)
        if resume:
            self.check_data(datasets)
            if newest := self._newest():
                self.history = self.read("history.json")[:newest]
            else:
                self.note(streams=STREAMS)  # nothing has been trained yet
            return
        (self.folder / "checkpoints").mkdir(parents=True, exist_ok=True)
        facts = {
            "seed": recipe.seed,
            "streams": STREAMS,
            "data": _hashes(recipe, datasets),
            "split": _splits(recipe, datasets),
            "versions": versions("tensorflow", "keras", "numpy"),
            "machine": platform.machine(),
            "processors": os.cpu_count(),
            "commit": commit(),
        }
        write_json(self.folder / "run.json", facts)
        write_json(self.folder / "recipe.json", recipe.as_dict())

    def check_data(self, datasets: "Datasets") -> None:
        """Raise RunError unless the run was trained on these data sets."""
        record, recipe = self.record, self.recipe
        if record.get("data") != _hashes(recipe, datasets):
            raise RunError(
                f"{self.folder} was trained on other data; name the folder it was trained on with --data"
            )
        splits = _splits(recipe, datasets)
        if record.get("split", splits) != splits:  # older runs, without the field, had the usual split
            raise RunError(
                f"{self.folder} validated on other writers, as in cross-validation and ablations; "
                "its report.json is final"
            )

    def note(self, **facts: Any) -> None:
        """Add facts to run.json."""
        write_json(self.folder / "run.json", self.read("run.json") | facts)

    def checkpoint(self, network: Any, row: dict[str, Any]) -> None:
        """Save the newest epoch. The history goes first: a row without a checkpoint is dropped on resume."""
        self.history.append(row)
        write_json(self.folder / "history.json", self.history)
        self._save(network, self._path(len(self.history)))
        for older in self._checkpoints():
            if older != self._path(len(self.history)):
                older.unlink()

    def read(self, name: str) -> Any:
        """Return the content of one of the run's JSON files; raise RunError if it is missing or damaged."""
        expected = list if name == "history.json" else dict
        try:
            content = read_json(self.folder / name)
            if isinstance(content, expected) and content:
                return content
        except (OSError, ValueError):
            pass
        raise RunError(f"{self.folder}/{name} is missing or damaged; train the run again")

    @property
    def record(self) -> dict[str, Any]:
        """The content of run.json, with older names of fields replaced by the present ones."""
        record = self.read("run.json")
        for field in ("data", "split", "calibration"):
            if field in record:
                record[field] = {RENAMED.get(name, name): value for name, value in record[field].items()}
        return record

    @property
    def recipe(self) -> Recipe:
        """The run's recipe. Raises RunError when it cannot be read."""
        try:
            return Recipe.from_dict(self.read("recipe.json"))
        except (ValueError, TypeError) as error:
            raise RunError(f"{self.folder}/recipe.json is damaged ({error}); train the run again") from None

    def network(self) -> Any:
        """Return the finished Keras network. Raises RunError when it cannot be read."""
        with quiet():  # errors caught inside stay quiet, too
            import keras

            try:
                return keras.models.load_model(self.folder / "model.keras")
            except (OSError, ValueError, KeyError, TypeError, BadZipFile):
                pass
        raise RunError(f"{self.folder}/model.keras is missing or damaged; train the run again")

    def newest_checkpoint(self) -> Path:
        """Return the path of the newest checkpoint."""
        return self._path(len(self.history))

    def finish(self, network: Any) -> None:
        """Save the finished network."""
        self._save(network, self.folder / "model.keras")

    def _save(self, network: Any, path: Path) -> None:
        part = path.with_name("next.keras")
        network.save(part)
        part.replace(path)

    def _path(self, epoch: int) -> Path:
        return self.folder / "checkpoints" / f"epoch-{epoch:03d}.keras"

    def _checkpoints(self) -> list[Path]:
        return list((self.folder / "checkpoints").glob("epoch-*.keras"))

    def _newest(self) -> int:
        return max((int(path.stem.removeprefix("epoch-")) for path in self._checkpoints()), default=0)


def _hashes(recipe: Recipe, datasets: "Datasets") -> dict[str, str]:
    """Return {name: sha256 of the content} of the data sets in use."""
    return {name: dataset.sha256 for name, dataset in _used(recipe, datasets)}


def _splits(recipe: Recipe, datasets: "Datasets") -> dict[str, str]:
    """Return {name: sha256 of the split}: who trains and who validates."""
    return {name: dataset.split for name, dataset in _used(recipe, datasets)}


def _used(recipe: Recipe, datasets: "Datasets") -> "list[tuple[str, Dataset]]":
    return [(name, one) for name, one in datasets.items() if name != "negatives" or recipe.rejects]
