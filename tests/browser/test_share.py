"""The sheet for others: the menu of the Share button, and files with picture, drawing and data."""

import io
import json
import re
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image

from tests.browser.drawing import SCRIBBLE, SEVEN, settled, until_reading
from tests.browser.test_accessibility import AXE, check
from tools.browser.number_drawings import numbers
from tools.browser.pointer import draw

ITEMS = ["Copy link", "Copy number", "Save picture (PNG)", "Save drawing (SVG)", "Save data (JSON)"]
SIZES = {"small": (320, 568), "phone": (360, 740), "lying": (568, 320), "desktop": (1280, 800)}
GROUND, PAPER, INK = [244, 239, 231], [255, 254, 250], [29, 42, 107]
NEAR = 8  # px of the picture, 4 px of its layout
SVG = "{http://www.w3.org/2000/svg}"
FOCUSED = "document.activeElement.id || document.activeElement.textContent"

# Headless Chromium does not share: the page sees this instead.
SHARING = """() => {
  globalThis.shared = [];
  navigator.share = (data) => {
    shared.push(data);
    const { refusal } = globalThis;
    globalThis.answer = refusal ? Promise.reject(new DOMException('', refusal)) : Promise.resolve();
    return answer;
  };
  const isPicture = ({ type }) => type === 'image/png';
  navigator.canShare = ({ files }) => globalThis.takesFiles !== false && files.every(isPicture);
}"""
BLOCKED = """() => {
  navigator.clipboard.writeText = () => Promise.reject(new DOMException('', 'NotAllowedError'));
  document.execCommand = () => false;
}"""
# Makes a menu of its own, on a page without main.js, for a drawing of 1, with a given link.
WITH_LINK = """async (link) => {
  const { createSharing } = await import('./share/share.js');
  const { unread } = await import('./session/number.js');
  const drawing = [[{ x: 0, y: 0 }, { x: 0, y: 50 }]];
  const state = { drawing, number: unread(drawing), corrections: [], isReading: false, network: null };
  const listeners = [];
  const button = document.getElementById('share');
  globalThis.reports = [];
  const sharing = createSharing({
    button,
    session: { state, subscribe: (listener) => { listeners.push(listener); return () => {}; } },
    pad: { size: { width: 100, height: 100 }, sheet: {} },
    recognize: async () => [],
    link: new Function(`return ${link}`)(),
    copyNumber: () => { reports.push('copied'); return true; },
    report: (text) => reports.push(text),
  });
  globalThis.show = (change) => {
    Object.assign(state, change);
    for (const listener of listeners) listener(state);
  };
  button.setAttribute('aria-disabled', 'false');
  button.addEventListener('click', () => sharing.toggle(false));
}"""


@pytest.fixture
def drawn(guard, served):
    """A function that opens the page, after a script, and draws a number."""

    def open_with(drawing=None, script=None, size="desktop", **options):
        width, height = SIZES[size]
        before = (lambda page: page.add_init_script(f"({script})()")) if script else (lambda page: None)
        page = guard.open(served, before=before, viewport={"width": width, "height": height}, **options)
        draw(page, drawing or numbers("2026"))
        settled(page)
        return page

    return open_with


def open_menu(page):
    page.locator("#share").click()
    menu = page.get_by_role("menu", name="Share")
    menu.wait_for()
    return menu


def choose(page, name):
    open_menu(page)
    page.get_by_role("menuitem", name=name, exact=True).click()


def save(page, name):
    """Choose an item; return the saved file's name and bytes."""
    with page.expect_download() as saving:
        choose(page, name)
    page.locator("#status", has_text=f"Saved {saving.value.suggested_filename}.").wait_for()
    return saving.value.suggested_filename, saving.value.path().read_bytes()


def pixels(png):
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB")).astype(int)


def middles(rows):
    """Return the middle of each run of columns that hold ink, of ink that is this dark."""
    inked = (np.abs(rows - INK).max(axis=2) < 40).any(axis=0)
    edges = np.flatnonzero(np.diff(np.r_[0, inked.astype(int), 0]))
    return [(left + right - 1) / 2 for left, right in edges.reshape(-1, 2)]


def paper_rows(image):
    """Return the rows of the picture that are the sheet, without the ground around it."""
    return image[60 : len(image) - 100, 60:-60]


def test_with_nothing_drawn_there_is_nothing_to_share(page):
    share = page.locator("#share")
    assert share.get_attribute("aria-disabled") == "true"
    share.click(force=True)  # Playwright waits for buttons that are aria-disabled
    page.locator("#status", has_text="Nothing drawn yet. Write a number first.").wait_for()
    assert page.locator("[role=menu]").count() == 0
    draw(page, SEVEN)
    settled(page)
    assert share.get_attribute("aria-disabled") == "false"


def test_the_menu_opens_and_closes_by_mouse(drawn):
    page = drawn()
    share = page.locator("#share")
    assert (share.get_attribute("aria-haspopup"), share.get_attribute("aria-expanded")) == ("menu", "false")
    menu = open_menu(page)
    assert share.get_attribute("aria-expanded") == "true"
    assert menu.get_by_role("menuitem").all_text_contents() == ITEMS
    share.click()
    menu.wait_for(state="hidden")
    assert share.get_attribute("aria-expanded") == "false"
    assert page.evaluate("document.activeElement.id") == "share"
    open_menu(page)
    page.locator("h1").click()
    menu.wait_for(state="hidden")
    open_menu(page)
    page.locator("#undo").focus()
    menu.wait_for(state="hidden")
    assert page.evaluate("document.activeElement.id") == "undo", "the focus stays where it went"


def test_the_menu_is_operable_by_keyboard(drawn):
    page = drawn()
    menu = page.get_by_role("menu", name="Share")
    share = page.locator("#share")
    for key, first in (
        ("Enter", ITEMS[0]),
        ("Space", ITEMS[0]),
        ("ArrowDown", ITEMS[0]),
        ("ArrowUp", ITEMS[-1]),
    ):
        share.focus()
        page.keyboard.press(key)
        menu.wait_for()
        assert page.evaluate(FOCUSED) == first
        page.keyboard.press("Escape")
        menu.wait_for(state="hidden")
        assert page.evaluate("document.activeElement.id") == "share"
    page.keyboard.press("ArrowDown")
    menu.wait_for()
    steps = [("ArrowUp", -1), ("ArrowDown", 0), ("ArrowDown", 1), ("End", -1), ("Home", 0)]
    for key, index in [*steps, ("s", 2), ("s", 3), ("S", 4), ("s", 2), ("c", 0), ("x", 0)]:
        page.keyboard.press(key)
        assert page.evaluate(FOCUSED) == ITEMS[index], key
    page.keyboard.press("Control+z")
    assert menu.is_visible()
    assert settled(page) == "2026", "keys of the page are not those of the menu"
    page.keyboard.press("Tab")
    menu.wait_for(state="hidden")
    assert (
        page.evaluate("document.getElementById('share').compareDocumentPosition(document.activeElement)") == 4
    )
    share.focus()
    page.keyboard.press("Enter")
    menu.wait_for()
    page.keyboard.press("End")
    with page.expect_download() as saving:
        page.keyboard.press("Enter")
    assert saving.value.suggested_filename == "numbre-2026.json"
    assert page.evaluate("document.activeElement.id") == "share"


@pytest.mark.parametrize("size", SIZES)
def test_the_menu_is_within_the_window_and_large_enough_for_fingers(drawn, size):
    page = drawn(script=SHARING, size=size, has_touch=True)
    width, height = SIZES[size]
    for direction in ("ltr", "rtl"):
        page.evaluate("(direction) => { document.documentElement.dir = direction; }", direction)
        page.locator("#share").tap()
        page.get_by_role("menu", name="Share").wait_for()
        boxes = [page.locator(".popup-menu").bounding_box()]
        boxes += [item.bounding_box() for item in page.get_by_role("menuitem").all()]
        for box in boxes:
            assert min(box["x"], box["y"]) >= 0
            assert box["x"] + box["width"] <= width
            assert box["y"] + box["height"] <= height
        assert len(boxes) == 7
        assert all(box["height"] >= 44 and box["width"] >= 44 for box in boxes)
        with page.expect_download():
            page.get_by_role("menuitem", name="Save drawing (SVG)").tap()


def test_large_text_takes_more_lines_in_the_menu(drawn):
    page = drawn(size="phone")
    page.evaluate("() => { document.documentElement.style.fontSize = '34px'; }")
    open_menu(page)
    assert page.locator(".popup-menu").evaluate("(one) => one.scrollWidth <= one.clientWidth")


def test_a_screen_of_large_text_scrolls_the_menu(drawn):
    page = drawn(size="lying")
    page.evaluate("() => { document.documentElement.style.fontSize = '34px'; }")
    open_menu(page)
    box = page.locator(".popup-menu").bounding_box()
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= SIZES["lying"][1]
    page.keyboard.press("End")
    last = page.get_by_role("menuitem").last.bounding_box()
    assert last["y"] + last["height"] <= SIZES["lying"][1]


def test_axe_finds_nothing_in_the_menu_and_with_a_link_to_copy_by_hand(drawn):
    page = drawn(script=BLOCKED)
    page.evaluate(AXE)
    open_menu(page)
    check(page)
    page.get_by_role("menuitem", name="Copy link").click()
    page.get_by_label("Link").wait_for()
    check(page)


def test_the_menu_is_seen_in_forced_colours(drawn):
    page = drawn(forced_colors="active")
    open_menu(page)
    style = page.locator(".popup-menu").evaluate(
        "(e) => [getComputedStyle(e).borderTopWidth, getComputedStyle(e).borderTopStyle]"
    )
    assert style == ["1px", "solid"]
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline in ("solid", "auto")


def test_link_and_number_are_copied(guard, drawn):
    page = drawn()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    choose(page, "Copy link")
    page.locator("#status", has_text="Copied the link.").wait_for()
    link = page.evaluate("navigator.clipboard.readText()")
    assert link == page.evaluate("numbre.link()")
    until_reading(guard.open(link), "2026")
    page.locator("#reading button").first.click()
    page.get_by_role("dialog").wait_for()
    page.keyboard.press("7")
    until_reading(page, "7026")
    choose(page, "Copy link")
    page.locator("#status", has_text="It holds your writing, not your corrections.").wait_for()
    page.locator("#undo").click()
    until_reading(page, "2026")
    choose(page, "Copy number")
    page.locator("#status", has_text="Copied 2026").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == "2026"


def test_a_refused_clipboard_shows_the_link_instead(drawn):
    page = drawn(script=BLOCKED)
    choose(page, "Copy link")
    page.locator("#status", has_text="Couldn’t copy: the browser blocked access to the clipboard.").wait_for()
    field = page.get_by_label("Link")
    field.wait_for()
    assert field.input_value().startswith(page.url.split("#")[0])
    assert field.evaluate("(e) => e === document.activeElement && e.selectionEnd === e.value.length")
    assert field.get_attribute("readonly") is not None
    page.keyboard.press("Escape")
    field.wait_for(state="hidden")
    assert page.evaluate("document.activeElement.id") == "share"
    assert open_menu(page).get_by_role("menuitem").count() == len(ITEMS)


def test_a_number_that_is_not_there_is_not_copied(drawn):
    page = drawn(SCRIBBLE)
    open_menu(page)
    item = page.get_by_role("menuitem", name="Copy number")
    assert item.get_attribute("aria-disabled") == "true"
    item.click(force=True)
    page.locator("#status", has_text="There is no number to copy.").wait_for()


@pytest.mark.parametrize("takes_files", [True, False])
def test_the_browser_shares_text_link_and_picture(drawn, takes_files):
    page = drawn(script=SHARING)
    page.evaluate("(takes) => { globalThis.takesFiles = takes; }", takes_files)
    assert open_menu(page).get_by_role("menuitem").first.text_content() == "Share…"
    page.get_by_role("menuitem", name="Share…").click()
    page.wait_for_function("() => shared.length")
    title, text, url, files = page.evaluate(
        """() => {
          const [{ title, text, url, files = [] }] = shared;
          return [title, text, url, files.map(({ name, type }) => [name, type])];
        }"""
    )
    assert (title, text) == ("Numbre", "I wrote 2026")
    assert url.startswith(page.url.split("#")[0])
    assert files == ([["numbre-2026.png", "image/png"]] if takes_files else [])


def test_a_visitor_who_closes_the_browsers_dialog_reads_nothing_and_a_refusal_is_explained(drawn):
    page = drawn(script=SHARING)
    for name in ("AbortError", "NotAllowedError"):
        page.evaluate("(name) => { globalThis.refusal = name; }", name)
        choose(page, "Share…")
        page.wait_for_function("(count) => shared.length === count", arg=1 if name == "AbortError" else 2)
        if name == "AbortError":
            page.evaluate("() => answer.catch(() => {})")  # the page has heard of it before
            assert "Couldn’t" not in page.locator("#status").text_content()
    page.locator("#status", has_text="Couldn’t share here. Copy the link instead.").wait_for()


def test_a_drawing_that_is_too_large_for_a_link_is_saved_instead(modules):
    page = modules()
    page.evaluate(
        WITH_LINK, "() => Promise.reject(Object.assign(new Error('Too large.'), { kind: 'too large' }))"
    )
    choose(page, "Copy link")
    page.wait_for_function("() => reports.length")
    assert page.evaluate("reports") == ["Too large."]
    with page.expect_download() as saving:
        choose(page, "Save drawing (SVG)")
    assert saving.value.suggested_filename == "numbre.svg"


@pytest.mark.parametrize("item", ITEMS[2:])
def test_a_pad_that_is_cleared_while_a_file_waits_for_the_reading_is_explained(modules, item):
    page = modules()
    page.evaluate(WITH_LINK, "async () => 'https://example.org'")
    page.evaluate("show({ isReading: true })")
    choose(page, item)
    page.evaluate("show({ isReading: false, drawing: [] })")
    page.wait_for_function("() => reports.length")
    assert page.evaluate("reports") == ["Nothing drawn yet."]


def test_a_file_that_cannot_be_made_is_explained(modules):
    page = modules()
    page.evaluate(WITH_LINK, "async () => 'https://example.org'")
    page.evaluate("() => { URL.createObjectURL = () => { throw new TypeError('full'); }; }")
    for item in ITEMS[3:]:
        choose(page, item)
    page.wait_for_function("() => reports.length === 2")
    assert page.evaluate("reports") == ["Couldn’t make the file."] * 2


def test_the_number_of_other_ink_is_not_copied(modules):
    page = modules()
    page.evaluate(WITH_LINK, "async () => 'https://example.org'")
    number = "const { unread } = await import('./session/number.js'); const [old, ink] = [[[]], [[]]];"
    page.evaluate(
        f"async () => {{ {number} show({{ drawing: ink, number: {{ ...unread(old), text: '1' }} }}); }}"
    )
    open_menu(page)
    item = page.get_by_role("menuitem", name="Copy number")
    assert item.get_attribute("aria-disabled") == "true"
    item.click(force=True)
    assert page.evaluate("reports") == ["There is no number to copy."]
    page.evaluate(
        f"async () => {{ {number} show({{ drawing: ink, number: {{ ...unread(ink), text: '1' }} }}); }}"
    )
    assert (
        open_menu(page).get_by_role("menuitem", name="Copy number").get_attribute("aria-disabled") == "false"
    )
    page.get_by_role("menuitem", name="Copy number").click()
    assert page.evaluate("reports.at(-1)") == "copied"


def test_a_link_that_cannot_be_made_is_explained(modules):
    page = modules()
    page.evaluate(WITH_LINK, "() => Promise.reject(new TypeError('Failed to fetch'))")
    choose(page, "Copy link")
    page.wait_for_function("() => reports.length")
    assert page.evaluate("reports") == ["Couldn’t make the link. Save the drawing as a file instead."]


def test_a_link_that_is_still_to_come_is_copied_within_the_click(modules):
    page = modules()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate("() => { globalThis.coming = new Promise((come) => { globalThis.come = come; }); }")
    page.evaluate("""() => {
      const write = navigator.clipboard.write.bind(navigator.clipboard);
      navigator.clipboard.write = (items) => {
        globalThis.asked = globalThis.event?.type;
        return write(items);
      };
    }""")
    page.evaluate(WITH_LINK, "() => coming")
    choose(page, "Copy link")
    assert page.evaluate("asked") == "click", "Safari allows it within the event only"
    page.evaluate("come('https://example.org/#late')")
    page.wait_for_function("() => reports.length")
    assert page.evaluate("reports") == ["Copied the link."]
    assert page.evaluate("navigator.clipboard.readText()") == "https://example.org/#late"


def test_the_picture_has_ink_tiles_and_numerals_in_columns(drawn):
    page = drawn()
    name, png = save(page, "Save picture (PNG)")
    assert name == "numbre-2026.png"
    image = pixels(png)
    assert image.shape[1] == 1200
    assert 800 < image.shape[0] < 1100
    paper = paper_rows(image)
    rows = np.flatnonzero((np.abs(paper - INK).max(axis=2) < 40).any(axis=1))
    breaks = np.flatnonzero(np.diff(rows) > 12)  # between ink, tiles and numerals
    assert len(breaks) == 2
    bands = np.split(rows, breaks + 1)
    ink, tiles, numerals = (middles(paper[band[0] : band[-1] + 1]) for band in bands)
    assert len(ink) == len(tiles) == len(numerals) == 4
    for column, tile, numeral in zip(ink, tiles, numerals, strict=True):
        assert abs(column - tile) <= 3 * NEAR, "a digit stands by its centre of mass in its tile"
        assert abs(column - numeral) <= NEAR


def test_the_picture_is_light_at_night(drawn):
    image = pixels(save(drawn(color_scheme="dark"), "Save picture (PNG)")[1])
    assert image[0, 0].tolist() == GROUND
    assert image[60, 100].tolist() == PAPER
    assert (image.max(axis=2) < 90).sum() == 0, "nothing is darker than ink"
    assert (image == INK).all(axis=2).sum() > 10_000


@pytest.mark.parametrize(
    ("drawing", "name"),
    [
        (numbers("4702") + numbers("159", top=230), "numbre-4702_159.png"),
        (SCRIBBLE, "numbre.png"),
        ([[(0, 0)]], None),
    ],
)
def test_every_drawing_has_a_picture(drawn, drawing, name):
    page = drawn(drawing)
    saved, png = save(page, "Save picture (PNG)")
    assert saved == name or (name is None and re.fullmatch(r"numbre[-.\d]*\.png", saved))
    image = pixels(png)
    assert image.shape[1] == 1200
    assert (np.abs(image - INK).max(axis=2) < 10).any()


def test_a_picture_that_the_browser_does_not_make_is_explained(drawn):
    page = drawn(script="() => { HTMLCanvasElement.prototype.toBlob = (callback) => callback(null); }")
    choose(page, "Save picture (PNG)")
    page.locator("#status", has_text="Couldn’t make the picture. Save the drawing (SVG) instead.").wait_for()


def test_the_picture_waits_for_the_reading(drawn):
    page = drawn()
    with page.expect_download() as saving:
        page.evaluate("() => { document.getElementById('share').click(); }")
        page.get_by_role("menu", name="Share").wait_for()
        page.evaluate("numbre.use('hello')")
        page.get_by_role("menuitem", name="Save picture (PNG)").click()
    assert re.fullmatch(r"numbre-\d+\.png", saving.value.suggested_filename)


def test_the_drawing_is_saved_as_svg_with_numerals_under_the_ink(drawn):
    name, svg = save(drawn(), "Save drawing (SVG)")
    assert name == "numbre-2026.svg"
    root = ElementTree.fromstring(svg)
    assert root.tag == f"{SVG}svg"
    ink, numerals = root.findall(f"{SVG}g")
    texts = numerals.findall(f"{SVG}text")
    assert "".join(text.text for text in texts) == "2026"
    for path, text in zip(ink.findall(f"{SVG}path"), texts, strict=True):
        xs = [float(x) for x in re.findall(r"-?[\d.]+", path.get("d"))[::2]]
        assert abs((min(xs) + max(xs)) / 2 - float(text.get("x"))) <= 4


def test_the_saved_data_give_the_same_reading(drawn):
    page = drawn()
    name, data = save(page, "Save data (JSON)")
    assert name == "numbre-2026.json"
    saved = json.loads(data)
    assert saved["format"] == "numbre drawing 1"
    assert saved["text"] == saved["prediction"]["text"] == "2026"
    prediction = page.evaluate("async (drawing) => (await numbre.recognize(drawing))[0]", saved["drawing"])
    assert prediction["confidence"] == pytest.approx(saved["prediction"]["confidence"], abs=1e-4)
    for now, then in zip(
        prediction["segmentationResult"], saved["prediction"]["segmentationResult"], strict=True
    ):
        assert now["drawingSegments"] == then["drawingSegments"]
        assert now["probabilities"] == pytest.approx(then["probabilities"], abs=1e-4)  # backends differ
    assert [len(stroke) for stroke in saved["drawing"]] == [len(stroke) for stroke in numbers("2026")]
    assert all(len(point) == 3 for stroke in saved["drawing"] for point in stroke)
    assert saved["size"]["width"] >= max(x for stroke in saved["drawing"] for x, _, _ in stroke)


def test_the_address_in_the_picture_is_one_for_others(modules):
    page = modules()
    shown = page.evaluate("""async () => {
      const { addressOf } = await import('./share/share.js');
      const urls = ['https://numbre.example/a/', 'http://localhost:8000/', 'http://127.0.0.1:8000/', 'http://[::1]/',
        'file:///index.html', 'http://a.localhost/', 'https://numbre.example:8443/'];
      return urls.map((url) => addressOf(new URL(url)));
    }""")
    assert shown == ["numbre.example", "", "", "", "", "", "numbre.example:8443"]
