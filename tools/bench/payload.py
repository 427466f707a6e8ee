"""Break the bytes of the first reading down: the page's modules, each package, the network, the rest."""

import json
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tools.bench.summary import group_by_package
from tools.node import run_node
from tools.paths import MODELS, ROOT

BUILD = ROOT / "build" / "payload"


def payload(fetched: Iterable[dict[str, Any]]) -> dict[str, int]:
    """Return {module, package or file: bytes on the wire}, the largest first.

    fetched: the files of the first reading, see first_visits. Builds the page again, apart from web/site.
    Raises RuntimeError where the two builds differ: web/site is then out of date.
    """
    outputs = _build_outputs()
    wire: dict[str, int] = {}
    modules: dict[str, dict[str, int]] = {}
    for file in fetched:
        name = file["url"]
        wire[name] = file["bytes"]
        if name.endswith(".js"):
            if Path(name).name not in outputs:
                raise RuntimeError(f"{name} is not built from the present sources: build the page again")
            inputs = outputs[Path(name).name]["inputs"]
            modules[name] = {key: part["bytesInOutput"] for key, part in inputs.items()}
        else:
            modules[name] = {name: 1}
    return group_by_package(modules, wire)


def _build_outputs() -> dict[str, Any]:
    """Return esbuild's metafile entries {file: entry} of a fresh build of the page."""
    shutil.rmtree(BUILD, ignore_errors=True)
    BUILD.mkdir(parents=True)
    metafile = BUILD / "metafile.json"
    run_node(["node", "build/build.mjs", MODELS, BUILD / "site", "--metafile", metafile], ROOT / "web")
    return {Path(path).name: output for path, output in json.loads(metafile.read_text()).items()}
