"""The peers' sites: packages installed, networks written, pages built; kept while nothing changes."""

import hashlib
import sys

from tools.bench.peer_models import write_models
from tools.node import install_packages, run_node
from tools.paths import MODELS, ROOT

PEERS = ROOT / "tools" / "bench" / "peers"
BUILD = ROOT / "build" / "peers"
PARTS = ("peers/*.js", "peers/*.mjs", "peers/*.json", "onnx_file.py", "peer_models.py")  # of tools/bench
SHARED = ("inputs.js", "directions.js", "raster.js", "scans.js")  # of our page: the input of our network


def build_peers():
    """Build all peers unless they are there; returns the folder that holds a site for each, by name."""
    stamp, made_of = BUILD / "made-of.txt", hash_of_sources()
    if stamp.exists() and stamp.read_text() == made_of:
        return BUILD
    print("building the peers", file=sys.stderr)
    stamp.unlink(missing_ok=True)
    install_packages(PEERS)
    models = BUILD / "models"
    write_models(models)
    run_node(["node", "build.mjs", models, BUILD], PEERS)
    stamp.write_text(made_of)
    return BUILD


def hash_of_sources():
    """Return the sha256 of all that the peers are made of."""
    found = [path for part in PARTS for path in sorted((PEERS.parent).glob(part))]
    found += [ROOT / "web" / "page" / "ink" / name for name in SHARED]
    found += [path for name in ("ink", "lesson") for path in sorted((MODELS / name).iterdir())]
    digest = hashlib.sha256()
    for path in found:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
