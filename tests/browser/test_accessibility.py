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
  const { id, ariaLabel, dataset, tagName, textContent } = document.activeElement;
  return id || ariaLabel || dataset.part || (tagName === 'BUTTON' ? `BUTTON ${textContent}` : '');
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
        ("inside", [".note:text('Nothing drawn yet.')", ".note:text('The answer:')"]),
        ("compare", ["[role=status]", ".digit:not(:empty)"]),
        ("about", [".errors", "#network-card dd"]),
    ],
)
def test_axe_finds_nothing_in_the_parts(guard, served, size, part, signs):
    page = guard.open(served, viewport=SIZES[size])
    page.evaluate(AXE)
    page.locator(f".doors [data-part={part}]").focus()
    page.keyboard.press("Enter")
    page.locator(f"#{part} {signs[0]}").last.wait_for(state="attached")
    check(page)
    draw(page, SEVEN)
    page.locator(f"#{part} {signs[1]}").last.wait_for()
    check(page)


@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_nothing_in_samples_and_keyboard_help(guard, served, size):
    page = guard.open(served, viewport=SIZES[size])
    page.evaluate(AXE)
    page.locator("#samples button").first.wait_for()
    check(page)
    page.keyboard.press("?")
    page.locator("#pad-help").wait_for()
    check(page)


@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_nothing_in_a_part_that_does_not_load(guard, served, size):
    guard.allowed += FAILED_REQUEST
    abort = lambda page: page.route("**/compare-*.js", lambda route: route.abort())  # noqa: E731
    page = guard.open(served, viewport=SIZES[size], before=abort)
    page.evaluate(AXE)
    page.locator(".doors [data-part=compare]").click()
    page.locator("#compare .failure").wait_for()
    check(page)


def test_axe_finds_nothing_when_the_network_is_missing(guard, served):
    guard.allowed += FAILED_REQUEST
    page = guard.open(served, ready=False, before=without_weights)
    page.locator("#status[data-state=failed]").wait_for()
    page.evaluate(AXE)
    assert page.evaluate(RUN) == []


def test_everything_can_be_reached_with_the_keyboard_and_shows_its_focus(page):
    page.locator("#samples button").first.wait_for()
    reached = tab_through(page)
    assert {
        *("pad", "between", "undo", "clear", "keyboard", "copy", "share", "about", "compare", "inside"),
        *(f"Sample {digits}" for digits in ("7", "4", "2", "47", "2026")),
    } <= reached
    draw(page, SEVEN)
    settled(page)
    page.locator(".doors [data-part=about]").click()
    page.locator("#card-link").wait_for()
    assert {"7, over 99% sure", "BUTTON Close", "network", "card-link"} <= tab_through(page)


def tab_through(page):
    """Press Tab until the page has been left; return the names of all that had the focus, and showed it."""
    page.evaluate("document.activeElement.blur()")
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
    return set(reached)


def test_a_tool_with_nothing_left_to_do_keeps_the_focus(page):
    draw(page, SEVEN)
    page.locator("#undo").focus()
    page.keyboard.press("Enter")
    assert settled(page) == ""
    assert page.locator("#undo").get_attribute("aria-disabled") == "true"
    assert page.evaluate("document.activeElement.id") == "undo"
    page.keyboard.press("Enter")  # nothing to undo: nothing happens
    assert settled(page) == ""
