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
        *("cli", "export", "train/fitting", "train/evaluation", "train/plots", "train/results"),
        *("train/models", "train/segmentation", "train/augment", "train/data", "train/features", "train/lib"),
    ),
    ("tools", "cli", "web"),
    ("tools", "web/page/picture"),
    ("tools", "web/build"),
    (
        "tools",
        *("web/page/hand", "web/page/recognize", "web/page/network", "web/page/ink", "web/page/lib"),
    ),
    (
        "web/page",
        *("web/page/explain", "web/page/share", "web/page/photo", "web/page/ui", "web/page/pad"),
        *("web/page/session", "web/page/worker", "web/page/hand"),
        *("web/page/recognize", "web/page/network", "web/page/ink", "web/page/lib"),
    ),
    ("web/page", "web/page/worker", "web/page/picture", "web/page/ink", "web/page/lib"),
    ("web/page", "web/page/offline", "web/page/lib"),
    ("web/build",),
)
ONLY = {  # a package from elsewhere: who may import it
    "tensorflow": ("train/fitting/", "export/convert.py"),
    "tensorflowjs": ("export/convert.py",),
    "keras": ("train/models/", "train/fitting/"),
    "distributed": ("train/fitting/parallel.py",),
    "dask": ("train/fitting/parallel.py",),
    "matplotlib": ("train/plots/", "tools/"),
    "flask": ("web/__init__.py",),
    "playwright": ("tools/",),
    "tests": (),
    "@tensorflow": (
        "web/page/network/classifier.js",
        "web/page/network/wasm.js",
        "web/page/network/training/products.js",
        "web/page/network/training/quiet.js",
    ),
    "numerals.woff2": ("web/page/ui/numerals-font.js",),  # made by the build
}
PURE = (
    "web/page/ink",
    "web/page/picture",
    "web/page/recognize",
)  # know neither elements nor the network's files
BROWSER = (  # names that a pure room does not use
    *("document", "window", "navigator", "location", "performance", "setTimeout", "requestAnimationFrame"),
    *("fetch", "XMLHttpRequest", "WebSocket", "localStorage", "sessionStorage", "indexedDB", "caches"),
)
SKIPPED = {"node_modules", "__pycache__", "site", "peers"}
SOURCES = sorted(
    path.relative_to(ROOT).as_posix()
    for top in ("train", "export", "cli", "web", "tools")
    for path in (ROOT / top).rglob("*")
    if path.suffix in (".py", ".js", ".mjs") and not SKIPPED & set(path.relative_to(ROOT).parts)
)
STATEMENT = re.compile(r"""\b(?:from|import)\s*\(?\s*['"`]([^'"`]+)['"`]""")


def room_of(path):
    """Return the room of a file: train/NAME, web/page/NAME, or the folder at the top that it is in."""
    *folders, _ = PurePosixPath(path).parts
    return "/".join(folders[: {"train": 2, "web": 3}.get(folders[0], 1)])


def python_imports(path):
    """Yield what a Python file imports: files of the project as paths, packages from elsewhere by name."""
    package = list(PurePosixPath(path).parts[:-1])
    for node in ast.walk(ast.parse((ROOT / path).read_text())):
        if isinstance(node, ast.Import):
            for alias in node.names:
                names = alias.name.removeprefix("numbre.").split(".")
                yield python_file(*names) or names[0]
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            names = [*base, *(node.module.split(".") if node.module else [])]
            names = names[1:] if names[:1] == ["numbre"] else names
            for alias in node.names:
                yield python_file(*names, alias.name) or python_file(*names) or names[0]


def python_file(*names):
    """Return the path of a module or package of the project; None if it is from elsewhere."""
    places = ("/".join(names) + ending for ending in (".py", "/__init__.py"))
    return next((place for place in places if names and place in SOURCES), None)


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
            anywhere = () if path.startswith("web/page/") else ("",)
            assert path.startswith(ONLY.get(name, anywhere)), f"{path} imports {name}"


@pytest.mark.parametrize("path", [path for path in SOURCES if path.startswith(PURE)])
def test_a_pure_room_knows_no_page(path):
    code = re.sub(r"/\*.*?\*/|//[^\n]*", "", (ROOT / path).read_text(), flags=re.DOTALL)
    assert not re.search(rf"\b({'|'.join(BROWSER)})\b", code)


def test_offline_code_is_imported_by_the_page_alone_and_late():
    assert [path for path in SOURCES if "web/page/offline/offline.js" in imports_of(path)] == [
        "web/page/later.js"
    ]
    assert "import('./offline/offline.js')" in (ROOT / "web/page/later.js").read_text()


def test_the_walk_finds_what_it_is_meant_to_check():
    rooms = {room_of(path) for path in SOURCES} - {"train"}  # which holds __init__.py alone
    assert rooms == {room for order in ORDERS for room in order}
    assert "train/features/ink.py" in imports_of("train/features/directions.py")
    assert "web/page/ink/raster.js" in imports_of("web/page/ink/directions.js")
    assert not may_import("web/page/ink", "web/page/ui")
    assert not may_import("web", "train/lib")


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("import { a } from './b.js';", "./b.js"),
        ("import './b.js';", "./b.js"),
        ("import {\n  a,\n} from './b.js';", "./b.js"),
        ("export { a } from './b.js';", "./b.js"),
        ("export * from './b.js';", "./b.js"),
        ("  const b = await import('./b.js');", "./b.js"),
    ],
)
def test_every_form_of_import_is_found_in_javascript(statement, found):
    assert STATEMENT.findall(statement) == [found]


@pytest.mark.parametrize(
    "statement",
    [
        "from ..evaluation.metrics import wilson_interval",
        "from ..evaluation import metrics",
        "import numbre.train.evaluation.metrics",
        "from numbre.train.evaluation import metrics as m",
        "def late():\n    from numbre.train.evaluation.metrics import wilson_interval",
    ],
)
def test_every_form_of_import_is_found_in_python(statement, tmp_path, monkeypatch):
    monkeypatch.setattr("tests.unit.test_rooms.ROOT", tmp_path)
    (tmp_path / "train" / "lib").mkdir(parents=True)
    (tmp_path / "train" / "lib" / "planted.py").write_text(statement)
    assert imports_of("train/lib/planted.py") == ["train/evaluation/metrics.py"]
