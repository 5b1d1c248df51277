"""What the tagger without trained weights finds: a specification by example."""

from __future__ import annotations

import pytest

from searchidx.model import Quotation
from searchidx.tagging.quotation import quotations, quotations_of


def found(text: str) -> list[Quotation]:
    return quotations(text, tagger="rules")


def said(text: str, quotation: Quotation) -> str:
    return " … ".join(text[a:b] for a, b in quotation.spans)


@pytest.mark.parametrize(
    ("text", "words", "speaker", "kind"),
    [
        ("“We are ready,” said Ngozi Adeyemi.", "“We are ready,”", "Ngozi Adeyemi", "direct"),
        ("“We are ready,” Wolfgang Beck told reporters.", "“We are ready,”", "Wolfgang Beck", "direct"),
        ("Tatiana Orlova said: “We are ready now.”", "“We are ready now.”", "Tatiana Orlova", "direct"),
        (
            "“We are ready,” said Wolfgang Beck, a skipper from Kiel. “The wind is good.”",
            "“We are ready,” … “The wind is good.”",
            "Wolfgang Beck",
            "direct",
        ),
        (
            "Tatiana Orlova said that the harbour would stay closed all winter.",
            "the harbour would stay closed all winter",
            "Tatiana Orlova",
            "indirect",
        ),
        (
            "Ngozi Adeyemi said the harbour was “a disgrace” to the whole coast.",
            "the harbour was “a disgrace” to the whole coast",
            "Ngozi Adeyemi",
            "mixed",
        ),
        (
            "The harbour will stay closed all winter, according to Wolfgang Beck.",
            "The harbour will stay closed all winter",
            "Wolfgang Beck",
            "indirect",
        ),
    ],
)
def test_quoted_and_reported_words(text: str, words: str, speaker: str, kind: str) -> None:
    (quotation,) = found(text)
    assert (said(text, quotation), quotation.speaker, quotation.kind) == (words, speaker, kind)
    assert quotation.cue_class == "speech"


def test_a_paragraph_of_nothing_but_a_quotation_is_more_of_the_one_before() -> None:
    text = "“We are ready,” said Ngozi Adeyemi.\n\n“The boats are ready as well.”"
    (quotation,) = found(text)
    assert [text[slice(*span)] for span in quotation.spans] == ["“We are ready,”", "“The boats are ready as well.”"]
    assert quotation.speaker == "Ngozi Adeyemi"
    assert quotation.rule.endswith("follow-up")


def test_a_heading_ends_what_a_speaker_says() -> None:
    text = "“We are ready,” said Ngozi Adeyemi.\n\nA new harbour\n\n“The boats are ready as well.”"
    assert [quotation.speaker for quotation in found(text)] == ["Ngozi Adeyemi", None]


def test_pronouns_and_last_names_are_the_person() -> None:
    text = (
        "Ngozi Adeyemi runs the harbour; Wolfgang Beck sails there.\n\n"
        "“It is too small,” she said.\n\n“It is fine,” Beck said.\n\n“It was always fine,” he added."
    )
    assert [quotation.speaker for quotation in found(text)] == ["Ngozi Adeyemi", "Wolfgang Beck", "Wolfgang Beck"]


def test_an_unnamed_source_keeps_its_words() -> None:
    (quotation,) = found("“They will not come,” a European diplomat said.")
    assert quotation.speaker is None
    assert quotation.source_text == "a European diplomat"


@pytest.mark.parametrize(
    ("text", "relay"),
    [
        ("“We are ready,” Wolfgang Beck told Harbour News.", "Harbour News"),
        ("“We are ready,” Wolfgang Beck said, as cited by Kustradio.", "Kustradio"),
        ("“We are ready,” Wolfgang Beck told reporters.", None),
        ("“We are ready,” Wolfgang Beck told the High Court.", None),
    ],
)
def test_the_outlet_is_the_relay_and_not_the_speaker(text: str, relay: str | None) -> None:
    (quotation,) = found(text)
    assert (quotation.speaker, quotation.relay) == ("Wolfgang Beck", relay)


def test_skipped_lines_say_nothing() -> None:
    text = "“We are ready,” said Ngozi Adeyemi.\nAlso read: “We are late,” said Wolfgang Beck."
    (only,) = quotations_of([text], tagger="rules", skipped=[[(36, len(text))]])[0]
    assert only.speaker == "Ngozi Adeyemi"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The United States won the cup in Oslo on Monday.",
        "The initial reports of the fire were false and came late.",
        "She read “War and Peace” in a week.",
    ],
)
def test_nothing_is_said_where_nobody_speaks(text: str) -> None:
    assert found(text) == []


def test_an_unknown_tagger_is_refused() -> None:
    with pytest.raises(ValueError, match="'model' or 'rules', not 'magic'"):
        quotations("“No,” she said.", tagger="magic")  # type: ignore[arg-type]
