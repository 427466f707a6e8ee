"""Lint workflows: actionlint finds mistakes, zizmor unsafe permissions and inputs.

`python -m tools.lint.workflows [FILE...]`; all of .github/workflows if none is given.
"""

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from tools.node import run_node
from tools.paths import ROOT

WORKFLOWS = ROOT / ".github" / "workflows"
ZIZMOR = [str(Path(sys.executable).with_name("zizmor")), "--offline", "--persona=pedantic", "--quiet"]
CONFIG = ROOT / ".github" / "zizmor.yml"


def main(files: Iterable[str | Path] = ()) -> int:
    """Run both linters; return 1 if one of them finds anything, else 0."""
    files = list(files) or sorted(WORKFLOWS.glob("*.yml"))
    try:
        run_node(["node", "tools/lint/workflows.mjs", *files], ROOT)
        subprocess.run([*ZIZMOR, "--config", CONFIG, *files], check=True)
    except subprocess.CalledProcessError:
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
