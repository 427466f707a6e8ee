"""Where the page cannot start: a sentence with the reason, and nothing beside it to press in vain."""

import os

import pytest

from numbre.web import SITE
from tests.browser.drawing import settled
from tests.browser.engines.window import BOX
from tools.browser.number_drawings import numbers
from tools.browser.pointer import DISPATCH, place
from tools.browser.servers import serving
from tools.paths import ROOT

OLD = os.environ.get("NUMBRE_OLD_CHROMIUM")
TOO_OLD = (
    "This browser is too old for Numbre. It needs Chrome or Edge 105, Firefox 110, or Safari 16, or newer."
)
CHANGED = "Numbre can’t run on this site: something on the way has changed the page and removed its script."
FEATURES = [  # that a browser may lack: what floor.js looks for
    *("Object.hasOwn", "Array.prototype.at", "Promise.allSettled", "Element.prototype.replaceChildren"),
    *("ResizeObserver", "PointerEvent"),
]
IN_VAIN = "button, select, input, canvas, a:not(footer a)"


@pytest.fixture
def unusable(guard):
    """A function that opens a page which cannot start, and returns it and its sentence.

    allowed: parts of messages that the browser may log, others are faults.
    """

    def open_at(url, before=lambda page: None, allowed=(), **options):
        guard.allowed += allowed
        page = guard.visit(url, before, **options)
        element = page.locator("#unusable")
        element.wait_for()
        shown = [one for one in page.locator(IN_VAIN).all() if one.is_visible()]
        assert shown == []
        assert not page.locator("#status").is_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        return page, element.text_content()

    return open_at


def lacking(feature):
    def before(page):
        page.add_init_script(f"delete globalThis.{feature};")

    return before


@pytest.mark.parametrize("feature", FEATURES)
def test_a_browser_without_a_feature_is_named_too_old(unusable, served, feature):
    missed = f"{feature.split('.')[-1]} is not"  # a function, or defined
    page, sentence = unusable(served, lacking(feature), (missed,))
    assert sentence == TOO_OLD
    assert page.locator("#unusable").get_attribute("role") == "alert"


def test_a_browser_that_cannot_read_the_language_is_named_too_old(unusable, site_copy):
    main = next((site_copy / "assets").glob("main-*.js"))
    main.write_text("class Newer { static { let = ; } }")
    old = "CSS.supports = () => false;"  # what such a browser would answer
    with serving(site_copy) as url:
        _, sentence = unusable(url, lambda page: page.add_init_script(old), ("strict mode reserved word",))
    assert sentence == TOO_OLD


def test_a_browser_without_modules_is_named_too_old(unusable, site_copy):
    """To it, type="module" is an unknown language."""
    path = site_copy / "index.html"
    path.write_text(path.read_text().replace('type="module"', 'type="unknown"'))
    with serving(site_copy) as url:
        _, sentence = unusable(url, lacking("Object.hasOwn"))
    assert sentence == TOO_OLD


def test_a_host_that_takes_the_script_out_of_the_page_is_named(unusable, site_copy):
    """As optimizers do, which load scripts themselves, later, under another type."""
    path = site_copy / "index.html"
    path.write_text(path.read_text().replace('type="module"', 'type="0123abcd-module"'))
    with serving(site_copy) as url:
        _, sentence = unusable(url)
    assert sentence == CHANGED


def test_a_fault_of_the_code_is_not_blamed_on_the_browser(unusable, site_copy):
    next((site_copy / "assets").glob("main-*.js")).write_text("throw new Error('This is not right');")
    with serving(site_copy) as url:
        _, sentence = unusable(url, allowed=("This is not right",))
    assert sentence == "Numbre couldn’t start. Reload the page."


@pytest.mark.parametrize("answer", ["return null", "throw new Error('No canvas')"])
def test_a_browser_without_a_canvas_is_named(unusable, served, answer):
    refused = f"HTMLCanvasElement.prototype.getContext = () => {{ {answer}; }};"
    _, sentence = unusable(served, lambda page: page.add_init_script(refused), ("No canvas",))
    assert sentence == "Numbre can’t run here: this browser has no canvas."


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/octet-stream", "text/html; charset=utf-8"]
)
def test_scripts_of_the_wrong_type_are_the_fault_of_the_host(unusable, served, content_type):
    def before(page):
        answer = lambda route: route.fulfill(response=route.fetch(), content_type=content_type)  # noqa: E731
        page.route("**/assets/main-*.js", answer)

    _, sentence = unusable(served, before, ("Expected a JavaScript-or-Wasm module script",))
    sent = content_type.split(";")[0]
    assert sentence == f"Numbre can’t run on this site: its server sends scripts as {sent}."


@pytest.mark.parametrize("code", ["main", "chunk"])
@pytest.mark.parametrize("answer", ["missing", "lost"])
def test_code_that_does_not_come_is_named(unusable, served, code, answer):
    fulfil = {"missing": lambda route: route.fulfill(status=404), "lost": lambda route: route.abort()}[answer]
    cut = lambda page: page.route(f"**/assets/{code}-*.js", fulfil)  # noqa: E731
    _, sentence = unusable(served, cut, ("Failed to load resource", "was preloaded"))
    assert (
        sentence
        == {
            "missing": "Numbre didn’t load: the server doesn’t send all of it (status 404). Reload the page.",
            "lost": "Numbre didn’t load. Check your connection and reload the page.",
        }[answer]
    )


def test_a_file_that_was_opened_from_the_disk_says_that_it_needs_a_server(unusable):
    allowed = ("request to file:", "blocked by CORS policy", "Failed to load resource: net::ERR_FAILED")
    _, sentence = unusable((SITE / "index.html").as_uri(), allowed=allowed)
    assert sentence.startswith("Numbre can’t run from a file.")


@pytest.mark.parametrize("size", [(320, 640), (1280, 800)])
def test_without_javascript_there_is_a_sentence_and_nothing_to_press(unusable, served, size):
    width, height = size
    _, sentence = unusable(served, java_script_enabled=False, viewport={"width": width, "height": height})
    assert sentence == "Numbre needs JavaScript. Please turn it on."


def test_a_browser_that_can_run_it_hears_nothing(page):
    page.wait_for_load_state("load")
    assert page.locator("#unusable").count() == 0
    assert not page.evaluate("document.documentElement.classList.contains('unusable')")


def test_the_documents_and_the_build_name_the_same_browsers():
    code = (ROOT / "web" / "build" / "browsers.mjs").read_text()
    assert "{ chrome: '105', edge: '105', firefox: '110', safari: '16.0' }" in code
    named = "Chrome or Edge 105, Firefox 110, or Safari 16, or newer"
    assert named in TOO_OLD
    for path in ("README.md", "docs/hosting.md", "docs/engines.md"):
        assert named in " ".join((ROOT / path).read_text().split()), path


@pytest.mark.skipif(not OLD, reason="needs an old Chromium in NUMBRE_OLD_CHROMIUM, see docs/engines.md")
def test_an_old_chromium_reads_or_says_that_it_is_too_old(playwright, served):
    chromium = playwright.chromium.launch(executable_path=OLD, args=["--no-sandbox", "--no-zygote"])
    page = chromium.new_page()
    page.goto(served)
    page.wait_for_function("() => globalThis.numbre || document.getElementById('unusable')")
    page.wait_for_load_state("load")
    if page.evaluate("Boolean(document.getElementById('unusable'))"):
        assert int(chromium.version.split(".")[0]) < 105
        assert page.evaluate("document.getElementById('unusable').textContent") == TOO_OLD
    else:
        page.evaluate("numbre.ready")
        box = page.evaluate(BOX, "#pad")  # Playwright's own functions need newer browsers
        page.evaluate(DISPATCH, place(numbers("2026"), box, 0.8))
        assert settled(page) == "2026"
        sizes = "[...document.querySelectorAll('#reading button')].map((one) => one.offsetHeight)"
        assert min(page.evaluate(sizes)) > 40, "it is large without container units, too"
    chromium.close()
