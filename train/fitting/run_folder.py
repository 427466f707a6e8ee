"""A run folder: begun once, resumed exactly, never overwritten.

It holds recipe.json, run.json (seed, versions, data hashes, machine, commit), history.json (a row for each
epoch), checkpoints/ with the newest epoch, and model.keras once it is finished.
"""

import contextlib
import os
import platform
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

from ..lib.errors import UserError
from ..lib.lock import HeldError, exclusive
from ..lib.provenance import commit, versions
from ..lib.quiet import quiet
from ..lib.records import Record, RecordError, read_record, write_record
from ..models.recipe import Recipe
from ..results.comparisons import CrossValidation, Seeds
from ..results.runs import HistoryRow, RunRecord

if TYPE_CHECKING:
    from ..data.datasets import Dataset, Datasets

STREAMS = 2  # how the seed becomes random streams; older runs, without the field, seeded dropout as batch 1


class RunError(UserError):
    """A run folder cannot be used."""


class BusyError(RunError):
    """Another process trains in a run folder."""


class Run:
    """The run in one folder. history: list of rows, one for each finished epoch."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.history: list[HistoryRow] = []
        self._check_lock: Callable[[], None] | None = None

    @property
    def begun(self) -> bool:
        """Whether the folder holds a run."""
        return (self.folder / "recipe.json").exists()

    @property
    def finished(self) -> bool:
        """Whether the folder holds the finished network."""
        return (self.folder / "model.keras").exists()

    def check_idle(self) -> None:
        """Raise BusyError if another process trains in the folder."""
        if (self.folder / "lock").exists():
            with self.locked():
                pass

    @property
    def epochs(self) -> int:
        """How many epochs can be resumed."""
        return self._newest()

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Keep other processes from training in the folder. Raises BusyError; may be nested."""
        if self._check_lock:
            yield
            return
        with contextlib.ExitStack() as stack:
            with self._busy():
                self._check_lock = stack.enter_context(exclusive(self.folder / "lock"))
            try:
                yield
            finally:
                self._check_lock = None

    def _check_writable(self) -> None:
        """Raise BusyError if the lock was lost to another process."""
        if self._check_lock:
            with self._busy():
                self._check_lock()

    @contextlib.contextmanager
    def _busy(self) -> Iterator[None]:
        """Raise BusyError in place of HeldError."""
        try:
            yield
        except HeldError as holder:
            raise BusyError(
                f"{self.folder} is being trained by {holder}; wait for its end, or stop it first"
            ) from None

    def check(self, recipe: Recipe, resume: bool) -> None:
        """Raise RunError unless the recipe's run can begin here, or resume; write nothing."""
        if not resume:
            if self.begun:
                raise RunError(
                    f"{self.folder} already holds a run; continue it with --resume, or give another --out"
                )
            return
        try:
            stored = read_record(self.folder / "recipe.json", Recipe)
        except RecordError as error:
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
                self.history = self.read_history()[:newest]
            else:
                self.note(streams=STREAMS)  # nothing has been trained yet
            return
        (self.folder / "checkpoints").mkdir(parents=True, exist_ok=True)
        record = RunRecord(
            seed=recipe.seed,
            streams=STREAMS,
            data=_hashes(recipe, datasets),
            split=_splits(recipe, datasets),
            versions=versions("tensorflow", "keras", "numpy"),
            machine=platform.machine(),
            processors=os.cpu_count(),
            commit=commit(),
        )
        write_record(self.folder / "run.json", record)
        write_record(self.folder / "recipe.json", recipe)

    def check_data(self, datasets: "Datasets") -> None:
        """Raise RunError unless the run was trained on these data sets."""
        record, recipe = self.record, self.recipe
        if record.data != _hashes(recipe, datasets):
            raise RunError(
                f"{self.folder} was trained on other data; name the folder it was trained on with --data"
            )
        splits = _splits(recipe, datasets)
        if record.split not in (None, splits):  # older runs, without the field, had the usual split
            raise RunError(
                f"{self.folder} validated on other writers, as in cross-validation and ablations; "
                "its report.json is final"
            )

    def note(self, **facts: Any) -> None:
        """Set fields of run.json."""
        write_record(self.folder / "run.json", replace(self.record, **facts))

    def checkpoint(self, network: Any, row: HistoryRow) -> None:
        """Save the newest epoch. The history goes first: a row without a checkpoint is dropped on resume."""
        self._check_writable()
        self.history.append(row)
        write_record(self.folder / "history.json", self.history)
        self._save(network, self._path(len(self.history)))
        for older in self._checkpoints():
            if older != self._path(len(self.history)):
                older.unlink()

    def read_history(self) -> list[HistoryRow]:
        """Return the rows of history.json, one or more. Raises RunError when it cannot be read."""
        rows = self._read("history.json", tuple[HistoryRow, ...])
        if not rows:
            raise RunError(f"{self.folder}/history.json is empty; train the run again")
        return list(rows)

    @property
    def record(self) -> RunRecord:
        """The content of run.json. Raises RunError when it cannot be read."""
        return self._read("run.json", RunRecord)

    @property
    def seeds(self) -> Seeds | None:
        """The spread over seeds, of a run that is the first of several. Raises RunError."""
        return self._read("seeds.json", Seeds) if (self.folder / "seeds.json").exists() else None

    @property
    def cross_validation(self) -> CrossValidation | None:
        """The errors of cross-validation, if there was any. Raises RunError."""
        names = ("cross_validation.json", "folds.json")  # the latter in runs older than bundle format 2
        found = [name for name in names if (self.folder / name).exists()]
        return self._read(found[0], CrossValidation) if found else None

    def _read(self, name: str, kind: type[Record]) -> Record:
        try:
            return read_record(self.folder / name, kind)
        except RecordError as error:
            raise RunError(f"{error}; train the run again") from None

    @property
    def recipe(self) -> Recipe:
        """The run's recipe. Raises RunError when it cannot be read."""
        return self._read("recipe.json", Recipe)

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
        self._check_writable()
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
    if recipe.everyone:
        from ..data.datasets import everyone

        datasets = everyone(datasets)
    optional = {"negatives": recipe.rejects, "marks": recipe.marks, "context": recipe.context}
    return [(name, one) for name, one in datasets.items() if optional.get(name, True)]
