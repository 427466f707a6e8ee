"""A wheel holds all Python packages and the built page, and no tests: serving it needs no Node."""

import os
import re
import shutil
import subprocess
import sys
import tarfile
import urllib.request
import zipfile

import pytest

from tools.paths import ROOT, SITE

PIP = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
BUILD_SDIST = (
    "import sys; sys.path.insert(0, 'web/build'); import backend; print(backend.build_sdist(sys.argv[1]))"
)
IN_PACKAGE = ("cli", "export", "train", "web")  # folders of the package numbre
LEFT_OUT = shutil.ignore_patterns(
    *(".git", ".venv", "node_modules", "build", "dist", "runs", "site", "*.egg-info", "__pycache__")
)


@pytest.fixture(scope="module")
def sdist(tmp_path_factory):
    """The sdist of a copy of the checkout: a build writes into its source."""
    folder = tmp_path_factory.mktemp("sdist")
    source = folder / "source"
    source.mkdir()
    for name in ("pyproject.toml", "MANIFEST.in", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    for name in (*IN_PACKAGE, "locks", "tests"):
        shutil.copytree(ROOT / name, source / name, ignore=LEFT_OUT)
    shutil.copytree(ROOT / "web" / "build", source / "web" / "build", dirs_exist_ok=True)
    backend = re.search(r"setuptools==[\d.]+", (ROOT / "pyproject.toml").read_text())[0]
    subprocess.run([*PIP, "install", "--target", folder / "tools", backend], check=True, timeout=100)
    words = [sys.executable, "-S", "-c", BUILD_SDIST, folder]  # -S: as alone as pip would have it
    environment = os.environ | {"PYTHONPATH": str(folder / "tools")}
    subprocess.run(words, cwd=source, env=environment, check=True, capture_output=True, timeout=100)
    [path] = folder.glob("numbre-*.tar.gz")
    return path


@pytest.fixture(scope="module")
def wheel(sdist):
    """The wheel that pip builds from the sdist."""
    words = [*PIP, "wheel", "--no-deps", "--wheel-dir", sdist.parent, sdist]
    subprocess.run(words, check=True, timeout=250)
    [path] = sdist.parent.glob("numbre-*.whl")
    return path


def python_packages():
    """Return the names of all packages in the checkout that belong to numbre."""
    inits = [path for top in IN_PACKAGE for path in (ROOT / top).rglob("__init__.py")]
    folders = [path.parent.relative_to(ROOT) for path in inits]
    return {"/".join(("numbre", *folder.parts)) for folder in folders if "node_modules" not in folder.parts}


def test_an_sdist_holds_no_tests_and_nothing_that_is_built(sdist):
    with tarfile.open(sdist) as archive:
        names = archive.getnames()
    assert any(name.endswith("web/build/build.mjs") for name in names)
    assert not [name for name in names if re.search(r"golden\.json|node_modules|/tests/|/site/|\.pyc", name)]


def test_a_wheel_holds_every_package_and_the_page_and_no_tests(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.rpartition("/")[0] for name in names if name.endswith("/__init__.py")} == python_packages()
    files = ("train/features/ink.py", "export/card.schema.json", "web/operations.json")
    assert {f"numbre/{name}" for name in files} <= set(names)
    site = {path.relative_to(SITE).as_posix() for path in SITE.rglob("*") if path.is_file()}
    assert {name.removeprefix("numbre/web/site/") for name in names if "/site/" in name} == site
    assert not [name for name in names if re.search(r"golden\.json|node_modules|tests?/|/page/|\.mjs$", name)]


def test_an_installed_wheel_serves_the_page_without_node(wheel, tmp_path):
    target = tmp_path / "target"
    subprocess.run([*PIP, "install", "--no-deps", "--target", target, wheel], check=True, timeout=100)
    options = {
        "env": {"PYTHONPATH": str(target), "PATH": str(tmp_path), "HOME": str(tmp_path), "LANG": "C"},
        "cwd": tmp_path,
        "text": True,
    }
    words = [sys.executable, "-c", "import numbre.web; print(numbre.web.__file__)"]
    place = subprocess.run(words, **options, capture_output=True, check=True)
    assert place.stdout.startswith(str(target)), "the wheel, not the working tree"
    words = [sys.executable, "-m", "numbre.cli", "serve", "--port", "0"]
    with subprocess.Popen(
        words, **options, stdout=subprocess.PIPE, start_new_session=os.name != "nt"
    ) as server:
        url = re.search(r"http://\S+", server.stdout.readline())[0]
        with urllib.request.urlopen(url, timeout=20) as response:
            assert b"Numbre" in response.read()
        server.terminate()
