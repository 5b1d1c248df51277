"""Paragraphs, headings, quotation marks, sentence ends."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchidx.tagging.quotation.features import quote_states
from searchidx.tagging.quotation.layout import Layout, tokenize


def test_lines_are_paragraphs_and_short_ones_without_a_stop_are_headings() -> None:
    layout = Layout("A quiet year\n\nThe year was quiet.\n  \nWhat comes next\nNobody knows.")
    assert [layout.text[a:b] for a, b in layout.paragraphs] == [
        "A quiet year",
        "The year was quiet.",
        "What comes next",
        "Nobody knows.",
    ]
    assert layout.heading == [True, False, True, False]
    assert not layout.joined(0, 1)
    assert not layout.joined(1, 3)


def test_the_last_line_is_no_heading() -> None:
    assert Layout("Nobody knows.\nThe end").heading == [False, False]


def test_headings_and_skipped_lines_can_be_told() -> None:
    text = "One line.\nAnother line.\nA third line."
    layout = Layout(text, headings=[(10, 23)], skipped=[(24, 37)])
    assert layout.heading == [False, True, False]
    assert layout.skipped == [False, False, True]


def test_sentences_do_not_end_at_titles_and_initials() -> None:
    text = "Mr. Kim met J. K. Long. He left at 5 p.m. on Monday. Good."
    layout = Layout(text)
    assert [text[:end].rstrip()[-8:] for end in layout.sentence_ends] == ["K. Long.", " Monday."]
    start, end = layout.sentence_span(text.index("left"))
    assert text[start:end].strip() == "He left at 5 p.m. on Monday."


def test_every_token_knows_whether_it_is_quoted() -> None:
    text = "He said “no way” twice."
    layout = Layout(text)
    tokens = tokenize(text)
    words = [text[a:b] for a, b in tokens]
    assert dict(zip(words, quote_states(layout, tokens), strict=True)) == {
        "He": 0, "said": 0, "“": 2, "no": 1, "way": 1, "”": 3, "twice": 0, ".": 0,
    }  # fmt: skip


@given(st.text(alphabet="aB .,\n“”\"‘’'„«»?!é\u00a0", max_size=120))
def test_regions_lie_in_one_paragraph_and_do_not_overlap(text: str) -> None:
    layout = Layout(text)
    ends = 0
    for region in layout.regions:
        assert region.start >= ends
        assert "\n" not in text[region.start : region.end]
        ends = region.end
    for number, (start, end) in enumerate(layout.paragraphs):
        assert layout.paragraph_of(start) == layout.paragraph_of(end - 1) == number


@pytest.mark.parametrize("piece", [" ", "'", "‘a", "“", "a’ ", "...", "A. ", "\n", '"a" '])
def test_long_monotonous_texts_take_linear_time(piece: str) -> None:
    text = piece * (300_000 // len(piece))
    started = time.process_time()
    Layout(text)
    assert time.process_time() - started < 5
