"""Spelling: misspelled and American words are found in prose, not in code."""

import re
import subprocess

from tools.lint.__main__ import PACKAGES, SPELLING
from tools.node import install_packages, node_environment

FILES = {
    "module.py": '''"""Normalise the colour, then recieve it."""

color = recieve  # the center of `color` and a {color}
raise ValueError(f"this is a mesage for {vistor} and you", "color red")
''',
    "page.js": """/** The behavior of `colr`. */
const color = 'gray';
export const text = 'This network couldnt be read.';
""",
    "style.css": "/* centered */\n.a { color: gray; }\n",
    "index.html": '<p class="colr">Look insde</p>\n',
    "notes.md": "# A titel\n\nSee [colour](colr.md), `colr`.\n\n```sh\ncolr\n```\n",
    "right.md": "# Numbre recognizes digits of pendigits\n\nGrey, as an organization labelled it.\n",
}
FOUND = {
    ("module.py", "Normalise"),
    ("module.py", "recieve"),
    ("module.py", "center"),
    ("module.py", "mesage"),
    ("page.js", "behavior"),
    ("page.js", "couldnt"),
    ("style.css", "centered"),
    ("index.html", "insde"),
    ("notes.md", "titel"),
}


def test_wrong_words_are_found_in_prose_and_nowhere_else(tmp_path):
    for name, content in FILES.items():
        (tmp_path / name).write_text(content)
    install_packages(PACKAGES)
    words = [word.replace("tools/lint/", f"{PACKAGES}/") for word in SPELLING]
    done = subprocess.run(
        [*words, "--no-gitignore", f"--root={tmp_path}", *FILES],
        cwd=tmp_path,
        env=node_environment(),
        capture_output=True,
        text=True,
        timeout=100,
    )
    assert set(re.findall(r"^([\w.]+):.* word \((\w+)\)", done.stdout, flags=re.MULTILINE)) == FOUND
    assert done.returncode == 1
