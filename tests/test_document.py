"""A passage as the terms and values that an engine stores."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from searchidx.document import document, printed_seconds, speaker_key, speaker_stem
from searchidx.engines.base import GAP, TERM_FIELDS, VALUE_FIELDS, WORD_FIELDS, Document
from searchidx.model import Passage, Quotation
from searchidx.taxonomy import media_topics
from tests.conftest import PRESS


def stored(passage: Passage) -> Document:
    return document(passage, 7, media_topics())


def test_only_known_fields_and_none_that_is_empty() -> None:
    for passage in PRESS:
        made = stored(passage)
        assert made.terms.keys() <= {*TERM_FIELDS, *WORD_FIELDS}
        assert made.values.keys() <= {*VALUE_FIELDS}
        assert all(made.terms.values())
        assert all(made.values.values())
        assert not any("  " in text or text != text.strip() for text in made.terms.values())
        assert (made.id, made.article, made.article_number) == (passage.id, passage.article_id, 7)


def test_text_title_and_heading_as_terms_and_words() -> None:
    made = stored(Passage("a-0", "a", "Floods, floods!", title="The flooded", heading="A river"))
    assert (made.terms["text"], made.terms["text_words"]) == ("flood flood", "floods")
    assert (made.terms["title"], made.terms["title_words"]) == ("the flood", "the flooded")
    assert (made.terms["heading"], made.terms["heading_words"]) == ("a river", "a river")


def test_quotations_are_stored_between_gaps_and_by_speaker() -> None:
    text = "“We stay,” said Ann. “They go,” said Bo, who heard that all will leave."
    ann, bo, reported = text.index("“We"), text.index("“They"), text.index("that all")
    made = stored(
        Passage(
            "a-0",
            "a",
            text,
            start=100,
            end=100 + len(text),
            quotations=(
                Quotation(((100 + ann, 100 + ann + 10),), "direct", speaker="Ann Lee", source_text="Ann"),
                Quotation(((100 + bo, 100 + bo + 10),), "direct", speaker="Bo Lee", source_text="Bo"),
                Quotation(((100 + reported, 100 + len(text)),), "indirect", speaker="Bo Lee"),
            ),
        )
    )
    gap = " ".join([GAP] * 4)
    assert made.terms["quote"] == f"we stay {gap} they go"
    assert made.terms["said"] == f"we stay {gap} they go {gap} that all will leav"
    assert made.terms["said_by"] == (
        f"ann_lee|we ann_lee|stay {gap} bo_lee|they bo_lee|go {gap} bo_lee|that bo_lee|all bo_lee|will bo_lee|leav"
    )
    # Only what is between quotation marks is a quote, whoever is reported.
    assert made.terms["quote_by"] == f"ann_lee|we ann_lee|stay {gap} bo_lee|they bo_lee|go"
    assert made.terms["source"] == f"ann {gap} bo"
    assert made.terms["source_words"] == "ann bo"


def test_a_quotation_that_goes_on_elsewhere_is_stored_as_far_as_it_stands_here() -> None:
    made = stored(
        Passage(
            "a-1", "a", "we will leave", start=50, end=63, quotations=(Quotation(((10, 57),), "direct", speaker="A"),)
        )
    )
    assert made.terms["said"] == "we will"
    elsewhere = Quotation(((10, 30), (80, 90)), "direct", speaker="A")
    assert "said" not in stored(Passage("a-1", "a", "we will leave", start=50, end=63, quotations=(elsewhere,))).terms


def test_overlapping_quotations_are_stored_once() -> None:
    quotations = (Quotation(((0, 7),), "direct", speaker="A"), Quotation(((3, 13),), "mixed", speaker="A"))
    made = stored(Passage("a-0", "a", "we will leave", quotations=quotations))
    assert made.terms["said"] == "we will leav"
    assert made.terms["said_by"] == "a|we a|will a|leav"


def test_values_once_each_and_topics_with_all_above_them() -> None:
    below = next(id for id in media_topics() if len(media_topics().path(id)) == 3)
    made = stored(
        Passage("a-0", "a", "x", speakers=("A", "B", "A"), topics=(below, "own:subject"), publisher="P", authors=("C",))
    )
    assert made.values["speaker"] == ("A", "B")
    assert made.values["topic"] == (*media_topics().path(below), "own:subject")
    assert (made.values["publisher"], made.values["author"]) == (("P",), ("C",))


def test_dates_are_those_on_the_page() -> None:
    east = timezone(timedelta(hours=9))
    assert printed_seconds(datetime(1970, 1, 2)) == 86_400
    assert printed_seconds(datetime(2026, 3, 1, 1, tzinfo=east)) == printed_seconds(datetime(2026, 3, 1, 1))
    assert printed_seconds(datetime(1969, 12, 31, 23, 59, 59)) == -1
    assert stored(Passage("a-0", "a", "x")).date is None


@pytest.mark.parametrize(
    ("name", "key"), [("Zoë O'Neil-Brandt", "zoe_o_neil_brandt"), ("U.S. Treasury", "u.s._treasury")]
)
def test_a_speaker_is_one_word(name: str, key: str) -> None:
    assert speaker_key(name) == key
    assert speaker_stem(name) == key + "|"
