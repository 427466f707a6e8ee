"""Open a page of pictures where there is a screen to open it on."""

import os
import sys
import webbrowser


def has_screen():
    """Return whether somebody could look: a desktop session, not a bare terminal or a server."""
    if sys.platform in ("darwin", "win32"):
        return "SSH_CONNECTION" not in os.environ
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def show(page, wanted=True):
    """Open a page in the browser; where it cannot be, say on stderr where it is."""
    if wanted and has_screen() and webbrowser.open(page.resolve().as_uri()):
        return
    why = "There is no screen here" if wanted else "Not opened"
    print(f"{why}: the pictures are together in {page}", file=sys.stderr)
