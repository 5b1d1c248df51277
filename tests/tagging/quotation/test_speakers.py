"""Whom the words of a source name, given the attributions, the persons and the organizations."""

from __future__ import annotations

import time

import pytest

from searchidx.model import Quotation, Span
from searchidx.tagging.names.mentions import with_family_names
from searchidx.tagging.names.persons import Persons
from searchidx.tagging.quotation import quotations
from searchidx.tagging.quotation.attribution import Attribution
from searchidx.tagging.quotation.layout import Layout
from searchidx.tagging.quotation.linking import link
from searchidx.tagging.quotation.sources import NamedSpan
from searchidx.tagging.quotation.speakers import quotations_from


def places(text: str, *words: str) -> list[Span]:
    """Where each of the words stands; the search goes on from the one before."""
    spans, at = [], 0
    for word in words:
        at = text.index(word, at)
        spans.append((at, at + len(word)))
        at += len(word)
    return spans


def resolved(
    text: str,
    attributions: list[tuple[str | None, str | None, str]],
    persons: tuple[str, ...] = (),
    organizations: tuple[str, ...] = (),
) -> list[Quotation]:
    """Attributions are (source, cue, content), each found after the start of the one before."""
    found = []
    for source, cue, content in attributions:
        (content_span,) = places(text, content)
        near = max(0, content_span[0] - 90)

        def span(words: str | None, near: int = near) -> Span | None:
            return None if words is None else (text.index(words, near), text.index(words, near) + len(words))

        found.append(Attribution((content_span,), span(source), span(cue), 0.9, "test"))
    named = [NamedSpan(start, end, text[start:end]) for start, end in places(text, *organizations)]
    return quotations_from(Layout(text), found, Persons(text, places(text, *persons)), named)


def speaker(
    text: str, source: str, cue: str, content: str, persons: tuple[str, ...], *organizations: str
) -> str | None:
    (quotation,) = resolved(text, [(source, cue, content)], persons, organizations)
    return quotation.speaker


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("Ann Keller", "Ann Keller"),
        ("mayor Ann Keller", "Ann Keller"),
        ("the mayor, Ann Keller", "Ann Keller"),
        ("Ann Keller, the mayor of Altvik", "Ann Keller"),
        ("Head of parks Ann Keller", "Ann Keller"),
        ("Ann Keller KC", "Ann Keller"),
        ("deputy minister for parks Ann Keller", "Ann Keller"),
        ("lawyer for victim Ann Keller", None),
        ("a spokesman for Ann Keller", None),
        ("the husband of Ann Keller", None),
        ("Ann Keller’s office", None),
    ],
)
def test_the_head_of_the_source_speaks(source: str, name: str | None) -> None:
    text = f"{source} said that all was well."
    assert speaker(text, source, "said", "that all was well", ("Ann Keller",)) == name


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("Blåvik Lines", "Blåvik Lines"),
        ("the shipping company Blåvik Lines", "Blåvik Lines"),
        ("Blåvik Lines group", "Blåvik Lines"),
        ("a statement by Blåvik Lines", "Blåvik Lines"),
        ("a Blåvik Lines report", "Blåvik Lines"),
        ("a critic of Blåvik Lines", None),
        ("a Blåvik Lines pilot", None),
    ],
)
def test_an_organization_or_its_paper_speaks(source: str, name: str | None) -> None:
    text = f"{source} said that all was well."
    assert speaker(text, source, "said", "that all was well", (), "Blåvik Lines") == name


def test_a_definite_noun_is_the_person_who_was_called_so() -> None:
    text = "Senator Ann Keller met Joe Brandt, a skipper. The senator said that all was well."
    persons = ("Ann Keller", "Joe Brandt")
    assert speaker(text, "The senator", "said", "that all was well", persons) == "Ann Keller"


def test_a_noun_for_nobody_in_particular_is_the_only_person_around() -> None:
    text = "Ann Keller mends clocks.\nThe 67-year-old said that all was well."
    assert speaker(text, "The 67-year-old", "said", "that all was well", ("Ann Keller",)) == "Ann Keller"


def test_a_noun_that_brought_in_somebody_unnamed_is_nobody() -> None:
    text = "Ann Keller met a baker in Altvik.\nThe baker said that all was well."
    assert speaker(text, "The baker", "said", "that all was well", ("Ann Keller",)) is None


def test_the_company_is_the_one_that_the_text_is_about() -> None:
    text = "Blåvik Lines sold two ships to Norrsund Rederi. The company said that all was well."
    assert (
        speaker(text, "The company", "said", "that all was well", (), "Blåvik Lines", "Norrsund Rederi")
        == "Blåvik Lines"
    )


def test_the_council_is_no_university() -> None:
    text = "Lowen University drew fewer students. The pool will close, the council said."
    assert speaker(text, "the council", "said", "The pool will close", (), "Lowen University") is None


def test_it_is_the_organization_that_has_just_spoken() -> None:
    text = "Blåvik Lines said that all was well. It denied that a ship was lost."
    found = [("Blåvik Lines", "said", "that all was well"), ("It", "denied", "that a ship was lost")]
    assert [q.speaker for q in resolved(text, found, (), ("Blåvik Lines",))] == ["Blåvik Lines", "Blåvik Lines"]


def test_who_is_the_person_before_a_long_apposition() -> None:
    text = "It helped Ann Keller, the chief executive of the league of harbour pilots, who said that all was well."
    assert speaker(text, "who", "said", "that all was well", ("Ann Keller",)) == "Ann Keller"


def test_a_sign_after_a_name_changes_nothing() -> None:
    text = "Ann Keller 🏳️‍🌈 said that all was well."
    assert speaker(text, "Ann Keller 🏳️‍🌈", "said", "that all was well", ("Ann Keller",)) == "Ann Keller"


@pytest.mark.parametrize("source", ["they", "I", "which", "some people", "a European diplomat"])
def test_nobody_who_is_named_speaks(source: str) -> None:
    text = f"Ann Keller left early. Then {source} said that all was well."
    (quotation,) = resolved(text, [(source, "said", "that all was well")], ("Ann Keller",))
    assert (quotation.speaker, quotation.source_text) == (None, source)


def test_labels_of_an_interview_are_the_persons_of_the_text() -> None:
    text = "We met Ann Keller.\nKELLER: All is well."
    (quotation,) = resolved(text, [("KELLER", None, "All is well.")], ("Ann Keller",))
    assert quotation.speaker == "Ann Keller"


def test_reported_words_without_any_source_are_left_out() -> None:
    text = "All was well, reportedly. “All is well.”"
    kept = resolved(text, [(None, "reportedly", "All was well"), (None, None, "“All is well.”")])
    assert [(q.kind, q.speaker) for q in kept] == [("direct", None)]


def test_a_carried_on_quotation_does_not_pass_a_heading() -> None:
    lines = ["“All is well,” Ann Keller said.", "“The ships are in.”", "What comes next", "“Nobody knows.”"]
    found = [
        ("Ann Keller", "said", "“All is well,”"),
        (None, None, "“The ships are in.”"),
        (None, None, "“Nobody knows.”"),
    ]
    text = "\n".join(lines)
    first, second = resolved(text, found, ("Ann Keller",))
    assert (first.speaker, [text[slice(*span)] for span in first.spans]) == (
        "Ann Keller",
        ["“All is well,”", "“The ships are in.”"],
    )
    assert (second.speaker, [text[slice(*span)] for span in second.spans]) == (None, ["“Nobody knows.”"])


def test_quoted_words_after_reported_ones_are_a_quotation_of_their_own() -> None:
    text = "Ann Keller said that all was well.\n“The ships are in.”"
    found = [("Ann Keller", "said", "that all was well"), (None, None, "“The ships are in.”")]
    assert [(q.speaker, q.kind) for q in resolved(text, found, ("Ann Keller",))] == [
        ("Ann Keller", "indirect"),
        ("Ann Keller", "direct"),
    ]


@pytest.mark.parametrize(
    ("cue", "cue_class"),
    [("said", "speech"), ("has repeatedly denied", "speech"), ("believes", "thought"), ("wants", "attitude")],
)
def test_the_class_of_the_cue_is_told(cue: str, cue_class: str) -> None:
    text = f"Ann Keller {cue} that all is well."
    (quotation,) = resolved(text, [("Ann Keller", cue, "that all is well")], ("Ann Keller",))
    assert quotation.cue_class == cue_class


def test_sources_and_contents_are_linked_in_their_sentence_and_not_over_a_heading() -> None:
    text = "“Yes,” said Ann.\nA heading here\n“No,” said Joe."
    sources, cues = places(text, "Ann", "Joe"), places(text, "said", "said")
    contents = places(text, "“Yes,”", "“No,”")
    links = link(Layout(text), sources, cues, contents)
    assert [(found.contents[0], found.source) for found in links] == list(zip(contents, sources, strict=True))


def test_signatures_belong_to_the_words_before_them() -> None:
    text = "“It was grand.” ― Ann Keller\n“It was not.” ― Joe Brandt"
    sources, contents = places(text, "Ann Keller", "Joe Brandt"), places(text, "“It was grand.”", "“It was not.”")
    links = link(Layout(text), sources, [], contents)
    assert [(found.contents[0], found.source) for found in links] == list(zip(contents, sources, strict=True))


def test_one_source_serves_two_verbs_of_its_sentence() -> None:
    text = "Ann said that she won and added that it rained."
    links = link(
        Layout(text), places(text, "Ann"), places(text, "said", "added"), places(text, "that she won", "that it rained")
    )
    assert [found.source for found in links] == [(0, 3), (0, 3)]


def test_words_on_a_line_of_their_own_go_on_with_who_spoke_before() -> None:
    text = "“It is late,” Ann said.\n“The boats are in.”\n“Not all of them,” Joe said."
    sources, cues = places(text, "Ann", "Joe"), places(text, "said", "said")
    contents = places(text, "“It is late,”", "“The boats are in.”", "“Not all of them,”")
    found = {span: one.source for one in link(Layout(text), sources, cues, contents) for span in one.contents}
    assert found[contents[1]] in (sources[0], None)
    assert found[contents[2]] == sources[1]


@pytest.mark.parametrize(
    ("introduction", "noun"),
    [
        ("Ann Keller, 46, a retired shepherd, met Joe Brandt, a dancer.", "The shepherd"),
        ("Ann Keller, the head of the Altvik museum, met Joe Brandt, a dancer.", "The museum’s head"),
        ("Fishmonger Ann Keller met the dancer Joe Brandt.", "The fishmonger"),
        ("Ann Keller, 46, met Joe Brandt, 31.", "The 46-year-old"),
        ("Ann Keller is the oldest falconer of the county. Joe Brandt dances.", "The falconer"),
    ],
)
def test_a_noun_means_the_person_whom_the_text_calls_so(introduction: str, noun: str) -> None:
    text = f"{introduction} {noun} said that all was well."
    assert speaker(text, noun, "said", "that all was well", ("Ann Keller", "Joe Brandt")) == "Ann Keller"


def test_a_noun_in_the_lead_may_mean_a_person_who_is_named_later() -> None:
    text = "Ferries will stop at noon, its director said.\nAnn Keller, the director of Blåvik Lines, blamed the ice."
    assert speaker(text, "its director", "said", "Ferries will stop at noon", ("Ann Keller",)) == "Ann Keller"


def test_the_modifiers_of_a_noun_tell_two_people_apart() -> None:
    text = "Finance minister Ann Keller met health minister Joe Brandt. The finance minister said that all was well."
    persons = ("Ann Keller", "Joe Brandt")
    assert speaker(text, "The finance minister", "said", "that all was well", persons) == "Ann Keller"


@pytest.mark.parametrize(
    ("introduction", "noun"),
    [
        ("The Minister of Power, Alhaji Ann Keller, met Joe Brandt.", "The minister"),
        ("Vice-Minister of Energy Eng. Ann Keller met Joe Brandt.", "The vice-minister"),
        ("Gov. Ann Keller met Joe Brandt.", "The governor"),
        ("Ann Keller, a heart surgeon, met Joe Brandt, a dancer.", "The doctor"),
        ("The club’s striker, Ann Keller, met the referee Joe Brandt.", "The player"),
        ("Joe Brandt met Ann Keller.", "The woman"),
    ],
)
def test_titles_and_wider_nouns_mean_the_person_as_well(introduction: str, noun: str) -> None:
    text = f"{introduction} {noun} said that all was well."
    persons = ("Ann Keller", "Joe Brandt") if introduction.index("Ann") < introduction.index("Joe") else ()
    persons = persons or ("Joe Brandt", "Ann Keller")
    assert speaker(text, noun, "said", "that all was well", persons) == "Ann Keller"


@pytest.mark.parametrize("cue", ["was asked", "has repeatedly been told", "is reported"])
def test_who_is_asked_or_told_does_not_speak(cue: str) -> None:
    text = f"“It is late,” said Joe Brandt. Ann Keller {cue} “All is well.”"
    found = [("Joe Brandt", "said", "“It is late,”"), ("Ann Keller", cue, "“All is well.”")]
    assert [q.speaker for q in resolved(text, found, ("Joe Brandt", "Ann Keller"))] == ["Joe Brandt", None]


@pytest.mark.parametrize("source", ["The Altvik Coast Guard", "The Danish ministries", "The Altvik guards"])
def test_a_name_or_several_are_no_person_of_the_text(source: str) -> None:
    text = f"Ann Keller, a guard, met Joe Brandt. {source} said that all was well."
    assert speaker(text, source, "said", "that all was well", ("Ann Keller", "Joe Brandt")) is None


def test_who_refers_to_the_noun_before_it() -> None:
    text = "Ann Keller is the mayor of Altvik. Ships came. The mayor, who said that all was well, smiled."
    assert speaker(text, "who", "said", "that all was well", ("Ann Keller",)) == "Ann Keller"


def test_an_article_that_begins_with_a_noun_names_the_person_later() -> None:
    text = "A baker has told the court that all was well.\nThe ovens stood cold for a week.\nAnn Keller, 61, wept."
    assert speaker(text, "A baker", "has told", "that all was well", ("Ann Keller",)) == "Ann Keller"
    named = text.replace("61, wept", "a judge, wept")
    assert speaker(named, "A baker", "has told", "that all was well", ("Ann Keller",)) is None


def test_a_handle_is_the_person_whose_name_it_holds() -> None:
    text = "Ann Keller lost a boat.\n@kellerann said that all was well."
    assert speaker(text, "@kellerann", "said", "that all was well", ("Ann Keller",)) == "Ann Keller"


def test_a_bare_name_that_nobody_saw_is_a_person_by_its_first_word() -> None:
    text = "Then Amina Diallo said that all was well."
    assert speaker(text, "Amina Diallo", "said", "that all was well", ()) == "Amina Diallo"
    (quotation,) = resolved(text, [("Amina Diallo", "said", "that all was well")])
    assert quotation.confidence > 0


def test_who_is_asked_first_does_not_ask() -> None:
    text = "Asked whether all was well, Ann Keller smiled."
    assert resolved(text, [("Ann Keller", "Asked", "whether all was well")], ("Ann Keller",)) == []


@pytest.mark.parametrize("lead", ["Also read:", "RELATED |", "Read more:"])
def test_lines_that_lead_elsewhere_say_nothing(lead: str) -> None:
    text = f"{lead} Ann Keller said that all was well"
    assert resolved(text, [("Ann Keller", "said", "that all was well")], ("Ann Keller",)) == []


@pytest.mark.parametrize("noun", ["His lawyer", "Her manager", "The president", "The witness"])
def test_a_noun_for_another_or_for_one_of_many_is_not_the_person_around(noun: str) -> None:
    text = f"Ann Keller left early. {noun} said that all was well."
    assert speaker(text, noun, "said", "that all was well", ("Ann Keller",)) is None


def test_it_is_the_organization_with_which_a_sentence_of_the_paragraph_begins() -> None:
    text = "Blåvik Lines sold two ships to Norrsund Rederi. It said that all was well."
    assert speaker(text, "It", "said", "that all was well", (), "Blåvik Lines", "Norrsund Rederi") == "Blåvik Lines"
    assert speaker(text.replace(". It", ".\nIt"), "It", "said", "that all was well", (), "Blåvik Lines") is None


@pytest.mark.parametrize(
    "source", ["A study by the think tank Blåvik Lines", "A paper released on Monday by Blåvik Lines"]
)
def test_papers_speak_for_who_made_them(source: str) -> None:
    text = f"{source} said that all was well."
    assert speaker(text, source, "said", "that all was well", (), "Blåvik Lines") == "Blåvik Lines"


def test_the_agency_in_a_dateline_is_not_the_company() -> None:
    text = "ALTVIK (Norrsund Press) - Ice holds the ships of Blåvik Lines. The company said that all was well."
    names = ("Norrsund Press", "Blåvik Lines")
    assert speaker(text, "The company", "said", "that all was well", (), *names) == "Blåvik Lines"


def test_a_given_name_alone_is_the_person_who_bears_it() -> None:
    text = "Ann Keller lost a boat. Linnéa Brandt found it. Linnéa said that all was well."
    assert (48, 54) in with_family_names(text, places(text, "Ann Keller", "Linnéa Brandt"))


def test_quoted_words_inside_another_sentence_carry_nothing_on() -> None:
    text = "“All is well,” Ann Keller said. Its own paper reads: “All is lost and gone.”"
    found = [("Ann Keller", "said", "“All is well,”"), (None, None, "“All is lost and gone.”")]
    assert [q.speaker for q in resolved(text, found, ("Ann Keller",))] == ["Ann Keller", None]


@pytest.mark.parametrize(
    "line",
    ["“And it rained again.”\n", "KELLER: They wait for you.\n", "A baker left. The baker said that it rained.\n"],
)
def test_long_texts_take_linear_time(line: str) -> None:
    def seconds(lines: int) -> float:
        text = "“All is well,” said Ann Keller.\n" + line * lines
        started = time.process_time()
        quotations(text, tagger="rules")
        return time.process_time() - started

    seconds(20)
    assert seconds(1600) < 12 * max(seconds(400), 0.01)


def test_whose_chief_it_is_tells_two_people_apart() -> None:
    text = "Norrsund CEO Ann Keller met Blåvik CEO Joe Brandt. Norrsund’s CEO said that all was well."
    assert speaker(text, "Norrsund’s CEO", "said", "that all was well", ("Ann Keller", "Joe Brandt")) == "Ann Keller"
