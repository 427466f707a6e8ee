"""Wait for a page until it can read, or until it works offline."""

from playwright.sync_api import Page

AVAILABLE = "() => globalThis.numbre"
CACHED = """async () => {
  const cached = {};
  for (const name of (await caches.keys()).sort()) {
    const keys = await (await caches.open(name)).keys();
    cached[name] = keys.map(({ url }) => new URL(url).pathname);
  }
  return cached;
}"""
HAS_CACHED = f"""async (path) => {{
  const cached = await ({CACHED})();
  return Object.values(cached).flat().some((name) => name.endsWith(path));
}}"""


def until_ready(page: Page) -> None:
    """Wait until a page that is loading can read."""
    page.wait_for_function(AVAILABLE)
    page.evaluate("numbre.ready")


def until_cached(page: Page, path: str = "") -> None:
    """Wait until the page works offline and has cached a file whose path ends so."""
    page.locator("#offline").wait_for()
    page.wait_for_function(HAS_CACHED, arg=path)
