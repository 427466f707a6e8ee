"""More than one network on a site: the last one asked for stays, a failure changes nothing, none leaks."""

import json
import shutil

import pytest

from ..conftest import MODELS
from .conftest import serving
from .test_api import DRAWING


@pytest.fixture(scope="module")
def two_networks(tiny_models, build_with, tmp_path_factory):
    """The URL of a site with two networks: ink, and one called second."""
    models = tmp_path_factory.mktemp("two")
    shutil.copytree(MODELS / "ink", models / "ink")
    shutil.copytree(tiny_models / "ink", models / "second")
    card = json.loads((models / "second" / "card.json").read_text())
    (models / "second" / "card.json").write_text(json.dumps(card | {"name": "second"}))
    with serving(build_with(models)) as url:
        yield url


def hold(pattern, held):
    """Return what holds back requests for a pattern until they are continued."""
    return lambda page: page.route(pattern, lambda route: held.append(route))


def wait_for(page, held):
    while not held:
        page.wait_for_timeout(10)
    return held[0]


def test_the_later_choice_of_network_stays_when_the_earlier_arrives_after_it(guard, two_networks):
    held = []
    page = guard.open(two_networks, ready=False, before=hold("**/ink/*.bin", held))
    page.evaluate("numbre.use('second')")
    assert page.evaluate("numbre.card.name") == "second"
    wait_for(page, held).continue_()
    page.wait_for_timeout(300)
    assert page.evaluate("numbre.card.name") == "second"
    assert "second" in page.locator("#network-about").text_content()


def test_a_network_that_fails_leaves_the_one_before_in_use(guard, two_networks):
    guard.allowed += ("Failed to load resource", "ERR_")
    page = guard.open(two_networks, before=lambda p: p.route("**/second/*.bin", lambda route: route.abort()))
    told = page.evaluate("numbre.use('second').catch((error) => error.message)")
    assert "second" in told
    assert page.evaluate("numbre.card.name") == "ink"
    assert page.evaluate("(drawing) => numbre.recognize(drawing)", DRAWING)[0]["text"] == "7"
    assert page.locator("#status").get_attribute("data-state") == "ready"


def test_networks_that_are_no_longer_used_are_let_go(guard, two_networks):
    page = guard.open(two_networks)
    counts = page.evaluate(
        """async () => {
          const url = [...document.querySelectorAll('link[rel=modulepreload]')]
            .map((link) => link.href).find((href) => href.includes('recognizer'));
          const { tensorCount } = await import(url);
          const before = tensorCount();
          for (const name of ['second', 'ink', 'second', 'ink']) await numbre.use(name);
          return [before, tensorCount()];
        }"""
    )
    assert counts[0] == counts[1] > 0
