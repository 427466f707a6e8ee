"""Who may import whom in the page's JavaScript: one table, arrows go one way."""

import re

import pytest

from .conftest import ROOT

JAVASCRIPT = {
    "raster.js": set(),
    "classes.js": set(),
    "history.js": set(),
    "dom.js": set(),
    "format.js": set(),
    "layers.js": set(),
    "pause.js": set(),
    "sets.js": set(),
    "drawing.js": {"raster.js"},
    "samples.js": set(),
    "paint.js": set(),
    "pictures.js": {"raster.js"},
    "maps.js": {"raster.js"},
    "scans.js": {"maps.js", "raster.js"},
    "inputs.js": {"maps.js", "raster.js", "scans.js"},
    "boxes.js": set(),
    "choices.js": {"boxes.js", "classes.js"},
    "cuts.js": {"boxes.js"},
    "groups.js": {"boxes.js", "cuts.js"},
    "limits.js": {"classes.js"},
    "lines.js": {"boxes.js"},
    "marks.js": {"boxes.js"},
    "paths.js": set(),
    "predictions.js": {"classes.js"},
    "weighing.js": {"inputs.js"},
    "reading.js": {
        f"{name}.js"
        for name in [
            "boxes",
            "choices",
            "classes",
            "cuts",
            "groups",
            "limits",
            "lines",
            "marks",
            "paths",
            "predictions",
            "weighing",
        ]
    },
    "bundle.js": {"classes.js", "maps.js", "raster.js"},
    "graph.js": set(),
    "weights.js": set(),
    "recognizer.js": {"graph.js", "raster.js", "weights.js"},
    "wasm.js": set(),
    "quicken.js": {"boxes.js", "pause.js", "raster.js", "wasm.js"},
    "networks.js": {"bundle.js", "raster.js", "recognizer.js"},
    "engine.js": {"classes.js", "inputs.js", "pause.js", "quicken.js", "reading.js"},
    "hints.js": {"limits.js"},
    "api.js": {"drawing.js", "hints.js", "raster.js"},
    "pad.js": {"paint.js"},
    "keys.js": set(),
    "cardrows.js": {"format.js", "sets.js"},
    "view.js": {"cardrows.js", "dom.js", "format.js"},
    "comparerow.js": {"bundle.js", "classes.js", "dom.js", "drawing.js", "format.js", "inputs.js", "sets.js"},
    "compare.js": {"bundle.js", "comparerow.js", "dom.js", "drawing.js", "format.js", "pause.js", "sets.js"},
    "inksteps.js": {"dom.js", "format.js", "pictures.js", "raster.js"},
    "layersteps.js": {"classes.js", "dom.js", "format.js", "inksteps.js", "pictures.js"},
    "neuron.js": {"dom.js", "pictures.js", "raster.js"},
    "curves.js": {"dom.js", "format.js", "sets.js"},
    "confusion.js": {"dom.js", "format.js", "sets.js"},
    "tutorials.js": {"dom.js", "format.js"},
    "how.js": {
        f"{name}.js"
        for name in [
            "confusion",
            "curves",
            "dom",
            "drawing",
            "inksteps",
            "inputs",
            "layers",
            "layersteps",
            "neuron",
            "pause",
            "tutorials",
        ]
    },
    "more.js": {"compare.js", "dom.js", "how.js"},
    "shown.js": set(),
    "answer.js": {"classes.js", "format.js", "shown.js"},
    "bars.js": {"classes.js", "dom.js", "format.js"},
    "brackets.js": {"boxes.js", "shown.js"},
    "copy.js": {"dom.js"},
    "corrections.js": set(),
    "events.js": set(),
    "frames.js": set(),
    "number.js": {"corrections.js", "shown.js"},
    "update.js": set(),
    "offline.js": {"update.js"},
    "sw.js": set(),
    "numberview.js": {"answer.js", "dom.js"},
    "patience.js": set(),
    "readingview.js": {"answer.js", "bars.js", "dom.js", "format.js", "numberview.js", "pictures.js"},
    "status.js": {"dom.js"},
    "tools.js": set(),
    "zoom.js": {"boxes.js", "lines.js"},
    "page.js": {
        f"{name}.js"
        for name in [
            "api",
            "brackets",
            "bundle",
            "copy",
            "drawing",
            "engine",
            "events",
            "frames",
            "history",
            "keys",
            "more",
            "networks",
            "number",
            "offline",
            "pad",
            "patience",
            "pause",
            "raster",
            "readingview",
            "samples",
            "status",
            "tools",
            "view",
            "zoom",
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
    if path.name not in ("recognizer.js", "wasm.js"):
        assert ours == {name.removeprefix("./") for name in found}, "only these two know a library"


def test_the_table_holds_no_module_that_is_gone():
    assert set(JAVASCRIPT) == {path.name for path in PAGE.glob("*.js")}
