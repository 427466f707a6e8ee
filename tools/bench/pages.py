"""The pages of the benchmark, and the JavaScript that drives each."""

from dataclasses import dataclass
from typing import Any

ARGMAX = "(p) => p.indexOf(Math.max(...p))"


@dataclass(frozen=True)
class Driver:
    """JavaScript functions that drive one kind of page.

    available: whether the page's API exists; ready: ms from navigation start until the first reading was
    possible; draw: puts a drawing on the pad, not timed; read: asynchronous, drawing -> digit, timed;
    runtime: what is known of the runtime, such as {backend}; counted: whether its tensors can be counted.
    """

    available: str
    ready: str
    draw: str = "() => {}"
    read: str = ""
    runtime: str = "() => ({})"
    counted: bool = False


NUMBRE: dict[str, Any] = {
    "available": "() => globalThis.numbre",
    "ready": "async () => { await numbre.ready; return numbre.timings.firstReading; }",
    "counted": True,
}
RECOGNIZE = Driver(
    **NUMBRE, read="async (drawing) => Number((await numbre.recognize(drawing))[0]?.text || NaN)"
)
CLASSIFY = Driver(**NUMBRE, read=f"async (drawing) => ({ARGMAX})(await numbre.classify([drawing]))")
PEER = Driver(
    available="() => globalThis.peer",
    ready="() => peer.ready",
    draw="(drawing) => peer.draw(drawing)",
    read="() => peer.read()",
    runtime="() => peer.runtime()",
)

# page -> (folder of the peers' build, or None for web/site, driver)
PAGES = {
    "numbre": (None, RECOGNIZE),
    "tfjs": ("tfjs", PEER),
    "onnx": ("onnx", PEER),
    "tutorial": ("tutorial", PEER),
    "blank": ("blank", PEER),
}
READERS = {  # row -> (page, driver, whether it may fetch what it fetches when idle, such as WebAssembly)
    "numbre, recognize": ("numbre", RECOGNIZE, False),
    "numbre, recognize, after idle": ("numbre", RECOGNIZE, True),
    "numbre, classify": ("numbre", CLASSIFY, False),
    "numbre, classify, after idle": ("numbre", CLASSIFY, True),
    "tfjs": ("tfjs", PEER, True),
    "onnx": ("onnx", PEER, True),
    "tutorial": ("tutorial", PEER, True),
}
