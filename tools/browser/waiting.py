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
WAIT_MS = 30_000
UNTIL = """async ([argument, limit]) => {{
  const condition = {condition};
  const end = performance.now() + limit;
  while (!(await condition(argument))) {{
    if (performance.now() > end) throw new Error(`not within ${{limit}} ms: ${{condition}}`);
    await new Promise((done) => setTimeout(done, 20));
  }}
}}"""


def until(page: Page, condition: str, argument: object = None) -> None:
    """Wait until an asynchronous function of the page gives something true.

    Playwright's wait_for_function takes the promise itself for true, and returns at once.
    """
    page.evaluate(UNTIL.format(condition=condition), [argument, WAIT_MS])


def until_ready(page: Page) -> None:
    """Wait until a page that is loading can read."""
    page.wait_for_function(AVAILABLE)
    page.evaluate("numbre.ready")


def until_cached(page: Page, path: str = "") -> None:
    """Wait until the page works offline and has cached a file whose path ends so."""
    page.locator("#offline").wait_for()
    until(page, HAS_CACHED, path)
