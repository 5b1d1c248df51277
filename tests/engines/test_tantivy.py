"""What tantivy-py does otherwise than one would think, and what searchidx makes of it."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import document, found, write

from searchidx.engines.base import AllOf, Everything, Not, Phrase, Term

tantivy = pytest.importorskip("tantivy")

from searchidx.engines.tantivy import ENGINE  # noqa: E402
from searchidx.engines.tantivy import clauses as compiling  # noqa: E402
from searchidx.engines.tantivy.schema import SCHEMA  # noqa: E402
from searchidx.engines.tantivy.writer import TantivyWriter  # noqa: E402
from searchidx.errors import IndexDamagedError, IndexLockedError, QueryError, StorageError  # noqa: E402


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    ENGINE.create(tmp_path)
    return tmp_path


class TestPanics:
    """They derive from BaseException: `except Exception` lets them through."""

    def test_a_limit_of_zero_and_a_phrase_of_one_word_would_panic(self, folder: Path) -> None:
        searcher = tantivy.Index.open(str(folder)).searcher()
        for ask in (
            lambda: searcher.search(tantivy.Query.all_query(), 0),
            lambda: searcher.search(tantivy.Query.phrase_query(SCHEMA, "text", ["one"]), 1),
        ):
            with pytest.raises(BaseException) as caught:
                ask()
            assert not isinstance(caught.value, Exception)

    def test_they_do_not(self, folder: Path) -> None:
        write(ENGINE, folder, add=[document("a", "one two")])
        reader = ENGINE.reader(folder)
        assert reader.search(Everything(), limit=0).total == 1
        assert found(reader, Phrase("text", ((0, "one"),))) == {"a"}

    def test_one_that_remains_is_translated(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        reader = ENGINE.reader(folder)

        class Panicking:
            def search(self, *_: object) -> None:
                raise type("PanicException", (BaseException,), {})("index out of bounds")

        monkeypatch.setattr(reader, "_searcher", Panicking())
        with pytest.raises(IndexDamagedError, match="index out of bounds"):
            reader.search(Everything(), limit=1)

    def test_an_interrupt_is_not(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        reader = ENGINE.reader(folder)

        class Interrupted:
            def search(self, *_: object) -> None:
                raise KeyboardInterrupt

        monkeypatch.setattr(reader, "_searcher", Interrupted())
        with pytest.raises(KeyboardInterrupt):
            reader.search(Everything(), limit=1)


def test_negations_alone_find_everything_else(folder: Path) -> None:
    write(ENGINE, folder, add=[document("a", "one"), document("b", "two")])
    searcher = tantivy.Index.open(str(folder)).searcher()
    term = tantivy.Query.term_query(SCHEMA, "text", "one")
    assert searcher.search(tantivy.Query.boolean_query([(tantivy.Occur.MustNot, term)])).count == 0
    assert found(ENGINE.reader(folder), AllOf((Not(Term("text", "one")),))) == {"b"}


class TestLoosePhrases:
    def test_too_many_layouts_are_refused(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        write(ENGINE, folder, add=[document("a", " ".join(random.Random(1).choices("abcd", k=400)))])
        monkeypatch.setattr(compiling, "_MOST_LAYOUTS", 500)
        reader = ENGINE.reader(folder)
        with pytest.raises(QueryError, match="4 words as common as these is too loose with ~9"):
            reader.search(Phrase("text", tuple(enumerate("abcd")), 9), limit=1)
        assert found(reader, Phrase("text", tuple(enumerate("abcd")), 1)) == {"a"}

    def test_words_that_do_not_meet_cost_nothing(self, folder: Path) -> None:
        write(ENGINE, folder, add=[document("a", "a b"), document("b", "c d")])
        assert found(ENGINE.reader(folder), Phrase("text", tuple(enumerate("abcd")), 10**9)) == set()

    def test_tantivys_own_slop_differs(self, folder: Path) -> None:
        """What the layouts are for; should this fail one day, they can go."""
        write(ENGINE, folder, add=[document("a", "c x x b a x b x c")])
        reader = ENGINE.reader(folder)
        searcher = tantivy.Index.open(str(folder)).searcher()
        own = {
            s: searcher.search(tantivy.Query.phrase_query(SCHEMA, "text", ["a", "b", "c"], slop=s)).count
            for s in range(9)
        }
        ours = {s: len(found(reader, Phrase("text", tuple(enumerate("abc")), s))) for s in range(9)}
        assert ours == {s: int(s >= 2) for s in range(9)}
        repeated = tantivy.Query.phrase_query(SCHEMA, "text", ["a", "a"], slop=1)
        assert (own != ours) or searcher.search(repeated).count == 1


class TestValues:
    def test_more_values_than_can_be_listed(self, folder: Path) -> None:
        many = [f"v{i:05}" for i in range(70_000)]
        write(ENGINE, folder, add=[document("a", "x", topic=many), document("b", "x", topic=many[5:6])])
        values = ENGINE.reader(folder).count_values(Everything(), ["topic"], most=10)["topic"]
        assert values.counts[0] == ("v00005", 2)
        assert len(values.counts) == 10
        assert values.complete is False
        assert values.missing == pytest.approx(69_990, rel=0.03)


class TestNothingIsLostInSilence:
    def test_a_wrong_type_kills_the_bare_writer(self, folder: Path) -> None:
        """The trap: what is added after such a document is gone, and no call says so until the commit."""
        index = tantivy.Index.open(str(folder))
        writer = index.writer(20_000_000, 1)
        wrong = tantivy.Document()
        wrong.add_text("date", "not a number")
        writer.add_document(wrong)
        with pytest.raises(ValueError):
            writer.commit()

    def test_a_failed_commit_is_rolled_back_and_the_writer_is_done(self, folder: Path) -> None:
        write(ENGINE, folder, add=[document("kept", "x")])
        writer = ENGINE.writer(folder)
        writer.add([document("lost", "x")])
        writer._writer = bare = Failing(writer._writer)
        with pytest.raises(StorageError, match="nothing since the last commit was kept"):
            writer.commit()
        assert bare.rolled_back
        for again in (
            writer.commit,
            lambda: writer.add([document("more", "x")]),
            lambda: writer.delete("id", ["kept"]),
        ):
            with pytest.raises(StorageError, match="has failed before"):
                again()
        writer.close()
        write(ENGINE, folder, add=[document("after", "x")])
        assert sorted(ENGINE.reader(folder).documents()) == ["after", "kept"]

    def test_documents_that_vanish_are_noticed(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        writer = ENGINE.writer(folder)
        monkeypatch.setattr(writer, "_writer", Forgetful(writer._writer))
        writer.add([document(f"d{i}", "x") for i in range(3)])
        with pytest.raises(IndexDamagedError, match="holds 2 passages and should hold 3"):
            writer.commit()

    def test_a_second_writer_is_told(self, folder: Path) -> None:
        first = ENGINE.writer(folder)
        with pytest.raises(IndexLockedError):
            TantivyWriter(folder)
        first.close()
        write(ENGINE, folder, add=[document("a", "x")])


class Failing:
    def __init__(self, writer: object) -> None:
        self.writer, self.rolled_back = writer, False

    def commit(self) -> None:
        raise ValueError("An error occurred in a thread: 'An index writer was killed.'")

    def rollback(self) -> None:
        self.rolled_back = True
        self.writer.rollback()  # type: ignore[attr-defined]

    def wait_merging_threads(self) -> None:
        self.writer.wait_merging_threads()  # type: ignore[attr-defined]


class Forgetful:
    def __init__(self, writer: object) -> None:
        self.writer, self.added = writer, 0

    def add_document(self, added: object) -> None:
        self.added += 1
        if self.added != 2:
            self.writer.add_document(added)  # type: ignore[attr-defined]

    def commit(self) -> None:
        self.writer.commit()  # type: ignore[attr-defined]


def test_neither_numpy_nor_whoosh_is_imported() -> None:
    code = (
        "import sys, searchidx.engines as e; e.engine('tantivy'); "
        "print([m for m in ('numpy', 'whoosh', 'rapidfuzz') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == []
