"""A few hundred digits of our own, written in the published formats, where the real sets are not at hand."""

import gzip

import numpy as np
from numbre.export.drawings import golden_drawings
from numbre.train import ink, warp

WRITERS = 30
CONTRIBUTORS = ("aga", "apa", "apb", "app", "cea", "ceb", "ced", "ibm", "uqb")
UNLIKE = {  # UNIPEN's category: [(label, drawing)]
    "1b": [
        ("A", [[(0, 140), (50, 0), (100, 140)], [(20, 90), (80, 90)]]),
        ("O", [[(50, 0), (0, 70), (50, 140), (100, 70), (50, 0)]]),  # which looks like a zero
    ],
    "1c": [
        ("w", [[(0, 0), (25, 90), (50, 10), (75, 90), (100, 0)]]),
        ("h", [[(0, 0), (0, 140), (10, 80), (60, 80), (70, 140)]]),  # which never trains
    ],
    "1d": [("#", [[(30, 0), (20, 100)], [(70, 0), (60, 100)], [(0, 30), (95, 30)], [(0, 65), (95, 65)]])],
}


def digits():
    """Return [(label, drawing)] of every golden drawing of a digit."""
    return [
        (int(name.split()[1][0]), drawing)
        for name, drawing in golden_drawings().items()
        if name.startswith("digit ")
    ]


def write(folder):
    """Write mnist.npz, pendigits-orig.tra.gz and unipen-dev/ into ``folder``; returns it."""
    folder.mkdir(parents=True, exist_ok=True)
    labels, drawings = zip(*digits(), strict=True)
    _write_mnist(folder / "mnist.npz", labels, drawings)
    (folder / "pendigits-orig.tra.gz").write_bytes(gzip.compress(_pendigits(labels, drawings).encode()))
    for contributor in CONTRIBUTORS:
        for category, signs in (("1a", zip(labels, drawings, strict=True)), *UNLIKE.items()):
            _write_unipen(folder / "unipen-dev", category, contributor, [*signs])
    return folder


def _write_mnist(path, labels, drawings):
    rng = np.random.default_rng(0)
    images = []
    for _ in range(6):
        batch, pens = warp.drawings(ink.Batch.of(drawings), rng)
        images.append(np.rint(ink.render(batch, pens) * 255).astype(np.uint8).reshape(-1, 28, 28))
    x, y = np.concatenate(images), np.tile(np.array(labels, dtype=np.uint8), 6)
    test = len(labels)
    np.savez(path, x_train=x[test:], y_train=y[test:], x_test=x[:test], y_test=y[:test])


def _pendigits(labels, drawings):
    lines, component = [".INCLUDE dene.doc", '.LEXICON "0" "1"'], 0
    for i, (label, drawing) in enumerate(zip(labels, drawings, strict=True)):
        last = component + len(drawing) - 1
        span = f"{component}-{last}" if len(drawing) > 1 else str(component)
        lines += [f'.SEGMENT DIGIT {span} ? "{label}"', f".COMMENT {label} {i % WRITERS + 1}  {i}"]
        component = last + 1
        lines += _components(drawing)
    return "\n".join(lines) + "\n"


def _write_unipen(folder, category, contributor, signs):
    data, include = folder / "data" / category / contributor, folder / "include" / contributor
    data.mkdir(parents=True)
    include.mkdir(parents=True, exist_ok=True)
    lines, component, ink_lines = [f".INCLUDE {contributor}/{category}.dat"], 0, [".COORD X Y"]
    for label, drawing in signs:
        last = component + len(drawing) - 1
        lines.append(f'.SEGMENT CHARACTER {component}-{last} ? "{label}"')
        component = last + 1
        ink_lines += _components(drawing)
    (data / "a.dat").write_text("\n".join(lines) + "\n")
    (include / f"{category}.dat").write_text("\n".join(ink_lines) + "\n")


def _components(drawing):
    lines = []
    for stroke in drawing:
        lines += [".PEN_DOWN", *(f" {round(x)} {500 - round(y)}" for x, y in stroke), ".PEN_UP"]
    return lines
