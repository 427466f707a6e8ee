"""The page's pure modules in Node: their own tests, tests/js, and comparisons with Python."""

import json
import subprocess

import numpy as np
import pytest

from numbre.train.features import directions, ink
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


def test_real_drawings_become_the_same_channels(published):
    drawings, _, _ = published["unipen"].part("validation", 200)
    listed = json.dumps([[stroke.tolist() for stroke in drawing] for drawing in drawings])
    command = ["node", TESTS / "fixtures" / "channels.js"]
    done = subprocess.run(
        command, input=listed.encode(), env=node_environment(), capture_output=True, check=True, timeout=120
    )
    got = np.frombuffer(done.stdout, dtype=np.float32)
    expected = directions.render(ink.Batch.of(drawings))
    assert np.abs(got - expected.ravel()).max() < 1 / 255
