"""The keyboard help: a button and the key ? open it, Escape and a press elsewhere close it."""

import pytest

from tests.browser.drawing import open_part

FOCUSED = "document.activeElement.id"
MAC = "Object.defineProperty(navigator, 'platform', { value: 'MacIntel' })"


@pytest.fixture
def helpful(page):
    """The page, once its help is there."""
    page.locator("#pad-help").wait_for(state="attached")
    return page


def test_the_button_opens_and_closes_it(helpful):
    button, panel = helpful.locator("#keyboard"), helpful.locator("#pad-help")
    assert panel.is_hidden()
    for is_open in (True, False):
        button.click()
        assert panel.is_visible() == is_open
        assert button.get_attribute("aria-expanded") == str(is_open).lower()
    button.click()
    assert helpful.evaluate(FOCUSED) == "pad-help"
    helpful.keyboard.press("Escape")
    assert panel.is_hidden()
    assert helpful.evaluate(FOCUSED) == "keyboard"


def test_the_question_mark_opens_and_closes_it(helpful):
    for place in ("#pad", "#undo"):
        helpful.locator(place).focus()
        helpful.keyboard.press("?")
        assert helpful.get_by_role("dialog", name="Keyboard").is_visible(), place
        helpful.keyboard.press("?")
        assert helpful.locator("#pad-help").is_hidden(), place
        assert f"#{helpful.evaluate(FOCUSED)}" == place


def test_the_question_mark_of_arabic_keyboards_opens_it_too(helpful):
    init = {"key": "\N{ARABIC QUESTION MARK}", "code": "Slash", "shiftKey": True}
    helpful.evaluate(
        "(init) => document.body.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, ...init }))",
        init,
    )
    assert helpful.get_by_role("dialog", name="Keyboard").is_visible()


def test_the_question_mark_can_be_turned_off(helpful):
    helpful.keyboard.press("?")
    helpful.get_by_role("checkbox", name="Open and close this help.").uncheck()
    helpful.keyboard.press("Escape")
    helpful.keyboard.press("?")
    assert helpful.locator("#pad-help").is_hidden()


def test_other_keys_do_not_open_it(helpful):
    for key in ("Control+?", "Alt+?", "Shift", "/"):
        helpful.keyboard.press(key)
        assert helpful.locator("#pad-help").is_hidden(), key


def test_in_a_field_the_question_mark_is_a_character(helpful):
    open_part(helpful, "about")
    helpful.locator("#network").focus()
    helpful.keyboard.press("?")
    assert helpful.locator("#pad-help").is_hidden()


def test_a_press_elsewhere_and_leaving_it_close_it(helpful):
    panel = helpful.locator("#pad-help")
    helpful.locator("#keyboard").click()
    helpful.locator("header h1").click()
    assert panel.is_hidden()
    helpful.locator("#keyboard").click()
    helpful.keyboard.press("Tab")  # to the choice of the key
    assert panel.is_visible()
    helpful.keyboard.press("Tab")
    assert panel.is_hidden()
    assert helpful.evaluate(FOCUSED) != "keyboard", "the focus goes on"


def test_it_names_the_keys_of_the_system(guard, served, helpful):
    assert "Ctrl Z" in helpful.locator("#pad-help").text_content()
    page = guard.open(served, before=lambda page: page.add_init_script(MAC))
    page.locator("#pad-help").wait_for(state="attached")
    assert "⌘ Z" in page.locator("#pad-help").text_content()
    assert "Ctrl" not in page.locator("#pad-help").text_content()


def test_the_pad_is_always_described(guard, served):
    page = guard.open(served)
    described = page.locator("#pad").get_attribute("aria-describedby")
    assert "arrow keys move the pen" in page.locator(f"#{described}").text_content()


def test_without_a_keyboard_there_is_no_button(guard, served):
    page = guard.open(served, has_touch=True, is_mobile=True, viewport={"width": 360, "height": 740})
    page.locator("#pad-help").wait_for(state="attached")
    assert page.locator("#keyboard").is_hidden()
