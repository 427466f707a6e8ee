"""Rooms and arrows: which folder may import which, in Python and in JavaScript; the map names every room."""

import ast
import re
from pathlib import PurePosixPath

import pytest

from tools.paths import ROOT

# A room may import those below it in its list, and nothing else of the project.
ORDERS = (
    (
        "tools",
        *("cli", "export", "train/fitting", "train/evaluation", "train/plots", "train/models"),
        *("train/augment", "train/data", "train/features", "train/lib"),
    ),
    ("tools", "cli", "web"),
    (
        "web/page",
        *("web/page/explain", "web/page/ui", "web/page/pad", "web/page/session", "web/page/recognize"),
        *("web/page/network", "web/page/ink", "web/page/lib"),
    ),
    ("web/page", "web/page/offline"),
    ("web/build",),
)
ONLY = {  # a package from elsewhere: who may import it
    "tensorflow": ("train/fitting/", "export/convert.py"),
    "tensorflowjs": ("export/convert.py",),
    "keras": ("train/models/", "train/fitting/"),
    "matplotlib": ("train/plots/", "tools/"),
    "flask": ("web/__init__.py",),
    "playwright": ("tools/",),
    "@tensorflow": ("web/page/network/classifier.js", "web/page/network/wasm.js"),
}
PURE = ("web/page/ink", "web/page/recognize")  # know neither elements nor the network's files
SKIPPED = {"node_modules", "__pycache__", "site", "peers"}
SOURCES = sorted(
    path.relative_to(ROOT).as_posix()
    for top in ("train", "export", "cli", "web", "tools")
    for path in (ROOT / top).rglob("*")
    if path.suffix in (".py", ".js", ".mjs") and not SKIPPED & set(path.relative_to(ROOT).parts)
)
STATEMENT = re.compile(
    r"""(?:^import|^\} from|^import [^'"\n]* from|\bimport\()\s*['"]([^'"]+)['"]""", re.MULTILINE
)


def room_of(path):
    """Return the room of a file: train/NAME, web/page/NAME, or the folder at the top that it is in."""
    *folders, _ = PurePosixPath(path).parts
    return "/".join(folders[: {"train": 2, "web": 3}.get(folders[0], 1)])


def python_imports(path):
    """Yield what a Python file imports: files of the project as paths, packages from elsewhere by name."""
    package = ["numbre", *PurePosixPath(path).parts[:-1]] if not path.startswith("tools") else ["tools"]
    for node in ast.walk(ast.parse((ROOT / path).read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            names = [*base, *(node.module or "").split(".")] if node.module else base
            if names[0] not in ("numbre", "tools"):
                yield names[0]
                continue
            folder = "/".join(names).removeprefix("numbre/")
            for alias in node.names:
                inner = f"{folder}/{alias.name}"
                places = (f"{inner}.py", f"{folder}.py", f"{folder}/__init__.py")
                yield next((place for place in places if (ROOT / place).exists()), places[0])


def javascript_imports(path):
    """Yield what a JavaScript file imports: files of the project as paths, packages by name or scope."""
    code = re.sub(r"/\*.*?\*/", "", (ROOT / path).read_text(), flags=re.DOTALL)  # types in comments are none
    for name in STATEMENT.findall(code):
        if name.startswith("."):
            yield ((ROOT / path).parent / name).resolve().relative_to(ROOT).as_posix()
        else:
            yield name.split("/")[0]


def imports_of(path):
    """Return everything that a file imports."""
    return sorted(set((python_imports if path.endswith(".py") else javascript_imports)(path)))


def may_import(room, other):
    """Return whether one list has the other room below the first, or they are the same."""
    return room == other or any(
        room in order and other in order and order.index(room) < order.index(other) for order in ORDERS
    )


@pytest.mark.parametrize("path", SOURCES)
def test_arrows_go_down_only(path):
    for name in imports_of(path):
        if "/" in name:
            assert (ROOT / name).exists(), f"{path} imports {name}, which is not there"
            assert may_import(room_of(path), room_of(name)), f"{path} imports {name}"
        else:
            assert path.startswith(ONLY.get(name, ("",))), f"{path} imports {name}"


@pytest.mark.parametrize("path", [path for path in SOURCES if path.startswith(PURE)])
def test_a_pure_room_knows_no_page(path):
    code = re.sub(r"/\*.*?\*/|//[^\n]*", "", (ROOT / path).read_text(), flags=re.DOTALL)
    assert not re.search(r"\b(document|window|fetch|localStorage|performance)\b", code)


def test_offline_code_is_imported_by_the_page_alone_and_late():
    assert [path for path in SOURCES if "web/page/offline/offline.js" in imports_of(path)] == [
        "web/page/main.js"
    ]
    assert "import('./offline/offline.js')" in (ROOT / "web/page/main.js").read_text()


def test_the_walk_finds_what_it_is_meant_to_check():
    rooms = {room_of(path) for path in SOURCES} - {"train"}  # which holds __init__.py alone
    assert rooms == {room for order in ORDERS for room in order}
    assert "train/features/ink.py" in imports_of("train/features/directions.py")
    assert "web/page/ink/raster.js" in imports_of("web/page/ink/directions.js")
    assert not may_import("web/page/ink", "web/page/ui")
    assert not may_import("web", "train/lib")
