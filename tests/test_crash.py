"""Nothing is lost where a writer is killed: the index is in one of its committed states, and the next run completes."""

from __future__ import annotations

import json
import os
import random
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NoReturn

import pytest

import searchidx
import searchidx.engines.tantivy
import searchidx.engines.whoosh
import searchidx.pipeline
from searchidx import Index, Passage, writing
from searchidx.catalog import Catalog
from searchidx.errors import IndexMissingError
from searchidx.model import Article
from searchidx.opening import rebuild
from searchidx.storage import Storage
from searchidx.tagging import Tags
from tests.processes import Running, run

State = dict[str, tuple[str, ...]]
"""The texts of an article's passages, by the article's id."""


def untagged(article: Article, passages: list[Passage], **options: object) -> list[Passage]:
    """Instead of tagging: what is proved here is the index."""
    return passages


def no_tags(articles: list[Article], options: object) -> list[Tags]:
    """Instead of `tags_of`."""
    return [Tags()] * len(articles)


def small_batches() -> None:
    searchidx.pipeline.tag = untagged
    searchidx.pipeline.tags_of = no_tags
    writing.BATCH_PASSAGES = 12


def work(path: Path, docs: Path, engine: str) -> None:
    small_batches()
    with searchidx.open(path, create=True, engine=engine) as index:
        index.update([docs], prune=True)


def state_of(index: Index) -> State:
    found: dict[str, list[Passage]] = {}
    for passage in index.export():
        found.setdefault(passage.article_id, []).append(passage)
    return {
        article: tuple(one.text for one in sorted(passages, key=lambda one: one.ordinal))
        for article, passages in found.items()
    }


def look(path: Path) -> State:
    """What a reader finds; an index that was not made yet holds nothing."""
    try:
        with searchidx.open(path) as index:
            report = index.check()
            assert report.sound, report
            state = state_of(index)
            assert report.passages == sum(map(len, state.values()))
            assert report.articles == len(state)
            return state
    except IndexMissingError:
        return {}


SENTENCES = "and so it went on " * 10


class Corpus:
    """Files that change: 100 texts of one article, and one of 40 records, each article of two passages."""

    def __init__(self, folder: Path, seed: int) -> None:
        self._folder = folder
        self._random = random.Random(seed)
        self._version = 0
        folder.mkdir()
        self._records: dict[str, str] = {}
        for number in range(100):
            self._write(folder / f"text-{number:03}.txt")
        self._write_records([f"record-{number:02}" for number in range(40)])

    def _text(self, name: str) -> str:
        return "\n\n".join(f"{name} {self._version} part{part} {SENTENCES}" for part in (1, 2))

    def _write(self, path: Path) -> None:
        path.write_text(self._text(path.stem) + "\n")

    def _write_records(self, changed: list[str]) -> None:
        self._records |= {name: self._text(name) for name in changed}
        lines = (json.dumps({"id": name, "title": name, "text": text}) for name, text in self._records.items())
        (self._folder / "records.jsonl").write_text("\n".join(lines))

    def change(self) -> None:
        """Rewrite a quarter, remove and add a few."""
        self._version += 1
        files = sorted(self._folder.glob("*.txt"))
        for path in self._random.sample(files, 25):
            self._write(path)
        for path in self._random.sample(files, 4):
            path.unlink()
        for number in range(4):
            self._write(self._folder / f"new-{self._version}-{number}.txt")
        del self._records[self._random.choice(sorted(self._records))]
        self._write_records([*self._random.sample(sorted(self._records), 10), f"record-new-{self._version}"])

    def state(self) -> State:
        """What an index of the files holds."""
        return {
            article.id: tuple(passage.text for passage in searchidx.pipeline.passages(article))
            for path in sorted(self._folder.iterdir())
            for article in searchidx.read_file(path)
        }


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """In memory where there is such a place: a killed process loses nothing by it, and commits are ten times faster."""
    memory = Path("/dev/shm")
    if not os.access(memory, os.W_OK):
        yield tmp_path
        return
    with TemporaryDirectory(dir=memory, prefix="searchidx-test-", ignore_cleanup_errors=True) as name:
        yield Path(name)


@pytest.fixture
def corpus(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Corpus:
    monkeypatch.setattr(searchidx.pipeline, "tag", untagged)
    monkeypatch.setattr(searchidx.pipeline, "tags_of", no_tags)
    return Corpus(folder / "docs", seed=7)


@pytest.mark.parametrize(("engine", "kills"), [("tantivy", 20), ("whoosh", 8)])
def test_killed_at_any_moment_and_run_again(folder: Path, corpus: Corpus, engine: str, kills: int) -> None:
    path, docs = folder / "index", folder / "docs"
    moments = random.Random(kills)
    run(look, path)  # the first process takes longer
    began = time.monotonic()
    run(work, folder / "another", docs, engine)
    whole = time.monotonic() - began

    before: State = {}
    while kills:
        target = corpus.state()
        writer = Running(work, path, docs, engine)
        time.sleep(moments.uniform(0, whole))
        if writer.kill():
            kills -= 1
        else:
            whole *= 0.8
        # A reader need not wait for the next writer: it sees what that one will make of a batch in between.
        after = run(look, path)
        for article in before.keys() | target.keys() | after.keys():
            assert after.get(article) in (before.get(article), target.get(article)), article
        before = after
        corpus.change()

    run(work, path, docs, engine)
    assert run(look, path) == corpus.state()
    assert len(list(path.glob("data-*"))) == 1


def die(*_: object, **__: object) -> NoReturn:
    os._exit(9)


def after_it(function: Callable[..., object]) -> Callable[..., object]:
    def call(*arguments: object, **options: object) -> NoReturn:
        function(*arguments, **options)
        os._exit(9)

    return call


def third_time(function: Callable[..., object], then: Callable[..., object]) -> Callable[..., object]:
    calls = iter(range(1_000))
    return lambda *arguments, **options: (then if next(calls) == 2 else function)(*arguments, **options)


def dying(path: Path, docs: Path, engine: str, point: str) -> None:
    """Work that ends in the middle of its third commit, at a point named by the step and its end."""
    step, when = point.split()
    writer = searchidx.engines.engine(engine).writer(Storage.open(path).engine_folder)
    writer.close()
    owner, name = {"engine": (type(writer), "commit"), "catalog": (Catalog, "complete")}.get(step, (Catalog, step))
    function = getattr(owner, name)
    setattr(owner, name, third_time(function, die if when == "before" else after_it(function)))
    work(path, docs, engine)


@pytest.mark.parametrize("point", ["prepare before", "prepare after", "engine before", "engine after", "catalog after"])
def test_killed_between_the_steps_of_a_commit(folder: Path, corpus: Corpus, engine: str, point: str) -> None:
    path, docs = folder / "index", folder / "docs"
    searchidx.open(path, create=True, engine=engine).close()
    assert Running(dying, path, docs, engine, point).status() == 9

    seen = run(look, path)
    target = corpus.state()
    assert seen.items() < target.items()
    passages = sum(map(len, seen.values()))
    # Two batches were complete; the third counts from the moment at which the engine has committed it.
    assert passages // 12 == (3 if point in ("engine after", "catalog after") else 2)

    with searchidx.open(path) as index:
        index.remove([])  # any writer settles what the killed one left, and changes nothing by it
        assert index.check().sound
        assert state_of(index) == seen
    run(work, path, docs, engine)
    assert run(look, path) == target


def test_killed_in_the_middle_of_a_catalog_write(folder: Path, corpus: Corpus, engine: str) -> None:
    path, docs = folder / "index", folder / "docs"
    run(work, path, docs, engine)
    catalog = next(path.glob("data-*/catalog.sqlite"))
    assert Running(spoil, catalog).status() == 9
    assert catalog.with_name("catalog.sqlite-journal").stat().st_size > 0, "nothing was in the middle of being written"
    assert run(look, path) == corpus.state()


def spoil(catalog: Path) -> None:
    with closing(sqlite3.connect(catalog, isolation_level=None)) as db:
        db.executescript("PRAGMA cache_size = 1; BEGIN; UPDATE passages SET digest = digest + 1;")
        os._exit(9)


def creating(path: Path, engine: str, point: str) -> None:
    owner, name = {"engine": (type(searchidx.engines.engine(engine)), "create")}.get(point, (Storage, point))
    setattr(owner, name, after_it(getattr(owner, name)) if point != "publish" else die)
    searchidx.open(path, create=True, engine=engine)


@pytest.mark.parametrize("point", ["aside", "engine", "publish"])
def test_killed_while_an_index_is_made(folder: Path, engine: str, point: str) -> None:
    path = folder / "index"
    assert Running(creating, path, engine, point).status() == 9
    with pytest.raises(IndexMissingError, match="there is no index"):
        searchidx.open(path)
    with searchidx.open(path, create=True, engine=engine) as index:
        index.add_passages([Passage("a-0", "a", "one river")])
        assert index.check().sound
    assert len(list(path.glob("data-*"))) == 1


def rebuilding(path: Path, docs: Path, point: str) -> None:
    small_batches()
    if point == "filled":
        rebuild(path, lambda index: (index.update([docs]), die()))
    setattr(Storage, "publish" if point == "publish" else "sweep", die)
    rebuild(path, lambda index: index.update([docs]))


@pytest.mark.parametrize("point", ["filled", "publish", "sweep"])
def test_killed_while_an_index_is_rebuilt(folder: Path, corpus: Corpus, engine: str, point: str) -> None:
    path, docs = folder / "index", folder / "docs"
    with searchidx.open(path, create=True, engine=engine) as index:
        index.add_passages([Passage("a-0", "a", "one river")])
    assert Running(rebuilding, path, docs, point).status() == 9
    assert len(list(path.glob("data-*"))) == 2
    # The new one counts from the moment at which the settings name it, and not before it is whole.
    expected = corpus.state() if point == "sweep" else {"a": ("one river",)}
    assert run(look, path) == expected
    with searchidx.open(path) as index:
        index.remove([])
        assert state_of(index) == expected
    assert len(list(path.glob("data-*"))) == 1
