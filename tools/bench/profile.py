"""What one reading is made of: where its time goes, by module and package, as a sampling profiler sees it."""

import json
import re
import sys
from collections import Counter

from playwright.sync_api import TimeoutError

from tools.bench.pages import RECOGNIZE
from tools.bench.summary import package_of
from tools.bench.first_visits import opened
from tools.browser.servers import serving
from tools.node import run_node
from tools.paths import MODELS, ROOT

SITE = ROOT / "build" / "readable"
EVERY_US = 100  # between two samples
READINGS = 500
PLAIN = "WebAssembly.instantiate = () => Promise.reject(new Error('not here'))"
BACKENDS = {"wasm": "", "cpu": PLAIN}  # what computes: what a page does before it opens
HEAD = re.compile(r"^// (\S+\.js)$")  # esbuild's words above each module
OUTSIDE = {"(program)", "(idle)", "(root)"}  # the browser's own work, and waiting
COLLECTOR = "(garbage collector)"

READ = """async (text) => {
  const drawings = JSON.parse(text);
  for (const drawing of drawings) await numbre.recognize(drawing);
}"""


def profile(browser, drawings):
    """Return {backend: {"ms": of one reading, "parts": {module or package: share}}}, the largest first."""
    run_node(["node", "build/build.mjs", MODELS, SITE, "--readable"], ROOT / "web")
    heads = {path.name: heads_of(path.read_text()) for path in (SITE / "assets").glob("*.js")}
    text = json.dumps(drawings[:READINGS])
    found = {}
    with serving(SITE) as url:
        for backend, before in BACKENDS.items():
            print(f"profile of a reading on {backend}", file=sys.stderr)
            prepare = lambda page, code=before: page.add_init_script(code)  # noqa: E731
            with opened(browser, url, RECOGNIZE, before=prepare) as tab:
                tab.ready()
                try:
                    tab.page.wait_for_function(f"() => numbre.timings.backend === '{backend}'")
                except TimeoutError:
                    print(f"{backend} is left out: the page does not use it here", file=sys.stderr)
                    continue
                tab.page.evaluate(READ, text)  # warm up
                found[backend] = summed_up(sampled(tab.page, text), heads, len(drawings[:READINGS]))
    return found


def sampled(page, text):
    """Return what Chromium's profiler has seen while the drawings were read."""
    session = page.context.new_cdp_session(page)
    session.send("Profiler.enable")
    session.send("Profiler.setSamplingInterval", {"interval": EVERY_US})
    session.send("Profiler.start")
    page.evaluate(READ, text)
    return session.send("Profiler.stop")["profile"]


def heads_of(code):
    """Return [(line, module)] of a bundle: from where on it is that module."""
    return [(i, match[1]) for i, line in enumerate(code.splitlines()) if (match := HEAD.match(line))]


def summed_up(seen, heads, readings):
    """Return {"ms", "parts"}: the time that each sample stands for, by where it was taken."""
    frames = {node["id"]: node["callFrame"] for node in seen["nodes"]}
    spent = Counter()
    for node, us in zip(seen["samples"], seen["timeDeltas"], strict=True):
        spent[part_of(frames[node], heads)] += us / 1000
    del spent[None]
    whole = sum(spent.values())
    return {
        "ms": round(whole / readings, 2),
        "parts": {name: round(ms / whole, 4) for name, ms in spent.most_common()},
    }


def part_of(frame, heads):
    """Return the module or package that a function is of; None for what is no part of a reading."""
    if frame["functionName"] in OUTSIDE:
        return None
    if frame["functionName"] == COLLECTOR:
        return "collecting garbage"
    name = frame["url"].rsplit("/", 1)[-1]
    if name.endswith(".wasm"):
        return "WebAssembly"
    before = [module for line, module in heads.get(name, []) if line <= frame["lineNumber"]]
    return package_of(before[-1]) if before else "the browser"
