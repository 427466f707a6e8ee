"""Pictures on the sheet: chosen, dropped, pasted, corrected, undone; a part of one; files that are none."""

import io

import pytest
from PIL import Image, ImageDraw

from tests.browser.drawing import INK_RANGE, SEVEN, Fingers, until_reading
from tests.browser.photos import BOTTOM, INPUT, LEFT, SIZE, TOP, choose, give, photo, until_shown
from tests.browser.popovers import candidate, opened
from tests.browser.service_worker import reload
from tests.browser.test_accessibility import AXE, check
from tests.browser.test_failures import FAILED_REQUEST
from tools.browser.pointer import draw
from tools.browser.waiting import CACHED, until, until_cached

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
# Boxes of the outlines, from the left, as parts of the picture's sides: [left, top, right, bottom].
OUTLINES = """() => {
  const photo = document.querySelector('.photo canvas').getBoundingClientRect();
  return [...document.querySelectorAll('.photo rect:not(.halo)')].map((one) => {
    const { left, top, right, bottom } = one.getBoundingClientRect();
    return [(left - photo.left) / photo.width, (top - photo.top) / photo.height,
            (right - photo.left) / photo.width, (bottom - photo.top) / photo.height];
  }).sort((a, b) => a[0] - b[0]);
}"""
FRAME = """() => {
  const { x, y, width, height } = document.querySelector('.frame-box').getBoundingClientRect();
  return [x, y, width, height].map(Math.round);
}"""
# Presses Escape as soon as a picture is being read, and marks that it has.
ESCAPE = """() => {
  const bar = document.querySelector('.photo-bar');
  const observer = new MutationObserver(() => {
    if (bar.hidden || !bar.textContent.includes('Reading the picture…')) return;
    observer.disconnect();
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    document.documentElement.classList.add('escaped');
  });
  observer.observe(bar, { attributes: true, childList: true, characterData: true, subtree: true });
}"""
IS_FRAME = f"(expected) => ({FRAME})().every((value, i) => Math.abs(value - expected[i]) <= 1)"
# Paths of the code for pictures that the page and its worker have fetched; and whether the cache holds them.
FETCHED = r"""() => {
  const marks = performance.getEntriesByType('mark').flatMap(({ detail }) => detail?.files ?? []);
  const urls = [...performance.getEntriesByType('resource').map(({ name }) => name), ...marks];
  const paths = new Set(urls.map((url) => new URL(url).pathname));
  return [...paths].filter((path) => /\/(photo|picture)-\w+\.js$/.test(path));
}"""
KEPT = f"""async () => {{
  const cached = Object.values(await ({CACHED})()).flat();
  return ({FETCHED})().every((path) => cached.includes(path));
}}"""
HAS_PHOTO = "() => !document.querySelector('.photo')?.hidden"


def ink(page):
    """Return left and right end of the ink that is painted on the pad; [1, 0] for none."""
    return page.evaluate(INK_RANGE)


def sentence(page, text):
    """Wait until the status shows a sentence."""
    page.locator("#status", has_text=text).wait_for()


def test_a_chosen_picture_lies_on_the_pad_and_is_corrected_and_undone_like_ink(guard, served):
    page = guard.open(served)
    page.locator(INPUT).last.wait_for(state="attached")
    assert page.get_by_role("button", name="Camera").count() == 0, "there is a mouse"
    with page.expect_file_chooser():
        page.get_by_role("button", name="Picture").click()
    choose(page, photo("2026"))
    assert until_shown(page) == "2026"
    until_announced_picture(page, "Picture read: 2026, ")
    outlines = page.evaluate(OUTLINES)
    assert len(outlines) == 4
    assert outlines[0][0] == pytest.approx(LEFT / SIZE[0], abs=0.03)
    for _, top, _, bottom in outlines:
        assert top == pytest.approx(TOP / SIZE[1], abs=0.03)
        assert bottom == pytest.approx(BOTTOM / SIZE[1], abs=0.03)
    assert ink(page) == [1, 0], "what was traced is not painted as well"
    assert page.evaluate("document.activeElement.id") == "pad"
    turned_and_back(page)

    opened(page, 1)
    candidate(page, "6").click()
    until_reading(page, "2626")
    page.locator("#share").click()
    with page.expect_download() as download:
        page.get_by_role("menuitem", name="Save picture").click()
    saved = Image.open(io.BytesIO(download.value.path().read_bytes())).convert("RGB")
    red, _, blue = saved.getpixel((saved.width // 2, 60))
    assert 150 < blue < red < 230, "the paper of the picture, in the row of ink"

    page.locator("#undo").click()
    until_reading(page, "2026")
    page.locator("#undo").click()
    until_reading(page, "")
    assert not page.evaluate(HAS_PHOTO)
    page.locator("#redo").click()
    assert until_shown(page) == "2026"
    draw(page, [[(0, 0), (300, 0)]], part=0.3)  # on top
    left, right = ink(page)
    assert 0.3 < left < right < 0.7
    page.get_by_role("button", name="Remove picture").click()
    page.wait_for_function(f"() => !({HAS_PHOTO})()")
    assert ink(page) == [left, right], "ink on it stays"
    page.locator("#clear").click()
    for _ in range(3):
        page.locator("#undo").click()
    assert until_shown(page) == "2026"
    page.reload()
    until_reading(page, "2026")
    left, right = ink(page)
    assert left < right, "without its picture, what was traced in it is ink"


def turned_and_back(page):
    """Turn the picture to the right, and check that all of it follows; an undo brings it back."""
    upright = page.locator(".photo canvas").bounding_box()
    turn_picture = page.get_by_role("button", name="Turn picture to the right")
    turn_picture.click()
    page.wait_for_function(
        "() => (({ width, height }) => width < height)(document.querySelector('.photo canvas'))"
    )
    lying = page.locator(".photo canvas").bounding_box()
    assert lying["width"] / lying["height"] == pytest.approx(upright["height"] / upright["width"], rel=0.02)
    page.locator("#undo").click()
    assert until_shown(page) == "2026"
    assert page.locator(".photo canvas").bounding_box() == upright


def until_announced_picture(page, text):
    """Wait for an announcement that begins with a text."""
    page.wait_for_function(
        "(text) => document.getElementById('announcements').textContent.startsWith(text)", arg=text
    )


def test_dropped_and_pasted_pictures_replace_ink_and_bad_files_do_not(guard, served):
    page = guard.open(served)
    page.locator(INPUT).last.wait_for(state="attached")
    draw(page, SEVEN)
    until_reading(page, "7")
    assert give(page, "dragover", PDF, kind="application/pdf")
    assert "takes-picture" in page.locator("#sheet").get_attribute("class")
    assert give(page, "drop", PDF, name="bill.pdf", kind="application/pdf")
    sentence(page, "This is a PDF. Save the page as a picture first.")
    assert "takes-picture" not in page.locator("#sheet").get_attribute("class")
    for content, kind, text in (
        (photo(), "image/png", "No ink found in this picture."),
        (b"", "image/png", "empty"),
        (photo("7")[:2000], "image/png", ""),
        (b"Dear diary", "text/plain", ""),
    ):
        give(page, "paste", content, kind=kind)
        page.wait_for_function("() => document.querySelector('.photo-bar').hidden")
        sentence(page, text)
    assert not give(page, "paste", data={"text/plain": "2026"}), "a text is left to the browser"
    assert not give(page, "dragover", data={"text/plain": "2026"})
    elsewhere = {"text/uri-list": "https://example.org/a.png", "text/html": '<img src="a.png">'}
    assert give(page, "drop", data=elsewhere)
    sentence(page, "Save this picture first")
    assert page.locator("#reading").text_content() == "7"
    assert page.locator("#undo").get_attribute("aria-disabled") == "false"

    assert give(page, "paste", photo("47"), photo("11"))
    sentence(page, "Only the first of 2 files is read.")
    assert until_shown(page) == "47"
    page.locator("#undo").click()
    until_reading(page, "7")
    assert not page.evaluate(HAS_PHOTO)

    large, small = photo("11", times=3), photo("26")
    give(page, "drop", large)
    give(page, "drop", small)  # ends the one before
    assert until_shown(page) == "26"
    page.locator("#undo").click()
    until_reading(page, "7")  # one step
    page.evaluate(ESCAPE)
    give(page, "drop", large)
    page.locator("html.escaped .photo-bar[hidden]").wait_for(state="attached")
    pad = page.locator("#pad").bounding_box()
    page.mouse.move(pad["x"] + 20, pad["y"] + 20)
    give(page, "drop", large)
    page.mouse.down()  # at once: a fast machine has read the picture soon
    page.mouse.move(pad["x"] + 60, pad["y"] + 60)
    page.mouse.up()
    assert page.locator(".photo-bar").is_hidden(), "drawing ends it, too"
    give(page, "drop", small)
    assert until_shown(page) == "26"

    give(page, "drop", crossed())
    page.locator(
        ".photo-bar", has_text="No number found. Turn the picture upright, or read a part."
    ).wait_for()
    assert not page.locator("#confidence").is_visible(), "it advises those who write"
    until_announced_picture(page, "No number found.")
    enlarged = outlined(page)
    whole = page.get_by_role("button", name="Whole picture")
    whole.click()
    until_shown(page)
    assert whole.count() == 0
    assert enlarged > 24 + 10 > outlined(page), "small ink is shown by the part around it"
    page.locator("#clear").click()
    page.wait_for_function("() => document.querySelector('.photo-bar').hidden")
    draw(page, SEVEN)
    page.locator("#confidence", has_text="sure").wait_for()


def crossed():
    """Return a large picture with a little envelope, which is no number."""
    picture = Image.new("L", (2400, 1800), 230)
    corners = [
        *((0, 50), (60, 0), (120, 50), (120, 120), (0, 120)),
        *((0, 50), (120, 50), (0, 120), (120, 120), (0, 50)),
    ]
    line = [(1900 + x, 1500 + y) for x, y in corners]
    ImageDraw.Draw(picture).line(line, fill=30, width=5, joint="curve")
    file = io.BytesIO()
    picture.save(file, "PNG", compress_level=1)
    return file.getvalue()


def outlined(page):
    """Return the height of the first outline around what was found, in CSS px."""
    return page.locator(".photo rect:not(.halo)").first.bounding_box()["height"]


def strokes_begin_on_the_buttons(page):
    """Check that a drag on the buttons of an empty pad is ink, a click opens a chooser, ink hides them."""
    buttons = page.locator(".ways-in button")
    choosers = []
    page.on("filechooser", lambda chooser: choosers.append(chooser))
    box = buttons.first.bounding_box()
    x, y = box["x"] + 10, box["y"] + box["height"] / 2
    fingers = Fingers(page)
    fingers.send("touchStart", (x, y))
    for part in range(1, 9):
        fingers.send("touchMove", (x + 8 * part, y + part))
    for part in range(1, 9):
        fingers.send("touchMove", (x + 64 - 4 * part, y + 8 + 10 * part))
    fingers.send("touchEnd")
    until_reading(page, "7")
    assert not buttons.first.is_visible()
    assert choosers == []
    page.locator("#clear").click()
    assert buttons.first.is_visible()
    with page.expect_file_chooser():
        buttons.last.click()


def turn(page):
    """Turn a small phone on its side and back, and check that its low pad says what to do, too."""
    upright = page.viewport_size
    page.set_viewport_size({"width": 568, "height": 320})
    page.locator(".photo-bar .advice").wait_for(state="hidden")
    assert page.locator(".frame-box").is_visible()
    sentence(page, "Draw a frame around the number.")
    page.set_viewport_size(upright)
    page.locator(".photo-bar .advice").wait_for()


def test_a_part_is_chosen_by_a_frame_with_pointer_and_keyboard(guard, served):
    page = guard.open(served, **PHONE)
    page.locator(INPUT).last.wait_for(state="attached")
    assert page.locator(INPUT).count() == 2
    assert page.locator(INPUT).first.get_attribute("capture") == "environment"
    strokes_begin_on_the_buttons(page)
    choose(page, photo("2026", "47"))
    assert until_shown(page) == "2026\n47"
    shown = page.locator(".photo canvas").bounding_box()

    def at(x, y):
        return shown["x"] + x * shown["width"], shown["y"] + y * shown["height"]

    page.get_by_role("button", name="Read a part").click()
    assert page.evaluate("document.activeElement.className") == "frame-box"
    page.evaluate(AXE)
    check(page)

    def drag(begin, end):
        page.mouse.move(*at(*begin))
        page.mouse.down()
        page.mouse.move(*at(*end))
        page.mouse.up()
        x, y, width, height = page.evaluate(FRAME)
        return x, y, x + width, y + height

    drawn = drag((0.3, 0.3), (0.7, 0.6))  # in the first frame, which is only an example
    assert drawn == pytest.approx((*at(0.3, 0.3), *at(0.7, 0.6)), abs=2)
    assert drag((0.5, 0.5), (0.6, 0.5)) == pytest.approx((*at(0.4, 0.3), *at(0.8, 0.6)), abs=2), "it is moved"
    page.mouse.move(*at(0.05, 0.5))
    page.mouse.down()
    page.mouse.move(*at(0.3, 0.7))
    page.mouse.move(*at(0.95, 1.5))  # beyond the edge
    page.mouse.up()
    x, y, width, height = page.evaluate(FRAME)
    assert (x, y) == pytest.approx(at(0.05, 0.5), abs=2)
    assert (x + width, y + height) == pytest.approx(at(0.95, 1), abs=2)
    page.keyboard.press("ArrowDown")  # no farther
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowLeft")
    assert page.evaluate(FRAME) == [x + 10, y, width - 10, height]
    turn(page)
    page.wait_for_function(IS_FRAME, arg=[x + 10, y, width - 10, height])  # it stays where it is
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Whole picture").wait_for()
    assert until_shown(page) == "47"
    part = page.locator(".photo canvas").bounding_box()
    assert part["width"] / part["height"] == pytest.approx((width - 10) / height, rel=0.05)
    assert part["width"] > 0.9 * page.locator("#pad").bounding_box()["width"], "it fills the pad"

    page.get_by_role("button", name="Whole picture").click()
    page.get_by_role("button", name="Whole picture").wait_for(state="detached")
    assert until_shown(page) == "2026\n47"
    page.get_by_role("button", name="Read a part").click()
    for x, y in ((0.98, 0.02), (0.05, 0.36)):  # two corners; the lower edge goes through the digits
        page.touchscreen.tap(*at(x, y))
    page.get_by_role("button", name="Read this part").click()
    page.get_by_role("button", name="Whole picture").wait_for()
    assert until_shown(page) == "2026"
    page.get_by_role("button", name="Read a part").click()
    page.keyboard.press("Escape")
    assert page.locator(".frame-box").count() == 0
    for _ in range(3):
        page.locator("#undo").click()
    until_reading(page, "2026\n47")


@pytest.mark.offline
def test_pictures_that_have_been_read_once_are_read_offline(guard, served):
    page = guard.open(served)
    page.locator(INPUT).last.wait_for(state="attached")
    choose(page, photo("47"))
    assert until_shown(page) == "47"
    until_cached(page)
    assert len(page.evaluate(FETCHED)) == 2, "the page's code for pictures, and the worker's"
    until(page, KEPT)
    page.context.set_offline(True)
    page.locator("#clear").click()
    reload(page)
    page.locator(INPUT).last.wait_for(state="attached")
    choose(page, photo("26"))
    assert until_shown(page) == "26"


def test_a_picture_that_is_dropped_before_its_code_has_come_is_read_and_a_failure_is_explained(guard, served):
    guard.allowed += FAILED_REQUEST
    held, failed = [], []

    def fail_once(route):
        (route.continue_ if failed else route.abort)()
        failed.append(route)

    def hold(page):
        page.route("**/later-*.js", lambda route: held.append(route))
        page.route("**/photo-*.js", fail_once)

    page = guard.open(served, ready=False, before=hold)
    draw(page, SEVEN)
    until_reading(page, "7")
    assert give(page, "dragover", photo("47"))
    assert give(page, "drop", photo("47"))
    while not held:
        page.wait_for_timeout(10)
    held[0].continue_()
    sentence(page, "The code for pictures didn’t load. Check your connection, then try again.")
    assert page.locator("#reading").text_content() == "7"
    give(page, "drop", photo("26"))
    assert until_shown(page) == "26"
