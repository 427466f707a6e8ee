"""Firefox, driven by WebDriver BiDi: JSON over a WebSocket, https://w3c.github.io/webdriver-bidi/."""
# ruff: noqa: D102  (window.py describes the methods)

import asyncio
import json
import os
import re
import subprocess
import threading

from tornado.websocket import websocket_connect

from tests.browser.engines.window import SIZE, WAIT_S, ActionWindow, called, value_of

LISTENING = re.compile(r"WebDriver BiDi listening on (ws://\S+)")
LARGEST = 2**28  # bytes of a message
LEVELS = ("error", "warn")
LEFT = "status=2152398850"  # of a font that was on its way when the page was left: NS_BINDING_ABORTED


class Firefox(ActionWindow):
    """A headless Firefox with a profile of its own, and the preferences that it sets itself for a driver."""

    def __init__(self, path, profile):
        super().__init__()
        port = ["--remote-debugging-port", "0"]  # any that is free
        command = [path, "--headless", "--no-remote", "--profile", str(profile), *port]
        environment = {**os.environ, "HOME": str(profile)}  # else it refuses a home of another user
        self._process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=environment
        )
        self._loop = asyncio.new_event_loop()  # in a thread of its own: Playwright has one in this thread
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._count = 0
        try:
            self._open()
        except BaseException:
            self._process.kill()
            self._process.wait()
            raise

    def _open(self):
        address = next((found[1] for line in self._process.stderr if (found := LISTENING.search(line))), None)
        threading.Thread(target=self._process.stderr.read, daemon=True).start()  # so that it is never full
        assert address, "Firefox ended at once"
        self._socket = self._wait(_connect(f"{address}/session"))
        self.version = self.send("session.new", capabilities={})["capabilities"]["browserVersion"]
        self.send("session.subscribe", events=["log.entryAdded"])
        self._context = self.send("browsingContext.create", type="tab")["context"]
        self.send("browsingContext.setViewport", context=self._context, viewport=SIZE)

    def send(self, method, **parameters):
        """Return the result of a command. Raises AssertionError for an error."""
        self._count += 1
        answer = self._wait(self._exchange({"id": self._count, "method": method, "params": parameters}))
        assert answer["type"] == "success", f"{method}: {answer.get('message')}"
        return answer["result"]

    async def _exchange(self, command):
        await self._socket.write_message(json.dumps(command))
        while True:
            text = await self._socket.read_message()
            assert text is not None, "Firefox has ended"
            message = json.loads(text)
            if message.get("id") == command["id"]:
                return message
            if message.get("method") == "log.entryAdded" and message["params"]["level"] in LEVELS:
                text = str(message["params"]["text"])
                if LEFT not in text:
                    self.faults.append(text)

    def _wait(self, coroutine):
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(2 * WAIT_S)

    def goto(self, url):
        self.send("browsingContext.navigate", context=self._context, url=url, wait="complete")

    def reload(self):
        self.send("browsingContext.reload", context=self._context, wait="complete")

    def evaluate(self, function, *arguments):
        done = self.send(
            "script.evaluate",
            expression=called(function, arguments),
            target={"context": self._context},
            awaitPromise=True,
            userActivation=False,
        )
        assert done["type"] == "success", done.get("exceptionDetails")
        return value_of(done["result"]["value"])

    def perform(self, source):
        self.send("input.performActions", context=self._context, actions=[source])

    def close(self):
        try:
            self.send("browser.close")
            self._process.wait(WAIT_S)
        finally:
            self._process.kill()
            self._process.wait()
            self._socket.close()
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()
            self._loop.close()
            self._process.stderr.close()


async def _connect(address):
    return await websocket_connect(address, max_message_size=LARGEST)
