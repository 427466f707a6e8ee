"""The number is copied, and told to the site around it and to screen readers."""

from itertools import pairwise

from tests.browser.drawing import SCRIBBLE, settled
from tests.browser.rows import numbers, row
from tools.browser.pointer import draw

LISTEN = """() => {
  globalThis.told = [];
  for (const type of ['input', 'change']) {
    document.body.addEventListener(type, ({ target, detail }) => {
      if (target.id === 'pad') told.push([type, detail.text, detail.confidence]);
    });
  }
}"""
FORTY_SEVEN = numbers("47")


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
