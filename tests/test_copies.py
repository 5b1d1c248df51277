"""Near copies of an article in an index: found as it is filled, shown as one where that is asked for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import pytest

import searchidx
from searchidx import Article, Index, Results
from searchidx.copies import Copies, load_copies
from searchidx.errors import CursorError, IndexDamagedError
from searchidx.storage import Storage

FERRY = (
    "The ferry to Lundholm ran aground on Sunday with ninety people on board, the coast guard said. Nobody was hurt. "
    "The captain had left the channel to avoid a sailing boat, according to the harbour master, and a sandbank that is "
    "on no map held the ferry fast until the evening tide. Passengers were given blankets and soup in the school. "
    "The company said that the ferry would be examined in the dock before it sails again, and that the island would be "
    "served by a smaller boat until the end of the week."
)
ALONE = (
    "The school of Lundholm has opened a kitchen in which pupils cook soup for the harbour on Fridays. The captain of "
    "the ferry is among its guests, and says that nothing better is to be had on the island, not even at the weddings "
    "of his own daughters. The kitchen was paid for by the company that runs the boats."
)
TEXTS = {
    "wire": FERRY,
    "courier": "An island was cut off. " + FERRY.replace("Passengers", "Travellers"),
    "brief": ". ".join(FERRY.split(". ")[:3]) + ".",
    "kitchen": ALONE,
    "blog": FERRY + " A ferry is a ferry is a ferry, as our readers from the island like to say about the ferry.",
}
COPIES = {"wire", "courier", "brief", "blog"}


def article(id: str, text: str | None = None) -> Article:
    text = TEXTS[id] if text is None else text
    day = 1 + sorted(TEXTS).index(id) if id in TEXTS else 20
    return Article(
        id, text, title=f"Ferry, {id}", publisher=id, published=datetime(2026, 5, day), url=f"https://{id}.example/"
    )


def articles(ids: Iterable[str] = TEXTS) -> list[Article]:
    return [article(id) for id in ids]


@pytest.fixture
def filled(index: Index) -> Index:
    index.add(articles())
    return index


def shown(results: Results) -> dict[str, int]:
    return {hit.passage.article_id: hit.copies for hit in results.hits}


def groups(index: Index) -> set[frozenset[str]]:
    return {frozenset([id, *index.copies_of(id)]) for id in TEXTS if index.copies_of(id)}


def test_one_of_several_copies_is_shown_and_says_how_many_others_match(filled: Index) -> None:
    assert set(shown(filled.search("soup"))) == {"wire", "courier", "kitchen", "blog"}
    # The brief has no soup: it is a copy, and does not match.
    assert sorted(shown(filled.search("soup", collapse=True)).items()) in (
        [("blog", 2), ("kitchen", 0)],
        [("courier", 2), ("kitchen", 0)],
        [("kitchen", 0), ("wire", 2)],
    )


def test_the_best_of_the_copies_is_the_one_that_is_shown(filled: Index) -> None:
    for query, sort in (
        ("ferry", "relevance"),
        ("ferry", "date"),
        ("*", "-date"),
        ('"the island like to say"', "date"),
    ):
        first = filled.search(query, sort=sort).hits  # type: ignore[arg-type]
        best = next(hit.passage.id for hit in first if hit.passage.article_id in COPIES)
        collapsed = filled.search(query, sort=sort, collapse=True).hits  # type: ignore[arg-type]
        assert next(hit.passage.id for hit in collapsed if hit.passage.article_id in COPIES) == best


def test_what_is_counted_does_not_change(filled: Index) -> None:
    every, collapsed = filled.search("ferry"), filled.search("ferry", collapse=True)
    assert (collapsed.total_passages, collapsed.total_articles) == (every.total_passages, every.total_articles)
    assert collapsed.facets == every.facets


def test_filters_leave_copies_out_of_the_count(filled: Index) -> None:
    filters = {"publisher": ["wire", "brief", "kitchen"]}
    assert shown(filled.search("channel", where=filters, collapse=True)) in ({"wire": 1}, {"brief": 1})
    assert shown(filled.search("channel", where={"publisher": "wire"}, collapse=True)) == {"wire": 0}


def test_all_passages_of_the_article_that_is_shown_stay(index: Index) -> None:
    long = "\n\n".join(f"Part {n} of the story of the ferry. {FERRY} {ALONE}" for n in range(3))
    index.add([article("one", long), article("two", long + " The end.")])
    every = index.search("ferry", limit=50)
    collapsed = index.search("ferry", limit=50, collapse=True)
    assert len(index.passages_of("one")) == len(index.passages_of("two")) > 1
    assert len(collapsed.hits) * 2 == len(every.hits)
    assert len({hit.passage.article_id for hit in collapsed.hits}) == 1
    grouped = index.search("ferry", limit=50, collapse=True, group_by="article")
    assert [(hit.copies, hit.article_hits) for hit in grouped.hits] == [(1, len(collapsed.hits))]


@pytest.mark.parametrize("group_by", [None, "article"])
def test_pages_lead_through_every_story_once(filled: Index, group_by: str | None) -> None:
    filled.add([article(f"other{n}", f"Number {n} is another story, of a bridge and {n} carts.") for n in range(7)])
    ids: list[str] = []
    cursor = None
    while True:
        page = filled.search("*", limit=3, collapse=True, cursor=cursor, group_by=group_by)  # type: ignore[arg-type]
        ids += [hit.passage.article_id for hit in page.hits]
        cursor = page.cursor
        if cursor is None:
            break
        with pytest.raises(CursorError, match="another search"):
            filled.search("*", limit=3, cursor=cursor, group_by=group_by)  # type: ignore[arg-type]
    assert len(ids) == len(set(ids))
    assert len(set(ids) & COPIES) == 1
    assert set(ids) - COPIES == {"kitchen", *(f"other{n}" for n in range(7))}


def test_copies_are_found_whenever_they_come(index: Index) -> None:
    for id in TEXTS:
        index.add([article(id)])
    assert groups(index) == {frozenset(COPIES)}
    assert index.stats().copies == 3
    index.remove(["courier", "blog"])
    assert groups(index) == {frozenset({"wire", "brief"})}
    index.add([article("brief", ALONE)])
    assert groups(index) == {frozenset({"kitchen", "brief"})}
    index.remove(["kitchen"])
    assert (groups(index), index.stats().copies) == (set(), 0)
    assert shown(index.search("ferry", collapse=True)) == {"wire": 0, "brief": 0}


def test_passages_without_their_articles_are_no_copies(index: Index, tmp_path: Path) -> None:
    with searchidx.open(tmp_path / "other", create=True, engine=index.engine) as other:
        other.add(articles())
        index.add_passages(other.export())
    assert groups(index) == set()
    assert len(index.search("ferry", collapse=True).hits) == len(index.search("ferry").hits)


def test_groups_that_are_lost_are_found_when_the_index_is_next_written(filled: Index) -> None:
    path = Storage.open(filled.path).copies_path
    found = load_copies(path)
    assert found == Copies(len(TEXTS), ({1: "wire", 2: "courier", 3: "brief", 5: "blog"},))
    path.unlink()
    filled.refresh()
    assert groups(filled) == set()
    filled.remove(["nothing"])
    assert load_copies(path) == found


@pytest.mark.parametrize("text", ["", "{", "[]", '{"compared": 5}', '{"compared": 5, "groups": [[1]]}', "[" * 100_000])
def test_groups_that_are_damaged_are_named(filled: Index, text: str) -> None:
    path = Storage.open(filled.path).copies_path
    path.write_text(text)
    with pytest.raises(IndexDamagedError, match=r"copies.json is damaged: delete it, and it is made again"):
        searchidx.open(filled.path)
    # An index that is open writes it anew.
    filled.add([article("kitchen")])
    assert groups(filled) == {frozenset(COPIES)}


def test_a_writer_that_was_killed_before_it_compared_leaves_that_to_the_next(
    filled: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Storage, "know_copies", killed)
        with pytest.raises(KeyboardInterrupt):
            filled.add([article("late", FERRY + " So they say.")])
    filled.refresh()
    assert filled.article("late") is not None
    assert filled.copies_of("late") == ()
    filled.remove(["nothing"])
    assert set(filled.copies_of("late")) == COPIES


def test_rebuilding_finds_them_too(filled: Index, tmp_path: Path) -> None:
    for id, text in TEXTS.items():
        (tmp_path / f"{id}.txt").write_text(f"{id}\n\n{text}")
    searchidx.rebuild(filled.path, lambda index: index.update([tmp_path / f"{id}.txt" for id in TEXTS]))
    filled.refresh()
    assert filled.stats().copies == 3
