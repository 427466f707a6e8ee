"""WebKitGTK: its MiniBrowser on the display of Xvfb, driven by WebKitWebDriver over HTTP.

https://www.w3.org/TR/webdriver2/. A finger cannot be driven: WebKitGTK takes one for a mouse. So events of a
finger are dispatched by a script.
"""
# ruff: noqa: D102  (window.py describes the methods)

import contextlib
import json
import os
import re
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request

from tests.browser.engines.window import SIZE, TOUCH, WAIT_S, ActionWindow, called, value_of

MESSAGE = re.compile(r"CONSOLE .*?\b(ERROR|WARN)\b (.*)")  # of the console, as WebKit prints it
# without OpenGL: that of machines without a graphics card crashes now and then
PAINTING = {"WEBKIT_SKIA_ENABLE_CPU_RENDERING": "1", "WEBKIT_DISABLE_COMPOSITING_MODE": "1"}
ARGUMENTS = ["--automation", "--enable-write-console-messages-to-stdout=true"]


class WebKit(ActionWindow):
    """A MiniBrowser in automation, which keeps nothing."""

    @classmethod
    @contextlib.contextmanager
    def displayed(cls, path):
        """Yield a window on a display of its own; end the display afterwards. path: of MiniBrowser."""
        reader, writer = os.pipe()
        screen = f"{SIZE['width']}x{SIZE['height'] + 100}x24"
        command = ["Xvfb", "-displayfd", str(writer), "-screen", "0", screen, "-nolisten", "tcp"]
        with subprocess.Popen(command, pass_fds=[writer], stderr=subprocess.DEVNULL) as display:
            os.close(writer)
            try:
                with os.fdopen(reader) as pipe, tempfile.TemporaryFile("w+") as log:
                    number = pipe.readline().strip()
                    assert number, "Xvfb ended at once"
                    yield cls(path, number, log)
            finally:
                display.terminate()

    def __init__(self, path, display, log):
        super().__init__()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self._url = f"http://127.0.0.1:{port}"
        self._log = log  # of the driver and the page's console
        environment = {**os.environ, "DISPLAY": f":{display}", **PAINTING}
        command = ["WebKitWebDriver", f"--port={port}"]
        self._driver = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        try:
            self._open(path)
        except BaseException:
            self._driver.kill()
            self._driver.wait()
            raise

    def _open(self, path):
        options = {"webkitgtk:browserOptions": {"binary": path, "args": ARGUMENTS}}
        session = self._begin({"capabilities": {"alwaysMatch": options}})
        self._url += f"/session/{session['sessionId']}"
        self.version = session["capabilities"]["browserVersion"]
        self.send("POST", "/timeouts", {"script": 2000 * WAIT_S})
        self.send("POST", "/window/rect", SIZE)

    def _begin(self, capabilities):
        end = time.monotonic() + WAIT_S
        while True:
            try:
                return self.send("POST", "/session", capabilities)
            except urllib.error.URLError:  # it does not listen yet
                assert time.monotonic() < end, "WebKitWebDriver does not answer"
                time.sleep(0.05)

    def send(self, method, path, body=None):
        """Return the value that a command answers. Raises AssertionError for an error."""
        content = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self._url + path, method=method, data=content)
        try:
            with urllib.request.urlopen(request, timeout=2 * WAIT_S) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            with error:
                raise AssertionError(f"{path}: {json.load(error)['value']['message']}") from None

    def goto(self, url):
        self.send("POST", "/url", {"url": url})
        self._read_log()

    def reload(self):
        self.send("POST", "/refresh", {})

    def evaluate(self, function, *arguments):
        script = f"{called(function, arguments)}.then(arguments[arguments.length - 1]);"
        text = self.send("POST", "/execute/async", {"script": script, "args": []})
        self._read_log()
        return value_of(text)

    def perform(self, source):
        self.send("POST", "/actions", {"actions": [source]})

    def touch(self, strokes):
        self.evaluate(TOUCH, strokes)

    def _read_log(self):
        self.faults += [found[2] for line in self._log if (found := MESSAGE.search(line))]

    def close(self):
        try:
            self.send("DELETE", "")
        finally:
            self._driver.terminate()
            self._driver.wait(WAIT_S)
