"""Build the peers' sites: install packages, write networks, bundle pages; rebuilt only after a change."""

import hashlib
import sys
from pathlib import Path

from tools.bench.peer_models import write_models
from tools.node import install_packages, run_node
from tools.paths import MODELS, ROOT

PEERS = ROOT / "tools" / "bench" / "peers"
BUILD = ROOT / "build" / "peers"
PARTS = ("peers/*.js", "peers/*.mjs", "peers/*.json", "onnx_file.py", "peer_models.py")  # of tools/bench
INK = ROOT / "web" / "page" / "ink"  # the peers with the default network share its input


def build_peers() -> Path:
    """Build all peers unless they are up to date; returns the folder that holds a site for each, by name."""
    stamp, fingerprint = BUILD / "sources.sha256", hash_of_sources()
    if stamp.exists() and stamp.read_text() == fingerprint:
        return BUILD
    print("building the peers", file=sys.stderr)
    stamp.unlink(missing_ok=True)
    install_packages(PEERS)
    models = BUILD / "models"
    write_models(models)
    run_node(["node", "build.mjs", models, BUILD], PEERS)
    stamp.write_text(fingerprint)
    return BUILD


def hash_of_sources() -> str:
    """Return the sha256 over every file that the peers are built from."""
    found = [path for part in PARTS for path in sorted((PEERS.parent).glob(part))]
    found += sorted(INK.glob("*.js"))
    found += [path for name in ("ink", "lesson") for path in sorted((MODELS / name).iterdir())]
    digest = hashlib.sha256()
    for path in found:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
