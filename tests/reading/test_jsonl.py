"""JSON Lines: every way to break the schema is named with its line, and costs no other line."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from searchidx.errors import ReadingError, SchemaError
from searchidx.model import Article
from searchidx.reading import read, read_stream

GOOD = {"title": "Harbour", "text": "The talks go on."}


def lines(*records: object) -> bytes:
    return b"".join(json.dumps(record).encode() + b"\n" for record in records)


def read_all(data: bytes, mapping: Mapping[str, str] | None = None) -> tuple[list[Article], list[ReadingError]]:
    problems: list[ReadingError] = []
    articles = list(read_stream(data, name="a.jsonl", on_problem=problems.append, mapping=mapping))
    return articles, problems


def test_every_field_is_read() -> None:
    record = {
        "id": "a1",
        "url": "https://example.org/a",
        "title": "Harbour",
        "authors": "Ida Holm and Lars Berg",
        "publisher": "The Example",
        "published": "2025-03-12T09:30:00Z",
        "modified": "2025-03-13",
        "language": "en",
        "section": "Economy",
        "keywords": ["fish", "quotas"],
        "blocks": [{"kind": "heading", "text": "Why", "level": 2}, {"kind": "paragraph", "text": "The talks go on."}],
    }
    ((article,), problems) = read_all(lines(record))
    assert not problems
    assert (article.id, article.authors, article.keywords) == ("a1", ("Ida Holm", "Lars Berg"), ("fish", "quotas"))
    assert (article.published, article.modified) == (datetime(2025, 3, 12, 9, 30, tzinfo=UTC), datetime(2025, 3, 13))
    assert [b.kind for b in article.blocks] == ["heading", "paragraph"]
    assert article.text == "Why\n\nThe talks go on."


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"published": "yesterday"}, 'line 2: "published" is not a date: "yesterday"'),
        ({"title": 7}, 'line 2: "title" is not a text: 7'),
        ({"text": ["a"]}, 'line 2: "text" is not a text: ["a"]'),
        ({"text": None}, 'line 2: it has neither "text" nor "blocks"'),
        ({"authors": [1]}, 'line 2: "authors" is neither a text nor a list of texts: [1]'),
        ({"id": "a b"}, 'line 2: "id" is not a text of 1 to 200 characters without spaces: "a b"'),
        ({"id": 12}, 'line 2: "id" is not a text'),
        ({"language": "English language"}, 'line 2: "language" is not a language code'),
        ({"blocks": {}}, 'line 2: "blocks" is not a list: {}'),
        ({"blocks": [{"kind": "verse", "text": "a"}]}, 'line 2: "blocks"[0].kind is none of heading'),
        ({"blocks": [{"kind": "quote"}]}, 'line 2: "blocks"[0].text is not a text: null'),
        ({"blocks": [{"text": "a", "level": 9}]}, 'line 2: "blocks"[0].level is not a number from 0 to 6: 9'),
        ({"text": " "}, "line 2: no text was found in it"),
        ({"titel": "x", "title": None}, None),
        ({"publishd": "2025-01-01"}, 'line 2: "publishd" is not a field; rename it to "published", or map it'),
    ],
)
def test_a_line_that_breaks_the_schema_is_named(change: dict[str, object], message: str | None) -> None:
    articles, problems = read_all(lines(GOOD, GOOD | change, GOOD | {"text": "And on."}))
    if message is None:
        assert len(articles) == 3
        return
    assert [article.text for article in articles] == ["The talks go on.", "And on."]
    (problem,) = problems
    assert isinstance(problem, SchemaError) and problem.line == 2
    assert str(problem).startswith(message)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (b'{"title": "x"', "line 1: not valid JSON at column"),
        (b"[1, 2]", "line 1: not a JSON object but a list"),
        (b"12", "line 1: not a JSON object but a number"),
        (b'{"text": ' + b"[" * 100_000, "line 1: "),
        (b'"\xff\xfe\x00"', "line 1: "),
    ],
)
def test_a_line_that_is_no_object_is_named(line: bytes, message: str) -> None:
    articles, (problem,) = read_all(line + b"\n" + lines(GOOD))
    assert len(articles) == 1
    assert str(problem).startswith(message)


def test_blank_lines_are_passed_over_and_numbers_stay_right() -> None:
    articles, (problem,) = read_all(b"\n" + lines(GOOD) + b"  \n" + b"oops\n")
    assert len(articles) == 1 and problem.line == 4


def test_without_a_handler_the_first_problem_is_raised_after_the_last_article() -> None:
    stream = read_stream(b"oops\n" + lines(GOOD), name="a.jsonl")
    assert next(stream).title == "Harbour"
    with pytest.raises(SchemaError, match="line 1: not valid JSON"):
        next(stream)


def test_a_mapping_names_other_fields() -> None:
    record = {"headline": "Harbour", "body": {"plain": "The talks go on."}, "by": "Ida Holm", "title": "no. 7"}
    ((article,), problems) = read_all(lines(record), {"title": "headline", "text": "body.plain", "authors": "by"})
    assert not problems
    assert (article.title, article.text, article.authors) == ("Harbour", "The talks go on.", ("Ida Holm",))


def test_a_mapping_to_no_field_is_refused_at_once() -> None:
    with pytest.raises(
        SchemaError, match=r'the mapping names "headline", which is no field; fields are id, url, title'
    ):
        read_all(lines(GOOD), {"headline": "title"})
    with pytest.raises(SchemaError, match=r'did you mean "title"\?'):
        read_all(lines(GOOD), {"titel": "title"})


def test_a_file_without_records_is_an_error() -> None:
    with pytest.raises(ReadingError, match="no record"):
        list(read_stream(b"\n\n", name="a.jsonl"))


def test_one_record_is_recognised_without_a_name() -> None:
    assert read(lines(GOOD)).title == "Harbour"
    with pytest.raises(ReadingError, match="more than one article"):
        read(lines(GOOD, GOOD))


def test_a_json_file_of_one_array_or_one_object() -> None:
    problems: list[ReadingError] = []
    array = json.dumps([GOOD, {"title": "no text"}, GOOD], indent=2)
    articles = list(read_stream(array, name="a.json", on_problem=problems.append))
    assert len(articles) == 2
    assert str(problems[0]) == 'record 2: it has neither "text" nor "blocks"'
    assert next(read_stream(json.dumps(GOOD, indent=2), name="a.json")).title == "Harbour"
    assert len(list(read_stream(lines(GOOD, GOOD), name="a.json"))) == 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1252"])
def test_encodings_of_lines(encoding: str) -> None:
    text = "".join(json.dumps({"text": f"Der Bürgermeister wartet, {n}."}, ensure_ascii=False) + "\n" for n in range(3))
    data = text.encode(encoding)
    if encoding == "utf-16-be":
        data = b"\xfe\xff" + data
    articles, problems = read_all(data)
    assert not problems
    assert [article.text for article in articles] == [f"Der Bürgermeister wartet, {n}." for n in range(3)]
