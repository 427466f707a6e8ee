"""What each idea in the recipe of ``ink`` is worth: the same short training with one thing changed.

Half of pendigits' writers and three of UNIPEN's nine contributors train, the others validate, so that
there are thousands of drawings by unseen people to count errors on. No test set is opened.
"""

from dataclasses import replace

from ..lib.files import read_json, write_json
from ..models.recipe import RECIPES
from .cross_validation import held_back
from .evaluate import LETTERS, OTHERS, SYMBOLS

EPOCHS, VIEWS = 6, 6  # far fewer than the recipe's: what is compared is the change, not the result
TRAIN = ("aga", "apb", "ibm")  # UNIPEN's contributors that train; of pendigits, every second writer does
IDEAS = {  # name: (what is changed, the change)
    "base": ("the recipe of ink, shorter", {}),
    "no-directions": ("the network sees the raster alone", {"maps": 1, "undirected": 0.0}),
    "always-directed": ("directions are never hidden in training", {"undirected": 0.0}),
    "no-edits": ("strokes are warped, but keep their points and direction", {"edits": False}),
    "always-warped": ("no scan is left as it is", {"plain": 0.0}),
    "digits-only": ("nothing that is no digit is trained on", {"unlike": False}),
    "no-smoothing": ("labels are taken at their word", {"label_smoothing": 0.0}),
}


def recipes(seed, quick=False):
    """Return {name: recipe} of all ideas."""
    base = replace(RECIPES["ink"], epochs=EPOCHS, views=VIEWS, seed=seed)
    if quick:
        base = replace(base.quick(), epochs=1, seed=seed)
    made = {name: replace(base, **change) for name, (_, change) in IDEAS.items()}
    return {
        name: replace(one, views_per_epoch=min(one.views_per_epoch, one.views)) for name, one in made.items()
    }


def halved(datasets):
    """Return the data sets with the split that holds half of the writers and most contributors back."""
    writers = sorted(set(datasets["pendigits"].sources))
    contributors = set(datasets["unipen"].sources) - set(TRAIN)
    return held_back(datasets, writers[1::2], contributors)


def gather(folder, planned):
    """Gather the reports of the ideas' runs in ``folder``/ideas.json; returns it.

    {"epochs", "seed", "commits", "ideas": {name: {"what", "seconds", "figures", "rejected"}}}: figures are
    {set: {"n", "errors", "loss"}} of validation sets, rejected is [rejected, n] of letters and symbols.
    """
    ideas = {}
    for name in planned:
        report = read_json(folder / name / "report.json")
        figures = {key: row for key, row in report["figures"].items() if key.endswith("validation")}
        kinds = [
            row
            for kind, row in report["rejection"].get("kinds", {}).items()
            if kind in (LETTERS, SYMBOLS, OTHERS)
        ]
        ideas[name] = {
            "what": IDEAS[name][0],
            "seconds": report["training_seconds"],
            "figures": {
                key: {part: row[part] for part in ("n", "errors", "loss")} for key, row in figures.items()
            },
            "rejected": [sum(row[part] for row in kinds) for part in ("rejected", "n")] if kinds else None,
        }
    first = next(iter(planned.values()))
    commits = {str(read_json(folder / name / "run.json")["commit"]) for name in planned}
    result = {"epochs": first.epochs, "seed": first.seed, "commits": sorted(commits), "ideas": ideas}
    write_json(folder / "ideas.json", result)
    return result


def lines(result):
    """Return (header, rows) of the ideas, for a table."""
    rows = []
    for name, idea in result["ideas"].items():
        cells = [f"{row['errors']} of {row['n']}, {row['loss']:.4f}" for row in idea["figures"].values()]
        share = (
            "-" if idea["rejected"] is None else f"{100 * idea['rejected'][0] / idea['rejected'][1]:.1f} %"
        )
        rows.append((name, *cells, share))
    sets = [name.removesuffix(" validation") for name in next(iter(result["ideas"].values()))["figures"]]
    return ("idea", *(f"{name}: errors, loss" for name in sets), "letters, symbols: read as no digit"), rows
