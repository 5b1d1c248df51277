"""Plain sentences that any reader understands, alone and at the end of a text."""

from __future__ import annotations

import pytest

from searchidx.tagging.quotation import quotations

LEAD = "The meeting took place in a small town near the border. Nobody had expected much of it.\n\n"

REPORTED = {
    "The bridge will stay shut until May, said Ruth Calder.": "Ruth Calder",
    "It rained, said Lena Berg.": "Lena Berg",
    "It will rain on Friday, forecaster Lena Berg said.": "Lena Berg",
    "The library should open on Sundays, Pekka Salo told the council.": "Pekka Salo",
    "The plant will close, Hugo Marchetti wrote on X on Monday.": "Hugo Marchetti",
    "Prime Minister Ola Brandt said taxes would not rise.": "Ola Brandt",
    "According to Ines Duarte, the vaccine is safe.": "Ines Duarte",
    "The vaccine is safe, according to Ines Duarte, a doctor in Porto.": "Ines Duarte",
    "In the view of Olga Petrenko, the talks have failed.": "Olga Petrenko",
    "In Olga Petrenko’s view, the talks have failed.": "Olga Petrenko",
    "Karel Novák: “We lost the match in the first ten minutes.”": "Karel Novák",
    "Amina Yusuf accused the mayor of lying.": "Amina Yusuf",
    "Amina Yusuf denied that she had taken the money.": "Amina Yusuf",
    "The mayor, Pekka Salo, ruled out a new vote.": "Pekka Salo",
    "Olga Petrenko has made it clear that the talks have failed.": "Olga Petrenko",
    "“The talks have failed,” Olga Petrenko was quoted as saying by Interfax.": "Olga Petrenko",
}
BY_ITS_SURROUNDINGS = {
    "On July 6, 2025, Ann Keller made this comment:\n\n“We begin in May and end with the money.”": "Ann Keller",
    "The dam was, as Ann Keller put it, “a wall against the sea and against us.”": "Ann Keller",
}
NOT_REPORTED = (
    "Olga Petrenko died on Monday in Kyiv.",
    "The team pulled away in the second half.",
    "In view of the storm, the ferry stayed in the harbour.",
    "The ferry sank, and nobody said why.",
    "The company has 4,000 employees in Spain and Portugal.",
)


@pytest.mark.parametrize("lead", ["", LEAD], ids=["alone", "at the end"])
@pytest.mark.parametrize("sentence", REPORTED)
def test_who_is_reported_to_speak_is_found(sentence: str, lead: str) -> None:
    assert REPORTED[sentence] in {quotation.speaker for quotation in quotations(lead + sentence)}


@pytest.mark.parametrize("text", BY_ITS_SURROUNDINGS)
def test_what_stands_before_a_quotation_may_tell_whose_it_is(text: str) -> None:
    assert BY_ITS_SURROUNDINGS[text] in {quotation.speaker for quotation in quotations(text)}


@pytest.mark.parametrize("lead", ["", LEAD], ids=["alone", "at the end"])
@pytest.mark.parametrize("sentence", NOT_REPORTED)
def test_what_happens_is_not_said(sentence: str, lead: str) -> None:
    assert quotations(lead + sentence) == []


@pytest.mark.parametrize("tagger", ["model", "rules"])
def test_who_is_told_is_not_who_says_it(tagger: str) -> None:
    found = quotations("He opened the door, told the dog to sit and left.", tagger=tagger)  # type: ignore[arg-type]
    assert "the dog" not in {quotation.source_text for quotation in found}


@pytest.mark.parametrize("tagger", ["model", "rules"])
def test_a_view_is_its_owners(tagger: str) -> None:
    text = "In the opinion of the council’s lawyers, the plan is legal."
    (found,) = quotations(text, tagger=tagger)  # type: ignore[arg-type]
    assert (found.source_text, text[slice(*found.spans[0])]) == ("the council’s lawyers", "the plan is legal")
