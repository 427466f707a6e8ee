"""When something is missing, damaged or altered: the page says so in words, and drawing still works."""

import contextlib
import hashlib
import json
import shutil
import subprocess
import sys

import pytest

from numbre.web import SITE
from tests.browser.drawing import SEVEN, settled
from tests.browser.test_pad import INK
from tools.browser.pointer import draw
from tools.browser.servers import BreakingHandler, hosting, serving
from tools.paths import ROOT

BIN = "models/ink/group1-shard1of1.bin"
NOISE = ("Failed to load resource", "integrity", "ERR_")  # the browser's own words on a failed request


@pytest.fixture
def broken(guard, site_copy):
    """Damage a copy of the site with a function, then open it; returns the page."""
    guard.allowed += NOISE
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
    assert "You can go on drawing" in status.text_content()
    draw(page, SEVEN)
    assert settled(page) == ""
    assert page.evaluate(INK) > 0
    assert page.locator("#raster").get_attribute("aria-label") == "Your ink in 28 by 28 pixels"
    told = page.evaluate("numbre.ready.then(() => '', (error) => error.message)")
    assert words in told


@pytest.mark.parametrize("name", [BIN, "models/ink/model.json", "models/ink/card.json"])
def test_a_missing_file(broken, name):
    page = broken(lambda site: (site / name).unlink())
    expect_failure(page, f"{name.split('/')[-1]} is missing")


@pytest.mark.parametrize("name", [BIN, "models/ink/model.json", "models/ink/card.json"])
def test_a_truncated_file(broken, name):
    expect_failure(broken(change(name, lambda content: content[: len(content) // 2])), "damaged or altered")


@pytest.mark.parametrize("name", [BIN, "models/ink/model.json", "models/ink/card.json"])
def test_an_altered_file(broken, name):
    def flip(content):
        return content[:500] + bytes([content[500] ^ 1]) + content[501:]

    expect_failure(broken(change(name, flip)), "damaged or altered")


def test_no_code(broken):
    def damage(site):
        next((site / "assets").glob("classifier*.js")).unlink()

    expect_failure(broken(damage), "its code could not be fetched")


def without_weights(page):
    page.route("**/*.bin", lambda route: route.abort())


@pytest.fixture
def changed_models(tiny_models, tmp_path):
    """Change one JSON file of a copied bundle, and its card with it; returns the folder of bundles."""

    def change(name, edit):
        models = shutil.copytree(tiny_models, tmp_path / "models")
        path, card_path = models / "ink" / name, models / "ink" / "card.json"
        content = json.loads(path.read_text())
        edit(content)
        path.write_text(json.dumps(content))
        if path != card_path:
            card = json.loads(card_path.read_text())
            card["files"][name]["sha256"] = hashlib.sha256(path.read_bytes()).hexdigest()
            card_path.write_text(json.dumps(card))
        return models

    return change


def resize(model, side):
    """Change the width of what a network takes or gives."""
    [tensor] = model["signature"][side].values()
    tensor["tensorShape"]["dim"][1].update(size="100")


@pytest.mark.parametrize(
    ("name", "edit", "words"),
    [
        ("card.json", lambda card: card["raster"].update(pen=3), "another raster"),
        ("card.json", lambda card: card.update(format=99), "another format"),
        ("model.json", lambda model: model["weightsManifest"][0]["weights"].pop(), "another size"),
        ("model.json", lambda model: model["modelTopology"]["node"][-1].update(op="Elu"), "operation Elu"),
        ("model.json", lambda model: resize(model, "inputs"), "does not take 3920 numbers"),
        ("model.json", lambda model: resize(model, "outputs"), "does not give 11 probabilities"),
        ("card.json", lambda card: card["classes"].pop(), "does not give 10 probabilities"),
        ("card.json", lambda card: card["classes"].reverse(), "another format"),
        ("card.json", lambda card: card["maps"].update(names=["ink"]), "does not take 784 numbers"),
        ("card.json", lambda card: card["maps"]["names"].reverse(), "other maps (names)"),
        ("card.json", lambda card: card["maps"].update(spacing=2), "other maps (spacing)"),
    ],
)
def test_a_bundle_of_the_wrong_shape_is_refused(guard, changed_models, build_with, name, edit, words):
    with serving(build_with(changed_models(name, edit))) as url:
        expect_failure(guard.open(url, ready=False), words)


def test_a_damaged_bundle_is_not_built_into_a_site(tiny_models, tmp_path, build_with):
    models = shutil.copytree(tiny_models, tmp_path / "models")
    weights = models / "ink" / "group1-shard1of1.bin"
    weights.write_bytes(weights.read_bytes()[:-1] + b"!")
    with pytest.raises(subprocess.CalledProcessError):
        build_with(models)


@pytest.mark.parametrize("field", ["history", "figures", "maps", "seeds"])
def test_a_card_with_a_missing_field_is_not_built_into_a_site(changed_models, tmp_path, field):
    models = changed_models("card.json", lambda card: card.pop(field))
    words = [sys.executable, ROOT / "web" / "build" / "site_builder.py", models, tmp_path / "site"]
    done = subprocess.run(words, capture_output=True, text=True, timeout=200)
    assert done.returncode != 0
    assert f"card.json lacks '{field}': export the bundle again" in done.stderr
    assert not (tmp_path / "site").exists()


def test_a_connection_that_is_lost_in_the_middle_of_a_network_is_told_and_comes_back(guard):
    guard.allowed += (*NOISE, "Fetch API cannot load")
    handler = type("Handler", (BreakingHandler,), {"breaking": ".bin"})
    with hosting(SITE, handler) as url:
        page = guard.open(url, ready=False)
        expect_failure(page, "could not be fetched; check the connection")
        handler.state = "mended"
        page.locator("#retry").click()
        page.locator("#status[data-state=ready]").wait_for()
        assert settled(page) == "7"


def test_code_that_does_not_come_is_told_by_the_page_alone(guard):
    guard.allowed += (*NOISE, "was preloaded")  # for code that does not come
    handler = type("Handler", (BreakingHandler,), {"breaking": ".js"})
    with hosting(SITE, handler) as url:
        page = guard.visit(url)
        late = page.locator("#status .late")
        assert late.is_hidden()
        late.evaluate("(late) => late.getAnimations()[0].finish()")  # ten seconds are over
        assert late.is_visible()
        assert "load it again" in late.text_content()
        assert page.locator("#pad").is_visible()
        handler.state = "mended"
        page.reload()
        page.locator("#status[data-state=ready]").wait_for()
        assert late.count() == 0


def test_a_lost_connection_is_told_and_trying_again_helps(guard, served):
    guard.allowed += NOISE
    page = guard.open(served, ready=False, before=without_weights)
    page.locator("#status[data-state=failed]").wait_for()
    assert "check the connection" in page.locator("#status").text_content()
    assert "check the connection" in page.evaluate("numbre.ready.catch((error) => error.message)")
    draw(page, SEVEN)
    page.unroute("**/*.bin")
    page.locator("#retry").click()
    page.locator("#status[data-state=ready]").wait_for()
    assert settled(page) == "7"
    assert page.locator("#retry").is_hidden()
    assert page.evaluate("numbre.ready.then(() => numbre.recognize([])).then((all) => all.length)") == 0
    assert page.evaluate("document.activeElement.id") == "pad"
