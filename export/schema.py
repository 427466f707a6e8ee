"""Check card.json and summary.json by card.schema.json; web/build/schema.mjs does so for the page's build."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from numbre.train.lib.files import read_json

CARD, SUMMARY = "card.json", "summary.json"
TYPES = {
    "object": "an object",
    "array": "a list",
    "string": "a text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "null": "null",
}


def find_problem(file: str, content: Any) -> str | None:
    """Return what is wrong with the content of a file, CARD or SUMMARY; None if nothing is.

    The text is a sentence without its end: card.json: 'metrics.mnist test.n' must be a whole number, not "5".
    """
    schema = read_json(Path(__file__).with_name("card.schema.json"))
    part = schema["$defs"]["summary"] if file == SUMMARY else schema
    error: Any = next(Draft202012Validator(schema).evolve(schema=part).iter_errors(content), None)
    return None if error is None else f"{file}{_reason(error)}"


def _reason(error: Any) -> str:
    path, instance = list(error.absolute_path), error.instance
    if error.validator == "required":
        missing = next(name for name in error.validator_value if name not in instance)
        return f" lacks '{_joined([*path, missing])}'"
    if error.validator == "additionalProperties":
        unknown = next(name for name in instance if name not in error.schema["properties"])
        return f" has an unknown field '{_joined([*path, unknown])}'"
    subject = f": '{_joined(path)}'" if path else ""
    if error.validator in ("minLength", "minProperties"):
        return f"{subject} must not be empty"
    expected = _expected(error.validator, error.validator_value, error.schema)
    return f"{subject} must be {expected}, not {_short(instance)}"


def _expected(keyword: str, value: Any, schema: dict[str, Any]) -> str:
    """Return what a keyword of the schema asks for."""
    match keyword:
        case "type":
            return " or ".join(TYPES[name] for name in ([value] if isinstance(value, str) else value))
        case "const":
            return json.dumps(value)
        case "enum":
            return f"one of {json.dumps(value)[1:-1]}"
        case "minimum":
            return f"at least {value}"
        case "maximum":
            return f"at most {value}"
        case "exclusiveMinimum":
            return f"more than {value}"
        case "minItems" | "maxItems":
            least, most = schema["minItems"], schema.get("maxItems")
            more = "" if most == least else f" to {most}" if most else " or more"
            return f"a list of {least}{more}"
    return str(schema["description"])


def _short(value: Any) -> str:
    if isinstance(value, list):
        return f"a list of {len(value)}"
    return "an object" if isinstance(value, dict) else json.dumps(value)[:40]


def _joined(path: Iterable[str | int]) -> str:
    """Return a path as text: metrics.mnist test.interval[0]."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return text.removeprefix(".")
