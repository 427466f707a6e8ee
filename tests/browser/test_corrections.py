"""A digit of the number is selected and corrected: by mouse, touch and keyboard, with a popover."""

import re

import pytest

from tests.browser.drawing import SCRIBBLE, Fingers, button, settled, until_reading
from tests.browser.popovers import FORTY_SEVEN, candidate, dialog, opened, written
from tools.browser.number_drawings import numbers, row
from tools.browser.pointer import draw, write

LABELS = "() => [...document.querySelectorAll('#reading button')].map((one) => one.ariaLabel)"
FOCUSED = "() => document.activeElement.ariaLabel"
FOCUSED_CANDIDATE = "() => document.activeElement.dataset.grapheme"
MARKS = list("/:()%$+=-.,")
CANDIDATES = "() => [...document.querySelectorAll('.candidates button')].map((one) => one.dataset.grapheme)"
PHONE = {"width": 360, "height": 740}


def until_announced(page, text):
    read = "(text) => document.getElementById('announcements').textContent === text"
    page.wait_for_function(read, arg=text)


def test_a_click_opens_the_candidates_in_order_of_probability(page):
    written(page, FORTY_SEVEN, "47")
    opened(page, 0)
    assert dialog(page).get_attribute("aria-label") == "Digit 1 of 2: 4"
    assert button(page, 0).get_attribute("aria-expanded") == "true"
    *digits, nothing = page.evaluate(CANDIDATES)
    assert (digits[0], nothing) == ("4", ""), "the best digit is first, “Not a digit” last"
    assert sorted(digits) == list("0123456789")
    names = dialog(page).get_by_role("group").get_by_role("button").all()
    shares = [int(re.search(r"(\d+)%$", one.text_content())[1]) for one in names]
    assert shares[:10] == sorted(shares[:10], reverse=True)
    assert 0 < min(shares) < max(shares) < 100, "no network is certain"
    assert candidate(page, "4").get_attribute("aria-pressed") == "true"
    assert candidate(page, "9").get_attribute("aria-pressed") == "false"
    assert page.evaluate("() => document.activeElement.dataset.grapheme") == "4"


def test_one_more_click_corrects_a_digit_and_undo_takes_it_back(page):
    written(page, FORTY_SEVEN, "47")
    opened(page, 0)
    candidate(page, "9").click()
    until_reading(page, "97")
    until_announced(page, "Set to 9. The number is 97.")
    assert dialog(page).count() == 0
    assert page.evaluate(FOCUSED) == "9, set by you", "the focus is back on the numeral"
    assert button(page, 0).get_attribute("aria-expanded") == "false"
    assert page.locator("#confidence b").text_content().endswith("1 set by you.")
    page.locator(".offer").get_by_role("button", name="Yes").click()  # though it looks like a 4
    page.locator("#status", has_text="Learned your 9.").wait_for()
    settled(page)
    opened(page, 0)
    assert dialog(page).get_attribute("aria-label") == "Digit 1 of 2: 9", "it is learned, and read so"
    page.keyboard.press("Escape")
    page.evaluate("numbre.hand.clear()")
    settled(page)
    opened(page, 0)
    assert dialog(page).get_attribute("aria-label") == "Digit 1 of 2: 9 (read as 4)"
    assert candidate(page, "9").get_attribute("aria-pressed") == "true"
    assert page.evaluate(CANDIDATES)[0] == "4", "the probabilities stay"
    page.locator("#undo").click()
    until_reading(page, "47")
    until_announced(page, "Back to 4. The number is 47.")
    page.locator("#redo").click()
    until_reading(page, "97")
    opened(page, 0)
    candidate(page, "4").click()
    until_reading(page, "47")
    assert "set by you" not in "".join(page.evaluate(LABELS))


def test_the_digit_that_is_shown_already_is_no_correction(page):
    written(page, FORTY_SEVEN, "47")
    for name in ("9", "4"):  # 4: as it is read
        opened(page, 0)
        candidate(page, name).click()
        until_reading(page, f"{name}7")
        until_announced(page, f"{'Set' if name == '9' else 'Back'} to {name}. The number is {name}7.")
        opened(page, 0)
        candidate(page, name).click()
        settled(page)
        page.locator("#undo").click()
        until_reading(page, f"{'4' if name == '9' else '9'}7")
        page.locator("#redo").click()
        until_reading(page, f"{name}7")
    page.locator("#undo").click()
    until_reading(page, "97")
    announced = "Set to 9. The number is 97."
    until_announced(page, announced)
    opened(page, 0)
    candidate(page, "9").click()
    settled(page)
    assert page.locator("#redo").get_attribute("aria-disabled") == "false"
    assert page.locator("#announcements").text_content() == announced


def test_other_ink_changes_no_correction(page):
    written(page, FORTY_SEVEN, "47")
    opened(page, 0)
    candidate(page, "9").click()
    until_reading(page, "97")
    write(page, row("1", left=480, top=120))
    assert len(settled(page)) == 3
    assert "97" in settled(page)
    page.locator("#undo").click()
    assert settled(page) == "97"


def test_a_correction_lasts_until_its_ink_changes(page):
    *strokes, crossbar = numbers("47", left=120, top=60)
    write(page, strokes)
    until_reading(page, "47")
    opened(page, 1)
    candidate(page, "1").click()
    until_reading(page, "41")
    page.locator("#clear").click()
    until_reading(page, "")
    page.locator("#undo").click()
    until_reading(page, "41")
    write(page, [crossbar])
    until_reading(page, "47")
    page.locator("#undo").click()
    until_reading(page, "41")


def test_a_click_on_the_ink_of_a_digit_draws_a_dot(page):
    written(page, FORTY_SEVEN, "47")
    place = page.locator("#pad").bounding_box()
    page.mouse.click(place["x"] + 0.4 * place["width"], place["y"] + 0.5 * place["height"])
    settled(page)
    page.locator("#undo").click()
    assert settled(page) == "47"
    assert dialog(page).count() == 0


def test_the_keyboard_opens_moves_and_chooses(page):
    written(page, numbers("472"), "472")
    button(page, 2).focus()
    for key, name in (
        ("ArrowLeft", "7"),
        ("ArrowLeft", "4"),
        ("ArrowRight", "7"),
        ("End", "2"),
        ("Home", "4"),
    ):
        page.keyboard.press(key)
        assert page.evaluate(FOCUSED).startswith(f"{name}, ")
    page.keyboard.press("Enter")
    dialog(page).wait_for()
    graphemes = page.evaluate(CANDIDATES)
    focused = "() => document.activeElement.dataset.grapheme"
    assert page.evaluate(focused) == "4"
    steps = [
        ("ArrowRight", 1),
        ("ArrowDown", 6),
        ("ArrowLeft", 5),
        ("ArrowUp", 0),
        ("ArrowLeft", 0),
        ("End", 10),
    ]
    for key, place in [*steps, ("ArrowUp", 7), ("ArrowDown", 10), ("Home", 0), ("ArrowRight", 1)]:
        page.keyboard.press(key)
        assert page.evaluate(focused) == graphemes[place], key
    page.keyboard.press("Space")
    until_reading(page, f"{graphemes[1]}72")
    assert page.evaluate(FOCUSED) == f"{graphemes[1]}, set by you"


@pytest.mark.parametrize(("key", "text"), [("9", "97"), ("7", "77"), ("4", "47")])
def test_a_digit_key_sets_the_digit_at_once(page, key, text):
    written(page, FORTY_SEVEN, "47")
    button(page, 0).focus()
    page.keyboard.press("Enter")
    dialog(page).wait_for()
    page.keyboard.press("x")
    assert dialog(page).count() == 1
    page.keyboard.press(key)
    until_reading(page, text)
    assert dialog(page).count() == 0
    assert page.evaluate("() => document.activeElement.parentElement.id") == "reading"


OTHER_KEYS = (  # key, code, whether Shift is down, text; "47" is there before
    ("\N{ARABIC-INDIC DIGIT THREE}", "Digit3", False, "37"),
    ("\N{EXTENDED ARABIC-INDIC DIGIT THREE}", "Numpad3", False, "37"),
    ("\N{DEVANAGARI DIGIT THREE}", "Digit3", False, "37"),
    ('"', "Digit3", False, "37"),  # AZERTY
    ("3", "Digit3", True, "37"),
    ("-", "Digit6", False, "-7"),  # AZERTY: a mark is a mark
    ("#", "Digit3", True, "47"),
    ("Dead", "Digit7", False, "47"),
    ("PageDown", "Numpad3", False, "47"),
)
PRESS = """(init) => document.activeElement.dispatchEvent(
  new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init }),
)"""  # returns false if the page has used the key


def test_digits_are_set_by_keys_of_other_layouts(page):
    written(page, FORTY_SEVEN, "47")
    for key, code, is_shifted, text in OTHER_KEYS:
        opened(page, 0)
        is_used = page.evaluate(PRESS, {"key": key, "code": code, "shiftKey": is_shifted}) is False
        assert is_used == (text != "47"), key
        if is_used:
            until_reading(page, text)
            page.keyboard.press("Control+z")
            until_reading(page, "47")
        else:
            page.keyboard.press("Escape")


def test_escape_closes_and_gives_the_focus_back(page):
    written(page, FORTY_SEVEN, "47")
    opened(page, 1)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Escape")
    assert dialog(page).count() == 0
    assert page.evaluate(FOCUSED) == button(page, 1).get_attribute("aria-label")
    assert settled(page) == "47"


def test_tab_stays_in_order_and_leaves_at_the_numeral(page):
    written(page, FORTY_SEVEN, "47")
    opened(page, 0)
    reached = []
    for _ in range(4):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("() => document.activeElement.textContent"))
    assert reached[:2] == ["Two digits", "One digit with the next"]
    assert dialog(page).count() == 0, "the last one leads out"
    assert not page.evaluate("() => document.getElementById('reading').contains(document.activeElement)")
    opened(page, 0)
    for _ in range(4):
        page.keyboard.press("Shift+Tab")
    assert page.evaluate("() => document.activeElement === document.querySelector('#reading button')")
    assert dialog(page).count() == 0


def test_a_click_elsewhere_closes_and_a_stroke_is_drawn(page):
    written(page, FORTY_SEVEN, "47")
    opened(page, 0)
    button(page, 0).click()
    assert dialog(page).count() == 0, "a second click on the numeral"
    opened(page, 0)
    page.locator("header h1").click()
    assert dialog(page).count() == 0
    opened(page, 0)
    write(page, row("1", left=80, top=120))
    assert dialog(page).count() == 0
    assert len(settled(page)) == 3


def test_the_popover_steps_to_the_next_digit(page):
    written(page, numbers("472"), "472")
    opened(page, 0)
    before, after = (
        dialog(page).get_by_role("button", name=f"{name} digit") for name in ("Previous", "Next")
    )
    assert before.get_attribute("aria-disabled") == "true"
    after.click()
    assert dialog(page).get_attribute("aria-label") == "Digit 2 of 3: 7"
    assert [button(page, place).get_attribute("aria-expanded") for place in range(3)] == [
        "false",
        "true",
        "false",
    ]
    assert page.evaluate(FOCUSED) == "Next digit", "the focus stays, to step on"
    page.keyboard.press("Enter")
    assert dialog(page).get_attribute("aria-label") == "Digit 3 of 3: 2"
    assert after.get_attribute("aria-disabled") == "true"
    assert dialog(page).get_by_role("button", name="One digit with the next").count() == 0
    after.evaluate("(one) => one.click()")  # nothing
    before.click()
    assert dialog(page).get_attribute("aria-label") == "Digit 2 of 3: 7"
    page.keyboard.press("1")
    until_reading(page, "412")
    assert page.evaluate(FOCUSED) == "1, set by you"


def test_two_digits_become_one_and_one_becomes_two(page):
    written(page, numbers("4113"), "4113")
    opened(page, 1)
    dialog(page).get_by_role("button", name="One digit with the next").click()
    page.wait_for_function("() => /^4.3$/.test(document.getElementById('reading').textContent)")
    joined = settled(page)
    until_announced(page, f"Now one digit: {joined[1]}. The number is {joined}.")
    assert page.locator("#tiles canvas").count() == 3
    assert page.evaluate(FOCUSED).startswith(f"{joined[1]}, ")
    opened(page, 1)
    dialog(page).get_by_role("button", name="Two digits").click()
    until_reading(page, "4113")
    until_announced(page, "Now two digits: 1 and 1. The number is 4113.")
    page.locator("#undo").click()
    until_reading(page, joined)
    page.locator("#undo").click()
    until_reading(page, "4113")
    page.locator("#redo").click()
    until_reading(page, joined)


def test_a_division_lasts_when_another_network_reads(page):
    written(page, numbers("4113", gap=90), "4113")  # so far apart that every network reads four digits
    opened(page, 1)
    dialog(page).get_by_role("button", name="One digit with the next").click()
    page.wait_for_function("() => document.getElementById('reading').textContent.length === 3")
    page.evaluate("() => numbre.use('hello')")
    settled(page)
    assert page.locator("#tiles canvas").count() == 3
    page.locator("#undo").click()
    page.wait_for_function("() => document.querySelectorAll('#tiles canvas').length === 4")


def test_one_digit_becomes_two_that_can_be_set(page):
    written(page, numbers("3"), "3")
    opened(page, 0)
    assert dialog(page).get_attribute("aria-label") == "3"
    dialog(page).get_by_role("button", name="Two digits").click()
    page.wait_for_function("() => /^..$/.test(document.getElementById('reading').textContent)")
    for place in (0, 1):
        opened(page, place)
        page.keyboard.press("5")
    until_reading(page, "55")
    assert page.locator("#confidence b").text_content() == "Set by you."


def test_a_digit_is_set_to_no_digit_and_back(page):
    written(page, FORTY_SEVEN, "47")
    opened(page, 0)
    candidate(page, "Not a digit").click()
    until_announced(page, "Set to no digit. The number is 7.")
    assert page.locator("#reading button").count() == 2, "its column stays"
    opened(page, 0)
    assert dialog(page).get_attribute("aria-label") == "No digit (read as 4)"
    candidate(page, "4").click()
    until_reading(page, "47")


def test_a_non_digit_can_be_set_to_a_digit(page):
    written(page, SCRIBBLE, "No digit")
    opened(page, 0)
    assert page.evaluate(CANDIDATES)[0] == "", "“Not a digit” is first where it is best"
    page.keyboard.press("8")
    until_reading(page, "8")
    assert page.locator("#confidence b").text_content() == "Set by you."
    page.locator("#undo").click()
    until_reading(page, "No digit")


def test_marks_can_be_chosen_where_ink_was_read_as_one(page):
    point = [(210, 134), (214, 137), (209, 139)]
    written(page, [*numbers("39", gap=30), point, *numbers("50", left=245)], "39.50")
    opened(page, 0)
    assert "." not in page.evaluate(CANDIDATES)
    page.keyboard.press("Escape")
    button(page, 2).evaluate("(one) => one.click()")  # it is narrow, among its neighbours
    dialog(page).wait_for()
    assert dialog(page).get_attribute("aria-label") == "Mark 3 of 5: Point"
    assert sorted(page.evaluate(CANDIDATES)[:11]) == sorted(MARKS), "most probable first"
    assert not dialog(page).get_by_role("button", name="Marks").is_visible()
    assert candidate(page, "Point").get_attribute("aria-pressed") == "true"
    page.keyboard.press(",")
    until_reading(page, "39,50")
    opened(page, 0)
    assert dialog(page).get_attribute("aria-label") == "Digit 1 of 5: 3"


def test_any_ink_can_be_set_to_a_mark(page):
    written(page, FORTY_SEVEN, "47")
    opened(page, 1)
    dialog(page).get_by_role("button", name="Marks").click()
    marks = page.evaluate(CANDIDATES)[11:]
    assert sorted(marks) == sorted(MARKS), "after the digits, and “Not a digit”"
    assert page.evaluate(FOCUSED_CANDIDATE) == marks[0]
    page.keyboard.press("End")
    assert page.evaluate(FOCUSED_CANDIDATE) == marks[-1]
    candidate(page, "Slash").click()
    until_reading(page, "4/")
    until_announced(page, "Set to slash. The number is 4/.")
    opened(page, 1)
    assert dialog(page).get_attribute("aria-label") == "Mark 2 of 2: Slash (read as 7)"
    page.keyboard.press("7")
    until_reading(page, "47")
    opened(page, 0)
    page.keyboard.press("(")
    until_reading(page, "(7")
    assert page.evaluate(FOCUSED) == "Opening bracket, set by you"


def test_screen_readers_get_a_table(page):
    written(page, FORTY_SEVEN, "47")
    opened(page, 0)
    table = dialog(page).get_by_role("table", name="Probabilities")
    assert table.get_by_role("columnheader").all_text_contents() == ["Digit", "Probability"]
    assert table.get_by_role("rowheader").all_text_contents() == [
        *("0123456789"),
        "No digit",
        *("Slash", "Colon", "Opening bracket", "Closing bracket", "Percent sign"),
        *("Dollar sign", "Plus", "Equals sign", "Minus", "Point", "Comma"),
    ]
    cells = table.get_by_role("cell").all_text_contents()
    assert len(cells) == 22
    assert all(re.fullmatch(r"[<>]?[1-9]\d?%", cell) for cell in cells)


def test_a_finger_opens_and_chooses(guard, served):
    page = guard.open(served, viewport=PHONE, has_touch=True, is_mobile=True)
    written(page, FORTY_SEVEN, "47")
    button(page, 0).tap()
    dialog(page).wait_for()
    candidate(page, "9").tap()
    until_reading(page, "97")
    button(page, 0).tap()
    dialog(page).wait_for()
    place = page.locator(".message").bounding_box()
    fingers = Fingers(page)
    fingers.send("touchStart", (place["x"] + 3, place["y"] + 3))
    fingers.send("touchEnd")
    page.wait_for_function("() => !document.querySelector('.popover')")


def test_the_focus_is_not_lost_where_the_digit_of_an_open_popover_goes(page):
    draw(page, numbers("41"))
    settled(page)
    button(page, 1).click()
    page.get_by_role("dialog").wait_for()
    page.keyboard.press("Control+z")
    page.get_by_role("dialog").wait_for(state="detached")
    assert page.evaluate("document.activeElement.id || document.activeElement.textContent") in ("pad", "4")
