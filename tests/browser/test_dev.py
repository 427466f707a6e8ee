"""`make dev`: a change of the page is in the browser within a second, and a syntax error ends nothing."""

import re
import shutil
import signal
import subprocess
import threading
import urllib.error
import urllib.request

import pytest

from tests.browser.drawing import SEVEN, settled
from tools.browser.pointer import draw
from tools.node import node_environment
from tools.paths import ROOT

pytestmark = pytest.mark.offline

SHOWN_MS = 5_000  # the goal is 1 s; other tests keep the machine busy
WAIT_S = 60
REGISTERED = """globalThis.registered = [];
navigator.serviceWorker.register = async (url) => registered.push(String(url));"""
# The address of the code for offline use, once the page has fetched it.
FETCHED = """() => performance.getEntriesByType('resource').map(({ name }) => name)
  .find((name) => name.includes('/offline'))"""
MARK = "document.title = {!r};\n"


class Dev:
    """A development server on a copy of web/, whose output is read as it comes."""

    def __init__(self, folder, *options):
        self.page = folder / "page"
        self.process = subprocess.Popen(
            ["node", folder / "build" / "dev.mjs", *options],
            env=node_environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.output, self._ended, self._news = "", False, threading.Condition()
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self):
        with self.process.stdout as lines:
            for line in lines:
                with self._news:
                    self.output += line
                    self._news.notify_all()
        with self._news:
            self._ended = True
            self._news.notify_all()

    def printed(self, pattern):
        """Return the match of a pattern in the output, now or later."""
        with self._news:
            self._news.wait_for(lambda: self._ended or re.search(pattern, self.output), WAIT_S)
        found = re.search(pattern, self.output)
        assert found, self.output
        return found

    def edit(self, name, change):
        """Replace the text of a file of the page by change(text)."""
        path = self.page / name
        path.write_text(change(path.read_text()))

    def stop(self):
        """Press Ctrl+C; returns the exit status."""
        self.process.send_signal(signal.SIGINT)
        return self.ended()

    def ended(self):
        """Wait for the end; returns the exit status."""
        self._reader.join(WAIT_S)
        return self.process.wait(WAIT_S)


@pytest.fixture
def web_copy(tmp_path):
    """A copy of web/ under another name, with the same packages."""
    copy = tmp_path / "elsewhere"
    left_out = shutil.ignore_patterns("node_modules", "site", "site.making", "golden.json")
    shutil.copytree(ROOT / "web", copy, ignore=left_out)
    (copy / "node_modules").symlink_to(ROOT / "web" / "node_modules")
    (tmp_path / "export").mkdir()
    for name in ("pyproject.toml", "LICENSE", "export/card.schema.json"):
        shutil.copy(ROOT / name, tmp_path / name)
    return copy


@pytest.fixture
def dev(web_copy):
    """A running development server."""
    server = Dev(web_copy, "--port", "0")
    yield server
    server.stop()


@pytest.fixture
def opened(dev, guard):  # in this order: the page is closed before its server
    """The page under development, ready to read; the guard fails the test if the policy is broken."""
    return guard.open(dev.printed(r"http://\S+/")[0])


def shows(page, title):
    """Wait until the page runs code that gives it a title."""
    page.wait_for_function("title => document.title === title", arg=title, timeout=SHOWN_MS)


def test_changes_are_shown_and_a_syntax_error_ends_nothing(opened, dev):
    draw(opened, SEVEN)
    assert settled(opened) == "7"
    dev.edit("main.js", lambda text: text + MARK.format("changed"))
    shows(opened, "changed")
    dev.edit("main.js", lambda text: text.replace(MARK.format("changed"), "let = ;\n"))
    dev.printed(r"ERROR(.|\n)*page/main\.js:\d+:\d+:")
    dev.edit("main.js", lambda text: text.replace("let = ;\n", MARK.format("mended")))
    shows(opened, "mended")
    opened.evaluate("numbre.ready")
    draw(opened, SEVEN)
    assert settled(opened) == "7"


def test_a_page_that_has_not_reloaded_yet_finds_its_code(opened, dev):
    fetched = "performance.getEntriesByType('resource').map(({ name }) => name)"
    code = next(url for url in opened.evaluate(fetched) if "/later-" in url)
    dev.edit("later.js", lambda text: text + MARK.format("changed"))
    shows(opened, "changed")
    assert code not in opened.evaluate(fetched)
    with urllib.request.urlopen(code) as answer:
        assert answer.status == 200


def test_a_style_sheet_is_replaced_under_the_drawing(opened, dev):
    draw(opened, SEVEN)
    dev.edit("style/base.css", lambda text: text + "\nbody { outline: 3px solid red }\n")
    opened.wait_for_function("() => getComputedStyle(document.body).outlineWidth === '3px'", timeout=SHOWN_MS)
    assert settled(opened) == "7"


def test_the_document_is_watched_too(opened, dev):
    dev.edit("index.html", lambda text: text.replace("<body>", '<body data-changed="yes">'))
    opened.locator("body[data-changed=yes]").wait_for(timeout=SHOWN_MS)


def test_a_file_in_a_new_folder_is_watched(opened, dev):
    (dev.page / "later").mkdir()
    (dev.page / "later" / "title.js").write_text(MARK.format("first"))
    dev.edit("main.js", lambda text: "import './later/title.js';\n" + text)
    shows(opened, "first")
    (dev.page / "later" / "title.js").write_text(MARK.format("second"))
    shows(opened, "second")


def test_there_is_no_worker_and_nothing_outside_the_page(opened):
    for path in ("sw.js", "package.json", "../package.json", "models/ink/golden.json", "%"):
        with pytest.raises(urllib.error.HTTPError, match="404") as refused:
            urllib.request.urlopen(f"{opened.url}{path}", timeout=WAIT_S)
        refused.value.close()


def test_no_worker_is_registered(dev, guard):
    url = dev.printed(r"http://\S+/")[0]
    page = guard.visit(url, before=lambda page: page.add_init_script(REGISTERED))
    fetched = page.wait_for_function(FETCHED).json_value()
    page.evaluate("(url) => import(url)", fetched)  # resolves after that of the page
    assert page.evaluate("registered") == []


def test_it_ends_without_a_trace(dev):
    dev.printed("Numbre is at")
    assert dev.stop() == 0
    assert not re.search(r"Error|\bat ", dev.output.replace("Numbre is at", ""))


def test_a_port_in_use_is_named(dev, web_copy):
    port = dev.printed(r"http://127\.0\.0\.1:(\d+)/")[1]
    second = Dev(web_copy, "--port", port)
    assert second.ended() == 2
    second.printed(f"port {port} is in use; name another: make dev PORT={int(port) + 1}")


@pytest.mark.parametrize(("option", "reason"), [("--port", "a port is a number"), ("--color", "--color")])
def test_wrong_options_are_named(web_copy, option, reason):
    server = Dev(web_copy, option, "many")
    assert server.ended() == 2
    server.printed(reason)
