"""Open a page of pictures if there is a screen."""

import os
import sys
import webbrowser
from pathlib import Path


def has_screen() -> bool:
    """Return whether this is a desktop session, not a bare terminal or a server."""
    if sys.platform in ("darwin", "win32"):
        return "SSH_CONNECTION" not in os.environ
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def show(page: Path, wanted: bool = True) -> None:
    """Open a page in the browser; without a screen, print its path to stderr."""
    if wanted and has_screen() and webbrowser.open(page.resolve().as_uri()):
        return
    why = "There is no screen here" if wanted else "Not opened"
    print(f"{why}: the pictures are together in {page}", file=sys.stderr)
