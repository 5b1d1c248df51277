"""Which sources and articles an index holds, in what state: what makes indexing incremental, and safe to interrupt.

The catalog and the engine commit one after the other, so a crash can fall between them. Every change is therefore first
written here as *adding* or *removing*, together with the engine's generation before it; then the engine commits; then the
change becomes *live*. Whoever opens the catalog for writing next compares generations, and either completes or undoes.
"""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from searchidx.model import Article
from searchidx.records import pack_article, unpack_article

__all__ = ["Catalog", "Source", "digest"]

_LIVE, _ADDING, _REMOVING = 0, 1, 2

_TABLES = """
CREATE TABLE IF NOT EXISTS sources(path TEXT, state INT, digest TEXT, problem TEXT, PRIMARY KEY(path, state)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS contents(path TEXT, article TEXT, state INT, PRIMARY KEY(path, article, state)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS contents_article ON contents(article);
CREATE TABLE IF NOT EXISTS articles(number INTEGER PRIMARY KEY, id TEXT NOT NULL, state INT NOT NULL, record BLOB);
CREATE INDEX IF NOT EXISTS articles_id ON articles(id);
CREATE TABLE IF NOT EXISTS passages(article INT, id TEXT, state INT, digest INT, PRIMARY KEY(article, id, state)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS passages_id ON passages(id);
CREATE TABLE IF NOT EXISTS facts(name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
"""
_STATEFUL = ("sources", "contents", "articles", "passages")
_MOST_VARIABLES = 500


def digest(stored: str) -> int:
    """A 63-bit fingerprint of what an engine stores with a passage."""
    return int.from_bytes(hashlib.blake2b(stored.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big") >> 1


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it was last read."""

    path: str
    digest: str
    """Fingerprint of its content."""
    problem: str | None
    """Why it could not be read; what an earlier state of it held is kept."""


class Catalog:
    """The catalog of one index. Readers see what is live; a writer stages changes and completes them."""

    def __init__(self, path: Path, *, writable: bool) -> None:
        if writable:
            self._db = sqlite3.connect(path, isolation_level=None)
            self._db.executescript(_TABLES)
        else:
            self._db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None)
        self._numbers = 0
        self._staging = False

    def close(self) -> None:
        """Forget what is staged and not yet prepared."""
        self._db.close()

    # What is live

    def source(self, path: str) -> Source | None:
        """The file of that path as it was last read."""
        row = self._db.execute("SELECT path, digest, problem FROM sources WHERE path = ? AND state = 0", (path,)).fetchone()
        return Source(*row) if row else None

    def sources(self) -> Iterator[Source]:
        """Every file, by path."""
        for row in self._db.execute("SELECT path, digest, problem FROM sources WHERE state = 0 ORDER BY path"):
            yield Source(*row)

    def sources_of(self, article_id: str) -> list[str]:
        """The files that hold an article."""
        rows = self._db.execute("SELECT path FROM contents WHERE article = ? AND state = 0 ORDER BY path", (article_id,))
        return [path for (path,) in rows]

    def article(self, article_id: str) -> Article | None:
        """An article as it was read; None where it is unknown, or only passages of it were ever added."""
        row = self._db.execute("SELECT record FROM articles WHERE id = ? AND state = 0", (article_id,)).fetchone()
        return None if row is None or row[0] is None else unpack_article(zlib.decompress(row[0]).decode())

    def counts(self) -> dict[str, int]:
        """How many sources, articles and passages are live, and how many sources have a problem."""
        one = lambda sql: int(self._db.execute(sql).fetchone()[0])  # noqa: E731
        return {
            "sources": one("SELECT count(*) FROM sources WHERE state = 0"),
            "problems": one("SELECT count(*) FROM sources WHERE state = 0 AND problem IS NOT NULL"),
            "articles": one("SELECT count(*) FROM articles WHERE state = 0"),
            "passages": one("SELECT count(*) FROM passages WHERE state = 0"),
        }

    def passages(self) -> Iterator[tuple[str, int]]:
        """The id and digest of every passage."""
        return iter(self._db.execute("SELECT id, digest FROM passages WHERE state = 0"))

    def verify(self) -> str | None:
        """What is wrong with the catalog's own file; None where nothing is."""
        try:
            found = self._db.execute("PRAGMA integrity_check(1)").fetchone()[0]
        except sqlite3.DatabaseError as error:
            return str(error)
        return None if found == "ok" else str(found)

    # Staging

    def _begin(self) -> None:
        if not self._staging:
            self._db.execute("BEGIN IMMEDIATE")
            self._staging = True

    def known_article(self, article_id: str) -> bool:
        """Whether the article is live or staged."""
        query = "SELECT 1 FROM articles WHERE id = ? AND state != ?"
        return self._db.execute(query, (article_id, _REMOVING)).fetchone() is not None

    def known_passages(self, ids: Sequence[str]) -> list[str]:
        """Which of these passages are live or staged."""
        found: list[str] = []
        for at in range(0, len(ids), _MOST_VARIABLES):
            some = ids[at : at + _MOST_VARIABLES]
            marks = ",".join("?" * len(some))
            query = f"SELECT id FROM passages WHERE id IN ({marks}) AND state != {_REMOVING}"
            found += [passage_id for (passage_id,) in self._db.execute(query, some)]
        return found

    def stage_article(self, article_id: str, article: Article | None) -> int:
        """The number under which to add an article's passages; what is known of that id is left to `stage_removal`."""
        self._begin()
        if not self._numbers:
            self._numbers = int(self._db.execute("SELECT coalesce(max(number), 0) FROM articles").fetchone()[0])
        self._numbers += 1
        record = None if article is None else zlib.compress(pack_article(article).encode("utf-8", "surrogatepass"), 1)
        row = (self._numbers, article_id, _ADDING, record)
        self._db.execute("INSERT INTO articles VALUES(?, ?, ?, ?)", row)
        return self._numbers

    def article_number(self, article_id: str) -> int | None:
        """The number of an article that is live or staged."""
        query = "SELECT number FROM articles WHERE id = ? AND state != ?"
        row = self._db.execute(query, (article_id, _REMOVING)).fetchone()
        return None if row is None else int(row[0])

    def stage_passages(self, article_number: int, passages: Iterable[tuple[str, int]]) -> None:
        """Passages (id, digest) to add under an article's number."""
        self._begin()
        rows = [(article_number, passage_id, _ADDING, fingerprint) for passage_id, fingerprint in passages]
        self._db.executemany("INSERT OR REPLACE INTO passages VALUES(?, ?, ?, ?)", rows)

    def _remove(self, table: str, where: str, values: Sequence[object]) -> None:
        # What was staged in this very batch goes at once; what is live goes when the batch is completed.
        self._db.execute(f"DELETE FROM {table} WHERE {where} AND state = {_ADDING}", values)
        self._db.execute(f"UPDATE OR REPLACE {table} SET state = {_REMOVING} WHERE {where} AND state = {_LIVE}", values)

    def stage_removal(self, article_id: str) -> bool:
        """Remove an article with its passages; False where it is unknown."""
        self._begin()
        rows = self._db.execute("SELECT number FROM articles WHERE id = ? AND state != ?", (article_id, _REMOVING)).fetchall()
        for (number,) in rows:
            self._remove("passages", "article = ?", (number,))
        self._remove("articles", "id = ?", (article_id,))
        return bool(rows)

    def stage_passage_removal(self, ids: Iterable[str]) -> None:
        """Remove single passages."""
        self._begin()
        for passage_id in ids:
            self._remove("passages", "id = ?", (passage_id,))

    def stage_source(self, source: Source, article_ids: Iterable[str]) -> list[str]:
        """Record a file and what it holds; the articles that no file holds any longer are returned."""
        self._begin()
        held = set(self._articles_in(source.path))
        self._remove("sources", "path = ?", (source.path,))
        self._remove("contents", "path = ?", (source.path,))
        self._db.execute(
            "INSERT INTO sources VALUES(?, ?, ?, ?)", (source.path, _ADDING, source.digest, source.problem)
        )
        holds = set(article_ids)
        rows = [(source.path, article_id, _ADDING) for article_id in sorted(holds)]
        self._db.executemany("INSERT INTO contents VALUES(?, ?, ?)", rows)
        return self._orphans(held - holds)

    def stage_problem(self, path: str, fingerprint: str, problem: str) -> None:
        """Record that a file cannot be read; the articles of its earlier state stay."""
        self._begin()
        self._remove("sources", "path = ?", (path,))
        self._db.execute("INSERT INTO sources VALUES(?, ?, ?, ?)", (path, _ADDING, fingerprint, problem))

    def stage_source_removal(self, path: str) -> list[str]:
        """Forget a file; the articles that no file holds any longer are returned."""
        self._begin()
        held = set(self._articles_in(path))
        self._remove("sources", "path = ?", (path,))
        self._remove("contents", "path = ?", (path,))
        return self._orphans(held)

    def _articles_in(self, path: str) -> list[str]:
        rows = self._db.execute("SELECT article FROM contents WHERE path = ? AND state != ?", (path, _REMOVING))
        return [article_id for (article_id,) in rows]

    def _orphans(self, article_ids: Iterable[str]) -> list[str]:
        query = "SELECT 1 FROM contents WHERE article = ? AND state != ? LIMIT 1"
        return [one for one in sorted(article_ids) if self._db.execute(query, (one, _REMOVING)).fetchone() is None]

    # The two halves of a commit, and what to do where only the first one happened

    def prepare(self, generation: str) -> None:
        """Write what is staged to disk, before the engine commits; `generation` is the engine's until then."""
        self._begin()
        self._db.execute("INSERT OR REPLACE INTO facts VALUES('generation', ?)", (generation,))
        self._db.execute("COMMIT")
        self._staging = False

    def complete(self) -> None:
        """Make the prepared changes live, after the engine has committed."""
        self._settle(drop=_REMOVING, keep=_ADDING)

    def undo(self) -> None:
        """Forget the prepared changes, where the engine did not commit."""
        self._settle(drop=_ADDING, keep=_REMOVING)

    def _settle(self, *, drop: int, keep: int) -> None:
        self._db.execute("BEGIN IMMEDIATE")
        for table in _STATEFUL:
            self._db.execute(f"DELETE FROM {table} WHERE state = {drop}")
            self._db.execute(f"UPDATE {table} SET state = {_LIVE} WHERE state = {keep}")
        self._db.execute("DELETE FROM facts WHERE name = 'generation'")
        self._db.execute("COMMIT")
        self._numbers = 0

    def roll_back(self) -> None:
        """Forget what is staged and not yet prepared."""
        if self._staging:
            self._db.execute("ROLLBACK")
            self._staging = False
        self._numbers = 0

    def recover(self, generation: str) -> None:
        """Settle a commit that was interrupted; `generation` is the engine's now."""
        row = self._db.execute("SELECT value FROM facts WHERE name = 'generation'").fetchone()
        if row is None:
            return
        if row[0] == generation:
            self.undo()
        else:
            self.complete()
