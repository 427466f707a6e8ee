"""Parts below the sheet: doors, addresses, focus; the samples."""

import contextlib

import pytest

from tests.browser.drawing import SEVEN, open_part, settled, until_reading
from tools.browser.pointer import draw

PARTS = {
    "inside": "Look inside",
    "compare": "Compare",
    "train": "Train",
    "hand": "Your hand",
    "about": "About",
}
FOCUSED = "document.activeElement.id"
FRAGMENT = "location.hash"
TOP = "(section) => section.getBoundingClientRect().top"
LATER = "**/later-*.js"
ROWS = """() => {
  const boxes = [...document.querySelectorAll('.doors a')].map((door) => door.getBoundingClientRect());
  const { right } = document.querySelector('.doors').getBoundingClientRect();
  const tops = [...new Set(boxes.map(({ top }) => top))];
  const ends = boxes.filter((box) => Math.abs(box.right - right) < 1);
  return [tops.map((top) => boxes.filter((box) => box.top === top).length), ends.length];
}"""
SHIFTS = """() => {
  globalThis.shifts = [];
  const named = ({ value, sources }) =>
    `${value} ${sources.map(({ node }) => node?.id || node?.className || node?.nodeName)}`;
  const note = (list) =>
    shifts.push(...list.getEntries().filter(({ hadRecentInput }) => !hadRecentInput).map(named));
  new PerformanceObserver(note).observe({ type: 'layout-shift', buffered: true });
}"""


def open_address(guard, served, fragment):
    """Open the page by an address with a fragment."""
    return guard.open(f"{served}#{fragment}")


def until_open(page, name):
    page.locator(f"#{name} .part-content > *").first.wait_for()


def test_a_door_opens_its_part_and_close_leads_back_to_the_door(page, subtests):
    for name, title in PARTS.items():
        with subtests.test(name):
            open_part(page, name)
            section = page.locator(f"#{name}")
            section.wait_for()
            assert page.evaluate(FOCUSED) == f"{name}-title"
            assert page.evaluate(FRAGMENT) == f"#{name}"
            assert abs(section.evaluate(TOP)) < 1, "it is in view"
            assert section.get_by_role("heading", level=2).text_content() == title
            door = page.locator(f".doors [data-part={name}]")
            assert door.get_attribute("aria-current") == "true"
            until_open(page, name)
            page.keyboard.press("Escape")
            assert section.is_visible()
            section.get_by_role("button", name="Close").click()
            assert section.is_hidden()
            assert door.get_attribute("aria-current") is None
            assert page.evaluate("document.activeElement.dataset.part") == name
            assert page.evaluate(FRAGMENT) == ""


def test_doors_fill_their_rows_and_one_part_is_open_at_a_time(page):
    for width, rows in ((320, [1] * 5), (620, [2, 2, 1]), (800, [3, 2]), (1040, [3, 2]), (1100, [5])):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(ROWS) == [rows, len(rows)], (
            f"doors in rows at {width} px, each row to the right edge"
        )
    for name in PARTS:
        open_part(page, name)
        page.locator(f"#{name}").wait_for()
        assert [page.locator(f"#{other}").is_visible() for other in PARTS] == [o == name for o in PARTS]


def test_closing_leads_back_to_the_link_on_the_sheet(page):
    page.locator("#between").click()
    page.locator("#inside").get_by_role("button", name="Close").click()
    assert page.evaluate(FOCUSED) == "between"


@pytest.mark.parametrize(
    ("address", "name"), [*((name, name) for name in PARTS), ("how", "inside"), ("p=about", "about")]
)
def test_an_address_opens_a_part(guard, served, address, name):
    page = open_address(guard, served, address)
    page.locator(f"#{name}").wait_for()
    assert page.evaluate(FOCUSED) == f"{name}-title"
    assert abs(page.locator(f"#{name}").evaluate(TOP)) < 1


@pytest.mark.parametrize("address", ["nothing", "constructor", "sheet", "%", "inside=1"])
def test_another_address_opens_none(guard, served, address):
    page = open_address(guard, served, address)
    page.locator("#samples button").first.wait_for()
    assert page.locator(".part:visible").count() == 0


def test_a_door_that_is_pressed_before_its_code_arrives_opens_then(guard, served):
    held = []
    with contextlib.ExitStack() as requested:

        def hold(page):
            page.route(LATER, lambda route: held.append(route))
            requested.enter_context(page.expect_request(LATER))

        page = guard.open(served, ready=False, before=hold)
    open_part(page, "about")
    assert page.locator("#about").is_hidden()
    held[0].continue_()
    until_open(page, "about")
    assert page.evaluate(FOCUSED) == "about-title"


def test_a_door_in_another_tab_leaves_this_page_as_it_is(page):
    page.locator("#samples button").first.wait_for()
    with page.context.expect_page() as opened:
        page.locator(".doors [data-part=about]").click(modifiers=["Control"])
    opened.value.wait_for_url("**/*#about")
    assert page.locator("#about").is_hidden()


def test_code_that_does_not_arrive_is_reported(guard, served):
    guard.allowed += ("Failed to load resource", "ERR_")
    page = guard.open(served, before=lambda p: p.route(LATER, lambda route: route.abort()))
    page.locator("#status", has_text="Part of this page didn’t load. Check your connection").wait_for()
    draw(page, SEVEN)
    assert settled(page) == "7"


def test_a_style_sheet_that_does_not_arrive_is_reported_and_can_be_retried(guard, served):
    guard.allowed += ("Failed to load resource", "ERR_")
    page = guard.open(served, before=lambda p: p.route("**/late-*.css", lambda route: route.abort()))
    open_part(page, "about")
    failure = page.locator("#about .failure")
    failure.wait_for()
    assert failure.text_content().startswith("This section didn’t load. Check your connection and try again.")
    page.unroute("**/late-*.css")
    failure.get_by_role("button").click()
    page.locator("#network-description", has_text="“ink”").wait_for()
    assert page.evaluate(FOCUSED) == "about-title"


@pytest.mark.parametrize("size", [(360, 740), (1280, 800)])
def test_nothing_moves_while_parts_open_and_change(guard, served, size):
    width, height = size
    page = guard.open(served, viewport={"width": width, "height": height})
    page.evaluate(SHIFTS)
    page.locator("#samples button").first.wait_for()
    for name, sign in (("compare", ".parameters"), ("inside", ".curves"), ("about", ".errors")):
        open_part(page, name)
        page.locator(f"#{name} {sign}").last.wait_for()
    page.locator("#about").get_by_role("button", name="Close").click()
    draw(page, SEVEN)
    settled(page)
    shifts = page.evaluate("shifts")  # each with its element
    assert sum(float(shift.split()[0]) for shift in shifts) < 0.01, shifts


def test_about_says_how_often_the_network_is_wrong_and_where_it_learned(page):
    open_part(page, "about")
    page.locator("#about .errors").wait_for()
    row = page.locator("#about .errors tbody tr", has_text="MNIST test").text_content()
    assert row == "Scanned digits (MNIST test)0.40%0.29\N{EN DASH}0.54%4010,00038"
    text = page.locator("#about").text_content()
    assert "MIT License" in text
    assert "Nothing was chosen on the MNIST test set" in text
    assert [link.text_content() for link in page.locator("#about li a").all()] == [
        "MNIST",
        "Pendigits",
        "UNIPEN",
    ]
    page.select_option("#network", "hello")
    page.locator("#about h3", has_text="How often “hello” is wrong").wait_for()
    assert page.locator("#about li a").count() == 1
    assert page.locator("#between").text_content() == "See “hello” at work"


def test_look_inside_says_which_network_and_which_digit_it_explains(page):
    page.get_by_role("button", name="Sample 2026", exact=True).click()
    until_reading(page, "2026")
    open_part(page, "inside")
    page.locator("#inside p", has_text="What “ink” does with digit 4 of 4, read as “6”.").wait_for()
    page.locator("#reading button").nth(1).focus()
    page.keyboard.press("ArrowLeft")
    page.locator("#inside p", has_text="What “ink” does with digit 1 of 4, read as “2”.").wait_for()
    page.locator("#inside").get_by_role("link", name="another network").click()
    page.locator("#about").wait_for()


def test_a_sample_is_written_and_read(page, subtests):
    for text in ("7", "4", "2", "47", "2026"):
        with subtests.test(text):
            button = page.get_by_role("button", name=f"Sample {text}", exact=True)
            box = button.bounding_box()
            assert min(box["width"], box["height"]) >= 44
            button.focus()
            page.keyboard.press("Enter")
            until_reading(page, text)
            assert page.locator("#samples").is_hidden()
            assert page.evaluate(FOCUSED) == "pad"
            page.locator("#clear").click()
            button.wait_for()


def test_samples_disappear_with_the_first_ink(page):
    page.locator("#samples button").first.wait_for()
    box = page.locator("#pad").bounding_box()
    page.mouse.move(box["x"] + 50, box["y"] + 50)
    page.mouse.down()
    page.mouse.move(box["x"] + 60, box["y"] + 90)
    assert page.locator("#samples").is_hidden()
    page.mouse.up()
