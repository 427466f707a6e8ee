"""What a page holds in memory: its tensors, told by the module that knows the runtime, and its heap."""

# The number of tensors, or null where no module of the page has any.
TENSORS = """async () => {
  const tags = [...document.querySelectorAll('link[rel=modulepreload], script[src]')];
  const url = tags.map((tag) => tag.href ?? tag.src).find((one) => one.includes('classifier'));
  return url ? ((await import(url)).tensorCount?.() ?? null) : null;
}"""


def heap(page):
    """Return {"heap", "buffers"}: bytes that JavaScript and its arrays hold after a collection of garbage."""
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    usage = session.send("Runtime.getHeapUsage")
    session.detach()
    return {"heap": int(usage["usedSize"]), "buffers": int(usage.get("backingStorageSize", 0))}
