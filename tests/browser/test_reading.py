"""Drawn digits are read while they are drawn, wherever the site is hosted."""

import json

import numpy as np
import pytest

from tests.browser.drawing import ONE, SEVEN, settled
from tools.browser.pointer import draw, place
from tools.browser.servers import serving
from tools.paths import MODELS


@pytest.mark.parametrize(
    ("site", "step", "mouse"), [("served", 2, False), ("served", 9, True), ("static", 4, False)]
)
def test_real_digits_drawn_with_the_pointer_are_read(site, step, mouse, guard, request, pen_digits):
    page = guard.open(request.getfixturevalue(site))
    correct = 0
    for label, drawing in pen_digits[::step]:
        draw(page, drawing, mouse=mouse)
        correct += settled(page) == str(label)
        page.locator("#clear").click()
    assert correct >= 0.95 * len(pen_digits[::step])


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
    assert page.locator("#confidence").text_content() == ""


def test_non_digits_are_reported(page, non_digit):
    draw(page, non_digit)
    assert settled(page) == "No digit"
    confidence = page.locator("#confidence").text_content()
    assert "sure. Closest to " in confidence
    assert confidence.endswith("Write digits, 0 to 9.")
    assert probabilities(page)[0][0] == "No digit"
    page.keyboard.press("Escape")
    page.evaluate("numbre.use('hello')")
    page.wait_for_function("() => numbre.card.name === 'hello'")
    assert settled(page) in list("0123456789"), "it never rejects"
    assert len(probabilities(page)) == 10


def test_probabilities_of_a_digit_and_its_tile_are_shown(page):
    draw(page, SEVEN)
    settled(page)
    assert page.locator("#tiles canvas").count() == 1
    shares = probabilities(page)
    assert len(shares) == 22
    assert shares[0][0] == "7"
    assert shares[0][1] > 50
    assert 95 <= sum(share for _, share in shares) <= 105


def probabilities(page):
    """Open the only digit of the number; return its classes and their shares in percent, best first."""
    page.locator("#reading button").click()
    page.get_by_role("dialog").wait_for()
    table = page.get_by_role("dialog").locator("table")
    rows = table.locator("tbody tr").all()
    texts = [(row.locator("th").text_content(), row.locator("td").text_content()) for row in rows]
    shares = [(name, int(text.replace("<1", "0").strip(">%"))) for name, text in texts]
    return sorted(shares, key=lambda row: -row[1])


def test_the_card_reports_how_often_non_digits_are_rejected(page):
    rejection = json.loads((MODELS / "ink" / "card.json").read_text())["rejection"]
    letters, digits = rejection["kinds"]["letters"], rejection["digits"]
    page.locator("header a").click()
    card = page.locator("#network-card")
    page.locator("#network-card", has_text="Non-digits rejected: ").wait_for()
    assert f"letters {100 * letters['rejected'] / letters['n']:.1f}%" in card.text_content()
    wrongly = f"Real digits wrongly rejected: {100 * digits['rejected'] / digits['n']:.1f}%"
    assert wrongly in card.text_content()
    page.evaluate("numbre.use('hello')")
    page.locator("#network-card", has_text="Never rejects: reads everything as a digit").wait_for()


def test_ink_drawn_before_the_network_arrives_is_read_afterwards(guard, served):
    held = []
    hold = lambda page: page.route("**/*.bin", lambda route: held.append(route))  # noqa: E731
    page = guard.open(served, ready=False, before=hold)
    draw(page, SEVEN)
    assert settled(page) == ""
    assert page.locator("#status").get_attribute("data-state") == "loading"
    while not held:
        page.wait_for_timeout(10)
    held[0].continue_()
    page.evaluate("numbre.ready")
    assert settled(page) == "7"


def test_a_bundle_trained_a_minute_ago_is_read_by_the_page(guard, tiny_models, build_with):
    with serving(build_with(tiny_models)) as url:
        page = guard.open(url)
        vectors = json.loads((tiny_models / "ink" / "golden.json").read_text())["vectors"]
        got = page.evaluate(
            "async (drawings) => [...await numbre.classify(drawings)]", [v["drawing"] for v in vectors]
        )
        stored = np.array([vector["probabilities"] for vector in vectors])
        is_digit = stored[:, :10].sum(axis=1, keepdims=True)  # next to nothing: so are its shares
        assert np.abs(np.reshape(got, (-1, 10)) * is_digit - stored[:, :10]).max() < 1e-3
        draw(page, SEVEN)
        assert settled(page) in [*"0123456789", "No digit"]
        page.close()  # before its server, which it may be fetching from
