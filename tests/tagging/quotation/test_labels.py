"""What labels and signatures attribute: interviews, transcripts, posts."""

from __future__ import annotations

from searchidx.model import Span
from searchidx.tagging.names.mentions import find_persons
from searchidx.tagging.names.persons import Persons
from searchidx.tagging.quotation.attribution import Attribution
from searchidx.tagging.quotation.layout import Layout
from searchidx.tagging.quotation.speakers import quotations_from


def said(text: str, *found: Attribution) -> list[tuple[str | None, str]]:
    """Who says what: canonical speaker, words."""
    quotations = quotations_from(Layout(text), found, Persons(text, find_persons(text)))
    return [(q.speaker, " … ".join(text[slice(*span)] for span in q.spans)) for q in quotations]


def test_answers_are_those_of_the_person_whom_the_introduction_names_most() -> None:
    text = (
        "Ann Keller has mended clocks for Joe Brandt and others since 1981. Keller is 77.\n"
        "Q: Why clocks?\nA: They wait for you.\nQ: And on Sundays?\nA: Watches."
    )
    assert said(text) == [
        (None, "Why clocks?"),
        ("Ann Keller", "They wait for you."),
        (None, "And on Sundays?"),
        ("Ann Keller", "Watches."),
    ]


def test_labels_in_capitals_are_speakers_where_one_is_a_person_of_the_text() -> None:
    text = "We met Ann Keller.\nTHE COURIER: Why clocks?\nKELLER: They wait for you."
    assert said(text) == [(None, "Why clocks?"), ("Ann Keller", "They wait for you.")]


def test_names_before_colons_are_labels_where_one_comes_again() -> None:
    text = "Ann Keller met Joe Brandt.\nAnn Keller: Late again.\nJoe Brandt: The ferry.\nAnn Keller: Of course."
    assert said(text) == [
        ("Ann Keller", "Late again."),
        ("Joe Brandt", "The ferry."),
        ("Ann Keller", "Of course."),
    ]


def test_other_words_before_colons_are_no_labels() -> None:
    assert said("Ann Keller won.\nUPDATE: The count is over.\nUPDATE: It is final.") == []
    assert said("Related: Ann Keller wins again\nPhoto: Joe Brandt of the Courier") == []


def test_an_answer_takes_the_place_of_words_without_a_source() -> None:
    text = "We met Ann Keller.\nKELLER: They wait for you.\nBRANDT: Do they?"
    words: Span = (text.index("They"), text.index("They") + 4)
    assert ("Ann Keller", "They wait for you.") in said(text, Attribution((words,), None, None, 0.9, "test"))
    assert (None, "They") not in said(text, Attribution((words,), None, None, 0.9, "test"))


def test_a_post_is_by_whom_its_signature_names() -> None:
    below = "Ann Keller writes daily.\nThe harbour is full of jellyfish again.\n— Ann Keller (@annk) May 3, 2024"
    behind = "The harbour is full of jellyfish again. — Ann Keller (@annk) May 3, 2024"
    for text in (below, behind):
        ((speaker, words),) = said(text)
        assert (speaker, words.strip()) == ("Ann Keller", "The harbour is full of jellyfish again.")


def test_words_after_a_colon_are_those_of_the_person_before_it() -> None:
    text = "• Ann Keller, cashier: “I got a coupon.”"
    content: Span = (text.index("“"), len(text))
    assert said(text, Attribution((content,), None, None, 0.9, "test")) == [("Ann Keller", "“I got a coupon.”")]


def test_a_verb_without_a_source_is_that_of_the_person_with_whom_its_sentence_begins() -> None:
    text = "Ann Keller rose from her chair and praised the harbour. Joe Brandt was praised as well."
    start = text.index("the harbour")
    cue: Span = (text.index("praised"), text.index("praised") + 7)
    passive: Span = (text.index("was praised"), text.index(" as well"))
    found = Attribution(((start, start + 11),), None, cue, 0.9, "test")
    assert said(text, found) == [("Ann Keller", "the harbour")]
    assert said(text, Attribution(((start, start + 11),), None, passive, 0.9, "test")) == []


def test_a_quotation_may_be_signed() -> None:
    text = "We asked Ann Keller and Joe Brandt.\n“It was grand.”― Ann Keller.\n“It was not.” — Joe Brandt"
    assert said(text) == [("Ann Keller", "“It was grand.”"), ("Joe Brandt", "“It was not.”")]
    assert said("We met Ann Keller.\n”It was grand.” ― Ann Keller") == [("Ann Keller", "”It was grand.”")]


def test_a_quotation_mark_may_stand_before_a_label() -> None:
    text = "We met Ann Keller.\n“KELLER: They wait for you.\n“BRANDT: Do they?"
    words: Span = (text.index("“KELLER"), text.index("you.") + 4)
    assert said(text, Attribution((words,), None, None, 0.9, "test"))[0] == ("Ann Keller", "They wait for you.")


def test_an_answer_goes_on_to_the_next_question() -> None:
    text = "Ann Keller mends clocks.\nQ: Why clocks?\nA: They wait.\nThey do not bite.\nQ: And on Sundays?\nA: Watches."
    assert said(text)[1] == ("Ann Keller", "They wait. … They do not bite.")
