"""WCAG 2.2 AA as far as axe-core can check it, in every state, size and colour scheme."""

import pytest

from tests.browser.drawing import SEVEN, settled
from tests.browser.states import STATES
from tests.browser.test_failures import FAILED_REQUEST
from tools.browser.pointer import draw
from tools.paths import ROOT

AXE = (ROOT / "web/node_modules/axe-core/axe.min.js").read_text()
RUN = """async (rules) => {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const { violations } = await axe.run(document, { runOnly: rules ?? tags });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
}"""
OF_COLOURS = {
    "type": "rule",
    "values": ["color-contrast", "link-in-text-block"],
}  # others find the same in both
SCHEMES = {"light": None, "dark": OF_COLOURS}  # rules to check in each, None: all
AT_REST = """async () => {
  await new Promise(requestAnimationFrame);
  const isFinite = ({ effect }) => effect.getComputedTiming().endTime < Infinity;
  const finite = document.getAnimations().filter(isFinite);
  await Promise.all(finite.map(({ finished }) => finished));
}"""
FOCUSED = """() => {
  const { id, ariaLabel, dataset, tagName, textContent } = document.activeElement;
  return id || ariaLabel || dataset.part || (tagName === 'BUTTON' ? `BUTTON ${textContent}` : '');
}"""
SHOWN = """() => [
  document.getElementById('reading').textContent,
  ...[...document.querySelectorAll('[role=dialog], [role=menu], #update, #unusable')]
    .filter((one) => one.checkVisibility()).map(({ className, id }) => className || id),
]"""
SIZES = {"phone": {"width": 360, "height": 740}, "desktop": {"width": 1280, "height": 900}}


def check(page):
    """Check with axe that nothing is wrong in either colour scheme, at rest, and that nothing is too wide."""
    for scheme, rules in SCHEMES.items():
        page.emulate_media(color_scheme=scheme)
        page.evaluate(AT_REST)
        assert page.evaluate(RUN, rules) == [], scheme
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("state", sorted(set(STATES) - {"without JavaScript"}))
def test_axe_finds_nothing_in_any_state(guard, served, state):
    page = STATES[state](guard, served, viewport=SIZES["phone"])
    shown = page.evaluate(SHOWN)
    page.evaluate(AXE)
    check(page)
    page.set_viewport_size(SIZES["desktop"])  # the state stays
    assert page.evaluate(SHOWN) == shown
    check(page)


def test_without_javascript_a_screen_reader_finds_the_sentence_and_no_controls(guard, served):
    page = STATES["without JavaScript"](guard, served)
    assert page.get_by_role("heading", name="Numbre", level=1).is_visible()
    assert page.get_by_role("region", name="Sheet").locator("#unusable").is_visible()
    for role in ("button", "application", "navigation", "progressbar", "dialog"):
        assert page.get_by_role(role).count() == 0, role
    footer = page.get_by_role("contentinfo")
    assert page.get_by_role("link").count() == footer.get_by_role("link").count()


@pytest.mark.parametrize(
    ("part", "signs"),
    [
        ("inside", [".note:text('Nothing drawn yet.')", ".note:text('The answer:')"]),
        ("compare", ["[role=status]", ".digit:not(:empty)"]),
        ("about", [".errors", "#network-card dd"]),
    ],
)
def test_axe_finds_nothing_in_the_parts(guard, served, part, signs):
    page = guard.open(served, viewport=SIZES["phone"])
    page.evaluate(AXE)
    page.locator(f".doors [data-part={part}]").focus()
    page.keyboard.press("Enter")
    for place, size in ((0, "phone"), (0, "desktop"), (1, "desktop"), (1, "phone")):
        page.set_viewport_size(SIZES[size])
        if (place, size) == (1, "desktop"):
            draw(page, SEVEN)
        page.locator(f"#{part} {signs[place]}").last.wait_for(state=("attached", "visible")[place])
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


def test_everything_can_be_reached_with_the_keyboard_and_shows_its_focus(page):
    page.locator("#samples button").first.wait_for()
    reached = tab_through(page)
    assert {
        *(
            "pad",
            "between",
            "undo",
            "clear",
            "keyboard",
            "copy",
            "share",
            "about",
            "compare",
            "inside",
            "train",
            "hand",
        ),
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
