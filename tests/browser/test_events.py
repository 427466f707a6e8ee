"""Events for the site around the page: `input` when the number changes, `change` when it has settled."""

from tests.browser.drawing import ONE, SEVEN, settled, until_reading
from tools.browser.pointer import draw

LOG = """() => {
  globalThis.events = [];
  for (const type of ['input', 'change']) {
    document.addEventListener(type, ({ target, detail, timeStamp }) => {
      if (target.id === 'pad') events.push([type, detail.text, timeStamp]);
    });
  }
}"""
CLEAR = """() => document.addEventListener('change', ({ target, detail }) => {
  if (target.id === 'pad' && detail.text) document.getElementById('clear').click();
})"""
CHANGED = "(text) => events.some(([type, found]) => type === 'change' && found === text)"


def test_input_then_change_for_every_number(page):
    page.evaluate(LOG)
    draw(page, SEVEN)
    page.wait_for_function(CHANGED, arg="7")
    page.locator("#clear").click()
    page.wait_for_function(CHANGED, arg="")
    events = [(kind, text) for kind, text, _ in page.evaluate("events")]
    assert events[-1] == ("change", "")
    assert events.index(("change", "7")) > events.index(("input", "7"))
    assert [text for kind, text in events if kind == "change"] == ["7", ""]
    assert events.count(("input", "")) == 1


def test_a_listener_may_clear_the_pad_and_the_next_number_has_its_own_time(page):
    page.evaluate(LOG)
    page.evaluate(CLEAR)
    draw(page, ONE)
    page.wait_for_function(CHANGED, arg="1")
    until_reading(page, "")
    draw(page, SEVEN)
    assert settled(page) == "7"
    page.wait_for_function(CHANGED, arg="7")
    events = page.evaluate("events")
    [changed] = [at for kind, text, at in events if (kind, text) == ("change", "7")]
    written = max(at for kind, text, at in events if (kind, text) == ("input", "7"))
    assert changed - written > 780


def test_no_part_of_a_number_is_sent_while_it_is_being_read(page):
    """The number of the network before stays until that of the next one has come."""
    page.get_by_role("button", name="Sample 2026", exact=True).click()
    until_reading(page, "2026")
    page.evaluate(LOG)
    page.evaluate("numbre.use('hello')")
    settled(page)
    page.wait_for_function("() => events.length")
    assert "" not in [text for _, text, _ in page.evaluate("events")]
