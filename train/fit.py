"""fit(recipe, ...) -> a run folder. An interrupted run is resumed to the same result.

A run folder holds recipe.json, run.json (seed, versions, data hashes, commit), history.json (a row
an epoch), model.keras when finished, and checkpoints/ with the newest epoch. All that is random in
an epoch comes from the seed and the epoch's number, and the checkpoint holds the optimizer, so a
resumed run goes on exactly where the unbroken one would have gone.
"""

import json
import platform
import time
from pathlib import Path

import keras
import numpy as np
import tensorflow as tf
from tqdm import tqdm

from . import net, rasters, warp
from .calibrate import calibrate
from .files import write_json
from .provenance import commit, versions
from .recipe import Recipe


class RunError(Exception):
    """A run folder cannot be used; the message is one sentence that says what to do."""


class Batches(keras.utils.PyDataset):
    """One epoch's batches (rasters [b, 784], one-hot labels [b, 10]), decided by seed and epoch."""

    def __init__(self, scans, drawings, recipe, epoch):
        super().__init__()
        self.seed, self.batch = [recipe.seed, epoch], recipe.batch
        views, labels = [scans[0]], [scans[1]]
        for pictures, truth in drawings:
            for k in range(recipe.views_per_epoch):
                views.append(pictures[(epoch * recipe.views_per_epoch + k) % len(pictures)])
                labels.append(truth)
        self.rasters, self.labels = np.concatenate(views), np.concatenate(labels)
        self.order = np.random.default_rng(self.seed).permutation(len(self.labels))

    def __len__(self):
        return len(self.order) // self.batch

    def __getitem__(self, index):
        chosen = self.order[index * self.batch : (index + 1) * self.batch]
        rng = np.random.default_rng([*self.seed, index])
        images = self.rasters[chosen].astype(np.float32) / 255
        return warp.rasters(images, rng), np.eye(10, dtype=np.float32)[self.labels[chosen]]


class Progress(keras.callbacks.Callback):
    """A bar on stderr over the whole run, with the time left."""

    def __init__(self, bar):
        super().__init__()
        self.bar = bar

    def on_train_batch_end(self, batch, logs=None):
        """Advance the bar; Keras calls this after every step."""
        self.bar.update()
        if logs and batch % 20 == 0:
            self.bar.set_postfix(loss=f"{logs['loss']:.3f}", refresh=False)


def fit(recipe, datasets, out, resume=False):
    """Train the recipe's network on the data sets; returns the run folder ``out``.

    resume=True continues from the newest checkpoint in ``out``, under the recipe stored there.
    Raises RunError when ``out`` holds another run, or nothing to resume.
    """
    tf.config.experimental.enable_op_determinism()
    out = Path(out)
    recipe, history = _open_run(out, recipe, datasets, resume)
    if (out / "model.keras").exists():
        return out
    images, labels, _ = datasets["mnist"].part("train", recipe.limit)
    scans = images.reshape(len(images), -1), labels
    drawings = [rasters.warped(datasets[name], recipe) for name in ("pendigits", "unipen")]
    held = [rasters.plain(dataset, "validation", recipe.limit) for dataset in datasets.values()]
    steps = len(Batches(scans, drawings, recipe, 0))
    network = _restore(out, len(history)) if history else _compiled(recipe, steps)
    done = len(history)
    with tqdm(total=recipe.epochs * steps, initial=done * steps, unit="step") as bar:
        for epoch in range(done, recipe.epochs):
            bar.set_description(f"epoch {epoch + 1}/{recipe.epochs}")
            started = time.perf_counter()
            batches = Batches(scans, drawings, recipe, epoch)
            logs = network.fit(batches, epochs=1, shuffle=False, verbose=0, callbacks=[Progress(bar)]).history
            row = {"epoch": epoch + 1, "seconds": round(time.perf_counter() - started, 1)}
            row |= {key: round(float(values[-1]), 5) for key, values in logs.items()}
            row |= {examples.name: accuracy(network, examples) for examples in held}
            history.append(row)
            _checkpoint(out, network, history)
            bar.write(_line(row))
    write_json(out / "run.json", _read(out / "run.json") | {"temperature": calibrate(network, held)})
    network.save(out / "next.keras")
    (out / "next.keras").replace(out / "model.keras")
    return out


def accuracy(network, examples):
    """Return the share of examples whose likeliest class is the label, 0..1."""
    probabilities = network.predict(examples.rasters, batch_size=1000, verbose=0)
    return round(float((probabilities.argmax(axis=1) == examples.labels).mean()), 5)


def _open_run(out, recipe, datasets, resume):
    """Return (recipe, history) of the run to go on with, or of a new one."""
    stored = out / "recipe.json"
    if resume:
        try:
            recipe = Recipe.from_dict(_read(stored))
            run = _read(out / "run.json")
        except (OSError, ValueError) as error:
            raise RunError(f"{out} holds no run to resume ({error}); start one without --resume.") from None
        if run["data"] != {name: dataset.sha256 for name, dataset in datasets.items()}:
            raise RunError(f"{out} was trained on other data; resume it with the same data directory.")
        return recipe, _history(out)
    if stored.exists():
        raise RunError(f"{out} already holds a run; continue it with --resume, or give another --out.")
    (out / "checkpoints").mkdir(parents=True, exist_ok=True)
    write_json(out / "run.json", _run(recipe, datasets))
    write_json(stored, recipe.as_dict())
    return recipe, []


def _run(recipe, datasets):
    return {
        "seed": recipe.seed,
        "data": {name: dataset.sha256 for name, dataset in datasets.items()},
        "versions": versions("tensorflow", "keras", "numpy"),
        "machine": f"{platform.machine()}, {len(tf.config.list_physical_devices('GPU'))} GPU",
        "commit": commit(),
    }


def _read(path):
    return json.loads(path.read_text())


def _history(out):
    """Return the rows of the epochs up to the newest checkpoint."""
    epochs = [int(path.stem.removeprefix("epoch-")) for path in (out / "checkpoints").glob("epoch-*.keras")]
    return _read(out / "history.json")[: max(epochs)] if epochs else []


def _checkpoint(out, network, history):
    """Keep the newest epoch. The history goes first: a row without a checkpoint is cut on resuming."""
    write_json(out / "history.json", history)
    folder = out / "checkpoints"
    network.save(folder / "next.keras")
    newest = folder / f"epoch-{len(history):03d}.keras"
    (folder / "next.keras").replace(newest)
    for older in folder.glob("epoch-*.keras"):
        if older != newest:
            older.unlink()


def _restore(out, epoch):
    return keras.models.load_model(out / "checkpoints" / f"epoch-{epoch:03d}.keras")


def _compiled(recipe, steps):
    """Return the network ready to train: AdamW under one cycle that rises for 1/5 and falls to zero."""
    total = recipe.epochs * steps
    schedule = keras.optimizers.schedules.CosineDecay(
        1e-5, total - total // 5, warmup_target=recipe.learning_rate, warmup_steps=total // 5
    )
    network = net.build(recipe)
    network.compile(
        keras.optimizers.AdamW(schedule, weight_decay=recipe.weight_decay),
        keras.losses.CategoricalCrossentropy(label_smoothing=recipe.label_smoothing),
        metrics=["accuracy"],
    )
    return network


def _line(row):
    held = "  ".join(f"{name} {100 * row[name]:.2f} %" for name in row if name.endswith("validation"))
    return f"epoch {row['epoch']}: loss {row['loss']:.4f}  {held}  ({row['seconds']:.0f} s)"
