"""Whole numbers on the page: written, looked at, corrected, copied, and told to the site around it."""

from itertools import pairwise

import pytest

from .drawing import SCRIBBLE, draw, settled, write
from .rows import joined, numbers, row

SEEN = "() => [...document.querySelectorAll('#reading button')].map((one) => one.ariaLabel)"
BOUNDS = """() => {
  const pad = document.getElementById('pad');
  const { data } = pad.getContext('2d').getImageData(0, 0, pad.width, pad.height);
  let [left, right] = [1, 0];
  for (let i = 0; i < data.length; i += 4) {
    if (data[i + 3] < 128 || data[i + 2] - data[i] < 60) continue; // ink is blue, brackets are not
    const x = ((i / 4) % pad.width) / pad.width;
    [left, right] = [Math.min(left, x), Math.max(right, x)];
  }
  return [left, right];
}"""
GREY = """() => {
  const pad = document.getElementById('pad');
  const { data } = pad.getContext('2d').getImageData(0, 0, pad.width, pad.height);
  let grey = 0;
  for (let i = 0; i < data.length; i += 4) grey += data[i + 3] > 128 && Math.abs(data[i + 2] - data[i]) < 40;
  return grey;
}"""  # of brackets
LISTEN = """() => {
  globalThis.told = [];
  for (const type of ['input', 'change']) {
    document.body.addEventListener(type, ({ target, detail }) => {
      if (target.id === 'pad') told.push([type, detail.text, detail.confidence]);
    });
  }
}"""
PROBABLE = "#probabilities tr.best th"
FORTY_SEVEN = numbers("47")


def button(page, place):
    """Return the grapheme at a place of the number."""
    return page.locator("#reading button").nth(place)


def test_a_crossbar_may_come_late(page):
    four, stem, bar = FORTY_SEVEN[:2], FORTY_SEVEN[2], FORTY_SEVEN[3]
    draw(page, [stem, *four, bar])
    assert settled(page) == "47"
    assert "sure" in page.locator("#sureness").text_content()


def test_hats_may_stand_off(page):
    strokes = [*row("5"), *row("5", left=125)]
    hats = [[(x, y - 7) for x, y in stroke] for stroke in strokes[1::2]]
    draw(page, [*strokes[::2], *hats])
    assert settled(page) == "55"


def test_zeros_may_be_joined(page):
    zeros = row("0", "0", gap=20)
    draw(page, [*row("1", left=-60), joined(*zeros)])
    assert settled(page) == "100"


def test_a_phone_number_is_read_and_zoomed_out_for(page):
    draw(page, numbers("5558675309"), part=1.45)
    assert settled(page) == "5558675309"
    page.wait_for_timeout(600)
    assert settled(page) == "5558675309"
    assert page.evaluate(BOUNDS)[1] < 0.88


def test_a_further_line_is_a_line_of_its_own(page):
    draw(page, [*numbers("2026"), *numbers("31", top=220)], part=0.85)
    assert settled(page) == "2026\n31"
    tops = [button(page, place).bounding_box()["y"] for place in (0, 3, 4)]
    assert tops[0] == tops[1] < tops[2]


def test_a_number_grows_and_is_undone_by_strokes(page):
    draw(page, numbers("12"))
    assert settled(page) == "12"
    page.locator("#undo").click()
    assert settled(page) == "1"
    page.locator("#undo").click()
    assert settled(page) == ""
    assert page.locator("#reading button").count() == 0
    page.locator("#redo").click()
    page.locator("#redo").click()
    assert settled(page) == "12"


def test_the_last_digit_is_selected_and_a_tap_selects_another(page):
    draw(page, FORTY_SEVEN)
    settled(page)
    assert page.locator(PROBABLE).text_content() == "7"
    assert page.locator("#picked").text_content().startswith("2 of 2: 7, or ")
    pixels = "document.getElementById('raster').getContext('2d').getImageData(0, 0, 28, 28).data.join()"
    seven = page.evaluate(pixels)
    button(page, 0).click()
    assert page.locator(PROBABLE).text_content() == "4"
    assert page.locator("#picked").text_content().startswith("1 of 2: 4, or ")
    assert page.evaluate(pixels) != seven
    assert [button(page, place).get_attribute("aria-checked") for place in (0, 1)] == ["true", "false"]
    write(page, row("1", left=480, top=120))
    settled(page)
    assert page.locator("#picked").text_content().startswith("3 of 3: "), "new ink is followed"


def test_arrow_keys_select(page):
    draw(page, numbers("472"), part=0.9)
    settled(page)
    button(page, 2).focus()
    steps = [("ArrowLeft", "7"), ("ArrowLeft", "4"), ("ArrowLeft", "4"), ("ArrowRight", "7"), ("End", "2")]
    for key, grapheme in [*steps, ("Home", "4")]:
        page.keyboard.press(key)
        assert page.evaluate("document.activeElement.textContent") == grapheme
        assert page.locator(PROBABLE).text_content() == grapheme
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "copy", "the number is one stop"


def test_the_pad_draws_where_a_digit_is(page):
    draw(page, FORTY_SEVEN)
    settled(page)
    box = page.locator("#pad").bounding_box()
    page.mouse.click(box["x"] + 0.4 * box["width"], box["y"] + 0.5 * box["height"])
    settled(page)
    page.locator("#undo").click()
    assert settled(page) == "47"
    assert page.locator("#picked").text_content().startswith("2 of 2")


def test_brackets_stand_under_what_is_read_alone(page):
    draw(page, SCRIBBLE)
    assert settled(page) == "No digit"
    assert page.evaluate(GREY) == 0
    page.locator("#clear").click()
    draw(page, row("7-crossed"))
    settled(page)
    one = page.evaluate(GREY)
    assert one > 50
    page.locator("#clear").click()
    settled(page)
    assert page.evaluate(GREY) == 0


def test_a_digit_is_corrected_and_the_correction_taken_back(page):
    draw(page, FORTY_SEVEN)
    settled(page)
    button(page, 0).click()
    page.get_by_role("button", name="Set to 9").click()
    assert settled(page) == "97"
    assert page.locator("#picked").text_content() == "1 of 2: 9, read as 4"
    assert page.evaluate(SEEN)[0] == "9, set by you"
    assert page.locator("#sureness").text_content().endswith("1 set by you")
    assert page.get_by_role("button", name="Set to 9").get_attribute("aria-pressed") == "true"
    assert page.locator(PROBABLE).text_content() == "4", "the network still says so"
    write(page, row("1", left=480, top=120))
    assert settled(page).startswith("97")
    page.locator("#undo").click()
    assert settled(page) == "97", "other ink changes nothing"
    button(page, 0).click()
    page.locator("#take-back").click()
    assert settled(page) == "47"
    assert not page.locator("#take-back").is_visible()


def test_the_networks_own_reading_takes_a_correction_back(page):
    draw(page, FORTY_SEVEN)
    settled(page)
    page.get_by_role("button", name="Set to 1").click()
    assert settled(page) == "41"
    page.get_by_role("button", name="Set to 7").click()
    assert settled(page) == "47"
    assert "set by you" not in "".join(page.evaluate(SEEN))


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
    assert settled(page) == "47", "which is other ink"


def test_what_is_no_digit_can_be_set_to_one(page):
    draw(page, SCRIBBLE)
    assert settled(page) == "No digit"
    page.get_by_role("button", name="Set to 8").click()
    assert settled(page) == "8"
    assert page.locator("#sureness").text_content() == "Set by you"
    page.locator("#take-back").click()
    assert settled(page) == "No digit"


def test_every_network_reads_numbers(page):
    draw(page, FORTY_SEVEN)
    settled(page)
    for name in ("numbre", "lesson"):
        page.evaluate("(name) => numbre.use(name)", name)
        assert settled(page) in ("47", "41", "97"), name
        assert page.locator("#probabilities tr:visible").count() == 10
        assert page.locator("#reading button").count() == 2


def test_the_number_is_copied_by_button_and_by_keys(page):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    copy = page.locator("#copy")
    assert copy.get_attribute("aria-disabled") == "true"
    draw(page, FORTY_SEVEN)
    settled(page)
    assert copy.get_attribute("aria-disabled") == "false"
    copy.click()
    page.locator("#status", has_text="Copied 47").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == "47"
    page.locator("#clear").click()
    draw(page, row("1"))
    settled(page)
    page.keyboard.press("Control+c")
    page.locator("#status", has_text="Copied 1").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == "1"


def test_copying_works_without_the_newer_clipboard_and_says_when_it_fails(page):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    draw(page, FORTY_SEVEN)
    settled(page)
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('forbidden')); }")
    page.locator("#copy").click()
    page.locator("#status", has_text="Copied 47").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == "47"
    assert page.evaluate("document.activeElement.id") == "copy"
    page.evaluate("() => { document.execCommand = () => false; }")
    page.keyboard.press("Control+c")
    page.locator("#status", has_text="Copying failed").wait_for()


def test_the_site_is_told_of_the_number(page):
    page.evaluate(LISTEN)
    draw(page, FORTY_SEVEN)
    settled(page)
    page.wait_for_function("() => told.some(([type]) => type === 'change')")
    told = page.evaluate("told")
    texts = [text for type_, text, _ in told if type_ == "input"]
    assert texts[-1] == "47"
    assert all(before != after for before, after in pairwise(texts))
    assert [text for type_, text, _ in told if type_ == "change"] == ["47"]
    assert told[-1][0] == "change"
    assert 0.5 < told[-1][2] <= 1
    page.locator("#undo").click()
    page.locator("#redo").click()
    page.wait_for_timeout(1200)
    assert [text for type_, text, _ in page.evaluate("told") if type_ == "change"] == ["47"], (
        "settled as before"
    )
    page.get_by_role("button", name="Set to 1").click()
    page.wait_for_function("() => told.at(-1)[0] === 'change' && told.at(-1)[1] === '41'")


def test_a_screen_reader_is_told_the_number_once_it_has_settled(page):
    draw(page, FORTY_SEVEN)
    page.wait_for_function(
        "() => /^47, (over )?\\d+% sure/.test(document.getElementById('said').textContent)"
    )
    assert page.locator("#reading").get_attribute("aria-live") == "off"
    assert page.locator("#reading").get_attribute("role") == "radiogroup"
    page.locator("#clear").click()
    draw(page, SCRIBBLE)
    page.wait_for_function("() => document.getElementById('said').textContent.startsWith('No digit, ')")


def test_a_full_pad_zooms_out_and_undo_brings_it_back(page):
    width = page.locator("#pad").bounding_box()["width"]
    write(page, numbers("202", left=20, top=110, scale=0.9))
    settled(page)
    page.wait_for_timeout(600)
    before = page.evaluate(BOUNDS)
    write(page, numbers("6", left=width - 100, top=110, scale=0.9))
    page.wait_for_timeout(600)
    assert settled(page) == "2026"
    left, right = page.evaluate(BOUNDS)
    assert right < 0.8
    write(page, numbers("1", left=width * (right + 0.06), top=90, scale=0.65))
    assert settled(page) == "20261"
    page.locator("#undo").click()
    page.locator("#undo").click()
    assert settled(page) == "202"
    assert page.evaluate(BOUNDS) == pytest.approx(before, abs=0.01)
    page.locator("#redo").click()
    assert page.evaluate(BOUNDS) == pytest.approx([left, right], abs=0.01)


def test_one_digit_may_fill_the_pad(page):
    draw(page, row("7-crossed"), part=0.97)
    settled(page)
    before = page.evaluate(BOUNDS)
    page.wait_for_timeout(600)
    assert page.evaluate(BOUNDS) == before


def test_the_keyboards_pen_draws_where_it_is_seen_after_zooming_out(page):
    page.locator("#pad").focus()
    for _ in range(20):
        page.keyboard.press("Shift+ArrowRight")
    for digit in range(2):
        page.keyboard.press("Space")
        for _ in range(6):
            page.keyboard.press("Shift+ArrowDown")
        page.keyboard.press("Space")
        page.wait_for_timeout(600)
        assert settled(page) == "1" * (digit + 1)
        for _ in range(6):
            page.keyboard.press("Shift+ArrowUp")
        for _ in range(3):
            page.keyboard.press("Shift+ArrowLeft")


@pytest.mark.parametrize("width", [320, 375])
def test_a_long_number_fits_a_phone(guard, served, width):
    page = guard.open(served, viewport={"width": width, "height": 640})
    top = page.locator("#pad").bounding_box()["y"]
    for drawing in (numbers("5558675309"), [*numbers("2026"), *numbers("31", top=220)]):
        draw(page, drawing, part=1.1 if len(drawing) > 10 else 0.8)
        settled(page)
        assert page.locator("#reading button").count() in (6, 10)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        place = page.locator("#reading").bounding_box()
        for one in page.locator("#reading button").all():
            box = one.bounding_box()
            assert box["x"] >= place["x"]
            assert box["x"] + box["width"] <= place["x"] + place["width"]
            assert min(box["width"], box["height"]) >= 24
        assert page.locator("#pad").bounding_box()["y"] + page.evaluate("scrollY") == top
        page.locator("#clear").click()


@pytest.mark.parametrize("text", ["47", "2026"])
def test_whole_numbers_are_among_the_samples(page, text):
    page.get_by_role("button", name=f"Sample {text}", exact=True).click()
    assert settled(page) == text


def test_a_reading_that_takes_long_is_held_then_shown_then_given_up(unwired):
    states = unwired().evaluate(
        """async () => {
          const { createPatience } = await import(new URL('patience.js', document.baseURI));
          let now = 0;
          const patience = createPatience(() => now);
          const look = (ms, isPartial) => ((now = ms), patience.look(isPartial));
          const first = [[0, true], [200, true], [400, true], [5100, true], [5200, false]]
            .map((at) => look(...at));
          const second = [look(6000, true), look(10900, true)];
          patience.restart(); // more ink
          return [...first, ...second, look(11100, true), look(16200, true)];
        }"""
    )
    assert states == ["held", "held", "going", "over", "whole", "held", "going", "going", "over"]


def test_the_status_tells_of_ink_that_takes_long(page):
    """Hundreds of strokes side by side are more than one frame can read."""
    page.evaluate(
        """() => {
          const pad = document.getElementById('pad');
          const { left, top } = pad.getBoundingClientRect();
          pad.setPointerCapture = () => {};
          const send = (type, x, y) => pad.dispatchEvent(new PointerEvent(type, {
            pointerId: 7, isPrimary: true, button: 0, buttons: 1, bubbles: true,
            clientX: left + x, clientY: top + y,
          }));
          for (let i = 0; i < 400; i++) {
            const [x, y] = [10 + 9 * (i % 60), 20 + 45 * Math.floor(i / 60)];
            send('pointerdown', x, y);
            for (let k = 1; k < 8; k++) send('pointermove', x + 3 * (k % 3), y + 4 * k);
            send('pointerup', x + 4, y + 32);
          }
        }"""
    )
    page.locator("#status", has_text="Still reading…").wait_for()
    page.wait_for_function(
        "() => /^(Ready|Too much ink)/.test(document.getElementById('status').textContent)", timeout=15000
    )
    page.locator("#clear").click()
    draw(page, FORTY_SEVEN)
    assert settled(page) == "47"
    assert page.locator("#status").text_content().startswith("Ready")
