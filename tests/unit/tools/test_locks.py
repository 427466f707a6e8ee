"""Lock files: they hold all that is asked for, with hashes, and no registry's address."""

import json
import re

import pytest

from tools.locks import LOCKS, PACKAGES
from tools.node import NODE_WHEEL
from tools.paths import ROOT

PINS = re.compile(r"^([a-z0-9-]+)==\S+", re.MULTILINE)


def asked_for(*lists):
    """Return the names of packages in lists of pyproject.toml."""
    text = (ROOT / "pyproject.toml").read_text()
    blocks = [re.search(rf"^{name} = \[(.*?)^\]", text, re.MULTILINE | re.DOTALL)[1] for name in lists]
    return {name for block in blocks for name in re.findall(r'^ +"([a-z0-9-]+)', block, re.MULTILINE)}


@pytest.mark.parametrize(
    ("lock", "lists"),
    [("serve", ["dependencies"]), ("test", ["dependencies", "train", "test", "lint"])],
)
def test_a_lock_of_python_packages_is_complete(lock, lists):
    text = (LOCKS / f"{lock}.txt").read_text()
    wanted = asked_for(*lists)
    assert wanted
    assert wanted <= set(PINS.findall(text)), "run: make locks"
    for pin in re.split(r"\n(?=\S)", text.strip()):
        assert "--hash=sha256:" in pin


def test_the_lock_of_node_is_that_of_the_build():
    assert (LOCKS / "node.txt").read_text().startswith(f"{NODE_WHEEL} \\\n"), "run: make locks"


@pytest.mark.parametrize("folder", PACKAGES)
def test_a_lock_of_npm_packages_is_complete(folder):
    package = json.loads((ROOT / folder / "package.json").read_text())
    _, *packages = (
        lock := json.loads((ROOT / folder / "package-lock.json").read_text())["packages"]
    ).values()
    for field in ("dependencies", "devDependencies"):
        assert lock[""].get(field, {}) == package.get(field, {}), "run: make locks"
    assert all("integrity" in one for one in packages)


def test_no_lock_names_a_registry():
    files = [*LOCKS.glob("*.txt"), *(ROOT / folder / "package-lock.json" for folder in PACKAGES)]
    for path in files:
        assert not re.search(r'--index-url|--find-links|"resolved"|\bfile:', path.read_text()), path
