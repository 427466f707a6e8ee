"""Write the lock files; run by `make locks`, which installs uv. See locks/README.md.

Pins stay as they are while they satisfy pyproject.toml and package.json; with --upgrade, each becomes
the newest version that does. Hashes are those of all platforms; no lock names a registry.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from .node import NODE_WHEEL, run_node
from .paths import ROOT

LOCKS = ROOT / "locks"
# folders with a package.json
PACKAGES = ("web", "tools/lint", "tests/browser/lighthouse", "tools/bench/peers")
UV = ["uv", "pip", "compile", "--quiet", "--no-config", "--universal", "--python-version", "3.10"]
OUTPUT = ["--generate-hashes", "--no-header", "--no-annotate"]
NPM = ["npm", "install", "--package-lock-only", "--ignore-scripts", "--no-audit", "--no-fund"]
NO_REGISTRY = "--omit-lockfile-registry-resolved"


def lock_python(upgrade: bool) -> None:
    """Write serve.txt, test.txt and node.txt. Raises CalledProcessError."""
    extras = ["--extra", "train", "--extra", "test", "--extra", "lint"]
    _compile("serve.txt", ["pyproject.toml"], upgrade)
    _compile("test.txt", ["pyproject.toml", *extras], upgrade)
    _compile("node.txt", ["-"], upgrade, NODE_WHEEL)


def _compile(name: str, source: Sequence[str], upgrade: bool, text: str | None = None) -> None:
    uv = str(Path(sys.executable).with_name(UV[0]))
    options: list[str | Path] = [*OUTPUT, "--output-file", LOCKS / name, *(["--upgrade"] if upgrade else [])]
    words: list[str | Path] = [uv, *UV[1:], *options, *source]
    subprocess.run(words, cwd=ROOT, input=text, text=True, check=True, stdout=subprocess.DEVNULL)


def lock_npm(folder: Path, upgrade: bool) -> None:
    """Write package-lock.json of a folder. Raises CalledProcessError."""
    with tempfile.TemporaryDirectory() as copy:  # installed packages would leave out other platforms'
        for name in ("package.json", *([] if upgrade else ["package-lock.json"])):
            shutil.copy(folder / name, copy)
        run_node([*NPM, NO_REGISTRY, "--silent"], copy)
        shutil.copy(Path(copy) / "package-lock.json", folder)


def main() -> int:
    """Write all lock files."""
    parser = argparse.ArgumentParser(prog="make locks", description=__doc__)
    parser.add_argument("--upgrade", action="store_true", help="take the newest versions that are allowed")
    upgrade = parser.parse_args().upgrade
    try:
        lock_python(upgrade)
        for folder in PACKAGES:
            lock_npm(ROOT / folder, upgrade)
    except subprocess.CalledProcessError as error:  # uv or npm has printed the reason
        return error.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
