"""Several networks on a site: the last one requested stays, a failure changes nothing, each loads once."""

import hashlib
import json
import shutil

import pytest

from tests.browser.drawing import CHOSEN, SEVEN, choose_network, open_part, settled
from tests.browser.test_api import DRAWING
from tools.browser.memory import tensors
from tools.browser.pointer import draw
from tools.browser.servers import serving
from tools.browser.waiting import until
from tools.paths import MODELS

FETCHED = """(path) => performance.getEntriesByType("resource")
  .some(({ name, responseEnd }) => name.endsWith(path) && responseEnd > 0)"""


@pytest.fixture(scope="module")
def two_networks(tiny_models, build_with, tmp_path_factory):
    """The URL of a site with two networks: ink, and one called second."""
    models = tmp_path_factory.mktemp("two")
    shutil.copytree(MODELS / "ink", models / "ink")
    shutil.copytree(tiny_models / "ink", models / "second")
    card = json.loads((models / "second" / "card.json").read_text())
    summary = json.loads((models / "second" / "summary.json").read_text())
    (models / "second" / "summary.json").write_text(json.dumps(summary | {"name": "second"}))
    content = (models / "second" / "summary.json").read_bytes()
    card["files"]["summary.json"] = {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
    (models / "second" / "card.json").write_text(json.dumps(card | {"name": "second"}))
    with serving(build_with(models)) as url:
        yield url


def hold(pattern, held):
    """Return a function that holds requests for a pattern back until they are continued."""
    return lambda page: page.route(pattern, lambda route: held.append(route))


def wait_for(page, held):
    while not held:
        page.wait_for_timeout(10)
    return held[0]


def until_compared(page, name):
    """Draw, and wait until Compare shows what a network reads: whoever wanted it before has it by then."""
    draw(page, SEVEN)
    open_part(page, "compare")
    page.locator(f"#compare tbody tr:has(th strong:text-is('{name}')) .digit", has_text="7").wait_for()


def test_a_later_choice_stays_when_an_earlier_one_arrives_after_it(guard, two_networks):
    held = []
    page = guard.open(two_networks, ready=False, before=hold("**/ink/*.bin", held))
    page.evaluate("numbre.use('second')")
    assert page.evaluate("numbre.card.name") == "second"
    wait_for(page, held).continue_()
    until_compared(page, "ink")
    assert page.evaluate("numbre.card.name") == "second"
    open_part(page, "about")
    assert "second" in page.locator("#network-description").text_content()


def test_a_network_that_fails_leaves_the_one_before_in_use(guard, two_networks):
    guard.allowed += ("Failed to load resource", "ERR_")
    page = guard.open(two_networks, before=lambda p: p.route("**/second/*.bin", lambda route: route.abort()))
    message = page.evaluate("numbre.use('second').catch((error) => error.message)")
    assert message.startswith("Couldn’t load “second”. ")
    assert page.evaluate("numbre.card.name") == "ink"
    assert page.evaluate("(drawing) => numbre.recognize(drawing)", DRAWING)[0]["text"] == "7"
    assert "Still using “ink”." in page.locator("#status").text_content()


def test_a_network_is_loaded_once_and_kept(guard, two_networks):
    requested = []
    page = guard.open(two_networks)
    page.on("request", lambda request: requested.append(request.url))
    page.evaluate("numbre.use('second')")
    page.wait_for_function(CHOSEN)  # while a backend is chosen, networks are in two
    count = tensors(page)
    for name in ("ink", "second", "ink"):
        page.evaluate("(name) => numbre.use(name)", name)
    assert tensors(page) == count
    assert len([url for url in requested if url.endswith(".bin")]) == 1


def test_a_network_is_chosen_with_the_keyboard_and_reads_the_drawing(guard, served):
    page = guard.open(served)
    draw(page, SEVEN)
    open_part(page, "about")
    for name in ("numbre", "hello"):
        page.locator("#network").focus()
        page.keyboard.type(name)
        page.keyboard.press("Enter")
        page.locator("#network-description", has_text=f"“{name}”").wait_for()
        page.locator("#progress").wait_for(state="hidden")
        assert page.evaluate("numbre.card.name") == name
        assert settled(page) == "7"
        assert "Ready" in page.locator("#status").text_content()


def test_a_big_network_shows_its_progress(guard, served):
    held = []
    page = guard.open(served, before=hold("**/lesson/group1-shard3of10.bin", held))
    assert page.locator("#progress").is_hidden()
    choose_network(page, "lesson")
    wait_for(page, held)
    page.locator("#progress").wait_for()
    page.wait_for_function("() => document.getElementById('progress').value > 0.8")
    assert page.locator("#progress").evaluate("(bar) => bar.value") < 1
    assert "Loading the network “lesson”" in page.locator("#status").text_content()
    held[0].continue_()
    page.locator("#progress").wait_for(state="hidden")
    assert page.evaluate("numbre.card.name") == "lesson"


def test_a_network_that_is_no_longer_requested_does_not_change_the_choice(guard, served):
    held = {"dropout": [], "lesson": []}
    page = guard.open(served)
    for name, routes in held.items():
        hold(f"**/{name}/group1-shard1of*.bin", routes)(page)
        choose_network(page, name)
        wait_for(page, routes)
    held["dropout"][0].continue_()
    until_compared(page, "dropout")
    open_part(page, "about")
    assert page.locator("#network").input_value() == "lesson"
    assert "Loading the network “lesson”" in page.locator("#status").text_content()
    assert page.locator("#progress").is_visible()
    assert page.evaluate("numbre.card.name") == "ink"
    held["lesson"][0].continue_()
    page.locator("#network-description", has_text="“lesson”").wait_for()
    assert page.locator("#progress").is_hidden()


def test_files_that_arrive_after_a_failure_are_no_progress(guard, served):
    guard.allowed += ("Failed to load resource", "ERR_")
    held = []
    page = guard.open(served, before=hold("**/dropout/group1-shard2of6.bin", held))
    page.route("**/dropout/group1-shard1of6.bin", lambda route: route.abort())
    choose_network(page, "dropout")
    page.locator("#status[data-state=failed]").wait_for()
    assert page.locator("#progress").is_hidden()
    wait_for(page, held).continue_()
    page.wait_for_function(FETCHED, arg="dropout/group1-shard2of6.bin")
    settled(page)
    assert page.locator("#progress").is_hidden()


def test_a_choice_that_fails_is_reported_and_can_be_retried(guard, served):
    guard.allowed += ("Failed to load resource", "ERR_")
    page = guard.open(served, before=lambda p: p.route("**/hello/*.bin", lambda route: route.abort()))
    choose_network(page, "hello")
    status = page.locator("#status[data-state=failed]")
    status.wait_for()
    assert status.text_content().startswith("Couldn’t load “hello”. Still using “ink”. ")
    assert page.locator("#network").input_value() == "ink"
    draw(page, SEVEN)
    assert settled(page) == "7"
    page.unroute("**/hello/*.bin")
    page.locator("#retry").click()
    page.locator("#network-description", has_text="“hello”").wait_for()
    assert page.locator("#network").input_value() == "hello"


def test_the_page_loads_a_summary_first_and_the_full_card_later(guard, served):
    held = []
    page = guard.open(served, before=hold("**/ink/card.json", held))
    open_part(page, "about")
    assert sorted(page.evaluate("numbre.card")) == [
        *("calibrated", "channels", "classes", "format", "name", "raster", "segmentation"),
    ]
    draw(page, SEVEN)
    assert settled(page) == "7"
    wait_for(page, held)
    assert page.locator("#card-status").text_content() == "Loading the model card…"
    held[0].continue_()
    page.locator("#network-card", has_text="MNIST test").wait_for()
    assert page.locator("#card-status").text_content() == ""
    assert page.evaluate("numbre.card.metrics['mnist test'].n") == 10_000


def test_a_card_that_fails_is_reported_and_can_be_retried(guard, served):
    guard.allowed += ("Failed to load resource", "ERR_", "integrity")
    page = guard.open(served, before=lambda p: p.route("**/ink/card.json", lambda route: route.abort()))
    open_part(page, "about")
    failure = page.locator("#card-status .failure")
    failure.wait_for()
    assert failure.text_content().startswith(
        "The model card didn’t load. Check your connection and try again."
    )
    assert "Ready" in page.locator("#status").text_content()
    page.unroute("**/ink/card.json")
    failure.get_by_role("button").click()
    page.locator("#network-card", has_text="MNIST test").wait_for()
    assert failure.count() == 0
    assert page.evaluate("document.activeElement.id") == "network"


def test_the_card_of_another_network_does_not_replace_that_of_the_one_in_use(guard, served):
    held = []
    page = guard.open(served, before=hold("**/ink/card.json", held))
    open_part(page, "about")
    wait_for(page, held)
    choose_network(page, "hello")
    page.locator("#network-card", has_text="11,935 parameters").wait_for()
    held[0].continue_()
    until(page, "async () => { await numbre.use('ink'); return numbre.card.metrics; }")
    page.evaluate("numbre.use('hello')")
    page.locator("#network-card", has_text="11,935 parameters").wait_for()
