"""Build the page: npm ci, then build.mjs, from web/page and web/models into web/site.

Run as a script by make, and by the build backend for a wheel; two folders given as arguments take
the place of web/models and web/site. Needs Node (see node.py).
"""

import subprocess
import sys
from pathlib import Path

from node import install_packages, run

WEB = Path(__file__).parent.parent


def build_site(*folders: str) -> None:
    """Install the locked packages unless they are there, then build. Raises CalledProcessError."""
    install_packages(WEB)
    run(["node", "build/build.mjs", *folders], WEB)


if __name__ == "__main__":
    try:
        build_site(*(str(Path(folder).resolve()) for folder in sys.argv[1:]))
    except subprocess.CalledProcessError as error:
        sys.exit(f"Building the page failed: {' '.join(error.cmd)} exited with {error.returncode}.")
