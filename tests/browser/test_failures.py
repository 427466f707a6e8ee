"""When something is missing, damaged or altered: the page says so in words, and drawing still works."""

import contextlib
import json
import shutil

import pytest

from .conftest import serving
from .drawing import SEVEN, draw, settled
from .test_pad import INK

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
    assert page.locator("#raster").get_attribute("aria-label") == "Your drawing in 28 by 28 pixels"
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
        next((site / "assets").glob("recognizer*.js")).unlink()

    expect_failure(broken(damage), "its code could not be fetched")


@pytest.mark.parametrize(
    ("name", "edit", "words"),
    [
        ("card.json", lambda card: card["raster"].update(pen=3), "another raster"),
        ("card.json", lambda card: card.update(format=99), "another format"),
        ("model.json", lambda model: model["weightsManifest"][0]["weights"].pop(), "another size"),
        (
            "model.json",
            lambda model: model["signature"]["inputs"]["raster"]["tensorShape"]["dim"][1].update(size="100"),
            "does not take rasters",
        ),
    ],
)
def test_a_bundle_of_the_wrong_shape_is_refused(guard, tiny_models, tmp_path, build_with, name, edit, words):
    models = shutil.copytree(tiny_models, tmp_path / "models")
    content = json.loads((models / "ink" / name).read_text())
    edit(content)
    (models / "ink" / name).write_text(json.dumps(content))
    with serving(build_with(models)) as url:
        expect_failure(guard.open(url, ready=False), words)


def test_a_lost_connection_is_told_and_trying_again_helps(guard, served, browser):
    guard.allowed += NOISE
    context = browser.new_context()
    guard.contexts.append(context)
    page = context.new_page()
    page.route("**/*.bin", lambda route: route.abort())
    page.goto(served)
    page.locator("#status[data-state=failed]").wait_for()
    assert "is there a connection?" in page.locator("#status").text_content()
    draw(page, SEVEN)
    page.unroute("**/*.bin")
    page.locator("#retry").click()
    page.locator("#status[data-state=ready]").wait_for()
    assert settled(page) == "7"
    assert page.locator("#retry").is_hidden()
