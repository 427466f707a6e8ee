"""The Content-Security-Policy: what it forbids is refused, and the page keeps to it."""

import pytest

ADDRESS = """async (path) => {
  const { scriptUrl } = await import(new URL('lib/script-url.js', document.baseURI));
  try {
    const url = scriptUrl(path);
    return `${url.constructor.name} ${url}`;
  } catch (error) {
    return error.constructor.name;
  }
}"""


@pytest.mark.parametrize("path", ["sw.js", "assets/worker-ABC12345.js", "assets/worker.js"])
def test_the_page_may_start_its_workers(modules, path):
    page = modules()
    assert page.evaluate(ADDRESS, path) == f"TrustedScriptURL {page.url}{path}"


@pytest.mark.parametrize(
    "path",
    [
        *("main.js", "assets/main-ABC12345.js", "inside/sw.js", "/sw.js", "sw.js?of=another", "sw.js\n"),
        *("//elsewhere.example/sw.js", "data:text/javascript,1//sw.js"),
    ],
)
def test_the_page_starts_no_other_script(modules, path):
    assert modules().evaluate(ADDRESS, path) == "TypeError"


def test_a_browser_without_trusted_types_gets_a_plain_address(modules):
    page = modules()
    page.evaluate("() => { delete globalThis.trustedTypes; }")
    assert page.evaluate(ADDRESS, "sw.js") == f"String {page.url}sw.js"
