"""A new version of the site is announced, takes over when the visitor asks for it, and never by halves."""

import pytest

from numbre.web import SITE
from tests.browser.drawing import SEVEN, settled
from tests.browser.service_worker import INSTALLED, networks, reload
from tests.browser.test_accessibility import AXE, RUN, SIZES
from tools.browser.pointer import draw
from tools.browser.waiting import CACHED, until_cached, until_ready

BOTH = ["ink", "hello"]  # the networks of the newer site


@pytest.fixture
def visited(guard, host):
    """A page that has been visited, on a host where a newer site can be put."""
    page = guard.open(host.put("numbre", SITE))
    until_cached(page)
    return page


def test_a_new_version_waits_until_the_visitor_asks_for_it(visited, host, newer):
    host.put("numbre", newer)
    for _ in range(2):
        reload(visited)
        visited.locator("#update").wait_for()
        assert visited.locator("#update-message").text_content() == "A new version is available."
        assert len(networks(visited)) == 5
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


def test_a_drawing_stays_and_the_page_warns_that_updating_clears_it(visited, host, newer):
    draw(visited, SEVEN)
    host.put("numbre", newer)
    assert visited.evaluate(INSTALLED) == "installed"
    visited.locator("#update").wait_for()
    assert visited.locator("#update-warning").is_visible()
    place = visited.locator(".update").bounding_box()
    assert settled(visited) == "7"
    visited.locator("#clear").click()
    settled(visited)
    assert visited.locator("#update-warning").is_hidden()
    assert visited.locator(".update").bounding_box() == place, "nothing below moves under a hand"


def test_the_announcement_is_accessible(visited, host, newer):
    draw(visited, SEVEN)
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
    host.put("numbre", newer)
    for path in (host.root / "numbre" / "models").rglob("*.bin"):
        path.unlink()  # they are cached
    assert visited.evaluate(INSTALLED) == "installed"
    with visited.expect_navigation():
        visited.locator("#update").click()
    until_ready(visited)
    host.stop()
    visited.evaluate("numbre.use('hello')")
    assert visited.evaluate("numbre.card.name") == "hello"


@pytest.mark.parametrize("damage", ["missing", "altered"])
def test_a_half_updated_site_leaves_the_old_version_in_use(visited, host, newer, damage):
    until_cached(visited, ".wasm")  # the last file that it fetches
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
    other = visited.context.new_page()
    other.goto(visited.url)
    until_ready(other)
    draw(other, SEVEN)
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
