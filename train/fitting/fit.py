"""Train a network in a run folder; an interrupted run resumes to the same result.

All randomness of an epoch comes from the seed and the epoch's number, and a checkpoint holds the
optimizer, so on one machine a resumed run ends with the same weights, bit for bit, as an unbroken one.
"""

import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Any, TypeAlias

import keras
import numpy as np
import tensorflow as tf
from tqdm import tqdm

from ..augment.examples import Examples, training_views, validation_sets
from ..data.datasets import Datasets, everyone
from ..evaluation.metrics import set_metrics
from ..lib.interrupt import interrupts
from ..models import networks
from ..models.recipe import Recipe
from ..results.runs import HistoryRow, Validation
from .batches import Batches
from .calibrate import calibrate
from .run_folder import STREAMS, Run, RunError

tf.config.list_physical_devices()  # starts device libraries while the importer holds back their messages


class Progress(keras.callbacks.Callback):
    """A progress bar on stderr over the whole run; check() raises to stop the run."""

    def __init__(self, bar: "tqdm[Any]", check: Callable[[], None]) -> None:
        super().__init__()
        self.bar, self.check = bar, check

    def on_train_batch_end(self, batch: int, logs: dict[str, float] | None = None) -> None:
        """Advance the bar; Keras calls this after every step."""
        self.check()
        self.bar.update()
        if logs and batch % 20 == 0:
            self.bar.set_postfix(loss=f"{logs['loss']:.3f}", refresh=False)


Watch: TypeAlias = Callable[[float], None]


def fit(
    recipe: Recipe, datasets: Datasets, run: Run, resume: bool = False, watch: Watch = lambda epochs: None
) -> None:
    """Train the recipe's network on the data sets in a Run; resume=True continues an interrupted run.

    watch: is called before every step with the epochs done, a fraction; may raise to stop the run. Raises
    RunError when the folder holds another run, no run to resume, or one that cannot be resumed exactly;
    BusyError when another process trains in it.
    """
    with run.locked():
        _fit(recipe, datasets, run, resume, watch)


def _fit(recipe: Recipe, datasets: Datasets, run: Run, resume: bool, watch: Watch) -> None:
    if recipe.context and "context" not in datasets:
        raise RunError(f"the recipe {recipe.name} needs digits cut from numbers; write them with: numbre cut")
    if recipe.everyone:
        datasets = everyone(datasets)
    run.open(recipe, datasets, resume)
    if run.finished:
        return
    done = len(run.history)
    network = keras.models.load_model(run.newest_checkpoint()) if done else None
    if done and _dropouts(network) and run.record.streams != STREAMS:
        raise RunError(
            f"{run.folder} was begun by a version that seeded dropout in another way, so it cannot be "
            "resumed exactly; train it again"
        )
    tf.config.experimental.enable_op_determinism()
    images, labels, _ = datasets["mnist"].part("train", recipe.limit)
    scans = images.reshape(len(images), -1), labels
    drawings = training_views(datasets, recipe)
    validation = validation_sets(datasets, recipe)
    steps = len(Batches(scans, drawings, recipe, 0))
    network = network or compiled(recipe, steps)
    network.summary(line_length=80, print_fn=print)
    with tqdm(total=recipe.epochs * steps, initial=done * steps, unit="step") as bar, interrupts() as check:

        def step() -> None:
            check()
            watch(bar.n / steps)

        progress = [Progress(bar, step)]
        for epoch in range(done, recipe.epochs):
            bar.set_description(f"epoch {epoch + 1}/{recipe.epochs}")
            started = time.perf_counter()
            _seed_dropout(network, recipe.seed, epoch)
            batches = Batches(scans, drawings, recipe, epoch)
            logs = network.fit(batches, epochs=1, shuffle=False, verbose=0, callbacks=progress).history
            seconds = round(time.perf_counter() - started, 1)
            accuracy, loss = (round(float(logs[name][-1]), 5) for name in ("accuracy", "loss"))
            validated = {examples.name: validate(network, examples) for examples in validation}
            row = HistoryRow(epoch + 1, seconds, accuracy, loss, validated)
            run.checkpoint(network, row)
            check()
            bar.write(_line(row), file=sys.stderr)
    if recipe.calibrate and not recipe.everyone:  # else by cross-validation, on export
        run.note(
            calibration=calibrate(network, partial(network.predict, batch_size=1000, verbose=0), validation)
        )
    run.finish(network)


def validate(network: keras.Model, examples: Examples) -> Validation:
    """Return accuracy and loss of the network on one set."""
    found = set_metrics(network.predict(examples.inputs, batch_size=1000, verbose=0), examples.labels)
    return Validation(found.accuracy, found.loss)


def compiled(recipe: Recipe, steps: int) -> keras.Model:
    """Return the network, ready to train."""
    network = networks.build(recipe)
    network.compile(
        optimizer_of(recipe, recipe.epochs * steps),
        keras.losses.CategoricalCrossentropy(label_smoothing=recipe.label_smoothing),
        metrics=["accuracy"],
    )
    return network


def optimizer_of(recipe: Recipe, steps: int) -> keras.optimizers.Optimizer:
    """Return the recipe's optimizer for a run of ``steps`` steps."""
    if recipe.optimizer != "adamw":
        plain = {
            "sgd": keras.optimizers.SGD,
            "rmsprop": keras.optimizers.RMSprop,
            "adam": keras.optimizers.Adam,
        }
        return plain[recipe.optimizer](recipe.learning_rate)
    rising = steps // 5
    schedule = keras.optimizers.schedules.CosineDecay(
        1e-5, steps - rising, warmup_target=recipe.learning_rate, warmup_steps=rising
    )
    return keras.optimizers.AdamW(schedule, weight_decay=recipe.weight_decay)


def _dropouts(network: keras.Model) -> list[keras.layers.Dropout]:
    return [layer for layer in network.layers if isinstance(layer, keras.layers.Dropout)]


def _seed_dropout(network: keras.Model, seed: int, epoch: int) -> None:
    """Seed dropout by run and epoch: a saved network does not keep its state.

    A spawned stream is independent of every batch's; [seed, epoch, number] would be one of them.
    """
    [stream] = np.random.SeedSequence([seed, epoch]).spawn(1)
    rng = np.random.default_rng(stream)
    for layer in _dropouts(network):
        layer.seed_generator.state.assign(rng.integers(2**32, size=2, dtype=np.uint32))


def _line(row: HistoryRow) -> str:
    parts = [f"training {100 * row.accuracy:.2f} %, loss {row.loss:.4f}"]
    parts += [
        f"{name} {100 * one.accuracy:.2f} %, loss {one.loss:.4f}" for name, one in row.validation.items()
    ]
    return f"epoch {row.epoch}: {'; '.join(parts)} ({row.seconds:.0f} s)"
