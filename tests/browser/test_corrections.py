"""A digit of the number is selected and corrected."""

from tests.browser.drawing import SCRIBBLE, button, settled
from tools.browser.number_drawings import numbers, row
from tools.browser.pointer import draw, write

LABELS = "() => [...document.querySelectorAll('#reading button')].map((one) => one.ariaLabel)"
MOST_PROBABLE = "#probabilities tr.best th"
FORTY_SEVEN = numbers("47")


def test_the_last_digit_is_selected_and_a_tap_selects_another(page):
    draw(page, FORTY_SEVEN)
    settled(page)
    assert page.locator(MOST_PROBABLE).text_content() == "7"
    assert page.locator("#selected").text_content().startswith("Digit 2 of 2: 7 (next best: ")
    pixels = "document.getElementById('raster').getContext('2d').getImageData(0, 0, 28, 28).data.join()"
    seven = page.evaluate(pixels)
    button(page, 0).click()
    assert page.locator(MOST_PROBABLE).text_content() == "4"
    assert page.locator("#selected").text_content().startswith("Digit 1 of 2: 4 (next best: ")
    assert page.evaluate(pixels) != seven
    assert [button(page, place).get_attribute("aria-checked") for place in (0, 1)] == ["true", "false"]
    write(page, row("1", left=480, top=120))
    settled(page)
    assert page.locator("#selected").text_content().startswith("Digit 3 of 3: "), "new ink is selected"


def test_arrow_keys_select(page):
    draw(page, numbers("472"), part=0.9)
    settled(page)
    button(page, 2).focus()
    steps = [("ArrowLeft", "7"), ("ArrowLeft", "4"), ("ArrowLeft", "4"), ("ArrowRight", "7"), ("End", "2")]
    for key, grapheme in [*steps, ("Home", "4")]:
        page.keyboard.press(key)
        assert page.evaluate("document.activeElement.textContent") == grapheme
        assert page.locator(MOST_PROBABLE).text_content() == grapheme
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "copy", "the number is one stop"


def test_a_click_on_a_digit_draws_a_dot(page):
    draw(page, FORTY_SEVEN)
    settled(page)
    box = page.locator("#pad").bounding_box()
    page.mouse.click(box["x"] + 0.4 * box["width"], box["y"] + 0.5 * box["height"])
    settled(page)
    page.locator("#undo").click()
    assert settled(page) == "47"
    assert page.locator("#selected").text_content().startswith("Digit 2 of 2")


def test_a_digit_is_corrected_and_the_correction_undone(page):
    draw(page, FORTY_SEVEN)
    settled(page)
    button(page, 0).click()
    page.get_by_role("button", name="Set to 9").click()
    assert settled(page) == "97"
    assert page.locator("#selected").text_content() == "Digit 1 of 2: 9 (read as 4)"
    assert page.evaluate(LABELS)[0] == "9, set by you"
    assert page.locator("#confidence").text_content().endswith("1 set by you")
    assert page.get_by_role("button", name="Set to 9").get_attribute("aria-pressed") == "true"
    assert page.locator(MOST_PROBABLE).text_content() == "4", "the probabilities stay"
    write(page, row("1", left=480, top=120))
    assert settled(page).startswith("97")
    page.locator("#undo").click()
    assert settled(page) == "97", "other ink changes nothing"
    button(page, 0).click()
    page.locator("#undo-correction").click()
    assert settled(page) == "47"
    assert not page.locator("#undo-correction").is_visible()


def test_choosing_the_networks_reading_undoes_a_correction(page):
    draw(page, FORTY_SEVEN)
    settled(page)
    page.get_by_role("button", name="Set to 1").click()
    assert settled(page) == "41"
    page.get_by_role("button", name="Set to 7").click()
    assert settled(page) == "47"
    assert "set by you" not in "".join(page.evaluate(LABELS))


def test_a_correction_lasts_until_its_ink_changes(page):
    draw(page, FORTY_SEVEN[:3])  # the seven's crossbar is to come
    settled(page)
    page.get_by_role("button", name="Set to 1").click()
    assert settled(page) == "41"
    page.locator("#clear").click()
    assert settled(page) == ""
    page.locator("#undo").click()
    assert settled(page) == "41"
    page.locator("#clear").click()
    draw(page, FORTY_SEVEN)
    assert settled(page) == "47", "it is other ink"


def test_a_non_digit_can_be_set_to_a_digit(page):
    draw(page, SCRIBBLE)
    assert settled(page) == "No digit"
    page.get_by_role("button", name="Set to 8").click()
    assert settled(page) == "8"
    assert page.locator("#confidence").text_content() == "Set by you"
    page.locator("#undo-correction").click()
    assert settled(page) == "No digit"
