"""A window of each engine, and the page on a host of its own."""

import contextlib
import os
from pathlib import Path

import pytest

from numbre.train.data import datasets
from numbre.web import SITE
from tests.browser.engines.firefox import Firefox
from tests.browser.engines.playwright_window import PlaywrightWindow
from tests.browser.engines.webkit import WebKit
from tests.fixtures.tiny_data import digits
from tools.browser.engines import Engine, find_engine

TITLES = {"chromium": "Chromium", "firefox": "Firefox", "webkit": "WebKit"}
BLANK = "about:blank"


@pytest.fixture(scope="session", params=TITLES)
def engine(request, tmp_path_factory):
    """(title with version, window) of an engine; (title, None) where it is not installed."""
    name = request.param
    found = Engine("playwright", "") if name == "chromium" else find_engine(name)
    with contextlib.ExitStack() as stack:
        if found is None:
            window = None
        elif found.driver == "bidi":
            window = Firefox(found.path, tmp_path_factory.mktemp("profile"))
        elif found.driver == "webdriver":
            window = stack.enter_context(WebKit.displayed(found.path))
        elif name == "chromium":
            window = PlaywrightWindow(request.getfixturevalue("browser"))
        else:
            own = getattr(request.getfixturevalue("playwright"), name).launch()
            stack.callback(own.close)
            window = PlaywrightWindow(own)
        if window is None:
            yield TITLES[name], None
            return
        stack.callback(window.close)
        gtk = "GTK" if isinstance(window, WebKit) else ""
        yield f"{TITLES[name]}{gtk} {window.version}", window


@pytest.fixture
def window(engine, host, request):
    """A window of an engine; the origin of the host is new to it. Faults in its console fail the test."""
    title, window = engine
    properties = request.node.user_properties  # for the summary of the whole run, in tests/conftest.py
    if window is None:
        properties.append(("engines skipped", title))
        pytest.skip(f"no {title}: python -m tools.browser.engines installs it where it can")
    properties.append(("engines", title))
    window.faults.clear()
    yield window
    faults = list(window.faults)
    window.goto(BLANK)  # before its host ends
    assert not faults, "\n".join(faults)


@pytest.fixture
def opened(window, host):
    """The window with the page, ready to read."""
    window.goto(host.put("numbre", SITE))
    window.until_ready()
    return window


@pytest.fixture(scope="session")
def real_digits():
    """Twenty (label, drawing) by writers unseen in training; without the data, golden drawings of digits."""
    named = os.environ.get("NUMBRE_DATA")
    if not named or not (Path(named) / "pendigits-orig.tra.gz").exists():
        return digits()[:40:2]
    drawings, labels, _ = datasets.load_pendigits(Path(named)).part("validation", 20)
    return [(int(label), [s.tolist() for s in d]) for label, d in zip(labels, drawings, strict=True)]
