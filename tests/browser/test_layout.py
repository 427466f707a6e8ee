"""The page in all sizes: a notch, large text, few words beside the sheet, nothing that moves by itself."""

import pytest

from tests.browser.drawing import button, look_inside, open_part, settled, until_reading
from tests.browser.photos import INPUT, choose, photo, until_shown
from tests.browser.states import drawn, empty, update
from tools.browser.number_drawings import numbers
from tools.browser.pointer import draw

SIZES = {
    "desktop": (1280, 800),
    "phone": (360, 740),
    "lying phone": (740, 310),
    "small phone": (320, 568),
}
WORDS = 12  # outside the sheet, on the first screen

# Boxes of all that an element shows, as [name, left, top, right, bottom] in px of the window.
BOXES = """(selector) => [...document.querySelectorAll(selector)]
  .filter((one) => one.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }))
  .filter((one) => one.textContent.trim() && !getComputedStyle(one).clipPath.startsWith('inset'))
  .map((one) => {
    const { left, top, right, bottom } = one.getBoundingClientRect();
    return [one.id || one.textContent.trim(), left, top, right, bottom];
  })
  .filter(([, left, , right]) => left < right)"""
TEXTS = """header h1, header p, header a, #tiles > .row-label, .numerals > .row-label, #between,
  .tools button, .actions button, #confidence, #status, .samples button, .doors a, footer p"""
OUTSIDE = """() => {
  const words = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (parent.closest('#sheet, .visually-hidden, script, noscript') || !parent.checkVisibility()) continue;
    const range = document.createRange();
    for (const { index, 0: word } of node.data.matchAll(/\\S+/g)) {
      range.setStart(node, index);
      range.setEnd(node, index + word.length);
      const { top, bottom, width } = range.getBoundingClientRect();
      if (width && bottom > 0 && top < innerHeight) words.push(word);
    }
  }
  return words;
}"""
WATCH_SHIFTS = """globalThis.shifts = [];
new PerformanceObserver((list) => {
  for (const { value, hadRecentInput, sources } of list.getEntries()) {
    const moved = sources.map(({ node, previousRect: from, currentRect: to }) => {
      const name = node?.id || node?.className || node?.nodeName; // undefined: it is gone
      return [name, from.x, from.y, from.width, from.height, to.x, to.y, to.width, to.height];
    });
    if (!hadRecentInput) shifts.push([value, ...moved]);
  }
}).observe({ type: 'layout-shift', buffered: true });"""


@pytest.fixture
def opened(guard, served):
    """A function that opens a state of the page in a window of a size."""

    def open_with(size, state=empty, **options):
        width, height = SIZES.get(size, size)
        return state(guard, served, viewport={"width": width, "height": height}, **options)

    return open_with


def lines(count):
    """Return a drawing of some lines of writing."""
    rows = ["1984", "2026", "31415"][:count]
    return [stroke for i, text in enumerate(rows) for stroke in numbers(text, top=210 * i)]


def meet(one, other):
    """Tell whether two of BOXES have more in common than their edges."""
    _, left, top, right, bottom = one
    _, x, y, to_x, to_y = other
    return min(right, to_x) - max(left, x) > 1 and min(bottom, to_y) - max(top, y) > 1


def overlapping(boxes):
    """Return the names of all pairs that overlap."""
    return [(one[0], other[0]) for i, one in enumerate(boxes) for other in boxes[:i] if meet(one, other)]


@pytest.mark.parametrize("size", SIZES)
def test_no_label_lies_on_a_column(opened, size, subtests):
    page = opened(size)
    for count in (1, 2, 3):
        with subtests.test(lines=count):
            check_labels(page, size, count)
        page.locator("#clear").click()
        until_reading(page, "")


def check_labels(page, size, count):
    """Write some lines and check that no label lies on a tile or numeral."""
    draw(page, lines(count), part=0.95)
    until_reading(page, "\n".join(["1984", "2026", "31415"][:count]))
    labels = page.evaluate(BOXES, ".row-label")
    places = """(selector) => [...document.querySelectorAll(selector)].map((one) => {
      const { left, top, right, bottom } = one.getBoundingClientRect();
      return [one.textContent || 'tile', left, top, right, bottom];
    })"""
    columns = page.evaluate(places, "#tiles canvas, #reading button")
    assert len(columns) == 2 * sum((4, 4, 5)[:count])
    labels = [label for label in labels if label[0] != "pad-hint"]
    assert len(labels) == (0 if size == "lying phone" else 2)
    assert [(label, column) for label in labels for column in columns if meet(label, column)] == []


INSETS = {"phone": (47, 0, 34, 0), "lying phone": (0, 47, 21, 47), "desktop": (30, 30, 30, 30)}


@pytest.mark.parametrize("size", INSETS)
def test_nothing_lies_under_a_notch(opened, size):
    page = opened(size, update)
    names = ("top", "right", "bottom", "left")
    insets = dict(zip(names, INSETS[size], strict=True))
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setSafeAreaInsetsOverride", {"insets": insets})
    width, height = SIZES[size]
    page.wait_for_function(
        "(end) => document.querySelector('.sheet').getBoundingClientRect().bottom <= end",
        arg=height - insets["bottom"],
    )
    for selector in ("header h1", "header a", ".sheet", ".update"):
        box = page.locator(selector).bounding_box()
        assert box["x"] >= insets["left"], selector
        assert box["x"] + box["width"] <= width - insets["right"], selector
        assert box["y"] >= insets["top"], selector
        assert box["y"] + box["height"] <= height - insets["bottom"], selector


@pytest.mark.parametrize("size", ["phone", "lying phone"])
def test_nothing_that_floats_lies_under_a_notch(opened, size):
    page = opened(size, drawn(numbers("47")), has_touch=True)
    insets = dict(zip(("top", "right", "bottom", "left"), INSETS[size], strict=True))
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setSafeAreaInsetsOverride", {"insets": insets})
    button(page, 0).tap()
    page.get_by_role("dialog").wait_for()
    check_insets(page, ".popover", size)
    page.keyboard.press("Escape")
    page.locator("#share").tap()
    page.get_by_role("menu").wait_for()
    check_insets(page, ".popup-menu", size)
    page.keyboard.press("Escape")
    look_inside(page, "ink")
    page.locator("#inside .planes canvas").nth(2).tap()
    page.locator("#inside .sum:not(.empty)").wait_for()
    page.locator("#inside .planes canvas").nth(3).scroll_into_view_if_needed()
    check_insets(page, ".small-pad", size)
    check_insets(page, ".sum", size)
    page.evaluate("([drawing]) => numbre.teach(drawing, '1')", [lines(1)[:1]])
    open_part(page, "hand")
    page.locator(".hand-tile").tap()
    page.locator(".hand-message button").wait_for()
    check_insets(page, ".hand-message", size)


def check_insets(page, selector, size):
    """Check that an element is within the part of the window that a notch and bars of the system leave."""
    top, right, bottom, left = INSETS[size]
    width, height = SIZES[size]
    at_rest = "() => Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => {})))"
    page.evaluate(at_rest)
    box = page.locator(selector).bounding_box()
    assert box["x"] >= left, selector
    assert box["x"] + box["width"] <= width - right, selector
    assert box["y"] >= top, selector
    assert box["y"] + box["height"] <= height - bottom, selector


@pytest.mark.parametrize("size", [(667, 331), (740, 310)], ids=str)
def test_a_lying_phone_shows_pad_picture_and_reading_at_once(opened, size):
    page = opened(size, drawn(numbers("2026"), part=0.9), has_touch=True)
    page.locator(INPUT).last.wait_for(state="attached")
    check_first_screen(page, size)
    choose(page, photo("2026"))
    assert until_shown(page) == "2026"
    check_first_screen(page, size)
    check_photo(page)
    page.get_by_role("button", name="Read a part").tap()
    page.locator(".frame-box").wait_for()
    check_first_screen(page, size)
    check_photo(page)


def check_first_screen(page, size):
    """Check that ink, number and all buttons of the sheet are on the first screen."""
    width, height = size
    boxes = page.evaluate(BOXES, "#reading button, .bar button, .photo-bar button")
    assert len(boxes) >= 6
    boxes += [(name, *edges(page.locator(name).last)) for name in (".pad-frame", "#tiles canvas")]
    for name, left, top, right, bottom in boxes:
        assert min(left, top) >= 0, name
        assert (right <= width, bottom <= height) == (True, True), name


def check_photo(page):
    """Check that the picture and its buttons are on the pad, and do not overlap."""
    pad, picture = edges(page.locator(".pad-frame")), edges(page.locator(".photo canvas"))
    bar = page.evaluate(BOXES, ".photo-bar button")
    assert len(bar) >= 2
    assert picture[3] - picture[1] > 0.7 * (pad[3] - pad[1]), "it is as large as the pad allows"
    for box in (("picture", *picture), *bar):
        assert min(box[1] - pad[0], box[2] - pad[1], pad[2] - box[3], pad[3] - box[4]) >= 0, box
    assert [box for box in bar if meet(("picture", *picture), box)] == []


def edges(element):
    """Return left, top, right and bottom of an element, px of the window."""
    x, y, width, height = element.bounding_box().values()
    return x, y, x + width, y + height


@pytest.mark.parametrize("size", SIZES)
def test_text_of_twice_the_size_overlaps_nothing(opened, size):
    page = opened(size)
    page.evaluate("document.documentElement.style.fontSize = '34px'")
    assert overlapping(page.evaluate(BOXES, TEXTS)) == []
    draw(page, numbers("47"))
    until_reading(page, "47")
    page.locator("#copy[aria-disabled=false]").wait_for()
    boxes = page.evaluate(BOXES, TEXTS)
    assert overlapping(boxes) == []
    width, _ = SIZES[size]
    for name, left, _, right, _ in boxes:
        assert left >= 0, name
        assert right <= width, name
    bar, doors = (page.locator(name).bounding_box() for name in (".bar", ".doors"))
    assert bar["y"] + bar["height"] <= doors["y"]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator("#share").click()
    page.get_by_role("menu").wait_for()
    page.keyboard.press("Escape")
    page.locator("#clear").click()
    until_reading(page, "")
    page.locator("#undo").click()
    until_reading(page, "47")


def test_few_words_stand_beside_the_sheet_on_the_first_screen(opened):
    page = opened("phone")
    for width, height in ((360, 740), (740, 310), (1280, 800), (1920, 1080)):
        page.set_viewport_size({"width": width, "height": height})
        words = page.evaluate(OUTSIDE)
        assert "Numbre" in words, width
        assert len(words) <= WORDS, (width, words)


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_nothing_moves_by_itself_during_a_visit(guard, served, size):
    width, height = SIZES[size]
    page = guard.open(
        served,
        before=lambda page: page.add_init_script(WATCH_SHIFTS),
        viewport={"width": width, "height": height},
    )
    page.locator("#samples button").first.wait_for()
    draw(page, numbers("2026"), part=0.9)
    until_reading(page, "2026")
    button(page, 3).click()
    page.get_by_role("dialog").get_by_role("button", name="5").click()
    until_reading(page, "2025")
    page.locator(".offer").get_by_role("button", name="Yes").click()  # it looks like a 6
    page.locator(".offer").get_by_role("button", name="Undo").click()
    page.locator("#status", has_text="Forgot this 5.").wait_for()
    page.locator("#clear").click()
    draw(page, lines(2), part=0.9)
    until_reading(page, "1984\n2026")
    for part, sign in (("inside", ".note"), ("compare", ".digit:not(:empty)"), ("about", "#card-link")):
        open_part(page, part)
        page.locator(f"#{part} {sign}").last.wait_for()
        page.evaluate("scrollTo(0, 0)")
    settled(page)
    page.evaluate("() => new Promise(requestAnimationFrame)")
    assert page.evaluate("shifts") == []
