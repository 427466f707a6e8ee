"""The pages that are measured side by side, and how each is asked to read."""

from dataclasses import dataclass

from tools.browser.memory import TENSORS

LIKELIEST = "(p) => p.indexOf(Math.max(...p))"


@dataclass(frozen=True)
class Kind:
    """How pages of one kind are asked; all JavaScript.

    there: true once the page can be asked; ready: ms from navigation start until the first reading could be
    made; draw: a function of a drawing, not timed; read: an asynchronous function of the drawing that gives
    the digit, timed; about: what is known of the runtime.
    """

    there: str
    ready: str
    draw: str = "() => {}"
    read: str = ""
    about: str = "() => ({})"


OURS = {
    "there": "() => globalThis.numbre",
    "ready": "async () => { await numbre.ready; return numbre.timings.firstReading; }",
    "about": f"async () => ({{ tensors: await ({TENSORS})() }})",
}
RECOGNIZE = Kind(**OURS, read="async (drawing) => Number((await numbre.recognize(drawing))[0]?.text || NaN)")
CLASSIFY = Kind(**OURS, read=f"async (drawing) => ({LIKELIEST})(await numbre.classify([drawing]))")
PEER = Kind(
    there="() => globalThis.peer",
    ready="() => peer.ready",
    draw="(drawing) => peer.draw(drawing)",
    read="() => peer.read()",
    about="() => peer.about()",
)

# name -> (site, kind); a site is a folder of the peers', or None for our own
VISITED = {
    "numbre": (None, RECOGNIZE),
    "tfjs": ("tfjs", PEER),
    "onnx": ("onnx", PEER),
    "tutorial": ("tutorial", PEER),
    "blank": ("blank", PEER),
}
READ = {  # those that read digits: name -> (page, kind, whether what it fetches when idle is there)
    "numbre": ("numbre", RECOGNIZE, False),
    "numbre, later": ("numbre", RECOGNIZE, True),
    "numbre, one digit": ("numbre", CLASSIFY, False),
    "numbre, one digit, later": ("numbre", CLASSIFY, True),
    "tfjs": ("tfjs", PEER, True),
    "onnx": ("onnx", PEER, True),
    "tutorial": ("tutorial", PEER, True),
}
