"""The schemas: what is in schemas/ is generated, and is what readers take and commands print."""

from __future__ import annotations

import dataclasses
import json
from functools import cache
from pathlib import Path

import jsonschema
import pytest

import searchidx
from searchidx import Article, Index, Passage, Results
from searchidx.errors import SchemaError
from searchidx.reading.jsonl import article_from_record
from searchidx.records import as_json
from searchidx.schemas import SCHEMAS

FOLDER = Path(__file__).parent.parent / "schemas"


@cache
def validator(name: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(json.loads((FOLDER / f"{name}.schema.json").read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_a_schema_and_is_the_generated_one(name: str) -> None:
    written = json.loads((FOLDER / f"{name}.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(written)
    assert written == SCHEMAS[name](), "run: make docs"


def test_the_folder_holds_no_other_schema() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {f"{name}.schema.json" for name in SCHEMAS}


@pytest.mark.parametrize(("name", "record"), [("article", Article), ("passage", Passage), ("results", Results)])
def test_every_field_is_in_its_schema(name: str, record: type) -> None:
    fields = {field.name for field in dataclasses.fields(record)}
    extra = {"version"} if name == "results" else set()
    assert set(SCHEMAS[name]()["properties"]) == fields | extra


def test_results_and_passages_are_valid(press: Index) -> None:
    found = press.search("river OR dam OR note", facets=("speaker", "topic", "publisher"), speaker="Nobody Known")
    validator("results").validate({"version": 1, **as_json(found)})
    found = press.search("river dam pumps", limit=2)
    assert found.relaxed and found.cursor and found.hits and found.diagnostics
    validator("results").validate({"version": 1, **as_json(found)})
    for passage in press.export():
        validator("passage").validate(as_json(passage))


def test_passages_of_the_sample_articles_are_valid(seeds: Path) -> None:
    (article,) = searchidx.read_file(seeds / "01-river-record-low.txt")
    found = searchidx.passages(article)
    assert any(passage.quotations for passage in found)
    for passage in found:
        validator("passage").validate(as_json(passage))


def test_results_with_an_unknown_field_are_not_valid() -> None:
    with pytest.raises(jsonschema.ValidationError):
        validator("results").validate({"version": 1, "surprise": True})


RECORDS = [
    {"text": "The talks go on."},
    {"text": "The talks go on.", "id": None, "url": None, "authors": None, "published": None, "title": None},
    {"text": "The talks go on.", "authors": "Ida Holm and Lars Berg", "keywords": ["fish", "quotas"]},
    {"text": "The talks go on.", "published": "2025-03-12T09:30:00Z", "modified": "2025-03-12 09:30:00.5+0100"},
    {"text": "The talks go on.", "published": "", "language": "en-GB", "shares": 12, "tags": {"a": 1}},
    {"blocks": [{"text": "Why", "kind": "heading", "level": 2}, {"text": "The talks go on."}]},
    {"text": None, "blocks": [{"text": "The talks go on.", "from": "wire"}]},
    {},
    {"title": "Talks"},
    {"text": None},
    {"text": 5},
    {"text": ["The talks go on."]},
    {"text": "The talks go on.", "title": 7},
    {"text": "The talks go on.", "id": "a b"},
    {"text": "The talks go on.", "id": 12},
    {"text": "The talks go on.", "id": ""},
    {"text": "The talks go on.", "authors": [1]},
    {"text": "The talks go on.", "keywords": {"a": 1}},
    {"text": "The talks go on.", "published": "yesterday"},
    {"text": "The talks go on.", "published": 20250312},
    {"blocks": {}},
    {"blocks": [{"kind": "quote"}]},
    {"blocks": [{"text": "a", "kind": "verse"}]},
    {"blocks": [{"text": "a", "level": 9}]},
    {"blocks": [{"text": "a", "level": True}]},
    {"blocks": ["a"]},
]


@pytest.mark.parametrize("record", RECORDS, ids=json.dumps)
def test_the_reader_takes_what_the_schema_allows_and_nothing_else(record: dict[str, object]) -> None:
    assert taken(record) == validator("article").is_valid(record)


def taken(record: dict[str, object]) -> bool:
    try:
        article_from_record(record)
    except SchemaError:
        return False
    return True
