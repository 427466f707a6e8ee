"""Tables of training, from cards and from the results of `make speedrun` and `make training-in-page`."""

from collections.abc import Iterable
from statistics import mean, stdev

from numbre.export.card import Card
from numbre.export.verify import points_lost
from numbre.train.results.comparisons import Spread
from tools.docs.markdown import commit_name, mean_sd, percent, table
from tools.results import Speedrun, TrainingInPage


def networks(cards: Iterable[Card]) -> str:
    """Return size, compute, cost of 8 bits and training time of every network."""
    rows = []
    for card in cards:
        weights = sum(file.bytes for name, file in card.files.items() if name.endswith(".bin"))
        rows.append(
            (
                f"`{card.name}`",
                f"{card.parameters:,}",
                f"{weights / 1000:,.0f} KB",
                f"{card.multiplications:,}",
                f"{points_lost(card):+.3f}",
                card.full_recipe.epochs,
                len(card.seeds.seeds) if card.seeds else 1,
                _duration(card),
            )
        )
    heads = ("parameters", "weights", "multiplications per digit", "8 bits cost", "epochs", "seeds")
    return table(("network", *heads, "training of one seed"), rows)


def _duration(card: Card) -> str:
    """Return the training time, s or min: mean and standard deviation over seeds, or that of the only one."""
    seconds = card.seeds.seconds if card.seeds else card.training.seconds
    if (seconds.mean if isinstance(seconds, Spread) else seconds) < 100:
        return mean_sd(seconds, 1, 0, " s")
    return mean_sd(seconds, 1 / 60, 0, " min")


def speedrun(result: Speedrun) -> str:
    """Return training time and accuracy of `speedrun` beside `lesson`."""
    lesson, runs = result.lesson, result.speedrun
    rows = [
        (
            "`lesson`",
            1,
            f"{lesson.seconds:.0f} s",
            *(percent(accuracy) for accuracy in lesson.accuracy.values()),
            "",
        ),
        (
            "`speedrun`",
            len(runs.seconds),
            f"{mean(runs.seconds):.0f} ± {stdev(runs.seconds):.0f} s",
            *(
                f"{100 * mean(accuracies):.2f} ± {100 * stdev(accuracies):.2f} %"
                for accuracies in runs.accuracy.values()
            ),
            f"{result.speedup} times",
        ),
    ]
    sets = [name.replace("mnist", "MNIST") for name in lesson.accuracy]
    return table(("recipe", "seeds", "training", *sets, "faster than `lesson`"), rows)


def speedrun_provenance(result: Speedrun) -> str:
    """Return one or two sentences: the commit of the measurement, and the set that the goal was set on."""
    goal = result.goal
    measured = f"Measured by `make speedrun`, commit {commit_name(result.commit)}."
    if goal.set == "mnist validation":
        return measured
    return (
        f"{measured} The goal then was {percent(goal.accuracy, 1)} on "
        f"{goal.set.replace('mnist', 'MNIST')}, so the accuracy there is slightly optimistic."
    )


def in_page(result: TrainingInPage) -> str:
    """Return accuracy and time of training in the page beside the accuracy in Keras."""
    rows = [
        (
            f"`{name}`",
            found.epochs,
            len(found.page),
            *(f"{100 * mean(side):.1f} ± {100 * stdev(side):.1f} %" for side in (found.keras, found.page)),
            f"{100 * (mean(found.page) - mean(found.keras)):+.1f}",
            f"{mean(found.seconds):.1f} ± {stdev(found.seconds):.1f} s",
        )
        for name, found in result.networks.items()
    ]
    return table(
        ("network", "epochs", "seeds", "Keras", "page", "difference, points", "time in the page"), rows
    )


def in_page_provenance(result: TrainingInPage) -> str:
    """Return a sentence: how, where and at which commit it was measured."""
    return (
        f"Measured by `make training-in-page` in headless Chromium {result.chromium} on {result.hardware}, "
        f"commit {commit_name(result.commit)}."
    )
