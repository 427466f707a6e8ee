"""Bundles that somebody has changed are read or refused in words."""

import contextlib
import hashlib
import json
import shutil

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from numbre.export.operations import GraphError
from numbre.export.verify import VerifyError, read_card, verify
from tests.unit.fuzz.generated import EXAMPLES, JSON, changed
from tools.paths import MODELS

CARD = json.loads((MODELS / "hello" / "card.json").read_text())
MODEL = json.loads((MODELS / "hello" / "model.json").read_text())
DEEP = "[" * 100_000


@pytest.fixture
def bundle(tmp_path):
    return shutil.copytree(MODELS / "hello", tmp_path / "hello")


@EXAMPLES
@given(changed(CARD).map(json.dumps) | JSON.map(json.dumps) | st.text())
@example(DEEP)
@example(json.dumps({**CARD, "parameters": 11935.0}))
def test_any_card_is_read_or_refused(bundle, text):
    (bundle / "card.json").write_text(text, encoding="utf-8", errors="surrogatepass")
    try:
        card = read_card(bundle)
    except VerifyError:
        return
    assert card.format == CARD["format"]


@EXAMPLES
@given(changed(MODEL).map(json.dumps) | JSON.map(json.dumps) | st.text())
@example(DEEP)
def test_any_graph_is_computed_or_refused(bundle, text):
    path = bundle / "model.json"
    path.write_text(text, encoding="utf-8", errors="surrogatepass")
    known = {"sha256": hashlib.sha256(path.read_bytes()).hexdigest(), "bytes": path.stat().st_size}
    files = {**CARD["files"], "model.json": {**CARD["files"]["model.json"], **known}}
    (bundle / "card.json").write_text(json.dumps({**CARD, "files": files}))
    with contextlib.suppress(VerifyError, GraphError):
        verify(bundle)
