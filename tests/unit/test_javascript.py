"""Runs the tests of the page's pure modules, tests/js, in Node: each is a subtest here."""

import json
import subprocess

import pytest

from tools.node import node_environment
from tools.paths import ROOT

TESTS = ROOT / "tests" / "js"
FILES = sorted(path.relative_to(TESTS).as_posix() for path in TESTS.rglob("*.test.js"))


@pytest.mark.parametrize("file", FILES)
def test_modules_of_the_page(file, subtests):
    command = ["node", "--test-reporter=./fixtures/reporter.js", "--test-reporter-destination=stdout", file]
    done = subprocess.run(
        command, cwd=TESTS, env=node_environment(), capture_output=True, text=True, timeout=120
    )
    results = [json.loads(line) for line in done.stdout.splitlines() if line.startswith('{"name"')]
    for result in results:
        with subtests.test(result["name"]):
            if result["failure"]:
                pytest.fail(result["failure"], pytrace=False)
    failed = any(result["failure"] for result in results)
    assert results, done.stderr
    assert failed == (done.returncode != 0), done.stderr
