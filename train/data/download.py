"""Find a data file, or download it from its publisher: resumable, checked, never half-written.

A download goes to ``NAME.part`` beside its goal, continues where an earlier try stopped, is
compared with its sha256 where the publisher's file has a known one, and is renamed into place
only when it is whole.
"""

import os
import urllib.error
import urllib.request
from pathlib import Path

import platformdirs
from tqdm import tqdm

from ..lib.files import BLOCK, sha256_of

TIMEOUT_S = 60


class DataError(Exception):
    """Data is missing, damaged or malformed; the message is one sentence that says what to do."""


def data_directory(given=None):
    """Return the data directory: ``given``, else ``NUMBRE_DATA``, else the user's cache (created)."""
    named = given or os.environ.get("NUMBRE_DATA")
    if named:
        directory = Path(named).expanduser()
        if not directory.is_dir():
            raise DataError(f"The data directory {directory} does not exist; give another with --data.")
        return directory
    return cache_directory("data")


def cache_directory(name):
    """Return a folder of ours in the user's cache, created if need be."""
    directory = Path(platformdirs.user_cache_dir("numbre")) / name
    directory.mkdir(parents=True, exist_ok=True)
    return directory


def download(url, goal, sha256=None):
    """Download ``url`` to the path ``goal`` with a progress bar; a partial download is continued.

    Raises DataError when the network fails (what has arrived is kept for the next try) and when
    the sha256 is wrong (what has arrived is thrown away).
    """
    part = goal.with_name(goal.name + ".part")
    try:
        _receive(url, part)
    except (urllib.error.URLError, TimeoutError, ConnectionError) as error:
        reason = getattr(error, "reason", error)
        raise DataError(
            f"Could not download {url} ({reason}); run again to continue, or put {goal.name} "
            "into a folder and name it with --data or NUMBRE_DATA."
        ) from error
    if sha256 and (found := sha256_of(part)) != sha256:
        part.unlink()
        raise DataError(
            f"{url} has sha256 {found[:12]}..., not {sha256[:12]}...; run again to download it anew."
        )
    part.replace(goal)
    return goal


def _receive(url, part):
    """Append to ``part`` what is missing of ``url``."""
    have = part.stat().st_size if part.exists() else 0
    request = urllib.request.Request(url, headers={"Range": f"bytes={have}-"} if have else {})
    try:
        response = urllib.request.urlopen(request, timeout=TIMEOUT_S)
    except urllib.error.HTTPError as error:
        if have and error.code == 416:  # nothing after `have`: the part is whole
            return
        raise
    with response:
        continued = response.status == 206
        left = response.headers.get("Content-Length")
        total = int(left) + (have if continued else 0) if left else None
        with (
            part.open("ab" if continued else "wb") as file,
            tqdm(
                desc=part.stem, total=total, initial=have if continued else 0, unit="B", unit_scale=True
            ) as bar,
        ):
            while block := response.read(BLOCK):
                file.write(block)
                bar.update(len(block))
    if total is not None and part.stat().st_size < total:
        raise ConnectionError("the connection closed early")
