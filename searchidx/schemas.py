"""JSON Schemas (2020-12) of what goes in and out, generated from the records of `searchidx.model`."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal

from searchidx import model
from searchidx.model import Article, Passage, Results

__all__ = ["SCHEMAS", "schema"]

_PLAIN: dict[Any, dict[str, Any]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    datetime: {
        "type": "string",
        "pattern": r"^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?([+-]\d\d:\d\d(:\d\d)?)?)?$",
        "description": "ISO 8601: a date, or a date and time, with a zone where the article gives one.",
    },
}
_SPAN = {"type": "array", "prefixItems": [{"type": "integer", "minimum": 0}] * 2, "minItems": 2, "maxItems": 2}


def _of_type(kind: Any, used: set[type]) -> dict[str, Any]:
    if kind in _PLAIN:
        return _PLAIN[kind]
    if kind == model.Span:
        return {**_SPAN, "description": "Start and end in characters, the end exclusive."}
    if dataclasses.is_dataclass(kind):
        used.add(typing.cast("type", kind))
        return {"$ref": f"#/$defs/{kind.__name__}"}  # type: ignore[union-attr]
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin is Literal:
        return {"enum": list(arguments)}
    if origin in (types.UnionType, typing.Union):
        return {"anyOf": [{"type": "null"} if one is type(None) else _of_type(one, used) for one in arguments]}
    if origin in (tuple, Sequence):
        return {"type": "array", "items": _of_type(arguments[0], used)}
    raise TypeError(f"no schema for {kind!r}")


def _of_record(record: type, used: set[type]) -> dict[str, Any]:
    hints = typing.get_type_hints(record)
    names = [field.name for field in dataclasses.fields(record)]
    summary = (record.__doc__ or "").split("\n\n")[0].replace("\n    ", " ").replace("`", "")
    return {
        "type": "object",
        "description": summary,
        "properties": {name: _of_type(hints[name], used) for name in names},
        "required": names,
        "additionalProperties": False,
    }


def schema(record: type) -> dict[str, Any]:
    """The JSON Schema of a record as `searchidx.records.as_json` writes it."""
    used: set[type] = set()
    top = _of_record(record, used)
    definitions: dict[str, Any] = {}
    while waiting := [one for one in used if one.__name__ not in definitions]:
        for one in waiting:
            definitions[one.__name__] = _of_record(one, used)
    found = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": record.__name__, **top}
    if definitions:
        found["$defs"] = dict(sorted(definitions.items()))
    return found


def _results() -> dict[str, Any]:
    """Results as `searchidx search --json` prints them: with the version of the format."""
    found = schema(Results)
    found["properties"] = {"version": {"const": 1}, **found["properties"]}
    found["required"] = ["version", *found["required"]]
    return found


_TEXT = {"type": ["string", "null"]}
_TEXTS = {"type": ["string", "array", "null"], "items": {"type": "string"}}
_GIVEN_DATE = {
    "type": ["string", "null"],
    "pattern": (
        r"^\s*$|^\s*\d{4}-\d\d?-\d\d?"
        r"([Tt\s]\s*\d\d?:\d\d(:\d\d([.,]\d+)?)?\s*([Zz]|UTC|GMT|[+-]\d\d(:?\d\d)?)?)?\s*$"
    ),
    "description": "ISO 8601: 2025-03-12, or 2025-03-12T09:30:00+01:00.",
}


def _article() -> dict[str, Any]:
    """An article as a JSON record hands it in: a text, whole or in blocks, and whatever else is known."""
    own = schema(Article)
    given: dict[str, dict[str, Any]] = {
        "id": {"type": ["string", "null"], "pattern": r"^[^\s\u0000-\u001f\u007f]{1,200}$"},
        "text": {**_TEXT, "description": "Its paragraphs are its lines; left aside where there are blocks."},
        "blocks": {
            "type": ["array", "null"],
            "items": {
                "type": "object",
                "properties": {
                    "kind": {"enum": list(typing.get_args(model.BlockKind)), "default": "paragraph"},
                    "text": {"type": "string"},
                    "level": {"type": "integer", "minimum": 0, "maximum": 6, "default": 0},
                },
                "required": ["text"],
            },
        },
        "authors": _TEXTS,
        "keywords": _TEXTS,
        "published": _GIVEN_DATE,
        "modified": _GIVEN_DATE,
        "language": {**_TEXT, "description": "A language code such as en or en-GB."},
    }
    own.pop("$defs")
    return {
        **own,
        "description": "One article as a line of JSON Lines. Fields that are not named here are left aside.",
        "properties": {name: given.get(name, _TEXT) for name in own["properties"]},
        "required": [],
        "additionalProperties": True,
        "anyOf": [
            {"required": ["text"], "properties": {"text": {"type": "string"}}},
            {"required": ["blocks"], "properties": {"blocks": {"type": "array"}}},
        ],
    }


SCHEMAS = {"article": _article, "passage": lambda: schema(Passage), "results": _results}
"""The files of schemas/, by name: how each is made."""
