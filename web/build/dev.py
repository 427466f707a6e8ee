"""Serve the page while it is being written: npm ci, then dev.mjs, which takes this process's place.

Run as a script by make; arguments are those of dev.mjs. Needs Node (see node.py).
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from node import install_packages, node_environment

WEB = Path(__file__).parent.parent


def main() -> None:
    """Install the locked packages unless they are there, then become Node. Raises CalledProcessError."""
    install_packages(WEB)
    environment = node_environment()
    node = shutil.which("node", path=environment["PATH"]) or "node"
    os.execve(node, [node, str(WEB / "build" / "dev.mjs"), *sys.argv[1:]], environment)


if __name__ == "__main__":
    try:
        main()
    except subprocess.CalledProcessError as error:
        sys.exit(f"Installing the packages failed: {' '.join(error.cmd)} exited with {error.returncode}.")
