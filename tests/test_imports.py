"""Who may import whom in Python: one table, arrows go one way; and no file is long."""

import ast

import pytest

from .conftest import ROOT

LEAVES = {
    "confidence",
    "files",
    "ink",
    "interrupt",
    "neuron",
    "provenance",
    "quiet",
    "recipe",
    "screen",
    "slices",
    "tables",
}
PYTHON = {  # module: what of ours it may import
    **{f"train.{name}": set() for name in LEAVES},
    "train.fetch": {"train.files"},
    "train.unipen": {"train.fetch"},
    "train.publishers": {"train.fetch", "train.files"},
    "train.dataset": {"train.fetch"},
    "train.isolated": {"train.fetch", "train.publishers", "train.unipen"},
    "train.data": {f"train.{name}" for name in ("dataset", "fetch", "isolated", "publishers", "unipen")},
    "train.figures": {"train.confidence"},
    "train.maps": {"train.ink"},
    "train.warp": {"train.ink"},
    "train.edits": {"train.ink"},
    "train.scribbles": {"train.dataset"},
    "train.net": {"train.dataset", "train.ink", "train.maps", "train.recipe"},
    "train.rasters": {
        f"train.{name}" for name in ("edits", "fetch", "files", "ink", "maps", "scribbles", "warp")
    },
    "train.batches": {"train.dataset", "train.ink", "train.maps", "train.warp"},
    "train.measure": {f"train.{name}" for name in ("confidence", "figures", "isolated", "rasters", "slices")},
    "train.folds": {"train.fetch", "train.files", "train.isolated"},
    "train.ideas": {"train.files", "train.folds", "train.measure", "train.recipe"},
    "train.run": {"train.files", "train.provenance", "train.quiet", "train.recipe"},
    "train.calibrate": {"train.confidence", "train.dataset"},
    "train.fit": {
        f"train.{name}" for name in ("batches", "calibrate", "figures", "interrupt", "net", "rasters")
    },
    "train.spread": {"train.files"},
    "train.plots": {"train.ink"},
    "train.pictures": {"train.ink", "train.plots"},
    "train.explore": {"train.ink", "train.plots"},
    "train.options": {"train.recipe"},
    "train.report": {"train.files", "train.measure", "train.pictures"},
    "train.__main__": {
        f"train.{name}"
        for name in [
            "data",
            "explore",
            "fetch",
            "figures",
            "fit",
            "folds",
            "ideas",
            "options",
            "quiet",
            "recipe",
            "report",
            "run",
            "screen",
            "spread",
            "tables",
        ]
    },
    "export.convert": {"train.quiet"},
    "export.forward": {"train.ink"},
    "export.dense": {"train.neuron", "export.forward"},
    "export.drawings": set(),
    "export.golden": {"train.ink", "train.maps", "train.files", "export.drawings", "export.forward"},
    "export.card": {"train.ink", "train.maps", "train.files", "train.provenance"},
    "export.check": {"train.ink", "train.maps", "train.files", "export.card", "export.forward"},
    "export.__main__": {
        f"train.{name}"
        for name in [
            "calibrate",
            "data",
            "fetch",
            "figures",
            "files",
            "measure",
            "quiet",
            "rasters",
            "run",
            "tables",
        ]
    }
    | {f"export.{name}" for name in ("card", "check", "convert", "dense", "forward", "golden")},
    "web.__main__": {"web"},
}
OUTSIDE = {  # a heavy package: the folders or modules that may import it
    "tensorflow": ("train.fit", "export.convert"),
    "tensorflowjs": ("export.convert",),
    "keras": ("train.", "export."),
    "flask": ("web",),
}
PAGE = ROOT / "web" / "page"


def python_modules():
    for folder in ("train", "export", "web"):
        for path in (ROOT / folder).glob("*.py"):
            yield f"{folder}.{path.stem}".removesuffix(".__init__"), path


def imports(module, path):
    """Yield dotted names: ours as folder.module, others as they are."""
    package = module.split(".")[0]
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            for name in node.names:
                yield name.name
        elif isinstance(node, ast.ImportFrom):
            base = package if node.level else ""
            base = ".".join(filter(None, [base, node.module or ""]))
            base = base.removeprefix("numbre.")
            for name in node.names:
                whole = f"{base}.{name.name}"
                folder, _, leaf = whole.partition(".")
                is_module = (ROOT / folder / f"{leaf}.py").exists()
                yield whole if is_module else base


@pytest.mark.parametrize(
    ("module", "path"), list(python_modules()), ids=lambda value: str(value).split("/")[-1]
)
def test_a_python_module_imports_what_the_table_allows(module, path):
    allowed = PYTHON.get(module, set())
    for name in set(imports(module, path)):
        top = name.split(".")[0]
        if top in ("train", "export", "web", "numbre"):
            assert name in allowed, f"{module} imports {name}"
        elif top in OUTSIDE:
            assert module.startswith(OUTSIDE[top]), f"{module} imports {name}"


def test_the_python_table_holds_no_module_that_is_gone():
    assert set(PYTHON) <= {module for module, _ in python_modules()}


def test_modules_are_short():
    sources = [path for _, path in python_modules()] + list(PAGE.glob("*.js")) + list(PAGE.glob("*.mjs"))
    sources += list((ROOT / "tests").rglob("*.py"))
    long = {path.name: lines for path in sources if (lines := len(path.read_text().splitlines())) > 200}
    assert not long
