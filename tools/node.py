"""Node and its packages, found and installed as the build of the page does."""

import runpy
from collections.abc import Callable, Sequence
from pathlib import Path

from tools.paths import ROOT

_NODE = runpy.run_path(str(ROOT / "web" / "build" / "node.py"))
NODE_WHEEL: str = _NODE["NODE_WHEEL"]
install_packages: Callable[[Path], None] = _NODE["install_packages"]
node_environment: Callable[[], dict[str, str]] = _NODE["node_environment"]
run_node: Callable[[Sequence[str | Path], str | Path], None] = _NODE["run"]
