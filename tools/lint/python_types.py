"""Check the types of Python code with mypy, by pyproject.toml: `python -m tools.lint.python_types`.

The packages of numbre lie in folders of other names (`numbre.train` in train/), which the command of mypy
cannot be told. So this calls its functions, with every file under the name that others import it by.
"""

import os

from mypy import build
from mypy.errors import CompileError
from mypy.main import process_options
from mypy.modulefinder import BuildSource
from mypy.options import Options

FOLDERS = ("cli", "export", "train", "web", "tools")
SCRIPTS = "web/build/"  # import each other by the names of their files


def main() -> int:
    """Print what mypy finds; return 1 if it finds anything, else 0."""
    sources, options = sources_and_options()
    try:
        found = build.build(sources, options).errors
    except CompileError as error:
        found = error.messages
    print(*found, sep="\n", end="\n" * bool(found), flush=True)
    return 1 if found else 0


def sources_and_options() -> tuple[list[BuildSource], Options]:
    """Return all files with the names that they are imported by, and the options of pyproject.toml."""
    sources, options = process_options(list(FOLDERS))
    for source in sources:
        if (source.path or "").startswith(SCRIPTS):
            source.module = source.module.rpartition(".")[2]
        elif source.module.split(".")[0] != "tools":
            source.module = f"numbre.{source.module}"
    return sources, options


if __name__ == "__main__":
    os._exit(main())  # at once, as mypy's own command does: to free its memory takes seconds
