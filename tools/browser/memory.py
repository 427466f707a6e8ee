"""The memory of a page: its tensors, counted by its classifier module, and its heap."""

# The number of tensors; null if the page has no classifier module.
TENSORS = """async () => {
  const tags = [...document.querySelectorAll('link[rel=modulepreload], script[src]')];
  const url = tags.map((tag) => tag.href ?? tag.src).find((one) => one.includes('classifier'));
  return url ? ((await import(url)).tensorCount?.() ?? null) : null;
}"""


def heap(page):
    """Return {"heap", "buffers"}: bytes of JavaScript's objects and arrays after garbage collection."""
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    usage = session.send("Runtime.getHeapUsage")
    session.detach()
    return {"heap": int(usage["usedSize"]), "buffers": int(usage.get("backingStorageSize", 0))}
