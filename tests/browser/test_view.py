"""What the page says of probabilities, whatever network they come from: sure, unsure, no digit, nothing."""

import pytest

from tests.browser.test_accessibility import AXE, RUN

DIGITS = list("0123456789")
SHOW = """async ([probabilities, classes, calibrate]) => {
  const module = (name) => import(new URL(name, document.baseURI));
  const { createReadingView } = await module('ui/reading-view.js');
  const { createReader } = await module('recognize/recognize.js');
  const { createNumber } = await module('session/number.js');
  globalThis.view ??= createReadingView({ onSelect() {}, onPick() {} });
  const number = createNumber();
  const drawing = probabilities ? [[{ x: 50, y: 0 }, { x: 50, y: 60 }, { x: 50, y: 140 }]] : [];
  const network = { classify: () => Float32Array.from(probabilities), maps: 1, classes };
  number.read(drawing, createReader()(drawing, network, { alternatives: 3 }));
  view.show(number.shown, { classes, recipe: { calibrate } });
  const text = (id) => document.getElementById(id).textContent;
  return [text('reading'), text('other'), text('sureness')];
}"""
ROWS = """() => {
  const rows = [...document.querySelectorAll('#probabilities tr:not([hidden])')];
  return rows.map(({ textContent }) => textContent);
}"""
SURE, UNSURE = {7: 0.98, 1: 0.02}, {7: 0.6, 1: 0.3, 9: 0.1}
MAYBE_NONE = {7: 0.6, 10: 0.35, 1: 0.05}
NONE, SURELY_NONE = {10: 0.7, 4: 0.2, 9: 0.1}, {10: 0.9991, 4: 0.0009}
STATES = [None, SURE, UNSURE, MAYBE_NONE, NONE, SURELY_NONE]


@pytest.fixture
def shown(unwired):
    """Open the page's view and return what shows shares of classes {index: probability} in it."""

    def open_with(**options):
        page = unwired(**options)

        def show(shares, tells_none=True, calibrate=True):
            classes = [*DIGITS, "none"] if tells_none else DIGITS
            values = shares and [shares.get(index, 0) for index in range(len(classes))]
            return page.evaluate(SHOW, [values, classes, calibrate])

        return page, show

    return open_with


@pytest.mark.parametrize(
    ("shares", "said"),
    [
        (None, ["", "", ""]),
        (SURE, ["7", "", "98% sure"]),
        (UNSURE, ["7", "or 1", "60% sure, 30% for 1"]),
        (MAYBE_NONE, ["7", "or no digit", "60% sure, 35% for no digit"]),
        (NONE, ["No digit", "or 4", "70% sure. Write digits, 0 to 9."]),
        (SURELY_NONE, ["No digit", "closest to 4", "Over 99% sure. Write digits, 0 to 9."]),
    ],
)
def test_a_reading_is_said_in_words(shown, shares, said):
    _, show = shown()
    assert show(shares) == said


def test_only_what_is_calibrated_is_called_sure(shown):
    _, show = shown()
    assert show(UNSURE, tells_none=False, calibrate=False)[2] == "60% by its own count, 30% for 1"


def test_a_low_confidence_shows_by_more_than_its_colour(shown):
    page, show = shown()
    line = "getComputedStyle(document.querySelector('#reading button')).textDecorationLine"
    show(SURE)
    assert page.evaluate(line) == "none"
    show(UNSURE)
    assert page.evaluate(line) == "underline"
    size = "parseFloat(getComputedStyle(document.getElementById('other')).fontSize)"
    assert page.evaluate(size) > 25, "the second guess is large enough to be seen"


def test_no_digit_has_a_bar_where_the_network_tells_it(shown):
    page, show = shown()
    show(NONE)
    rows = page.evaluate(ROWS)
    assert len(rows) == 11
    assert (rows[4], rows[10]) == ("420%", "none70%")
    assert page.locator("#probabilities tr.best th").text_content() == "none"
    show(SURE, tells_none=False)
    assert len(page.evaluate(ROWS)) == 10
    show(None)
    assert page.locator("#probabilities tr.best").count() == 0


@pytest.mark.parametrize("width", [320, 375, 700])
def test_the_pad_stays_where_it_is_whatever_is_read(shown, width):
    """On a phone the reading stands above the pad: a move would bend the stroke in progress."""
    page, show = shown(viewport={"width": width, "height": 740})
    tops = []
    for shares in STATES:
        show(shares)
        tops.append(page.locator("#pad").bounding_box()["y"])
    assert len(set(tops)) == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1100])
def test_axe_finds_nothing_in_any_reading(shown, width, scheme):
    page, show = shown(viewport={"width": width, "height": 740}, color_scheme=scheme)
    page.evaluate(AXE)
    for shares in STATES:
        show(shares)
        assert page.evaluate(RUN) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
