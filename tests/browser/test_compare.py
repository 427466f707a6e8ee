"""Compare: one drawing read by every network, each loaded on demand; what fools some of them."""

import json

import numpy as np
import pytest

from tests.browser.drawing import CHOSEN, ONE, SEVEN, open_part, settled
from tests.browser.numpy_reference import inputs, network
from tests.browser.test_accessibility import AXE, check
from tests.conftest import NAMES
from tools.browser.pointer import draw
from tools.paths import MODELS

READ = """() => {
  const rows = [...document.querySelectorAll('#compare tbody tr')];
  return rows.length > 1 && rows.every((row) => row.querySelector('.digit')?.textContent);
}"""
DASH = "\N{EN DASH}"
ROW = "#compare tbody tr:has(th strong:text-is('{}'))"

MOVING = """async () => {
  let changes = 0;
  const observer = new MutationObserver(() => changes++);
  const everything = { subtree: true, attributes: true, childList: true };
  observer.observe(document.querySelector('#compare tbody'), everything);
  const pad = document.getElementById('pad');
  const { left, top } = pad.getBoundingClientRect();
  const pen = { pointerId: 7, isPrimary: true, button: 0, buttons: 1, bubbles: true };
  const send = (type, x, y) => {
    pad.dispatchEvent(new PointerEvent(type, { ...pen, clientX: left + x, clientY: top + y }));
  };
  pad.setPointerCapture = () => {};
  send('pointerdown', 50, 50);
  let [longest, last] = [0, performance.now()];
  for (let i = 0; i < 20; i++) {
    send('pointermove', 50 + 5 * i, 60);
    await new Promise((done) => requestAnimationFrame(done));
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }
  const during = changes;
  send('pointerup', 150, 60);
  await new Promise((done) => setTimeout(done, 1500));
  observer.disconnect();
  return [during, changes, longest];
}"""


@pytest.fixture
def compared(page):
    """The page with a drawn seven and Compare open, once every network has read it."""
    draw(page, SEVEN)
    settled(page)
    open_part(page, "compare")
    page.wait_for_function(READ)
    return page


def cells(page, name):
    return page.locator(ROW.format(name)).locator("td").all_text_contents()


def test_no_other_network_is_loaded_before_compare_is_opened(guard, served):
    requested = []
    page = guard.open(served, before=lambda p: p.on("request", lambda request: requested.append(request.url)))
    draw(page, SEVEN)
    settled(page)
    assert not [url for url in requested if "models/" in url and "models/ink/" not in url]
    assert not [url for url in requested if "compare-" in url or "look-inside-" in url]
    open_part(page, "compare")
    page.wait_for_function(READ)
    for name in NAMES:
        assert [url for url in requested if f"models/{name}/" in url], name


def test_every_network_reads_the_drawing_as_numpy_does(compared):
    for name in NAMES:
        bars = compared.locator(ROW.format(name)).locator(".mini-bars i")
        shown = bars.evaluate_all(
            "(bars) => bars.map((bar) => Number(bar.style.getPropertyValue('--share')))"
        )
        reference = network(name)
        found = reference(inputs(reference, SEVEN))[0]
        others = [found[10:].sum()] if reference.classes > 10 else []
        expected = np.array([*found[:10], *others])
        assert len(shown) == len(expected)
        assert np.abs(np.array(shown) - expected).max() < 0.05, name  # the mouse moves by whole pixels
        reading, probabilities = cells(compared, name)[:2]
        assert reading.startswith(str(expected.argmax()))
        assert probabilities == ""
        label = compared.locator(ROW.format(name)).locator(".mini-bars").get_attribute("aria-label")
        assert label.startswith(f"{expected.argmax()}: ")


def test_the_rest_of_a_row_comes_from_the_card(compared):
    for name in NAMES:
        compared.locator(ROW.format(name)).locator(".parameters:not(:empty)").wait_for()
        card = json.loads((MODELS / name / "card.json").read_text())
        drawn = [row for key, row in card["metrics"].items() if not key.startswith("mnist")]
        accuracy = 1 - sum(row["errors"] for row in drawn) / sum(row["n"] for row in drawn)
        time, size, scanned, of_drawn = cells(compared, name)[2:]
        assert time == "under 1 ms" or float(time.removesuffix(" ms")) >= 1
        files = [path for path in (MODELS / name).iterdir() if path.name not in ("golden.json", "card.json")]
        assert size == f"{sum(path.stat().st_size for path in files) / 1000:,.0f} KB"
        assert scanned == f"{100 * card['metrics']['mnist test']['accuracy']:.2f}%"
        assert of_drawn == f"{100 * accuracy:.2f}%"
        head = compared.locator(ROW.format(name)).locator("th")
        assert f"{card['parameters']:,} parameters" in head.text_content()


def test_the_readings_follow_the_drawing_and_are_described_in_words(compared):
    summary = compared.locator("#compare [role=status]")
    compared.wait_for_function(
        "() => document.querySelector('#compare [role=status]').textContent.endsWith('.')"
    )
    assert "ink" in summary.text_content()
    compared.locator("#clear").click()
    compared.locator("#compare [role=status]", has_text="Write a number").wait_for()
    assert all(cells(compared, name)[0] == DASH for name in NAMES)
    draw(compared, ONE)
    compared.locator("#compare [role=status]", has_text="1").wait_for()
    assert cells(compared, "ink")[0].startswith("1")


def test_non_digits_are_read_by_networks_that_have_the_class(compared, non_digit):
    compared.locator("#clear").click()
    draw(compared, non_digit)
    compared.locator("#compare [role=status]", has_text="ink reads no digit").wait_for()
    assert cells(compared, "ink")[0].startswith("No digit")
    bars = compared.locator(ROW.format("ink")).locator(".mini-bars")
    assert bars.get_attribute("aria-label").startswith("No digit: ")
    assert bars.locator("i.best").get_attribute("data-class") == DASH
    assert cells(compared, "hello")[0][0] in "0123456789"


FAKE = """
  const module = (name) => import(new URL(name, document.baseURI));
  Object.assign(globalThis, { __SIZES__: '{"ink": 0, "hello": 0, "lesson": 0}', __DEFAULT_FILES__: '{}' });
  const { createCompare } = await module('explain/compare/compare.js');
  const { CLASS_LISTS } = await module('network/classes.js');
  const classes = CLASS_LISTS[2];
  const session = {
    names,
    state: { isReading: false },
    load: async (name) => {
      const metrics = { 'pendigits validation': { n: 600, errors: 60, confusion: [[600]] } };
      const card = { parameters: 5, metrics };
      const loadCard = () => (name.startsWith('my-') ? Promise.resolve(card) : Promise.reject());
      return { name, summary: { classes, calibrated: true }, loadCard };
    },
    classifyWith: async (network, drawings) =>
      Float32Array.from(drawings.flatMap(() => classes.map((name) => shares[name] ?? 0))),
  };
  const answer = session.classifyWith;
  const place = document.createElement('section');
  document.body.append(place);
  const compare = createCompare(place, session);
  const number = { drawing: [], selectedIndex: 0, ink: [[{ x: 1, y: 1 }]] };
  await new Promise((done) => setTimeout(done)); // until it has loaded the networks
"""
WITH_MARKS = f"""async (shares) => {{
  const names = ['ink'];
  {FAKE}
  await compare.show({{ network: {{ name: 'ink' }}, number }});
  const bars = [...place.querySelectorAll('.mini-bars i')];
  return {{
    shares: bars.map((bar) => bar.style.getPropertyValue('--share')),
    best: place.querySelector('.best').dataset.class,
    label: place.querySelector('.mini-bars').ariaLabel,
    digit: place.querySelector('.digit').textContent,
    summary: place.querySelector('[role=status]').textContent,
  }};
}}"""
WITH_TRAINED = f"""async () => {{
  const names = ['ink', 'hello', 'lesson'];
  const shares = {{ 7: 1 }};
  {FAKE}
  const rows = () => [...place.querySelectorAll('tbody th strong')].map((one) => one.textContent);
  const found = [];
  for (const trained of [undefined, ['my-hello'], ['my-hello', 'my-lesson'], ['my-lesson']]) {{
    await compare.show({{ network: {{ name: 'ink' }}, number, trained }});
    await new Promise((done) => setTimeout(done));
    found.push(rows());
  }}
  const [row] = [...place.querySelectorAll('tbody tr')].slice(-1);
  await compare.show({{ network: {{ name: 'ink' }}, number, trained: ['my-lesson'] }});
  return {{
    found,
    cells: [...row.querySelectorAll('td')].slice(3).map((cell) => cell.textContent),
    digit: row.querySelector('.digit').textContent,
    failures: row.querySelectorAll('.failure').length,
    strips: [...place.querySelectorAll('.deviation')].map((one) => one.querySelectorAll('.strip').length),
  }};
}}"""


WITHOUT_ANSWERS = f"""async () => {{
  const names = ['ink'];
  const shares = {{ 7: 1 }};
  {FAKE}
  session.classifyWith = async () => {{ throw new Error('This took too long.'); }};
  await compare.show({{ network: {{ name: 'ink' }}, number }});
  place.querySelector('.deviations').scrollIntoView();
  const isFilled = () =>
    [...place.querySelectorAll('.deviation')].every((one) => one.getAttribute('aria-busy') === 'false');
  while (!isFilled()) await new Promise(requestAnimationFrame);
  const first = place.querySelector('.sureness').textContent;
  const strips = [...place.querySelectorAll('.runs')].map((runs) => runs.ariaLabel);
  session.classifyWith = answer;
  await compare.show({{ network: {{ name: 'ink' }}, number: {{ ...number, ink: [[{{ x: 1, y: 2 }}]] }} }});
  return {{
    first,
    strips,
    then: place.querySelector('.digit').textContent,
  }};
}}"""


def test_marks_and_non_digits_share_a_bar(modules):
    shown = modules().evaluate(WITH_MARKS, {"/": 0.4, "non-digit": 0.25, "1": 0.3, "7": 0.05})
    assert shown["shares"] == ["0.000", "0.300", *["0.000"] * 5, "0.050", "0.000", "0.000", "0.650"]
    assert (shown["best"], shown["digit"]) == (DASH, "/")
    assert shown["label"] == "Slash: 40%, 1: 30%, No digit: 25%"
    assert shown["summary"] == "ink reads slash."


def test_a_reading_that_takes_too_long_is_reported_and_the_next_one_is_shown(modules):
    shown = modules().evaluate(WITHOUT_ANSWERS)
    assert shown["first"] == "Its reading took too long."
    assert shown["strips"] == ["ink: no readings yet"] * 4
    assert shown["then"] == "7"


def test_networks_trained_in_the_page_stand_beside_their_models(modules):
    shown = modules().evaluate(WITH_TRAINED)
    assert shown["found"] == [
        ["ink", "hello", "lesson"],
        ["ink", "hello", "my-hello", "lesson"],
        ["ink", "hello", "my-hello", "lesson", "my-lesson"],
        ["ink", "hello", "lesson", "my-lesson"],
    ]
    assert shown["cells"] == ["trained here", DASH, "90.00%"]
    assert (shown["digit"], shown["failures"]) == ("7", 0)
    assert shown["strips"] == [4] * 4


def test_a_network_that_fails_is_reported_in_its_row_and_can_be_retried(guard, served):
    guard.allowed += ("Failed to load resource", "ERR_")
    page = guard.open(served, before=lambda p: p.route("**/hello/*.bin", lambda route: route.abort()))
    draw(page, SEVEN)
    open_part(page, "compare")
    row = page.locator(ROW.format("hello"))
    row.locator(".failure", has_text="Couldn’t load “hello”.").wait_for()
    page.locator(ROW.format("lesson")).locator(".digit", has_text="7").wait_for()
    page.unroute("**/hello/*.bin")
    row.get_by_role("button", name="Try again").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.textContent").startswith("hello"), "the focus is kept"
    row.locator(".digit").wait_for()
    page.wait_for_function(READ)


def test_a_card_that_fails_is_reported_in_its_row_and_the_network_reads(guard, served):
    guard.allowed += ("Failed to load resource", "ERR_")
    page = guard.open(served, before=lambda p: p.route("**/hello/card.json", lambda route: route.abort()))
    draw(page, SEVEN)
    open_part(page, "compare")
    row = page.locator(ROW.format("hello"))
    row.locator(".failure", has_text="Its model card didn’t load.").wait_for()
    row.locator(".digit").wait_for()
    page.unroute("**/hello/card.json")
    row.get_by_role("button", name="Try again").click()
    row.locator(".parameters", has_text="11,935 parameters").wait_for()


def test_any_network_can_be_chosen_there_to_read_the_number(compared):
    row = compared.locator(ROW.format("hello"))
    row.get_by_role("button", name="Read with this one: hello").click()
    used = row.get_by_role("button", name="Reads your number: hello")
    used.wait_for()
    assert used.get_attribute("aria-disabled") == "true"
    assert compared.evaluate("numbre.card.name") == "hello"
    assert compared.evaluate("document.activeElement.textContent") == "Reads your number", "the focus is kept"
    assert compared.locator("#between").text_content() == "See “hello” at work"
    compared.get_by_role("button", name="Read with this one: ink").click()
    compared.get_by_role("button", name="Reads your number: ink").wait_for()
    assert compared.locator("#between").text_content() == "See the network in between"


def test_a_link_opens_it(guard, served):
    page = guard.open(served)
    page.goto(f"{served}#compare")
    page.reload()
    page.locator("#compare table").wait_for()


def test_readings_follow_the_pen_and_do_not_hold_it_up(compared):
    """While the pen moves, networks read the newest drawing in turn; the pad's frames come on time."""
    compared.wait_for_function(CHOSEN)
    compared.locator("#compare [role=status]", has_text="read 7").wait_for()
    for _ in range(5):  # a busy machine may pause by itself: then try again
        during, after, longest = compared.evaluate(MOVING)
        if longest < 100 and during:
            break
    assert longest < 100
    assert 0 < during < after


def test_who_writes_on_the_sheet_sees_the_readings_in_brief_at_the_top(compared):
    readout = compared.locator("header .readout")
    assert not readout.is_visible(), "the readings themselves are in view"
    before = compared.locator("#sheet").evaluate("(one) => one.getBoundingClientRect().top + scrollY")
    compared.locator("#clear").click()
    compared.evaluate("scrollTo(0, 0)")
    readout.wait_for()
    draw(compared, ONE)
    compared.wait_for_function(
        "() => document.querySelector('header .readout').textContent.startsWith('Compare: ink 1')"
    )
    assert (
        readout.locator("small").all_text_contents()
        == compared.locator("#compare th strong").all_text_contents()
    )
    top = compared.locator("#sheet").evaluate("(one) => one.getBoundingClientRect().top + scrollY")
    assert top == before, "nothing moves"
    readout.click()
    compared.locator("#compare h2").evaluate("(one) => one === document.activeElement")
    readout.wait_for(state="hidden")
    compared.evaluate("scrollTo(0, 0)")
    readout.wait_for()
    compared.locator("#compare").get_by_role("button", name="Close").click()
    readout.wait_for(state="hidden")


def rows_fooled(page):
    """Return the names of the networks that a trick fools."""
    return page.locator("#compare tr.fooled th strong").all_text_contents()


def until_said(page, text):
    """Wait until the line about a trick says something."""
    page.locator("#compare .trick-line", has_text=text).wait_for()


def trick(page, name):
    """Return the button of a trick drawing."""
    return page.locator("#compare .shelf").get_by_role("button", name=name)


def test_a_trick_takes_the_place_of_the_drawing_and_gives_it_back(compared):
    written = compared.evaluate("numbre.link()")
    trick(compared, "Open 4").click()
    until_said(compared, "dropout, hello, lesson and numbre fall for it. Its tips almost meet")
    assert rows_fooled(compared) == ["dropout", "hello", "lesson", "numbre"]
    assert compared.locator("#compare tr.fooled .verdict").all_text_contents() == ["fooled"] * 4
    compared.locator("#compare [role=status]", has_text="ink reads 4; dropout").wait_for()
    assert trick(compared, "Open 4").get_attribute("aria-pressed") == "true"
    assert compared.locator("#reading").text_content() == "7", "the sheet is as it was"
    assert compared.evaluate("numbre.link()") == written
    compared.get_by_role("button", name="Back to my drawing").click()
    compared.locator("#compare [role=status]", has_text="7").wait_for()
    assert compared.locator("#compare .stage h3").text_content() == "Your digit"
    assert rows_fooled(compared) == []
    assert compared.evaluate("document.activeElement.textContent") == "Open 4", "the focus is kept"
    assert not compared.get_by_role("button", name="Back to my drawing").is_visible()


def test_tricks_can_be_chosen_with_the_keyboard(compared):
    trick(compared, "Off-centre").focus()
    for _ in range(3):
        compared.keyboard.press("Tab")
    assert compared.evaluate("document.activeElement.textContent") == "Tilted"
    compared.keyboard.press("Enter")
    until_said(compared, "dropout, hello and numbre fall for it. The page doesn’t turn digits upright.")
    pressed = compared.locator("#compare .shelf [aria-pressed=true]")
    assert pressed.all_text_contents() == ["Tilted"]
    compared.keyboard.press("Tab")
    compared.keyboard.press("Space")
    until_said(compared, "The bar almost closes the loop of a 9.")


def test_the_step_that_hides_a_trick_can_be_left_out(compared):
    trick(compared, "Tiny").click()
    until_said(compared, "No network falls for it. Before a network sees it")
    leave_out = compared.get_by_role("button", name="Don’t enlarge it")
    leave_out.click()
    until_said(compared, "dropout, hello and numbre fall for it.")
    assert leave_out.get_attribute("aria-pressed") == "true"
    assert compared.locator("#deviation-size").get_attribute("aria-valuetext") == "12 pixels"
    leave_out.click()
    until_said(compared, "No network falls for it.")
    assert compared.locator("#deviation-size").get_attribute("aria-valuetext") == "20 pixels"


def test_writing_gives_the_visitors_digit_back(compared):
    trick(compared, "A doodle").click()
    until_said(compared, "Every network falls for it.")
    compared.locator("#clear").click()
    draw(compared, ONE)
    compared.locator("#compare [role=status]", has_text="ink").filter(has_text="1").wait_for()
    assert compared.locator("#compare .stage h3").text_content() == "Your digit"
    assert compared.locator("#compare .shelf [aria-pressed=true]").count() == 0


FILLED = """() => [...document.querySelectorAll('#compare .deviation')]
  .every((one) => one.getAttribute('aria-busy') === 'false')"""
STRIP = """(axis) => Object.fromEntries(
  [...document.querySelectorAll(`.deviation:has(#deviation-${axis}) .strip`)].map((strip) => [
    strip.firstChild.textContent,
    [...strip.querySelectorAll('i')].flatMap((run) =>
      Array(Number(run.style.getPropertyValue('--length'))).fill(run.textContent)),
  ]))"""
OTHER_STRIP = f"""(before) => JSON.stringify(({STRIP})('turn')['my-hello']) !== JSON.stringify(before)"""
ROOM = """() => {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const box = (one) => one.getBoundingClientRect();
  const [list] = all('.readout-list');
  const [about] = all('header a:not(.readout)');
  const isCut = ({ scrollWidth, clientWidth }) => scrollWidth > clientWidth;
  return {
    cut: all('#compare th button, .readout, .readout-list small').filter(isCut).map((one) => one.textContent),
    tops: [...new Set(all('.readout-list small').map((one) => box(one).top))],
    overlap: box(list).left < box(about).right && box(list).right > box(about).left,
    off: all('.deviation').map((one) => {
      const [slider, runs] = [box(one.querySelector('input')), box(one.querySelector('.runs'))];
      return slider.left + slider.width / 2 - (runs.left + runs.width / 2);
    }),
  };
}"""
READINGS = f"""() => Object.fromEntries([...document.querySelectorAll('#compare tbody tr')].map((row) => [
  row.querySelector('strong').textContent,
  row.querySelector('.digit').textContent.replace('No digit', '{DASH}'),
]))"""


def test_under_each_slider_stands_what_networks_read_along_the_way(compared):
    compared.locator("#compare .deviations").scroll_into_view_if_needed()
    compared.wait_for_function(FILLED)
    for axis in ("shift", "size", "turn", "pen"):
        strips = compared.evaluate(STRIP, axis)
        assert list(strips) == compared.locator("#compare th strong").all_text_contents()
        assert all(len(readings) == 21 for readings in strips.values()), axis
    label = compared.locator(".deviation:has(#deviation-turn) .runs").first.get_attribute("aria-label")
    assert label.startswith("ink reads 7 from ") or label == "ink reads 7 throughout"


def test_a_slider_shows_at_once_what_its_strips_foretell(compared):
    compared.locator("#compare .deviations").scroll_into_view_if_needed()
    compared.wait_for_function(FILLED)
    strips = compared.evaluate(STRIP, "turn")
    slider = compared.locator("#deviation-turn")
    reset = compared.get_by_role("button", name="Reset")
    assert reset.get_attribute("aria-disabled") == "true"
    slider.focus()
    for _ in range(8):
        compared.keyboard.press("ArrowRight")
    assert slider.get_attribute("aria-valuetext") == "40 degrees"
    assert compared.locator(".deviation:has(#deviation-turn) output").text_content() == "40°"
    turn = compared.locator(".deviation:has(#deviation-turn)")
    assert turn.get_attribute("aria-busy") == "false", "its strips do not depend on itself"
    expected = {name: readings[18] for name, readings in strips.items()}
    assert expected != {name: readings[10] for name, readings in strips.items()}, "some reading flips"
    compared.wait_for_function(
        f"(expected) => JSON.stringify(({READINGS})()) === expected", arg=compact(expected)
    )
    compared.wait_for_function(FILLED)
    assert compared.evaluate(STRIP, "turn") == strips, "the way is the same"
    reset.click()
    assert slider.get_attribute("aria-valuetext") == "0 degrees"
    expected = {name: readings[10] for name, readings in strips.items()}
    compared.wait_for_function(
        f"(expected) => JSON.stringify(({READINGS})()) === expected", arg=compact(expected)
    )


def test_the_strips_of_a_network_trained_anew_are_its_own(compared):
    train = "(options) => numbre.train('hello', options).then(({ name }) => name)"
    assert compared.evaluate(train, {"neurons": 1, "epochs": 1, "seed": 3}) == "my-hello"
    compared.locator(ROW.format("my-hello")).locator(".digit:not(:empty)").wait_for()
    compared.locator("#compare .deviations").scroll_into_view_if_needed()
    compared.wait_for_function(FILLED)
    before = compared.evaluate(STRIP, "turn")
    compared.evaluate(train, {"epochs": 20, "seed": 4})
    compared.wait_for_function(OTHER_STRIP, arg=before["my-hello"])
    compared.wait_for_function(FILLED)
    after = compared.evaluate(STRIP, "turn")
    assert len(after["my-hello"]) == 21
    assert cells(compared, "my-hello")[0].startswith(after["my-hello"][10])
    assert {**after, "my-hello": None} == {**before, "my-hello": None}
    compared.locator("#compare [role=status]", has_text="my-hello").filter(has_text="read 7").wait_for()


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_all_has_room_on_a_small_phone_with_a_trained_network_too(compared, direction):
    compared.evaluate("numbre.train('hello', { epochs: 1, examples: 100 })")
    compared.locator(ROW.format("my-hello")).locator(".digit:not(:empty)").wait_for()
    compared.set_viewport_size({"width": 320, "height": 640})
    compared.evaluate("(direction) => document.documentElement.dir = direction", direction)
    compared.evaluate("scrollTo(0, 0)")
    compared.locator("header .readout").wait_for()
    shown = compared.evaluate(ROOM)
    assert shown["cut"] == []
    assert len(shown["tops"]) == 1, "names stand in one line"
    assert not shown["overlap"], "the link to About is free"
    assert shown["off"] == [pytest.approx(0, abs=1)] * 4, "a strip's position is under the thumb"


def compact(value):
    """Return JSON as browsers write it."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def test_what_each_network_confuses_is_shown_for_scans_and_drawings(compared):
    pairs = compared.locator("#compare .confusion-pair")
    pairs.nth(len(NAMES) - 1).wait_for()
    for pair in pairs.all():
        assert pair.locator("figcaption").all_text_contents() == ["scans", "drawings"]
        assert pair.locator(".cell").count() == 200
        assert pair.locator("p").text_content().startswith("Scans: most often ")
    assert (
        pairs.locator("h4").all_text_contents() == compared.locator("#compare th strong").all_text_contents()
    )


@pytest.mark.parametrize("size", [(390, 844), (1280, 900)])
def test_axe_finds_nothing_while_a_trick_fools_networks(guard, served, size):
    page = guard.open(served, viewport={"width": size[0], "height": size[1]})
    page.evaluate(AXE)
    open_part(page, "compare")
    trick(page, "Thick").click()
    page.get_by_role("button", name="Don’t thin it").click()
    until_said(page, "Every network falls for it.")
    page.locator("#compare .deviations").scroll_into_view_if_needed()
    page.wait_for_function(FILLED)
    check(page)


def test_forced_colours_leave_marks_of_what_is_chosen_and_who_is_fooled(guard, served):
    page = guard.open(served, forced_colors="active")
    open_part(page, "compare")
    trick(page, "A letter").click()
    until_said(page, "fall for it.")
    width = "(one) => getComputedStyle(one).borderTopWidth"
    assert trick(page, "A letter").evaluate(width) == "3px"
    assert trick(page, "A doodle").evaluate(width) == "1px"
    assert page.locator("#compare tr.fooled .verdict").first.is_visible()
    ink = page.locator("#compare .shelf path").first.evaluate("(one) => getComputedStyle(one).stroke")
    assert ink == page.evaluate("getComputedStyle(document.body).color")
