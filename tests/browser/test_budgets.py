"""Budgets of the page: bytes until it can read, requests, memory."""

import gzip
from urllib.parse import urlsplit

from tools.browser.memory import heap, tensors
from tools.paths import ROOT, SITE

# Bytes on the wire until the first reading, compressed as served, without headers.
CODE = 45_000
NETWORK = 61_000
PAGE = 5_100  # index.html, style
ICON = 500  # fetched by browsers with a window only; reading does not wait for it

COMPARE = 25_000  # bytes, compressed, of Compare's code and tricks, and all of the late style sheet
LOOK_INSIDE = 25_000  # its code and style: what opening it fetches, and its style sheet by itself, in gzip

READINGS = 1000
HEAP = 300_000  # bytes that three thousand of them may add
# The page preloads the worker's code; the worker takes it from the cache, without a transfer.
FETCHED = """async () => {
  await numbre.ready;
  return ['navigation', 'resource'].flatMap((type) => performance.getEntriesByType(type))
    .filter(({ startTime }) => startTime < numbre.timings.firstReading)
    .filter(({ transferSize }) => transferSize)
    .map(({ name, encodedBodySize }) => [name, encodedBodySize]);
}"""
SIZES = """() => performance.getEntriesByType('resource')
  .filter(({ name }) => name.endsWith('.js')).map(({ name, encodedBodySize }) => [name, encodedBodySize])"""
CODE_FETCHED = f"() => ({SIZES})().map(([name]) => name)"
READ = """async ({ drawings, count }) => {
  for (let i = 0; i < count; i++) await numbre.recognize(drawings[i % drawings.length]);
}"""


def sizes(fetched):
    """Return {kind: bytes} of files [(URL, bytes)]."""
    totals = {"code": 0, "network": 0, "page": 0, "icon": 0}
    for url, size in fetched:
        totals[kind_of(urlsplit(url).path)] += size
    return totals


def kind_of(path):
    """Return the budget that a file counts against."""
    if path.endswith((".js", ".wasm")):
        return "code"
    if "/models/" in path:
        return "network"
    return "icon" if path.endswith((".svg", ".png")) else "page"


def test_the_first_reading_costs_few_bytes(guard, served):
    page = guard.open(served)
    fetched = page.evaluate(FETCHED)
    assert all(size > 0 for _, size in fetched)  # 0 would be an unknown size
    total = sizes(fetched)
    assert 0 < total["code"] <= CODE
    assert 0 < total["network"] <= NETWORK
    assert 0 < total["page"] <= PAGE
    assert total["icon"] <= ICON


def test_compare_costs_few_bytes():
    files = [path for name in ("compare-*.js.br", "late-*.css.br") for path in (SITE / "assets").glob(name)]
    assert len(files) == 2
    assert sum(path.stat().st_size for path in files) <= COMPARE


def test_look_inside_costs_few_bytes(guard, served):
    page = guard.open(served)
    page.locator("#samples button").first.wait_for()
    before = set(page.evaluate(CODE_FETCHED))
    page.evaluate("numbre.ready.then(() => document.querySelector('.doors [data-part=inside]').click())")
    page.locator("#inside .planes").wait_for()
    fetched = {url: size for url, size in page.evaluate(SIZES) if url not in before}
    assert any("look-inside-" in url for url in fetched)
    style = gzip.compress((ROOT / "web/page/style/inside.css").read_bytes())
    assert 0 < sum(fetched.values()) + len(style) <= LOOK_INSIDE


def test_no_other_site_is_requested(guard, served):
    requested = []
    page = guard.open(served, before=lambda page: page.on("request", lambda one: requested.append(one.url)))
    page.wait_for_load_state("networkidle")
    assert {urlsplit(url).netloc for url in requested} == {urlsplit(served).netloc}


def test_readings_leave_nothing_in_memory(page, golden):
    page.wait_for_function("() => numbre.timings.backend === 'wasm'")
    drawings = [vector["drawing"] for vector in golden if vector["name"].startswith("digit ")]
    page.evaluate(READ, {"drawings": drawings, "count": READINGS})  # the code is compiled as it is used
    count, before = tensors(page), heap(page)
    assert count > 0
    page.evaluate(READ, {"drawings": drawings, "count": 3 * READINGS})
    assert tensors(page) == count
    assert sum(heap(page).values()) < sum(before.values()) + HEAP
