"""Pictures of numbers that were misread, the surest errors first."""

import matplotlib

matplotlib.use("Agg")
from matplotlib import pyplot

COLUMNS, MOST = 5, 40


def draw_worst(errors, folder):
    """Write a picture of the surest errors of each set of numbers into a folder, a colour for each stroke."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in {error["set"] for error in errors}:
        chosen = sorted((one for one in errors if one["set"] == name), key=lambda one: -one["confidence"])[
            :MOST
        ]
        rows = -(-len(chosen) // COLUMNS)
        figure, places = pyplot.subplots(rows, COLUMNS, figsize=(3 * COLUMNS, 1.8 * rows), squeeze=False)
        for place in places.ravel():
            place.axis("off")
        for place, error in zip(places.ravel(), chosen, strict=False):
            for stroke in error["drawing"]:
                place.plot(*zip(*stroke, strict=True), linewidth=2)
            place.set_aspect("equal")
            place.invert_yaxis()
            place.set_title(
                f"{error['truth']} read {error['read'] or 'none'} ({error['confidence']:.0%})", fontsize=9
            )
        figure.savefig(folder / f"{name.replace(' ', '-')}.png", bbox_inches="tight")
        pyplot.close(figure)
