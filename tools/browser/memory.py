"""The memory of a page and its Web Worker: tensors, counted by the classifier's module, and heap."""

import json
from typing import Any

from playwright.sync_api import CDPSession, Page

WORKER_URL = "document.getElementById('worker')?.href ?? null"
TENSORS = "async (url) => (await import(url)).tensorCount()"


def tensors(page: Page) -> int | None:
    """Return the number of tensors of a page's classifier, None if it has none."""
    url = page.evaluate(WORKER_URL)
    if url is None:
        return None
    reader = page.workers[0] if page.workers else page  # which reads itself where no worker can start
    return int(reader.evaluate(TENSORS, url))


def heap(page: Page) -> dict[str, int]:
    """Return {"heap", "buffers"}: bytes of JavaScript's objects and arrays after garbage collection."""
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    usages = [session.send("Runtime.getHeapUsage"), *_worker_usages(page, session)]
    session.detach()
    return {
        "heap": sum(int(usage["usedSize"]) for usage in usages),
        "buffers": sum(int(usage.get("backingStorageSize", 0)) for usage in usages),
    }


def _worker_usages(page: Page, session: CDPSession) -> list[dict[str, Any]]:
    """Return what Runtime.getHeapUsage answers for each Web Worker of a page."""
    workers: list[dict[str, Any]] = []
    answers: list[dict[str, Any]] = []
    session.on("Target.attachedToTarget", lambda event: workers.append(event))
    session.on("Target.receivedMessageFromTarget", lambda event: answers.append(json.loads(event["message"])))
    attach = {"autoAttach": True, "waitForDebuggerOnStart": False, "flatten": False}
    session.send("Target.setAutoAttach", attach)
    own = [worker["sessionId"] for worker in workers if worker["targetInfo"]["type"] == "worker"]
    for target in own:
        for number, method in enumerate(("HeapProfiler.collectGarbage", "Runtime.getHeapUsage"), start=1):
            message = json.dumps({"id": number, "method": method})
            session.send("Target.sendMessageToTarget", {"sessionId": target, "message": message})

    def usages() -> list[dict[str, Any]]:
        return [answer["result"] for answer in answers if "usedSize" in answer.get("result", {})]

    while len(usages()) < len(own):
        page.evaluate("0")  # lets answers arrive
    return usages()
