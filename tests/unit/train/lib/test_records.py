"""Records: read and written again without a change; JSON of another shape is named field by field."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import pytest

from numbre.train.lib.records import NONE_IS_EMPTY, RecordError, from_json, read_record, to_json, write_record


class Point(NamedTuple):
    """A list in JSON."""

    x: float
    y: float


@dataclass(frozen=True)
class Inner:
    """A record in others."""

    n: int
    share: float


@dataclass(frozen=True, kw_only=True)
class Outer:
    """A record with a field of every kind."""

    name: str
    commit: str | None
    is_done: bool = False
    rows: Mapping[str, Inner]
    path: tuple[Point, ...] = ()
    size: tuple[int, int] = (0, 0)
    renamed: int = field(default=0, metadata={"key": "the key", "formerly": "the older key"})
    inner: Inner | None = field(default=None, metadata=NONE_IS_EMPTY)
    more: int | None = None


JSON = {
    "name": "a",
    "commit": None,
    "is_done": True,
    "rows": {"x": {"n": 1, "share": 0.5}, "a whole share": {"n": 2, "share": 1}},
    "path": [[0, 0.5], [1.0, 2]],
    "size": [3, 4],
    "the key": 7,
    "inner": {},
}


def test_json_is_read_and_written_again_without_a_change():
    outer = from_json(Outer, JSON)
    assert outer.rows["x"] == Inner(1, 0.5)
    assert outer.path == (Point(0, 0.5), Point(1.0, 2))
    assert outer.inner is None
    assert repr(to_json(outer)) == repr(JSON), "1 stays 1, 1.0 stays 1.0, and keys stay in order"


def test_none_is_null_left_out_or_an_empty_object():
    outer = Outer(name="a", commit=None, rows={})
    assert to_json(outer)["commit"] is None
    assert "more" not in to_json(outer)
    assert to_json(outer)["inner"] == {}


def test_a_field_is_read_by_its_older_name():
    older = {key: value for key, value in JSON.items() if key != "the key"} | {"the older key": 9}
    assert from_json(Outer, older).renamed == 9


@dataclass(frozen=True)
class Flat:
    """A record whose field is no key."""

    sets: Mapping[str, float]

    @staticmethod
    def flattened(json):
        """Leave out the level of the sets."""
        return json["sets"]

    @staticmethod
    def nested(json):
        """Put it back."""
        return {"sets": json}


def test_a_record_may_be_arranged_otherwise_in_json():
    assert from_json(Flat, {"a": 1.5}) == Flat({"a": 1.5})
    assert to_json(Flat({"a": 1.5})) == {"a": 1.5}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"name": 5}, "name: expected a text, got 5"),
        ({"is_done": 1}, "is_done: expected true or false, got 1"),
        ({"commit": {}}, "commit: expected a text, got an object"),
        ({"rows": []}, "rows: expected an object, got a list"),
        ({"rows": {"x": {"n": 1}}}, "rows.x lacks 'share'"),
        ({"rows": {"x": {"n": 1.5, "share": 1}}}, "rows.x.n: expected a whole number, got 1.5"),
        ({"rows": {"x": {"n": True, "share": 1}}}, "rows.x.n: expected a whole number, got True"),
        ({"rows": {"x": {"n": 1, "share": None}}}, "rows.x.share: expected a number, got null"),
        ({"path": [[1, 2], [3]]}, "path[1]: expected a list of 2, got 1"),
        ({"path": {}}, "path: expected a list, got an object"),
        ({"size": [1, 2, 3]}, "size: expected a list of 2, got 3"),
        ({"other": 1}, "it has an unknown field 'other'"),
    ],
)
def test_a_wrong_field_is_named_with_what_was_expected(change, message):
    with pytest.raises(RecordError) as error:
        from_json(Outer, JSON | change)
    assert str(error.value) == message


def test_json_that_is_no_record_is_named():
    with pytest.raises(RecordError, match="it: expected an object, got a list"):
        from_json(Outer, [])
    with pytest.raises(RecordError, match="it lacks 'name'"):
        from_json(Outer, {})


def test_a_file_is_written_and_read(tmp_path):
    outer = from_json(Outer, JSON)
    write_record(tmp_path / "a.json", outer)
    assert read_record(tmp_path / "a.json", Outer) == outer


@pytest.mark.parametrize(
    ("content", "reason"), [("{", "missing or damaged"), ("{}", r"damaged \(it lacks 'name'\)")]
)
def test_a_damaged_file_is_named(tmp_path, content, reason):
    (tmp_path / "a.json").write_text(content)
    with pytest.raises(RecordError, match=rf"a\.json is {reason}"):
        read_record(tmp_path / "a.json", Outer)
    with pytest.raises(RecordError, match=r"b\.json is missing"):
        read_record(tmp_path / "b.json", Outer)
