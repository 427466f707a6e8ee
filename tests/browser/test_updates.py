"""A new version of the site is announced, takes over when the visitor asks for it, and never by halves."""

import pytest

from numbre.web import SITE
from tests.browser.drawing import CHOSEN, SEVEN, open_part, settled, until_reading
from tests.browser.service_worker import INSTALLED, keep_used, networks, reload
from tests.browser.test_accessibility import AXE, RUN, SIZES
from tests.browser.test_compare import READ as COMPARED
from tests.browser.test_links import BLOCKED as NO_STORAGE
from tests.browser.test_without_storage import BLOCKED
from tools.browser.pointer import draw
from tools.browser.waiting import CACHED, until, until_cached, until_ready

pytestmark = pytest.mark.offline

BOTH = ["ink", "hello"]  # the networks of the newer site
EXPLANATION_LOADED = """() => performance.getEntriesByType('resource')
  .some(({ name, responseEnd }) => name.includes('/outdated-') && responseEnd > 0)"""
FETCHED_AFTER_STROKE = """() => performance.getEntriesByType('resource')
  .some(({ name, responseEnd }) => name.includes('/zoom-') && responseEnd > 0)"""
GONE = ("404", "Failed to load resource", "integrity")  # the browser's messages on files that are gone


@pytest.fixture
def visited(guard, host):
    """A page that has been visited, on a host where a newer site can be put."""
    page = guard.open(host.put("numbre", SITE))
    until_quiet(page)
    return page


def until_quiet(page):
    """Wait until a page has fetched all that it fetches by itself, and has no more messages for the worker.

    A message may wake the older version's worker just when it is to be replaced. Chromium then waits
    until that worker has been idle for 30 s, which it never is while Playwright watches it.
    """
    page.locator("#offline").wait_for()
    page.wait_for_function(CHOSEN)
    keep_used(page)


def drawn(page):
    """Draw a seven, and wait for the code that is fetched after a first stroke: a replaced site lacks it."""
    draw(page, SEVEN)
    page.wait_for_function(FETCHED_AFTER_STROKE)


def open_another_tab(visited):
    """Open the page in another tab; return it when it can read and is quiet."""
    other = visited.context.new_page()
    other.goto(visited.url)
    until_ready(other)
    until_quiet(other)
    return other


def test_a_new_version_waits_until_the_visitor_asks_for_it(visited, host, newer):
    host.put("numbre", newer)
    for _ in range(2):
        reload(visited)
        visited.locator("#update").wait_for()
        assert visited.locator("#update-message").text_content() == "A new version is available."
        assert len(networks(visited)) == 5
    until_quiet(visited)
    visited.locator("#update").focus()
    with visited.expect_navigation():
        visited.keyboard.press("Enter")
    until_ready(visited)
    assert networks(visited) == BOTH
    until_cached(visited)
    assert visited.locator("#update").is_hidden()
    assert len(visited.evaluate(CACHED)) == 1, "the older version's cache is gone"
    host.stop()
    reload(visited)
    assert networks(visited) == BOTH


def test_a_drawing_stays_while_a_version_waits_and_when_it_has_taken_over(visited, host, newer):
    drawn(visited)
    host.put("numbre", newer)
    assert visited.evaluate(INSTALLED) == "installed"
    visited.locator("#update").wait_for()
    assert settled(visited) == "7"
    with visited.expect_navigation():
        visited.locator("#update").click()
    until_ready(visited)
    assert networks(visited) == BOTH
    until_reading(visited, "7")


def test_the_announcement_is_accessible(visited, host, newer):
    drawn(visited)
    host.put("numbre", newer)
    assert visited.evaluate(INSTALLED) == "installed"
    visited.evaluate(AXE)
    for size in SIZES.values():
        visited.set_viewport_size(size)
        for scheme in ("light", "dark"):
            visited.emulate_media(color_scheme=scheme)
            assert visited.evaluate(RUN) == []
        box = visited.locator("#update").bounding_box()
        assert min(box["width"], box["height"]) >= 44
        assert visited.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert visited.locator("#update-message").get_attribute("role") == "status"


def test_an_update_fetches_only_changed_files_and_keeps_networks_in_use(visited, host, newer):
    visited.evaluate("numbre.use('hello')")
    until_cached(visited, "hello/group1-shard1of1.bin")
    until(visited, "() => 'metrics' in numbre.card")  # nothing of it is fetched any more
    keep_used(visited)
    host.put("numbre", newer)
    for path in (host.root / "numbre" / "models").rglob("*.bin"):
        path.unlink()  # they are cached
    assert visited.evaluate(INSTALLED) == "installed"
    with visited.expect_navigation():
        visited.locator("#update").click()
    until_ready(visited)
    host.stop()
    visited.evaluate("numbre.use('hello')")
    visited.locator("#between", has_text="hello").wait_for()


@pytest.mark.parametrize("damage", ["missing", "altered"])
def test_a_half_updated_site_leaves_the_old_version_in_use(visited, host, newer, damage):
    keep_used(visited)
    before = visited.evaluate(CACHED)
    host.put("numbre", newer)
    [code] = (host.root / "numbre" / "assets").glob("main-*.js")
    code.unlink() if damage == "missing" else code.write_text(code.read_text() + " ")
    assert visited.evaluate(INSTALLED) == "redundant"
    assert visited.evaluate(CACHED) == before
    reload(visited)
    assert len(networks(visited)) == 5
    assert visited.locator("#update").is_hidden()
    draw(visited, SEVEN)
    assert settled(visited) == "7"


def test_another_tab_keeps_its_drawing_and_can_update_too(visited, host, newer):
    other = open_another_tab(visited)
    drawn(other)
    host.put("numbre", newer)
    assert visited.evaluate(INSTALLED) == "installed"
    with visited.expect_navigation():
        visited.locator("#update").click()
    until_ready(visited)
    assert networks(visited) == BOTH
    assert settled(other) == "7"
    assert len(networks(other)) == 5
    with other.expect_navigation():
        other.locator("#update").click()
    until_ready(other)
    assert networks(other) == BOTH


def expect_offer_to_reload(page, warning=""):
    """Expect that Compare, or a network in it, says why it cannot load; a button leads to the newer site."""
    open_part(page, "compare")
    failure = page.locator("#compare .failure", has_text="Reload the page to open this.").first
    failure.wait_for()
    assert failure.text_content() == f"Numbre was updated. Reload the page to open this.{warning} Reload"
    with page.expect_navigation():
        failure.locator("button").click()
    until_ready(page)
    assert networks(page) == BOTH
    draw(page, SEVEN)
    assert settled(page) == "7"
    open_part(page, "compare")
    page.wait_for_function(COMPARED)


def test_a_tab_that_another_has_updated_offers_to_reload(visited, host, newer, guard):
    guard.allowed += GONE
    other = open_another_tab(visited)
    host.put("numbre", newer)
    assert visited.evaluate(INSTALLED) == "installed"
    with visited.expect_navigation():
        visited.locator("#update").click()
    until_ready(visited)
    message = other.evaluate("numbre.use('lesson').catch((error) => error.message)")
    assert message == "Couldn’t load “lesson”. Numbre was updated. Reload the page to use it."
    expect_offer_to_reload(other)


def test_a_tab_of_the_version_that_its_worker_keeps_offers_to_reload(visited, host, newer, guard):
    guard.allowed += GONE
    host.put("numbre", newer)
    expect_offer_to_reload(visited)
    until_cached(visited)
    assert len(visited.evaluate(CACHED)) == 1


def test_a_tab_without_a_worker_offers_to_reload(guard, host, newer):
    guard.allowed += GONE
    page = guard.open(host.put("numbre", SITE), before=lambda page: page.add_init_script(BLOCKED))
    page.wait_for_function(EXPLANATION_LOADED)
    host.put("numbre", newer)
    expect_offer_to_reload(page)


def test_where_the_browser_keeps_nothing_the_page_warns_that_reloading_clears_it(guard, host, newer):
    guard.allowed += GONE

    def block(page):
        page.add_init_script(BLOCKED)
        page.add_init_script(NO_STORAGE)

    page = guard.open(host.put("numbre", SITE), before=block)
    page.wait_for_function(EXPLANATION_LOADED)
    host.put("numbre", newer)
    expect_offer_to_reload(page, " Reloading clears the pad.")


def test_a_section_of_the_served_version_that_does_not_load_can_be_tried_again(guard, host):
    guard.allowed += GONE
    visited = guard.open(host.put("numbre", SITE), before=lambda page: page.add_init_script(BLOCKED))
    visited.wait_for_function(EXPLANATION_LOADED)
    [code] = (host.root / "numbre" / "assets").glob("compare-*.js")
    away = code.rename(code.with_suffix(".away"))
    failure = visited.locator("#compare .failure", has_text="This section didn’t load.")
    with visited.expect_request_finished(
        lambda request: request.url == visited.url.split("#")[0]
    ):  # which version is served
        open_part(visited, "compare")
    failure.wait_for()
    away.rename(code)
    failure.locator("button", has_text="Try again").click()
    visited.locator("#compare table").wait_for()
