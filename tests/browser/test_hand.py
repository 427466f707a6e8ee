"""What the page learns of its visitor: by corrections, in Your hand, in files, across tabs and visits."""

import json

import pytest

from tests.browser.drawing import SCRIBBLE, button, open_part, settled, until_reading
from tools.browser.number_drawings import numbers
from tools.browser.pointer import draw
from tools.browser.waiting import until, until_ready

# A German 1 with a long upstroke, which the network reads as a 7; and the same hand, smaller, another time.
ONE = [[(0, 26), (72, 0), (60, 140)]]
AGAIN = [[(5, 19), (50, 0), (44, 100)]]
REFUSED = """Object.defineProperty(globalThis, 'indexedDB', {
  get() { throw new DOMException('The operation is insecure.', 'SecurityError'); },
});"""
SIZE = "() => numbre.hand.size"
BOX = "() => JSON.stringify(document.getElementById('sheet').getBoundingClientRect())"
STORED = """() => new Promise((resolve) => {
  indexedDB.open('numbre-hand').onsuccess = ({ target: { result } }) => {
    result.transaction('examples').objectStore('examples').getAll().onsuccess = ({ target }) => {
      resolve(target.result.map(({ grapheme }) => grapheme).join(''));
      result.close();
    };
  };
})"""
FULL = """() => {
  const put = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = function (one) {
    if (one.grapheme === '1') throw new DOMException('Full.', 'QuotaExceededError');
    return put.call(this, one);
  };
}"""
SILENT = """() => {
  const { transaction } = IDBDatabase.prototype;
  IDBDatabase.prototype.transaction = function (...words) {
    IDBDatabase.prototype.transaction = transaction;
    const begun = transaction.apply(this, words);
    return { abort: () => begun.abort(), objectStore: () => ({ getAll: () => ({}), get: () => ({}) }) };
  };
}"""
CLOSING = """() => {
  IDBDatabase.prototype.transaction = new Proxy(IDBDatabase.prototype.transaction, {
    apply(transaction, database, words) {
      IDBDatabase.prototype.transaction = transaction;
      database.close();
      return transaction.apply(database, words);
    },
  });
  const { open } = IDBFactory.prototype;
  let left = 4;
  IDBFactory.prototype.open = function (...words) {
    left -= 1;
    if (left >= 0) throw new DOMException('The connection was closed.', 'AbortError');
    return open.apply(this, words);
  };
}"""
KEPT = "async () => (await indexedDB.databases()).map(({ name }) => name)"
PAD = "() => document.activeElement.id"


def until_size(page, size):
    """Wait until the hand has as many examples."""
    page.wait_for_function("(size) => numbre.hand.size === size", arg=size)


def correct(page, place, key):
    """Choose another digit for a numeral."""
    button(page, place).click()
    page.get_by_role("dialog").wait_for()
    page.keyboard.press(key)


def message(page, text):
    """Return the message in the bar, once it has a text."""
    line = page.locator("#status", has_text=text)
    line.wait_for()
    return line


def middle(element):
    """Return the y of the middle of an element."""
    box = element.bounding_box()
    return box["y"] + box["height"] / 2


def offered(page, name):
    """Return a button beside the message."""
    return page.locator(".offer").get_by_role("button", name=name)


def saying(page, text):
    """Wait until Your hand says something."""
    page.locator("#hand [role=status]", has_text=text).wait_for()


def test_a_german_one_is_learned_from_one_correction_until_it_is_forgotten(page):
    assert page.evaluate(KEPT) == [], "nothing is kept of a visit that teaches nothing"
    draw(page, ONE)
    until_reading(page, "7")
    before = page.evaluate(BOX)
    correct(page, 0, "1")
    assert message(page, "Learned your 1.").text_content() == "Learned your 1."
    undo = offered(page, "Undo")
    assert undo.is_visible()
    assert abs(middle(undo) - middle(page.locator("#status"))) <= 1, "they stand on one line"
    assert page.evaluate(BOX) == before, "nothing has moved"
    page.locator("#clear").click()
    draw(page, AGAIN, part=0.4)
    until_reading(page, "1")
    assert page.locator(".offer").count() == 0, "the offer ends with the next stroke"
    assert "set by you" not in page.locator("#confidence").text_content()

    page.reload()
    until_ready(page)
    until_reading(page, "1")
    assert page.evaluate(SIZE) == 1
    open_part(page, "hand")
    tile = page.get_by_role("button", name="Remove this 1")
    tile.wait_for()
    page.locator("#hand li", has_text="Your 1 was read as 7: 1 example.").wait_for()
    page.get_by_role("button", name="Forget all").click()
    until_reading(page, "7")
    saying(page, "Forgot 1 example.")
    assert page.locator("#hand p").first.text_content().startswith("Nothing learned yet")
    assert (page.locator(".hand-tile").count(), page.evaluate(SIZE)) == (0, 0)
    page.keyboard.press("Enter")  # Undo has the focus
    until_reading(page, "1")
    saying(page, "It is back.")
    tile.focus()
    page.keyboard.press("Enter")
    until_reading(page, "7")
    saying(page, "Removed this 1.")


def test_undo_and_redo_take_the_example_along_and_unlikely_digits_are_asked_about(page):
    draw(page, ONE)
    until_reading(page, "7")
    correct(page, 0, "1")
    message(page, "Learned your 1.")
    page.locator("#undo").click()
    until_reading(page, "7")
    until_size(page, 0)
    assert page.locator(".offer").count() == 0, "there is nothing left to undo"
    page.locator("#announcements", has_text="Back to 7. The number is 7.").wait_for(state="attached")
    page.locator("#redo").click()
    until_size(page, 1)
    assert settled(page) == "1"
    correct(page, 0, "4")
    message(page, "Learned your 4.")
    offered(page, "Undo").focus()
    assert page.evaluate(SIZE) == 1, "the same ink has one label"
    page.keyboard.press("Enter")
    message(page, "Forgot this 4.")
    until_size(page, 0)
    assert (settled(page), page.evaluate(PAD)) == ("4", "pad"), "the correction stays"

    for drawing, key, question in (
        (SCRIBBLE, "8", "This doesn’t look like an 8. Learn it anyway?"),
        (numbers("8"), "9", "This looks like an 8. Learn it as your 9?"),
    ):
        page.locator("#clear").click()
        draw(page, drawing)
        settled(page)
        before = page.evaluate(SIZE)
        correct(page, 0, key)
        message(page, question)
        offered(page, "No").click()
        assert page.evaluate(SIZE) == before
        page.locator("#undo").click()
        settled(page)
        correct(page, 0, key)
        message(page, question)
        offered(page, "Yes").click()
        message(page, f"Learned your {key}.")
        until_size(page, before + 1)
    page.evaluate("numbre.hand.clear()")
    page.reload()
    until_ready(page)
    until_reading(page, "9")
    assert page.locator("#confidence b").text_content() == "Set by you."
    assert page.evaluate(SIZE) == 0, "a correction that was kept with the sheet teaches nothing"


@pytest.mark.parametrize("is_full", [False, True], ids=["refused", "full"])
def test_a_browser_that_stores_nothing_learns_for_the_visit_and_says_so(guard, served, is_full):
    def before(page):
        if not is_full:
            return page.add_init_script(REFUSED)
        quota = {"origin": served.rstrip("/"), "quotaSize": 1}
        return page.context.new_cdp_session(page).send("Storage.overrideQuotaForOrigin", quota)

    page = guard.open(served, before=before)
    draw(page, ONE)
    until_reading(page, "7")
    correct(page, 0, "1")
    message(page, "Learned your 1 for this visit: this browser can’t store it.")
    page.locator("#clear").click()
    draw(page, AGAIN)
    until_reading(page, "1")
    open_part(page, "hand")
    page.locator(".hand-state", has_text="This browser can’t store").wait_for()


def test_files_are_saved_and_loaded_and_a_damaged_one_changes_nothing(page):
    assert page.evaluate("Object.keys(numbre.hand)") == ["size", "export", "import", "clear"]
    assert page.evaluate("(ink) => numbre.teach(ink, '1')", ONE) == 1
    open_part(page, "hand")
    page.locator(".hand-tile").wait_for()
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as a file").click()
    assert download.value.suggested_filename == "numbre-hand.json"
    text = download.value.path().read_text()
    assert [one["grapheme"] for one in json.loads(text)["examples"]] == ["1"]

    def load(content):
        file = {"name": "numbre-hand.json", "mimeType": "application/json", "buffer": content.encode()}
        page.set_input_files("#hand-file", file)

    load(text[:-20])
    saying(page, "This file is damaged.")
    load('{"format": "another"}')
    saying(page, "This isn’t a hand saved by Numbre.")
    assert page.locator(".hand-tile").count() == 1
    load(text.replace('"grapheme":"1"', '"grapheme":"7"'))
    saying(page, "Loaded 1 example.")
    page.get_by_role("button", name="Remove this 7").wait_for()
    assert page.locator(".hand-tile").count() == 1, "the same ink has one label"

    page.get_by_role("button", name="Pause").click()
    page.locator(".hand-state", has_text="Paused").wait_for()
    draw(page, AGAIN)
    until_reading(page, "7")
    correct(page, 0, "1")
    until_reading(page, "1")
    page.reload()
    until_ready(page)
    assert page.evaluate("numbre.hand.export().then((text) => JSON.parse(text).examples.length)") == 1
    open_part(page, "hand")
    page.get_by_role("button", name="Resume").click()
    page.get_by_role("button", name="Pause").wait_for()


def test_a_database_that_does_not_answer_is_opened_anew(page):
    page.evaluate("(ink) => numbre.teach(ink, '1')", AGAIN)
    page.evaluate(SILENT)
    page.evaluate("(ink) => numbre.teach(ink, '1')", ONE)
    assert page.evaluate(SIZE) == 2
    assert page.evaluate(STORED) == "11"


def test_a_database_that_closes_again_while_it_is_deleted_is_waited_for(page):
    page.evaluate("(ink) => numbre.teach(ink, '1')", AGAIN)
    page.evaluate(CLOSING)
    page.evaluate("(ink) => numbre.teach(ink, '1')", ONE)
    assert page.evaluate(STORED) == "11"


def test_two_tabs_share_a_hand_lose_nothing_and_say_what_cannot_be_stored(page, served):
    other = page.context.new_page()
    other.goto(served)
    until_ready(other)
    draw(other, ONE)
    until_reading(other, "7")
    page.evaluate("(ink) => numbre.teach(ink, '1')", AGAIN)
    until_reading(other, "1")
    teach = """(tab) => {
      const stroke = (i) => [[[0, 0], [10 + 3 * i + tab, 40], [50, 90 + 2 * tab + i]]];
      globalThis.taught = Promise.all([0, 1, 2, 3, 4, 5].map((i) => numbre.teach(stroke(i), '4')));
    }"""
    for tab, one in enumerate((page, other)):
        one.evaluate(teach, tab)  # neither waits for the other
    for one in (page, other):
        one.evaluate("() => taught")
    for one in (page, other):
        until_size(one, 13)
    other.evaluate("numbre.hand.clear()")
    until_size(page, 0)
    until(page, "async () => JSON.parse(await numbre.hand.export()).examples.length === 0")

    origin = {"origin": served.rstrip("/"), "storageTypes": "indexeddb"}
    page.context.new_cdp_session(page).send("Storage.clearDataForOrigin", origin)
    page.evaluate("(ink) => numbre.teach(ink, '1')", ONE)
    until_size(other, 1)
    assert page.evaluate(STORED) == "1", "what is deleted meanwhile can be stored again"
    page.evaluate(FULL)
    page.evaluate("(ink) => numbre.teach(ink, '41')", numbers("41"))
    assert page.evaluate(STORED) == "1", "all that is taught at once is stored, or nothing"
    open_part(page, "hand")
    page.locator(".hand-state", has_text="This browser can’t store").wait_for()
    assert page.evaluate(SIZE) == 3
