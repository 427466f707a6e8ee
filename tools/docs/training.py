"""The tables of train/README.md, as Markdown: from ink's card and from what was measured into docs/."""

from statistics import mean, stdev

from numbre.train.evaluation import ablations as tried
from numbre.train.evaluation import cross_validation as left_out
from tools.docs.markdown import percent, table

GIVEN_UP = (0.005, 0.01, 0.02)  # shares of readings, the least sure first


def size(card):
    """Return how large the network is, how much work a reading takes, and how long it is trained."""
    weights = sum(file["bytes"] for name, file in card["files"].items() if name.endswith(".bin"))
    seeds = card["seeds"]
    rows = [
        ("parameters", f"{card['parameters']:,}"),
        ("multiplications a reading", f"{card['multiplications']:,}"),
        ("bytes of its weights, before compression", f"{weights:,}"),
        (
            f"training, {card['recipe']['epochs']} epochs, {len(seeds['seeds'])} seeds",
            minutes(seeds["seconds"]),
        ),
    ]
    return table(("`ink`", ""), rows)


def rejection(card):
    """Return what is read as no digit, by family, and how many digits are."""
    rows = [
        (kind, f"{row['n']:,}", f"{row['rejected']:,}", percent(row["rejected"] / row["n"]), row["auroc"])
        for kind, row in card["rejection"]["kinds"].items()
    ]
    digits = card["rejection"]["digits"]
    share = percent(digits["rejected"] / digits["n"])
    rows.append(("digits of unseen writers", f"{digits['n']:,}", digits["rejected"], share, ""))
    return table(("what is drawn", "n", "read as no digit", "share", "AUROC"), rows)


def confidence(card):
    """Return how far confidences can be believed, by set."""
    rows = []
    for name, row in card["calibration"].items():
        left = dict(map(tuple, row["error_reject"]))
        loss = card["figures"][name]["loss"]
        rows.append(
            (
                name,
                f"{loss:.4f}",
                percent(row["ece"]),
                percent(row["ece_shown"]),
                *(percent(left[share]) for share in (0.0, *GIVEN_UP)),
            )
        )
    heads = [f"{100 * share:g} % given up" for share in GIVEN_UP]
    return table(("set", "loss", "calibration error", "as shown", "errors", *heads), rows)


def slices(card):
    """Return errors by style of writing, both drawn validation sets together."""
    total = {}
    for styles in card["slices"].values():
        for style, row in styles.items():
            n, errors = total.get(style, (0, 0))
            total[style] = n + row["n"], errors + row["errors"]
    rows = [(style, n, errors, percent(errors / n)) for style, (n, errors) in sorted(total.items())]
    return table(("style", "n", "errors", "share"), rows)


def folds(card):
    """Return errors on everybody who was left out once."""
    return table(*left_out.lines(card["folds"]))


def ideas(result):
    """Return what each idea in the recipe is worth; result: of ideas.json."""
    heads, rows = tried.lines(result)
    what = [result["ideas"][name]["what"] for name, *_ in rows]
    return table(
        (heads[0], "changed", *heads[1:]),
        [(name, why, *cells) for (name, *cells), why in zip(rows, what, strict=True)],
    )


def speedrun(result):
    """Return how long the speedrun took beside lesson; result: what `make speedrun` keeps."""
    lesson, runs = result["lesson"], result["speedrun"]
    seconds, right = runs["seconds"], runs["accuracy"]
    rows = [
        ("lesson", 1, f"{lesson['seconds']:.0f} s", percent(lesson["accuracy"]), ""),
        (
            "speedrun",
            len(seconds),
            f"{mean(seconds):.0f} ± {stdev(seconds):.0f} s",
            f"{100 * mean(right):.2f} ± {100 * stdev(right):.2f} %",
            f"1/{result['times_faster']}",
        ),
    ]
    return table(("recipe", "seeds", "training", "MNIST test", "of lesson's time"), rows)


def minutes(seconds):
    """Mean and standard deviation of seconds -> 21 ± 3 min."""
    return f"{seconds['mean'] / 60:.0f} ± {seconds['sd'] / 60:.0f} min"
