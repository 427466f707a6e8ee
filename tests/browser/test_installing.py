"""The page can be installed as an application: manifest and icons."""

import json
import struct

import pytest
from werkzeug.wrappers import Response

from numbre.web import SITE, create_app
from tools.browser.servers import answering
from tools.browser.waiting import until_cached

pytestmark = pytest.mark.offline

KEY = {"name": "key", "value": "1"}
ICONS = json.loads((SITE / "manifest.webmanifest").read_text())["icons"]
# Mean difference between two pictures, 0..1.
DIFFERENCE = """async ([one, other, side]) => {
  const pixels = async (src) => {
    const picture = Object.assign(new Image(), { src });
    await picture.decode();
    const canvas = Object.assign(document.createElement('canvas'), { width: side, height: side });
    const pen = canvas.getContext('2d', { willReadFrequently: true });
    pen.drawImage(picture, 0, 0, side, side);
    return pen.getImageData(0, 0, side, side).data;
  };
  const [a, b] = [await pixels(one), await pixels(other)];
  return a.reduce((sum, value, i) => sum + Math.abs(value - b[i]), 0) / a.length / 255;
}"""


@pytest.mark.parametrize("site", ["served", "static"])
def test_chromium_finds_no_error_in_the_manifest(guard, request, site):
    url = request.getfixturevalue(site)
    page = guard.open(url)
    until_cached(page)
    session = page.context.new_cdp_session(page)
    found = session.send("Page.getAppManifest")
    assert found["url"] == f"{url.rstrip('/')}/manifest.webmanifest"
    assert found["errors"] == []
    errors = session.send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert {error["errorId"] for error in errors} <= {"in-incognito"}  # as all tabs of tests are


def test_the_manifest_comes_behind_a_password(guard, site_copy):
    """As the document does, whose cookie the browser must send along."""
    app = create_app(site_copy)

    def protected(environ, start_response):
        if environ["PATH_INFO"] == "/manifest.webmanifest" and "key=1" not in environ.get("HTTP_COOKIE", ""):
            return Response("who are you?", 401)(environ, start_response)
        return app(environ, start_response)

    with answering(protected) as url:
        page = guard.open(url, before=lambda page: page.context.add_cookies([{**KEY, "url": url}]))
        found = page.context.new_cdp_session(page).send("Page.getAppManifest")
        assert found["errors"] == []
        assert json.loads(found["data"])["icons"] == ICONS
        page.wait_for_load_state("networkidle")  # what the page fetches later comes from this server, too


@pytest.mark.parametrize("icon", ICONS, ids=lambda icon: icon["src"])
def test_an_icon_has_the_size_given_in_the_manifest(icon):
    content = (SITE / icon["src"]).read_bytes()
    if icon["sizes"] == "any":
        assert content.startswith(b"<svg")
        return
    width, height = struct.unpack(">II", content[16:24])  # of a PNG
    assert icon["sizes"] == f"{width}x{height}"


@pytest.mark.parametrize("side", [192, 512])
def test_the_png_icons_look_like_the_svg_icon(shared_page, side):
    assert shared_page.evaluate(DIFFERENCE, ["icon.svg", f"icons/{side}.png", side]) < 0.01
    assert (
        shared_page.evaluate(DIFFERENCE, ["icon.svg", "icons/maskable-512.png", side]) > 0.01
    )  # has corners
