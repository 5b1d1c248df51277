"""What a search finds, on every engine: sets of passage ids."""

from __future__ import annotations

from datetime import date

import pytest

from searchidx import Index
from searchidx.errors import CursorError, QueryError, UnknownFieldError


def ids(index: Index, query: str = "*", **options: object) -> set[str]:
    return {hit.passage.id for hit in index.search(query, **options).hits}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("dam", {"a-0", "a-1"}),
        ("pump", {"b-0", "d-0"}),  # stems: "pumps"
        ("PUMPS", {"b-0", "d-0"}),
        ("lodz", {"b-0"}),  # accents fold on both sides
        ("Łódź elysee", {"b-0"}),
        ("river", {"a-0", "a-1", "c-0"}),  # titles count
        ("title:river", {"a-0", "a-1", "c-0"}),
        ("text:river", {"c-0"}),
        ("heading:villagers", {"a-1"}),
        ('"harbour board"', {"a-0", "b-0"}),
        ('"board harbour"', set()),
        ('"harbour pumps"~3', {"b-0"}),
        ("pum*", {"b-0", "d-0"}),
        ("gu?rantees", {"d-0"}),
        ("*antees", {"d-0"}),
        ("U.S.-pum*", {"d-0"}),
        ("harbour-boa*", {"a-0", "b-0"}),
        ("topic:medtop:03000000", {"a-0", "a-1"}),
        ("guarantes~", {"d-0"}),
        ("garantes~2", {"d-0"}),
        ("dam -nobody", {"a-0"}),
        ("dam AND NOT nobody", {"a-0"}),
        ("nobody OR theatre", {"a-1", "c-0"}),
        ("(nobody OR theatre) river", {"a-1", "c-0"}),
        ("-dam", {"b-0", "c-0", "d-0"}),
        ("publisher:ledger", {"b-0", "c-0"}),
        ("speaker:okafor", {"a-0", "a-1"}),
        ("speaker:amina", {"a-0", "a-1"}),
        ("speaker:novak", {"a-1"}),
        ("organization:elysee", {"b-0"}),
        ("topic:disaster", {"a-0", "a-1"}),
        ("author:zoe", {"a-0", "a-1"}),
        ("date:2026-04", {"b-0", "c-0"}),
        ("date:>=2026-04-16", {"c-0"}),
        ("date:[2026-03 TO 2026-04-15]", {"a-0", "a-1", "b-0"}),
        ("id:c-0", {"c-0"}),
        ("article:a", {"a-0", "a-1"}),
        ("quote:dam", {"a-0", "a-1"}),
        ("quote:floods", set()),
        ('quote:"dam will hold"', {"a-0"}),
        ("quote:nobo*", {"a-1"}),
        ("said:leave", {"a-1"}),
        ("15000", {"d-0"}),
        ("15,000", {"d-0"}),
        ("U.S.", {"d-0"}),
        ("US pumps", {"d-0"}),
        ('"to be or not to be"', {"c-0"}),
        ("what was it about the theatre", {"c-0"}),  # stop words do not have to occur
        ("speaker:*", {"a-0", "a-1"}),
        ("*", {"a-0", "a-1", "b-0", "c-0", "d-0"}),
        ("", {"a-0", "a-1", "b-0", "c-0", "d-0"}),
    ],
)
def test_a_query_finds(press: Index, query: str, found: set[str]) -> None:
    results = press.search(query)
    assert not results.relaxed
    assert {hit.passage.id for hit in results.hits} == found
    assert results.total_passages == len(found)
    assert results.total_articles == len({one.split("-")[0] for one in found})


def test_filters_of_one_facet_mean_any_and_of_several_all(press: Index) -> None:
    assert ids(press, speaker="Amina Okafor") == {"a-0", "a-1"}
    assert ids(press, organization=["Harbour Board", "River Theatre"]) == {"a-0", "b-0", "c-0"}
    assert ids(press, organization="Harbour Board", speaker="Amina Okafor") == {"a-0"}
    assert ids(press, where={"publisher": "Ledger"}, exclude={"organization": "River Theatre"}) == {"b-0"}


def test_quote_and_said_with_a_speaker_mean_said_by_that_speaker(press: Index) -> None:
    # Both speak in a-1, but only Novák says "dam" there.
    assert ids(press, "quote:dam", speaker="Petr Novák") == {"a-1"}
    assert ids(press, "quote:dam", speaker="Amina Okafor") == {"a-0"}
    assert ids(press, "said:leave", speaker="Petr Novák") == set()
    assert ids(press, 'quote:"will leave"', speaker="Amina Okafor") == {"a-1"}
    assert ids(press, "quote:lea*", speaker="Amina Okafor") == {"a-1"}


@pytest.mark.parametrize(
    ("since", "until", "found"),
    [
        ("2026-04", None, {"b-0", "c-0"}),
        (None, "2026-04-15", {"a-0", "a-1", "b-0"}),
        ("2026-04-30", "2026-04-30", {"c-0"}),
        (date(2026, 4, 15), date(2026, 4, 15), {"b-0"}),
    ],
)
def test_since_and_until_include_both_days(press: Index, since: object, until: object, found: set[str]) -> None:
    assert ids(press, since=since, until=until) == found


def test_all_words_are_relaxed_to_any_with_a_notice(press: Index) -> None:
    results = press.search("theatre guarantees")
    assert results.relaxed
    assert {hit.passage.id for hit in results.hits} == {"c-0", "d-0"}
    assert [remark.kind for remark in results.diagnostics] == ["relaxed"]


def test_nothing_is_relaxed_where_one_word_is_asked_for_or_operators_are_typed(press: Index) -> None:
    assert not press.search("theatre AND guarantees").hits
    assert not press.search("unheardof").hits


def test_sorting_by_date_puts_what_has_none_last(press: Index) -> None:
    newest = [hit.passage.article_id for hit in press.search("*", sort="date").hits]
    oldest = [hit.passage.article_id for hit in press.search("*", sort="-date").hits]
    assert newest == ["c", "b", "a", "a", "d"]
    assert oldest == ["a", "a", "b", "c", "d"]


def test_the_passage_that_speaks_of_it_most_comes_first(press: Index) -> None:
    assert press.search("river").hits[0].passage.id == "c-0"


def test_grouping_by_article_shows_each_once(press: Index) -> None:
    results = press.search("dam", group_by="article")
    assert [hit.passage.article_id for hit in results.hits] == ["a"]
    assert results.hits[0].article_hits == 2
    assert (results.total_passages, results.total_articles) == (2, 1)


@pytest.mark.parametrize("group_by", [None, "article"])
@pytest.mark.parametrize("sort", ["relevance", "date"])
def test_cursors_lead_through_everything_once(press: Index, group_by: str | None, sort: str) -> None:
    found, cursor, ranks = [], None, []
    while True:
        page = press.search("*", limit=2, cursor=cursor, group_by=group_by, sort=sort)  # type: ignore[arg-type]
        found += [hit.passage.id for hit in page.hits]
        ranks += [hit.rank for hit in page.hits]
        cursor = page.cursor
        if cursor is None:
            break
    assert len(found) == len(set(found)) == (5 if group_by is None else 4)
    assert ranks == list(range(1, len(found) + 1))


def test_a_cursor_belongs_to_its_search(press: Index) -> None:
    cursor = press.search("*", limit=2).cursor
    assert cursor
    with pytest.raises(CursorError, match="another search"):
        press.search("river", limit=2, cursor=cursor)
    with pytest.raises(CursorError, match="not a cursor"):
        press.search("*", cursor="nonsense")


@pytest.mark.parametrize("limit", [0, -1])
def test_a_limit_below_one_is_refused(press: Index, limit: int) -> None:
    with pytest.raises(QueryError, match=f"limit is {limit}"):
        press.search("*", limit=limit)


def test_an_unknown_field_is_refused_with_a_suggestion(press: Index) -> None:
    with pytest.raises(QueryError) as error:
        press.search("speker:okafor")
    assert error.value.diagnostics[0].suggestion is not None
    assert "speaker" in error.value.diagnostics[0].suggestion
    with pytest.raises(UnknownFieldError, match='did you mean "speaker"'):
        press.facets("*", "speker")
    with pytest.raises(UnknownFieldError, match="organization"):
        press.search("*", where={"colour": "red"})


def test_an_unknown_value_finds_nothing_and_suggests_one(press: Index) -> None:
    results = press.search("*", speaker="Amina Okaför Smith")
    assert not results.hits
    assert results.diagnostics[0].kind == "unknown-value"
    results = press.search("*", speaker="petr novak")
    assert {hit.passage.id for hit in results.hits} == {"a-1"}
    assert results.diagnostics[0].kind == "value-taken-as"


def test_topics_are_chosen_by_id_slug_or_label(press: Index) -> None:
    for topic in ("medtop:03000000", "disaster", "disaster, accident and emergency incident"):
        assert ids(press, topic=topic) == {"a-0", "a-1"}, topic


def test_a_pattern_that_matches_everything_is_refused(press: Index) -> None:
    with pytest.raises(QueryError):
        press.search("?*")


def test_an_export_holds_the_whole_match_set(press: Index) -> None:
    assert {passage.id for passage in press.export("river")} == {"a-0", "a-1", "c-0"}
    assert [passage.id for passage in press.export("*", sort="date")][-1] == "d-0"
    assert list(press.export("unheardof")) == []


def test_similar_passages_share_what_is_rare(press: Index) -> None:
    assert press.similar("b-0")[0].passage.id in {"a-0", "d-0"}
    assert "b-0" not in {hit.passage.id for hit in press.similar("b-0")}
    with pytest.raises(QueryError, match="no passage"):
        press.similar("zz-9")


def test_suggestions_complete_values_and_words(press: Index) -> None:
    assert [one.value for one in press.suggest("ok", "speaker")] == ["Amina Okafor"]
    assert [one.value for one in press.suggest("NOV", "speaker")] == ["Petr Novák"]
    assert [one.label for one in press.suggest("disa", "topic")] == ["disaster, accident and emergency incident"]
    assert "pumps" in [one.value for one in press.suggest("pum", "text")]


def test_a_passage_comes_back_as_it_was_added(press: Index) -> None:
    from tests.conftest import PRESS

    for passage in PRESS:
        assert press.passage(passage.id) == passage
    assert [passage.id for passage in press.passages_of("a")] == ["a-0", "a-1"]
    assert press.passage("zz-9") is None
