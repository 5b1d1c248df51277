"""The check of JSON Lines and the published schema accept and refuse the same records."""

from __future__ import annotations

import json
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from searchidx.errors import ReadingError
from searchidx.reading.jsonl import article_from_record

SCHEMA = Path(__file__).parents[2] / "schemas" / "article.schema.json"
VALIDATOR = Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))

VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-2, 9),
    st.sampled_from(
        ["a", "a b", "2025-03-12", "2025-03-12T09:30:00Z", "2025-3-1", "2025", "yesterday", "9:30", "x" * 201]
    ),
    st.lists(st.one_of(st.just("a"), st.integers(0, 3)), max_size=3),
    st.lists(
        st.fixed_dictionaries(
            {},
            optional={
                "kind": st.sampled_from(["heading", "quote", "verse", None, []]),
                "text": st.sampled_from(["a", None, 1]),
                "level": st.sampled_from([0, 6, 7, -1, True, "2", None]),
            },
        ),
        max_size=2,
    ),
    st.just({"a": 1}),
)
FIELDS = (
    "id",
    "url",
    "title",
    "authors",
    "publisher",
    "published",
    "modified",
    "section",
    "keywords",
    "text",
    "blocks",
)


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.sampled_from(FIELDS), VALUES, max_size=3))
def test_the_schema_and_the_check_agree(changes: dict[str, object]) -> None:
    record = {"text": "The talks go on.", "blocks": None, **changes}
    if record["text"] is None and record["blocks"] in (None, []):
        # That there is text to read is more than a schema of types says.
        return
    if record["blocks"] == []:
        record["blocks"] = None
    valid = VALIDATOR.is_valid(record)
    try:
        article_from_record(record)
        accepted = True
    except ReadingError:
        accepted = False
    assert accepted == valid, f"schema: {valid}, check: {accepted}: {record}"
