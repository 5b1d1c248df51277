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


def _article() -> dict[str, Any]:
    """An article as it may be handed in: everything but a text, whole or in blocks, may be left out."""
    found = schema(Article)
    properties = found["properties"]
    properties["authors"] = {"anyOf": [properties["authors"], {"type": "string"}]}
    properties["keywords"] = {"anyOf": [properties["keywords"], {"type": "string"}]}
    properties["blocks"] = {
        "type": "array",
        "items": {
            "type": "object",
            "properties": {
                "kind": {"enum": list(typing.get_args(model.BlockKind))},
                "text": {"type": "string"},
                "level": {"type": "integer", "minimum": 0, "maximum": 6},
            },
            "required": ["text"],
        },
    }
    found.pop("$defs", None)
    found["required"] = []
    found["anyOf"] = [{"required": ["text"]}, {"required": ["blocks"]}]
    return found


SCHEMAS = {"article": _article, "passage": lambda: schema(Passage), "results": _results}
"""The files of schemas/, by name: how each is made."""
