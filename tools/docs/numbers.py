"""The tables of how whole numbers are read, as Markdown, from what `make numbers` keeps."""

from tools.docs.markdown import percent, table


def numbers(result):
    """Return how many numbers are read exactly, and what goes wrong with the others."""
    rows = [
        (
            name,
            row["n"],
            percent(row["right"] / row["n"], 1),
            row["split"],
            row["merged"],
            row["wrong class"],
            row["sure errors"],
        )
        for name, row in result["numbers"].items()
    ]
    wrong = ("a digit too many", "too few", "another digit", "wrong, 90 % sure")
    return table(("numbers", "n", "exactly right", *wrong), rows)


def others(result):
    """Return what else is promised of `recognize`: single digits, no numbers, time."""
    one = result["single digits"]
    rows = [
        (f"single digits read right, of {one['n']:,}", percent(one["recognize"] / one["n"])),
        ("the same digits by `classify`, which knows that it is one", percent(one["classify"] / one["n"])),
    ]
    for kind, row in result["no numbers"].items():
        rows.append((f"{kind} surely read as a number, of {row['n']}", percent(row["sure"] / row["n"], 1)))
    for what, row in result["ms"].items():
        rows.append((f"ms, {what}: median, 95th percentile", f"{row['median']:.1f}, {row['p95']:.1f}"))
    return table(("", ""), rows)
