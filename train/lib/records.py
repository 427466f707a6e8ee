"""Frozen dataclasses and their JSON: the one place that turns either into the other, and names what is wrong.

A field is a key of the same name, a tuple a list. A field with the default None is left out while it is None;
without a default, None is null. Metadata of a field say where it differs: {"key": its name in JSON},
{"formerly": its name in older files}, NONE_IS_EMPTY. A class whose JSON is arranged in another way, or was,
has `flattened`, from the JSON of its fields to what is written, or `nested`, the reverse.

Numbers stay as JSON has them, whole ones too where a fraction may stand: what is read is written again byte
for byte.
"""

import dataclasses
import types
import typing
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from .errors import UserError
from .files import read_json, write_json

Record = TypeVar("Record")
NONE_IS_EMPTY: dict[str, Any] = {"none": {}}  # metadata of a field: None is written as {}
SCALARS = {bool: "true or false", int: "a whole number", float: "a number", str: "a text"}


class RecordError(UserError, ValueError):
    """JSON is not that of a record; the message names the field and says what was expected."""


def to_json(value: Any) -> Any:
    """Return a record, or anything made of records, as plain JSON values."""
    if dataclasses.is_dataclass(value):
        made = dict(_written_fields(value))
        return value.flattened(made) if hasattr(value, "flattened") else made
    if isinstance(value, Mapping):
        return {key: to_json(one) for key, one in value.items()}
    return [to_json(one) for one in value] if isinstance(value, (list, tuple)) else value


def _written_fields(record: Any) -> typing.Iterator[tuple[str, Any]]:
    for field in dataclasses.fields(record):
        value = getattr(record, field.name)
        if value is not None or field.default is dataclasses.MISSING:
            yield _name_of(field), to_json(value)
        elif "none" in field.metadata:
            yield _name_of(field), field.metadata["none"]


def from_json(kind: type[Record], value: Any, where: str = "") -> Record:
    """Return the record of a kind that JSON holds. Raises RecordError; where: its place, for the message."""
    if dataclasses.is_dataclass(kind):
        return _record(kind, value, where)
    return _value(kind, value, where)


def _record(kind: Any, value: Any, where: str) -> Any:
    given = dict(_expected(dict, "an object", value, where))
    if hasattr(kind, "nested"):
        given = kind.nested(given)
    hints, arguments = typing.get_type_hints(kind), {}
    for field in dataclasses.fields(kind):
        names = [name for name in (_name_of(field), field.metadata.get("formerly", "")) if name in given]
        if names:
            one = given.pop(names[0])
            is_none = "none" in field.metadata and one == field.metadata["none"]
            arguments[field.name] = (
                None if is_none else from_json(hints[field.name], one, _at(where, names[0]))
            )
        elif field.default is dataclasses.MISSING:
            raise RecordError(f"{where or 'it'} lacks '{_name_of(field)}'")
    if given:
        raise RecordError(f"{where or 'it'} has an unknown field '{next(iter(given))}'")
    return kind(**arguments)


def _value(kind: Any, value: Any, where: str) -> Any:
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if kind is Any:
        return value
    if origin in (typing.Union, types.UnionType):  # of one kind and None
        [other] = [one for one in arguments if one is not types.NoneType]
        return None if value is None else from_json(other, value, where)
    if origin is Mapping:
        items = _expected(dict, "an object", value, where).items()
        return {key: from_json(arguments[1], one, _at(where, key)) for key, one in items}
    if origin is tuple or hasattr(kind, "_fields"):  # a tuple, or a NamedTuple
        kinds = arguments or tuple(typing.get_type_hints(kind).values())
        given = _expected(list, "a list", value, where)
        kinds = kinds[:1] * len(given) if kinds[1:] == (...,) else kinds
        if len(kinds) != len(given):
            raise RecordError(f"{where}: expected a list of {len(kinds)}, got {len(given)}")
        made = [
            from_json(one, item, f"{where}[{i}]")
            for i, (one, item) in enumerate(zip(kinds, given, strict=True))
        ]
        return tuple(made) if origin is tuple else kind(*made)
    accepted = (int, float) if kind is float else kind
    if isinstance(value, bool) and kind is not bool:
        accepted = ()
    return _expected(accepted, SCALARS[kind], value, where)


def _expected(kind: Any, name: str, value: Any, where: str) -> Any:
    if not isinstance(value, kind):
        raise RecordError(f"{where or 'it'}: expected {name}, got {_short(value)}")
    return value


def _short(value: Any) -> str:
    kinds = {dict: "an object", list: "a list", type(None): "null"}
    return kinds.get(type(value)) or f"{value!r:.40}"


def _name_of(field: dataclasses.Field[Any]) -> str:
    return field.metadata.get("key") or field.name


def _at(where: str, name: str) -> str:
    return f"{where}.{name}" if where else name


def read_record(path: Path, kind: type[Record]) -> Record:
    """Return the record in a JSON file. Raises RecordError."""
    try:
        return from_json(kind, read_json(path))
    except RecordError as error:
        raise RecordError(f"{path} is damaged ({error})") from None
    except (OSError, ValueError):
        raise RecordError(f"{path} is missing or damaged") from None


def write_record(path: Path, record: Any) -> None:
    """Write a record as a JSON file, in one step."""
    write_json(path, to_json(record))
