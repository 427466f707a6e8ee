"""`make lint` reads the workflows: a mistake in one fails it."""

import subprocess
import sys

import pytest

from tools.lint.workflows import WORKFLOWS
from tools.paths import ROOT


def lint(*files):
    words = [sys.executable, "-m", "tools.lint.workflows", *files]
    return subprocess.run(words, cwd=ROOT, capture_output=True, text=True, timeout=100)


@pytest.mark.parametrize(
    ("text", "mistake", "reason"),
    [
        ("timeout-minutes", "timeout-minute", 'unexpected key "timeout-minute"'),
        ("matrix.python }}", "matrix.pythn }}", '"pythn" is not defined'),
        ("contents: read", "contents: reed", '"reed" is invalid for permission'),
        ("permissions:\n  contents: read", "permissions: write-all", "excessive-permissions"),
        ("actions/checkout@v6", "someone/checkout@v6", "unpinned-uses"),
    ],
)
def test_a_mistake_in_a_workflow_is_found(tmp_path, text, mistake, reason):
    workflow = (WORKFLOWS / "test.yml").read_text()
    assert text in workflow
    (tmp_path / "test.yml").write_text(workflow.replace(text, mistake))
    done = lint(tmp_path / "test.yml")
    assert done.returncode == 1
    assert reason in done.stdout + done.stderr


def test_a_workflow_for_each_python_that_the_project_allows():
    assert 'requires-python = ">=3.10,<3.13"' in (ROOT / "pyproject.toml").read_text()
    assert 'python: ["3.10", "3.11", "3.12"]' in (WORKFLOWS / "test.yml").read_text()
