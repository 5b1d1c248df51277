"""Person names: taken apart, compared, gendered."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchidx.tagging.names.first_names import fold_name, gender_of_first_name, is_first_name, is_ordinary_word
from searchidx.tagging.names.person_name import parse_person_name


@pytest.mark.parametrize(
    ("name", "gender"),
    [("Vladimir", "m"), ("Wolfgang", "m"), ("Tatiana", "f"), ("Zoë", "f"), ("Nguyễn", None), ("Xylqop", None)],
)
def test_first_names_of_many_cultures_tell_the_gender(name: str, gender: str | None) -> None:
    assert gender_of_first_name(name) == gender


def test_a_first_name_that_is_a_word_as_well_is_marked() -> None:
    assert is_first_name("Will")
    assert is_ordinary_word("Will")
    assert not is_ordinary_word("Wolfgang")


@pytest.mark.parametrize(
    ("printed", "words", "titles", "suffix"),
    [
        ("Sen. Donald J. Harlow Jr.’s", ("Donald", "J.", "Harlow"), ("sen",), "jr"),
        ("Ursula von der Leyen", ("Ursula", "von", "der", "Leyen"), (), ""),
        ("Ngozi Okonjo-Iweala", ("Ngozi", "Okonjo-Iweala"), (), ""),
        ("Luiz Inácio Lula da Silva", ("Luiz", "Inácio", "Lula", "da", "Silva"), (), ""),
        ("former Prime Minister Ana Brnabić", ("Ana", "Brnabić"), ("former", "prime", "minister"), ""),
        ("J.K. Rowling", ("J.K.", "Rowling"), (), ""),
        ("Pelé", ("Pelé",), (), ""),
    ],
)
def test_a_printed_name_is_taken_apart(
    printed: str, words: tuple[str, ...], titles: tuple[str, ...], suffix: str
) -> None:
    name = parse_person_name(printed)
    assert name is not None
    assert (name.words, name.titles, name.suffix) == (words, titles, suffix)


@pytest.mark.parametrize("nothing", ["", "“”", "the minister", "7", "—"])
def test_no_name_is_left_where_there_is_none(nothing: str) -> None:
    assert parse_person_name(nothing) is None


@pytest.mark.parametrize(
    ("shorter", "longer", "same"),
    [
        ("Maren Odile", "Maren Odile Roberts", True),
        ("Donald Harlow", "Donald J. Harlow", True),
        ("D. Harlow", "Donald Harlow", True),
        ("Inacio Silva", "Inácio Silva", True),
        ("Donald Harlow Jr.", "Donald Harlow", False),
        ("Dora Harlow", "Donald Harlow", False),
    ],
)
def test_a_shorter_form_matches_the_fuller_one(shorter: str, longer: str, same: bool) -> None:
    one, other = parse_person_name(shorter), parse_person_name(longer)
    assert one is not None
    assert other is not None
    assert one.matches(other) == same


def test_gender_comes_from_the_title_before_the_first_name() -> None:
    name = parse_person_name("Mrs Kim Okafor")
    assert name is not None
    assert name.gender == "f"


def test_family_names_that_stand_first_do_not_hide_the_given_name() -> None:
    name = parse_person_name("Wang Wolfgang")
    assert name is not None
    assert name.gender == "m"


@given(st.text())
def test_any_text_can_be_parsed_and_folded(text: str) -> None:
    name = parse_person_name(text)
    assert name is None or all(any(c.isalpha() for c in word) for word in name.words)
    assert fold_name(fold_name(text)) == fold_name(fold_name(fold_name(text)))


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("Don Fowler", "Don Fowler"),
        ("Don Luis Pérez", "Luis Pérez"),
        ("Prince Harlow", "Prince Harlow"),
        ("Tan Sri Zahrain Othman", "Zahrain Othman"),
        ("Tan Weiming", "Tan Weiming"),
        ("Altvik Mayor Ann Keller", "Ann Keller"),
        ("Charlotte Mayor Jennifer Keller", "Jennifer Keller"),
        ("Otunba Ekaette Bassey", "Ekaette Bassey"),
        ("Bandmaster Joseph Keller", "Joseph Keller"),
        ("Peter Joseph Keller", "Peter Joseph Keller"),
        ("CEC Joseph Keller", "Joseph Keller"),
        ("Ahana Sen Roy", "Ahana Sen Roy"),
    ],
)
def test_titles_are_told_from_names(printed: str, text: str) -> None:
    name = parse_person_name(printed)
    assert name is not None
    assert name.text == text


@pytest.mark.parametrize(("printed", "gender"), [("Gil Sun-ja", None), ("Kim Ratliffe", None), ("Xi Jinping", None)])
def test_family_names_that_stand_first_tell_no_gender(printed: str, gender: str | None) -> None:
    name = parse_person_name(printed)
    assert name is not None
    assert name.gender == gender
