"""Node and its packages, found and installed as the build of the page does."""

import runpy

from tools.paths import ROOT

_NODE = runpy.run_path(str(ROOT / "web" / "build" / "node.py"))
NODE_WHEEL = _NODE["NODE_WHEEL"]
install_packages = _NODE["install_packages"]
node_environment = _NODE["node_environment"]
run_node = _NODE["run"]
