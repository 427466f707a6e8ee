"""Without a connection the page opens, and reads with every network that has been used."""

import hashlib
import json
import re
from base64 import b64encode
from collections import Counter

import pytest

from numbre.web import SITE
from tests.browser.drawing import choose_network, open_part, settled
from tests.browser.service_worker import (
    INSTALLED,
    OFFLINE_MESSAGES,
    check,
    expect_reading,
    keep_used,
    networks,
    reload,
)
from tests.browser.test_failures import without_weights
from tests.browser.test_hand import ONE, correct
from tools.browser.pointer import draw
from tools.browser.servers import QuietHandler, serving
from tools.browser.waiting import CACHED, until, until_cached, until_ready

pytestmark = pytest.mark.offline

OTHER = '<title>Another page</title><link rel="icon" href="data:,">'
# Whether the worker has noted that the site has none.
MISSED = "async () => Boolean(await caches.match(new URL('?missing-since', document.baseURI)))"
# Makes it a note of an hour ago.
BACKDATE = """async () => {
  const key = new URL('?missing-since', document.baseURI);
  const [name] = (await caches.keys()).filter((name) => name.startsWith(`numbre ${document.baseURI} `));
  await (await caches.open(name)).put(key, new Response(String(Date.now() - 3600_000)));
}"""
NONSENSE = """async () => {
  const { active } = await navigator.serviceWorker.getRegistration();
  const path = new URL('icon.svg', document.baseURI).href;
  const values = [null, undefined, 0, -1.5, 1n, true, '', 'takeOver', [], [[]], {}, new Date(), new Blob()];
  for (const value of values) {
    active.postMessage(value);
    active.postMessage({ takeOver: value === true ? 1 : value, check: value === true ? 1 : value });
    active.postMessage({ used: value });
    active.postMessage({ used: [value, { toString: value }] });
  }
  active.postMessage({ used: { length: 1, 0: path } });
  active.postMessage({ check: true }); // without a port for the answer
}"""


def test_the_page_opens_reads_and_learns_without_our_server(guard, site_copy):
    with serving(site_copy) as url:
        page = guard.open(url)
        until_cached(page)
    reload(page)
    expect_reading(page)
    assert page.evaluate("numbre.timings.firstReading") > 0
    page.locator("#clear").click()
    draw(page, ONE)
    assert settled(page) == "7"
    correct(page, 0, "1")
    page.locator("#status", has_text="Learned your 1.").wait_for()
    open_part(page, "hand")
    page.get_by_role("button", name="Remove this 1").wait_for()


def test_the_page_opens_and_reads_without_a_plain_static_host(guard, host):
    page = guard.open(host.put("some/where", SITE))
    until_cached(page)
    host.stop()
    for address in ("", "index.html", "?from=home"):
        page.goto(f"{host.url}some/where/{address}")
        until_ready(page)
        expect_reading(page)


def test_the_first_reading_of_a_second_visit_asks_the_network_for_nothing(guard, host):
    page = guard.open(host.put("numbre", SITE))
    until_cached(page)
    answers = []
    page.on("response", lambda response: answers.append((response.url, response.from_service_worker)))
    reload(page)
    assert [url for url, is_kept in answers if not is_kept] == []
    assert {url.rsplit("/", 1)[1] for url, _ in answers} >= {"", "model.json", "summary.json"}


def test_a_first_visit_asks_a_host_without_caching_headers_for_each_file_once(guard, host):
    asked = Counter()

    def note(handler):
        asked[handler.path] += 1
        return QuietHandler.do_GET(handler)

    def send_header(handler, name, value):
        if name != "Last-Modified":  # from which browsers would guess how long a file stays the same
            QuietHandler.send_header(handler, name, value)

    host.handler.do_GET, host.handler.send_header = note, send_header
    page = guard.open(host.put("numbre", SITE))
    until_cached(page, ".wasm")
    keep_used(page)
    del asked["/numbre/sw.js"]  # which the browser fetches itself, and which is checked
    assert len(asked) > 10
    again = {path.rsplit("/")[-1]: count - 1 for path, count in asked.items() if count > 1}
    # code that the page preloads for the Web Worker reaches it only through the browser's cache
    [worker] = (SITE / "assets").glob("worker-*.js")
    parts = re.findall(r"chunk-\w+\.js", worker.read_text())
    assert set(again) <= {worker.name, *parts}
    assert set(again.values()) <= {1}


def test_a_page_that_could_read_only_at_the_second_try_works_offline_too(guard, host):
    guard.allowed += OFFLINE_MESSAGES
    page = guard.open(host.put("numbre", SITE), ready=False, before=without_weights)
    page.locator("#status[data-state=failed]").wait_for()
    page.unroute("**/*.bin")
    page.locator("#retry").click()
    until_cached(page)
    host.stop()
    reload(page)
    expect_reading(page)


def test_networks_in_use_work_offline_and_others_are_reported(guard, host):
    guard.allowed += OFFLINE_MESSAGES
    page = guard.open(host.put("numbre", SITE))
    page.evaluate("numbre.use('hello')")
    open_part(page, "inside")
    page.locator("#inside p", has_text="“hello”").wait_for()
    for path in ("hello/model.json", "hello/summary.json", "hello/card.json", "hello/group1-shard1of1.bin"):
        until_cached(page, path)
    host.stop()
    reload(page)
    choose_network(page, "numbre")
    failed = page.locator("#status[data-state=failed]")
    failed.wait_for()
    assert failed.text_content().startswith("Couldn’t load “numbre”. Still using “hello”. ")
    assert "couldn’t be fetched. Check your connection." in failed.text_content()
    expect_reading(page)
    page.select_option("#network", "hello")
    page.locator("#network-description", has_text="“hello”").wait_for()
    assert settled(page) == "7"
    open_part(page, "inside")
    page.locator("#inside p", has_text="“hello”").wait_for()
    open_part(page, "compare")
    page.locator("#compare tr", has_text="lesson").locator(
        ".failure", has_text="Check your connection."
    ).wait_for()
    page.locator("#compare tr", has_text="hello").locator(".digit", has_text="7").wait_for()


def test_a_card_opens_as_itself_and_so_does_what_is_not_ours(guard, host):
    guard.allowed += ("404", "favicon", "data:")  # what browsers ask for by themselves
    page = guard.open(host.put("numbre", SITE))
    (host.root / "numbre" / "other.html").write_text(OTHER)
    until_cached(page)
    reload(page)
    page.goto(f"{host.url}numbre/models/ink/card.json")
    assert json.loads(page.locator("body").text_content())["name"] == "ink"
    page.goto(f"{host.url}numbre/other.html")
    assert page.title() == "Another page"


def test_files_that_the_browser_has_evicted_are_kept_again(guard, host):
    page = guard.open(host.put("numbre", SITE))
    until_cached(page)
    [kept] = page.evaluate(CACHED).values()
    page.evaluate("async () => { for (const name of await caches.keys()) await caches.delete(name); }")
    reload(page)
    until_cached(page)
    for name in kept:
        if "wasm" not in name:  # which is kept when it is used again
            until_cached(page, name)
    host.stop()
    reload(page)
    expect_reading(page)


def test_a_worker_that_the_site_has_stopped_shipping_removes_itself(guard, host):
    guard.allowed += ("404",)  # the browser's words on a missing worker
    page = guard.open(host.put("numbre", SITE))
    until_cached(page)
    page.evaluate("caches.open('of another application')")
    (host.root / "numbre" / "sw.js").unlink()
    reload(page)
    until(page, MISSED)
    page.evaluate(BACKDATE)
    reload(page)
    until(page, "async () => !(await navigator.serviceWorker.getRegistration())")
    until(page, "async () => (await caches.keys()).join() === 'of another application'")
    page.locator("#offline").wait_for(state="hidden")
    page.evaluate("numbre.use('hello')")
    keep_used(page)
    assert [*page.evaluate(CACHED)] == ["of another application"], "nothing is kept any more"
    expect_reading(page)
    (host.root / "numbre" / "index.html").write_text(OTHER)
    page.reload()
    assert page.title() == "Another page"


def test_one_missing_answer_is_not_enough_to_lose_the_offline_copy(guard, host):
    guard.allowed += ("404",)
    page = guard.open(host.put("numbre", SITE))
    until_cached(page)
    worker = host.root / "numbre" / "sw.js"
    away = worker.rename(worker.with_name("away.js"))
    for _ in range(2):  # soon after one another, as while a site is being copied
        assert check(page) == "complete"
    until(page, MISSED)
    away.rename(worker)
    assert check(page) == "complete"
    assert not page.evaluate(MISSED)
    worker.unlink()
    check(page)
    host.stop()
    page.evaluate(BACKDATE)
    assert check(page) == "complete", "no connection says nothing about the site"
    reload(page)
    expect_reading(page)


def test_a_host_that_knows_no_head_requests_loses_no_offline_copy(guard, host):
    host.handler.do_HEAD = lambda handler: handler.send_error(404)
    page = guard.open(host.put("numbre", SITE))
    until_cached(page)
    assert check(page) == "complete"
    assert not page.evaluate(MISSED)


def test_a_worker_ignores_messages_that_make_no_sense(guard, host):
    page = guard.open(host.put("numbre", SITE))
    until_cached(page)
    errors = []
    session = page.context.new_cdp_session(page)
    session.on(
        "ServiceWorker.workerErrorReported",
        lambda event: errors.append(event["errorMessage"]["errorMessage"]),
    )
    session.send("ServiceWorker.enable")
    page.evaluate(NONSENSE)
    assert check(page) == "complete"
    session.send("ServiceWorker.disable")
    assert errors == []


def test_two_copies_on_one_host_leave_each_other_alone(guard, host, site_copy):
    guard.allowed += ("request to",)  # of the copies to each other's folders: each is opened in the same tab
    urls = [host.put(name, site_copy) for name in ("numbre", "numbre/inside")]
    page = guard.open(urls[0])
    until_cached(page)
    page.goto(urls[1])
    until_cached(page)
    assert len(page.evaluate(CACHED)) == 2
    (host.root / "numbre" / "inside" / "sw.js").unlink()
    page.reload()
    until(page, MISSED)
    page.evaluate(BACKDATE)
    page.reload()
    until(page, "async () => (await caches.keys()).length === 1")
    host.stop()
    page.goto(urls[0])
    page.evaluate("numbre.ready")
    assert networks(page)[0] == "ink"
    until_cached(page)
    assert page.evaluate(INSTALLED.replace("await registration.update();", "")) == "none"


def test_the_worker_lists_every_file_of_the_site_with_its_hash():
    code = (SITE / "sw.js").read_text()
    listed = dict(re.findall(r'"([^"]+)":"([A-Za-z0-9+/]{43}=)"', code))
    served = [path for path in SITE.rglob("*") if path.is_file() and path.suffix not in (".br", ".gz")]
    served = [path for path in served if path.name not in ("sw.js", "golden.json")]
    served = [path for path in served if not path.name.endswith(".LEGAL.txt")]
    assert listed == {
        path.relative_to(SITE).as_posix(): b64encode(hashlib.sha256(path.read_bytes()).digest()).decode()
        for path in served
    }
