"""What is damaged, lost, out of reach or no text: an error of our own that says what to do, and nothing is lost."""

from __future__ import annotations

import errno
import os
import random
import resource
import shutil
import signal
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import searchidx
from searchidx import Index, Passage, Quotation, catalog
from searchidx.errors import (
    EngineUnavailableError,
    IndexDamagedError,
    IndexLockedError,
    QueryError,
    SearchidxError,
    StorageError,
    StoreError,
)
from searchidx.opening import rebuild
from tests.processes import run


def passages(count: int, name: str = "p", text: str = "the river and the dam") -> list[Passage]:
    return [
        Passage(
            f"{name}-{n}", f"{name}{n // 2}", f"{text} {n}", speakers=("Amina Okafor",), published=datetime(2026, 3, 1)
        )
        for n in range(count)
    ]


@pytest.fixture(scope="module", params=["tantivy", "whoosh"])
def sound(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sound index of two commits, to be copied."""
    path = tmp_path_factory.mktemp("sound") / "index"
    with searchidx.open(path, create=True, engine=request.param) as index:
        index.add_passages(passages(20))
        index.add_passages(passages(20, "q"))
        index.remove(["p0"])
    return path


@pytest.fixture
def copy(sound: Path, tmp_path: Path) -> Path:
    shutil.copytree(sound, tmp_path / "copy")
    return tmp_path / "copy"


def ask_everything(path: Path) -> None:
    with searchidx.open(path) as index:
        for hit in index.search("river -dam OR amina*", limit=50).hits:
            index.passage(hit.passage.id)
        index.search('"the dam"~2', sort="date", group_by="article", where={"speaker": "Amina Okafor"})
        index.suggest("ri", "text")
        list(index.export())
        index.article("p1")
        index.stats()
        index.check()
        index.add_passages(passages(3, "new"))
        index.remove(["q1"])
        assert index.search("river").total_passages


DAMAGES: dict[str, Callable[[bytes], bytes | None]] = {
    "lost": lambda content: None,
    "empty": lambda content: b"",
    "cut": lambda content: content[: len(content) // 2],
    "noise": lambda content: random.Random(len(content)).randbytes(len(content)),
    "begin": lambda content: bytes(64) + content[64:],
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_of_an_index(sound: Path, tmp_path: Path, damage: str) -> None:
    """Each file in turn: what the index still answers it answers, and the rest is refused with a reason."""
    refused = []
    for name in sorted(path.relative_to(sound) for path in sound.glob("data-*/**/*") if path.is_file()):
        copy = tmp_path / "copy"
        shutil.copytree(sound, copy)
        content = DAMAGES[damage]((copy / name).read_bytes())
        if content is None:
            (copy / name).unlink()
        else:
            (copy / name).write_bytes(content)
        try:
            ask_everything(copy)
        except StoreError as error:
            assert isinstance(error, (IndexDamagedError, StorageError)), (name, error)
            assert "again" in str(error), (name, error)
            refused.append(name)
        shutil.rmtree(copy)
    assert len(refused) >= 3


def test_a_check_finds_what_the_engine_has_lost_and_what_it_should_not_have(copy: Path) -> None:
    with searchidx.open(copy) as index:
        assert index.check().sound
    path = next(copy.glob("data-*/catalog.sqlite"))
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("UPDATE passages SET id = 'other' WHERE id = 'q-3'")
        db.execute("UPDATE passages SET digest = digest + 1 WHERE id = 'q-7'")
    with searchidx.open(copy) as index:
        report = index.check()
    assert not report.sound
    assert (report.missing, report.surplus, report.damaged) == (("other",), ("q-3",), ("q-7",))


def test_a_check_finds_a_damaged_catalog(copy: Path) -> None:
    path = next(copy.glob("data-*/catalog.sqlite"))
    content = bytearray(path.read_bytes())
    with closing(sqlite3.connect(path)) as db:
        (root,) = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'passages_id'").fetchone()
        (page,) = db.execute("PRAGMA page_size").fetchone()
    content[(root - 1) * page + 8 : root * page] = bytes(page - 8)
    path.write_bytes(content)
    with searchidx.open(copy) as index:
        report = index.check()
        assert report.catalog
        assert not report.sound
        assert index.search("river").hits  # searching does not need the catalog


def test_a_lost_catalog_is_not_made_anew(copy: Path) -> None:
    next(copy.glob("data-*/catalog.sqlite")).unlink()
    with searchidx.open(copy) as index:
        assert index.search("river").hits
        for question in (
            index.stats,
            index.check,
            lambda: index.add_passages(passages(1)),
            lambda: index.article("p1"),
        ):
            with pytest.raises(IndexDamagedError, match=r"catalog.sqlite is missing.*--rebuild"):
                question()


def test_an_engine_that_is_not_there(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("searchidx.engines.available", list)
    with pytest.raises(EngineUnavailableError, match="not installed here"):
        searchidx.open(copy)
    with pytest.raises(EngineUnavailableError, match="no engine 'solr': choose from tantivy, whoosh"):
        searchidx.open(copy / "new", create=True, engine="solr")


# No permission


def denying(refused: Path, function: Callable[..., object]) -> Callable[..., object]:
    def call(path: object, *arguments: object, **options: object) -> object:
        if isinstance(path, (str, Path)) and Path(path).is_relative_to(refused):
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return function(path, *arguments, **options)

    return call


def test_no_permission_to_read(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As anybody but root would see it."""
    for create in (False, True):
        with monkeypatch.context() as patch:
            patch.setattr(Path, "open", denying(copy, Path.open))
            patch.setattr(Path, "iterdir", denying(copy, Path.iterdir))
            with pytest.raises(StorageError, match=f"no permission to use the index at {copy}.*change its owner"):
                searchidx.open(copy, create=create)


def test_no_permission_to_make_or_rebuild(copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(Path, "mkdir", denying(tmp_path, Path.mkdir))
        with pytest.raises(StorageError, match="no permission to use the index"):
            searchidx.open(tmp_path / "new" / "index", create=True)
        for path in (tmp_path / "new", copy):
            with pytest.raises(StorageError, match="no permission to use the index"):
                rebuild(path, lambda index: None)
    with searchidx.open(copy) as index:
        assert index.check().sound


def test_no_permission_to_write(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with searchidx.open(copy) as index:
        total = index.search("river").total_passages
        with monkeypatch.context() as patch:
            patch.setattr(os, "open", denying(copy, os.open))
            with pytest.raises(StorageError, match="no permission to use the index"):
                index.add_passages(passages(1))
        assert index.search("river").total_passages == total


def test_errors_of_the_caller_s_own_files_are_the_caller_s(index: Index) -> None:
    def reading() -> Iterator[Passage]:
        yield from passages(1)
        raise PermissionError(errno.EACCES, "Permission denied", "/elsewhere/secret.txt")

    with pytest.raises(PermissionError, match="secret"):
        index.add_passages(reading())
    index.refresh()
    assert index.search("river").total_passages == 0


# No space left


def fill_up(path: Path, most: int) -> str:
    """Write with files limited to so many bytes: what the system then says is what a full disk makes it say."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))
    try:
        with searchidx.open(path, create=True) as index:
            index.add_passages(passages(4_000, "much", text="a long text about the river " * 10))
    except StorageError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("most", [0, 4_000, 60_000, 200_000])
def test_no_space_left(copy: Path, most: int) -> None:
    message = run(fill_up, copy, most)
    assert "again" in message, message
    with searchidx.open(copy) as index:
        assert index.check().sound
        assert index.search("river").total_passages == 38
        index.add_passages(passages(2, "more"))
        assert index.search("river").total_passages == 40
        assert index.check().sound


def test_no_space_left_for_a_new_index(tmp_path: Path) -> None:
    assert "again" in run(fill_up, tmp_path / "index", 100)
    with searchidx.open(tmp_path / "index", create=True) as index:
        assert index.check().sound


def full(*_: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("place", ["Catalog.prepare", "Catalog.complete", "Storage.publish"])
def test_no_space_left_at_each_step_of_a_commit(copy: Path, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    owner, step = place.split(".")
    with searchidx.open(copy) as index:
        with monkeypatch.context() as patch:
            patch.setattr(f"searchidx.{'catalog' if owner == 'Catalog' else 'storage'}.{place}", full)
            with pytest.raises(StorageError, match=r"no space left for the index.*what was committed before is safe"):
                index.add_passages([Passage("n-0", "n", "une rivière", language="fr")])
        index.refresh()
        assert index.check().sound
        expected = 1 if step == "complete" else 0  # where the engine has committed, the batch counts
        assert index.search("riviere").total_passages == expected
        index.add_passages([Passage("n-0", "n", "une rivière", language="fr")])
        assert index.check().sound
        assert index.search("riviere").total_passages == 1


@pytest.mark.parametrize(
    ("code", "meant", "said"),
    [
        (sqlite3.SQLITE_FULL, StorageError, "no space left"),
        (sqlite3.SQLITE_READONLY, StorageError, "change its owner or mode"),
        (sqlite3.SQLITE_CANTOPEN, StorageError, "change its owner or mode"),
        (sqlite3.SQLITE_IOERR, StorageError, "see to the disk"),
        (sqlite3.SQLITE_BUSY, IndexLockedError, "run the same command again"),
        (sqlite3.SQLITE_CORRUPT, IndexDamagedError, "--rebuild"),
        (sqlite3.SQLITE_NOTADB, IndexDamagedError, "--rebuild"),
    ],
)
def test_what_the_catalog_s_errors_mean(tmp_path: Path, code: int, meant: type[StoreError], said: str) -> None:
    error = sqlite3.OperationalError("something")
    error.sqlite_errorcode = code
    with pytest.raises(meant, match=said), catalog.catalog_errors(tmp_path):
        raise error


# Texts and queries


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_text_goes_in_and_comes_back(data: st.DataObject, any_text: Index) -> None:
    texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
    names = texts.filter(bool)
    text = data.draw(texts)
    end = len(text)
    spans = st.tuples(st.integers(-3, end + 3), st.integers(-3, end + 3)).map(lambda span: (min(span), max(span)))
    quotations = st.builds(
        Quotation,
        spans=st.lists(spans, min_size=1, max_size=2).map(tuple),
        kind=st.just("direct"),
        speaker=st.none() | texts,
        source_text=st.none() | texts,
    )
    passage = Passage(
        id=data.draw(names),
        article_id=data.draw(names),
        text=text,
        title=data.draw(texts),
        heading=data.draw(texts),
        speakers=data.draw(st.lists(texts, max_size=2).map(tuple)),
        topics=data.draw(st.lists(texts, max_size=2).map(tuple)),
        quotations=data.draw(st.lists(quotations, max_size=2).map(tuple)),
        published=data.draw(st.none() | st.datetimes()),
        publisher=data.draw(st.none() | texts),
        url=data.draw(st.none() | texts),
        language=data.draw(st.none() | st.sampled_from(["en", "de", "ar", "hi", "zh", "xx"]) | texts),
    )
    any_text.add_passages([passage])
    assert any_text.passage(passage.id) == passage
    assert passage in any_text.passages_of(passage.article_id)
    for query in (data.draw(texts), text, f"quote:{text}", f'"{passage.title}"'):
        try:
            results = any_text.search(query, where={"speaker": passage.speakers})
        except QueryError:
            continue
        for hit in results.hits:
            assert all(0 <= start < end <= len(hit.passage.text) for start, end in (*hit.highlights,))
    assert any_text.check().sound


@pytest.fixture(params=["tantivy", "whoosh"])
def any_text(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Index]:
    with searchidx.open(tmp_path / "index", create=True, engine=request.param) as index:
        yield index


@pytest.mark.parametrize(
    "passage",
    [
        Passage("a-\ud800", "a", "x"),
        Passage("a-0", "\udfff", "x"),
        Passage("a-0", "a", "half of a pair \ud83d"),
        Passage("a-0", "a", "x", speakers=("\udc00",)),
        Passage("", "a", "x"),
        Passage("a-0", "", "x"),
    ],
)
def test_what_is_no_text_is_refused(index: Index, passage: Passage) -> None:
    with pytest.raises(StoreError, match="cannot be stored"):
        index.add_passages([passage])
    assert index.article("\udfff") is None
    assert index.sources_of("\udfff") == []
    assert index.remove(["\udfff"]) == 0
    assert index.check().passages == 0


@pytest.mark.parametrize("query", ["\ud800", "speaker:\udfff", "\ud800*", "id:\ud800"])
def test_a_query_that_is_no_text_finds_nothing_or_is_refused(press: Index, query: str) -> None:
    try:
        assert press.search(query).hits == ()
    except SearchidxError as error:
        assert isinstance(error, QueryError)


@pytest.mark.parametrize("cursor", ["", "é", "W10", "WyJhIiwgMWU5OTld", "WyJhIiwgLTFd", "a" * 10_000, "\ud800"])
def test_a_cursor_of_somebody_s_own(press: Index, cursor: str) -> None:
    with pytest.raises(QueryError, match="cursor"):
        press.search("river", cursor=cursor)
