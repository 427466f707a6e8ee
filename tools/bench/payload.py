"""What the bytes of the first reading are: the page's own modules, each package, the network, the rest."""

import json
import shutil
from pathlib import Path

from tools.bench.summary import grouped
from tools.node import run_node
from tools.paths import MODELS, ROOT

BUILD = ROOT / "build" / "composition"


def composition(fetched):
    """Return {what: bytes on the wire}, the largest first; fetched: files of the first reading, see visits.

    The page is built again beside itself. Raises RuntimeError where that gives other files: web/site is
    then not made of these sources.
    """
    outputs = built_outputs()
    wire, modules = {}, {}
    for one in fetched:
        name = one["url"]
        wire[name] = one["bytes"]
        if name.endswith(".js"):
            if Path(name).name not in outputs:
                raise RuntimeError(f"{name} is not what these sources give: build the page again")
            inputs = outputs[Path(name).name]["inputs"]
            modules[name] = {key: part["bytesInOutput"] for key, part in inputs.items()}
        else:
            modules[name] = {name: 1}
    return grouped(modules, wire)


def built_outputs():
    """Return {file: what esbuild says of it} of a build of the page."""
    shutil.rmtree(BUILD, ignore_errors=True)
    BUILD.mkdir(parents=True)
    metafile = BUILD / "metafile.json"
    run_node(["node", "build/build.mjs", MODELS, BUILD / "site", "--told", metafile], ROOT / "web")
    return {Path(path).name: output for path, output in json.loads(metafile.read_text()).items()}
