"""Profile a reading with Chromium's sampling profiler: its time by module and package."""

import json
import re
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, TypeAlias

from playwright.sync_api import Browser, Page, TimeoutError

from numbre.export.golden_drawings import PlainDrawing
from tools.bench.first_visits import open_tab
from tools.bench.pages import RECOGNIZE
from tools.bench.summary import package_of
from tools.browser.servers import serving
from tools.browser.worker import WorkerSession
from tools.node import run_node
from tools.paths import MODELS, ROOT

SITE = ROOT / "build" / "readable"
INTERVAL_US = 100  # between two samples
READINGS = 500
BACKENDS = {"wasm": "", "cpu": "**/*.wasm"}  # backend: files that do not arrive
MODULE = re.compile(r"^// (\S+\.js)$")  # esbuild's comment above each module
EXCLUDED = {"(program)", "(idle)", "(root)"}  # the browser's own work, and waiting
COLLECTOR = "(garbage collector)"

READ = """async (text) => {
  const drawings = JSON.parse(text);
  for (const drawing of drawings) await numbre.recognize(drawing);
}"""

Modules: TypeAlias = list[tuple[int, str]]  # of one file: first line and name of each


def profile(browser: Browser, drawings: Sequence[PlainDrawing]) -> dict[str, dict[str, Any]]:
    """Return {backend: {"ms": of a reading, "parts": {module or package: share}}}, the largest first."""
    run_node(["node", "build/build.mjs", MODELS, SITE, "--readable"], ROOT / "web")
    modules = {path.name: modules_of(path.read_text()) for path in (SITE / "assets").glob("*.js")}
    text = json.dumps(drawings[:READINGS])
    result = {}
    with serving(SITE) as url:
        for backend, pattern in BACKENDS.items():
            print(f"profile of a reading on {backend}", file=sys.stderr)
            with open_tab(browser, url, RECOGNIZE, before=partial(_prepare, pattern)) as tab:
                tab.ready()
                try:
                    tab.page.wait_for_function(f"() => numbre.timings.backend === '{backend}'")
                except TimeoutError:
                    print(f"{backend} is left out: the page does not use it here", file=sys.stderr)
                    continue
                tab.page.evaluate(READ, text)  # warm up
                result[backend] = summarize(_sample(tab.page, text), modules, len(drawings[:READINGS]))
    return result


def _prepare(pattern: str, page: Page) -> None:
    if pattern:
        page.route(pattern, lambda route: route.abort())


def _sample(page: Page, text: str) -> dict[str, Any]:
    """Return Chromium's profile of the worker that reads the drawings once."""
    with WorkerSession(page) as worker:
        worker.send("Profiler.enable")
        worker.send("Profiler.setSamplingInterval", {"interval": INTERVAL_US})
        worker.send("Profiler.start")
        page.evaluate(READ, text)
        samples: dict[str, Any] = worker.send("Profiler.stop")["profile"]
        return samples


def modules_of(code: str) -> Modules:
    """Return [(first line, module)] of a readable bundle."""
    return [(i, match[1]) for i, line in enumerate(code.splitlines()) if (match := MODULE.match(line))]


def summarize(samples: dict[str, Any], modules: Mapping[str, Modules], readings: int) -> dict[str, Any]:
    """Return {"ms", "parts"} of a profile: the time of each sample, by the module it was taken in.

    modules: {file: [(first line, module)]}.
    """
    frames = {node["id"]: node["callFrame"] for node in samples["nodes"]}
    spent: dict[str, float] = defaultdict(float)
    for node, us in zip(samples["samples"], samples["timeDeltas"], strict=True):
        if part := part_of(frames[node], modules):
            spent[part] += us / 1000
    whole = sum(spent.values())
    return {
        "ms": round(whole / readings, 2),
        "parts": {
            name: round(ms / whole, 4) for name, ms in sorted(spent.items(), key=lambda part: -part[1])
        },
    }


def part_of(frame: dict[str, Any], modules: Mapping[str, Modules]) -> str | None:
    """Return the module or package of a call frame; None for EXCLUDED ones."""
    if frame["functionName"] in EXCLUDED:
        return None
    if frame["functionName"] == COLLECTOR:
        return "garbage collection"
    name = frame["url"].rsplit("/", 1)[-1]
    if name.endswith(".wasm"):
        return "WebAssembly"
    before = [module for line, module in modules.get(name, []) if line <= frame["lineNumber"]]
    return package_of(before[-1]) if before else "browser"
