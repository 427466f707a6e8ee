"""The numerals' font: it comes late, moves nothing when it comes, and nothing misses it if it does not."""

import re

import pytest

from tests.browser.drawing import SEVEN, settled
from tests.browser.service_worker import OFFLINE_MESSAGES
from tools.browser.pointer import draw
from tools.browser.waiting import until_cached, until_ready
from tools.paths import ROOT, SITE

PAGE = ROOT / "web" / "page"
BUDGET = 8_000  # bytes of the font
STYLE = (PAGE / "style" / "font.css").read_text()
STAND_INS = re.findall(r'font-family: "([^"]+)";', STYLE)
FAMILY = "Numbre numerals"
FACES = "() => [...document.fonts].filter(({ family }) => family.includes('Numbre numerals')).length"
FETCHED = """() => performance.getEntriesByType('resource')
  .find(({ name }) => name.endsWith('.woff2'))?.toJSON()"""
# Width of each digit, height of a 1, and room above and below the line, in em.
METRICS = """async (family) => {
  const context = document.createElement('canvas').getContext('2d');
  context.font = `1000px "${family}", monospace`;
  await document.fonts.load(context.font, '1').catch(() => {});
  const measure = (text) => context.measureText(text);
  const one = measure('1');
  const round = (value) => Math.round(value) / 1000;
  return {
    widths: [...'0123456789'].map((digit) => round(measure(digit).width)),
    height: round(one.actualBoundingBoxAscent),
    ascent: round(one.fontBoundingBoxAscent),
    descent: round(one.fontBoundingBoxDescent),
  };
}"""
# Text in the numerals' fonts, and where its characters are.
SHOW = """() => {
  const element = document.createElement('p');
  element.id = 'shown';
  element.textContent = '0123456789';
  element.style.cssText = 'font: 100px/1.1 var(--numerals); position: absolute; top: 0; left: 0; margin: 0';
  document.body.append(element);
}"""
PLACES = """() => {
  const [range, text] = [new Range(), document.getElementById('shown').firstChild];
  return [...text.data].map((_, i) => {
    range.setStart(text, i);
    range.setEnd(text, i + 1);
    const { x, y, width, height } = range.getBoundingClientRect();
    return [x, y, width, height];
  });
}"""
HEIGHT = f"""(digit) => {{
  const context = document.createElement('canvas').getContext('2d');
  context.font = '1000px "{FAMILY}"';
  return context.measureText(digit).actualBoundingBoxAscent / 1000;
}}"""
# What has moved since a time, in ms.
SHIFTS = """(since) => new Promise((resolve) => {
  const observer = new PerformanceObserver(() => {});
  observer.observe({ type: 'layout-shift', buffered: true });
  requestAnimationFrame(() => setTimeout(() => {
    resolve(observer.takeRecords().filter(({ startTime }) => startTime > since).map(({ value }) => value));
  }));
})"""


def arrived(page):
    """Wait until the font is in use."""
    page.wait_for_function(FACES)


def test_it_is_small_and_fetched_after_the_first_reading(page):
    arrived(page)
    font = page.evaluate(FETCHED)
    assert 0 < font["encodedBodySize"] <= BUDGET
    assert font["startTime"] > page.evaluate("numbre.timings.firstReading")


def test_its_figures_have_one_width_and_one_height(page):
    arrived(page)
    metrics = page.evaluate(METRICS, FAMILY)
    assert set(metrics["widths"]) == {metrics["widths"][0]}
    heights = [page.evaluate(HEIGHT, digit) for digit in "0123456789"]
    assert max(heights) - min(heights) < 0.05


def test_the_font_that_stands_in_for_it_takes_the_same_room(page):
    """Measured for those that this machine has; the others' numbers are checked below."""
    arrived(page)
    own = page.evaluate(METRICS, FAMILY)
    measured = 0
    for family in STAND_INS:
        found = page.evaluate(METRICS, family)
        if found["descent"] == page.evaluate(METRICS, "no such font")["descent"]:
            continue  # this machine lacks it
        measured += 1
        assert found["widths"] == pytest.approx(own["widths"], rel=0.02)
        assert found["ascent"] == pytest.approx(own["ascent"], rel=0.02)
        assert found["descent"] == pytest.approx(own["descent"], rel=0.02)
        if family == "Numerals fallback":
            assert found["height"] == pytest.approx(own["height"], rel=0.02)
    if not measured:
        pytest.skip("this machine has none of them")


@pytest.mark.parametrize("family", STAND_INS)
def test_each_of_them_gets_the_room_above_and_below_the_line(family):
    rule = re.search(rf'@font-face \{{\s*font-family: "{family}";(.*?)\}}', STYLE, re.DOTALL)[1]
    percent = {name: float(value) / 100 for name, value in re.findall(r"([\w-]+): ([\d.]+)%", rule)}
    assert percent["size-adjust"] * percent["ascent-override"] == pytest.approx(0.735, rel=0.001)
    assert percent["size-adjust"] * percent["descent-override"] == pytest.approx(0.265, rel=0.001)
    assert f'"{family}"' in STYLE.split("}")[0]  # it is in --numerals


def test_nothing_moves_when_it_comes(guard, served):
    held = []
    hold = lambda page: page.route("**/*.woff2", lambda route: held.append(route))  # noqa: E731
    page = guard.visit(served, before=hold)
    count = len(held)
    page.reload()
    while len(held) == count:  # those before have been aborted
        page.wait_for_timeout(10)
    page.evaluate(SHOW)
    before = page.evaluate(PLACES)
    since = page.evaluate("performance.now()")
    held[-1].continue_()
    arrived(page)
    after = page.evaluate(PLACES)
    assert [place for digit in after for place in digit] == pytest.approx(
        [place for digit in before for place in digit], abs=0.6
    )
    assert page.evaluate(SHIFTS, since) == []


@pytest.mark.parametrize("answer", ["missing", "blocked", "damaged"])
def test_without_it_the_numerals_stay_as_they_are(guard, served, answer):
    guard.allowed += (*OFFLINE_MESSAGES, "Failed to decode", "OTS")  # messages of the browser
    fulfil = {
        "missing": lambda route: route.fulfill(status=404),
        "blocked": lambda route: route.abort(),
        "damaged": lambda route: route.fulfill(body="<!doctype html>", content_type="text/html"),
    }
    with_fault = lambda page: page.route("**/*.woff2", fulfil[answer])  # noqa: E731
    page = guard.visit(served, before=with_fault)
    end = "requestfailed" if answer == "blocked" else "response"
    with page.expect_event(end, lambda one: one.url.endswith(".woff2")):
        page.reload()
    page.evaluate(SHOW)
    before = page.evaluate(PLACES)
    until_ready(page)
    draw(page, SEVEN)
    assert settled(page) == "7"
    assert page.evaluate(FACES) == 0
    assert page.evaluate(PLACES) == before


@pytest.mark.offline
def test_it_comes_without_a_connection_too(guard, host):
    guard.allowed += OFFLINE_MESSAGES
    page = guard.open(host.put("numbre", SITE))
    until_cached(page, ".woff2")
    host.stop()
    page.reload()
    until_ready(page)
    arrived(page)


def test_its_licence_goes_with_it():
    licence = (SITE / "assets" / "numerals.LEGAL.txt").read_text()
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert "The Newsreader Project Authors" in licence
    beside_the_code = [path.read_text() for path in SITE.glob("assets/*.js.LEGAL.txt")]
    assert any("see numerals.LEGAL.txt" in text for text in beside_the_code)
