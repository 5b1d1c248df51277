"""Where quotation marks open and close, in the manners of many languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchidx.quotemarks import quoted_regions, quoted_spans
from searchidx.tagging.quotation.layout import Layout


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("“We won,” she said. “At last.”", ["“We won,”", "“At last.”"]),
        ('"We won," she said.', ['"We won,"']),
        ("He is 6' 2\" tall.", []),
        ("''We won,'' she said.", ["''We won,''"]),
        ("``We won,'' she said.", ["``We won,''"]),
        ("„Wir haben gewonnen“, sagte er. „Endlich.“", ["„Wir haben gewonnen“", "„Endlich.“"]),
        ("„Wygraliśmy”, powiedziała.", ["„Wygraliśmy”"]),
        ("«Oui», dit-elle. « Enfin. »", ["«Oui»", "« Enfin. »"]),
        ("»Nej«, sagde han. Han sagde: »Ja.«", ["»Nej«", "»Ja.«"]),
        ("”Vi vann”, sade hon. Hon sade: ”Äntligen.”", ["”Vi vann”", "”Äntligen.”"]),
        ("“He told me ‘no’ twice,” she said.", ["“He told me ‘no’ twice,”"]),
        ("“He told me “no” twice.", ["“He told me “no”"]),
    ],
)
def test_double_marks(text: str, quoted: list[str]) -> None:
    assert [text[start:end] for start, end in quoted_spans(text)] == quoted


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("‘We won,’ she said. It’s the boys’ day.", ["‘We won,’"]),
        ("'We won,' she said. It's the boys' day.", ["'We won,'"]),
        ("‘The boys’ own cup,’ he said.", ["‘The boys’ own cup,’"]),
        ("The ‘ice tax’ is gone.", ["‘ice tax’"]),
        ("It’s the boys’ day, isn’t it?", []),
        ("The 1990s' bands weren't better.", []),
        ("“We won,” said the boys’ captain. ‘No’ was no answer.", ["“We won,”"]),
    ],
)
def test_single_marks_count_where_a_paragraph_has_no_double_ones(text: str, quoted: list[str]) -> None:
    assert [text[start:end] for start, end in quoted_spans(text)] == quoted


def test_a_quotation_that_is_not_closed_runs_to_the_end_of_its_paragraph() -> None:
    text = "“We won, and that is all.\n\n“No more,” she said.\n'Nothing"
    assert [text[start:end] for start, end in quoted_spans(text)] == ["“We won, and that is all.", "“No more,”"]
    assert [region.closed for region in quoted_regions(text, 0, text.index("\n"))] == [False]


marked = st.lists(st.sampled_from([*"aB .,\n“”„‟«»\"‘’'`?!é\u00a0", "''", "``", "said "]), max_size=60).map("".join)


@given(marked)
def test_spans_are_in_order_in_one_paragraph_each(text: str) -> None:
    after = 0
    for start, end in quoted_spans(text):
        assert after <= start < end <= len(text)
        assert "\n" not in text[start:end]
        after = end


@given(marked)
def test_the_taggers_read_the_same_marks(text: str) -> None:
    spans = [region[:2] for region in Layout(text).regions]
    # What runs to the end of a paragraph ends for the taggers at its last letter.
    assert [(start, start + len(text[start:end].rstrip())) for start, end in quoted_spans(text)] == spans


@given(marked)
def test_other_paragraphs_change_nothing(text: str) -> None:
    spans = quoted_spans(text)
    assert quoted_spans(f"“One.\n{text}\n'Two") == [(0, 5), *((a + 6, b + 6) for a, b in spans)]
