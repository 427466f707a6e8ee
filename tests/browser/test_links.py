"""Links: a drawing in the address, opened elsewhere; the page's state in its address; reloading a tab."""

import json

import numpy as np
import pytest

from tests.browser.drawing import SEVEN, button, choose_network, open_part, settled, until_reading
from tests.browser.guard import guarding
from tests.browser.test_failures import FAILED_REQUEST
from tools.bench.composed_numbers import by_writer
from tools.bench.composed_numbers import numbers as composed
from tools.browser.number_drawings import numbers
from tools.browser.pointer import draw
from tools.browser.waiting import AVAILABLE, until_ready

COUNT = 200  # drawings that are linked and read again
DIGITS = 10
LONGEST = 1500  # characters of a link to one of them

# Links to drawings, opens each link in the same tab, and returns [link, reading before, reading after].
ROUND_TRIP = """async (text) => {
  const [pad, reading] = ['pad', 'reading'].map((id) => document.getElementById(id));
  let read = '';
  pad.addEventListener('input', ({ detail }) => { read = detail.text; });
  const results = [];
  for (const drawing of JSON.parse(text)) {
    const link = numbre.link(drawing);
    const [before] = await numbre.recognize(drawing);
    const opened = new Promise((done) => addEventListener('hashchange', done, { once: true }));
    location.hash = new URL(link).hash;
    await opened;
    read = ''; // the pad has been cleared for the drawing of the link
    const end = performance.now() + 20_000;
    do await new Promise(requestAnimationFrame);
    while ((!read || reading.getAttribute('aria-busy') === 'true') && performance.now() < end);
    results.push([link, before.text, read]);
  }
  return results;
}"""
BLOCKED = """for (const name of ['sessionStorage', 'localStorage']) {
  Object.defineProperty(globalThis, name, { get: () => { throw new DOMException('no', 'SecurityError'); } });
}"""
FULL = """Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };"""
FIXED = """for (const name of ['pushState', 'replaceState']) {
  history[name] = () => { throw new DOMException('no', 'SecurityError'); };
}"""
HIDE = "() => dispatchEvent(new PageTransitionEvent('pagehide'))"
REPLAYS = "performance.getEntriesByType('resource').filter(({ name }) => /replay-/.test(name)).length"
LINK = """() => {
  try { return numbre.link(); } catch ({ name, message }) { return `${name}: ${message}`; }
}"""
STOPS = "() => [...document.querySelectorAll('#reading button')].map((one) => one.tabIndex)"
KEPT = "() => sessionStorage.getItem('numbre')"
SENTENCES = {
    "damaged": "This link is damaged, so its drawing can’t be shown.",
    "version": "This link was made by a newer version of Numbre. Reload the page, then open it again.",
    "too large": "The drawing in this link is too large to be shown.",
}


@pytest.fixture(scope="module")
def handwriting(published_if_any):
    """Drawings of ten digits by held-back writers; without the data, of golden digits in many sizes."""
    rng = np.random.default_rng(16)
    if published_if_any:
        sets = {name: published_if_any[name] for name in ("pendigits", "unipen")}
        written = composed(by_writer(sets, "validation"), DIGITS, COUNT, rng)
        return [[stroke.tolist() for stroke in drawing] for drawing, _ in written]
    texts = ["".join(rng.choice(list("0123456789"), DIGITS)) for _ in range(COUNT)]
    return [numbers(text, gap=rng.uniform(10, 60), scale=rng.uniform(0.3, 1.2)) for text in texts]


@pytest.fixture
def opened(guard, served):
    """A function that opens the page with a fragment, in a browser that has never seen it; no motion."""
    return lambda fragment="", **options: guard.open(
        f"{served}#{fragment}", **({"reduced_motion": "reduce"} | options)
    )


@pytest.fixture(scope="module")
def link(browser, served):
    """The fragment of a link to a 2026 on the pad of a page that is closed again."""
    with guarding(browser) as guard:
        page = guard.open(served)
        draw(page, numbers("2026"))
        until_reading(page, "2026")
        return page.evaluate("numbre.link()").split("#")[1]


def until_fragment(page, fragment):
    """Wait until the address has a fragment."""
    page.wait_for_function("(fragment) => location.hash.slice(1) === fragment", arg=fragment)


def note(page, sentence):
    """Wait until the page says a sentence."""
    page.locator("#status", has_text=sentence).wait_for()


def is_blank(page):
    """Return whether nothing is drawn."""
    return page.locator("#clear").get_attribute("aria-disabled") == "true"


def test_a_link_opens_elsewhere_and_reads_the_same(link, opened):
    for options in ({}, {"reduced_motion": "no-preference"}, {"viewport": {"width": 360, "height": 740}}):
        page = opened(link, **options)
        until_reading(page, "2026")
        page.wait_for_function("(link) => numbre.link().endsWith(link)", arg=link)


def test_handwriting_reads_the_same_after_a_link(opened, handwriting):
    page = opened()
    results = []
    for start in range(0, COUNT, 20):
        results += page.evaluate(ROUND_TRIP, json.dumps(handwriting[start : start + 20]))
    assert len(results) == COUNT
    assert [(before, after) for _, before, after in results if before != after] == []
    assert max(len(link) for link, _, _ in results) <= LONGEST


def test_a_link_to_the_pad_holds_network_and_part(page, opened):
    draw(page, SEVEN)
    settled(page)
    choose_network(page, "hello")
    page.wait_for_function("() => numbre.card?.name === 'hello'")
    fragment = page.evaluate("numbre.link()").split("#")[1]
    assert fragment.startswith("d=1")
    assert fragment.endswith("&n=hello&p=about")
    other = opened(fragment)
    until_reading(other, "7")
    other.wait_for_function("() => numbre.card.name === 'hello'")
    other.locator("#about").wait_for()


def test_a_link_to_a_given_drawing_needs_no_pad(page, opened):
    tiny = [[[x / 1000, y / 1000] for x, y in stroke] for stroke in numbers("47")]
    far = [[[x + 3000, y - 5000, i] for i, (x, y) in enumerate(stroke)] for stroke in numbers("47")]
    for drawing in (tiny, far):
        other = opened(page.evaluate("(d) => numbre.link(d)", drawing).split("#")[1])
        until_reading(other, "47")
    assert "#" not in page.evaluate("numbre.link([])")
    assert "#" not in page.evaluate("numbre.link()")


def test_what_is_no_drawing_or_too_large_for_a_link_is_refused(page):
    refused = """(drawing) => {
      try { return numbre.link(drawing); } catch ({ name, message }) { return `${name}: ${message}`; }
    }"""
    assert page.evaluate(refused, "7") == "TypeError: drawing: expected an array of strokes"
    assert page.evaluate(refused, [[[1, 2], [3]]]).startswith("TypeError: drawing[0][1]: expected")
    large = [[[i * i * 31 % 907, i * i * 17 % 701] for i in range(5000)]]
    message = "RangeError: This drawing is too large for a link. Save it as a file instead."
    assert page.evaluate(refused, large) == message


def test_links_need_code_that_is_fetched_again_where_it_did_not_come(guard, served):
    guard.allowed += FAILED_REQUEST
    page = guard.open(served, before=lambda page: page.route("**/later-*.js", lambda route: route.abort()))
    page.evaluate("numbre.ready")
    assert (
        page.evaluate(LINK) == "Error: The code for links has not loaded. Await numbre.ready, then try again."
    )
    page.unroute("**/later-*.js")
    page.evaluate("numbre.ready")
    assert page.evaluate(LINK) == page.url.split("#")[0]


def damaged(kind, link):
    """Return the fragment of a bad link of a kind."""
    text = link.removeprefix("d=")
    return {
        "cut": f"d={text[:-9]}",
        "altered": f"d={text[:40]}{'A' if text[40] != 'A' else 'B'}{text[41:]}",
        "hostile": "d=<img src=x onerror=alert(1)>",
        "percent": "d=%E0%A4%A",
        "megabyte": "d=" + "1A" * 500_000,
        "version": f"d=2{text[1:]}",
    }[kind]


def test_a_bad_link_gives_a_sentence_and_an_empty_pad(page, served, link, subtests):
    for kind in ("cut", "altered", "hostile", "percent", "megabyte", "version"):
        draw(page, SEVEN)
        until_reading(page, "7")
        open_anew(page, served, damaged(kind, link))
        with subtests.test(kind):
            note(page, SENTENCES[{"megabyte": "too large", "version": "version"}.get(kind, "damaged")])
            until_fragment(page, "")
            assert is_blank(page)
    draw(page, SEVEN)
    until_reading(page, "7")


def test_a_bad_link_clears_nothing(page):
    draw(page, SEVEN)
    until_reading(page, "7")
    page.evaluate("location.hash = 'd=1damaged'")
    note(page, SENTENCES["damaged"])
    until_fragment(page, "")
    assert settled(page) == "7"


def test_undo_takes_an_opened_link_back(opened, link):
    page = opened()
    draw(page, SEVEN)
    until_reading(page, "7")
    page.evaluate("(link) => { location.hash = link; }", link)
    until_reading(page, "2026")
    until_fragment(page, link)
    page.locator("#undo").click()
    until_reading(page, "7")
    until_fragment(page, "")


def test_the_drawing_leaves_the_address_when_it_changes(opened, link):
    page = opened(link)
    until_reading(page, "2026")
    until_fragment(page, link)
    steps = page.evaluate("history.length")
    draw(page, SEVEN, part=0.1)
    until_fragment(page, "")
    assert page.evaluate("history.length") == steps


def test_back_and_forward_open_and_close_parts_and_change_networks(page):
    open_part(page, "compare")
    until_fragment(page, "compare")
    choose_network(page, "hello")
    until_fragment(page, "n=hello&p=about")
    page.go_back()
    page.wait_for_function("() => document.getElementById('network').value === 'ink'")
    page.go_back()
    page.locator("#compare").wait_for()
    page.go_back()
    page.locator("#compare").wait_for(state="hidden")
    until_fragment(page, "")
    page.go_forward()
    page.locator("#compare").wait_for()
    for _ in range(2):
        page.go_forward()
    page.locator("#about").wait_for()
    page.wait_for_function("() => numbre.card.name === 'hello'")


@pytest.mark.parametrize("way", ["choice", "link"])
def test_back_leads_past_a_network_that_could_not_be_loaded(guard, served, way):
    guard.allowed += FAILED_REQUEST
    page = guard.open(served, before=lambda page: page.route("**/hello/*", lambda route: route.abort()))
    open_part(page, "inside")
    until_fragment(page, "inside")
    if way == "choice":
        choose_network(page, "hello")
    else:
        page.evaluate("location.hash = 'n=hello'")
    page.locator("#status[data-state=failed]", has_text="Couldn’t load “hello”.").wait_for()
    before = "about" if way == "choice" else ""  # it was open when the network was chosen
    until_fragment(page, before)
    page.go_back()
    if way == "choice":
        until_fragment(page, before)
        page.go_back()
    page.locator("#inside").wait_for()
    until_fragment(page, "inside")


def test_an_address_selects_a_digit_when_it_has_been_read(opened, link):
    page = opened(f"{link}&s=1")
    until_reading(page, "2026")
    page.wait_for_function(f"() => ({STOPS})()[1] === 0")
    assert page.evaluate(STOPS) == [-1, 0, -1, -1]
    until_fragment(page, f"{link}&s=1")
    for key, place, fragment in (
        ("ArrowRight", 2, f"{link}&s=2"),
        ("End", 3, link),
        ("Home", 0, f"{link}&s=0"),
    ):
        button(page, page.evaluate(STOPS).index(0)).focus()
        page.keyboard.press(key)
        until_fragment(page, fragment)
        assert page.evaluate(STOPS).index(0) == place


UNKNOWN = ("n=none&p=none&s=-1", "n=__proto__&p=constructor", "%", "x=1&y", "s=999", "p=<b>", "&&==", "pad")


def open_anew(page, served, fragment):
    """Load the page again, with a fragment and a blank pad."""
    page.locator("#clear").click()
    until_reading(page, "")
    page.goto("about:blank")
    page.goto(f"{served}#{fragment}")
    page.wait_for_function(AVAILABLE)


def test_unknown_addresses_leave_the_page_as_it_is(page, served, subtests):
    for fragment in UNKNOWN:
        draw(page, SEVEN)
        until_reading(page, "7")
        open_anew(page, served, fragment)
        with subtests.test(fragment):
            page.evaluate("numbre.ready")
            assert page.evaluate("numbre.card.name") == "ink"
            assert page.locator(".part:visible").count() == 0
            assert is_blank(page)
    draw(page, SEVEN)
    until_reading(page, "7")


def test_where_the_address_cannot_be_changed_the_page_works(guard, served, link):
    page = guard.open(f"{served}#{link}", before=lambda page: page.add_init_script(FIXED))
    until_reading(page, "2026")
    open_part(page, "about")
    page.locator("#about").wait_for()
    page.locator("#clear").click()
    draw(page, SEVEN)
    until_reading(page, "7")


def test_a_sheet_survives_a_reload_with_network_and_part(page):
    choose_network(page, "hello")
    page.wait_for_function("() => numbre.card?.name === 'hello'")
    draw(page, SEVEN)
    assert settled(page) == "7"
    for _ in range(2):
        page.reload()
        until_ready(page)
        until_reading(page, "7")
        page.wait_for_function("() => numbre.card.name === 'hello'")
        page.locator("#about").wait_for()
    page.locator("#clear").click()
    page.reload()
    until_ready(page)
    assert is_blank(page)


def test_nothing_is_kept_but_the_sheet_and_only_in_its_tab(page, served):
    draw(page, SEVEN)
    assert settled(page) == "7"
    assert page.evaluate(KEPT) is None, "not on every stroke"
    page.evaluate(HIDE)
    assert page.evaluate("Object.keys(sessionStorage)") == ["numbre"]
    assert page.evaluate("Object.keys(localStorage)") == []
    other = page.context.new_page()
    other.goto(served)
    until_ready(other)
    assert is_blank(other)


def test_a_link_wins_over_the_kept_sheet(page, link):
    draw(page, SEVEN)
    assert settled(page) == "7"
    page.goto("about:blank")
    page.go_back()
    until_ready(page)
    until_reading(page, "7")
    page.evaluate(HIDE)
    page.evaluate("(link) => { history.replaceState(null, '', `#${link}`); location.reload(); }", link)
    until_ready(page)
    until_reading(page, "2026")


def test_corrections_of_a_link_survive_a_reload(opened, link):
    page = opened(link, reduced_motion="no-preference")
    until_reading(page, "2026")
    assert page.evaluate(REPLAYS) == 1
    page.wait_for_function("(link) => numbre.link().endsWith(link)", arg=link)  # the replay has ended
    settled(page)
    button(page, 0).click()
    page.locator("[role=dialog] :focus").wait_for()
    page.keyboard.press("9")
    until_reading(page, "9026")
    for _ in range(2):
        page.reload()
        until_ready(page)
        until_reading(page, "9026")
        assert page.evaluate(REPLAYS) == 0
        until_fragment(page, f"{link}&s=0")
    page.evaluate("(link) => { location.hash = `${link}&x`; }", link)
    assert page.evaluate(REPLAYS) == 0, "the same drawing does not come again"
    page.locator("#clear").click()
    until_fragment(page, "")
    page.evaluate("(link) => { location.hash = link; }", link)
    until_reading(page, "2026")


DAMAGED_SHEETS = (
    *("", "{", "null", "7", '"text"', "[]", '{"version":2}', '{"version":1}'),
    '{"version":1,"size":{"width":9,"height":9},"zoom":1,"strokes":[[[1,null,3]]],"corrections":[]}',
    '{"version":1,"size":{"width":-9,"height":9},"zoom":1,"strokes":[[[1,2,3]]],"corrections":[]}',
    '{"version":1,"size":{"width":9,"height":9},"zoom":1,"strokes":[[[1,2,3]]],"corrections":[{}]}',
)


def test_a_damaged_kept_sheet_is_ignored(guard, served, subtests):
    """It takes the place of the seven that the page has kept; the name of a tab outlives a reload."""
    set_kept = "if (name) sessionStorage.setItem('numbre', JSON.parse(name).kept);"
    page = guard.open(served, before=lambda page: page.add_init_script(set_kept))
    for kept in DAMAGED_SHEETS:
        with subtests.test(kept):
            page.evaluate("(kept) => { name = JSON.stringify({ kept }); }", kept)
            page.reload()
            until_ready(page)
            assert is_blank(page)
            draw(page, SEVEN)
            until_reading(page, "7")


@pytest.mark.parametrize("fault", [BLOCKED, FULL], ids=["blocked", "full"])
def test_where_storage_is_blocked_or_full_the_page_works(guard, served, fault):
    page = guard.open(served, before=lambda page: page.add_init_script(fault))
    draw(page, SEVEN)
    until_reading(page, "7")
    page.evaluate(HIDE)
    page.reload()
    until_ready(page)
    assert is_blank(page)
