"""What Whoosh does otherwise than one would think, and what searchidx makes of it."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from itertools import product
from pathlib import Path

import pytest
import reference
from conftest import document, found, write
from hypothesis import given
from hypothesis import strategies as st

from searchidx.engines.base import Everything, Fuzzy, Prefix, Wildcard

pytest.importorskip("whoosh")

from searchidx.engines.whoosh import ENGINE
from searchidx.engines.whoosh import clauses as evaluating
from searchidx.engines.whoosh.clauses import loosely
from searchidx.errors import QueryError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    ENGINE.create(tmp_path)
    return tmp_path


def test_a_pattern_that_expands_to_everything_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evaluating, "_MOST_WORDS", 100)
    write(ENGINE, folder, add=[document(f"d{i}", f"word{i} same") for i in range(101)])
    reader = ENGINE.reader(folder)
    for clause in (Prefix("text_words", ""), Wildcard("text_words", "*"), Fuzzy("text_words", "word0", 2)):
        with pytest.raises(
            QueryError, match=r"fits 10[12] words, and this engine tries 100 at most: give more letters"
        ):
            reader.search(clause, limit=1)
    assert len(found(reader, Prefix("text_words", "word1"))) == 12


def test_many_small_commits_are_merged(folder: Path) -> None:
    for i in range(70):
        write(
            ENGINE, folder, delete={"id": [f"d{i - 3}"]}, add=[document(f"d{i}", f"word w{i}", speaker=[f"s{i % 2}"])]
        )
    assert len(list(folder.glob("*.seg"))) < 10
    reader = ENGINE.reader(folder)
    kept = {"d67", "d68", "d69"}
    assert set(reader.documents()) == found(reader, Prefix("text_words", "w6")) == kept
    assert reader.count_values(Everything(), ["speaker"])["speaker"].counts == (("s1", 2), ("s0", 1))


def test_nothing_is_left_behind(folder: Path) -> None:
    """No lock, no temporary file, no list of an earlier commit."""
    for i in range(3):
        write(ENGINE, folder, add=[document(f"d{i}", "word")])
    kinds = sorted(path.suffix for path in folder.iterdir())
    assert kinds == ["", ".json", ".seg", ".seg", ".seg", ".toc"]


def test_the_import_is_quiet(tmp_path: Path) -> None:
    """Whoosh 2.7.4 warns of its own regular expressions whenever it is compiled; here it always is."""
    code = """
        import sys
        from pathlib import Path
        import numpy
        sys.path.insert(0, sys.argv[2])
        from conftest import document, found, write
        from searchidx.engines import engine
        from searchidx.engines.base import Term
        sys.flags.dont_write_bytecode or print("bytecode is written")
        import warnings
        warnings.simplefilter("error")
        whoosh, folder = engine("whoosh"), Path(sys.argv[1])
        whoosh.create(folder)
        for i in range(9):
            write(whoosh, folder, delete={"article": ["a0"]}, add=[document(f"a{i}/0", "word")])
        print(len(found(whoosh.reader(folder), Term("text", "word"))))
    """
    flags = ["-B", "-X", f"pycache_prefix={tmp_path / 'cache'}"]
    index = tmp_path / "index"
    index.mkdir()
    done = subprocess.run(
        [sys.executable, *flags, "-c", textwrap.dedent(code), str(index), str(Path(__file__).parent)],
        capture_output=True,
        text=True,
    )
    assert (done.stdout, done.stderr) == ("8\n", "")


terms = st.lists(st.sampled_from("abc"), min_size=1, max_size=4)


@given(words=st.lists(st.sampled_from("abcx"), max_size=9), phrase=terms, slop=st.integers(0, 5))
def test_loose_phrases_by_stretches(words: list[str], phrase: list[str], slop: int) -> None:
    """Filling stretches of equal length from the left finds a way whenever there is one."""
    numbered = tuple(enumerate(phrase))
    places = {term: [place for place, word in enumerate(words) if word == term] for term in phrase}
    assert loosely(numbered, places, slop) == reference.phrase_matches(words, numbered, slop)


def test_every_short_text(folder: Path) -> None:
    """All texts of up to four letters of two: nothing is lost between documents, segments and phrases."""
    texts = [" ".join(letters) for length in range(1, 5) for letters in product("ab", repeat=length)]
    documents = [document(f"d{number}", text) for number, text in enumerate(texts)]
    write(ENGINE, folder, add=documents[:11])
    write(ENGINE, folder, add=documents[11:])
    reader = ENGINE.reader(folder)
    from searchidx.engines.base import Phrase

    for length, slop in product(range(1, 4), range(3)):
        for letters in product("ab", repeat=length):
            clause = Phrase("text", tuple(enumerate(letters)), slop)
            assert found(reader, clause) == reference.ids(documents, clause), clause
