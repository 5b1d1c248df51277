"""Which sources and articles an index holds, in what state: what makes indexing incremental, and safe to interrupt.

The catalog and the engine commit one after the other, so a crash can fall between them. Every row therefore says in
which batch it was added and in which removed, and one number, the last completed batch, says which rows are live. A
batch is written here first, together with the engine's generation before it; then the engine commits; then the number
moves on. Whoever opens the catalog for writing next compares generations, and completes the batch or undoes it; whoever
only reads it compares them too, and sees what the next writer will make of it.
"""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from searchidx.errors import IndexDamagedError, IndexLockedError, StorageError, StoreError
from searchidx.model import Article
from searchidx.records import pack_article, unpack_article

__all__ = ["Catalog", "Source", "catalog_errors", "digest"]

_NEVER = 2**62
_LIFE = f"added INT NOT NULL, removed INT NOT NULL DEFAULT {_NEVER}"
_TABLES = f"""
CREATE TABLE IF NOT EXISTS sources(
  path TEXT, digest TEXT, problem TEXT, {_LIFE}, PRIMARY KEY(path, added)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS contents(path TEXT, article TEXT, {_LIFE}, PRIMARY KEY(path, article, added)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS contents_article ON contents(article);
CREATE TABLE IF NOT EXISTS articles(number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, record BLOB, {_LIFE});
CREATE INDEX IF NOT EXISTS articles_id ON articles(id);
CREATE TABLE IF NOT EXISTS signatures(article INTEGER PRIMARY KEY, signature BLOB, {_LIFE});
CREATE TABLE IF NOT EXISTS passages(
  article INT, id TEXT, digest INT, {_LIFE}, PRIMARY KEY(article, id, added)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS passages_id ON passages(id);
CREATE INDEX IF NOT EXISTS sources_removed ON sources(removed) WHERE removed < {_NEVER};
CREATE INDEX IF NOT EXISTS contents_removed ON contents(removed) WHERE removed < {_NEVER};
CREATE INDEX IF NOT EXISTS articles_removed ON articles(removed) WHERE removed < {_NEVER};
CREATE INDEX IF NOT EXISTS signatures_removed ON signatures(removed) WHERE removed < {_NEVER};
CREATE INDEX IF NOT EXISTS passages_removed ON passages(removed) WHERE removed < {_NEVER};
CREATE TABLE IF NOT EXISTS facts(name TEXT PRIMARY KEY, value) WITHOUT ROWID;
INSERT OR IGNORE INTO facts VALUES('batch', 0);
"""
_LIVING = ("sources", "contents", "articles", "signatures", "passages")
_BATCH = "(SELECT value FROM facts WHERE name = 'batch')"
_KNOWN = f"removed = {_NEVER}"
"""What will be live once the batch in hand is completed."""
INTERRUPTED = "its indexing was interrupted; index it again"
"""The problem of a file of which only a part has been read."""
_MOST_VARIABLES = 500
_PATIENCE = 60.0
"""Seconds to wait for another process: a writer's commit, or a reader's question, each a matter of moments."""


@contextmanager
def catalog_errors(folder: Path) -> Iterator[None]:
    """Turn the database's refusals into errors that say what to do."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise _meant(error, folder) from error


def _meant(error: sqlite3.DatabaseError, folder: Path) -> StoreError:
    match getattr(error, "sqlite_errorcode", 0) & 0xFF:
        case sqlite3.SQLITE_FULL:
            return StorageError(
                f"no space left for the index at {folder}: free some and run the same command again; "
                "what was committed before is safe"
            )
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM:
            return StorageError(
                f"no permission to use the catalog of the index at {folder} ({error}): change its owner or mode"
            )
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return IndexLockedError(
                f"the catalog of the index at {folder} was in use by another process for {_PATIENCE:g} seconds: "
                "run the same command again"
            )
        case sqlite3.SQLITE_IOERR:
            return StorageError(
                f"the catalog of the index at {folder} cannot be read or written ({error}): see to the disk and its "
                "limits, then run the same command again; what was committed before is safe"
            )
    return _damaged(folder, error)


def _damaged(folder: Path, reason: object) -> IndexDamagedError:
    return IndexDamagedError(
        f"the catalog of the index at {folder} is damaged ({reason}): build it again with: "
        "searchidx index PATH… --rebuild"
    )


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


def _stored(name: str) -> str | bytes:
    """A path or id as the database takes it: one that is no text, as the name of a file may be, as bytes."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return name.encode("utf-8", "surrogatepass")
    return name


def _name(stored: str | bytes) -> str:
    return stored if isinstance(stored, str) else stored.decode("utf-8", "surrogatepass")


def _article(article_id: str, record: bytes) -> Article:
    try:
        return unpack_article(zlib.decompress(record).decode("utf-8", "surrogatepass"))
    except (ValueError, KeyError, TypeError, zlib.error) as error:
        raise sqlite3.DatabaseError(f"the article {article_id} cannot be read: {error}") from error


class Catalog:
    """The catalog of one index. Readers see what is live; a writer stages changes and completes them."""

    def __init__(self, path: Path, *, writable: bool) -> None:
        if not path.is_file():
            # The database would be made anew, and everything that the engine holds be unknown to it.
            raise _damaged(path.parent.parent, f"{path.name} is missing")
        # A reader, too, has to be able to roll back a commit that was interrupted.
        uri = f"{path.absolute().as_uri()}?mode=rw"
        self._db = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=_PATIENCE)
        if writable:
            # A batch reaches the file when it is committed: until then readers are not locked out.
            self._db.execute("PRAGMA cache_spill = OFF")
        else:
            self._db.execute("PRAGMA query_only = ON")
        self._staging = False
        self._batch = 0
        self._settled = 0
        """1 where an interrupted batch counts, although the catalog does not say so yet."""

    @staticmethod
    def create(path: Path) -> None:
        """An empty catalog, where there is none."""
        with closing(sqlite3.connect(path, isolation_level=None)) as db:
            db.executescript(f"BEGIN; {_TABLES} COMMIT;")

    def close(self) -> None:
        """Forget what is staged and not yet prepared."""
        self._db.close()

    def hold(self, generation: Callable[[], str]) -> None:
        """Look at one state of the catalog from now on; until it is closed no batch is prepared or completed.

        `generation` tells the engine's; it is asked once the catalog stands still.
        """
        self._db.execute("BEGIN")
        row = self._db.execute("SELECT value FROM facts WHERE name = 'generation'").fetchone()
        now = generation()
        self._settled = int(row is not None and row[0] != now)

    # What is live

    @property
    def _live(self) -> str:
        last = f"{_BATCH} + {self._settled}"
        return f"added <= {last} AND removed > {last}"

    def source(self, path: str) -> Source | None:
        """The file of that path as it was last read."""
        row = self._db.execute(
            f"SELECT path, digest, problem FROM sources WHERE path = ? AND {self._live}", (_stored(path),)
        ).fetchone()
        return Source(_name(row[0]), *row[1:]) if row else None

    def sources(self) -> list[Source]:
        """Every file, by path."""
        rows = self._db.execute(f"SELECT path, digest, problem FROM sources WHERE {self._live} ORDER BY path")
        return [Source(_name(path), digest, problem) for path, digest, problem in rows]

    def sources_of(self, article_id: str) -> list[str]:
        """The files that hold an article."""
        rows = self._db.execute(
            f"SELECT path FROM contents WHERE article = ? AND {self._live} ORDER BY path", (_stored(article_id),)
        )
        return [_name(path) for (path,) in rows]

    def article(self, article_id: str) -> Article | None:
        """An article as it was read; None where it is unknown, or only passages of it were ever added."""
        query = f"SELECT record FROM articles WHERE id = ? AND {self._live}"
        row = self._db.execute(query, (_stored(article_id),)).fetchone()
        if row is None or row[0] is None:
            return None
        return _article(article_id, row[0])

    def newest_signed(self) -> int:
        """The highest number of an article with a signature; 0 where there is none."""
        return int(
            self._db.execute(f"SELECT coalesce(max(article), 0) FROM signatures WHERE {self._live}").fetchone()[0]
        )

    def signed(self) -> dict[int, tuple[str, bytes]]:
        """The id and signature of every article that has one, by number."""
        rows = self._db.execute(f"SELECT article, signature FROM signatures WHERE {self._live}").fetchall()
        ids = dict(self._db.execute(f"SELECT number, id FROM articles WHERE {self._live}"))
        return {number: (_name(ids[number]), signature) for number, signature in rows}

    def article_text(self, number: int) -> str:
        """The text of the article with that number, which has been added as a whole."""
        row = self._db.execute("SELECT id, record FROM articles WHERE number = ?", (number,)).fetchone()
        return _article(_name(row[0]), row[1]).text

    def counts(self) -> dict[str, int]:
        """How many sources, articles and passages are live, and how many sources have a problem."""

        def count(table: str, more: str = "") -> int:
            return int(self._db.execute(f"SELECT count(*) FROM {table} WHERE {self._live}{more}").fetchone()[0])

        return {
            "sources": count("sources"),
            "problems": count("sources", " AND problem IS NOT NULL"),
            "articles": count("articles"),
            "passages": count("passages"),
        }

    def articles(self) -> Iterator[Article]:
        """Every article as it was read, in the order of their numbers; not those of which only passages were added."""
        query = f"SELECT id, record FROM articles WHERE record IS NOT NULL AND {self._live} ORDER BY number"
        return (_article(_name(id), record) for id, record in self._db.execute(query))

    def passages(self) -> Iterator[tuple[str, int]]:
        """The id and digest of every passage."""
        return iter(self._db.execute(f"SELECT id, digest FROM passages WHERE {self._live}"))

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
            self._batch = 1 + int(self._db.execute(f"SELECT {_BATCH}").fetchone()[0])

    def article_number(self, article_id: str) -> int | None:
        """The number of an article that is live or staged."""
        row = self._db.execute(
            f"SELECT number FROM articles WHERE id = ? AND {_KNOWN}", (_stored(article_id),)
        ).fetchone()
        return None if row is None else int(row[0])

    def known_passages(self, ids: Sequence[str]) -> list[str]:
        """Which of these passages are live or staged."""
        found: list[str] = []
        for at in range(0, len(ids), _MOST_VARIABLES):
            some = [_stored(one) for one in ids[at : at + _MOST_VARIABLES]]
            marks = ",".join("?" * len(some))
            found += [
                row[0] for row in self._db.execute(f"SELECT id FROM passages WHERE id IN ({marks}) AND {_KNOWN}", some)
            ]
        return found

    def next_article_number(self) -> int:
        """A number that no article has ever had."""
        self._begin()
        row = self._db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'articles'").fetchone()
        return 1 + (int(row[0]) if row else 0)

    def stage_article(self, article_id: str, article: Article | None, number: int, signature: bytes = b"") -> None:
        """An article to add under a new number; what is known of that id is left to `stage_removal`.

        One without a signature is never a copy of another.
        """
        self._begin()
        record = None if article is None else zlib.compress(pack_article(article).encode("utf-8", "surrogatepass"), 1)
        row = (number, article_id, record, self._batch)
        self._db.execute("INSERT INTO articles(number, id, record, added) VALUES(?, ?, ?, ?)", row)
        if signature:
            signed = (number, signature, self._batch)
            self._db.execute("INSERT INTO signatures(article, signature, added) VALUES(?, ?, ?)", signed)

    def stage_passages(self, passages: Iterable[tuple[int, str, int]]) -> None:
        """Passages to add, each with its article's number, its id and its digest."""
        self._begin()
        rows = ((*passage, self._batch) for passage in passages)
        self._db.executemany("INSERT OR REPLACE INTO passages(article, id, digest, added) VALUES(?, ?, ?, ?)", rows)

    def _remove(self, table: str, where: str, value: object) -> None:
        # What came in this very batch goes at once; what is live goes when the batch is completed.
        self._db.execute(f"DELETE FROM {table} WHERE {where} AND added = ?", (value, self._batch))
        self._db.execute(f"UPDATE {table} SET removed = ? WHERE {where} AND {_KNOWN}", (self._batch, value))

    def stage_removal(self, article_id: str) -> bool:
        """Remove an article with its passages; False where it is unknown."""
        self._begin()
        number = self.article_number(article_id)
        if number is None:
            return False
        self._remove("passages", "article = ?", number)
        self._remove("articles", "number = ?", number)
        self._remove("signatures", "article = ?", number)
        return True

    def stage_passage_removal(self, ids: Iterable[str]) -> None:
        """Remove single passages."""
        self._begin()
        for passage_id in ids:
            self._remove("passages", "id = ?", passage_id)

    def stage_source(self, source: Source, article_ids: Iterable[str]) -> list[str]:
        """Record a file and what it holds; the articles that no file holds any longer are returned.

        A file with a problem goes on holding what it held before.
        """
        self._begin()
        holds = set(article_ids)
        if source.problem is not None:
            holds.update(self._held(source.path))
        orphans = self.stage_source_removal(source.path)
        path = _stored(source.path)
        row = (path, source.digest, source.problem, self._batch)
        self._db.execute("INSERT INTO sources(path, digest, problem, added) VALUES(?, ?, ?, ?)", row)
        rows = [(path, article_id, self._batch) for article_id in sorted(holds)]
        self._db.executemany("INSERT INTO contents(path, article, added) VALUES(?, ?, ?)", rows)
        return [article_id for article_id in orphans if article_id not in holds]

    def stage_source_removal(self, path: str) -> list[str]:
        """Forget a file; the articles that no file holds any longer are returned."""
        self._begin()
        held = [
            row[0]
            for row in self._db.execute(f"SELECT article FROM contents WHERE path = ? AND {_KNOWN}", (_stored(path),))
        ]
        self._remove("sources", "path = ?", _stored(path))
        self._remove("contents", "path = ?", _stored(path))
        query = f"SELECT 1 FROM contents WHERE article = ? AND {_KNOWN} LIMIT 1"
        return [article_id for article_id in held if self._db.execute(query, (article_id,)).fetchone() is None]

    def stage_part(self, path: str, article_ids: Iterable[str]) -> None:
        """Record articles of a file that is still being read: until `stage_source` it counts as interrupted."""
        self._begin()
        stored = _stored(path)
        row = self._db.execute(f"SELECT problem FROM sources WHERE path = ? AND {_KNOWN}", (stored,)).fetchone()
        if row is None or row[0] != INTERRUPTED:
            self._remove("sources", "path = ?", stored)
            row = (stored, "", INTERRUPTED, self._batch)
            self._db.execute("INSERT INTO sources(path, digest, problem, added) VALUES(?, ?, ?, ?)", row)
        self._db.executemany(
            "INSERT INTO contents(path, article, added) SELECT ?1, ?2, ?3 "
            f"WHERE NOT EXISTS(SELECT 1 FROM contents WHERE path = ?1 AND article = ?2 AND {_KNOWN})",
            [(stored, article_id, self._batch) for article_id in article_ids],
        )

    def _held(self, path: str) -> list[str]:
        rows = self._db.execute(f"SELECT article FROM contents WHERE path = ? AND {_KNOWN}", (_stored(path),))
        return [article_id for (article_id,) in rows]

    # The two halves of a commit, and what to do where only the first one happened

    def prepare(self, generation: str) -> None:
        """Write what is staged to disk, before the engine commits; `generation` is the engine's until then."""
        self._begin()
        self._db.execute("INSERT OR REPLACE INTO facts VALUES('generation', ?)", (generation,))
        self._db.execute("COMMIT")
        self._staging = False

    def complete(self) -> None:
        """Make the prepared batch live, after the engine has committed."""
        self._db.execute("BEGIN IMMEDIATE")
        self._db.execute("UPDATE facts SET value = value + 1 WHERE name = 'batch'")
        self._db.execute("DELETE FROM facts WHERE name = 'generation'")
        for table in _LIVING:
            self._db.execute(f"DELETE FROM {table} WHERE removed < {_NEVER} AND removed <= {_BATCH}")
        self._db.execute("COMMIT")

    def undo(self) -> None:
        """Forget the prepared batch, where the engine did not commit."""
        self._db.execute("BEGIN IMMEDIATE")
        for table in _LIVING:
            self._db.execute(f"DELETE FROM {table} WHERE added > {_BATCH}")
            self._db.execute(f"UPDATE {table} SET removed = {_NEVER} WHERE removed < {_NEVER}")
        self._db.execute("DELETE FROM facts WHERE name = 'generation'")
        self._db.execute("COMMIT")

    def roll_back(self) -> None:
        """Forget what is staged and not yet prepared."""
        if self._staging:
            self._db.execute("ROLLBACK")
            self._staging = False

    def recover(self, generation: str) -> None:
        """Settle a batch that was interrupted; `generation` is the engine's now."""
        row = self._db.execute("SELECT value FROM facts WHERE name = 'generation'").fetchone()
        if row is None:
            return
        if row[0] == generation:
            self.undo()
        else:
            self.complete()
