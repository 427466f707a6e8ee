"""The writing of a sheet is replayed; and a ghost hand shows how to write."""

import pytest

from tests.browser.drawing import SEVEN, settled
from tests.browser.opened_pad import inked, opened, strokes, undone
from tests.browser.test_pad import INK
from tools.browser.pointer import draw, send

SHEET = """(slower = 1) => ({
  strokes: [60, 120].map((y, i) => Array.from({ length: 30 }, (_, k) => (
    { x: 50 + 3 * k, y: y + 5 * Math.sin(k), t: slower * (5 * k + 300 * i) }
  ))),
  size: { width: 700, height: 400 }, zoom: 1.5, begin: 1234, corrections: ['kept'],
})"""
REPLAYED = f"""async (slower) => {{
  globalThis.sheet = ({SHEET})(slower);
  await pad.replay(sheet);
}}"""
BEGUN = f"""async () => {{
  globalThis.sheet = ({SHEET})(1000);
  globalThis.ended = pad.replay(sheet);
  while (!changes.at(-1).points[0]) await new Promise(requestAnimationFrame);
}}"""
IS_WHOLE = "() => JSON.stringify(pad.sheet) === JSON.stringify(sheet)"


def test_a_sheet_is_written_as_a_hand_would_and_ends_as_it_is(modules):
    page = opened(modules)
    page.evaluate("() => { pad.begin({ x: 9, y: 9, t: 0 }); pad.end(); changes.length = 0; }")
    page.evaluate(REPLAYED, 1)
    assert page.evaluate(IS_WHOLE)
    changes = page.evaluate("changes")
    counts = [sum(change["points"]) for change in changes]
    assert counts == sorted(counts)
    assert counts[0] == 0
    assert counts[-1] == 60
    assert [change["isDrawing"] for change in changes] == [True] * (len(changes) - 1) + [False]
    assert {tuple(change["corrections"]) for change in changes} == {("kept",)}
    assert page.evaluate("() => pad.view.scale") == page.evaluate(
        "() => Math.min(pad.elementSize.width / 700, pad.elementSize.height / 400)"
    )
    painted = inked(page)
    page.evaluate("() => { pad.undo(); pad.redo(); }")
    assert inked(page) == pytest.approx(painted, rel=0.001)
    assert undone(page) == 2, "the replay is one step"


def test_ink_keeps_its_identity_while_and_after_it_is_replayed(modules):
    page = opened(modules)
    page.evaluate(
        """() => {
          globalThis.seen = [new Set(), new Set()];
          pad.subscribe(({ drawing }) => drawing.forEach((stroke, i) => seen[i].add(stroke)));
        }"""
    )
    page.evaluate(REPLAYED, 1)
    assert page.evaluate("seen.map(({ size }) => size)") == [1, 1]


def test_a_sheet_that_is_replayed_again_meanwhile_is_written_once(modules):
    page = opened(modules)
    page.evaluate(BEGUN)
    page.evaluate("async () => { sheet.strokes.forEach((s) => s.forEach((p) => { p.t /= 1000; })); }")
    page.evaluate("() => { changes.length = 0; return pad.replay(sheet); }")
    counts = [sum(change["points"]) for change in page.evaluate("changes")]
    assert counts[:2] == [60, 0]
    assert counts[1:] == sorted(counts[1:])
    assert page.evaluate(IS_WHOLE)
    assert undone(page) == 2


ENDS = {
    "pointer": "",
    "key": "document.getElementById('pad').dispatchEvent(new KeyboardEvent('keydown', { key: 'a' }))",
    "redo": "pad.redo()",
    "finish": "pad.finishReplay()",
}


@pytest.mark.parametrize("kind", ENDS)
def test_a_replay_ends_at_once_with_all_its_ink(modules, kind):
    page = opened(modules)
    page.evaluate(BEGUN)
    assert page.evaluate("() => changes.at(-1).points.flat().reduce((sum, n) => sum + n) < 60")
    if kind == "pointer":
        send(page, "pointerdown", 100, 300)
        send(page, "pointermove", 102, 300)
        send(page, "pointerup", 102, 300)
    else:
        page.evaluate(f"() => {{ {ENDS[kind]} }}")
    assert page.evaluate(IS_WHOLE), "the event that ends it does nothing else"
    assert page.evaluate("() => changes.at(-1).points") == [30, 30]
    page.evaluate("() => ended")
    assert page.evaluate(IS_WHOLE)
    assert undone(page) == 1


def test_a_stroke_that_ends_a_replay_is_ink(modules):
    page = opened(modules)
    page.evaluate(BEGUN)
    send(page, "pointerdown", 100, 300)
    send(page, "pointermove", 150, 320)
    send(page, "pointerup", 160, 330)
    page.evaluate("() => ended")
    assert [len(one) for one in strokes(page)] == [30, 30, 3]
    page.evaluate("() => pad.undo()")
    assert page.evaluate(IS_WHOLE)


def test_undo_takes_a_replay_back_that_is_still_in_progress(modules):
    page = opened(modules)
    page.evaluate(BEGUN)
    page.evaluate("() => pad.undo()")
    assert strokes(page) == []
    page.evaluate("() => ended")
    assert strokes(page) == []
    page.evaluate("() => pad.redo()")
    assert page.evaluate(IS_WHOLE)


@pytest.mark.parametrize(
    ("change", "count"),
    [
        ("pad.clear()", 0),
        ("pad.put({ ...sheet, strokes: [] })", 0),
        ("pad.amend([])", 2),
        ("pad.begin({ x: 5, y: 5, t: 5 }), pad.end()", 3),
        ("pad.replay(sheet), pad.finishReplay()", 2),
        ("pad.erase({ x: 51, y: 60 })", 1),
    ],
)
def test_a_change_during_a_replay_comes_after_all_its_ink(modules, change, count):
    page = opened(modules)
    page.evaluate(BEGUN)
    page.evaluate(f"async () => {{ await ({change}); }}")
    assert len(strokes(page)) == count
    page.evaluate("() => pad.undo()")
    assert page.evaluate(IS_WHOLE)
    page.evaluate("() => ended")
    assert undone(page) == 1


def test_a_sheet_appears_at_once_where_motion_is_reduced_or_its_code_does_not_come(guard, modules):
    guard.allowed = (*guard.allowed, "ERR_FAILED")
    for options in ({"reduced_motion": "reduce"}, {}):
        page = opened(modules, **options)
        page.route("**/replay.js", lambda route: route.abort())
        page.evaluate(
            f"() => {{ globalThis.sheet = ({SHEET})(1000); globalThis.ended = pad.replay(sheet); }}"
        )
        page.evaluate("() => ended")
        assert page.evaluate(IS_WHOLE)
        assert undone(page) == 1


PALE = """() => {
  const marks = document.getElementById('marks');
  const { data } = marks.getContext('2d').getImageData(0, 0, marks.width, marks.height);
  let painted = 0;
  for (let i = 3; i < data.length; i += 4) painted += data[i] > 0;
  return painted;
}"""
GHOST = f"""async () => {{
  const {{ showGhost }} = await import('/pad/ghost.js');
  globalThis.stopper = new AbortController();
  let isGone = false;
  globalThis.gone = showGhost(pad, stopper.signal).then(() => {{ isGone = true; }});
  while (!isGone && !({PALE})()) await new Promise(requestAnimationFrame);
}}"""


def test_a_ghost_hand_writes_a_seven_once_and_leaves_nothing(modules):
    page = opened(modules)
    page.evaluate(GHOST)
    page.wait_for_function(f"() => ({PALE})() > 500")
    page.evaluate("() => gone")
    assert page.evaluate(PALE) == 0
    assert page.evaluate("() => [pad.sheet.strokes.length, changes.length]") == [0, 0]
    page.evaluate(GHOST)
    page.evaluate("() => gone")
    assert page.evaluate(PALE) == 0, "once in a visit"


STOPS = {
    "pointer": "document.body.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }))",
    "key": "document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Tab', bubbles: true }))",
    "signal": "stopper.abort()",
    "ink": "pad.begin({ x: 5, y: 5, t: 5 }), pad.end()",
}


@pytest.mark.parametrize("kind", STOPS)
def test_the_ghost_hand_stops_at_the_first_event(modules, kind):
    page = opened(modules)
    page.evaluate(GHOST)
    left = f"""async () => {{
      const writing = ({PALE})() > 0;
      {STOPS[kind]};
      await new Promise(requestAnimationFrame);
      await new Promise(requestAnimationFrame);
      return [writing, ({PALE})()];
    }}"""
    assert page.evaluate(left) == [True, 0]


@pytest.mark.parametrize("kind", ["motion is reduced", "something is drawn"])
def test_no_ghost_hand_where_it_is_not_wanted(modules, kind):
    page = opened(modules, **({"reduced_motion": "reduce"} if kind == "motion is reduced" else {}))
    if kind == "something is drawn":
        page.evaluate("() => { pad.begin({ x: 9, y: 9, t: 0 }); pad.end(); }")
    page.evaluate(GHOST)
    page.evaluate("() => gone")
    assert page.evaluate(PALE) == 0


def test_the_page_invites_to_write_once_it_can_read(guard, served):
    page = guard.open(served)
    page.wait_for_function(f"() => ({PALE})() > 0")
    assert page.evaluate(INK) == 0
    draw(page, SEVEN)
    assert settled(page) == "7"
    page.wait_for_function(f"() => ({PALE})() === 0")
