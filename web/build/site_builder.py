"""Build the page: npm ci, then build.mjs, from web/page and web/models into web/site.

Run as a script by make, and by the build backend for a wheel; two folders given as arguments take
the place of web/models and web/site, and --site-url names the site's address. Needs Node (see node.py).
"""

import argparse
import subprocess
import sys
from pathlib import Path

from node import install_packages, run

WEB = Path(__file__).parent.parent


def build_site(*folders: str, site_url: str | None = None) -> None:
    """Install the locked packages unless they are there, then build. Raises CalledProcessError."""
    install_packages(WEB)
    address = [] if site_url is None else [f"--site-url={site_url}"]
    run(["node", "build/build.mjs", *address, *folders], WEB)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--site-url")
    arguments = parser.parse_args()
    try:
        build_site(*(str(folder.resolve()) for folder in arguments.folders), site_url=arguments.site_url)
    except subprocess.CalledProcessError as error:
        sys.exit(f"Building the page failed: {' '.join(error.cmd)} exited with {error.returncode}.")
