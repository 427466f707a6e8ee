"""Paths in a checkout."""

from pathlib import Path

ROOT = Path(__file__).parent.parent
MODELS = ROOT / "web" / "models"
SITE = ROOT / "web" / "site"
BUILD = ROOT / "build"  # files that tools write for themselves; not committed
