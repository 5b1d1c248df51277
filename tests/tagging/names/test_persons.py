"""Which mentions of an article are one person."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchidx.tagging.names.mentions import find_persons, with_family_names
from searchidx.tagging.names.persons import Persons
from searchidx.tagging.names.reference import Reference


def persons_of(text: str) -> dict[str, str]:
    """Printed name -> canonical name, for the mentions that the rules find."""
    persons = Persons(text, find_persons(text))
    return {text[m.start : m.end]: m.person.canonical for m in persons.mentions}


def reference_in(text: str) -> Reference:
    return Reference(Persons(text, find_persons(text)), lambda at: False)


def test_names_are_found_by_first_names_and_titles() -> None:
    text = "Mr Liu met Ngozi Okonjo-Iweala, spokeswoman Xu Lin and Mark Rutte in New York on Monday at Deutsche Bank."
    assert [text[a:b] for a, b in find_persons(text)] == ["Liu", "Ngozi Okonjo-Iweala", "Xu Lin", "Mark Rutte"]


def test_a_last_name_is_the_full_name_before_it() -> None:
    found = persons_of("Declan Hoyle spoke first. Mr Hoyle left early.")
    assert found["Hoyle"] == "Declan Hoyle"


def test_a_last_name_before_the_full_name_is_joined_as_well() -> None:
    found = persons_of("Ms Wettstein refused. Her lawyer wrote to Karoline Wettstein on Friday.")
    assert found["Wettstein"] == "Karoline Wettstein"


def test_a_name_without_its_last_word_is_joined_to_the_fuller_form() -> None:
    found = persons_of("Maren Odile sang. Maren Odile Roberts is nine.")
    assert found == {"Maren Odile": "Maren Odile Roberts", "Maren Odile Roberts": "Maren Odile Roberts"}


def test_two_people_with_one_surname_are_kept_apart() -> None:
    text = "Bill Marsden met Hillary Marsden. Mr Marsden laughed. Mrs Marsden did not."
    persons = Persons(text, find_persons(text))
    assert [m.person.canonical for m in persons.mentions][2:] == ["Bill Marsden", "Hillary Marsden"]


def test_father_and_son_are_kept_apart() -> None:
    text = "Donald Harlow Jr. called. Donald Harlow did not answer."
    persons = Persons(text, find_persons(text))
    assert [m.person.canonical for m in persons.mentions] == ["Donald Harlow Jr.", "Donald Harlow"]


def test_a_family_name_that_stands_first_is_found_again() -> None:
    found = persons_of("Ambassador Liu Wenhao spoke. Mr Liu smiled.")
    assert found["Liu"] == "Liu Wenhao"


def test_pronouns_follow_gender_and_recency() -> None:
    text = "Tatiana Orlova met Wolfgang Beck on Monday. She said nothing. He talked for hours."
    reference = reference_in(text)
    she = reference.pronoun(text.index("She"), "she", [])
    he = reference.pronoun(text.index("He "), "he", [])
    assert she is not None
    assert he is not None
    assert (she.canonical, he.canonical) == ("Tatiana Orlova", "Wolfgang Beck")


def test_a_role_means_the_person_who_was_given_it() -> None:
    text = "Senator Susan Colley spoke. Wolfgang Beck, a retired skipper, listened to the speech."
    reference = reference_in(text)
    senator = reference.called(len(text), ["senator"], None)
    skipper = reference.called(len(text), ["skipper"], None)
    assert senator is not None
    assert skipper is not None
    assert (senator.canonical, skipper.canonical) == ("Susan Colley", "Wolfgang Beck")
    assert reference.called(len(text), ["judge"], None) is None


def test_labels_of_an_interview_mean_persons() -> None:
    text = "We met Aminata Diouf-Thiam in Dakar."
    persons = Persons(text, find_persons(text))
    label, initials = persons.called("DIOUF-THIAM"), persons.called("A. D.-T.")
    assert label is not None
    assert label is initials
    assert persons.called("the director") is None


def test_further_places_of_a_last_name_are_added_but_not_inside_longer_names() -> None:
    text = "Ann Keller spoke. Keller left. The Keller Group stayed. Joe Keller came."
    spans = with_family_names(text, [(0, 10)])
    assert [text[a:b] for a, b in spans] == ["Ann Keller", "Keller"]


def test_a_last_name_with_its_particle_is_no_firm() -> None:
    text = "Rui de Sousa spoke. De Sousa left. De Souza Mining stayed."
    firms = [(20, 28), (35, 50)]
    assert [text[a:b] for a, b in firms] == ["De Sousa", "De Souza Mining"]
    assert with_family_names(text, [(0, 12)], firms) == [(0, 12), (20, 28)]


@given(st.text(alphabet="AaBb. \n'’-éÉ0,“”", max_size=80))
def test_any_text_is_safe_and_mentions_lie_in_it_in_order(text: str) -> None:
    spans = find_persons(text)
    assert spans == sorted(spans)
    assert all(0 <= a < b <= len(text) for a, b in spans)
    persons = Persons(text, spans)
    assert [m.start for m in persons.mentions] == sorted(m.start for m in persons.mentions)


def test_many_mentions_take_linear_time() -> None:
    text = "Ann Keller met Wolfgang Beck. She left. " * 4000
    reference = reference_in(text)
    assert len(reference.persons.mentions) == 8000
    she = [m.start() for m in re.finditer("She", text)]
    assert reference.pronoun(she[-1], "she", []) is reference.persons.all[0]


def test_a_headline_in_title_case_gives_names_without_its_other_words() -> None:
    text = "Ann Keller Wins Harbour Vote After Row With Joe Brandt\nKeller met Brandt on Monday."
    persons = Persons(text, find_persons(text))
    assert [(text[m.start : m.end], m.person.canonical) for m in persons.mentions] == [
        ("Ann Keller", "Ann Keller"),
        ("Joe Brandt", "Joe Brandt"),
        ("Keller", "Ann Keller"),
        ("Brandt", "Joe Brandt"),
    ]


def test_a_noun_in_capitals_is_no_person() -> None:
    text = "The Dane met Ann Keller."
    assert [m.person.canonical for m in Persons(text, [(4, 8), (13, 23)]).mentions] == ["Ann Keller"]


def test_a_name_that_was_cut_off_is_made_whole() -> None:
    text = "Nimrod Mwang’ombe spoke."
    assert with_family_names(text, [(0, 12)]) == [(0, 17)]


def test_a_name_with_an_article_is_no_person() -> None:
    text = "The Ann Arbor Chronicle wrote it. The Reverend Ann Keller read it."
    assert [text[slice(*span)] for span in find_persons(text)] == ["Ann Keller"]


def test_a_noun_before_several_names_is_part_of_none() -> None:
    text = "Chefs Ann Keller and Rui Sousa spoke."
    assert with_family_names(text, [(0, 5), (6, 16), (21, 30)]) == [(6, 16), (21, 30)]


def test_an_initial_stands_for_no_family_name() -> None:
    text = "Michael M. Gray met Michael Murray. Murray left."
    assert persons_of(text)["Murray"] == "Michael Murray"


def test_a_name_as_part_of_another_noun_is_less_likely_meant() -> None:
    text = "Brandt campaign spokesman Joe Keller said that Brandt’s plan was ready. He gave no date."
    reference = Reference(Persons(text, [(0, 6), (26, 36), (47, 53)]), lambda at: False)
    keller = reference.persons.mentions[1].person
    assert reference.pronoun(text.index("He"), "he", [(26, keller)]) is keller


def test_what_stands_where_places_stand_is_no_person() -> None:
    text = "GEORGE TOWN: Ann Keller was seen in Les Cayes on Friday."
    spans = [(0, 11), (13, 23), (36, 45)]
    assert [m.person.canonical for m in Persons(text, spans).mentions] == ["Ann Keller"]


def test_a_word_that_stands_elsewhere_in_lower_case_is_no_person() -> None:
    text = "Koalas were counted. Nobody knew how many koalas Ann Keller had found."
    assert [m.person.canonical for m in Persons(text, [(0, 6), (49, 59)]).mentions] == ["Ann Keller"]


def test_many_different_people_take_linear_time() -> None:
    def seconds(people: int) -> float:
        given, families = ("Ann", "Joe", "Ngozi", "Liv", "Tom"), [f"Kel{a}{b}" for a in "aeiouy" for b in "lmnrstvz"]
        name = [f"{given[n % 5]} {families[n % 48]}{'abcdefgh'[n % 7]}{'rstu'[n % 4]}" for n in range(people)]
        text = "".join(f"{name[n]}, a baker, met Kor{n}en.\nA Plan For Them\n" for n in range(people))
        started = time.process_time()
        Persons(text, with_family_names(text, find_persons(text)))
        return time.process_time() - started

    seconds(50)
    assert seconds(1600) < 12 * max(seconds(400), 0.02)


@pytest.mark.parametrize(
    ("text", "span", "whole"),
    [
        ("Khin Khin Winne left. Later Khin Khin Winne came.", "Khin Khin", "Khin Khin Winne"),
        ("D. Y. Kellerman dismissed it.", "Y", "D. Y. Kellerman"),
        ("Then D. Y. Kellerman dismissed it.", "Kellerman", "D. Y. Kellerman"),
        ("Secretary Ban Ki-moor spoke.", "Ki-moor", "Ban Ki-moor"),
        ("Humaid bin Rashid spoke.", "bin Rashid", "Humaid bin Rashid"),
        ("Maureen “Mo” Keller spoke.", "Maureen", "Maureen"),
        ("Mayor Rui de Sousa spoke.", "Rui de", "Rui de Sousa"),
        ("Then Odette des Prés spoke.", "Odette des", "Odette des Prés"),
        ("De Sousa spoke.", "De", "De Sousa"),
        ("Edwin G. Keller spoke.", "Edwin G.", "Edwin G. Keller"),
        ("It was Edwin G. The mayor spoke.", "Edwin G.", "Edwin G."),
    ],
)
def test_a_part_of_a_name_is_completed(text: str, span: str, whole: str) -> None:
    start = text.index(span)
    later = [(text.rindex(whole), text.rindex(whole) + len(whole))] if text.count(whole) > 1 else []
    first, *_ = with_family_names(text, [(start, start + len(span)), *later])
    assert text[slice(*first)] == whole


@pytest.mark.parametrize(
    ("text", "name", "person"),
    [
        ("Walhinus, an environmental group, said no.", "Walhinus", False),
        ("Hanna Brandt, which owns nine barges, said no.", "Hanna Brandt", False),
        ("The regulator Ofgemra said no.", "Ofgemra", False),
        ("Starlinea said no.", "Starlinea", False),
        ("Oyungerela, a lawyer, said no.", "Oyungerela", True),
        ("Sulastria, 46, said no.", "Sulastria", True),
        ("Sulastria said no. She left.", "Sulastria", True),
        ("Ann Keller, a company spokeswoman, said no.", "Ann Keller", True),
        ("Linnéa said no.", "Linnéa", True),
    ],
)
def test_companies_are_no_persons(text: str, name: str, person: bool) -> None:
    start = text.index(name)
    assert [m.person.canonical for m in Persons(text, [(start, start + len(name))]).mentions] == [name] * person
