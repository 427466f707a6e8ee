"""The pad: one pointer at a time, undo and redo, samples, sharpness."""

import pytest

from tests.browser.drawing import ONE, SEVEN, settled, until_reading
from tests.browser.opened_pad import inked, opened, strokes, undone
from tools.browser.pointer import draw, send

INK = """() => {
  const pad = document.getElementById('pad');
  const { data } = pad.getContext('2d').getImageData(0, 0, pad.width, pad.height);
  let inked = 0;
  for (let i = 3; i < data.length; i += 4) inked += data[i] > 128;
  return inked / (pad.width * pad.height);
}"""  # tests may read the canvas; the page never does
BOUNDS = """() => {
  const pad = document.getElementById('pad');
  const { data } = pad.getContext('2d').getImageData(0, 0, pad.width, pad.height);
  const rows = [];
  for (let i = 3; i < data.length; i += 4) {
    if (data[i] > 128) rows.push(Math.floor(i / 4 / pad.width) / pad.height);
  }
  return [rows[0], rows.at(-1)];
}"""


def test_undo_redo_and_clear_by_buttons(page):
    undo, redo, clear = (page.locator(f"#{name}") for name in ("undo", "redo", "clear"))
    assert [tool.get_attribute("aria-disabled") for tool in (undo, redo, clear)] == ["true"] * 3
    draw(page, SEVEN)
    assert settled(page) == "7"
    undo.click()
    assert settled(page) == ""
    redo.click()
    assert settled(page) == "7"
    clear.click()
    assert settled(page) == ""
    undo.click()
    assert settled(page) == "7"


def test_undo_drops_one_stroke(page):
    draw(page, ONE)
    draw(page, [[(0, 0), (60, 0)]], part=0.2)
    before = page.evaluate(INK)
    page.locator("#undo").click()
    assert settled(page) == "1"
    assert page.evaluate(INK) < before


def test_undo_drops_only_the_stroke_in_progress(page):
    draw(page, SEVEN)
    box = page.locator("#pad").bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + 40, box["y"] + 300, steps=5)
    page.keyboard.press("Control+z")
    assert settled(page) == "7"
    page.mouse.up()
    assert settled(page) == "7"
    page.locator("#undo").click()
    assert settled(page) == ""


def test_undo_shows_a_drawing_of_another_size_whole(page):
    draw(page, SEVEN, part=0.8)
    page.set_viewport_size({"width": 320, "height": 700})
    page.locator("#clear").click()
    page.get_by_role("button", name="Sample 4", exact=True).click()
    until_reading(page, "4")
    page.locator("#undo").click()
    page.locator("#undo").click()
    assert settled(page) == "7"
    top, bottom = page.evaluate(BOUNDS)
    assert 0 < top < 0.1
    assert 0.1 < bottom - top < 0.5, "as much smaller as the pad is narrower"


def test_every_sample_is_read_and_can_be_undone(page):
    samples = page.locator("#samples button")
    samples.first.wait_for()
    names = [one.get_attribute("aria-label") for one in samples.all()]
    assert len(names) == 5
    for name in names:
        page.get_by_role("button", name=name, exact=True).click()
        until_reading(page, name.removeprefix("Sample "))
        page.locator("#undo").click()
        assert settled(page) == ""


def test_other_mouse_buttons_do_not_draw(page):
    box = page.locator("#pad").bounding_box()
    page.mouse.move(box["x"] + 50, box["y"] + 50)
    page.mouse.down(button="right")
    page.mouse.move(box["x"] + 150, box["y"] + 150)
    page.mouse.up(button="right")
    assert settled(page) == ""


def test_a_stroke_that_leaves_the_pad_continues_and_ends(page):
    box = page.locator("#pad").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 3)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] + 80, steps=10)
    page.mouse.up()
    assert settled(page) == "1"
    page.mouse.move(box["x"] + 20, box["y"] + 20)  # no button: no ink
    page.locator("#undo").click()
    assert settled(page) == ""


def test_a_tap_is_a_dot(page):
    page.locator("#pad").click()
    assert settled(page) != ""
    assert page.evaluate(INK) > 0


@pytest.mark.parametrize("ratio", [1, 2, 3])
def test_the_canvas_has_one_pixel_per_device_pixel(guard, served, ratio):
    page = guard.open(served, device_scale_factor=ratio)
    width = page.locator("#pad").bounding_box()["width"] * ratio  # may end within a pixel
    near = "(width) => Math.abs(document.getElementById('pad').width - width) < 1"
    page.wait_for_function(near, arg=width)


def test_the_drawing_survives_a_new_size(page):
    draw(page, SEVEN)
    before = page.evaluate(INK)
    page.set_viewport_size({"width": 420, "height": 800})
    assert settled(page) == "7"
    assert page.evaluate(INK) == pytest.approx(before, rel=0.25)
    draw(page, [[(0, 0), (0, 1)]], part=0.01)
    assert settled(page) != ""


def test_a_pointer_that_cannot_be_captured_ends_its_stroke_at_the_edge(guard, served):
    refuse = (
        "Element.prototype.setPointerCapture = () => { throw new DOMException('gone', 'NotFoundError'); };"
    )
    page = guard.open(served, before=lambda page: page.add_init_script(refuse))
    box = page.locator("#pad").bounding_box()
    middle = box["x"] + box["width"] / 2
    page.mouse.move(middle, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(middle, box["y"] + box["height"] - 20, steps=5)
    page.mouse.move(middle, box["y"] - 30, steps=5)
    page.mouse.up()
    page.mouse.move(middle - 100, box["y"] + 60, steps=5)  # nothing is pressed: nothing is drawn
    assert settled(page) == "1"
    page.locator("#undo").click()
    assert settled(page) == ""


def test_a_stroke_that_a_script_never_ends_does_not_keep_others_from_drawing(page):
    page.evaluate(
        """() => {
          const pad = document.getElementById('pad');
          const { left, top } = pad.getBoundingClientRect();
          const place = { clientX: left + 5, clientY: top + 5 };
          const at = { pointerId: 77, button: 0, buttons: 1, bubbles: true, ...place };
          pad.dispatchEvent(new PointerEvent('pointerdown', at));
        }"""
    )
    draw(page, SEVEN)
    assert settled(page) == "7"


STYLES = [*(f"transform: scale({scale})" for scale in (0.5, 2)), "zoom: 0.5", "zoom: 2"]
AT = """([x, y]) => {
  const pad = document.getElementById('pad');
  const { left, top, width, height } = pad.getBoundingClientRect();
  const place = [((x - left) / width) * pad.width, ((y - top) / height) * pad.height].map(Math.round);
  return pad.getContext('2d').getImageData(...place, 1, 1).data[3];
}"""


@pytest.mark.parametrize("element", ["body", ".pad-frame"])
def test_ink_lies_under_the_pointer_where_the_page_is_scaled(modules, element, subtests):
    page = opened(modules, viewport={"width": 1600, "height": 1600})
    for style in STYLES:
        with subtests.test(style):
            check_scaled(page, element, style)
        page.evaluate("() => pad.clear()")


def check_scaled(page, element, style):
    """Scale an element of the page, draw, and check that the ink lies under the pointer and nowhere else."""
    script = "([name, style]) => { document.querySelector(name).style = `transform-origin: 0 0; ${style}`; }"
    page.evaluate(script, [element, style])
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    box = page.evaluate("() => document.getElementById('pad').getBoundingClientRect().toJSON()")
    left, top = box["left"], box["top"]
    place = [(left + 40, top + 60), (left + 160, top + 60), (left + 160, top + 100)]
    page.mouse.move(*place[0])
    page.mouse.down()
    for at in place[1:]:
        page.mouse.move(*at)
    page.mouse.up()
    assert all(page.evaluate(AT, at) > 200 for at in place)
    assert page.evaluate(AT, (left + 100, top + 60)) > 200
    assert page.evaluate(AT, (left + 40, top + 100)) == 0


def test_a_canvas_follows_css_zoom_so_that_ink_stays_sharp(modules):
    page = opened(modules)
    width = page.evaluate("() => document.getElementById('pad').width")
    page.evaluate(
        "() => { document.querySelector('.pad-frame').style = `width: ${pad.elementSize.width}px; zoom: 2`; }"
    )
    page.wait_for_function(
        "(width) => Math.abs(document.getElementById('pad').width - 2 * width) < 8", arg=width
    )


@pytest.mark.parametrize("buttons", [0, 2, 4])
def test_a_seven_stays_a_seven_when_the_pointer_hovers_after_a_lost_release(page, buttons):
    box = page.locator("#pad").bounding_box()
    places = [(0.4, 0.3), (0.5, 0.3), (0.6, 0.3), (0.55, 0.45), (0.5, 0.6), (0.45, 0.75)]
    at = [(x * box["width"], y * box["height"]) for x, y in places]
    send(page, "pointerdown", *at[0])
    for place in at[1:]:
        send(page, "pointermove", *place)
    for x in (0.5, 0.55, 0.6):
        send(page, "pointermove", x * box["width"], 0.75 * box["height"], buttons=buttons)
    send(page, "pointermove", 0.7 * box["width"], 0.75 * box["height"])
    assert settled(page) == "7"


def test_a_mouse_whose_left_button_was_lifted_while_another_was_down_draws_no_more(modules):
    page = opened(modules)
    box = page.locator("#pad").bounding_box()
    page.mouse.move(box["x"] + 50, box["y"] + 50)
    page.mouse.down()
    page.mouse.move(box["x"] + 60, box["y"] + 60)
    page.mouse.down(button="right")
    page.mouse.up()
    page.mouse.move(box["x"] + 200, box["y"] + 60)
    page.mouse.up(button="right")
    assert strokes(page) == [[[50, 50], [60, 60]]]


def test_a_pen_that_reports_no_button_draws_while_it_presses(modules):
    page = opened(modules)
    pen = {"pointerType": "pen", "buttons": 0}
    send(page, "pointerdown", 50, 50, pressure=0.4, **pen)
    send(page, "pointermove", 60, 60, pressure=0.4, **pen)
    send(page, "pointermove", 90, 60, pressure=0, **pen)
    assert strokes(page) == [[[50, 50], [60, 60]]]


def test_a_stroke_that_is_undone_while_it_is_drawn_can_be_redone(modules):
    page = opened(modules)
    send(page, "pointerdown", 50, 50)
    send(page, "pointermove", 60, 60)
    page.evaluate("() => pad.undo()")
    send(page, "pointermove", 90, 60)
    assert strokes(page) == []
    page.evaluate("() => pad.redo()")
    assert strokes(page) == [[[50, 50], [60, 60]]]


LINES = """() => {
  for (const y of [40, 80, 120]) {
    pad.begin({ x: 50, y, t: y });
    pad.extend([{ x: 150, y, t: y + 9 }]);
    pad.end();
  }
}"""
ERASED = "(count) => pad.sheet.strokes.length === count"
ERASERS = {
    "the other end of a pen": {"button": 5, "buttons": 32},
    "the barrel button": {"button": 2, "buttons": 2},
    "the barrel button, of a pen that reports the tip, too": {"button": 0, "buttons": 3},
}


@pytest.mark.parametrize("kind", ERASERS)
def test_a_pen_erases(modules, kind):
    page = opened(modules)
    page.evaluate(LINES)
    pen = {"pointerType": "pen", **ERASERS[kind]}
    send(page, "pointerdown", 100, 20, **pen)
    send(page, "pointermove", 100, 60, **{**pen, "button": -1})
    send(page, "pointermove", 100, 90, **{**pen, "button": -1})
    send(page, "pointerup", 100, 90, **{**pen, "buttons": 0})
    page.wait_for_function(ERASED, arg=1)
    assert strokes(page) == [[[50, 120], [150, 120]]]
    send(page, "pointermove", 100, 120, **{**pen, "button": -1, "buttons": 0})  # hovers
    page.evaluate("() => pad.undo()")
    assert len(strokes(page)) == 3, "a sweep is one step"
    page.evaluate("() => pad.redo()")
    assert len(strokes(page)) == 1
    assert undone(page) == 4


def test_the_right_mouse_button_erases_nothing(modules):
    page = opened(modules)
    page.evaluate(LINES)
    send(page, "pointerdown", 100, 40, button=2, buttons=2)
    send(page, "pointermove", 100, 90, buttons=2)
    page.evaluate("import('/pad/erase.js')")
    assert len(strokes(page)) == 3


def test_erasing_all_leaves_a_blank_pad(modules):
    page = opened(modules)
    page.evaluate(LINES)
    page.evaluate("async () => { for (const y of [40, 80, 120, 120]) await pad.erase({ x: 100, y }); }")
    assert inked(page) == 0
    assert page.evaluate("() => pad.sheet.size") is None
    assert undone(page) == 6


def test_corrections_are_undone_and_redone_with_the_ink(modules):
    page = opened(modules)
    page.evaluate(LINES)
    reported = page.evaluate(
        """async () => {
          const found = () => [changes.at(-1), pad.sheet].map(({ corrections }) => corrections.join());
          const all = [];
          const { undo, redo, clear } = pad;
          const erase = () => pad.erase({ x: 100, y: 40 });
          const [amend, again] = [['a'], ['a', 'b']].map((corrections) => () => pad.amend(corrections));
          const undoing = [undo, undo, undo, undo, undo];
          for (const step of [() => {}, amend, again, undo, redo, erase, clear, ...undoing]) {
            await step();
            all.push([...found(), pad.sheet.strokes.length]);
          }
          return all;
        }"""
    )
    texts = ["", "a", "a,b", "a", "a,b", "a,b", "", "a,b", "a,b", "a", "", ""]
    counts = [3, 3, 3, 3, 3, 2, 0, 2, 3, 3, 3, 2]
    assert reported == [[text, text, count] for text, count in zip(texts, counts, strict=True)]


def test_a_correction_does_not_keep_the_pad_from_zooming(modules):
    page = opened(modules)
    page.evaluate(
        """() => {
          pad.begin({ x: pad.elementSize.width - 9, y: 50, t: 0 });
          pad.end();
          pad.amend(['a']);
        }"""
    )
    page.wait_for_function("() => pad.sheet.zoom > 1")
    assert page.evaluate("() => pad.sheet.corrections") == ["a"]
