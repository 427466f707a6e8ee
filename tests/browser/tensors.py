"""How many tensors are alive in the built page: told by the module that knows the runtime."""

# The number of tensors, or null where no module of the page has any.
TENSORS = """async () => {
  const tags = [...document.querySelectorAll('link[rel=modulepreload], script[src]')];
  const url = tags.map((tag) => tag.href ?? tag.src).find((one) => one.includes('recognizer'));
  return url ? ((await import(url)).tensorCount?.() ?? null) : null;
}"""
