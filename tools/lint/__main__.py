"""Lint the project: Python, JavaScript, style sheets, and workflows. Run by `make lint`.

All linters run, whatever the earlier ones find. `python -m tools.lint --fix` mends what the formatters can.
"""

import argparse
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from tools.lint import workflows
from tools.node import install_packages, run_node
from tools.paths import ROOT

PACKAGES = ROOT / "tools" / "lint"
RUFF = str(Path(sys.executable).with_name("ruff"))
SPELLING = ["tools/lint/node_modules/.bin/cspell", "lint", "--config=tools/lint/spelling.json", "--quiet"]
TSC = "tools/lint/node_modules/.bin/tsc"
PROGRAMS = ("page", "worker", "service-worker", "node", "tests")  # in types: each has other globals
BROWSERS = ["tools/lint/node_modules/.bin/eslint", "--config=tools/lint/browsers.mjs", "web/page"]
BIOME = ["tools/lint/node_modules/.bin/biome", "check", "--error-on-warnings", "--log-level=warn"]


def main() -> int:
    """Run all linters; return 1 if one of them finds anything, else 0."""
    parser = argparse.ArgumentParser(prog="python -m tools.lint", description=__doc__)
    parser.add_argument("--fix", action="store_true", help="format files, and mend what is safe to mend")
    fix = parser.parse_args().fix
    for folder in (PACKAGES, ROOT / "web"):  # whose packages have the types that the page uses
        install_packages(folder)
    linters: dict[str, Callable[[], object]] = {
        "ruff": lambda: _run([RUFF, "check", "--quiet", *(["--fix"] if fix else [])]),
        "ruff format": lambda: _run([RUFF, "format", "--quiet", *([] if fix else ["--check"])]),
        "mypy": lambda: _run([sys.executable, "-m", "tools.lint.python_types"]),
        "biome": lambda: _run([*BIOME, *(["--write"] if fix else [])], node=True),
        "oldest browsers": lambda: _run(BROWSERS, node=True),
        "spelling": lambda: _run(SPELLING, node=True),
        "types": _check_types,
        "workflows": workflows.main,
    }
    failed = [name for name, lint in linters.items() if lint()]
    print(
        f"lint: {', '.join(failed)} found mistakes" if failed else f"lint: {len(linters)} linters found none"
    )
    return 1 if failed else 0


def _check_types() -> bool:
    """Check all programs; return whether one of them has a wrong type."""
    found = [_run([TSC, "-p", f"tools/lint/types/{name}.json"], node=True) for name in PROGRAMS]
    return any(found)


def _run(command: Sequence[str], node: bool = False) -> bool:
    """Run a linter at the root; return whether it finds anything."""
    try:
        if node:
            run_node(command, ROOT)
        else:
            subprocess.run(command, cwd=ROOT, check=True)
    except subprocess.CalledProcessError:
        return True
    return False


if __name__ == "__main__":
    sys.exit(main())
