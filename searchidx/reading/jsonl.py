"""JSON Lines: one article a line, checked field by field; a line that breaks the schema costs that line only.

The check is the input schema of `schemas/article.schema.json` (a test compares the two), written out so that its
messages name the line, the field and the value, and so that reading needs no schema machinery.
"""

from __future__ import annotations

import codecs
import difflib
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from itertools import chain
from typing import BinaryIO, get_args

from searchidx.errors import ReadingError, SchemaError
from searchidx.model import Article, BlockKind
from searchidx.reading.dates import parse_iso
from searchidx.reading.decoding import decode
from searchidx.reading.draft import Draft, RawBlock
from searchidx.reading.language import language_code
from searchidx.reading.plain import blocks_of_lines
from searchidx.reading.registry import Context
from searchidx.reading.values import split_authors, split_keywords

__all__ = ["FIELDS", "article_from_record", "check_mapping", "read"]

FIELDS = ("id", "url", "title", "authors", "publisher", "published", "modified", "language", "section", "keywords")
_CONTENT = ("text", "blocks")
_KINDS = get_args(BlockKind)
_ID = re.compile(r"[^\s\x00-\x1f\x7f]{1,200}")


def read(stream: BinaryIO, context: Context) -> Iterator[Article]:
    """The articles of a JSON Lines stream, line by line. What is wrong with a line goes to `context.on_problem`.

    A JSON file that holds one array of records, or one record over several lines, is read whole.
    """
    if context.name.lower().endswith(".json") or context.media_type == "application/json":
        stream = io.BytesIO(data := context.load(stream))
        if (whole := _whole(data, context)) is not None:
            yield from _array(whole, context)
            return
    number, records = 0, 0
    most = context.limits.document
    first = stream.readline(most + 1)
    if first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        # Its lines cannot be told apart by bytes.
        stream = io.BytesIO(decode(first + stream.read(most)).encode())
        first = stream.readline(most + 1)
    for line in chain((first,), iter(lambda: stream.readline(most + 1), b"")):
        number += 1
        try:
            if len(line) > most:
                _skip_line(stream)
                raise SchemaError(f"it is longer than {most >> 20} MiB, the most that is read as one record")
            if not line.strip():
                continue
            records += 1
            yield article_from_record(_parse(line, context), context.mapping)
        except ReadingError as error:
            context.on_problem(SchemaError(f"line {number}: {error}", line=number))
    if not records:
        raise ReadingError("it holds no record; a JSON Lines file has one article a line")


def _whole(data: bytes, context: Context) -> list[object] | None:
    """The records of a JSON document; None where it is none, and may be JSON Lines."""
    try:
        document = json.loads(decode(data, declared=context.charset))
    except (ValueError, RecursionError):
        return None
    return document if isinstance(document, list) else [document]


def _array(records: list[object], context: Context) -> Iterator[Article]:
    for number, record in enumerate(records, start=1):
        try:
            yield article_from_record(_object(record), context.mapping)
        except ReadingError as error:
            context.on_problem(SchemaError(f"record {number}: {error}", member=f"record {number}"))


def _skip_line(stream: BinaryIO) -> None:
    while (chunk := stream.readline(1 << 20)) and not chunk.endswith(b"\n"):
        pass


def _parse(line: bytes, context: Context) -> Mapping[str, object]:
    try:
        record = json.loads(decode(line, declared=context.charset))
    except json.JSONDecodeError as error:
        raise SchemaError(f"not valid JSON at column {error.colno}: {error.msg}") from None
    except RecursionError:
        raise SchemaError("JSON nested too deep") from None
    except ValueError as error:
        raise SchemaError(f"not valid JSON: {error}") from None
    return _object(record)


def _object(record: object) -> Mapping[str, object]:
    if not isinstance(record, dict):
        raise SchemaError(f"not a JSON object but {_type(record)}")
    return record


def article_from_record(record: Mapping[str, object], mapping: Mapping[str, str] | None = None) -> Article:
    """The article of one record with the fields of `Article` (`id` optional; `text` or `blocks`).

    `published` and `modified` are ISO 8601; `authors` and `keywords` are a list or one text. `mapping` names the record
    field for a field ({"title": "headline"}; dots reach into objects: {"title": "meta.headline"}). Other fields are
    left alone, but one that looks like a misspelt field is refused. Raises `SchemaError`.
    """
    values = _mapped(record, mapping or {})
    draft = Draft(
        id=_id(values),
        title=_text(values, "title") or "",
        url=_text(values, "url"),
        authors=_several(values, "authors", split_authors),
        publisher=_text(values, "publisher"),
        published=_date(values, "published"),
        modified=_date(values, "modified"),
        language=_language(values),
        section=_text(values, "section"),
        keywords=_several(values, "keywords", split_keywords),
        blocks=_blocks(values),
    )
    return draft.finish()


def check_mapping(mapping: Mapping[str, str]) -> None:
    """Raises `SchemaError` where a mapping names what is no field of a record."""
    known = (*FIELDS, *_CONTENT)
    for field in mapping:
        if field not in known:
            close = difflib.get_close_matches(field, known, n=1)
            meant = f'did you mean "{close[0]}"?' if close else f"fields are {', '.join(known)}"
            raise SchemaError(f'the mapping names "{field}", which is no field; {meant}')


def _mapped(record: Mapping[str, object], mapping: Mapping[str, str]) -> dict[str, object]:
    check_mapping(mapping)
    known = (*FIELDS, *_CONTENT)
    taken = {path.partition(".")[0] for path in mapping.values()}
    for name in record:
        if name in known or name in taken:
            continue
        close = difflib.get_close_matches(name, known, n=1, cutoff=0.8)
        if close and close[0] not in record and close[0] not in mapping:
            raise SchemaError(f'"{name}" is not a field; rename it to "{close[0]}", or map it: {close[0]}={name}')
    values = {name: record[name] for name in known if name in record}
    for field, path in mapping.items():
        value: object = record
        for step in path.split(".") if path not in record else (path,):
            value = value.get(step) if isinstance(value, dict) else None
        if value is not None:
            values[field] = value
    return {name: value for name, value in values.items() if value is not None}


def _type(value: object) -> str:
    names = {
        bool: "true or false",
        int: "a number",
        float: "a number",
        str: "a text",
        list: "a list",
        dict: "an object",
    }
    return names.get(type(value), "null")


def _shown(value: object) -> str:
    shown = json.dumps(value, ensure_ascii=False)
    return shown if len(shown) <= 60 else f"{shown[:57]}..."


def _text(values: Mapping[str, object], name: str) -> str | None:
    value = values.get(name)
    if value is None or isinstance(value, str):
        return value
    raise SchemaError(f'"{name}" is not a text: {_shown(value)}')


def _several(values: Mapping[str, object], name: str, split: Callable[[str], Iterable[str]]) -> Iterable[str]:
    """A list is taken as it is; one text is split."""
    value = values.get(name, [])
    if isinstance(value, str):
        return split(value)
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return value
    raise SchemaError(f'"{name}" is neither a text nor a list of texts: {_shown(value)}')


def _id(values: Mapping[str, object]) -> str | None:
    value = values.get("id")
    if value is None:
        return None
    if isinstance(value, str) and _ID.fullmatch(value):
        return value
    raise SchemaError(f'"id" is not a text of 1 to 200 characters without spaces: {_shown(value)}')


def _date(values: Mapping[str, object], name: str) -> datetime | None:
    value = _text(values, name)
    if value is None or not value.strip():
        return None
    parsed = parse_iso(value)
    if parsed is None:
        raise SchemaError(
            f'"{name}" is not a date: {_shown(value)}; write it as 2025-03-12 or 2025-03-12T09:30:00+01:00'
        )
    return parsed


def _language(values: Mapping[str, object]) -> str | None:
    value = _text(values, "language")
    if value and not language_code(value):
        raise SchemaError(f'"language" is not a language code such as "en": {_shown(value)}')
    return value


def _blocks(values: Mapping[str, object]) -> list[RawBlock]:
    blocks = values.get("blocks")
    if blocks is None:
        text = _text(values, "text")
        if text is None:
            raise SchemaError('it has neither "text" nor "blocks"')
        return blocks_of_lines(text.splitlines())
    if not isinstance(blocks, list):
        raise SchemaError(f'"blocks" is not a list: {_shown(blocks)}')
    return [_block(number, block) for number, block in enumerate(blocks)]


def _block(number: int, block: object) -> RawBlock:
    if not isinstance(block, dict):
        raise SchemaError(f'"blocks"[{number}] is not an object: {_shown(block)}')
    kind, text, level = block.get("kind", "paragraph"), block.get("text"), block.get("level", 0)
    if kind not in _KINDS:
        raise SchemaError(f'"blocks"[{number}].kind is none of {", ".join(_KINDS)}: {_shown(kind)}')
    if not isinstance(text, str):
        raise SchemaError(f'"blocks"[{number}].text is not a text: {_shown(text)}')
    if not isinstance(level, int) or isinstance(level, bool) or not 0 <= level <= 6:
        raise SchemaError(f'"blocks"[{number}].level is not a number from 0 to 6: {_shown(level)}')
    return RawBlock(kind, text, level)
