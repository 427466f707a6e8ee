"""Save-Data: neither WebAssembly nor the offline copy is fetched until the visitor asks for it."""

import pytest

from numbre.web import SITE
from tests.browser.service_worker import OFFLINE_MESSAGES, expect_reading, reload
from tools.browser.waiting import until, until_cached

pytestmark = pytest.mark.offline

SAVING = "Object.defineProperty(navigator, 'connection', { value: { saveData: true } });"
REGISTERED = "async () => Boolean(await navigator.serviceWorker.getRegistration())"
EXTRA = (".wasm", "sw.js", "offline-", "card.json")


def saving(asked):
    """Return a function that has a page's browser save data, and notes what is fetched."""

    def before(page):
        page.add_init_script(SAVING)
        page.context.on("request", lambda request: asked.append(request.url))

    return before


def test_nothing_more_than_reading_needs_is_fetched(guard, served):
    asked = []
    page = guard.open(served, before=saving(asked))
    page.locator("#keep-offline").wait_for()  # it comes when all else has been fetched
    expect_reading(page)
    assert [url for url in asked if any(extra in url for extra in EXTRA)] == []
    assert page.evaluate(REGISTERED) is False
    assert page.locator("#offline").is_hidden()


def test_the_button_fetches_both(guard, host):
    guard.allowed += OFFLINE_MESSAGES
    page = guard.open(host.put("numbre", SITE), before=saving([]))
    button = page.locator("#keep-offline")
    button.wait_for()
    button.focus()
    page.keyboard.press("Enter")
    until_cached(page, ".wasm")
    assert page.evaluate("numbre.timings.backend") in ("cpu", "wasm")
    until(page, "async () => document.getElementById('keep-offline').hidden")
    assert page.evaluate("document.activeElement.id") == "offline"  # the focus is not lost
    host.stop()
    reload(page)
    expect_reading(page)
    assert button.is_hidden()  # a page that is kept has been asked for


def test_without_the_wish_there_is_no_button(guard, served):
    page = guard.open(served)
    until_cached(page)
    assert page.locator("#keep-offline").is_hidden()
