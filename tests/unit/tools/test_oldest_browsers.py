"""The linter that checks the page against the oldest browsers that it supports."""

import subprocess

import pytest

from tools.lint.__main__ import BROWSERS, PACKAGES
from tools.node import install_packages, node_environment
from tools.paths import ROOT

NEWER = {
    "floor.js": "new CompressionStream('gzip');",  # Firefox 113
    "style/floor.css": "a { color: color-mix(in srgb, red 10%, blue); }",  # Chrome 111
    "style/other.css": "a { text-wrap: balance; }",  # Chrome 114
}
OLD = {
    "floor.js": "new ResizeObserver(() => {}).observe(document.body);",
    "style/floor.css": "a:has(b) { container-type: inline-size; color: rgb(0 0 0 / 50%); }",
}


@pytest.fixture(scope="module")
def find():
    """A function that returns what the linter finds in a file of the page; "" for nothing."""
    install_packages(PACKAGES)

    def find(name, text):
        command = ["node", *BROWSERS[:2], "--stdin", "--stdin-filename", f"web/page/{name}"]
        done = subprocess.run(
            command, cwd=ROOT, env=node_environment(), input=text, capture_output=True, text=True
        )
        assert done.returncode in (0, 1), done.stderr
        return done.stdout

    return find


@pytest.mark.parametrize("name", NEWER)
def test_what_the_oldest_browsers_lack_is_found(find, name):
    assert "1 problem" in find(name, NEWER[name])


@pytest.mark.parametrize("name", OLD)
def test_what_they_have_is_not(find, name):
    assert find(name, OLD[name]) == ""
