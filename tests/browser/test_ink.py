"""Ink on screen: smooth, sharp, the same as it grows and when it is painted anew, and cheap."""

import math

import pytest

from tests.browser.opened_pad import PIXELS, inked, opened, strokes
from tools.browser.pointer import send

WAVE = [(40 + 4 * i, 120 + 50 * math.sin(i / 5), 1000 + 8 * i) for i in range(80)]
WRITE = """([points, at]) => {
  const events = points.map(([x, y, t]) => ({ x, y: y + at, t }));
  pad.begin(events[0]);
  for (const event of events.slice(1)) pad.extend([event]);
}"""
COMPARE = f"""async () => {{
  const look = {PIXELS};
  await new Promise(requestAnimationFrame);
  const growing = look();
  pad.end();
  const ended = look();
  pad.undo();
  pad.redo();
  const anew = look();
  const differing = (some, by) => anew.reduce((sum, alpha, i) => sum + (Math.abs(alpha - some[i]) > by), 0);
  return {{ ended: differing(ended, 2), growing: differing(growing, 64) }};
}}"""  # the numbers of px that differ from ink painted anew
BOX = f"""() => {{
  const {{ width }} = document.getElementById('pad');
  const [xs, ys] = [[], []];
  ({PIXELS})().forEach((alpha, i) => {{
    if (alpha <= 128) return;
    xs.push(i % width);
    ys.push(Math.floor(i / width));
  }});
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  return [left, top, 1 + Math.max(...xs) - left, 1 + Math.max(...ys) - top];
}}"""
COUNTING = """() => {
  globalThis.painted = 0;
  for (const name of ['stroke', 'fill', 'clearRect']) {
    const own = CanvasRenderingContext2D.prototype[name];
    CanvasRenderingContext2D.prototype[name] = function (...given) {
      globalThis.painted += 1;
      return own.apply(this, given);
    };
  }
}"""
REFUSE_READING = """() => {
  CanvasRenderingContext2D.prototype.getImageData = () => { throw new Error('ink was read back'); };
}"""
HAS_OVERLAY = """([x, y]) => {
  const { width, clientWidth } = document.getElementById('marks');
  const at = [x, y].map((px) => Math.round((px * width) / clientWidth));
  return document.getElementById('marks').getContext('2d').getImageData(...at, 1, 1).data[3] > 200;
}"""


HOLD_TIMERS = """() => {
  globalThis.held = [];
  globalThis.setTimeout = (callback) => held.push(callback);
}"""
HAS_NO_OVERLAY = f"(at) => !({HAS_OVERLAY})(at)"


@pytest.mark.parametrize("ratio", [1, 2, 3])
def test_growing_ink_looks_like_ink_painted_anew(modules, ratio):
    page = opened(modules, device_scale_factor=ratio)
    page.evaluate(WRITE, [WAVE, 0])
    differing = page.evaluate(COMPARE)
    assert inked(page) > 2000 * ratio**2
    assert differing["ended"] == 0
    assert differing["growing"] < 20 * ratio, "only where the end of the stroke overlaps the rest"


def test_slow_ink_is_wider_than_fast_ink_and_ink_without_times(modules):
    page = opened(modules)
    covered = []
    for interval in (60, 2, 0):
        page.evaluate(WRITE, [[(x, y, 1000 + i * interval) for i, (x, y, _) in enumerate(WAVE)], 0])
        page.evaluate("() => pad.end()")
        covered.append(inked(page))
        page.evaluate("() => pad.clear()")
    slow, fast, none = covered
    assert slow / none == pytest.approx(1.15, abs=0.06)
    assert fast / none == pytest.approx(0.88, abs=0.06)


def test_a_dot_is_round_and_as_wide_as_the_pen(modules):
    page = opened(modules)
    send(page, "pointerdown", 100, 100)
    send(page, "pointerup", 100, 100)
    left, top, width, height = page.evaluate(BOX)
    assert width == height
    assert 5 <= width <= 12
    assert [left + width / 2, top + height / 2] == pytest.approx([100, 100], abs=0.6)
    assert inked(page) == pytest.approx(math.pi * (width / 2) ** 2, rel=0.35)


def test_an_event_costs_the_same_on_a_full_pad(modules):
    page = opened(modules)
    page.evaluate(COUNTING)
    painted = []
    for _ in range(2):
        page.evaluate(WRITE, [WAVE, 100])
        page.evaluate("async () => { await new Promise(requestAnimationFrame); globalThis.painted = 0; }")
        page.evaluate(
            """async () => {
              for (let i = 0; i < 50; i++) {
                pad.extend([{ x: 60 + 4 * i, y: 90, t: 5000 + 8 * i }]);
                if (i % 10 === 9) await new Promise(requestAnimationFrame);
              }
            }"""
        )
        painted.append(page.evaluate("painted"))
        page.evaluate("() => pad.end()")
        page.evaluate(
            f"(points) => {{ for (let i = 0; i < 100; i++) {{ ({WRITE})([points, i]); pad.end(); }} }}",
            WAVE[:20],
        )
    assert painted[1] == painted[0]
    assert 0 < painted[0] < 50


def test_ink_is_never_read_back(modules):
    page = opened(modules)
    page.evaluate(REFUSE_READING)
    page.evaluate(WRITE, [WAVE, 0])
    page.evaluate("() => { pad.end(); pad.undo(); pad.redo(); }")
    assert len(strokes(page)) == 1


def test_coalesced_points_are_ink_and_predicted_ones_only_look_like_it(modules):
    page = opened(modules)
    page.evaluate(HOLD_TIMERS)
    send(page, "pointerdown", 50, 50)
    send(page, "pointermove", 90, 50, coalesced=[[70, 50], [90, 50]], predicted=[[110, 50], [130, 50]])
    page.wait_for_function(HAS_OVERLAY, arg=[125, 50])
    send(page, "pointermove", 100, 50, predicted=[])
    page.wait_for_function(HAS_NO_OVERLAY, arg=[125, 50])
    send(page, "pointermove", 110, 50, predicted=[[150, 50]])
    send(page, "pointerup", 110, 50)
    assert strokes(page) == [[[50, 50], [70, 50], [90, 50], [100, 50], [110, 50]]]
    assert page.evaluate(HAS_NO_OVERLAY, [105, 50]), "all ink has moved to the pad"
    page.evaluate("() => new Promise(requestAnimationFrame)")
    assert page.evaluate(HAS_NO_OVERLAY, [105, 50])


def test_predicted_ink_is_gone_when_the_pen_rests(modules):
    page = opened(modules)
    page.evaluate(HOLD_TIMERS)
    send(page, "pointerdown", 50, 50)
    send(page, "pointermove", 90, 50, predicted=[[150, 50]])
    page.wait_for_function(HAS_OVERLAY, arg=[145, 50])
    page.evaluate("() => held.pop()()")
    assert page.evaluate(HAS_NO_OVERLAY, [145, 50])
    assert page.evaluate(HAS_OVERLAY, [88, 50]), "the end of the stroke stays"
