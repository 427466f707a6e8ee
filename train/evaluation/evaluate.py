"""What a network is worth: all that a report and a card say of it, measured on every set.

Scans and drawings are separate rows. MNIST's test part is measured for reports of finished recipes and for
cards; nothing is chosen by it. The validation parts are what recipe and calibration were chosen on.
"""

import numpy as np

from ..augment.examples import measured, unlike
from ..data.unipen_characters import UNSEEN
from .confidence import calibration, given_digit, rejection
from .metrics import figure
from .writing_styles import slices

LETTERS, SYMBOLS, OTHERS = "letters", "symbols", "kinds never trained on"


def measure(predict, datasets, recipe, test=True):
    """Return (seen, values) of a function inputs -> probabilities.

    seen: [(Examples, probabilities [n, 10], figure)] by set, for pictures. values: {"figures": {set:
    figure}, "calibration": {set: ...}, "rejection": {...}, "slices": {set: {style: ...}}}, where
    calibration is {} for a recipe that is not calibrated, rejection for one that always reads a digit,
    and slices are of drawn sets. test=False leaves MNIST's test part closed.
    """
    seen, drawn = [], []
    styles, calibrated = {}, {}
    for examples in measured(datasets, recipe, test):
        found, is_drawn = predict(examples.inputs), not examples.name.startswith("mnist")
        row = figure(found, examples.labels, examples.sources if is_drawn else None)
        seen.append((examples, given_digit(found), row))
        if recipe.calibrate:
            calibrated[examples.name] = calibration(found, examples.labels)
        if is_drawn:
            drawn.append(found)
            name, part = examples.name.split()
            drawings, labels, _ = datasets[name].part(part, recipe.limit)
            styles[examples.name] = slices(drawings, labels, seen[-1][1].argmax(axis=1) != labels)
    values = {
        "figures": {examples.name: row for examples, _, row in seen},
        "calibration": calibrated,
        "rejection": rejected(predict, datasets, recipe, np.concatenate(drawn)),
        "slices": styles,
    }
    return seen, values


def rejected(predict, datasets, recipe, drawn):
    """Return what is read as no digit, by family; {} for a recipe that always reads a digit."""
    families = {}
    for examples in unlike(datasets, recipe):
        found, names = predict(examples.inputs), np.array([family(kind) for kind in examples.kinds])
        families |= {str(name): found[names == name] for name in np.unique(names)}
    return rejection(drawn, families) if families else {}


def family(kind):
    """Return the family of a kind of what is no digit: what was read, or how it was made."""
    if len(kind) > 1:
        return kind
    if kind in UNSEEN:
        return OTHERS
    return LETTERS if kind.isalpha() else SYMBOLS
