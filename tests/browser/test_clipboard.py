"""The number is copied, and reported to the site around the page and to screen readers."""

import re
from itertools import pairwise

from tests.browser.drawing import SCRIBBLE, button, settled
from tools.browser.number_drawings import numbers, row
from tools.browser.pointer import draw

LISTEN = """() => {
  globalThis.events = [];
  for (const type of ['input', 'change']) {
    document.body.addEventListener(type, ({ target, detail }) => {
      if (target.id === 'pad') events.push([type, detail.text, detail.confidence]);
    });
  }
}"""
FORTY_SEVEN = numbers("47")
# Longer than the page waits for a number to settle: its own timer, which is set before, comes first.
LATER = "() => new Promise((done) => setTimeout(done, 900))"


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


def test_copying_works_without_the_clipboard_api_and_reports_a_failure(page):
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
    page.locator("#status", has_text="Couldn’t copy: the browser blocked access to the clipboard.").wait_for()


def test_the_number_is_reported_to_the_site_by_events(page):
    page.evaluate(LISTEN)
    draw(page, FORTY_SEVEN)
    settled(page)
    page.wait_for_function("() => events.some(([type]) => type === 'change')")
    events = page.evaluate("events")
    texts = [text for type_, text, _ in events if type_ == "input"]
    assert texts[-1] == "47"
    assert all(before != after for before, after in pairwise(texts))
    assert [text for type_, text, _ in events if type_ == "change"] == ["47"]
    assert events[-1][0] == "change"
    assert 0.5 < events[-1][2] <= 1
    page.locator("#undo").click()
    page.locator("#redo").click()
    assert settled(page) == "47"
    page.evaluate(LATER)
    assert [text for type_, text, _ in page.evaluate("events") if type_ == "change"] == ["47"], (
        "it has settled as before"
    )
    button(page, 1).click()
    page.get_by_role("dialog").get_by_role("button", name=re.compile(r"^1\b")).click()
    page.wait_for_function("() => events.at(-1)[0] === 'change' && events.at(-1)[1] === '41'")


def test_the_number_is_announced_once_it_has_settled(page):
    draw(page, FORTY_SEVEN)
    page.wait_for_function(
        "() => /^47, (over )?\\d+% sure/.test(document.getElementById('announcements').textContent)"
    )
    assert page.locator("#reading").get_attribute("aria-live") == "off"
    assert page.locator("#reading").get_attribute("role") == "group"
    page.locator("#clear").click()
    draw(page, SCRIBBLE)
    page.wait_for_function(
        "() => document.getElementById('announcements').textContent.startsWith('No digit, ')"
    )
