"""card.schema.json: true of the committed bundles, in step with the records, read alike by both languages."""

import copy
import dataclasses
import json
import subprocess
import types
import typing
from collections.abc import Mapping

import pytest
from jsonschema import Draft202012Validator

from numbre.export.card import Card, Summary
from numbre.export.schema import CARD, SUMMARY, find_problem
from numbre.train.models.recipe import Recipe
from tests.conftest import NAMES
from tools.node import node_environment
from tools.paths import MODELS, ROOT

SCHEMA = json.loads((ROOT / "export" / "card.schema.json").read_text())
CHANGES = json.loads((ROOT / "tests" / "fixtures" / "card_changes.json").read_text())
FIND_PROBLEMS = """
import { findProblem } from './build/schema.mjs';
let text = '';
for await (const part of process.stdin) text += part;
console.log(JSON.stringify(JSON.parse(text).map(([file, content]) => findProblem(file, content))));
"""


def content_of(name, file):
    return json.loads((MODELS / name / file).read_text())


def changed(change):
    """Return the content of a file with a change: a value set, or, if the change has none, removed.

    It is ink's file, unless the change names another network.
    """
    content = copy.deepcopy(content_of(change.get("name", "ink"), change["file"]))
    if not change["path"]:
        return change["value"]
    *way, last = change["path"]
    inside = content
    for step in way:
        inside = inside[step]
    if "value" in change:
        inside[last] = change["value"]
    else:
        del inside[last]
    return content


def test_the_schema_is_one():
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("file", [CARD, SUMMARY])
def test_committed_files_are_as_the_schema_says(name, file):
    assert find_problem(file, content_of(name, file)) is None


@pytest.mark.parametrize("change", CHANGES, ids=[change["problem"] for change in CHANGES])
def test_a_broken_file_is_refused_in_a_sentence(change):
    assert find_problem(change["file"], changed(change)) == change["problem"]


def test_the_build_refuses_the_same_files_in_the_same_words():
    files = [(file, content_of(name, file)) for name in NAMES for file in (CARD, SUMMARY)]
    broken = [(change["file"], changed(change)) for change in CHANGES]
    words = ["node", "--input-type=module", "--eval", FIND_PROBLEMS]
    text = json.dumps([*files, *broken])
    done = subprocess.run(
        words,
        cwd=ROOT / "web",
        env=node_environment(),
        input=text,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == [None] * len(files) + [change["problem"] for change in CHANGES]


def resolved(schema):
    """Return a part of the schema with the fields of the part that it refers to."""
    reference = schema.get("$ref")
    if reference is None:
        return schema
    target = SCHEMA
    for step in reference.removeprefix("#/").split("/"):
        target = target[step]
    return resolved(target) | schema


def parts(schema, place="card"):
    """Yield (place, part) of every value that the schema describes."""
    schema = resolved(schema)
    yield place, schema
    for name, part in schema.get("properties", {}).items():
        yield from parts(part, f"{place}.{name}")
    inside = [schema.get(key) for key in ("additionalProperties", "items", "then")]
    for part in [part for part in inside if isinstance(part, dict)] + schema.get("prefixItems", []):
        yield from parts(part, f"{place}.*")


@pytest.mark.parametrize("schema", [SCHEMA, SCHEMA["$defs"]["summary"]], ids=[CARD, SUMMARY])
def test_every_field_is_described(schema):
    missing = [place for place, part in parts(schema) if not part.get("description")]
    assert missing == []


def records_in(kind):
    """Return the record that a type holds, whether or not it may be None; None if it holds none."""
    if typing.get_origin(kind) in (typing.Union, types.UnionType):
        [kind] = [one for one in typing.get_args(kind) if one is not types.NoneType]
    return kind if dataclasses.is_dataclass(kind) else None


def assert_in_step(record, schema, place):
    """Assert that a record and its part of the schema have the same fields, and require the same."""
    schema = resolved(schema)
    schema = resolved(schema["then"]) if "then" in schema else schema
    fields = dataclasses.fields(record)
    assert {field.name for field in fields} == set(schema["properties"]), place
    optional = {field.name for field in fields if field.default is not dataclasses.MISSING}
    always = {field.name for field in fields if "none" in field.metadata}
    assert {field.name for field in fields} - optional | always == set(schema["required"]), place
    for field in fields:
        kind, part = typing.get_type_hints(record)[field.name], resolved(schema["properties"][field.name])
        while typing.get_origin(kind) is Mapping and isinstance(part.get("additionalProperties"), dict):
            kind, part = typing.get_args(kind)[1], resolved(part["additionalProperties"])
        inner = records_in(kind)
        if inner and not hasattr(inner, "flattened"):  # which is arranged otherwise in JSON
            assert_in_step(inner, part, f"{place}.{field.name}")


@pytest.mark.parametrize(
    ("record", "schema"),
    [
        (Card, SCHEMA),
        (Summary, SCHEMA["$defs"]["summary"]),
        (Recipe, SCHEMA["$defs"]["recipe"]),
    ],
)
def test_the_schema_and_the_records_have_the_same_fields(record, schema):
    assert_in_step(record, schema, record.__name__)
