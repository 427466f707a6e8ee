"""Write pictures of the built page into docs/, and the preview: `python -m tools.screenshots [NAME...]`.

The preview, web/page/icons/preview.png, is what chats and search engines show of a site with an address.
Names given as arguments, such as `preview`, write only these pictures.

Numbers are written with real pointer events. Each picture is taken once the page shows the reading that
the picture's text in the docs describes; a page that reads something else is an error.
"""

import re
import sys

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
WIDTH = 1100  # of a window on a desktop, CSS px
HEIGHTS = {"page": 840, "compare": 2400}  # Compare is below the page's first screen
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
  .bar, .between, .row-label, header a, .doors, footer { display: none !important }
"""
NUMERALS = "() => [...document.fonts].some(({ family }) => family.includes('Numbre numerals'))"
READINGS = "ink and lesson read 7; dropout, hello and numbre read 9."
CARDS = "() => [...document.querySelectorAll('#compare .parameters')].every((one) => one.textContent)"


def page_picture(page: Page) -> None:
    """Write 2026, select its last digit, and write page.png."""
    draw(page, numbers("2026"), part=1.05)
    page.locator("#reading button").nth(3).click()
    page.locator("#selected", has_text="Digit 4 of 4: 6").wait_for()
    page.mouse.move(0, 0)  # away from what it would highlight
    page.screenshot(path=DOCS / "page.png")


def compare_picture(page: Page) -> None:
    """Write a crossed seven, open Compare, and write its readings as compare.png."""
    page.wait_for_timeout(IDLE)
    draw(page, DIGITS["digit 7-crossed, shaky"])
    page.locator("#compare > summary").click()
    readings, table = page.locator("#compare [role=status]"), page.locator("#compare table")
    page.locator("#compare [role=status]", has_text=READINGS).wait_for()
    page.wait_for_function(CARDS)
    page.mouse.move(0, 0)
    page.screenshot(path=DOCS / "compare.png", clip=_around(readings, table))


def preview_picture(page: Page) -> None:
    """Write 2026, and write preview.png: the sheet, without what can be pressed."""
    page.add_style_tag(content=PREVIEW_STYLE)
    draw(page, numbers("2026", gap=60), part=2.1)
    page.locator("#reading", has_text=re.compile(r"2\s*0\s*2\s*6")).wait_for()
    page.wait_for_function(NUMERALS)
    page.mouse.move(0, 0)
    page.screenshot(path=PAGE / "icons" / "preview.png", animations="disabled")


def _around(first: Locator, last: Locator) -> FloatRect:
    """Return the part of the page from one element's top to another's bottom, with a margin."""
    top, bottom = box_of(first), box_of(last)
    x, y = bottom["x"] - MARGIN, top["y"] - MARGIN
    width, height = bottom["width"] + 2 * MARGIN, bottom["y"] + bottom["height"] - y + MARGIN
    return {"x": x, "y": y, "width": width, "height": height}


def main() -> None:
    """Write the pictures that are named, or all."""
    pictures = {"page": page_picture, "compare": compare_picture, "preview": preview_picture}
    names = sys.argv[1:] or list(pictures)
    if unknown := set(names) - set(pictures):
        sys.exit(f"There is no picture {min(unknown)!r}, only {', '.join(pictures)}.")
    with serving(SITE) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=FLAGS)
        for name in names:
            take_picture = pictures[name]
            if name == "preview":
                page = browser.new_page(viewport=PREVIEW, device_scale_factor=PREVIEW_SCALE, bypass_csp=True)
            else:
                page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHTS[name]})
            page.goto(url)
            until_ready(page)
            take_picture(page)
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
