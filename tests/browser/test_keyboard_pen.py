"""The pad with the keyboard alone: the keyboard pen, shortcuts and help."""

from tests.browser.drawing import ONE, SEVEN, settled, until_reading
from tests.browser.photos import INPUT, choose, photo, until_shown
from tools.browser.pointer import draw


def test_undo_redo_and_clear_by_keys(page):
    draw(page, SEVEN)
    page.keyboard.press("Control+z")
    assert settled(page) == ""
    page.keyboard.press("Control+y")
    assert settled(page) == "7"
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+Shift+z")
    assert settled(page) == "7"
    page.keyboard.press("Delete")
    assert settled(page) == ""


PRESS = """(init) => (document.querySelector('.frame-box') ?? document.getElementById('pad')).dispatchEvent(
  new KeyboardEvent('keydown', { ctrlKey: true, bubbles: true, cancelable: true, ...init }),
)"""  # returns false if the page has used the key


OTHER_LAYOUTS = {  # key that undoes, and redoes with Shift; key that redoes
    "Russian": ("яЯ", "н"),
    "Greek": ("ζΖ", "\N{GREEK SMALL LETTER UPSILON}"),
    "Hebrew": ("זז", "\N{HEBREW LETTER TET}"),
    "Arabic": ("ئئ", "غ"),
    "Korean": ("ㅋㅋ", "ㅛ"),
    "Thai": ("ผผ", "ั"),
}


def test_undo_and_redo_by_keys_of_layouts_without_latin_letters(page):
    draw(page, SEVEN)
    assert settled(page) == "7"
    for layout, (undo, redo) in OTHER_LAYOUTS.items():
        for pressed, text in (
            ({"key": undo[0], "code": "KeyZ"}, ""),
            ({"key": redo, "code": "KeyY"}, "7"),
            ({"key": undo[0], "code": "KeyZ", "ctrlKey": False, "metaKey": True}, ""),
            ({"key": undo[1], "code": "KeyZ", "shiftKey": True}, "7"),
        ):
            assert page.evaluate(PRESS, pressed) is False, layout
            assert settled(page) == text, layout


def test_other_layouts_undo_a_picture_while_a_part_of_it_is_chosen(page):
    page.locator(INPUT).last.wait_for(state="attached")
    choose(page, photo("47"))
    until_shown(page)
    page.get_by_role("button", name="Read a part").click()
    assert page.evaluate(PRESS, {"key": OTHER_LAYOUTS["Russian"][0][0], "code": "KeyZ"}) is False
    until_reading(page, "")
    assert page.locator(".frame-box").count() == 0
    assert page.locator(".photo").is_hidden()
    page.evaluate(PRESS, {"key": OTHER_LAYOUTS["Russian"][1], "code": "KeyY"})
    assert until_shown(page) == "47"


def test_latin_layouts_undo_by_the_letter_wherever_it_is(page):
    for key, code, text in (
        ("z", "KeyW", ""),  # AZERTY
        ("w", "KeyZ", "7"),
        ("z", "Slash", ""),  # Dvorak
        (";", "KeyZ", "7"),
        ("y", "KeyZ", "7"),  # German: redo, of which there is none
        ("Process", "KeyZ", "7"),
        ("Dead", "KeyZ", "7"),
        ("я", "KeyQ", "7"),
    ):
        draw(page, SEVEN)
        assert settled(page) == "7", key
        page.evaluate(PRESS, {"key": key, "code": code})
        assert settled(page) == text, key
        page.keyboard.press("Delete")
        assert settled(page) == "", key


def test_the_number_is_copied_by_keys_of_other_layouts(guard, served):
    page = guard.open(served, permissions=["clipboard-read", "clipboard-write"])
    draw(page, SEVEN)
    settled(page)
    page.evaluate(PRESS, {"key": "\N{CYRILLIC SMALL LETTER ES}", "code": "KeyC"})
    page.locator("#status", has_text="Copied 7").wait_for()


def test_a_digit_can_be_written_with_the_keyboard_alone(page):
    while page.evaluate("document.activeElement.id") != "pad":
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    for _ in range(6):
        page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Space")
    assert settled(page) == "1"
    page.wait_for_function("document.getElementById('announcements').textContent === 'Pen up'")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "between", "the pad lets the focus go on"


def test_clear_drops_the_stroke_in_progress_too(page):
    page.locator("#pad").focus()
    page.keyboard.press("Space")
    for _ in range(5):
        page.keyboard.press("Shift+ArrowDown")
    assert settled(page) == "1"
    assert page.locator("#clear").get_attribute("aria-disabled") == "false"
    page.keyboard.press("Delete")
    assert settled(page) == ""
    page.keyboard.press("Space")  # puts the pen down again
    page.keyboard.press("ArrowDown")
    assert settled(page) != ""


def test_undo_with_the_keyboard_pen_down_does_no_harm(page):
    page.locator("#pad").focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Control+z")
    page.keyboard.press("ArrowDown")
    assert settled(page) == ""
    draw(page, SEVEN)
    assert settled(page) == "7"


def test_a_pointer_takes_over_from_the_keyboard_pen(page):
    page.locator("#pad").focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    draw(page, ONE)
    page.locator("#undo").click()
    page.locator("#undo").click()
    assert settled(page) == ""
