"""A browser, the served page, the static page under a sub-path, and a guard on everything they do."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from numbre.web import SITE
from tests.browser.drawing import SCRIBBLE
from tests.browser.guard import guarding
from tests.browser.service_worker import Host
from tests.fixtures.tiny_data import digits
from tools.browser.chromium import FLAGS, find_browser
from tools.browser.servers import hosting
from tools.paths import MODELS, ROOT

SUB_PATH = "some/where/numbre"


@pytest.fixture(scope="session")
def playwright():
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright):
    path = find_browser()
    if path is None:
        pytest.fail("no browser: run python -m tools.browser.chromium, or name one in NUMBRE_CHROMIUM")
    chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
    yield chromium
    chromium.close()


@pytest.fixture(scope="session")
def served():
    """The URL of the page behind `numbre serve`."""
    command = [str(Path(sys.executable).with_name("numbre")), "serve", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        yield re.search(r"http://\S+", server.stdout.readline())[0]
        server.terminate()


@pytest.fixture(scope="session")
def static(tmp_path_factory):
    """The URL of what `make site` gives, under a sub-path of a plain static host."""
    root = tmp_path_factory.mktemp("host")
    (root / SUB_PATH).parent.mkdir(parents=True)
    words = ["make", "--silent", "site", f"DIST={root / SUB_PATH}"]
    subprocess.run(words, cwd=ROOT, check=True, timeout=200, capture_output=True)
    with hosting(root) as url:
        yield f"{url}{SUB_PATH}/"


@pytest.fixture
def site_copy(tmp_path):
    """A copy of the built site that a test may damage, without its compressed variants."""
    return shutil.copytree(SITE, tmp_path / "site", ignore=shutil.ignore_patterns("*.br", "*.gz"))


@pytest.fixture
def host(tmp_path):
    """A plain static host of its own, which a test may change and stop."""
    with Host.running(tmp_path) as host:
        yield host


@pytest.fixture(scope="session")
def newer(build_with, tmp_path_factory):
    """A newer version of the site, with only two of the networks."""
    models = tmp_path_factory.mktemp("newer")
    for name in ("ink", "hello"):
        shutil.copytree(MODELS / name, models / name)
    return build_with(models)


@pytest.fixture(scope="session")
def build_with(tmp_path_factory):
    """A function that builds a site from another folder of bundles; returns the site."""

    def build(models):
        site = tmp_path_factory.mktemp("built") / "site"
        script = ROOT / "web" / "build" / "site_builder.py"
        subprocess.run([sys.executable, script, models, site], check=True, timeout=200)
        return site

    return build


@pytest.fixture
def guard(browser, request):
    with guarding(browser, bool(request.node.get_closest_marker("offline"))) as guard:
        yield guard


@pytest.fixture(scope="module")
def shared_page(browser, served):
    """One served page for all tests of a file that do not depend on its state."""
    with guarding(browser) as guard:
        yield guard.open(served)


@pytest.fixture(scope="session")
def sources():
    """The URL of the page's modules as they are written, not bundled."""
    with hosting(ROOT / "web" / "page") as url:
        yield url


@pytest.fixture
def modules(guard, sources):
    """A function that opens index.html without main.js, so that modules can be imported one by one."""

    def open_with(**options):
        nothing = {"body": "", "content_type": "text/javascript"}
        both = re.compile(r"/(main|floor)\.js$")  # floor.js would say that main.js did not run
        cut = lambda page: page.route(both, lambda route: route.fulfill(**nothing))  # noqa: E731
        return guard.visit(sources, cut, **options)

    return open_with


@pytest.fixture
def page(guard, served):
    """The served page, ready to read."""
    return guard.open(served)


@pytest.fixture(scope="session")
def golden():
    """The golden vectors of the committed default bundle."""
    return json.loads((MODELS / "ink" / "golden.json").read_text())["vectors"]


@pytest.fixture
def non_digit():
    """A drawing that the default network rejects, in one stroke: several might be several digits."""
    return SCRIBBLE


@pytest.fixture(scope="session")
def pen_digits(published_if_any):
    """Sixty (label, drawing) by writers unseen in training; without the data, golden drawings of digits."""
    if published_if_any is None:
        return digits()
    chosen = []
    for name in ("pendigits", "unipen"):
        drawings, labels, _ = published_if_any[name].part("validation", 30)
        chosen += [
            (int(label), [stroke.tolist() for stroke in d]) for label, d in zip(labels, drawings, strict=True)
        ]
    return chosen
