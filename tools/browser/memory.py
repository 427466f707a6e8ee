"""The memory of a page and its Web Worker: tensors, counted by the classifier's module, and heap."""

from typing import Any

from playwright.sync_api import CDPSession, Page

from tools.browser.worker import WorkerSession

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
    each = usages(page)
    return {name: sum(usage[name] for usage in each) for name in ("heap", "buffers")}


def usages(page: Page) -> list[dict[str, int]]:
    """Return {"heap", "buffers"} of the page and, if it has one, of its worker, after garbage collection."""
    session = page.context.new_cdp_session(page)
    found = [_usage(session)]
    session.detach()
    if page.workers:
        with WorkerSession(page) as worker:
            found.append(_usage(worker))
    return found


def _usage(session: CDPSession | WorkerSession) -> dict[str, int]:
    session.send("HeapProfiler.collectGarbage")
    usage: dict[str, Any] = session.send("Runtime.getHeapUsage")
    return {"heap": int(usage["usedSize"]), "buffers": int(usage.get("backingStorageSize", 0))}
