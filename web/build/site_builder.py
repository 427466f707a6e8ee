"""Build the page: npm ci, then build.mjs, from web/page and web/models into web/site.

Run as a script by make, and by the build backend for a wheel; two folders given as arguments take
the place of web/models and web/site. Needs Node (see node.py).
"""

import os
import subprocess
import sys
from pathlib import Path

from node import NODE_WHEEL, find_node

PAGE = Path(__file__).parent.parent / "page"
LOCK = Path(__file__).parent.parent.parent / "locks" / "node.txt"
NPM_CI = ["npm", "ci", "--include=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]


def build_site(*folders):
    """Install the locked packages unless they are there, then build. Raises CalledProcessError."""
    path = find_node()
    if path is None:
        if os.environ.get("VIRTUAL_ENV") or sys.prefix != sys.base_prefix:
            pip = [sys.executable, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", str(LOCK)]
            subprocess.run(pip, check=True)
            path = find_node()
        if path is None:
            raise SystemExit(f"Node is needed to build the page: install it, or pip install {NODE_WHEEL}.")
    environment = os.environ | {"PATH": path}
    lock, stamp = PAGE / "package-lock.json", PAGE / "node_modules" / ".package-lock.json"
    if not stamp.exists() or stamp.stat().st_mtime < lock.stat().st_mtime:
        _run(NPM_CI, environment)
        stamp.touch()
    _run(["node", "build.mjs", *folders], environment)


def _run(command, environment):
    windows = os.name == "nt"  # npm is a .cmd there
    subprocess.run(command, cwd=PAGE, env=environment, check=True, shell=windows)


if __name__ == "__main__":
    try:
        build_site(*(str(Path(folder).resolve()) for folder in sys.argv[1:]))
    except subprocess.CalledProcessError as error:
        sys.exit(f"Building the page failed: {' '.join(error.cmd)} exited with {error.returncode}.")
