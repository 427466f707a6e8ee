"""Where things are in a checkout."""

from pathlib import Path

ROOT = Path(__file__).parent.parent
MODELS = ROOT / "web" / "models"
SITE = ROOT / "web" / "site"
BUILD = ROOT / "build"  # what tools make for themselves; not committed
