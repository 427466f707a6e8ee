"""The sheet: ink, tile and numeral of a digit stand in one column, whatever happens to the pad."""

import itertools

import pytest

from tests.browser.drawing import (
    INK_RANGE,
    ONE,
    SCRIBBLE,
    SEVEN,
    button,
    settled,
    until_ink_ends,
    until_reading,
    until_still,
)
from tests.browser.states import UNSURE
from tools.browser.number_drawings import numbers, row
from tools.browser.pointer import draw, write

NEAR = 4  # CSS px

SIZES = {"desktop": (1280, 800), "phone": (360, 740), "lying phone": (740, 310), "small phone": (320, 568)}

# Helpers in the page: inkMiddles are those of digits that stand apart on the pad, in px of the window.
HELPERS = """
globalThis.middleOf = (element) => {
  const { left, right } = element.getBoundingClientRect();
  return (left + right) / 2;
};
globalThis.middlesOf = (selector) => [...document.querySelectorAll(selector)].map(middleOf);
globalThis.inkMiddles = () => {
  const pad = document.getElementById('pad');
  const box = pad.getBoundingClientRect();
  const { data, width } = pad.getContext('2d').getImageData(0, 0, pad.width, pad.height);
  const inked = new Uint8Array(width + 1);
  for (let i = 3; i < data.length; i += 4) if (data[i] > 100) inked[((i - 3) / 4) % width] = 1;
  const middles = [];
  for (let x = 0, start = -1; x <= width; x++) {
    if (inked[x] && start < 0) start = x;
    if (!inked[x] && start >= 0) {
      middles.push(box.left + (start + x) / 2 * box.width / width);
      start = -1;
    }
  }
  return middles;
};
globalThis.columns = () =>
  ({ ink: inkMiddles(), tiles: middlesOf('#tiles canvas'), numerals: middlesOf('#reading button') });
"""
AT_REST = "() => Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => {})))"


@pytest.fixture
def open_page(guard, served):
    """A function that opens the page with helpers, in a window of a named size."""

    def open_with(size="desktop", **options):
        width, height = SIZES[size]
        page = guard.open(served, viewport={"width": width, "height": height}, **options)
        page.evaluate(HELPERS)
        return page

    return open_with


def digit_middles(text):
    """Return the middle of each digit of numbers(text), in its px."""
    middles, count = [], 0
    drawing = numbers(text)
    for digit in text:
        strokes = drawing[count : count + len(numbers(digit))]
        count += len(strokes)
        xs = [x for stroke in strokes for x, _ in stroke]
        middles.append((min(xs) + max(xs)) / 2)
    return middles


def columns(page):
    """Return the middles of ink, tiles and numerals once nothing moves."""
    page.evaluate(AT_REST)
    return page.evaluate("columns()")


def assert_aligned(found, count):
    """Each tile and numeral stands under its ink."""
    assert len(found["ink"]) == len(found["tiles"]) == len(found["numerals"]) == count
    for ink, tile, numeral in zip(found["ink"], found["tiles"], found["numerals"], strict=True):
        assert abs(tile - ink) <= NEAR
        assert abs(numeral - ink) <= NEAR


@pytest.mark.parametrize("size", SIZES)
def test_tiles_and_numerals_stand_under_their_ink(open_page, size):
    page = open_page(size)
    for direction in ("ltr", "rtl"):
        page.evaluate("(direction) => { document.documentElement.dir = direction; }", direction)
        draw(page, numbers("2026"), part=0.9)
        assert settled(page) == "2026", direction
        assert_aligned(columns(page), 4)
        page.locator("#clear").click()
        assert settled(page) == "", direction


def test_columns_follow_the_pad_while_it_zooms_out(open_page):
    page = open_page()
    width = page.locator("#pad").bounding_box()["width"]
    write(page, numbers("20", left=30, top=40, scale=0.9))
    settled(page)
    frames = page.evaluate_handle(
        """() => {
          const [now, start] = [performance.now.bind(performance), performance.now()];
          performance.now = () => start + (now() - start) / 8; // a busy machine shows few frames
          const frames = [];
          const look = () => { frames.push(columns()); frames.timer = requestAnimationFrame(look); };
          look();
          return frames;
        }"""
    )
    write(page, row("7", left=width - 110, top=40, scale=0.8))
    until_ink_ends(page, 0.85)
    page.evaluate(AT_REST)
    seen = [one for one in frames.json_value() if len(one["numerals"]) == len(one["ink"]) == 3]
    places = sorted({round(one["numerals"][2]) for one in seen})
    assert places[-1] - places[0] > 60, "it has zoomed out"
    assert len(places) > 2, "on the way there, too"
    for one in seen:
        assert_aligned(one, 3)


def test_a_digit_keeps_its_column_while_its_ink_lives(open_page):
    page = open_page()
    four, stem = numbers("4")
    write(page, [[(x + 300, y + 60) for x, y in four]])
    settled(page)
    page.evaluate("document.querySelector('#reading button').dataset.first = 'yes'")
    write(page, [[(x + 300, y + 60) for x, y in stem]])
    until_reading(page, "4")
    write(page, row("7", left=500, top=60))
    until_reading(page, "47")
    assert page.locator("#reading button[data-first]").text_content() == "4"
    assert_aligned(columns(page), 2)
    page.locator("#undo").click()
    until_reading(page, "4")
    assert page.locator("#reading button[data-first]").count() == 1
    page.locator("#clear").click()
    until_reading(page, "")
    assert page.locator("#tiles canvas").count() == 0


def test_a_tile_shows_the_raster_of_its_digit(open_page):
    page = open_page()
    draw(page, SEVEN)
    settled(page)
    seen = page.evaluate(
        """() => {
          const tile = document.querySelector('#tiles canvas');
          const { data } = tile.getContext('2d').getImageData(0, 0, 28, 28);
          return Array.from({ length: 784 }, (_, i) => data[4 * i + 3] / 255);
        }"""
    )
    box = page.locator("#pad").bounding_box()
    scale = 0.6 * min(box["width"], box["height"]) / 140
    raster = page.evaluate(
        "(drawing) => [...numbre.rasterize(drawing)]",
        [[[x * scale, y * scale] for x, y in stroke] for stroke in SEVEN],
    )
    assert max(abs(one - other) for one, other in zip(seen, raster, strict=True)) < 0.02


def test_two_lines_of_writing_are_two_rows(open_page):
    page = open_page()
    draw(page, [*numbers("2026"), *numbers("31", top=220)], part=0.85)
    assert settled(page) == "2026\n31"
    page.evaluate(AT_REST)
    for selector in ("#tiles canvas", "#reading button"):
        tops = [one.bounding_box()["y"] for one in page.locator(selector).all()]
        assert max(tops[:4]) < min(tops[4:])
    found = page.evaluate("columns()")
    for tile, numeral in zip(found["tiles"], found["numerals"], strict=True):
        assert abs(tile - numeral) < 1
    assert abs(found["numerals"][0] - found["numerals"][4]) < 40, "the second line begins under the first"


@pytest.mark.parametrize("size", ["phone", "small phone"])
def test_twenty_digits_fit_a_phone(open_page, size):
    page = open_page(size)
    width = page.locator("#pad").bounding_box()["width"]
    text = "31415926535897932384"
    natural = numbers(text)
    scale = 0.94 * width / max(x for stroke in natural for x, _ in stroke)
    write(page, [[(8 + x * scale, 60 + y * scale) for x, y in stroke] for stroke in natural])
    assert settled(page) == text
    until_ink_ends(page, 0.9)
    until_still(page)
    found, pad = columns(page), page.locator("#pad").bounding_box()
    middles, places = digit_middles(text), found["numerals"]
    scale = (places[-1] - places[0]) / (middles[-1] - middles[0])  # the pad has zoomed out
    for tile, numeral, middle in zip(found["tiles"], places, middles, strict=True):
        assert abs(numeral - places[0] - (middle - middles[0]) * scale) < 1
        assert abs(tile - numeral) < 1
    left = pad["x"] + page.evaluate(INK_RANGE)[0] * pad["width"]
    assert abs(places[0] - middles[0] * scale - left) <= NEAR
    place = page.locator("#reading").bounding_box()
    boxes = [one.bounding_box() for one in page.locator("#reading button").all()]
    for one, other in itertools.pairwise(boxes):
        assert one["x"] + one["width"] <= other["x"] + 0.5
    assert boxes[0]["x"] >= place["x"]
    assert boxes[-1]["x"] + boxes[-1]["width"] <= place["x"] + place["width"]
    sizes = "(all) => all.map((one) => parseFloat(getComputedStyle(one).fontSize))"
    assert min(page.locator("#reading button").evaluate_all(sizes)) >= 13
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_hairline_joins_a_numeral_to_its_ink(open_page):
    page = open_page()
    draw(page, numbers("47"))
    settled(page)
    line = page.locator("#hairline")
    assert line.is_hidden()
    button(page, 1).hover()
    page.evaluate(AT_REST)
    found, place = columns(page), line.bounding_box()
    assert abs(place["x"] - found["ink"][-1]) <= NEAR
    pad, reading = page.locator("#pad").bounding_box(), page.locator("#reading").bounding_box()
    assert pad["y"] < place["y"] < pad["y"] + pad["height"]
    assert place["y"] + place["height"] == pytest.approx(reading["y"], abs=2)
    page.mouse.move(5, 5)
    assert line.is_hidden()
    button(page, 0).focus()
    assert line.bounding_box()["x"] < place["x"]
    page.locator("#clear").click()
    assert line.is_hidden()


def test_an_unsure_digit_is_paler_with_its_second_guess_below(open_page):
    page = open_page()
    draw(page, UNSURE)
    text = settled(page)
    colours = "(all) => all.map((one) => getComputedStyle(one).color)"
    [unsure] = page.locator("#reading .unsure").evaluate_all(colours)
    assert unsure != page.evaluate("getComputedStyle(document.getElementById('reading')).color")
    guess = page.evaluate(
        "() => getComputedStyle(document.querySelector('#reading .unsure'), '::after').content"
    )
    assert guess.startswith('"or ')
    assert guess.endswith('?"')
    assert page.locator("#reading").text_content() == text, "the guess is no part of the number"


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_with_two_lines_of_writing_a_second_guess_is_short(open_page, size):
    page = open_page(size)
    unsure = [[(x + 10, y + 190) for x, y in stroke] for stroke in UNSURE]
    draw(page, [*numbers("2026"), *unsure], part=0.9)
    text = settled(page)
    assert text.startswith("2026\n")
    guess = page.locator("#reading .unsure").last.evaluate(
        "(one) => getComputedStyle(one, '::after').content"
    )
    assert len(guess) == len('"9?"')
    assert guess[1].isdigit()
    assert guess[2] == "?"


def test_a_segment_that_is_no_digit_has_a_tile_and_a_plain_mark(open_page):
    page = open_page()
    crossed_out = [(330 + 6 * i, 140 - 80 * (i % 2)) for i in range(15)]
    write(page, [*row("2", left=100, top=40), crossed_out, *row("5", left=560, top=40)])
    text = settled(page)
    assert text == "25"
    assert page.locator("#tiles canvas").count() == 3
    marked = page.locator("#reading .non-digit")
    assert marked.count() == 1
    assert marked.get_attribute("aria-label").startswith("No digit")
    assert_aligned(columns(page), 3)


def test_rows_keep_their_places(open_page):
    page = open_page()
    tops = "() => [...document.querySelectorAll('#pad, #tiles, #reading, .bar')].map((one) => one.offsetTop)"
    before = page.evaluate(tops)
    for drawing in (ONE, numbers("2026"), [*numbers("2026"), *numbers("31", top=220)], SCRIBBLE):
        draw(page, drawing, part=0.8)
        settled(page)
        assert page.evaluate(tops) == before
        page.locator("#clear").click()
    settled(page)
    assert page.evaluate(tops) == before
