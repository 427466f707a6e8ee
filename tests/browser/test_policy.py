"""The Content-Security-Policy: what it forbids is refused, and the page keeps to it."""

import contextlib

import pytest
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.wrappers import Response

from numbre.web import create_app
from tests.browser.drawing import SEVEN, choose_network, open_part, settled, until_reading
from tests.browser.photos import INPUT, choose, photo, until_shown
from tests.browser.test_compare import READ as COMPARED
from tests.browser.test_train import QUICK, TRAIN
from tools.browser.pointer import draw
from tools.browser.servers import answering
from tools.browser.waiting import until_cached

pytestmark = pytest.mark.offline

# Notes what the browser reports to the page as forbidden.
NOTED = """globalThis.violations = [];
document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sample }) => {
  violations.push([effectiveDirective, blockedURI, sample].join(' '));
});"""
# How an injected text could become code, or leave the device: the names of those that the browser lets pass.
INJECTED = """async () => {
  const attempts = {
    markup: () => { document.createElement('p').innerHTML = '<b>x</b>'; },
    'script text': () => { document.createElement('script').textContent = '1'; },
    'script address': () => { document.createElement('script').src = 'sw.js'; },
    worker: () => new Worker('sw.js'),
    'service worker': () => navigator.serviceWorker.register('sw.js'),
    'another policy': () => trustedTypes.createPolicy('another', {}),
    'its policy again': () => trustedTypes.createPolicy('numbre', {}),
    'another site': () => fetch('https://elsewhere.example/'),
  };
  const passed = [];
  for (const [name, attempt] of Object.entries(attempts)) {
    try {
      await attempt();
      passed.push(name);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
    }
  }
  return passed;
}"""
FORBIDDEN = ("Content Security Policy", "TrustedHTML", "TrustedScript", "TrustedTypePolicy")  # its messages
FRAMING = '<!doctype html><link rel="icon" href="data:,"><title>Frames it</title><iframe src="{}"></iframe>'

ADDRESS = """async (path) => {
  const { scriptUrl } = await import(new URL('lib/script-url.js', document.baseURI));
  try {
    const url = scriptUrl(path);
    return `${url.constructor.name} ${url}`;
  } catch (error) {
    return error.constructor.name;
  }
}"""


OTHER_SCRIPTS = (
    *("main.js", "assets/main-ABC12345.js", "inside/sw.js", "/sw.js", "sw.js?of=another", "sw.js\n"),
    *("//elsewhere.example/sw.js", "data:text/javascript,1//sw.js"),
)


def test_the_page_may_start_its_workers_and_no_other_script(modules):
    page = modules()
    for path in ("sw.js", "assets/worker-ABC12345.js", "assets/worker.js"):
        assert page.evaluate(ADDRESS, path) == f"TrustedScriptURL {page.url}{path}"
    for path in OTHER_SCRIPTS:
        assert page.evaluate(ADDRESS, path) == "TypeError", path


def test_a_browser_without_trusted_types_gets_a_plain_address(modules):
    page = modules()
    page.evaluate("() => { delete globalThis.trustedTypes; }")
    assert page.evaluate(ADDRESS, "sw.js") == f"String {page.url}sw.js"


@pytest.mark.parametrize("site", ["served", "static"])
def test_injected_text_is_refused(guard, request, site):
    guard.allowed += FORBIDDEN
    page = guard.open(request.getfixturevalue(site))
    until_cached(page)  # the page has made its policy object
    assert page.evaluate(INJECTED) == []


@pytest.mark.parametrize("site", ["served", "static"])
def test_the_page_keeps_to_its_policy_in_all_its_parts(guard, request, site):
    """The guard also fails the test if the browser reports on the console that something was refused."""
    page = guard.open(request.getfixturevalue(site), before=lambda page: page.add_init_script(NOTED))
    until_cached(page, ".wasm")
    draw(page, SEVEN)
    assert settled(page) == "7"
    open_part(page, "compare")
    page.wait_for_function(COMPARED)
    open_part(page, "inside")
    page.locator("#inside .steps canvas").last.wait_for()
    choose_network(page, "hello")
    page.locator("#network-card dt").first.wait_for()
    page.locator("#reading button").first.click()
    page.get_by_role("dialog").get_by_role("button", name="Two digits").click()
    page.locator("#copy").click()
    page.locator("#share").click()
    page.get_by_role("menu").wait_for()
    page.keyboard.press("Escape")
    page.locator("#keyboard").click()
    page.locator("#clear").click()
    page.evaluate("numbre.use('ink')")
    page.locator("#samples button").last.click()
    until_reading(page, "2026")
    train_and_teach(page)
    read_and_save_pictures(page)
    assert page.evaluate("violations") == []


def train_and_teach(page):
    """Train a network in the page, correct a digit, which teaches it, and open both parts."""
    open_part(page, "train")
    page.locator("#train-begin").wait_for()
    result = page.evaluate(TRAIN, ["hello", QUICK])
    assert isinstance(result, dict), result
    page.locator("#train .neurons canvas").first.wait_for()
    page.locator("#reading button").last.click()
    page.get_by_role("dialog").wait_for()
    page.keyboard.press("5")
    until_reading(page, "2025")
    page.evaluate("([drawing]) => numbre.teach(drawing, '7')", [SEVEN])
    open_part(page, "hand")
    page.locator(".hand-tile").first.wait_for()


LIES = "() => (({ width, height }) => width < height)(document.querySelector('.photo canvas'))"


def read_and_save_pictures(page):
    """Read a picture, turned and in part, and save the sheet as each kind of file."""
    page.locator("#clear").click()
    page.locator(INPUT).last.wait_for(state="attached")
    choose(page, photo("47"))
    assert until_shown(page) == "47"
    page.get_by_role("button", name="Turn picture to the right").click()
    page.wait_for_function(LIES)
    page.locator("#undo").click()
    assert until_shown(page) == "47"
    page.get_by_role("button", name="Read a part").click()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Whole picture").wait_for()
    for kind in ("picture (PNG)", "drawing (SVG)", "data (JSON)"):
        page.locator("#share").click()
        with page.expect_download():
            page.get_by_role("menuitem", name=f"Save {kind}").click()


@contextlib.contextmanager
def framing(frame):
    """Serve a page that frames an address, with numbre at numbre/ below it; yields its URL."""
    document = Response(FRAMING.format(frame), mimetype="text/html")
    with answering(DispatcherMiddleware(document, {"/numbre": create_app()})) as url:
        yield url


def test_a_page_of_the_same_origin_may_frame_it(guard):
    with framing("numbre/") as url:
        page = guard.visit(url)
        page.wait_for_function("() => frames[0].numbre")
        page.evaluate("frames[0].numbre.ready")
        page.close()  # it may still fetch something


def test_a_page_of_another_origin_may_not_frame_it(guard, served):
    guard.allowed += ("frame-ancestors", "request to")
    with framing(served) as url:
        page = guard.visit("about:blank")
        with page.expect_console_message(lambda message: "frame-ancestors 'self'" in message.text):
            page.goto(url)
        page.frames[1].wait_for_url("chrome-error:**")
