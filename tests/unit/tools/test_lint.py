"""Linters: mypy checks every Python file, under the name that others import it by."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

from tools.lint.python_types import SCRIPTS, sources_and_options
from tools.paths import ROOT


@pytest.fixture
def modules(monkeypatch):
    """Return {path: module} of the files that mypy checks."""
    monkeypatch.chdir(ROOT)
    return {source.path: source.module for source in sources_and_options()[0]}


def test_types_are_checked_in_every_file_but_tests(modules):
    words = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.py", ":!tests"]
    listed = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    assert set(modules) == {path for path in listed if (ROOT / path).exists()}


def test_files_are_checked_under_the_names_that_they_are_imported_by(modules, monkeypatch):
    monkeypatch.setattr(sys, "path", [*sys.path, str(ROOT / SCRIPTS)])
    for path, module in modules.items():
        assert Path(importlib.util.find_spec(module).origin) == ROOT / path
