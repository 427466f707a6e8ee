"""The tables of train/README.md, as Markdown, from ink's card."""

from .markdown import table

GIVEN_UP = (0.005, 0.01, 0.02)  # shares of readings, the least sure first


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


def percent(share):
    """0.0123 -> 1.23 %."""
    return f"{100 * share:.2f} %"
