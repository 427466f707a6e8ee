"""On every host the page reads, or names the host's fault; it works offline, or says why it cannot."""

import re
import shutil

import pytest

from numbre.web import SITE
from tests.browser import hosts
from tests.browser.drawing import SEVEN, settled
from tests.browser.service_worker import OFFLINE_MESSAGES, expect_reading, keep_used, reload
from tests.fixtures.web_servers import NAMES, serving_with
from tools.browser.pointer import draw
from tools.browser.servers import hosting
from tools.browser.waiting import until_cached, until_ready

pytestmark = pytest.mark.offline

CANNOT = "This page can’t work offline here."
HOST_MESSAGES = (
    *OFFLINE_MESSAGES,
    "integrity",
    "MIME type",
    "Failed to find a valid digest",
    "was preloaded",
)


@pytest.fixture
def at(tmp_path):
    """A function that gives a copy of the site, at a path of a host."""
    (tmp_path / "www").mkdir()
    shutil.copytree(SITE, tmp_path / "www" / "numbre")
    return tmp_path / "www"


@pytest.mark.parametrize("kind", ["pages", "siblings", "never_storing", "varying"])
def test_it_works_offline_and_fetches_webassembly_once(guard, at, kind):
    handler = getattr(hosts, kind)()
    with hosting(at, handler) as url:
        page = guard.open(f"{url}numbre/")
        until_cached(page, ".wasm")
        keep_used(page)
        [wasm] = (at / "numbre" / "assets").glob("*.wasm")
        assert handler.asked[wasm.name] == 1
        if kind in ("pages", "siblings"):
            again = {name for name, count in handler.asked.items() if count > 1} - {"sw.js"}
            assert all(name.endswith(".js") for name in again), "beside code for workers, all files come once"
    reload(page)
    expect_reading(page)


@pytest.mark.parametrize("name", NAMES)
def test_it_works_offline_behind_a_real_server(guard, tmp_path, name):
    with serving_with(name, SITE, tmp_path) as url:
        page = guard.open(url)
        until_cached(page, ".wasm")
    reload(page)
    expect_reading(page)


def test_it_works_offline_behind_a_password(guard, at):
    with hosting(at, hosts.protected()) as url:
        page = guard.open(f"{url}numbre/", http_credentials=hosts.PASSWORD)
        until_cached(page)
        found = page.context.new_cdp_session(page).send("Page.getAppManifest")
        assert found["errors"] == []
        assert '"icons"' in found["data"]
    reload(page)
    expect_reading(page)


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        ("beacon", "The server changes the page on its way, so it can’t be kept."),
        ("smaller", "The server changes the page on its way, so it can’t be kept."),
        ("icon", "The server changes the file icon.svg on its way, so it can’t be kept."),
        ("no icon", "The file icon.svg is missing on this site (status 404)."),
        ("no worker", "The file sw.js is missing on this site (status 404)."),
        ("half a worker", "The file sw.js is damaged or altered."),
    ],
)
def test_a_page_that_cannot_be_kept_says_why(guard, at, damage, reason):
    guard.allowed += ("beacon.js", *HOST_MESSAGES)
    site = at / "numbre"
    page_file, icon, worker = site / "index.html", site / "icon.svg", site / "sw.js"
    {
        "beacon": lambda: page_file.write_text(
            page_file.read_text().replace("</body>", '<script src="beacon.js"></script></body>')
        ),
        "smaller": lambda: page_file.write_text(re.sub(r">\s+<", "><", page_file.read_text())),
        "icon": lambda: icon.write_text(f"{icon.read_text()} "),
        "no icon": icon.unlink,
        "no worker": worker.unlink,
        "half a worker": lambda: worker.write_bytes(worker.read_bytes()[:-300]),
    }[damage]()
    with hosting(at) as url:
        page = guard.open(f"{url}numbre/")
        said = page.locator("#offline", has_text=CANNOT)
        said.wait_for()
        assert said.text_content() == f"{CANNOT} {reason}"
        expect_reading(page)


@pytest.mark.parametrize(
    ("ending", "header", "reason"),
    [
        (
            *("", {"Content_Security_Policy": "worker-src 'none'"}),
            "This site’s Content-Security-Policy forbids it (worker-src).",
        ),
        *(
            (
                *(ending, {"Clear_Site_Data": '"*"'}),
                "Its copy is deleted at once. The server may ask for that (Clear-Site-Data).",
            )
            for ending in ("", ".html")
        ),
    ],
)
def test_a_header_that_forbids_offline_use_is_named(guard, at, ending, header, reason):
    guard.allowed += ("violates the following Content Security Policy", *HOST_MESSAGES)
    with hosting(at, hosts.adding(ending, **header)) as url:
        page = guard.open(f"{url}numbre/")
        page.locator("#offline", has_text=f"{CANNOT} {reason}").wait_for()
        expect_reading(page)


@pytest.mark.parametrize(
    ("content", "fault"), [(b"", "empty on this site."), (b"self.other = 1;", "damaged or altered.")]
)
def test_a_service_worker_that_is_no_worker_of_this_page_is_named(guard, at, content, fault):
    """Browsers accept it; it answers no message."""
    (at / "numbre" / "sw.js").write_bytes(content)
    with hosting(at) as url:
        page = guard.open(f"{url}numbre/", before=lambda page: page.clock.install())
        asked = []
        page.on("request", lambda request: asked.append(request.url))
        for _ in range(50):  # its answer is waited for from some time on
            if any("why-not" in url for url in asked):
                break
            page.clock.fast_forward(11_000)
            page.wait_for_timeout(100)
        page.locator("#offline", has_text=f"{CANNOT} The file sw.js is {fault}").wait_for()


@pytest.mark.parametrize(
    ("part", "fault"),
    [
        (None, "The file {} is missing on this site (status 404)."),
        (0, "The file {} is empty on this site."),
        (0.5, "A file of this page is damaged or altered."),
    ],
)
def test_late_code_that_does_not_come_whole_is_named(guard, at, part, fault):
    guard.allowed += HOST_MESSAGES
    [later] = (at / "numbre" / "assets").glob("later-*.js")
    content = later.read_bytes()
    later.unlink()
    if part is not None:
        later.write_bytes(content[: int(part * len(content))])
    with hosting(at) as url:
        page = guard.visit(f"{url}numbre/")
        note = f"Part of this page didn’t load. {fault.format(later.name)}"
        page.locator("#status", has_text=note).wait_for()
        expect_reading(page)


def test_a_late_style_sheet_that_is_missing_is_named_wherever_it_is_needed(guard, at):
    guard.allowed += (*HOST_MESSAGES, "Invalid keyframe value")  # sizes come from the style
    [style] = (at / "numbre" / "assets").glob("late-*.css")
    style.unlink()
    fault = f"The file {style.name} is missing on this site (status 404)."
    with hosting(at) as url:
        page = guard.open(f"{url}numbre/")
        page.locator("#status", has_text=f"Part of this page didn’t load. {fault}").wait_for()
        page.locator("#offline", has_text=f"{CANNOT} {fault}").wait_for()
        page.locator(".doors [data-part=about]").click()
        page.locator("#about .failure", has_text=f"This section didn’t load. {fault}").wait_for()
        expect_reading(page)


def test_whatever_a_visitor_opens_names_the_file_that_is_missing(guard, at):
    guard.allowed += HOST_MESSAGES
    site = at / "numbre"
    missing = {name: next((site / "assets").glob(f"{name}-*.js")) for name in ("share", "popover", "compare")}
    missing["card"] = site / "models" / "ink" / "card.json"
    for path in missing.values():
        path.unlink()
    with hosting(at) as url:
        page = guard.open(f"{url}numbre/")
        expect_reading(page)
        for selector, name, place, begin in (
            ("#share", "share", "#status", "The menu didn’t load."),
            ("#reading button", "popover", "#status", "This didn’t load."),
            (".doors [data-part=compare]", "compare", "#compare .failure", "This section didn’t load."),
            (".doors [data-part=about]", "card", "#about .failure", "The model card didn’t load."),
        ):
            page.locator(selector).click()
            fault = f"{begin} The file {missing[name].name} is missing on this site (status 404)."
            page.locator(place, has_text=fault).wait_for()


def test_a_sandbox_is_named(guard, at):
    """Its scripts cannot even be fetched: their origin is another."""
    guard.allowed += (*HOST_MESSAGES, "CORS policy", "sandboxed", "Access to")
    sandbox = hosts.adding(Content_Security_Policy="sandbox allow-scripts")
    with hosting(at, sandbox) as url:
        page = guard.visit(f"{url}numbre/")
        page.locator("#unusable", has_text="Numbre can’t run in a sandbox.").wait_for()


def test_a_host_that_sends_the_page_for_all_that_is_missing(guard, at):
    """It reads, and works offline; a file that is missing is named as what came for it."""
    guard.allowed += HOST_MESSAGES
    with hosting(at, hosts.falling_back(at / "numbre" / "index.html")) as url:
        page = guard.open(f"{url}numbre/")
        until_cached(page)
        page.context.close()
        (at / "numbre" / "sw.js").unlink()
        next((at / "numbre" / "models" / "ink").glob("*.bin")).unlink()
        page = guard.open(f"{url}numbre/", ready=False)
        status = page.locator("#status[data-state=failed]")
        status.wait_for()
        assert (
            "The server sends a web page in place of the file group1-shard1of1.bin." in status.text_content()
        )


def test_an_address_without_its_last_slash_says_what_to_do(guard, at):
    """Where the host does not redirect, no script arrives, nor any style that hides the advice at first."""
    guard.allowed += (*HOST_MESSAGES, "Failed to load resource", "request to")
    with hosting(at, hosts.pages()) as url:
        page = guard.visit(f"{url}numbre")
        late = page.locator("#status .late")
        assert late.is_visible()
        assert "end the address with a slash" in late.text_content()
        page.goto(f"{url}numbre/")
        until_ready(page)


def test_style_sheets_of_the_wrong_type_are_named(guard, at):
    """All other files do their work with any type."""
    guard.allowed += (*HOST_MESSAGES, "Invalid keyframe value")  # sizes come from the style
    plain = dict.fromkeys((".json", ".wasm", ".bin", ".css", ".webmanifest", ".woff2"), "text/plain")
    with hosting(at, hosts.typing(plain)) as url:
        page = guard.open(f"{url}numbre/")
        named = re.compile(
            r"^Part of this page didn’t load\. The server sends the file .+\.css as text/plain\.$"
        )
        page.locator("#status", has_text=named).wait_for()
        page.wait_for_function("() => numbre.timings.backend === 'wasm'")
        expect_reading(page)


def test_the_first_style_sheet_and_half_of_the_code_that_reads_are_named(guard, at):
    guard.allowed += (*HOST_MESSAGES, "Unexpected", "Invalid")
    assets = at / "numbre" / "assets"
    [style], [worker] = assets.glob("index-*.css"), assets.glob("worker-*.js")
    style.write_text("")
    with hosting(at) as url:
        page = guard.open(f"{url}numbre/")
        page.locator("#status", has_text=f"The file {style.name} is empty on this site.").wait_for()
        worker.write_bytes(worker.read_bytes()[: worker.stat().st_size // 2])
        page = guard.visit(f"{url}numbre/")
        page.locator("#status", has_text="The page’s code is damaged or altered.").wait_for()


def test_a_proxy_that_times_out_is_named_and_may_be_tried_again(guard, at):
    guard.allowed += HOST_MESSAGES
    late = [".bin"]
    with hosting(at, hosts.timing_out(late)) as url:
        page = guard.open(f"{url}numbre/", ready=False)
        status = page.locator("#status[data-state=failed]")
        status.wait_for()
        expected = (
            "The server couldn’t send the file group1-shard1of1.bin (status 504). Try again in a moment."
        )
        assert expected in status.text_content()
        late.clear()
        page.locator("#retry").click()
        until_ready(page)
        expect_reading(page)


def test_a_browser_without_room_says_so(guard, served):
    def fill(page):
        quota = {"origin": served.rstrip("/"), "quotaSize": 20_000}
        page.context.new_cdp_session(page).send("Storage.overrideQuotaForOrigin", quota)

    page = guard.open(served, before=fill)
    page.locator("#offline", has_text=f"{CANNOT} This browser has no room left for it.").wait_for()
    expect_reading(page)


def test_an_address_without_tls_is_named(guard):
    """Browsers take loopback for safe, so the files come for a name that is no host."""

    def answer(route):
        path = SITE / (route.request.url.removeprefix(plain) or "index.html")
        route.fulfill(path=path, content_type=hosts.QuietHandler.extensions_map.get(path.suffix))

    plain = "http://numbre.example/"
    page = guard.open(plain, before=lambda page: page.route(f"{plain}**", answer))
    page.locator("#offline", has_text=f"{CANNOT} It needs an address that starts with https.").wait_for()
    draw(page, SEVEN, mouse=True)  # without coalesced events, which need TLS too
    assert settled(page) == "7"
