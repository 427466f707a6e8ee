"""Any number of a plane can be taken apart by pointer and keyboard: its sum is what numpy computes."""

import re

import numpy as np
import pytest

from tests.browser.drawing import SEVEN, explain, look_inside
from tests.browser.numpy_reference import inputs, network
from tests.browser.test_accessibility import AXE, check
from tests.browser.test_look_inside import outputs
from tests.conftest import NAMES
from tools.browser.pointer import send, write

WRITTEN = [
    [(x + 300, y + 20) for x, y in stroke] for stroke in SEVEN
]  # px, so that numpy has the very same ink
MINUS, TIMES = "\N{MINUS SIGN}", "\N{MULTIPLICATION SIGN}"
NUMBER = rf"{MINUS}?[\d,]+\.\d{{3}}"
PLANES = "#inside .planes .plane"
SELECTED = "() => document.querySelector('#inside .sum h3').textContent"
SPOKEN = "() => document.querySelector('#inside .sum [aria-live]').textContent"


def value(text):
    """Return a number as the page writes it."""
    return float(text.replace(MINUS, "-").replace(",", ""))


def look_at(page, name):
    """Write a seven, and open Look inside for a network."""
    write(page, WRITTEN)
    look_inside(page, name)


def point(page, plane, place):
    """Move the mouse to the pixel (x, y) of the picture of a plane."""
    canvas = page.locator(PLANES).nth(plane)
    zoom = canvas.evaluate("(canvas) => canvas.getBoundingClientRect().width / canvas.width")
    canvas.hover(position={"x": (place[0] + 0.5) * zoom, "y": (place[1] + 0.5) * zoom})


def corner(page, plane, shape, channel):
    """Return the pixel where a map begins in the picture of a plane."""
    width = page.locator(PLANES).nth(plane).evaluate("(canvas) => canvas.width")
    columns = (width + 1) // (shape[1] + 1)
    return channel % columns * (shape[1] + 1), channel // columns * (shape[0] + 1)


def equation(page):
    return page.locator("#inside .equation").text_content()


@pytest.mark.parametrize("name", NAMES)
def test_the_sum_of_any_number_is_what_numpy_computes(page, name):
    look_at(page, name)
    rng = np.random.default_rng(3)
    for plane, (kind, values) in enumerate(outputs(network(name), inputs(network(name), WRITTEN)), 1):
        index = int(rng.integers(values.size))
        if values.ndim == 3:
            row, column, channel = np.unravel_index(index, values.shape)
            left, top = corner(page, plane, values.shape, channel)
            point(page, plane, (left + column, top + row))
            place = f"map {channel + 1}, row {row + 1}, column {column + 1}"
            assert page.evaluate(SELECTED).endswith(place)
        else:
            across = page.locator(PLANES).nth(plane).evaluate("(canvas) => canvas.width")
            point(page, plane, (index % across, index // across))
        shown = value(re.findall(NUMBER, equation(page))[-1])
        assert shown == pytest.approx(values.flat[index], rel=1e-3, abs=2e-3), (kind, index)
        assert page.locator("#inside .planes > li.lit").count() == 1
        assert page.locator("#inside .joins .window").get_attribute("d")


def test_a_convolution_shows_numbers_times_weights_channel_by_channel(page):
    look_at(page, "ink")
    page.locator("#inside .sentence", has_text="Each of 8 feature maps").click()
    page.locator("#inside .sum button", has_text="Show all 5 maps").click()
    channels = page.locator("#inside .channel")
    assert channels.count() == 5
    assert [text.split()[0] for text in channels.locator("p").all_text_contents()] == [
        *("ink", "right", "left", "down", "up")
    ]
    total = 0
    for channel in channels.all():
        cells = [
            [value(text) for text in channel.locator(f".{part} span").all_text_contents()]
            for part in ("given", "kernel", "products")
        ]
        assert [len(part) for part in cells] == [9, 9, 9]
        assert np.abs(np.multiply(*cells[:2]) - cells[2]).max() < 0.05  # factors are rounded
        added = value(re.search(NUMBER, channel.locator("p").text_content())[0])
        assert added == pytest.approx(sum(cells[2]), abs=0.05)
        total += added
    products, bias, before, after = map(value, re.findall(NUMBER, equation(page)))
    assert products == pytest.approx(total, abs=0.005)
    sign = -1 if f"{MINUS} bias" in equation(page) else 1
    assert before == pytest.approx(products + sign * bias, abs=0.002)
    assert after == max(before, 0)


@pytest.mark.parametrize("name", ["numbre", "hello"])
def test_a_neuron_shows_its_weights_and_a_bar_of_pluses_and_minuses(page, name):
    look_at(page, name)
    page.locator("#inside .sentence", has_text="neurons, each with a weight").click()
    products, bias, before, *after = map(value, re.findall(NUMBER, equation(page)))
    plus, minus = (
        value(re.search(NUMBER, page.locator(f"#inside .balance .{part}").text_content())[0])
        for part in ("plus", "minus")
    )
    assert plus > 0 > minus
    assert products == pytest.approx(plus + minus, abs=0.002)
    sign = -1 if f"{MINUS} bias" in equation(page) else 1
    assert before == pytest.approx(products + sign * bias, abs=0.002)
    assert after == ([max(before, 0)] if name == "numbre" else []), "hello has no activation there"
    assert page.locator("#inside .sum .weights").evaluate("(canvas) => canvas.width") == 28
    for term in page.locator("#inside .terms li").all_text_contents():
        given, weight, product = re.match(rf"(\S+) {TIMES} (\S+) = (\S+),", term).groups()
        assert value(product) == pytest.approx(value(given) * value(weight), rel=0.05, abs=0.01)
    assert "0.9526" in page.locator("#inside").text_content()


def test_pooling_marks_the_largest_of_its_numbers(page):
    look_at(page, "lesson")
    page.locator("#inside .sentence", has_text="only the largest is kept").click()
    cells = page.locator("#inside .channel .given span")
    values = [value(text) for text in cells.all_text_contents()]
    assert len(values) == 4
    assert (
        page.locator("#inside .given .best").text_content()
        == cells.nth(int(np.argmax(values))).text_content()
    )
    assert f"The largest of 4: {max(values):.1f}"[:20] in equation(page)


def test_the_temperature_divides_the_scores(page):
    look_at(page, "ink")
    rows = page.locator("#inside .planes tbody tr")
    scores = np.array([value(text) for text in rows.locator(":nth-child(2)").all_text_contents()])
    page.locator(PLANES).last.focus()
    page.keyboard.press("Enter")
    assert page.evaluate(SELECTED).endswith(": 7")
    own = equation(page)
    page.locator("#temperature").fill("2")
    assert page.locator("output[for=temperature]").text_content() == "4.00"
    powers = np.exp(scores / 4)
    shown = [float(text.strip("<>%")) for text in rows.locator(":nth-child(4)").all_text_contents()]
    assert np.abs(np.array(shown) - 100 * powers / powers.sum()).max() < 0.2  # scores are rounded
    assert equation(page) != own
    assert f"{shown[7]:.2f}%" in equation(page)
    assert page.locator("#inside .note", has_text="The answer: 7.").count() == 1


def test_a_window_at_the_edge_ends_where_the_map_ends(page):
    look_at(page, "ink")
    point(page, 1, (0, 0))
    cells = page.locator("#inside .channel").first.locator(".given span").all_text_contents()
    assert cells[:4] == ["0.00"] * 4
    stage = page.locator("#inside .plane-stage").bounding_box()
    picture = page.locator(PLANES).first.bounding_box()
    x, y = map(float, re.match(r"M(\S+) (\S+?)h", page.locator(".joins .window").get_attribute("d")).groups())
    assert (x, y) == pytest.approx((picture["x"] - stage["x"] - 1, picture["y"] - stage["y"] - 1), abs=0.1)


def test_keys_move_from_plane_to_plane_and_inside_from_number_to_number_and_map_to_map(page):
    look_at(page, "ink")
    planes = page.locator(PLANES)
    focused = "() => [...document.querySelectorAll('#inside .planes .plane')].indexOf(document.activeElement)"
    planes.first.focus()
    page.keyboard.press("ArrowDown")
    assert page.evaluate(focused) == 1
    page.keyboard.press("End")
    assert page.evaluate(focused) == planes.count() - 1
    page.keyboard.press("Home")
    page.keyboard.press("ArrowDown")
    assert [plane.get_attribute("tabindex") for plane in planes.all()].count("0") == 1
    page.keyboard.press("Enter")
    row, column = map(int, re.search(r"row (\d+), column (\d+)", page.evaluate(SELECTED)).groups())
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    assert f"row {row + 1}, column {column + 1}" in page.evaluate(SELECTED)
    for _ in range(9):
        page.keyboard.press("PageDown")
    assert "map 8," in page.evaluate(SELECTED), "it stays at the last map"
    page.keyboard.press("PageUp")
    assert "map 7," in page.evaluate(SELECTED)
    assert page.evaluate(focused) == 1
    page.keyboard.press("Escape")
    assert page.evaluate(SELECTED) == "One number"
    assert not page.locator("#inside .joins .window").get_attribute("d")
    page.keyboard.press("ArrowDown")
    assert page.evaluate(focused) == 2


def test_the_same_sum_is_announced_in_words_but_not_while_one_writes(page):
    look_at(page, "ink")
    page.locator(PLANES).nth(1).focus()
    page.keyboard.press("Enter")
    page.wait_for_function(f"() => ({SPOKEN})().startsWith(({SELECTED})().split(':')[0])")
    spoken = page.evaluate(SPOKEN)
    assert equation(page) in spoken
    assert "The largest parts: " in spoken
    before = equation(page)
    send(page, "pointerdown", 420, 30)
    for y in range(40, 200, 8):
        send(page, "pointermove", 420, y)
    page.wait_for_function(
        "(before) => document.querySelector('#inside .equation').textContent !== before", arg=before
    )
    assert page.evaluate(SPOKEN) == spoken
    send(page, "pointerup", 420, 200)
    page.wait_for_function(f"(before) => ({SPOKEN})() !== before", arg=spoken)
    assert equation(page) in page.evaluate(SPOKEN)


def test_a_sentence_at_the_reading_line_or_with_the_focus_lights_its_layer(guard, served):
    page = guard.open(served, viewport={"width": 1280, "height": 900})
    look_at(page, "lesson")
    planes = "[...document.querySelectorAll('#inside .planes > li')]"
    lit = f"() => {planes}.findIndex((plane) => plane.classList.contains('lit'))"
    for row in (1, 4):
        sentence = page.locator("#inside .planes > li").nth(row).locator(".sentence").first
        sentence.evaluate("(one) => scrollBy(0, one.getBoundingClientRect().top - 0.37 * innerHeight)")
        page.wait_for_function(f"(row) => ({lit})() === row", arg=row)
    page.locator("#inside .sentence").first.focus()
    assert page.evaluate(lit) == 0
    assert page.locator("#inside .sentence[aria-current]").count() == 1


def test_touch_selects_a_number_and_close_leaves_it(guard, served):
    page = guard.open(served, viewport={"width": 390, "height": 844}, has_touch=True)
    look_at(page, "hello")
    page.locator(PLANES).nth(1).tap()
    assert "784 products" in equation(page)
    page.locator("#inside .sum").get_by_role("button", name="Close").click()
    assert page.evaluate(SELECTED) == "One number"


def test_a_click_holds_a_number_until_another_click_or_escape(page):
    look_at(page, "hello")
    point(page, 1, (3, 0))
    page.mouse.down()
    page.mouse.up()
    held = page.evaluate(SELECTED)
    point(page, 1, (5, 0))
    assert page.evaluate(SELECTED) == held
    page.locator("#inside .sum").hover()
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Escape")
    assert page.evaluate(SELECTED) == "One number"
    point(page, 1, (5, 0))
    assert page.evaluate(SELECTED) != held, "a number that is only pointed at is not held"
    page.keyboard.press("Escape")
    assert page.evaluate(SELECTED) == "One number"


def test_the_focus_goes_to_the_plane_when_close_is_pressed(page):
    look_at(page, "hello")
    point(page, 2, (3, 0))
    page.locator("#inside .sum").get_by_role("button", name="Close").press("Enter")
    assert page.evaluate(SELECTED) == "One number"
    assert page.locator(PLANES).nth(2).evaluate("(canvas) => canvas === document.activeElement")


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("name", ["ink", "dropout"])
def test_axe_finds_nothing_beside_a_sum(guard, served, width, name):
    page = guard.open(served, viewport={"width": width, "height": 800})
    page.evaluate(AXE)
    explain(page, name)
    page.locator(PLANES).nth(1).focus()
    page.keyboard.press("Enter")
    check(page)
