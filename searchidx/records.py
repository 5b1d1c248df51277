"""Records to JSON and back: `as_json` for people and programs, `pack` and `unpack` for what an index stores."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from searchidx.model import Article, Block, Passage, Quotation
from searchidx.record import Record

__all__ = ["as_json", "date_text", "pack", "pack_article", "unpack", "unpack_article"]


def date_text(moment: datetime | None) -> str | None:
    """ISO 8601 as the article prints it: a midnight without a zone is a date without a time."""
    if moment is None:
        return None
    if moment.tzinfo is None and (moment.hour, moment.minute, moment.second, moment.microsecond) == (0, 0, 0, 0):
        return moment.date().isoformat()
    return moment.isoformat()


def as_json(value: Any) -> Any:
    """Any record as plain lists, mappings, numbers and strings, every field by its name."""
    if isinstance(value, datetime):
        return date_text(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: as_json(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, (list, tuple)):
        return [as_json(item) for item in value]
    if isinstance(value, Mapping):
        return {key: as_json(item) for key, item in value.items()}
    return value


def _set_fields(record: Record) -> dict[str, Any]:
    """The fields of a record that differ from their default: most passages use few of them."""
    usual = record.defaults
    return {name: value for name, value in vars(record).items() if name not in usual or value != usual[name]}


def _encode(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return _set_fields(value)


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_encode)


def pack(passage: Passage) -> str:
    """A passage as compact JSON without the fields at their default."""
    return _ENCODER.encode(_set_fields(passage))


def _datetimes(fields: dict[str, Any], *names: str) -> None:
    for name in names:
        if name in fields:
            fields[name] = datetime.fromisoformat(fields[name])


def _tuples(fields: dict[str, Any], *names: str) -> None:
    for name in names:
        if name in fields:
            fields[name] = tuple(fields[name])


def _quotation(fields: dict[str, Any]) -> Quotation:
    fields["spans"] = tuple(map(tuple, fields["spans"]))
    _tuples(fields, "source", "cue")
    return Quotation(**fields)


def unpack(packed: str) -> Passage:
    """The passage that `pack` packed, equal to it but that its sequences are tuples."""
    fields = json.loads(packed)
    _datetimes(fields, "published")
    _tuples(fields, "speakers", "organizations", "topics", "authors")
    if "quotations" in fields:
        fields["quotations"] = tuple(map(_quotation, fields["quotations"]))
    return Passage(**fields)


def pack_article(article: Article) -> str:
    """An article as compact JSON without the fields at their default."""
    return _ENCODER.encode(_set_fields(article))


def unpack_article(packed: str) -> Article:
    """The article that `pack_article` packed."""
    fields = json.loads(packed)
    _datetimes(fields, "published", "modified")
    _tuples(fields, "authors", "keywords")
    fields["blocks"] = tuple(Block(**block) for block in fields.get("blocks", ()))
    return Article(**fields)
