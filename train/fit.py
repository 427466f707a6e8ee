"""fit(recipe, ...): train a network in a run folder. An interrupted run is resumed to the same result.

All that is random in an epoch comes from the seed and the epoch's number, and a checkpoint holds the
optimizer, so a resumed run ends with the same weights, bit for bit, as an unbroken one would have
ended with on that machine.
"""

import sys
import time

import keras
import numpy as np
import tensorflow as tf
from tqdm import tqdm

from . import net, rasters, warp
from .calibrate import calibrate
from .interrupt import interrupts

tf.config.list_physical_devices()  # wakes device libraries while the importer keeps their chatter back


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
    """A bar on stderr over the whole run, with the time left; check() stops the run."""

    def __init__(self, bar, check):
        super().__init__()
        self.bar, self.check = bar, check

    def on_train_batch_end(self, batch, logs=None):
        """Advance the bar; Keras calls this after every step."""
        self.check()
        self.bar.update()
        if logs and batch % 20 == 0:
            self.bar.set_postfix(loss=f"{logs['loss']:.3f}", refresh=False)


def fit(recipe, datasets, run, resume=False):
    """Train the recipe's network on the data sets in a Run; resume=True continues an interrupted one.

    Raises RunError when the folder holds another run, or nothing to resume.
    """
    tf.config.experimental.enable_op_determinism()
    run.open(recipe, datasets, resume)
    if run.finished:
        return
    images, labels, _ = datasets["mnist"].part("train", recipe.limit)
    scans = images.reshape(len(images), -1), labels
    drawings = [rasters.warped(datasets[name], recipe) for name in ("pendigits", "unipen")]
    held = [rasters.plain(dataset, "validation", recipe.limit) for dataset in datasets.values()]
    steps = len(Batches(scans, drawings, recipe, 0))
    done = len(run.history)
    network = keras.models.load_model(run.newest_checkpoint()) if done else _compiled(recipe, steps)
    with tqdm(total=recipe.epochs * steps, initial=done * steps, unit="step") as bar, interrupts() as check:
        watch = [Progress(bar, check)]
        for epoch in range(done, recipe.epochs):
            bar.set_description(f"epoch {epoch + 1}/{recipe.epochs}")
            started = time.perf_counter()
            batches = Batches(scans, drawings, recipe, epoch)
            logs = network.fit(batches, epochs=1, shuffle=False, verbose=0, callbacks=watch).history
            row = {"epoch": epoch + 1, "seconds": round(time.perf_counter() - started, 1)}
            row |= {key: round(float(values[-1]), 5) for key, values in logs.items()}
            row |= {examples.name: accuracy(network, examples) for examples in held}
            run.checkpoint(network, row)
            check()
            bar.write(_line(row), file=sys.stderr)
    run.note(temperature=calibrate(network, held))
    run.finish(network)


def accuracy(network, examples):
    """Return the share of examples whose likeliest class is the label, 0..1."""
    probabilities = network.predict(examples.rasters, batch_size=1000, verbose=0)
    return round(float((probabilities.argmax(axis=1) == examples.labels).mean()), 5)


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
