"""Look inside: every plane shows the real activations, as plain numpy computes them; it follows the pen."""

import json
import re

import numpy as np
import pytest

from numbre.train.features import directions
from tests.browser.drawing import INK_RANGE, SEVEN, choose_network, explain, open_part, until_reading
from tests.browser.numpy_reference import inputs, network
from tests.conftest import NAMES
from tools.bench.look_inside import look_inside
from tools.browser.memory import tensors
from tools.browser.pointer import box_of, draw, place, send, trace
from tools.paths import MODELS

MINUS, TIMES = "\N{MINUS SIGN}", " \N{MULTIPLICATION SIGN} "
SHOWN = ("Mul", "_FusedConv2D", "_FusedMatMul", "MaxPool")


def outputs(reference, given):
    """Return [(kind, output)] of every layer that the page shows, relu included, in plain numpy."""
    found = []
    for node in reference.nodes:
        if node["op"] in SHOWN:
            found.append([node["op"], node["name"]])
    for entry in found:
        reference.output = entry[1]
        entry[1] = reference(given)[0]
    return found


# Pixels of the plane of the first layer, one number each.
PIXELS = """() => {
  const canvas = document.querySelectorAll('#inside .planes .plane')[1];
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  return [...new Uint32Array(data.buffer)];
}"""
PAINTED = f"(before) => ({PIXELS})().some((pixel, i) => pixel !== before[i])"
# Number of pixels of a plane of one map that are not blank.
INKED = """(row) => {
  const canvas = document.querySelectorAll('#inside .planes .plane')[row];
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  return data.filter((value, i) => i % 4 === 3 && value).length;
}"""
# A graph with an operation that Look inside does not know: values as a network would give them.
UNKNOWN = """async () => {
  const { createLookInside } = await import(new URL('explain/inside/look-inside.js', document.baseURI));
  const { unread } = await import(new URL('session/number.js', document.baseURI));
  const node = (op, name, ...input) => ({ op, name, input, attr: {} });
  const topology = { node: [
    node('Placeholder', 'x'), node('Const', 'w'), node('Const', 'b'),
    node('_FusedMatMul', 'a', 'x', 'w', 'b'), node('Sigmoid', 's', 'a'), node('Softmax', 'p', 's'),
  ] };
  const values = (length) => ({ shape: [length], values: new Float32Array(length).fill(1 / length) });
  const network = {
    name: 'other', topology, card: null, loadCard: () => new Promise(() => {}),
    summary: { channels: { names: ['ink'] }, classes: ['0', '1'] },
  };
  const drawing = [[{ x: 0, y: 0 }, { x: 9, y: 90 }]];
  const state = { network, drawing, isDrawing: false, number: { ...unread(drawing) } };
  const session = {
    state,
    subscribe: () => {},
    weights: async (_, names) => names.map((name) => name === 'w'
      ? { shape: [784, 15], values: new Float32Array(784 * 15).fill(0.5) } : values(15)),
    trace: async () => {
      const input = new Float32Array(784).fill(0.5);
      return { input, activations: [values(15), values(15), values(2)] };
    },
  };
  const { createPad } = await import(new URL('pad/pad.js', document.baseURI));
  const pad = createPad(document.getElementById('pad'), document.getElementById('marks'));
  const section = document.createElement('section');
  section.id = 'inside';
  document.querySelector('main').append(section);
  await createLookInside(section, session, pad).show(state);
}"""

SOFTMAX = """async (best) => {
  const module = (name) => import(new URL(name, document.baseURI));
  const { createSoftmaxStep } = await module('explain/inside/steps.js');
  const { CLASS_LISTS } = await module('network/classes.js');
  const classes = CLASS_LISTS[2];
  const step = createSoftmaxStep(classes, 0, 1);
  const values = Float32Array.from(classes, (name) => Number(name === best));
  step.show({ activations: [{ values }, { values }] });
  document.body.append(step.element);
  return [step.element.querySelectorAll('tbody tr').length, step.element.innerText];
}"""


def test_the_softmax_has_a_row_for_each_mark_that_the_network_knows(modules):
    rows, text = modules().evaluate(SOFTMAX, "/")
    assert rows == 22
    assert "The answer: slash." in text


@pytest.mark.parametrize("name", NAMES)
def test_every_plane_shows_what_numpy_computes(page, name):
    explain(page, name)
    planes = page.locator("#inside .planes > li")
    given = inputs(network(name), SEVEN)
    expected = outputs(network(name), given)
    assert planes.count() == 1 + len(expected) + 1
    for i, (_, values) in enumerate(expected):
        description = planes.nth(1 + i).locator(".note").text_content()
        size = f"{values.size:,} numbers"
        assert size in description
        if values.ndim == 3:
            assert TIMES.join(map(str, values.shape)) in description
        above, largest = re.search(r"(\d+)% of them above zero, the largest (\S+)\.", description).groups()
        assert abs(int(above) - 100 * (values > 0).mean()) < 4  # the mouse moves by whole pixels
        assert float(largest.replace(MINUS, "-").replace(",", "")) == pytest.approx(
            values.max(), rel=0.1, abs=0.3
        )
        label = planes.nth(1 + i).locator("canvas").get_attribute("aria-label")
        assert description in label
    assert f"{given.size:,} numbers" in planes.first.locator(".note").text_content()
    assert " numbers from 0 to 1, which add up to 1." in planes.last.text_content()
    assert f"The answer: {network(name)(given)[0].argmax()}." in planes.last.text_content()


def test_a_network_with_direction_maps_shows_them(page):
    explain(page, "ink")
    pictures = page.locator("#inside .steps > li").nth(1).locator("canvas")
    labels = pictures.evaluate_all("(maps) => maps.map((canvas) => canvas.getAttribute('aria-label'))")
    expected = directions.channels(SEVEN).reshape(-1, directions.CHANNELS)
    for channel, (label, values) in enumerate(zip(labels, expected.T, strict=True)):
        assert channel == 0 or label.startswith(f"Drawn {directions.NAMES[channel]}: ")
        counted = int(re.search(r"(\d+) of 784", label)[1])
        assert abs(counted - (values > 0).sum()) <= 12  # the mouse moves by whole pixels
        assert (counted > 0) == values.any()


def test_other_networks_show_the_raster_only(page):
    explain(page, "hello")
    assert page.locator("#inside .steps > li").nth(1).locator("canvas").count() == 1


def test_a_non_digit_is_an_answer(page, non_digit):
    draw(page, non_digit)
    open_part(page, "inside")
    page.locator("#inside .note", has_text="The answer: no digit.").wait_for()
    rows = page.locator("#inside .planes > li").last.locator("tbody tr")
    assert rows.count() == 22
    assert rows.nth(10).evaluate("(row) => row.classList.contains('best')")
    assert rows.nth(10).locator("th").text_content() == "non-digit"


def test_curves_and_confusion_matrix_are_those_of_the_card(page):
    explain(page, "hello")
    card = json.loads((MODELS / "hello" / "card.json").read_text())
    page.locator("#inside .curves").wait_for()
    last = card["history"]["mnist validation"][-1]
    assert f"{100 * last:.2f}%" in page.locator("#inside .curves").get_attribute("aria-label")
    page.locator("#inside summary", has_text="in numbers").click()
    rows = page.locator("#inside details tbody tr")
    assert rows.count() == card["recipe"]["epochs"]
    for key in ("mnist test", "pendigits validation"):
        page.select_option("#confusion", key)
        shown = page.locator("#inside .confusion tbody td").all_text_contents()
        counts = [0 if cell == "·" else int(cell.replace(",", "")) for cell in shown]
        assert counts == np.ravel(card["metrics"][key]["confusion"]).tolist()
        assert (
            f"{card['metrics'][key]['errors']:,} errors in {card['metrics'][key]['n']:,} digits"
            in page.locator("#inside").text_content()
        )


def test_the_planes_follow_drawing_and_network(page):
    explain(page, "hello")
    page.locator("#clear").click()
    page.locator("#inside .planes .note", has_text="Nothing drawn yet.").first.wait_for()
    page.locator("#inside .steps > li p", has_text="Nothing drawn yet.").first.wait_for()
    assert page.evaluate(INKED, 0) == 0
    choose_network(page, "numbre")
    open_part(page, "inside")
    page.locator("#inside p", has_text="What “numbre” does").wait_for()
    assert page.locator("#inside h3", has_text="Scale").count() == 1
    page.locator("#inside p", has_text="Its author reports 98% accuracy.").wait_for()


def test_planes_are_made_while_one_writes_on(guard, served):
    held = []
    page = guard.open(
        served, before=lambda page: page.route("**/look-inside-*.js", lambda route: held.append(route))
    )
    open_part(page, "inside")
    send(page, "pointerdown", 200, 40)
    for i, (x, y) in enumerate(SEVEN[0] * 4):
        send(page, "pointermove", 200 + x + i, 40 + y)
        if i == 6:
            held[0].continue_()
    page.locator("#inside .planes").wait_for()
    assert page.evaluate(INKED, 1) > 0
    page.evaluate("Promise.all(['hello', 'lesson', 'numbre'].map((name) => numbre.use(name)))")
    page.locator("#inside p", has_text="What “numbre” does").wait_for()
    assert page.locator("#inside .small-pad").count() == 1
    send(page, "pointerup", 230, 180)


@pytest.mark.parametrize(("width", "touch"), [(1280, False), (390, True)])
def test_one_can_write_beside_the_planes_on_a_small_view_of_the_pad(guard, served, width, touch):
    page = guard.open(served, viewport={"width": width, "height": 844}, has_touch=touch)
    open_part(page, "inside")
    small = page.locator("#inside .small-pad canvas")
    small.scroll_into_view_if_needed()
    before = box_of(small)
    trace(page, place(SEVEN, before, 0.7))
    until_reading(page, "7")
    assert box_of(small) == before, "nothing moves under the pen"
    page.locator("#inside .note", has_text="The answer: 7.").wait_for()
    page.wait_for_function(
        """() => {
          const canvas = document.querySelector('.small-pad canvas');
          const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
          return data.some((value) => value);
        }"""
    )
    pad, shown = page.evaluate(INK_RANGE), page.locator("#pad").bounding_box()
    assert (pad[0] + pad[1]) / 2 == pytest.approx(0.5, abs=0.05), "in the same place as on the pad"
    assert (pad[1] - pad[0]) * shown["width"] > 30
    page.locator("#inside .small-pad").get_by_role("button", name="Clear").click()
    page.locator("#inside .planes .note", has_text="Nothing drawn yet.").first.wait_for()


@pytest.mark.parametrize("name", ["ink", "lesson"])
def test_the_planes_are_repainted_while_a_stroke_grows(page, name):
    explain(page, name)
    page.locator("#clear").click()
    page.locator("#inside .planes .note", has_text="Nothing drawn yet.").first.wait_for()
    first, *others = SEVEN[0]
    send(page, "pointerdown", 200 + first[0], 40)
    for x, y in others:
        before = page.evaluate(PIXELS)
        send(page, "pointermove", 200 + x, 40 + y)
        send(page, "pointermove", 203 + x, 43 + y)
        page.wait_for_function(PAINTED, arg=before)
    note = page.locator("#inside .planes .note").first
    assert note.text_content() != "Nothing drawn yet.", "the text follows more slowly"
    send(page, "pointerup", 230, 180)
    page.locator("#inside .note", has_text="The answer: 7.").wait_for()


def test_the_measurement_counts_frames_and_finds_sums(page):
    figures = look_inside(page, "hello")
    assert 2 < figures["repainted"] <= figures["frames"] + 1
    assert 0 < figures["pointer"]["median"] <= figures["pointer"]["p95"]


def test_the_planes_follow_where_there_are_no_workers(guard, served):
    page = guard.open(served, before=lambda page: page.add_init_script("delete globalThis.Worker"))
    explain(page, "hello")
    page.locator("#inside .note", has_text="The answer:").wait_for()
    assert page.evaluate(INKED, 0) > 20
    assert not page.workers


def test_the_planes_leave_no_tensor(page):
    explain(page, "lesson")
    before = tensors(page)
    answer = page.locator("#inside .planes > li:last-child .note").last
    for step, words in (
        ("undo", "Nothing"),
        ("redo", "The answer"),
        ("undo", "Nothing"),
        ("redo", "The answer"),
    ):
        page.locator(f"#{step}").click()
        answer.filter(has_text=words).wait_for()
    assert tensors(page) == before > 0


def test_planes_have_the_colours_of_either_scheme(page):
    explain(page, "hello")
    light = page.evaluate(PIXELS)
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(PAINTED, arg=light)


def test_an_operation_that_is_not_known_is_said_to_be_so_and_the_rest_is_shown(modules):
    page = modules()
    page.evaluate(UNKNOWN)
    planes = page.locator("#inside .planes > li")
    assert planes.count() == 4
    sentence = "This page can’t show how this step is computed: it doesn’t know the operation “Sigmoid”."
    assert sentence in planes.nth(2).text_content()
    assert "15 numbers" in planes.nth(2).locator(".note").text_content()
    planes.nth(2).locator("canvas").hover()
    assert page.locator("#inside .equation").text_content().startswith(sentence)
    planes.nth(1).locator("canvas").hover()
    assert page.locator("#inside .equation").text_content().startswith("The 784 products add up to ")


def test_code_that_cannot_be_fetched_is_reported_and_can_be_retried(guard, served):
    guard.allowed += ("Failed to load resource", "ERR_")
    page = guard.open(served, before=lambda p: p.route("**/look-inside-*.js", lambda route: route.abort()))
    open_part(page, "inside")
    failure = page.locator("#inside .failure")
    failure.wait_for()
    assert failure.text_content().startswith("This section didn’t load. Check your connection and try again.")
    assert page.locator("#status").get_attribute("data-state") == "ready"
    page.unroute("**/look-inside-*.js")
    page.locator("#inside").get_by_role("button", name="Try again").click()
    page.locator("#inside .planes").wait_for()
    assert page.evaluate("document.activeElement.id") == "inside-title", "the focus is kept"


def test_a_card_that_cannot_be_fetched_leaves_the_steps_and_can_be_retried(guard, served):
    guard.allowed += ("Failed to load resource", "ERR_")
    page = guard.open(served, before=lambda p: p.route("**/hello/card.json", lambda route: route.abort()))
    explain(page, "hello")
    failure = page.locator("#inside .failure")
    failure.wait_for()
    assert "didn’t load. Check your connection and try again." in failure.text_content()
    page.unroute("**/hello/card.json")
    failure.get_by_role("button").click()
    page.locator("#inside .curves").wait_for()
    assert failure.count() == 0
