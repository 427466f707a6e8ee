"""Tables of training, from cards and from the result of `make speedrun`."""

from statistics import mean, stdev

from numbre.export.verify import points_lost
from tools.docs.markdown import commit_name, mean_sd, percent, table


def networks(cards):
    """Return size, compute, cost of 8 bits and training time of every network."""
    rows = []
    for card in cards:
        weights = sum(file["bytes"] for name, file in card["files"].items() if name.endswith(".bin"))
        rows.append(
            (
                f"`{card['name']}`",
                f"{card['parameters']:,}",
                f"{weights / 1000:,.0f} KB",
                f"{card['multiplications']:,}",
                f"{points_lost(card):+.3f}",
                card["recipe"]["epochs"],
                len(card["seeds"].get("seeds", [1])),
                _duration(card),
            )
        )
    heads = ("parameters", "weights", "multiplications per digit", "8 bits cost", "epochs", "seeds")
    return table(("network", *heads, "training of one seed"), rows)


def _duration(card):
    """Return the training time, s or min: mean and standard deviation over seeds, or that of the only one."""
    seconds = card["seeds"].get("seconds", {"mean": card["training"]["seconds"]})
    if seconds["mean"] < 100:
        return mean_sd(seconds, 1, 0, " s")
    return mean_sd(seconds, 1 / 60, 0, " min")


def speedrun(result):
    """Return training time and accuracy of `speedrun` beside `lesson`."""
    lesson, runs = result["lesson"], result["speedrun"]
    seconds, accuracies = runs["seconds"], runs["accuracy"]
    rows = [
        ("`lesson`", 1, f"{lesson['seconds']:.0f} s", percent(lesson["accuracy"]), ""),
        (
            "`speedrun`",
            len(seconds),
            f"{mean(seconds):.0f} ± {stdev(seconds):.0f} s",
            f"{100 * mean(accuracies):.2f} ± {100 * stdev(accuracies):.2f} %",
            f"{result['speedup']} times",
        ),
    ]
    return table(("recipe", "seeds", "training", "MNIST test", "faster than `lesson`"), rows)


def speedrun_provenance(result):
    """Return one sentence: the commit of the measurement."""
    return f"Measured by `make speedrun`, commit {commit_name(result['commit'])}."
