"""Facets: which values occur in what matches, and how often, on every engine."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import searchidx
from searchidx import Facet, FacetValue, Index, Passage
from searchidx import facets as facets_module
from searchidx.errors import QueryError, UnknownFieldError
from searchidx.taxonomy import media_topics

POLITICS = "medtop:11000000"
GOVERNMENT = "medtop:20000593"
DISASTER = "medtop:03000000"


def shown(facet: Facet) -> dict[str, tuple[int, int]]:
    """Passages and articles of each value, in order."""
    return {value.value: (value.passages, value.articles) for value in facet.values}


def counted(index: Index, query: str = "*", by: str = "speaker", **options: object) -> dict[str, tuple[int, int]]:
    (facet,) = index.facets(query, by, **options)  # type: ignore[arg-type]
    return shown(facet)


def test_values_are_counted_in_passages_and_articles(press: Index) -> None:
    assert counted(press) == {"Amina Okafor": (2, 1), "Petr Novák": (1, 1)}
    assert counted(press, by="organization") == {
        "Harbour Board": (2, 2),
        "River Theatre": (1, 1),
        "Élysée Pumps": (1, 1),
    }
    assert list(counted(press, by="publisher").items()) == [("Ledger", (2, 2)), ("The Daily Ford", (2, 1))]
    assert counted(press, "pumps", by="organization") == {"Harbour Board": (1, 1), "Élysée Pumps": (1, 1)}
    assert counted(press, "unheardof") == {}


def test_a_facet_leaves_its_own_selection_aside(press: Index) -> None:
    results = press.search("*", speaker="Petr Novák", facets=("speaker", "organization", "publisher"))
    assert results.total_passages == 1
    assert shown(results.facet("speaker")) == {"Amina Okafor": (2, 1), "Petr Novák": (1, 1)}
    assert [value.selected for value in results.facet("speaker").values] == [False, True]
    assert shown(results.facet("publisher")) == {"The Daily Ford": (1, 1)}
    assert shown(results.facet("organization")) == {}


def test_selections_of_other_facets_and_dates_narrow(press: Index) -> None:
    assert counted(press, where={"organization": "Harbour Board"}) == {"Amina Okafor": (1, 1)}
    where = {"organization": ["Harbour Board", "River Theatre"], "publisher": "Ledger"}
    assert counted(press, by="organization", where=where, since="2026-04-16") == {
        "River Theatre": (1, 1),
        "Harbour Board": (0, 0),
    }


def test_what_is_excluded_counts_nowhere_and_is_shown_as_such(press: Index) -> None:
    (facet,) = press.facets("*", "speaker", exclude={"speaker": "Petr Novák"})
    assert shown(facet) == {"Amina Okafor": (1, 1), "Petr Novák": (0, 0)}
    assert [(value.excluded, value.selected) for value in facet.values] == [(False, False), (True, False)]
    assert counted(press, by="organization", exclude={"publisher": "Ledger"}) == {"Harbour Board": (1, 1)}


def test_what_is_selected_is_shown_though_it_does_not_occur(press: Index) -> None:
    (facet,) = press.facets("theatre", "speaker", where={"speaker": ["Amina Okafor"]})
    assert facet.values == (FacetValue("Amina Okafor", "Amina Okafor", 0, 0, selected=True),)
    assert facet.further == 0


def test_the_most_frequent_values_and_how_many_further_there_are(index: Index) -> None:
    names = [f"S{n:02}" for n in range(15)]
    index.add_passages(
        Passage(f"p-{n}", f"a{n // 2}", "river", speakers=tuple(names[: n + 1]), publisher="P") for n in range(15)
    )
    (facet,) = index.facets("*", "speaker", top=4)
    assert shown(facet) == {"S00": (15, 8), "S01": (14, 8), "S02": (13, 7), "S03": (12, 7)}
    assert (facet.further, facet.further_exact) == (11, True)
    # One that is selected is shown besides, and is then not one of the further ones.
    (facet,) = index.facets("*", "speaker", where={"speaker": "S14"}, top=4)
    assert list(shown(facet)) == ["S00", "S01", "S02", "S03", "S14"]
    assert (facet.values[-1].passages, facet.further) == (1, 10)
    # One that does not occur is none of those that do.
    (facet,) = index.facets("id:p-3", "speaker", where={"speaker": ["S14"]}, top=2)
    assert shown(facet) == {"S00": (1, 1), "S01": (1, 1), "S14": (0, 0)}
    assert facet.further == 2


def test_ties_are_in_the_order_of_values(index: Index) -> None:
    index.add_passages(
        [Passage("a-0", "a", "x", speakers=("Zoë", "Bo", "Ann")), Passage("b-0", "b", "x", speakers=("Cy",))]
    )
    assert list(counted(index, top=3)) == ["Ann", "Bo", "Cy"]


def test_topics_count_for_all_above_them(index: Index) -> None:
    index.add_passages(
        [
            Passage("a-0", "a", "x", topics=(GOVERNMENT,)),
            Passage("a-1", "a", "x", topics=(POLITICS,)),
            Passage("b-0", "b", "x", topics=(DISASTER, GOVERNMENT)),
            Passage("c-0", "c", "x", topics=("own:subject",)),
        ]
    )
    (facet,) = index.facets("*", "topic")
    assert shown(facet) == {POLITICS: (3, 2), GOVERNMENT: (2, 2), DISASTER: (1, 1), "own:subject": (1, 1)}
    levels = {value.value: (value.level, value.parent, value.label) for value in facet.values}
    assert levels[POLITICS] == (1, None, media_topics().get(POLITICS).label)  # type: ignore[union-attr]
    assert levels[GOVERNMENT][:2] == (2, POLITICS)
    assert levels["own:subject"] == (1, None, "own:subject")
    # What is below stands right after what it is below of.
    assert [value.value for value in facet.values][:2] == [POLITICS, GOVERNMENT]
    assert {hit.passage.id for hit in index.search("*", topic=POLITICS).hits} == {"a-0", "a-1", "b-0"}
    # As many as asked for of the top level, and as many below it; a topic is never shown without those above it.
    (facet,) = index.facets("*", "topic", top=1)
    assert list(shown(facet)) == [POLITICS, GOVERNMENT]
    assert facet.further == 2


def test_articles_of_large_match_sets_are_marked_as_estimates(press: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    assert all(facet.articles_exact for facet in press.facets())
    monkeypatch.setattr(facets_module, "MOST_COUNTED", 1)
    (facet,) = press.facets("*", "speaker")
    assert not facet.articles_exact
    assert shown(facet) == {"Amina Okafor": (2, 1), "Petr Novák": (1, 1)}


def test_selected_values_are_counted_though_an_engine_lists_only_some(index: Index) -> None:
    index.add_passages(Passage(f"p-{n}", "a", "river", speakers=("Most", f"S{n:05}", f"T{n:05}")) for n in range(5_100))
    (facet,) = index.facets("*", "speaker", where={"speaker": ["T05099"]}, top=1)
    assert [(value.value, value.passages) for value in facet.values] == [("Most", 5_100), ("T05099", 1)]


@pytest.mark.parametrize("top", [0, -1])
def test_fewer_than_one_value_are_refused(press: Index, top: int) -> None:
    with pytest.raises(QueryError, match=f"the number of values is {top}"):
        press.facets(top=top)


def test_what_is_no_facet_is_refused(press: Index) -> None:
    with pytest.raises(UnknownFieldError, match='no facet "title"'):
        press.facets("*", "title")
    assert [facet.field for facet in press.facets("*", ("org", "SPEAKER", "organization"))] == [
        "organization",
        "speaker",
    ]


# Any selection of any passages, against counting by hand

SPEAKERS, ORGANIZATIONS, PUBLISHERS = ("Ann", "Bo", "Cy", "Di"), ("X", "Y", "Z"), ("P", "Q")
TOPICS = (POLITICS, GOVERNMENT, DISASTER)
FACETS = ("speaker", "organization", "publisher", "topic")
CHOICES = {"speaker": SPEAKERS, "organization": ORGANIZATIONS, "publisher": PUBLISHERS, "topic": TOPICS}


def drawn(seed: int) -> list[Passage]:
    draw = random.Random(seed)

    def some(values: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(value for value in values if draw.random() < 0.35)

    return [
        Passage(
            f"p-{n}",
            f"a{draw.randrange(12)}",
            " ".join(draw.choices(("river", "dam", "flood", "pump"), k=3)),
            speakers=some(SPEAKERS),
            organizations=some(ORGANIZATIONS),
            topics=some(TOPICS),
            publisher=draw.choice((*PUBLISHERS, None)),
        )
        for n in range(draw.choice((1, 12, 40)))
    ]


def values_of(passage: Passage, facet: str) -> set[str]:
    if facet == "publisher":
        return {passage.publisher} if passage.publisher else set()
    if facet == "topic":
        return {above for topic in passage.topics for above in media_topics().path(topic)}
    return set(getattr(passage, facet + "s"))


Chosen = dict[str, list[str]]


def matching(passages: list[Passage], word: str, where: Chosen, exclude: Chosen, aside: str = "") -> list[Passage]:
    """What matches by hand, the selection of one facet left aside."""
    return [
        passage
        for passage in passages
        if word in (*passage.text.split(), "*")
        and all(values_of(passage, name) & {*values} for name, values in where.items() if values and name != aside)
        and not any(values_of(passage, name) & {*values} for name, values in exclude.items())
    ]


def by_hand(passages: list[Passage], facet: str) -> dict[str, tuple[int, int]]:
    found = {value for passage in passages for value in values_of(passage, facet)}
    holders = {value: [one for one in passages if value in values_of(one, facet)] for value in found}
    return {value: (len(held), len({one.article_id for one in held})) for value, held in holders.items()}


@pytest.fixture(
    scope="module", params=[(engine, seed) for engine in ("tantivy", "whoosh") for seed in (1, 2, 3)], ids=str
)
def any_passages(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Index, list[Passage]]]:
    engine, seed = request.param
    passages = drawn(seed)
    with searchidx.open(tmp_path_factory.mktemp("any") / "index", create=True, engine=engine) as index:
        index.add_passages(passages[:7])
        index.add_passages(passages[7:])
        yield index, passages


SELECTIONS = st.fixed_dictionaries(
    {}, optional={name: st.lists(st.sampled_from(CHOICES[name]), max_size=2) for name in FACETS}
)


@settings(max_examples=40, deadline=None)
@given(word=st.sampled_from(["river", "dam", "*"]), where=SELECTIONS, exclude=SELECTIONS)
def test_every_count_is_what_counting_by_hand_gives(
    any_passages: tuple[Index, list[Passage]], word: str, where: Chosen, exclude: Chosen
) -> None:
    index, passages = any_passages
    results = index.search(word, where=where, exclude=exclude, facets=FACETS, facet_values=20, limit=50)
    for facet in results.facets:
        expected = by_hand(matching(passages, word, where, exclude, facet.field), facet.field)
        chosen = {*where.get(facet.field, ()), *exclude.get(facet.field, ())}
        assert shown(facet) == {**dict.fromkeys(chosen, (0, 0)), **expected}
        assert (facet.further, facet.articles_exact, facet.further_exact) == (0, True, True)
        if facet.field != "topic":
            occurring = [value for value in facet.values if value.passages]
            assert occurring == sorted(occurring, key=lambda value: (-value.passages, value.value))
    found = matching(passages, word, where, exclude)
    assert {hit.passage.id for hit in results.hits} == {one.id for one in found}
    assert results.total_articles == len({one.article_id for one in found})
