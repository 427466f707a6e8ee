"""The peers' sites: packages installed, networks written, pages built; kept while nothing changes."""

import hashlib
import os
import runpy
import subprocess
import sys

from ..conftest import MODELS, ROOT
from .peer_models import write_models

PEERS = ROOT / "tests" / "bench" / "peers"
BUILD = ROOT / "build" / "peers"
NPM_CI = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
PARTS = ("peers/*.js", "peers/*.mjs", "peers/*.json", "onnx_file.py", "peer_models.py")  # of tests/bench
SHARED = ("inputs.js", "maps.js", "raster.js", "scans.js")  # of our page: the input of our network


def environment():
    """Return the environment in which Node is found, as the build of the page finds it."""
    path = runpy.run_path(str(ROOT / "web" / "build" / "node.py"))["find_node"]()
    if path is None:
        raise SystemExit("Node is needed to build the peers: install it.")
    return os.environ | {"PATH": path}


def build_peers():
    """Build all peers unless they are there; returns the folder that holds a site for each, by name."""
    stamp, made_of = BUILD / "made-of.txt", hash_of_sources()
    if stamp.exists() and stamp.read_text() == made_of:
        return BUILD
    print("building the peers", file=sys.stderr)
    stamp.unlink(missing_ok=True)
    if not (PEERS / "node_modules" / ".package-lock.json").exists() or stale():
        subprocess.run(NPM_CI, cwd=PEERS, env=environment(), check=True, shell=os.name == "nt")
    models = BUILD / "models"
    write_models(models)
    subprocess.run(["node", "build.mjs", models, BUILD], cwd=PEERS, env=environment(), check=True)
    stamp.write_text(made_of)
    return BUILD


def stale():
    """Say whether the installed packages are older than the lock."""
    lock, installed = PEERS / "package-lock.json", PEERS / "node_modules" / ".package-lock.json"
    return installed.stat().st_mtime < lock.stat().st_mtime


def hash_of_sources():
    """Return the sha256 of all that the peers are made of."""
    found = [path for part in PARTS for path in sorted((PEERS.parent).glob(part))]
    found += [ROOT / "web" / "page" / name for name in SHARED]
    found += [path for name in ("ink", "lesson") for path in sorted((MODELS / name).iterdir())]
    digest = hashlib.sha256()
    for path in found:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
