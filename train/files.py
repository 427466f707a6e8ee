"""Files that are there whole or not at all, and their sha256; imports none of ours."""

import hashlib
import json
from pathlib import Path

BLOCK = 1 << 18


def sha256_of(path):
    """Return the sha256 of a file as 64 hexadecimal digits."""
    digest = hashlib.sha256()
    with Path(path).open("rb") as file:
        while block := file.read(BLOCK):
            digest.update(block)
    return digest.hexdigest()


def write_bytes(path, content):
    """Write a file in one step: a reader sees the old content or the new, never a part."""
    part = Path(f"{path}.part")
    part.write_bytes(content)
    part.replace(path)


def write_json(path, value, indent=1):
    """Write JSON, in one step; indent=None writes it without any white space."""
    separators = (",", ":") if indent is None else None
    text = json.dumps(value, indent=indent, separators=separators, allow_nan=False)
    write_bytes(path, (text + "\n").encode())
