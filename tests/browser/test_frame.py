"""The frame around a part of a picture, by itself: lost releases, palms and cancelled drags."""

import pytest

OPEN = """async () => {
  const { openFrame } = await import('/photo/part-chooser.js');
  const style = document.createElement('link');
  Object.assign(style, { rel: 'stylesheet', href: '/style/photo.css' });
  const bar = document.createElement('div');
  document.querySelector('.pad-frame').append(bar);
  await new Promise((done) => {
    style.addEventListener('load', done);
    document.head.append(style);
  });
  const within = { x: 0, y: 0, width: 500, height: 300 };
  globalThis.frame = openFrame(bar, within, { onRead() {}, onLeave() {} });
}"""
SEND = """([type, x, y, options]) => {
  const cover = document.querySelector('.frame-cover');
  const { left, top } = cover.getBoundingClientRect();
  const known = { pointerId: 1, pointerType: 'mouse', button: 0, buttons: 1, bubbles: true, ...options };
  cover.dispatchEvent(new PointerEvent(type, { ...known, clientX: left + x, clientY: top + y }));
}"""
DRAWN = {"x": 100, "y": 50, "width": 200, "height": 150}


@pytest.fixture
def page(modules):
    """A page with a frame."""
    page = modules()
    page.evaluate(OPEN)
    return page


def send(page, kind, x, y, **options):
    """Dispatch an event of the mouse, or as the options say, px from the corner of what may be framed."""
    page.evaluate(SEND, [f"pointer{kind}", x, y, options])


def area(page):
    """Return the frame, in whole px."""
    return {name: round(value) for name, value in page.evaluate("({ ...frame.area })").items()}


def draw(page, **options):
    send(page, "down", 100, 50, **options)
    send(page, "move", 300, 200, **options)


@pytest.mark.parametrize("buttons", [0, 2])
def test_a_pointer_that_hovers_after_a_lost_release_leaves_the_frame(page, buttons):
    draw(page)
    assert area(page) == DRAWN
    send(page, "move", 400, 250, buttons=buttons)
    send(page, "move", 400, 250)
    assert area(page) == DRAWN
    send(page, "down", 150, 100)  # within the frame: it is moved
    send(page, "move", 160, 120)
    assert area(page) == {**DRAWN, "x": 110, "y": 70}


def test_a_pen_that_reports_no_button_draws_a_frame_while_it_presses(page):
    draw(page, pointerType="pen", buttons=0, pressure=0.4)
    assert area(page) == DRAWN
    send(page, "move", 400, 250, pointerType="pen", buttons=0)
    assert area(page) == DRAWN


def test_a_pen_takes_over_from_the_palm(page):
    before = area(page)
    palm, pen = ({"pointerId": i, "pointerType": kind} for i, kind in ((2, "touch"), (3, "pen")))
    send(page, "down", 400, 250, **palm)
    send(page, "move", 420, 280, **palm)
    assert area(page) != before, "until a pen comes, the palm is a finger"
    draw(page, **pen)
    send(page, "move", 480, 290, **palm)
    send(page, "up", 480, 290, **palm)
    assert area(page) == DRAWN
    send(page, "up", 300, 200, **pen)
    assert area(page) == DRAWN


def test_a_second_finger_and_a_cancelled_drag_change_nothing(page):
    before = area(page)
    draw(page, pointerType="touch")
    assert area(page) == DRAWN
    send(page, "down", 10, 10, pointerType="touch", pointerId=2)
    send(page, "move", 60, 60, pointerType="touch", pointerId=2)
    assert area(page) == DRAWN
    send(page, "cancel", 300, 200, pointerType="touch")
    assert area(page) == before
