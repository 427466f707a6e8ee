"""Find or install Firefox and WebKit for the tests: the machine's, else Debian's, else Playwright's.

Run by `make test`, beside chromium.py. What cannot be installed is skipped by the tests, with its reason.
"""

import functools
import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from tools.browser.chromium import is_root, try_command

FIREFOX = ("firefox-esr", "firefox")
FIREFOX_ON_MAC = "/Applications/Firefox.app/Contents/MacOS/firefox"
MINI_BROWSERS = (  # of WebKitGTK, from where its versions are kept
    "*/webkit2gtk-4.1/MiniBrowser",
    "*/webkitgtk-6.0/MiniBrowser",
    "webkit2gtk-4.1/MiniBrowser",
    "webkitgtk-6.0/MiniBrowser",
)
DEBIAN = {  # without what they recommend, which is for video and desktops
    "firefox": ["firefox-esr"],
    "webkit": ["webkit2gtk-driver", "xvfb"],
}


@dataclass(frozen=True)
class Engine:
    """A browser of another engine than Chromium's, and what drives it.

    driver: "bidi" (WebDriver BiDi), "webdriver" (WebKitWebDriver, on the display of Xvfb) or "playwright".
    """

    driver: str
    path: str


@functools.cache
def find_engine(name: str) -> Engine | None:
    """Return the "firefox" or "webkit" of this machine; else Playwright's; else None."""
    if name == "firefox":
        named = os.environ.get("NUMBRE_FIREFOX")
        found = [named] if named else [path for one in FIREFOX if (path := shutil.which(one))]
        if path := next((one for one in [*found, FIREFOX_ON_MAC] if one and Path(one).exists()), None):
            return Engine("bidi", path)
    elif shutil.which("WebKitWebDriver") and shutil.which("Xvfb"):
        for pattern in MINI_BROWSERS:
            for mini_browser in Path("/usr/lib").glob(pattern):
                return Engine("webdriver", str(mini_browser))
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        own = (playwright.firefox if name == "firefox" else playwright.webkit).executable_path
    return Engine("playwright", own) if Path(own).exists() else None


def install(names: list[str]) -> None:
    """Try Debian's packages, as root on Debian; else Playwright's downloads. Does not raise."""
    for command in _debian(names) or _playwright(names):
        try_command(command)


def _debian(names: list[str]) -> list[list[str]]:
    """Return the commands for Debian's packages; none unless root runs this, on Debian itself."""
    system = Path("/etc/os-release")
    is_debian = system.exists() and "ID=debian" in system.read_text().splitlines()
    if not is_debian or not is_root():
        return []
    packages = [package for name in names for package in DEBIAN[name]]
    return [
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages],
    ]


def _playwright(names: list[str]) -> list[list[str]]:
    """Return the command for Playwright's; in CI and as root with the libraries that they need."""
    with_libraries = "CI" in os.environ or is_root()
    words = [sys.executable, "-m", "playwright", "install", *(["--with-deps"] if with_libraries else [])]
    return [[*words, *names]]


def main() -> None:
    """Install what is missing; name what stays so."""
    missing = [name for name in DEBIAN if not find_engine(name)]
    if missing:
        install(missing)
        find_engine.cache_clear()
    for name in missing:
        if not find_engine(name):
            print(f"No {name} for the tests: they skip it.", file=sys.stderr)


if __name__ == "__main__":
    main()
