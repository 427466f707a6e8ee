"""Find or install a browser for the tests: the machine's, else Playwright's, else Debian's.

Run by `make test`. Prints nothing if a browser is found.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

# the headless shell first: it opens a page in half the time
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
DOWNLOAD_S = 300
FLAGS = [  # for its start
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find_browser() -> str | None:
    """Return the path of a Chromium: NUMBRE_CHROMIUM, the machine's, or Playwright's; else None."""
    named = os.environ.get("NUMBRE_CHROMIUM")
    if named:
        return named
    for name in NAMES:
        if path := shutil.which(name):
            return path
    if Path(MAC).exists():
        return MAC
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


def install() -> bool:
    """Try Playwright's download; then, as root on Debian (for example in a container), its package."""
    wanted = [sys.executable, "-m", "playwright", "install", "chromium"]
    for command in ([*wanted, "--with-deps"] if is_root() else wanted, *_debian()):
        try_command(command)
        if find_browser() and "update" not in command:
            return True
    return False


def try_command(command: list[str]) -> None:
    """Run a command that installs browsers. Does not raise: whether it helped is seen afterwards."""
    print("installing a browser:", " ".join(command), file=sys.stderr)
    try:
        subprocess.run(command, timeout=DOWNLOAD_S, stdin=subprocess.DEVNULL, stdout=sys.stderr, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        print(error, file=sys.stderr)


def is_root() -> bool:
    """Return whether root runs this; False where there is none."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _debian() -> list[list[str]]:
    """Return the commands for Debian's package; none unless root runs this, on Debian."""
    if not shutil.which("apt-get") or not is_root():
        return []
    return [["apt-get", "update"], ["apt-get", "install", "-y", "chromium-headless-shell"]]


if __name__ == "__main__":
    if not find_browser() and not install():
        sys.exit("No browser for the tests: install Chromium or Chrome, or name one in NUMBRE_CHROMIUM.")
