"""The commit and the versions that a result comes from."""

import platform
import subprocess
from importlib.metadata import version
from pathlib import Path


def commit() -> str | None:
    """Return the commit of this source tree, with "+" when it has changes; None outside its checkout."""

    def git(*words: str) -> str:
        here = Path(__file__).parent
        return subprocess.run(["git", *words], cwd=here, capture_output=True, text=True, check=True).stdout

    try:
        git("ls-files", "--error-unmatch", Path(__file__).name)  # not someone else's checkout around us
        return git("rev-parse", "HEAD").strip() + ("+" if git("status", "--porcelain") else "")
    except (OSError, subprocess.CalledProcessError):
        return None


def versions(*packages: str) -> dict[str, str]:
    """Return {"python": ..., package: version} of what runs now."""
    return {"python": platform.python_version()} | {package: version(package) for package in packages}
