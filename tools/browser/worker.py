"""The browser's own protocol for a page's Web Worker, for which Playwright has no session."""

import json
from typing import Any

from playwright.sync_api import Page


class WorkerSession:
    """A session of the Chrome DevTools Protocol with the Web Worker of a page; use as a context manager."""

    def __init__(self, page: Page) -> None:
        """Attach to the worker. Raises LookupError if the page has none."""
        self.page = page
        self.session = page.context.new_cdp_session(page)
        self.answers: dict[int, dict[str, Any]] = {}
        workers: list[dict[str, Any]] = []
        self.session.on("Target.attachedToTarget", lambda event: workers.append(event))
        self.session.on("Target.receivedMessageFromTarget", self._receive)
        attach = {"autoAttach": True, "waitForDebuggerOnStart": False, "flatten": False}
        self.session.send("Target.setAutoAttach", attach)
        own = [worker["sessionId"] for worker in workers if worker["targetInfo"]["type"] == "worker"]
        if not own:
            self.session.detach()
            raise LookupError("the page has no worker")
        self.target, self.count = own[0], 0

    def __enter__(self) -> "WorkerSession":
        return self

    def __exit__(self, *_: object) -> None:
        self.session.detach()

    def _receive(self, event: dict[str, Any]) -> None:
        message = json.loads(event["message"])
        if "id" in message:
            self.answers[message["id"]] = message

    def send(self, method: str, parameters: dict[str, Any] | None = None) -> dict[str, Any]:
        """Return the result of a method."""
        self.count += 1
        message = json.dumps({"id": self.count, "method": method, "params": parameters or {}})
        self.session.send("Target.sendMessageToTarget", {"sessionId": self.target, "message": message})
        while self.count not in self.answers:
            self.page.evaluate("0")  # lets the answer arrive
        result: dict[str, Any] = self.answers.pop(self.count)["result"]
        return result
