"""Records as JSON: what an index stores comes back as it was, and what a person is given has every field."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchidx.model import Article, Block, Facet, FacetValue, Passage, Quotation
from searchidx.records import as_json, date_text, pack, pack_article, unpack, unpack_article

# Half a surrogate pair is among them: refusing it is the engines' business.
TEXT = st.text(st.characters(), max_size=12)
TEXTS = st.lists(TEXT, max_size=3).map(tuple)
MOMENTS = (
    st.none() | st.datetimes() | st.datetimes(timezones=st.timezones().map(lambda _: timezone(timedelta(hours=5.5))))
)
SPANS = st.tuples(st.integers(0, 999), st.integers(0, 999))
QUOTATIONS = st.builds(
    Quotation,
    spans=st.lists(SPANS, max_size=3).map(tuple),
    kind=st.sampled_from(["direct", "mixed", "indirect"]),
    source=st.none() | SPANS,
    cue=st.none() | SPANS,
    speaker=st.none() | TEXT,
    cue_class=st.sampled_from([None, "speech", "thought", "attitude"]),
    relay=st.none() | TEXT,
    source_text=st.none() | TEXT,
    confidence=st.floats(0, 1),
    rule=TEXT,
)
PASSAGES = st.builds(
    Passage,
    id=TEXT,
    article_id=TEXT,
    text=TEXT,
    ordinal=st.integers(0, 99),
    title=TEXT,
    heading=TEXT,
    start=st.integers(0, 99),
    end=st.integers(0, 99),
    speakers=TEXTS,
    organizations=TEXTS,
    topics=TEXTS,
    quotations=st.lists(QUOTATIONS, max_size=2).map(tuple),
    published=MOMENTS,
    publisher=st.none() | TEXT,
    authors=TEXTS,
    url=st.none() | TEXT,
    language=st.none() | TEXT,
)
ARTICLES = st.builds(
    Article,
    id=TEXT,
    text=TEXT,
    blocks=st.lists(
        st.builds(
            Block,
            kind=st.sampled_from(["heading", "paragraph", "quote", "list_item"]),
            start=st.integers(0, 99),
            end=st.integers(0, 99),
            level=st.integers(0, 6),
        ),
        max_size=3,
    ).map(tuple),
    title=TEXT,
    url=st.none() | TEXT,
    authors=TEXTS,
    publisher=st.none() | TEXT,
    published=MOMENTS,
    modified=MOMENTS,
    language=st.none() | TEXT,
    section=st.none() | TEXT,
    keywords=TEXTS,
)


@settings(max_examples=100, deadline=None)
@given(PASSAGES)
def test_a_passage_comes_back_as_it_was(passage: Passage) -> None:
    assert unpack(pack(passage)) == passage


@settings(max_examples=100, deadline=None)
@given(ARTICLES)
def test_an_article_comes_back_as_it_was(article: Article) -> None:
    assert unpack_article(pack_article(article)) == article


@settings(max_examples=50, deadline=None)
@given(PASSAGES)
def test_json_names_every_field(passage: Passage) -> None:
    record = json.loads(json.dumps(as_json(passage)))
    assert list(record) == [field.name for field in fields(Passage)]
    assert record["text"] == passage.text
    assert [quotation["speaker"] for quotation in record["quotations"]] == [one.speaker for one in passage.quotations]


def test_a_zone_is_kept() -> None:
    east = datetime(2026, 3, 1, 9, 30, tzinfo=timezone(timedelta(hours=2)))
    passage = unpack(pack(Passage("a-0", "a", "x", published=east)))
    assert passage.published == east
    assert passage.published.utcoffset() == timedelta(hours=2)


def test_lists_come_back_as_tuples() -> None:
    passage = Passage(
        "a-0", "a", "x", speakers=["Amina Okafor"], quotations=[Quotation(spans=((0, 1),), kind="direct")]
    )
    back = unpack(pack(passage))
    assert back == replace(passage, speakers=("Amina Okafor",), quotations=tuple(passage.quotations))


def test_fields_at_their_default_take_no_room() -> None:
    assert json.loads(pack(Passage("a-0", "a", "x"))) == {"id": "a-0", "article_id": "a", "text": "x"}
    assert json.loads(pack_article(Article("a", "x"))) == {"id": "a", "text": "x"}


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (None, None),
        (datetime(2026, 3, 1), "2026-03-01"),
        (datetime(2026, 3, 1, 9, 30), "2026-03-01T09:30:00"),
        (datetime(2026, 3, 1, tzinfo=UTC), "2026-03-01T00:00:00+00:00"),
    ],
)
def test_dates_are_written_as_articles_print_them(moment: datetime | None, text: str | None) -> None:
    assert date_text(moment) == as_json(moment) == text


def test_records_within_records() -> None:
    facet = Facet("speaker", (FacetValue("a", "A", passages=2, articles=1),), further=3)
    assert as_json({"facets": [facet]})["facets"][0]["values"][0]["passages"] == 2
