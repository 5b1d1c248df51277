"""Passages: the rule of splitting, and the promise that offsets index the article's text and nothing is lost."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchidx.errors import ReadingError
from searchidx.model import Article, Block, BlockKind
from searchidx.reading.draft import Draft, RawBlock
from searchidx.sentences import sentences
from searchidx.splitting import count_words, split


def article(*blocks: tuple[str, str]) -> Article:
    return Draft(blocks=[RawBlock(cast(BlockKind, kind), text, 2) for kind, text in blocks]).finish()


def words(count: int, word: str = "word") -> str:
    return " ".join([word] * (count - 1) + ["end."])


def paragraph(count: int, word: str = "word") -> tuple[BlockKind, str]:
    return "paragraph", words(count, word)


def sizes(source: Article) -> list[int]:
    return [len(p.text.split()) for p in split(source)]


def test_short_paragraphs_are_merged_forward_to_forty_words() -> None:
    assert sizes(article(paragraph(15), paragraph(15), paragraph(15), paragraph(45), paragraph(50))) == [45, 45, 50]


def test_no_merge_goes_beyond_180_words() -> None:
    assert sizes(article(paragraph(30), paragraph(170))) == [30, 170]


def test_no_merge_crosses_a_heading_and_the_heading_is_context() -> None:
    source = article(paragraph(10), ("heading", "Talks"), paragraph(10), ("heading", "Talks"), paragraph(12))
    assert [(p.heading, len(p.text.split())) for p in split(source)] == [("", 10), ("Talks", 10), ("Talks", 12)]
    assert not any("Talks" in p.text for p in split(source))


def test_a_bare_quotation_stays_with_its_speaker() -> None:
    bare = ("paragraph", "“We will not sign. " + "We will wait and see what happens. " * 4 + "”")
    attributed = ("paragraph", "“We will not sign,” said the minister. " + "“We will wait and see what happens.” " * 4)
    assert len(split(article(paragraph(60), bare))) == 1
    assert len(split(article(paragraph(60), attributed))) == 2


def test_a_paragraph_after_a_colon_stays_with_its_announcement() -> None:
    assert len(split(article(("paragraph", words(50)[:-1] + ":"), paragraph(50)))) == 1


def test_a_long_paragraph_is_split_at_sentences() -> None:
    sentence = "The council of the town met on Monday to speak about the bridge over the river. "
    source = article(("paragraph", sentence * 30))
    parts = [p.text for p in split(source)]
    assert len(parts) > 3
    assert all(text.endswith("river.") and text.startswith("The council") for text in parts)
    assert all(len(text.split()) <= 180 for text in parts)


def test_one_endless_word_is_cut_to_bounded_pieces() -> None:
    source = article(("paragraph", "x" * 100_000))
    assert max(len(p.text) for p in split(source)) <= 180 * 15
    assert "".join(p.text for p in split(source)) == source.text


def test_scripts_without_spaces_are_split() -> None:
    assert count_words("首相は東京で会見した") == 6
    assert len(split(article(("paragraph", "首相は東京で会見を開き、新しい政策を発表した。" * 60)))) > 2


def test_text_without_blocks_is_split_at_blank_lines() -> None:
    source = Article(id="a", text=f"{words(50)}\n\n{words(60)}\nand more")
    assert sizes(source) == [50, 62]


def test_passages_carry_what_the_article_says_of_itself() -> None:
    source = Draft(
        blocks=[RawBlock("paragraph", words(50))],
        title="A title",
        url="https://example.org/a",
        authors=["Ana Ruiz"],
        publisher="The Example",
        language="en",
    ).finish()
    (passage,) = split(source)
    assert (passage.id, passage.article_id, passage.ordinal) == (f"{source.id}-0", source.id, 0)
    assert (passage.title, passage.url, passage.publisher) == ("A title", "https://example.org/a", "The Example")
    assert (passage.authors, passage.language) == (("Ana Ruiz",), "en")


KINDS: tuple[BlockKind, ...] = ("heading", "paragraph", "quote", "list_item")
TEXT = st.one_of(
    st.text(max_size=80),
    st.text(alphabet=" ab.!?\"“”'’:…\n\u3002\u65e5\u00a0\u0301", max_size=400),
    st.integers(1, 400).map(words),
    st.lists(
        st.sampled_from(["Mr. Li said no. ", "“Why?” ", "It is so. ", "U.S. ", "talks ", "e.g. ", "… "]), max_size=300
    ).map("".join),
)
BLOCKS = st.lists(st.tuples(st.sampled_from(KINDS), TEXT, st.integers(0, 9)).map(lambda b: RawBlock(*b)), max_size=12)


@settings(deadline=None)
@given(BLOCKS)
def test_offsets_hold_and_nothing_is_lost_or_doubled(blocks: list[RawBlock]) -> None:
    try:
        source = Draft(blocks=blocks).finish()
    except ReadingError:
        return
    passages = split(source)
    assert all(source.text[p.start : p.end] == p.text and p.text.strip() == p.text != "" for p in passages)
    assert all(a.end <= b.start for a, b in pairwise(passages))
    covered = "".join(re.sub(r"\s+", "", p.text) for p in passages)
    expected = "".join(re.sub(r"\s+", "", source.text[b.start : b.end]) for b in source.blocks if b.kind != "heading")
    assert covered == expected
    assert [p.ordinal for p in passages] == list(range(len(passages)))
    assert all(count_words(p.text) <= 200 for p in passages)


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_article_without_blocks_keeps_its_text(text: str) -> None:
    source = Article(id="a", text=text)
    assert "".join("".join(p.text.split()) for p in split(source)) == "".join(text.split())
    assert all(text[p.start : p.end] == p.text for p in split(source))


@settings(deadline=None)
@given(st.one_of(st.text(), TEXT))
def test_sentences_leave_out_nothing_but_white_space(text: str) -> None:
    spans = sentences(text)
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())
    assert all(a < b for a, b in spans) and all(x[1] <= y[0] for x, y in pairwise(spans))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Mr. Smith met Gov. Jones. They talked.", 2),
        ("The U.S. Senate voted. It passed in the U.S. The House is next.", 3),
        ("It rose 3.5 percent. “Good,” he said. “Very good.” She left.", 4),
        ("J. K. Rowling wrote it... And so on! Why? Because.", 4),
        ("He said he was at Apple Inc. on Monday.", 1),
        ("彼は言った。それは違う。", 2),
        ("No end here", 1),
        ("", 0),
    ],
)
def test_sentences_know_abbreviations_and_quotes(text: str, count: int) -> None:
    assert len(sentences(text)) == count


def test_a_run_of_full_stops_takes_linear_time() -> None:
    assert len(sentences("." * 300_000)) == 1


def test_blocks_given_out_of_the_text_are_not_needed_to_be_paragraphs() -> None:
    source = Article(id="a", text="Head\n\nBody text.", blocks=(Block("heading", 0, 4, 1), Block("quote", 6, 16)))
    (passage,) = split(source)
    assert (passage.heading, passage.text) == ("Head", "Body text.")


def test_the_name_for_it_is_the_function_even_once_everything_is_imported() -> None:
    import searchidx.pipeline

    assert searchidx.passages is searchidx.pipeline.passages
