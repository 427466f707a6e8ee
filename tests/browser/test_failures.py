"""A file is missing, damaged or altered: the page says so in words, and drawing still works."""

import contextlib
import hashlib
import json
from base64 import b64encode

import pytest

from numbre.web import SITE
from tests.browser.drawing import SEVEN, settled, until_reading
from tests.browser.photos import INPUT, choose, photo, until_shown
from tests.browser.test_pad import INK
from tools.browser.pointer import draw
from tools.browser.servers import BreakingHandler, hosting, serving
from tools.browser.waiting import AVAILABLE, until

BIN = "models/ink/group1-shard1of1.bin"
FAILED_REQUEST = ("Failed to load resource", "integrity", "ERR_")  # messages of the browser


@pytest.fixture
def broken(guard, site_copy):
    """A function that damages a copy of the site and opens it; returns the page."""
    guard.allowed += FAILED_REQUEST
    with contextlib.ExitStack() as servers:

        def open_with(damage):
            damage(site_copy)
            return guard.open(servers.enter_context(serving(site_copy)), ready=False)

        yield open_with


def change(name, edit):
    def damage(site):
        (site / name).write_bytes(edit((site / name).read_bytes()))

    return damage


def expect_failure(page, words):
    status = page.locator("#status[data-state=failed]")
    status.wait_for()
    assert words in status.text_content()
    assert "You can keep drawing." in status.text_content()
    draw(page, SEVEN)
    assert settled(page) == ""
    assert page.evaluate(INK) > 0
    assert page.locator("#undo").get_attribute("aria-disabled") == "false"
    message = page.evaluate("numbre.ready.then(() => '', (error) => error.message)")
    assert words in message


@pytest.mark.parametrize("name", [BIN, "models/ink/model.json", "models/ink/summary.json"])
def test_a_missing_file(broken, name):
    page = broken(lambda site: (site / name).unlink())
    expect_failure(page, f"{name.split('/')[-1]} is missing")


@pytest.mark.parametrize("name", [BIN, "models/ink/model.json", "models/ink/summary.json"])
def test_a_truncated_file(broken, name):
    expect_failure(broken(change(name, lambda content: content[: len(content) // 2])), "damaged or altered")


@pytest.mark.parametrize("name", [BIN, "models/ink/model.json", "models/ink/summary.json"])
def test_an_altered_file(broken, name):
    def flip(content):
        return content[:200] + bytes([content[200] ^ 1]) + content[201:]

    expect_failure(broken(change(name, flip)), "damaged or altered")


def test_no_code(broken):
    def damage(site):
        next((site / "assets").glob("worker*.js")).unlink()

    [name] = (path.name for path in (SITE / "assets").glob("worker*.js"))
    expect_failure(broken(damage), f"The file {name} is missing on this site (status 404).")


@pytest.mark.parametrize("name", ["*.bin", "assets/worker-*.js"])
def test_a_site_that_stops_answering(guard, served, name):
    """Nothing more is sent for 15 s: the visitor may try again, and what stalled is asked for anew."""
    held = []

    def hold(page):
        page.clock.install()
        page.route(f"**/{name}", lambda route: held.append(route))

    page = guard.visit(served, hold)
    page.wait_for_function(AVAILABLE)
    page.locator("#status", has_text="Loading the network").wait_for()
    retry = page.locator("#retry")
    page.clock.fast_forward(10_000)
    assert retry.is_hidden()
    page.clock.fast_forward(10_000)
    page.locator("#status[data-state=failed]", has_text="The site doesn’t answer. Check your").wait_for()
    if name.endswith(".js"):
        for route in held:  # code is fetched once; here it comes after all
            route.continue_()
    page.unroute(f"**/{name}")
    retry.click()
    page.locator("#status[data-state=ready]").wait_for()
    draw(page, SEVEN)
    assert settled(page) == "7"


LATE_CODE = {  # file: what asks for it, what the page says, what asks again, what comes
    "share": ("#share", "The menu didn’t load. Check your connection.", "#share", "[role=menu]"),
    "popover": ("#reading button", "This didn’t load. Check your connection.", "#reading button", ".popover"),
    "compare": (
        ".doors [data-part=compare]",
        "This section didn’t load. Check your connection and try again.",
        "#compare .failure button",
        "#compare tbody",
    ),
}


@pytest.mark.parametrize("name", LATE_CODE)
def test_a_site_that_stops_answering_later(guard, served, name):
    """Code that is fetched on demand does not come for 15 s: the page says so, and it may come after all."""
    held = []

    def hold(page):
        page.clock.install()
        page.route(f"**/{name}-*.js", lambda route: held.append(route))

    page = guard.open(served, before=hold)
    draw(page, SEVEN)
    assert settled(page) == "7"
    first, sentence, again, shown = LATE_CODE[name]
    with page.expect_request(f"**/{name}-*.js"):
        page.locator(first).click()
    page.clock.fast_forward(20_000)
    page.locator("#status, .failure", has_text=sentence).wait_for()
    held[0].continue_()
    page.locator(again).click()
    page.locator(shown).wait_for()


def test_a_site_that_stops_answering_when_the_page_has_read_a_number(guard, served):
    """Code for all but reading does not come: who presses a button, or awaits numbre.ready, hears of it."""
    held = []

    def hold(page):
        page.clock.install()
        page.route("**/later-*.js", lambda route: held.append(route))

    page = guard.visit(served, hold)
    page.locator("#status[data-state=ready]").wait_for()
    draw(page, SEVEN)
    until_reading(page, "7")
    page.evaluate("() => { globalThis.isReady = false; numbre.ready.then(() => { isReady = true; }); }")
    page.clock.fast_forward(10_000)
    page.locator("#share").click()
    assert not page.evaluate("isReady")
    page.clock.fast_forward(10_000)
    until(page, "() => isReady")
    page.clock.fast_forward(10_000)
    page.locator("#status", has_text="Part of this page didn’t load. Check your connection").wait_for()
    held[0].continue_()
    page.locator("#samples button").first.wait_for(state="attached")
    page.locator("#share").click()
    page.locator("[role=menu]").wait_for()


def test_a_site_that_stops_answering_when_a_picture_is_chosen(guard, served):
    held = []

    def hold(page):
        page.clock.install()
        page.route("**/photo-*.js", lambda route: held.append(route))

    page = guard.open(served, before=hold)
    page.locator(INPUT).last.wait_for(state="attached")
    with page.expect_request("**/photo-*.js"):
        choose(page, photo("47"))
    page.clock.fast_forward(20_000)
    page.locator("#status", has_text="The code for pictures didn’t load.").wait_for()
    held[0].continue_()
    choose(page, photo("26"))
    assert until_shown(page) == "26"


def without_weights(page):
    page.route("**/*.bin", lambda route: route.abort())


@pytest.fixture
def changed_site(site_copy):
    """A function that changes a JSON file of the default bundle, and its hash in the code; gives the site."""

    def change(name, edit):
        path = site_copy / "models" / "ink" / name
        before = path.read_bytes()
        content = json.loads(before)
        edit(content)
        path.write_text(json.dumps(content))
        old, new = (b64encode(hashlib.sha256(data).digest()).decode() for data in (before, path.read_bytes()))
        codes = [code for code in (site_copy / "assets").glob("*.js") if old in code.read_text()]
        assert codes
        for code in codes:
            code.write_text(code.read_text().replace(old, new))
        return site_copy

    return change


def resize(model, side):
    """Change the width of the inputs or outputs of a network."""
    [tensor] = model["signature"][side].values()
    tensor["tensorShape"]["dim"][1].update(size="100")


@pytest.mark.parametrize(
    ("name", "edit", "words"),
    [
        ("summary.json", lambda card: card["raster"].update(pen=3), "another raster"),
        (
            "summary.json",
            lambda card: card.update(format=1),
            "It was exported for another version of Numbre; export it again.",
        ),
        ("model.json", lambda model: model["weightsManifest"][0]["weights"].pop(), "another size"),
        ("model.json", lambda model: model["modelTopology"]["node"][-1].update(op="Elu"), "operation Elu"),
        ("model.json", lambda model: resize(model, "inputs"), "does not take 3920 numbers"),
        ("model.json", lambda model: resize(model, "outputs"), "does not give 22 probabilities"),
        ("summary.json", lambda card: card["classes"].pop(), "other classes"),
        ("summary.json", lambda card: card["classes"].reverse(), "other classes"),
        ("summary.json", lambda card: card["channels"].update(names=["ink"]), "does not take 784 numbers"),
        ("summary.json", lambda card: card["channels"]["names"].reverse(), "other channels (names)"),
        ("summary.json", lambda card: card["channels"].update(spacing=2), "other channels (spacing)"),
    ],
)
def test_a_bundle_of_the_wrong_shape_is_refused(guard, changed_site, name, edit, words):
    with serving(changed_site(name, edit)) as url:
        page = guard.open(url, ready=False)
        expect_failure(page, words)
        page.close()  # before its server: it may still fetch something


def test_a_fault_in_the_code_is_not_shown_to_visitors(guard, changed_site):
    """A bundle that breaks the code: the page says that it cannot run it, without the exception."""
    damaged = changed_site("model.json", lambda model: model["modelTopology"].pop("node"))
    with serving(damaged) as url:
        page = guard.open(url, ready=False)
        expect_failure(page, "Couldn’t load “ink”. ")
        assert "This page cannot run it." in page.locator("#status").text_content()
        assert "Error" not in page.locator("#status").text_content()
        page.close()


def test_a_connection_lost_halfway_through_a_network_is_reported_and_can_be_retried(guard):
    guard.allowed += (*FAILED_REQUEST, "Fetch API cannot load")
    needed = ("main", "index", "worker", "model.json", "summary.json")
    handler = type("Handler", (BreakingHandler,), {"breaking": ".bin", "awaited": needed})
    with hosting(SITE, handler) as url:
        page = guard.open(url, ready=False)
        expect_failure(page, "couldn’t be fetched. Check your connection.")
        handler.state = "mended"
        page.locator("#retry").click()
        page.locator("#status[data-state=ready]").wait_for(state="attached")  # the confidence is shown
        assert settled(page) == "7"


def test_code_that_does_not_arrive_is_reported_by_the_page_itself(guard):
    guard.allowed += (*FAILED_REQUEST, "was preloaded")  # for code that does not arrive
    handler = type("Handler", (BreakingHandler,), {"breaking": ".js", "awaited": (".css",)})
    with hosting(SITE, handler) as url:
        page = guard.visit(url)
        late = page.locator("#status .late")
        assert late.is_hidden()
        late.evaluate("(late) => late.getAnimations()[0].finish()")  # ten seconds are over
        assert late.is_visible()
        assert late.text_content() == (
            "Still loading? Check your connection and reload. If that doesn’t help, "
            "end the address with a slash, or try a newer browser."
        )
        assert page.locator("#pad").is_visible()
        handler.state = "mended"
        page.reload()
        page.locator("#status[data-state=ready]").wait_for()
        assert late.count() == 0


def test_a_lost_connection_is_reported_and_can_be_retried(guard, served):
    guard.allowed += FAILED_REQUEST
    page = guard.open(served, ready=False, before=without_weights)
    page.locator("#status[data-state=failed]").wait_for()
    assert "Check your connection" in page.locator("#status").text_content()
    assert "Check your connection" in page.evaluate("numbre.ready.catch((error) => error.message)")
    draw(page, SEVEN)
    page.unroute("**/*.bin")
    page.locator("#retry").click()
    page.locator("#status[data-state=ready]").wait_for()
    assert settled(page) == "7"
    assert page.locator("#retry").is_hidden()
    assert page.evaluate("numbre.ready.then(() => numbre.recognize([])).then((found) => found.length)") == 0
    assert page.evaluate("document.activeElement.id") == "pad"
