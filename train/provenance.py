"""Where a result comes from: commit and versions; imports none of ours."""

import platform
import subprocess
from importlib.metadata import version
from pathlib import Path


def commit():
    """Return the commit of the source tree, with "+" when it has changes; None outside a checkout."""

    def git(*words):
        here = Path(__file__).parent
        return subprocess.run(["git", *words], cwd=here, capture_output=True, text=True, check=True).stdout

    try:
        return git("rev-parse", "HEAD").strip() + ("+" if git("status", "--porcelain") else "")
    except (OSError, subprocess.CalledProcessError):
        return None


def versions(*packages):
    """Return {"python": ..., package: version} of what runs now."""
    return {"python": platform.python_version()} | {package: version(package) for package in packages}
