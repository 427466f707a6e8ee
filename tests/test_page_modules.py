"""Who may import whom in the page's JavaScript: one table, arrows go one way."""

import re

import pytest

from .conftest import ROOT

JAVASCRIPT = {
    "raster.js": set(),
    "history.js": set(),
    "dom.js": set(),
    "format.js": set(),
    "layers.js": set(),
    "drawing.js": {"raster.js"},
    "samples.js": set(),
    "paint.js": set(),
    "pictures.js": {"raster.js"},
    "reading.js": {"raster.js"},
    "bundle.js": {"raster.js"},
    "recognizer.js": {"raster.js"},
    "networks.js": {"bundle.js", "raster.js", "recognizer.js"},
    "engine.js": {"raster.js", "reading.js"},
    "api.js": {"drawing.js", "raster.js"},
    "pad.js": {"paint.js"},
    "keys.js": set(),
    "view.js": {"dom.js", "format.js", "pictures.js"},
    "comparerow.js": {"bundle.js", "dom.js", "format.js"},
    "compare.js": {"bundle.js", "comparerow.js", "dom.js", "format.js", "raster.js"},
    "inksteps.js": {"dom.js", "format.js", "pictures.js", "raster.js"},
    "layersteps.js": {"dom.js", "format.js", "inksteps.js", "pictures.js"},
    "neuron.js": {"dom.js", "format.js", "pictures.js", "raster.js"},
    "curves.js": {"dom.js", "format.js"},
    "confusion.js": {"dom.js", "format.js"},
    "tutorials.js": {"dom.js", "format.js"},
    "how.js": {
        f"{name}.js"
        for name in [
            "confusion",
            "curves",
            "dom",
            "inksteps",
            "layers",
            "layersteps",
            "neuron",
            "raster",
            "tutorials",
        ]
    },
    "more.js": {"compare.js", "dom.js", "how.js"},
    "page.js": {
        f"{name}.js"
        for name in [
            "api",
            "bundle",
            "drawing",
            "engine",
            "history",
            "keys",
            "more",
            "networks",
            "pad",
            "raster",
            "samples",
            "view",
        ]
    },
}
PAGE = ROOT / "web" / "page"


@pytest.mark.parametrize("path", sorted(PAGE.glob("*.js")), ids=lambda path: path.name)
def test_a_javascript_module_imports_what_the_table_allows(path):
    code = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)  # types in comments are no imports
    found = set(
        re.findall(
            r"""(?:^import|\bimport\(|^(?:import )?[^'"\n]*\} from)\s*['"]([^'"]+)['"]""",
            code,
            flags=re.MULTILINE,
        )
    )
    ours = {name.removeprefix("./") for name in found if name.startswith("./")}
    assert ours <= JAVASCRIPT[path.name]
    if path.name != "recognizer.js":
        assert ours == {name.removeprefix("./") for name in found}, "only recognizer.js knows a library"
