"""Write web/page/icons/*.png from web/page/icon.svg: `python -m tools.icons`.

Platforms mask maskable icons, and Apple rounds corners itself: both get the whole square.
"""

from playwright.sync_api import sync_playwright

from tools.browser.chromium import FLAGS, find_browser
from tools.paths import ROOT

PAGE = ROOT / "web" / "page"
SVG = (PAGE / "icon.svg").read_text()
ICONS = {  # name: (side in pixels, whether corners are rounded)
    "180": (180, False),
    "192": (192, True),
    "512": (512, True),
    "maskable-512": (512, False),
}


def main() -> None:
    """Write every icon."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=FLAGS)
        for name, (side, is_rounded) in ICONS.items():
            page = browser.new_page(viewport={"width": side, "height": side})
            page.set_content(SVG if is_rounded else SVG.replace(' rx="14"', ""))
            page.add_style_tag(content="body { margin: 0 } svg { display: block }")
            page.screenshot(path=PAGE / "icons" / f"{name}.png", omit_background=True)
        browser.close()


if __name__ == "__main__":
    main()
