"""Several processes and threads at one index: one writes, all read, and nobody sees half of anything."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest

import searchidx
from searchidx import Index, Passage, writing
from searchidx.errors import CursorError, IndexLockedError, StoreError
from searchidx.model import Article, Block
from searchidx.opening import rebuild
from tests.processes import Running, run


def passages(count: int, name: str = "p", **fields: object) -> list[Passage]:
    return [Passage(f"{name}-{n}", f"{name}{n // 2}", f"word{n} river", **fields) for n in range(count)]  # type: ignore[arg-type]


def size(index: Index) -> int:
    return index.search("river", facets=()).total_passages


def add(path: Path, count: int, name: str, wait: float = 30) -> int:
    with searchidx.open(path) as index:
        return index.add_passages(passages(count, name), wait=wait)


def add_slowly(path: Path, count: int, ready: Path, go: Path) -> int:
    """Says that it holds the lock, and goes on when it is told to."""

    def slowly() -> object:
        yield from passages(count, "slow")
        ready.touch()
        while not go.exists():
            time.sleep(0.01)

    with searchidx.open(path) as index:
        return index.add_passages(slowly())  # type: ignore[arg-type]


def until(happened: Callable[[], object]) -> None:
    end = time.monotonic() + 60
    while not happened():
        assert time.monotonic() < end, "it does not happen"
        time.sleep(0.01)


@pytest.fixture
def busy(index: Index, tmp_path: Path) -> tuple[Running, Path]:
    """A process that is writing to the index, and what it waits for."""
    ready, go = tmp_path / "ready", tmp_path / "go"
    writer = Running(add_slowly, index.path, 3, ready, go)
    until(ready.exists)
    return writer, go


def test_a_second_writer_waits_for_the_first(index: Index, busy: tuple[Running, Path]) -> None:
    first, go = busy
    second = Running(add, index.path, 2, "second")
    assert second.waits(0.3)
    go.touch()
    assert (first.answer(), second.answer()) == (3, 2)
    index.refresh()
    assert size(index) == 5
    assert index.check().sound


def test_a_writer_that_waits_too_long_is_told_who_writes(index: Index, busy: tuple[Running, Path]) -> None:
    first, go = busy
    who = f"process {first.number} on {socket.gethostname()} since 20"
    with pytest.raises(IndexLockedError, match=f"being written by {who}.*waited 0.2 seconds") as error:
        index.add_passages(passages(1), wait=0.2)
    assert "stop it: an interrupted run loses nothing" in str(error.value)
    with pytest.raises(IndexLockedError, match=who):
        rebuild(index.path, lambda fresh: fresh.add_passages(passages(1)), wait=0)
    with pytest.raises(IndexLockedError):
        index.remove(["p0"], wait=0)
    go.touch()
    first.answer()
    assert index.add_passages(passages(1), wait=0) == 1


def test_a_killed_writer_frees_the_lock(index: Index, busy: tuple[Running, Path]) -> None:
    first, _ = busy
    assert first.kill()
    assert index.add_passages(passages(1), wait=0) == 1
    assert size(index) == 1
    assert index.check().sound


def test_a_writer_sees_what_the_one_before_it_has_left(index: Index, busy: tuple[Running, Path]) -> None:
    # Both were opened before either had written.
    first, go = busy
    go.touch()
    first.answer()
    index.add_passages([Passage("slow-0", "other", "only a lake"), *passages(1)])
    assert {passage.id for passage in index.export("river")} == {"slow-1", "slow-2", "p-0"}
    assert index.check().sound


def test_languages_that_others_have_added_are_not_forgotten(index: Index) -> None:
    run(add_in, index.path, "de")
    index.add_passages(passages(1, language="fr"))
    assert index.settings.languages == ("de", "fr")
    run(add_in, index.path, "en")
    assert index.settings.languages == ("de", "fr")
    index.refresh()
    assert index.settings.languages == ("de", "en", "fr")


def add_in(path: Path, language: str) -> None:
    with searchidx.open(path) as index:
        index.add_passages(passages(1, language, language=language))


def test_two_processes_that_make_the_index_share_it(tmp_path: Path, engine: str) -> None:
    path = tmp_path / "index"
    makers = [Running(make, path, engine, name) for name in ("one", "two", "three")]
    for maker in makers:
        maker.answer()
    with searchidx.open(path) as index:
        assert size(index) == 6
        assert index.check().sound
    assert len(list(path.glob("data-*"))) == 1


def make(path: Path, engine: str, name: str) -> None:
    with searchidx.open(path, create=True, engine=engine) as index:
        index.add_passages(passages(2, name))


def add_in_steps(path: Path, steps: int) -> None:
    writing.BATCH_PASSAGES = 1
    with searchidx.open(path) as index:
        index.add(article(f"a{step}") for step in range(steps))


def article(id: str) -> Article:
    text = f"The river {id} rose."
    return Article(id=id, text=text, blocks=(Block("paragraph", 0, len(text)),))


def test_readers_see_whole_commits_while_another_process_writes(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = 12
    writer = Running(add_in_steps, index.path, steps)
    totals = []
    with searchidx.open(index.path) as snapshot:
        kept = size(snapshot)
        while writer.waits(0):
            index.refresh()
            totals.append(size(index))
            # The catalog and the engine commit one after the other, but are only ever seen together.
            report, stats = index.check(), index.stats()
            assert report.sound
            assert report.passages == report.articles
            assert stats.passages == stats.articles >= report.passages >= totals[-1]
            assert all(index.article(f"a{step}") is not None for step in range(totals[-1]))
            assert size(snapshot) == kept
        writer.answer()
        assert totals == sorted(totals)
        assert size(snapshot) == kept
        snapshot.refresh()
        assert size(snapshot) == steps


def test_threads_share_an_index(index: Index) -> None:
    index.add_passages(passages(40))
    stop = Event()

    def ask() -> int:
        asked = 0
        while not stop.is_set() or not asked:
            total = size(index)
            assert total >= 40
            listed = [passage.id for passage in index.export("river")]
            assert len(listed) == len(set(listed)) >= total
            assert index.passage("p-7") == passages(40)[7]
            assert index.stats().passages >= total
            assert index.suggest("wor", "text", limit=3)
            asked += 1
        return asked

    with ThreadPoolExecutor(3) as threads:
        asking = [threads.submit(ask) for _ in range(3)]
        try:
            for step in range(4):
                index.add_passages(passages(3, f"more{step}"))
        finally:
            stop.set()
        assert all(one.result() for one in asking)
    assert size(index) == 52


def test_threads_that_write_wait_for_each_other(index: Index) -> None:
    with ThreadPoolExecutor(3) as threads:
        assert list(threads.map(lambda name: index.add_passages(passages(3, name)), "abc")) == [3, 3, 3]
    index.refresh()
    assert size(index) == 9
    assert index.check().sound


def test_an_export_goes_on_where_it_began(index: Index) -> None:
    index.add_passages(passages(5))
    exported = index.export("river")
    first = next(exported)
    index.add_passages(passages(5, "later"))
    index.remove(["p0", "p1"])
    assert len({first.id, *(passage.id for passage in exported)}) == 5
    assert size(index) == 6


def test_a_cursor_ends_with_the_state_that_it_leads_through(index: Index) -> None:
    index.add_passages(passages(5))
    cursor = index.search("river", limit=2).cursor
    run(add, index.path, 1, "more")
    assert index.search("river", limit=2, cursor=cursor).hits  # not seen yet
    index.refresh()
    with pytest.raises(CursorError, match="the index has changed"):
        index.search("river", limit=2, cursor=cursor)


def test_a_closed_index_says_so(index: Index) -> None:
    index.close()
    for question in (lambda: index.search("river"), lambda: index.facets(), lambda: index.passage("p-0")):
        with pytest.raises(StoreError, match="is closed: open it again"):
            question()
    index.close()


def rebuild_with(path: Path, count: int, name: str, times: int = 1, engine: str | None = None) -> None:
    for _ in range(times):
        rebuild(path, lambda index: index.add_passages(passages(count, name)), engine=engine)


def test_an_open_index_answers_during_and_after_a_rebuild(index: Index) -> None:
    index.add_passages(passages(6))

    def fill(fresh: Index) -> None:
        fresh.add_passages(passages(2, "new"))
        assert (size(fresh), size(index)) == (2, 6)
        index.refresh()
        assert size(index) == index.stats().passages == 6

    rebuild(index.path, fill)
    results = index.search("river", limit=6)
    assert results.total_passages == 6
    assert results.hits[0].passage == index.passage(results.hits[0].passage.id)
    assert index.facets("word1", by="publisher")[0].values == ()
    # What is asked about the index itself is answered from its present state.
    assert index.stats().passages == index.check().passages == 2
    assert index.article("p0") is None
    index.refresh()
    assert size(index) == 2


def test_what_was_opened_before_a_rebuild_writes_to_what_it_made(index: Index, engine: str) -> None:
    index.add_passages(passages(6))
    other = next(name for name in ("tantivy", "whoosh") if name != engine)
    run(rebuild_with, index.path, 2, "new", 1, other)
    assert index.add_passages(passages(1)) == 1
    assert index.engine == other
    assert {passage.id for passage in index.export()} == {"new-0", "new-1", "p-0"}
    assert index.check().sound


def test_an_index_can_be_opened_at_every_moment_of_a_rebuild(index: Index) -> None:
    index.add_passages(passages(2))
    rebuilder = Running(rebuild_with, index.path, 2, "new", 6)
    opened = 0
    while rebuilder.waits(0):
        with searchidx.open(index.path) as other:
            assert size(other) == other.stats().passages == 2
        opened += 1
    rebuilder.answer()
    assert opened


def test_the_lock_names_nobody_once_it_is_free(index: Index) -> None:
    index.add_passages(passages(1))
    assert sorted(entry.name for entry in index.path.iterdir() if not entry.name.startswith("data-")) == [
        "lock",
        "searchidx.json",
    ]
    assert os.access(index.path / "lock", os.R_OK)
