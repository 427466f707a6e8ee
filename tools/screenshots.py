"""Write pictures of the built page into docs/, and the preview: `python -m tools.screenshots [NAME...]`.

The preview, web/page/icons/preview.png, is what chats and search engines show of a site with an address.
Names given as arguments, such as `preview`, write only these pictures.

Numbers are written with real pointer events. Each picture is taken once the page shows the reading that
the picture's text in the docs describes; a page that reads something else is an error.
"""

import sys
from collections.abc import Callable
from typing import Any

from playwright.sync_api import FloatRect, Locator, Page, ViewportSize, sync_playwright

from tools.bench.readings import IDLE
from tools.browser.chromium import FLAGS, find_browser
from tools.browser.number_drawings import DIGITS, numbers
from tools.browser.pointer import box_of, draw
from tools.browser.servers import serving
from tools.browser.waiting import until_ready
from tools.paths import ROOT, SITE

DOCS = ROOT / "docs"
PAGE = ROOT / "web" / "page"
PHOTO = ROOT / "tests" / "fixtures" / "photos" / "cheque.jpg"
DESKTOP: ViewportSize = {"width": 1100, "height": 740}  # CSS px
WIDE: ViewportSize = {"width": 1280, "height": 900}
TALL: ViewportSize = {"width": 1100, "height": 2400}  # Train is below the page's first screen
PHONE: ViewportSize = {"width": 360, "height": 640}
LYING: ViewportSize = {"width": 667, "height": 331}
MARGIN = 12  # around a part of the page, CSS px
PREVIEW: ViewportSize = {"width": 960, "height": 504}  # of the window, CSS px
PREVIEW_SCALE = 1.25  # gives 1200x630 pixels, as chats want
PREVIEW_STYLE = """
  body { padding-inline: 2rem }
  header { height: 4rem; align-items: center; padding: 0 }
  h1 { font-size: 2rem }
  header p { font-size: 1.15rem }
  .sheet { --between: 0rem; --tiles: 5.9rem; --tile: 5rem; --numerals-height: 8.4rem }
  .sheet { height: 424px; min-height: 0; box-shadow: none }
  .bar, .between, .row-label, .ways-in, header a, .doors, footer { display: none !important }
"""
NUMERALS = "() => [...document.fonts].some(({ family }) => family.includes('Numbre numerals'))"
READINGS = "ink and lesson read 7; dropout, hello and numbre read 9."
FOOLED = "dropout, hello, lesson and numbre fall for it."
FILLED = """() => [...document.querySelectorAll('#compare .deviation')]
  .every((one) => one.getAttribute('aria-busy') === 'false')"""
TAUGHT = (
    *("digit 0-slashed", "digit 4-open", "digit 4-open, slanted", "digit 7-crossed"),
    *("digit 7-crossed, slanted", "digit 9-straight, slanted", "digit 9-straight"),
)
CARDS = "() => [...document.querySelectorAll('#compare .parameters')].every((one) => one.textContent)"


def page_picture(page: Page) -> None:
    """Write 2026, and write page.png."""
    draw(page, numbers("2026"), part=1.05)
    _until_reading(page, "2026")
    page.screenshot(path=DOCS / "page.png")


def correcting_picture(page: Page) -> None:
    """Write 4726, open the candidates of the 7, and write correcting.png."""
    draw(page, numbers("4726"), part=0.9)
    _until_reading(page, "4726")
    page.locator("#reading button").nth(1).click()
    page.get_by_role("dialog", name="Digit 2 of 4: 7").wait_for()
    page.mouse.move(0, 0)  # away from what it would highlight
    page.screenshot(path=DOCS / "correcting.png", animations="disabled")


def photo_picture(page: Page) -> None:
    """Choose a picture of an amount on a cheque, and write photo.png."""
    page.locator(".ways-in input").last.set_input_files(PHOTO)
    _until_reading(page, "12750")
    page.locator(".photo .selected").wait_for()
    page.locator("#pad").evaluate("(pad) => pad.blur()")
    page.screenshot(path=DOCS / "photo.png")


def phone_picture(page: Page) -> None:
    """Write two lines on a phone, and write phone.png."""
    draw(page, [*numbers("1984"), *numbers("2026", top=210)], part=0.82)
    _until_reading(page, "1984\n2026")
    page.screenshot(path=DOCS / "phone.png")


def shared_picture(page: Page) -> None:
    """Write 31415, and write shared.png: the picture that the Share menu saves."""
    draw(page, numbers("31415", gap=50), part=1.2)
    _until_reading(page, "31415")
    page.locator("#share").click()
    with page.expect_download() as download:
        page.get_by_role("menuitem", name="Save picture").click()
    download.value.save_as(DOCS / "shared.png")


def compare_picture(page: Page) -> None:
    """Write a crossed seven, open Compare, and write its readings as compare.png."""
    page.wait_for_timeout(IDLE)
    draw(page, DIGITS["digit 7-crossed, shaky"], part=0.3)
    page.locator(".doors [data-part=compare]").click()
    page.locator("#compare [role=status]", has_text=READINGS).wait_for()
    page.wait_for_function(CARDS)
    page.mouse.move(0, 0)
    page.locator("#compare .reading-sheet").screenshot(path=DOCS / "compare.png")


def fooled_picture(page: Page) -> None:
    """Choose a trick drawing in Compare, and write fooled.png: the shelf, the readings, and the sliders."""
    page.wait_for_timeout(IDLE)
    page.locator(".doors [data-part=compare]").click()
    page.wait_for_function(CARDS)
    page.get_by_role("button", name="Open 4").click()
    page.locator("#compare .trick-line", has_text=FOOLED).wait_for()
    page.locator("#compare .deviations").scroll_into_view_if_needed()
    page.wait_for_function(FILLED)
    page.mouse.move(0, 0)
    shelf, last = page.locator("#compare .shelf"), page.locator("#compare .deviations")
    clip = _around(shelf, last)
    clip["y"] += page.evaluate("scrollY")
    page.screenshot(path=DOCS / "fooled.png", clip=clip, full_page=True)


def inside_picture(page: Page) -> None:
    """Write a crossed seven, point at a number in Look inside, and write the planes as inside.png."""
    draw(page, DIGITS["digit 7-crossed, shaky"], part=0.7)
    page.locator(".doors [data-part=inside]").click()
    page.locator("#inside .note", has_text="The answer: 7.").wait_for()
    page.locator("#inside .planes .plane").nth(2).hover(position={"x": 105, "y": 25})
    page.locator("#inside .sum .channel").first.wait_for()
    page.locator("#inside").scroll_into_view_if_needed()
    page.locator("#inside .inside").evaluate("(inside) => inside.scrollIntoView()")
    page.screenshot(path=DOCS / "inside.png", animations="disabled")


def train_picture(page: Page) -> None:
    """Train hello to its end, and write its curves and weights as train.png."""
    page.locator(".doors [data-part=train]").click()
    page.locator("#train-begin").click()
    page.locator("#train [role=status]", has_text="“my-hello” reads").wait_for()
    page.mouse.move(0, 0)
    clip = _around(page.locator("#train [role=status]"), page.locator("#train .neurons"))
    page.screenshot(path=DOCS / "train.png", clip=clip)


def hand_picture(page: Page) -> None:
    """Teach a few digits, and write Your hand as hand.png."""
    ones = [[[(0, 26 + 5 * i), (66 + 4 * i, i), (60 - 2 * i, 136)]] for i in range(3)]
    taught = [("1", one) for one in ones] + [(name[6], DIGITS[name]) for name in TAUGHT]
    for digit, drawing in taught:
        page.evaluate("([drawing, digit]) => numbre.teach(drawing, digit)", [drawing, digit])
    page.locator(".doors [data-part=hand]").click()
    page.locator("#hand li", has_text="Your 1 was read as 7: 3 examples.").wait_for()
    page.mouse.move(0, 0)
    clip = _around(page.locator("#hand h2"), page.locator("#hand .part-content"))
    page.screenshot(path=DOCS / "hand.png", clip=clip)


def lying_picture(page: Page) -> None:
    """Write 68 on a phone that lies on its side, and write lying.png."""
    draw(page, numbers("68", gap=60), part=0.62)
    _until_reading(page, "68")
    page.screenshot(path=DOCS / "lying.png")


def _until_reading(page: Page, text: str) -> None:
    """Wait until the page reads a text, in its own font."""
    page.wait_for_function("(text) => document.getElementById('reading').textContent === text", arg=text)
    page.wait_for_function(NUMERALS)


def preview_picture(page: Page) -> None:
    """Write 2026, and write preview.png: the sheet, without what can be pressed."""
    page.add_style_tag(content=PREVIEW_STYLE)
    draw(page, numbers("2026", gap=60), part=2.1)
    _until_reading(page, "2026")
    page.mouse.move(0, 0)
    page.screenshot(path=PAGE / "icons" / "preview.png", animations="disabled")


def _around(first: Locator, last: Locator) -> FloatRect:
    """Return the part of the page from one element's top to another's bottom, with a margin."""
    top, bottom = box_of(first), box_of(last)
    x, y = bottom["x"] - MARGIN, top["y"] - MARGIN
    width, height = bottom["width"] + 2 * MARGIN, bottom["y"] + bottom["height"] - y + MARGIN
    return {"x": x, "y": y, "width": width, "height": height}


# Each picture with the window that it is taken in.
PICTURES: dict[str, tuple[Callable[[Page], None], dict[str, Any]]] = {
    "page": (page_picture, {"viewport": DESKTOP}),
    "correcting": (correcting_picture, {"viewport": DESKTOP, "color_scheme": "dark"}),
    "photo": (photo_picture, {"viewport": DESKTOP}),
    "phone": (phone_picture, {"viewport": PHONE, "device_scale_factor": 2, "has_touch": True}),
    "shared": (shared_picture, {"viewport": DESKTOP}),
    "compare": (compare_picture, {"viewport": WIDE}),
    "fooled": (fooled_picture, {"viewport": WIDE}),
    "inside": (inside_picture, {"viewport": WIDE}),
    "train": (train_picture, {"viewport": TALL}),
    "hand": (hand_picture, {"viewport": TALL}),
    "lying": (
        lying_picture,
        {"viewport": LYING, "device_scale_factor": 2, "has_touch": True, "color_scheme": "dark"},
    ),
    "preview": (
        preview_picture,
        {"viewport": PREVIEW, "device_scale_factor": PREVIEW_SCALE, "bypass_csp": True},
    ),
}


def main() -> None:
    """Write the pictures that are named, or all."""
    names = sys.argv[1:] or list(PICTURES)
    if unknown := set(names) - set(PICTURES):
        sys.exit(f"There is no picture {min(unknown)!r}, only {', '.join(PICTURES)}.")
    with serving(SITE) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=FLAGS)
        for name in names:
            take_picture, window = PICTURES[name]
            page = browser.new_page(**window)
            page.goto(url)
            until_ready(page)
            page.locator(".ways-in").wait_for(state="attached")
            take_picture(page)
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
