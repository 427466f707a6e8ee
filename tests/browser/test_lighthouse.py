"""Lighthouse's audits: performance, accessibility, best practices and SEO, on a phone and on a desktop."""

import json
import subprocess
from pathlib import Path

import pytest

from ..node import install_packages, node_environment
from .conftest import FLAGS
from .install import find_browser

LIGHTHOUSE = Path(__file__).parent / "lighthouse"
CATEGORIES = {"performance", "accessibility", "best-practices", "seo"}
LEAST = 0.95
TRIES = 3  # other work on the machine can only make the page look slower


def audit(url, path, *options):
    """Return ({category: score}, {audit: score} of those that are not passed); scores are 0..1."""
    command = ["node", "node_modules/lighthouse/cli/index.js", url, "--quiet", "--no-enable-error-reporting"]
    command += ["--output=json", f"--output-path={path}", f"--chrome-flags=--headless {' '.join(FLAGS)}"]
    environment = node_environment() | {"CHROME_PATH": find_browser()}
    subprocess.run([*command, *options], cwd=LIGHTHOUSE, env=environment, check=True, timeout=120)
    report = json.loads(path.read_text())
    scores = {name: one["score"] for name, one in report["audits"].items()}
    missed = {name: score for name, score in scores.items() if score is not None and score < 1}
    return {name: one["score"] for name, one in report["categories"].items()}, missed


@pytest.mark.parametrize("options", [[], ["--preset=desktop"]], ids=["phone", "desktop"])
def test_lighthouse_gives_95_or_more(served, tmp_path, options):
    install_packages(LIGHTHOUSE)
    for _ in range(TRIES):
        scores, missed = audit(served, tmp_path / "report.json", *options)
        if min(scores.values()) >= LEAST:
            break
    assert set(scores) == CATEGORIES
    assert min(scores.values()) >= LEAST, (scores, missed)
