"""WebAssembly takes over from plain JavaScript if it can; otherwise the page keeps reading."""

import pytest

from tests.browser.drawing import CHOSEN, SEVEN, settled
from tools.browser.memory import tensors
from tools.browser.pointer import draw
from tools.browser.servers import serving

CLASSIFY = "async (drawings) => [...(await numbre.classify(drawings))]"
WASM = "() => globalThis.numbre?.timings.backend === 'wasm'"
FORBIDDEN = "default-src 'self'"  # lacks 'wasm-unsafe-eval'


def expect_plain(page):
    """Expect that plain JavaScript stays in use."""
    page.wait_for_function(CHOSEN)
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
        before = tensors(page)
        probabilities = page.evaluate(CLASSIFY, [[[[x, y] for x, y in stroke] for stroke in SEVEN]])
        assert sum(probabilities) == pytest.approx(1, abs=1e-4)
        assert tensors(page) == before
    page.evaluate("numbre.use('ink')")
    assert settled(page) == "7"


def change_worker(policy=None, code=""):
    """Return a function that changes the policy of a page's worker, and puts code before its own."""

    def answer(route):
        response = route.fetch()
        headers = response.headers | ({"content-security-policy": policy} if policy else {})
        route.fulfill(response=response, headers=headers, body=code + response.text())

    return lambda page: page.route("**/assets/worker-*.js", answer)


def test_plain_javascript_reads_if_the_policy_forbids_webassembly(guard, served):
    guard.allowed += ("Refused to compile", "violates the following Content Security Policy")
    expect_plain(guard.open(served, before=change_worker(policy=FORBIDDEN)))


def test_plain_javascript_reads_if_there_is_no_webassembly(guard, served):
    expect_plain(guard.open(served, before=change_worker(code="delete globalThis.WebAssembly;")))


@pytest.mark.parametrize("content", [None, b"\0asm\1\0\0\0", b"<!doctype html>"])
def test_plain_javascript_reads_if_the_backend_is_missing_or_damaged(guard, site_copy, content):
    guard.allowed += ("Failed to load resource",)
    [binary] = (site_copy / "assets").glob("*.wasm")
    binary.unlink() if content is None else binary.write_bytes(content)
    with serving(site_copy) as url:
        expect_plain(guard.open(url))
