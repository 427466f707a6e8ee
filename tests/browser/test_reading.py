"""What a visitor comes for: drawn digits are read, while they are drawn, wherever the site is."""

import json

import numpy as np
import pytest

from tests.browser.drawing import ONE, SEVEN, settled
from tools.browser.pointer import draw, place
from tools.browser.servers import serving
from tools.paths import MODELS

# How many pieces of ink a stub of a network is asked about: by a reading of two lines, by the same again, by
# one of the upper line longer, of which every slice of time ends after a batch, and one that knows nothing.
ASKED = """async () => {
  const { createReader } = await import(new URL('recognize/recognize.js', document.baseURI));
  const bar = (x, y) => [0, 20, 40].map((down) => ({ x, y: y + down }));
  const line = (y) => [0, 1, 2, 3, 4, 5].map((i) => bar(25 * i, y));
  const classes = [...'0123456789', 'none'];
  let pieces = 0;
  const classify = (inputs) => {
    pieces += inputs.length / 784;
    return new Float32Array(inputs.length / 784 * classes.length).fill(1 / classes.length);
  };
  const network = { classify, maps: 1, classes };
  const asked = (read, drawing, isLate) => {
    pieces = 0;
    while (read(drawing, network, { alternatives: 3 }, isLate).isPartial);
    return pieces;
  };
  const read = createReader();
  const drawing = [...line(0), ...line(200)];
  const found = [asked(read, drawing), asked(read, drawing)];
  const longer = [...drawing, ...[6, 7, 8, 9, 10, 11].map((i) => bar(25 * i, 0))];
  return [...found, asked(read, longer, () => true), asked(createReader(), longer)];
}"""


def test_a_network_is_asked_once_about_the_same_ink_however_often_time_is_up(unwired):
    first, again, longer, afresh = unwired().evaluate(ASKED)
    assert again == 0
    assert 0 < longer == afresh - first


@pytest.mark.parametrize(("site", "step"), [("served", 2), ("static", 4)])
def test_real_digits_drawn_with_the_pointer_are_read(site, step, guard, request, pen_digits):
    page = guard.open(request.getfixturevalue(site))
    right = 0
    for label, drawing in pen_digits[::step]:
        draw(page, drawing)
        right += settled(page) == str(label)
        page.locator("#clear").click()
    assert right >= 0.95 * len(pen_digits[::step])


def test_the_reading_appears_while_the_pen_is_down(page):
    [stroke] = place(SEVEN, page.locator("#pad").bounding_box())
    page.mouse.move(*stroke[0])
    page.mouse.down()
    for point in stroke[1:]:
        page.mouse.move(*point, steps=5)
    assert settled(page) == "7"
    page.mouse.up()
    assert settled(page) == "7"


def test_the_latest_drawing_wins(page):
    draw(page, ONE)
    page.locator("#clear").click()
    draw(page, SEVEN)
    assert settled(page) == "7"


def test_a_blank_pad_has_no_reading(page):
    assert settled(page) == ""
    draw(page, ONE)
    assert settled(page) == "1"
    page.locator("#clear").click()
    assert settled(page) == ""
    assert page.locator("#sureness").text_content() == ""


def test_what_is_no_digit_is_said_so(page, no_digit):
    draw(page, no_digit)
    assert settled(page) == "No digit"
    assert page.locator("#other").text_content().startswith("closest to ")
    assert page.locator("#probabilities tr.best th").text_content() == "none"
    page.select_option("#network", "hello")
    page.locator("#network-about", has_text="“hello”").wait_for()
    assert settled(page) in list("0123456789"), "which tells digits only"
    assert page.locator("#probabilities tr:visible").count() == 10


def test_probabilities_raster_and_card_are_shown(page):
    draw(page, SEVEN)
    settled(page)
    best = page.locator("#probabilities tr.best")
    assert best.locator("th").text_content() == "7"
    assert int(best.locator("td").last.text_content().rstrip("%")) > 50
    rows = page.locator("#probabilities tr td:last-child").all_text_contents()
    assert len(rows) == 11
    assert 95 <= sum(int(text.rstrip("%")) for text in rows) <= 105
    assert page.locator("#raster").get_attribute("aria-label") == "Your ink in 28 by 28 pixels"
    assert "MNIST test" in page.locator("#network-card").text_content()
    assert "ink" in page.locator("#network-about").text_content()


def test_the_card_says_how_often_no_digit_is_told(page):
    letters = json.loads((MODELS / "ink" / "card.json").read_text())["rejection"]["kinds"]["letters"]
    share = f"letters {100 * letters['rejected'] / letters['n']:.2f}%"
    told = page.locator("#network-card").text_content()
    assert "What is no digitTold: " in told
    assert share in told
    page.evaluate("numbre.use('hello')")
    page.wait_for_function("() => document.getElementById('network-card').textContent.includes('Not told')")


def test_ink_drawn_before_the_network_arrives_is_read_when_it_has(guard, served):
    held = []
    hold = lambda page: page.route("**/*.bin", lambda route: held.append(route))  # noqa: E731
    page = guard.open(served, ready=False, before=hold)
    draw(page, SEVEN)
    assert settled(page) == ""
    assert page.locator("#status").get_attribute("data-state") == "loading"
    assert page.locator("#raster").get_attribute("aria-label") != "Nothing drawn yet"
    while not held:
        page.wait_for_timeout(10)
    held[0].continue_()
    page.evaluate("numbre.ready")
    assert settled(page) == "7"


def test_a_bundle_trained_a_minute_ago_is_read_by_the_page(guard, tiny_models, build_with):
    with serving(build_with(tiny_models)) as url:
        page = guard.open(url)
        vectors = json.loads((tiny_models / "ink" / "golden.json").read_text())["vectors"]
        got = page.evaluate("async (all) => [...await numbre.classify(all)]", [v["drawing"] for v in vectors])
        stored = np.array([vector["probabilities"] for vector in vectors])
        is_digit = stored[:, :10].sum(axis=1, keepdims=True)  # next to nothing: so are its shares
        assert np.abs(np.reshape(got, (-1, 10)) * is_digit - stored[:, :10]).max() < 1e-3
        draw(page, SEVEN)
        assert settled(page) in [*"0123456789", "No digit"]
