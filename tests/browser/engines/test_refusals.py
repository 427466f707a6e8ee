"""What a browser may refuse, in each engine: the page reads, and says in words what is missing.

A script at the head of every file of code refuses it, in workers too. So no file is as the service worker
expects, and the footer says that the page cannot work offline here.
"""

import base64
import contextlib
import shutil

from numbre.web import SITE
from tests.browser.drawing import SETTLED, SEVEN
from tests.browser.engines.test_engines import READ_PICTURE, draw, expect
from tests.browser.photos import photo
from tests.browser.test_hand import ONE as GERMAN_ONE
from tools.browser.servers import hosting

BLANK = "about:blank"
CANNOT_BE_KEPT = "This page can’t work offline here."
NOT_COPIED = "Couldn’t copy: the browser blocked access to the clipboard."
NO_PICTURE = "Couldn’t make the picture. Save the drawing (SVG) instead."
HIDDEN = "This browser hides the contents of pictures from pages"
TOO_OLD = "This browser is too old to read pictures."
SAVE_PICTURE = """() => {
  const items = [...document.querySelectorAll('[role=menuitem]')];
  items.find((one) => one.textContent.startsWith('Save picture')).click();
}"""


def throwing(name):
    """Refuse a property of the global object as browsers do: even to look at it throws."""
    return f"""Object.defineProperty(globalThis, '{name}', {{
      configurable: true,
      get() {{ throw new DOMException('The operation is insecure.', 'SecurityError'); }},
    }});"""


def lacking(*names):
    """Remove properties, such as "Worker" or "Navigator.prototype.clipboard", where they are."""
    return "".join(f"try {{ delete globalThis.{name}; }} catch {{ /* not in a worker */ }}" for name in names)


def in_page(code):
    """Refuse in the page alone."""
    return f"if ('document' in globalThis) {{ {code} }}"


READ_BACK = """for (const name of ['CanvasRenderingContext2D', 'OffscreenCanvasRenderingContext2D']) {
  const { prototype } = globalThis[name] ?? { prototype: {} };
  const paint = prototype.getImageData;
  prototype.getImageData = %s;
}
if (globalThis.HTMLCanvasElement) HTMLCanvasElement.prototype.toBlob = (done) => done(null);"""
REFUSED = "function () { throw new DOMException('The operation is insecure.', 'SecurityError'); }"
WHITE = "function (...given) { const image = paint.apply(this, given); image.data.fill(255); return image; }"

REFUSALS = {
    "localStorage": throwing("localStorage"),
    "sessionStorage": throwing("sessionStorage"),
    "indexedDB": throwing("indexedDB"),
    "no indexedDB": lacking("indexedDB", "IDBFactory"),
    "caches": throwing("caches"),
    "service workers": lacking("Navigator.prototype.serviceWorker"),
    "WebAssembly": lacking("WebAssembly"),
    "workers": in_page("globalThis.Worker = class { constructor() { throw new Error('refused'); } };"),
    "no workers": in_page(lacking("Worker")),
    "clipboard": in_page(lacking("Navigator.prototype.clipboard") + "document.execCommand = () => false;"),
    "canvas read-back": READ_BACK % REFUSED,
    "canvas white": READ_BACK % WHITE,
    "OffscreenCanvas": lacking("OffscreenCanvas"),
    "idle callbacks": lacking("requestIdleCallback", "cancelIdleCallback"),
}


@contextlib.contextmanager
def refusing(folder, name):
    """Host the page with a refusal, at an origin of its own; yields its URL."""
    site = shutil.copytree(SITE, folder / name, ignore=shutil.ignore_patterns("*.br", "*.gz", "golden.json"))
    for code in [*(site / "assets").glob("*.js"), site / "sw.js"]:
        code.write_text(f"{{ {REFUSALS[name]} }}\n{code.read_text()}")
    with hosting(site) as url:
        yield url


def corrected(window):
    """Correct a seven into a one, and wait until it has been learned for this visit."""
    window.press("Delete")
    draw(window, GERMAN_ONE)
    expect(window, "7")
    window.click("#reading button")
    window.until_text("[role=dialog]", "Two digits")
    window.press("1")
    window.until_text("#status", "Learned your 1 for this visit: this browser can’t store it.")


def copied(window):
    window.click("#copy")
    window.until_text("#status", NOT_COPIED)


def pictured(*sentences):
    """Return a check that a picture is not read, and a sentence says why."""

    def check(window):
        said = window.evaluate(READ_PICTURE, base64.b64encode(photo("305")).decode())
        assert said.startswith(sentences), said

    return check


def saved(window):
    pictured(HIDDEN)(window)
    window.click("#share")
    window.until_text("[role=menu]", "Save picture")
    window.evaluate(SAVE_PICTURE)
    window.until_text("#status", NO_PICTURE)


def kept_out(window):
    window.until_text("#offline", CANNOT_BE_KEPT)


CHECKS = {
    "indexedDB": corrected,
    "no indexedDB": corrected,
    "service workers": kept_out,
    "caches": kept_out,
    "clipboard": copied,
    "canvas read-back": saved,
    "canvas white": pictured(HIDDEN),
    "OffscreenCanvas": pictured(TOO_OLD),
}


def test_the_page_reads_whatever_the_browser_refuses(window, tmp_path):
    missed = {}
    for name in REFUSALS:
        with refusing(tmp_path, name) as url:
            window.goto(url)
            try:
                window.until_ready()
                draw(window, SEVEN)
                assert window.evaluate(SETTLED) == "7"
                CHECKS.get(name, lambda _: None)(window)
            except AssertionError as error:
                missed[name] = str(error), window.text("#status")
            window.goto(BLANK)
        if window.faults:
            missed[f"{name}: console"] = list(window.faults)
            window.faults.clear()
    assert missed == {}
