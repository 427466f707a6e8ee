"""Leaves out strokes that are no writing: lines and frames (furniture.py), and ink gone over (retraced.py).

Twin of web/page/recognize/clean.js.
"""

from ..features.ink import Strokes
from .boxes import union
from .furniture import Ink, furniture_of
from .retraced import retraced_of

MOST = 500  # strokes: drawings of more are left as they are, for time
SMALLEST, LARGEST = 1e-100, 1e100  # CSS px: with others, squares are 0 or infinite


def strokes_to_read(drawing: Strokes) -> list[int]:
    """Return the indices of strokes [k, 2] to read, ascending: those without points are not among them."""
    present = [i for i, points in enumerate(drawing) if len(points)]
    if not 2 <= len(present) <= MOST:
        return present
    inks = {i: Ink.of(drawing[i]) for i in present}
    whole = union(ink.box for ink in inks.values())
    if not SMALLEST < max(whole.width, whole.height) < LARGEST:
        return present
    strokes = list(inks.values())
    furniture = furniture_of(strokes)
    retraced = retraced_of([stroke for stroke in strokes if stroke not in furniture])
    if retraced:
        furniture = furniture_of([stroke for stroke in strokes if stroke not in retraced])
    return [i for i, ink in inks.items() if ink not in furniture and ink not in retraced]
