"""A wheel holds the built page: installing and serving it needs no Node."""

import os
import re
import subprocess
import sys
import urllib.request
import zipfile


def test_an_installed_wheel_serves_the_page_without_node(tmp_path):
    from tools.paths import ROOT

    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    subprocess.run([*pip, "wheel", "--no-deps", "--wheel-dir", tmp_path, ROOT], check=True, timeout=250)
    [wheel] = tmp_path.glob("numbre-*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert "numbre/web/site/index.html" in names
    assert "numbre/train/ink.py" in names
    assert not [name for name in names if "node_modules" in name or name.startswith("tests")]
    target = tmp_path / "target"
    subprocess.run([*pip, "install", "--no-deps", "--target", target, wheel], check=True, timeout=100)
    environment = {"PYTHONPATH": str(target), "PATH": str(tmp_path), "HOME": str(tmp_path), "LANG": "C"}
    code = "import numbre.web; print(numbre.web.__file__)"
    where = subprocess.run(
        [sys.executable, "-c", code],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert where.stdout.startswith(str(target)), "the wheel, not the working tree"
    command = [sys.executable, "-m", "numbre.web", "--port", "0"]
    with subprocess.Popen(
        command,
        env=environment,
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=os.name != "nt",
    ) as server:
        url = re.search(r"http://\S+", server.stdout.readline())[0]
        with urllib.request.urlopen(url, timeout=20) as response:
            assert b"Numbre" in response.read()
        server.terminate()
