"""Independent runs side by side: Dask's workers train them, on this machine or on any number of others.

A worker resumes whatever it finds in a run's folder, so that a run whose worker was killed goes on where it
stopped when Dask gives it to another. Only one process writes into a run folder (Run.locked): a worker that
Dask takes for dead, but is not, still holds the lock. It stops at its next step, as it finds that its task
is no longer its own, and the next worker waits for that.
"""

import contextlib
import functools
import io
import logging
import os
import signal
import socket
import sys
import threading
import time
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError
from dataclasses import dataclass
from multiprocessing import resource_tracker
from pathlib import Path
from typing import Any

import dask.system
from dask.typing import Key
from distributed import Client, Future, KilledWorker, LocalCluster, Status, Worker, as_completed, get_worker
from tqdm import tqdm

from ..data.datasets import Datasets, load
from ..lib.errors import UserError
from ..lib.quiet import quiet
from ..models.recipe import Recipe
from ..results.runs import Report, ReportError, read_report
from .run_folder import BusyError, Run

CONNECT_S = 5  # to reach a scheduler
BUSY_S = 600  # a worker waits so long for another that still trains in the same folder
STOP_S = 15  # after an interruption, for workers to finish their step
NEWS_S = 0.5  # between two messages of a worker about its progress
BAR = "{desc}: {percentage:3.0f}%|{bar}| {n:.1f}/{total} epochs [{elapsed}<{remaining}]"
CORES = dask.system.CPU_COUNT  # that this process may use

_one_run = threading.Lock()  # in a worker with several threads: seeds and determinism are the process's


class ClusterError(UserError):
    """The workers cannot be reached, or were lost."""


class _StoppedError(Exception):
    """The run is no longer wanted from this worker."""


@dataclass(frozen=True)
class Job:
    """One run of several, as a worker receives it.

    split: the data sets as loaded -> those of the run; a function that can be pickled. plots: draw them;
    test: open MNIST's test part for the report.
    """

    name: str
    recipe: Recipe
    folder: Path
    split: Callable[[Datasets], Datasets] = dict
    plots: bool = False
    test: bool = False

    @property
    def run(self) -> Run:
        """The run in the folder."""
        return Run(self.folder)

    def is_done(self, datasets: Datasets) -> bool:
        """Return whether the run is finished and reported; datasets: its own. Raises RunError for others'."""
        if not self.run.finished:
            return False
        self.run.check_data(datasets)
        try:
            read_report(self.folder)
        except ReportError:
            return False
        return True


@dataclass(frozen=True)
class Source:
    """The data that workers load, see datasets.load.

    directory: the same on all machines, None for each machine's own.
    """

    directory: str | None
    checked: bool
    negatives: bool
    cuts: str | None = None

    def load(self) -> Datasets:
        """Return the data sets."""
        return load(self.directory, self.checked, self.negatives, self.cuts)


def train_all(jobs: Sequence[Job], source: Source, workers: int, scheduler: str | None = None) -> None:
    """Train and report all jobs, each as far as it is not done, on ``workers`` processes of this machine.

    The cores are shared out among them, because a network depends on the number of TensorFlow's threads in
    its last bits: the same number of workers trains the same network. scheduler: address of a Dask scheduler,
    whose workers train instead. Progress goes to stderr. Raises the UserError of the first run that has one,
    and ClusterError when the scheduler cannot be reached or the workers are lost again and again.
    """
    if scheduler is None:
        for job in jobs:
            job.run.check_idle()
    if not jobs:
        return
    with _client(scheduler, workers, len(jobs)) as client, _Progress(jobs) as progress:
        topic = f"numbre-{uuid.uuid4().hex}"
        client.subscribe_topic(topic, progress.note)
        if scheduler and not client.nthreads():
            progress.write(f"No worker yet; start some with: dask worker {scheduler} --nthreads 1")
        futures = {client.submit(_train, job, source, topic, key=f"{job.name}-{topic}"): job for job in jobs}
        try:
            for future in as_completed(futures):
                progress.finish(futures[future].name, _result(future, futures[future], scheduler))
        except BaseException:
            with contextlib.suppress(Exception):
                _stop(client, futures)
            raise


def _result(future: Future[Any], job: Job, scheduler: str | None) -> Report:
    """Return the report of a finished run. Raises UserError."""
    try:
        return future.result()
    except KilledWorker:
        raise ClusterError(
            f"{job.folder}: the workers that trained it were killed again and again, perhaps for lack of "
            "memory; try fewer workers, with --resume"
        ) from None
    except CancelledError:
        raise ClusterError(
            f"The scheduler at {scheduler} is gone; start it again, then the same command with --resume"
        ) from None


def _stop(client: Client, futures: Mapping[Future[Any], Job]) -> None:
    """Stop all runs; return when their workers have left the folders, or after STOP_S."""
    client.cancel(list(futures), force=True)
    deadline = time.monotonic() + STOP_S
    while time.monotonic() < deadline and any(map(_is_busy, futures.values())):
        time.sleep(0.1)


def _is_busy(job: Job) -> bool:
    try:
        job.run.check_idle()
    except BusyError:
        return True
    return False


@contextlib.contextmanager
def _client(scheduler: str | None, workers: int, most: int) -> Iterator[Client]:
    """Yield a client of the scheduler, or of ``workers`` new processes, as far as ``most`` are of use."""
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    with contextlib.ExitStack() as stack:
        if scheduler is None:
            threads = str(max(1, CORES // workers))
            with _without_interrupts():
                cluster = LocalCluster(
                    n_workers=min(workers, most),
                    threads_per_worker=1,
                    memory_limit=None,  # rendered drawings are mapped from files, which Dask would count
                    dashboard_address=None,
                    silence_logs=logging.CRITICAL,
                    env={"TF_NUM_INTRAOP_THREADS": threads, "TF_NUM_INTEROP_THREADS": threads},
                )
            address: Any = stack.enter_context(cluster)
        else:
            address = scheduler
        try:
            client = Client(address, timeout=CONNECT_S)
        except (OSError, ValueError):  # among them a TimeoutError
            raise ClusterError(
                f"No Dask scheduler answers at {scheduler}; start one with: dask scheduler"
            ) from None
        yield stack.enter_context(client)


@contextlib.contextmanager
def _without_interrupts() -> Iterator[None]:
    """Keep Ctrl-C from the threads and processes that begin in the block: it is this one's to stop them."""
    resource_tracker.ensure_running()  # which would lift the block when it begins
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _Progress:
    """A bar over all runs on stderr, and a line for each that is finished."""

    def __init__(self, jobs: Sequence[Job]) -> None:
        self.jobs = {job.name: job for job in jobs}
        self.epochs: dict[str, float] = {job.name: job.run.epochs for job in jobs}
        self.workers: dict[str, str] = {}

    def __enter__(self) -> "_Progress":
        self.bar = tqdm(
            desc=f"{len(self.jobs)} runs",
            total=sum(job.recipe.epochs for job in self.jobs.values()),
            initial=sum(self.epochs.values()),
            bar_format=BAR,
            smoothing=0,
        )
        return self

    def __exit__(self, *error: object) -> None:
        self.bar.close()

    def note(self, event: tuple[float, dict[str, Any]]) -> None:
        """Take a worker's message: {name, epochs, worker}."""
        name, epochs, worker = (event[1][key] for key in ("name", "epochs", "worker"))
        if self.workers.setdefault(name, worker) != worker:
            self.write(f"{name}: the worker was lost; another continues after epoch {int(epochs)}")
            self.workers[name] = worker
        self._show(name, epochs)

    def finish(self, name: str, result: Report) -> None:
        """Write the line of a finished run."""
        self._show(name, self.jobs[name].recipe.epochs)
        found = [f"{kind} {row.errors} of {row.n} wrong" for kind, row in result.metrics.items() if row.n]
        self.write(f"{name}: {'; '.join(found)} ({result.training_seconds} s)")

    def write(self, line: str) -> None:
        """Write a line above the bar."""
        self.bar.write(line, file=sys.stderr)

    def _show(self, name: str, epochs: float) -> None:
        self.epochs[name] = epochs
        self.bar.n = sum(self.epochs.values())
        self.bar.refresh()


def _train(job: Job, source: Source, topic: str) -> Report | None:
    """Train and report a job in a worker; return None if it is stopped before the end."""
    worker = get_worker()
    key = worker.get_current_task()
    threads = str(worker.state.nthreads)  # unless the machine's owner, or a local cluster, has set another
    os.environ.setdefault("TF_NUM_INTRAOP_THREADS", threads)
    os.environ.setdefault("TF_NUM_INTEROP_THREADS", threads)
    told = 0.0

    def watch(epochs: float) -> None:
        nonlocal told
        if not _is_wanted(worker, key):
            raise _StoppedError
        if time.monotonic() - told > NEWS_S:
            told = time.monotonic()
            name = f"process {os.getpid()} on {socket.gethostname()}"
            worker.log_event(topic, {"name": job.name, "epochs": float(epochs), "worker": name})

    tqdm.set_lock(threading.RLock())  # not one between processes, which a killed worker would leave behind
    silent = io.StringIO()
    try:
        with _one_run, contextlib.redirect_stdout(silent), contextlib.redirect_stderr(silent):
            with quiet():
                from .fit import fit
                from .held_out import report_run
            run = job.run
            datasets = job.split(_datasets(source))
            with _locked(run, watch):
                fit(job.recipe, datasets, run, resume=run.begun, watch=watch)
                return report_run(run, datasets, draw=job.plots, test=job.test)
    except _StoppedError:
        return None


@contextlib.contextmanager
def _locked(run: Run, watch: Callable[[float], None]) -> Iterator[None]:
    """Hold the run's folder; wait while another worker that was to train it is about to leave it."""
    deadline = time.monotonic() + BUSY_S
    with contextlib.ExitStack() as stack:
        while True:
            try:
                stack.enter_context(run.locked())
                break
            except BusyError:
                if time.monotonic() > deadline:
                    raise
                watch(run.epochs)
                time.sleep(0.5)
        watch(run.epochs)
        yield


def _is_wanted(worker: Worker, key: Key) -> bool:
    """Return whether a task is still the worker's: neither its client nor the scheduler has gone."""
    task = worker.state.tasks.get(key)
    return worker.status == Status.running and task is not None and task.state != "cancelled"


@functools.lru_cache(maxsize=1)
def _datasets(source: Source) -> Datasets:
    """Return the data sets, loaded once in a worker."""
    return source.load()
