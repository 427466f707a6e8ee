"""The memory of a page and its Web Worker: tensors, counted by the classifier's module, and heap."""

import json

WORKER_URL = "document.getElementById('worker')?.href ?? null"
TENSORS = "async (url) => (await import(url)).tensorCount()"


def tensors(page):
    """Return the number of tensors of a page's classifier, None if it has none."""
    url = page.evaluate(WORKER_URL)
    if url is None:
        return None
    reader = page.workers[0] if page.workers else page  # which reads itself where no worker can start
    return reader.evaluate(TENSORS, url)


def heap(page):
    """Return {"heap", "buffers"}: bytes of JavaScript's objects and arrays after garbage collection."""
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    usages = [session.send("Runtime.getHeapUsage"), *_worker_usages(page, session)]
    session.detach()
    return {
        "heap": sum(int(usage["usedSize"]) for usage in usages),
        "buffers": sum(int(usage.get("backingStorageSize", 0)) for usage in usages),
    }


def _worker_usages(page, session):
    """Return what Runtime.getHeapUsage answers for each Web Worker of a page."""
    workers, answers = [], []
    session.on("Target.attachedToTarget", lambda event: workers.append(event))
    session.on("Target.receivedMessageFromTarget", lambda event: answers.append(json.loads(event["message"])))
    attach = {"autoAttach": True, "waitForDebuggerOnStart": False, "flatten": False}
    session.send("Target.setAutoAttach", attach)
    own = [worker["sessionId"] for worker in workers if worker["targetInfo"]["type"] == "worker"]
    for target in own:
        for number, method in enumerate(("HeapProfiler.collectGarbage", "Runtime.getHeapUsage"), start=1):
            message = json.dumps({"id": number, "method": method})
            session.send("Target.sendMessageToTarget", {"sessionId": target, "message": message})

    def usages():
        return [answer["result"] for answer in answers if "usedSize" in answer.get("result", {})]

    while len(usages()) < len(own):
        page.evaluate("0")  # lets answers arrive
    return usages()
