"""WCAG 2.2 AA as far as axe-core can check it, in every state, size and colour scheme."""

import pytest

from tests.browser.drawing import SEVEN, settled
from tests.browser.test_failures import FAILED_REQUEST, without_weights
from tools.browser.pointer import draw
from tools.paths import ROOT

AXE = (ROOT / "web/node_modules/axe-core/axe.min.js").read_text()
RUN = """async () => {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const { violations } = await axe.run(document, { runOnly: tags });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
}"""
AT_REST = """async () => {
  await new Promise(requestAnimationFrame);
  await Promise.all(document.getAnimations().map(({ finished }) => finished));
}"""
FOCUSED = """() => {
  const { id, ariaLabel, tagName, parentElement } = document.activeElement;
  return tagName === 'SUMMARY' ? `SUMMARY ${parentElement.id}` : id || ariaLabel;
}"""
SIZES = {"phone": {"width": 360, "height": 740}, "desktop": {"width": 1280, "height": 900}}


def check(page):
    """Check with axe that nothing is wrong in either colour scheme, at rest, and that nothing is too wide."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.evaluate(AT_REST)
        assert page.evaluate(RUN) == [], scheme
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_nothing_before_and_after_drawing(guard, served, size):
    page = guard.open(served, viewport=SIZES[size])
    page.evaluate(AXE)
    check(page)
    draw(page, SEVEN)
    settled(page)
    check(page)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    ("part", "signs"),
    [
        ("compare", ["[role=status]", ".digit"]),
        ("how", [".note:text('Nothing drawn yet.')", ".note:text('The answer:')"]),
    ],
)
def test_axe_finds_nothing_in_compare_and_how_it_works(guard, served, size, part, signs):
    page = guard.open(served, viewport=SIZES[size])
    page.evaluate(AXE)
    page.locator(f"#{part} > summary").focus()
    page.keyboard.press("Enter")
    page.locator(f"#{part} {signs[0]}").last.wait_for(state="attached")
    check(page)
    draw(page, SEVEN)
    page.locator(f"#{part} {signs[1]}").last.wait_for()
    check(page)


def test_axe_finds_nothing_when_the_network_is_missing(guard, served):
    guard.allowed += FAILED_REQUEST
    page = guard.open(served, ready=False, before=without_weights)
    page.locator("#status[data-state=failed]").wait_for()
    page.evaluate(AXE)
    assert page.evaluate(RUN) == []


def test_everything_can_be_reached_with_the_keyboard_and_shows_its_focus(page):
    draw(page, SEVEN)
    settled(page)
    reached = []
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.append(page.evaluate(FOCUSED))
        outline = page.evaluate(
            """() => {
              const focused = document.activeElement;
              const shown = focused.id === 'pad' ? focused.parentElement : focused;
              return getComputedStyle(shown).outlineStyle;
            }"""
        )
        assert outline == "solid" or not reached[-1]
    assert {
        "pad",
        "undo",
        "clear",
        "keyboard",
        "copy",
        "network",
        "card-link",
        "SUMMARY compare",
        "SUMMARY how",
        *(f"Sample {digit}" for digit in range(10)),
        *(f"Set to {digit}" for digit in range(10)),
    } <= set(reached)


def test_a_tool_with_nothing_left_to_do_keeps_the_focus(page):
    draw(page, SEVEN)
    page.locator("#undo").focus()
    page.keyboard.press("Enter")
    assert settled(page) == ""
    assert page.locator("#undo").get_attribute("aria-disabled") == "true"
    assert page.evaluate("document.activeElement.id") == "undo"
    page.keyboard.press("Enter")  # nothing to undo: nothing happens
    assert settled(page) == ""
