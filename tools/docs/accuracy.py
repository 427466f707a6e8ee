"""Tables of accuracy, from cards and from the result of `numbre ablate`."""

from collections.abc import Iterable

from numbre.export.card import Card, Variant
from numbre.train.results.comparisons import Ablations, Spread
from tools.docs.markdown import DASH, commit_name, mean_sd, percent, table

SETS = {  # measured set: row head
    "mnist test": "scanned: MNIST test",
    "pendigits validation": "drawn: pendigits validation, 6 unseen writers",
    "unipen validation": "drawn: UNIPEN validation, unseen contributors cea, ceb, ced",
    "pendigits cross-validation": "drawn: pendigits, each writer unseen (cross-validation)",
    "unipen cross-validation": "drawn: UNIPEN, each contributor unseen (cross-validation)",
}
CHOSEN = {  # measured set: choices for the default network that were made on it
    "mnist test": "nothing",
    "pendigits validation": "recipe, seed, rejection bias",
    "unipen validation": "recipe, seed, rejection bias",
    "pendigits cross-validation": "recipe",
    "unipen cross-validation": "recipe",
}
MEASURED = (
    "mnist test",
    "pendigits",
    "unipen",
)  # beginnings of the names of sets in the comparison of networks
REJECTED_SHARES = (0.005, 0.01, 0.02)  # of the readings, the least confident first


def accuracy(card: Card) -> str:
    """Return accuracy and 95 % interval of the default network, 8 bits, a row for each set."""
    rows = []
    for key, row in card.metrics.items():
        if key not in SETS:
            continue
        low, high = (f"{100 * bound:.2f}" for bound in row.interval)
        cells = f"{row.n:,}", row.errors, percent(row.accuracy), f"{low}-{high} %"
        rows.append((SETS[key], *cells, DASH if row.rejected is None else row.rejected, CHOSEN[key]))
    heads = ("n", "errors", "accuracy", "95 % interval", "rejected as non-digit", "chosen on this set")
    return table(("digits", *heads), rows)


def networks(cards: Iterable[Card]) -> str:
    """Return mean and standard deviation over seeds of every network and its variants, float32."""
    rows = []
    for card in cards:
        rivals: list[Card | Variant] = [card, *card.variants.values()]
        for one in rivals:
            cells = [mean_sd(_accuracy(one, key), 100, 2, " %") for key in _measured(one)]
            loss = mean_sd(_loss(one, "mnist test"), 1, 3)
            seeds = len(one.seeds.seeds) if one.seeds else 1
            rows.append(
                (f"`{one.name}`", seeds, cells[0], loss, *cells[1:], _reported(card) if one is card else "")
            )
    heads = ("MNIST test", "its cross-entropy", "drawn: pendigits", "drawn: UNIPEN", "reported by its author")
    return table(("network", "seeds", *heads), rows)


def _measured(one: Card | Variant) -> list[str]:
    """Return the names of the sets MEASURED as a card has them."""
    return [next(key for key in one.metrics_float32 if key.startswith(name)) for name in MEASURED]


def _accuracy(one: Card | Variant, key: str) -> Spread | float:
    """Return the accuracy on one set: over all seeds, or of the only one, or of its folds."""
    is_spread = one.seeds and key in one.seeds.metrics
    return one.seeds.metrics[key].accuracy if one.seeds and is_spread else one.metrics_float32[key].accuracy


def _loss(one: Card | Variant, key: str) -> Spread | float:
    """Return the loss on one set: over all seeds, or of the only one."""
    return one.seeds.metrics[key].loss if one.seeds else one.metrics_float32[key].loss


def _reported(card: Card) -> str:
    """Return the accuracy that the author of a tutorial reports: about 92 % on validation."""
    if not card.reported:
        return ""
    relation, accuracy, of = card.reported.relation, card.reported.accuracy, card.reported.set
    return " ".join(filter(None, [relation, percent(accuracy, 0), of and f"on {of}"]))


def rejection(card: Card) -> str:
    """Return how many negatives of each kind, and how many digits, are rejected as non-digits."""
    if not card.rejection:
        return f"`{card.name}` rejects nothing: it reads every drawing as a digit."
    rows = [
        (
            kind,
            f"{row.n:,}",
            f"{row.rejected:,}",
            percent(row.share),
            f"{row.auroc:.4f}",
        )
        for kind, row in card.rejection.kinds.items()
    ]
    digits = card.rejection.digits
    rows.append(
        ("digits by unseen writers", f"{digits.n:,}", str(digits.rejected), percent(digits.share), "")
    )
    return table(("drawn", "n", "rejected", "share rejected", "AUROC"), rows)


def marks(card: Card) -> str:
    """Return how many marks of each kind are told from all other classes, and digits from marks."""
    if not card.marks:
        return f"`{card.name}` knows no marks."
    named = [(f"`{name}`", row) for name, row in card.marks.marks.items()]
    named.append(("digits, as marks", card.marks.digits))
    rows = [(name, f"{row.n:,}", f"{row.errors:,}", percent(row.error_rate)) for name, row in named]
    return table(("drawn", "n", "errors", "error rate"), rows)


def calibration(card: Card) -> str:
    """Return calibration errors, and the errors left after rejecting the least confident readings."""
    if not card.calibration:
        return f"`{card.name}` is not calibrated."
    rows = []
    for name, row in card.calibration.items():
        errors = dict(row.error_reject)
        rows.append(
            (
                name,
                f"{card.metrics[name].n:,}",
                f"{card.metrics[name].loss:.4f}",
                percent(row.ece),
                percent(row.ece_shown),
                *(percent(errors[share]) for share in (0.0, *REJECTED_SHARES)),
            )
        )
    heads = ("set", "n", "cross-entropy", "ECE given a digit", "ECE as shown", "error rate")
    return table((*heads, *(f"{100 * share:g} % rejected" for share in REJECTED_SHARES)), rows)


def writing_styles(card: Card) -> str:
    """Return errors by writing style, both drawn sets together."""
    total: dict[str, tuple[int, int]] = {}
    for styles in card.writing_styles.values():
        for style, row in styles.items():
            n, errors = total.get(style, (0, 0))
            total[style] = n + row.n, errors + row.errors
    rows = [(style, n, errors, percent(errors / n)) for style, (n, errors) in sorted(total.items())]
    return table(("style", "n", "errors", "error rate"), rows)


def cross_validation(card: Card) -> str:
    """Return errors on every writer and contributor, each read by a network that never saw them."""
    if not card.cross_validation:
        return f"`{card.name}` has not been cross-validated."
    rows, result = [], card.cross_validation
    for name, row in result.metrics.items():
        for source, counts in [*row.sources.items(), ("all", row)]:
            share = percent(1 - counts.error_rate)
            rows.append((name, source, f"{counts.n:,}", counts.errors, share))
    commit = f", commit {commit_name(result.commit)}" if result.commit else ""
    folds = f"{result.folds} networks, " if result.folds else ""
    origin = f"{folds}{result.epochs} epochs, seed {result.seed}{commit}."
    if result.differs:
        changes = ", ".join(
            f"`{key}` {value}, not {card.recipe[key]}" for key, value in result.differs.items()
        )
        origin += f" Their recipe differs from the network's: {changes}."
    if result.taken_from:
        origin += f" Measured for an earlier network, whose card is of {result.taken_from[:10]}."
    return table(("set", "left out", "n", "errors", "accuracy"), rows) + f"\n\n{origin}"


def ablations_provenance(result: Ablations) -> str:
    """Return one sentence: commits, epochs and seed of the ablations."""
    commits = " and ".join(map(commit_name, result.commits))
    return f"{result.epochs} epochs, seed {result.seed}, commit {commits}."


def ablations(result: Ablations) -> str:
    """Return errors and loss of each ablation, and the share of letters and symbols that it rejects."""
    rows = []
    for name, row in result.ablations.items():
        cells = [f"{one.errors} ({one.loss:.4f})" for one in row.metrics.values()]
        share = percent(row.rejected.rejected / row.rejected.n, 1) if row.rejected else ""
        rows.append((name, row.change, *cells, share))
    [first, *_] = result.ablations.values()
    heads = [f"{name.split()[0]}: errors of {one.n:,} (loss)" for name, one in first.metrics.items()]
    return table(("ablation", "change", *heads, "letters and symbols rejected"), rows)
