"""WebAssembly takes over from plain JavaScript if it can; otherwise the page keeps reading."""

import pytest

from tests.browser.drawing import SEVEN, settled
from tools.browser.memory import TENSORS
from tools.browser.pointer import draw
from tools.browser.servers import serving

CLASSIFY = "async (drawings) => [...(await numbre.classify(drawings))]"
WASM = "() => globalThis.numbre?.timings.backend === 'wasm'"
REFUSED = """WebAssembly.instantiate = () => {
  globalThis.wasRefused = true;
  return Promise.reject(new WebAssembly.CompileError('refused by the policy'));
};"""


def expect_plain(page):
    """Expect that plain JavaScript stays in use."""
    page.wait_for_timeout(300)  # the failure has had its turn
    assert page.evaluate("numbre.timings.backend") == "cpu"
    draw(page, SEVEN)
    assert settled(page) == "7"


def hold_wasm(page):
    """Keep the backend from arriving, as on a slow line."""
    page.route("**/*.wasm", lambda route: None)


def test_both_backends_give_the_same_probabilities(guard, served, golden):
    drawings = [vector["drawing"] for vector in golden if vector["name"].startswith("digit ")]
    plain = guard.open(served, before=hold_wasm)
    wasm = guard.open(served)
    wasm.wait_for_function(WASM)
    assert plain.evaluate("numbre.timings.backend") == "cpu"
    assert wasm.evaluate(CLASSIFY, drawings) == pytest.approx(plain.evaluate(CLASSIFY, drawings), abs=1e-4)


def test_every_network_reads_with_the_new_backend_and_leaves_no_tensor(page):
    page.wait_for_function(WASM)
    draw(page, SEVEN)
    for name in page.evaluate("numbre.models"):
        page.evaluate("(name) => numbre.use(name)", name)
        before = page.evaluate(TENSORS)
        probabilities = page.evaluate(CLASSIFY, [[[[x, y] for x, y in stroke] for stroke in SEVEN]])
        assert sum(probabilities) == pytest.approx(1, abs=1e-4)
        assert page.evaluate(TENSORS) == before
    page.evaluate("numbre.use('ink')")
    assert settled(page) == "7"


def test_plain_javascript_reads_if_webassembly_is_refused(guard, served):
    page = guard.open(served, before=lambda page: page.add_init_script(REFUSED))
    page.wait_for_function("() => globalThis.wasRefused")
    expect_plain(page)


def test_plain_javascript_reads_if_there_is_no_webassembly(guard, served):
    page = guard.open(served, before=lambda page: page.add_init_script("delete globalThis.WebAssembly"))
    expect_plain(page)


@pytest.mark.parametrize("content", [None, b"\0asm\1\0\0\0", b"<!doctype html>"])
def test_plain_javascript_reads_if_the_backend_is_missing_or_damaged(guard, site_copy, content):
    guard.allowed += ("Failed to load resource", "wasm", "Aborted", "falling back")
    [binary] = (site_copy / "assets").glob("*.wasm")
    binary.unlink() if content is None else binary.write_bytes(content)
    with serving(site_copy) as url:
        page = guard.visit(url, before=lambda page: None)
        with page.expect_response(lambda response: response.url.endswith(".wasm")):
            page.wait_for_function("() => globalThis.numbre?.timings.backend")
        expect_plain(page)
