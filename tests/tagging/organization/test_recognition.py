"""Organizations of a text: what is found, under which name, and what is none."""

from __future__ import annotations

import itertools
import time
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchidx.tagging.organization import organizations


class Entity(NamedTuple):
    start: int
    end: int
    label: str
    confidence: float


def names(text: str, **options: str) -> list[str]:
    return [one.name for one in organizations(text, **options)]  # type: ignore[arg-type]


class TestCanonicalNames:
    def test_article_possessive_and_hyphen_aside_one_name(self) -> None:
        text = "The Kremlin denied it. In the Kremlin's view, Kremlin-linked voices said, Kremlin’s aides left."
        (kremlin,) = organizations(text)
        assert kremlin.name == "Kremlin"
        assert [text[a:b] for a, b in kremlin.spans] == ["Kremlin"] * 4
        assert kremlin.evidence == ("table",)
        assert kremlin.wikidata == "Q133274"

    def test_long_and_short_forms_of_the_table_are_one(self) -> None:
        assert names("The North Atlantic Treaty Organization met. Nato did not say why; NATO rarely does.") == ["NATO"]

    def test_a_definition_in_the_text_beats_the_table(self) -> None:
        text = "The England and Wales Cricket Board (ECB) named a squad. The ECB gave no reason."
        assert names(text) == ["England and Wales Cricket Board"]

    def test_initials_after_an_unknown_long_name(self) -> None:
        text = "The Lakeland Orchard Growers Association (LOGA) objected. Members of LOGA met on Friday."
        (growers,) = organizations(text)
        assert growers.name == "Lakeland Orchard Growers Association"
        assert len(growers.spans) == 3

    def test_the_first_word_of_a_longer_name_is_short_for_it(self) -> None:
        text = "She works at the Brandmeyer Institute in Graz. A study that Brandmeyer published found the contrary."
        (institute,) = organizations(text)
        assert institute.name == "Brandmeyer Institute"
        assert len(institute.spans) == 2

    def test_corporate_form_is_left_out(self) -> None:
        assert names("Veltrona GmbH opened a plant. Veltrona said it would hire 300 people.") == ["Veltrona"]

    def test_numbers_belong_to_names_of_the_table(self) -> None:
        text = "Viewers of Channel 4 objected. Ligue 1 clubs did not."
        assert names(text) == ["Channel 4", "Ligue 1"]

    def test_a_name_that_ends_like_a_possessive_keeps_its_end(self) -> None:
        text = "They ate at McDonald's. Sainsbury's sold soup."
        assert [text[a:b] for one in organizations(text) for a, b in one.spans] == ["McDonald's", "Sainsbury's"]

    def test_ampersand_and_word_are_one(self) -> None:
        assert names("Marks & Spencer closed. Marks and Spencer gave no date.") == ["Marks & Spencer"]


class TestTellingWords:
    @pytest.mark.parametrize(
        ("text", "name"),
        [
            ("He studied at the University of Ostrow before the war.", "University of Ostrow"),
            (
                "The Ministry of Rural Development and Fisheries objected.",
                "Ministry of Rural Development and Fisheries",
            ),
            ("Voters left the Meadow People's Party in droves.", "Meadow People's Party"),
            ("A spokesman of Harrow Vale FC declined.", "Harrow Vale FC"),
            ("Officers of Tarnshire Police were called.", "Tarnshire Police"),
            ("He leads the Pirate party in Tyrol.", "Pirate Party"),
        ],
    )
    def test_the_name_is_found_whole(self, text: str, name: str) -> None:
        assert names(text) == [name]

    def test_two_names_joined_by_and_are_two(self) -> None:
        text = "Talks between Velden University and Marburg College broke down."
        assert names(text) == ["Velden University", "Marburg College"]


class TestContext:
    @pytest.mark.parametrize(
        "text",
        [
            "Profits fell at the carmaker Zelvia, it said.",
            "She was named chief executive of Zelvia last year.",
            "A Zelvia spokeswoman declined to comment.",
            "Zelvia, a maker of pumps and a company of 300 people, said so.",
            "Investors sold Zelvia shares on Monday.",
        ],
    )
    def test_a_bare_name_is_believed_for_what_stands_around_it(self, text: str) -> None:
        (one,) = organizations(text)
        assert one.name == "Zelvia"
        assert one.evidence[0].startswith("pattern:")

    def test_high_recall_believes_weaker_contexts_and_nothing_less(self) -> None:
        text = "Nobody could say on Tuesday what Velmora wanted. Later Zelvia stopped. Ostrande and Perrine went on."
        assert set(names(text)) < set(names(text, recall="high"))

    def test_what_a_tagger_saw_speaks_for_a_bare_name_or_against_it(self) -> None:
        text = "They sailed from Velmora to the coast."
        start = text.index("Velmora")
        seen = Entity(start, start + 7, "ORG", 1.0)
        assert organizations(text) == []
        (one,) = organizations(text, entities=[seen])
        assert (one.name, one.evidence) == ("Velmora", ("tagger",))
        assert len(organizations(text, recall="high")) == 1
        assert organizations(text, recall="high", entities=[seen._replace(label="PERSON")]) == []

    def test_known_persons_are_no_organizations(self) -> None:
        text = "Shares of Zelvia rose."
        assert names(text) == ["Zelvia"]
        assert organizations(text, persons=["Amadou Zelvia"]) == []

    def test_unknown_recall_is_refused(self) -> None:
        with pytest.raises(ValueError, match="'normal' or 'high'"):
            names("Text.", recall="low")


class TestWhatIsNone:
    @pytest.mark.parametrize(
        "text",
        [
            "Harrison Ford arrived. Later Ford left the stage.",
            "He lives in Washington and works in Seattle.",
            "An apple a day. Apple pie was served.",
            "The visa was refused. Target practice is on Monday.",
            "Paris Hilton and Chelsea Clinton met in Orange County.",
            "Amazon rainforest fires spread in Brazil.",
            "The shell of a tank lay there. Shells fell near Avdiivka.",
            "Mr Disney was late, and so was Mrs Boot.",
            "The Clean Rivers Act passed; the Paris Agreement did not.",
        ],
    )
    def test_common_words_places_and_persons(self, text: str) -> None:
        assert names(text) == []

    def test_title_case_lines_prove_nothing(self) -> None:
        assert names("Why The Northern Harvest Council Matters Today\n\nRain fell all day.") == []
        assert names("Why NATO Matters More Than Ever Today\n\nRain fell all day.") == ["NATO"]


@given(st.text(max_size=300))
def test_any_text_is_safe_and_spans_lie_in_it(text: str) -> None:
    for one in organizations(text, recall="high"):
        assert one.name
        assert one.spans == tuple(sorted(set(one.spans)))
        for start, end in one.spans:
            assert 0 <= start < end <= len(text)


_PIECES = st.sampled_from(
    """NATO the of and University Bank – ’s ' Inc. Ford Élysée ( ) , . “ ” AT&T U.S. 76ers al-Qaeda said Ministry
    for & / - (NATO) The 's""".split()
)


@given(st.lists(_PIECES, max_size=40).map(" ".join))
def test_any_mixture_of_names_and_marks_is_safe(text: str) -> None:
    spans = sorted(span for one in organizations(text) for span in one.spans)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(first[1] <= second[0] for first, second in itertools.pairwise(spans))


@pytest.mark.parametrize("piece", ["Bank of ", "Nato Group (NG) ", "Apple, Google, ", "Ab Cd\n", "Bank’s ’s "])
def test_work_grows_with_the_length_of_the_text_and_not_with_its_square(piece: str) -> None:
    def seconds(times: int) -> float:
        began = time.process_time()
        organizations(piece * times)
        return time.process_time() - began

    seconds(10)
    # A square would make it 256 times as long.
    assert seconds(3200) < 80 * max(seconds(200), 0.002)
