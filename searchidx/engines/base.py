"""What an engine is: postings in, clauses asked, numbers and stored passages out.

An engine knows nothing of articles, languages or facet selections. It is handed documents of finished terms and clauses
over those terms; whatever it cannot run it refuses with `QueryError`, and never thins out in silence.
Every engine passes the same contract suite (tests/engines).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import field
from pathlib import Path
from typing import Literal, Protocol

from searchidx.errors import QueryError
from searchidx.fields import FACETS, TEXT_FIELDS
from searchidx.record import Record

__all__ = [
    "BY_SPEAKER",
    "GAP",
    "KEY_FIELDS",
    "MAX_TERM_BYTES",
    "TERM_FIELDS",
    "VALUE_FIELDS",
    "WORDS",
    "WORD_FIELDS",
    "AllOf",
    "AnyOf",
    "BestOf",
    "Clause",
    "DateRange",
    "Document",
    "Engine",
    "EngineReader",
    "EngineWriter",
    "Everything",
    "Fuzzy",
    "HasValue",
    "Matches",
    "Not",
    "Nothing",
    "Phrase",
    "Prefix",
    "Sort",
    "Term",
    "Unscored",
    "ValueCount",
    "ValueIn",
    "Weighted",
    "Wildcard",
    "check_field",
    "wildcard_parts",
]

WORDS = "_words"
"""Suffix of the field that holds a text field's words beside its terms, without positions."""
BY_SPEAKER = "_by"
"""Suffix of the field that holds each word of a quotation together with who said it."""
SPOKEN = ("quote", "said")
"""The text fields that also have a `BY_SPEAKER` form."""

TERM_FIELDS: tuple[str, ...] = (
    *(f.name for f in TEXT_FIELDS),
    *(name + BY_SPEAKER for name in SPOKEN),
)
"""Fields with positions."""
WORD_FIELDS: tuple[str, ...] = tuple(
    name + WORDS for name in (*(f.name for f in TEXT_FIELDS), *(name + BY_SPEAKER for name in SPOKEN))
)
"""Fields without positions: only whether a word occurs."""
VALUE_FIELDS: tuple[str, ...] = tuple(f.name for f in FACETS)
"""Fields of exact, countable values."""
KEY_FIELDS: tuple[str, ...] = ("id", "article", "url")
"""Fields of one exact value that is not counted."""

GAP = "\u00b6"
"""A term that no text yields, put between the parts of a field so that no phrase reaches across."""


MAX_TERM_BYTES = 65_530
"""As many as tantivy takes. Longer terms keep their place but cannot be found; longer values are refused."""


class Document(Record):
    """A passage as an engine stores it."""

    id: str
    article: str
    article_number: int
    """A number that all passages of one article, and of no other, share."""
    stored: str
    """What comes back with a match: the passage as JSON."""
    terms: Mapping[str, str]
    """Per field of `TERM_FIELDS` and `WORD_FIELDS` that is not empty: its terms, joined by single spaces.

    No term holds white space.
    """
    values: Mapping[str, Sequence[str]]
    """Per field of `VALUE_FIELDS` that is not empty: its values, each once."""
    date: int | None = None
    """Seconds since 1970 of the date and time that the article prints, its zone left aside."""
    url: str | None = None


# Clauses: a query after analysis. Text clauses are scored by BM25; patterns score 1 wherever they match; the rest
# score 0.


class Term(Record):
    field: str
    term: str


class Phrase(Record):
    """Terms at rising positions (the first is 0), each on a word of its own.

    With a slop they may lie otherwise than the phrase puts them: a document matches where every term can be given a
    word such that the differences `place of the word - position of the term` are at most `slop` apart. So a slop of 2
    lets two words in between, or swaps two neighbours. This is the definition of Lucene's PhraseQuery.
    An engine may refuse, with QueryError, a phrase that it would have to try in too many layouts.
    """

    field: str
    terms: tuple[tuple[int, str], ...]
    slop: int = 0


class Prefix(Record):
    field: str
    prefix: str


class Wildcard(Record):
    """A pattern over whole words: `*` stands for any letters, `?` for one; `\\` takes the next character as it is."""

    field: str
    pattern: str


class Fuzzy(Record):
    """Words within `distance` (1 or 2) insertions, deletions, substitutions or swaps of neighbours.

    `stem` must begin the word as it is: the speaker in a `BY_SPEAKER` field, otherwise nothing.
    """

    field: str
    word: str
    distance: int
    stem: str = ""


class ValueIn(Record):
    """Any of these exact values, in a field of `VALUE_FIELDS` or `KEY_FIELDS`."""

    field: str
    values: tuple[str, ...]


class HasValue(Record):
    """Any value at all, in a field of `VALUE_FIELDS` or `TERM_FIELDS`, or "date"."""

    field: str


class DateRange(Record):
    """From `start` up to but not including `end`, as in `Document.date`; None leaves that side open.

    A document without a date is in no range.
    """

    start: int | None
    end: int | None


class Everything(Record):
    pass


class Nothing(Record):
    pass


class AllOf(Record):
    clauses: tuple[Clause, ...]


class AnyOf(Record):
    """At least one; scores add up."""

    clauses: tuple[Clause, ...]


class BestOf(Record):
    """At least one; the best score counts in full, the others by `tie`."""

    clauses: tuple[Clause, ...]
    tie: float = 0.0


class Not(Record):
    clause: Clause


class Weighted(Record):
    clause: Clause
    weight: float


class Unscored(Record):
    """A filter: it must match, and adds nothing to the score."""

    clause: Clause


Clause = (
    Term
    | Phrase
    | Prefix
    | Wildcard
    | Fuzzy
    | ValueIn
    | HasValue
    | DateRange
    | Everything
    | Nothing
    | AllOf
    | AnyOf
    | BestOf
    | Not
    | Weighted
    | Unscored
)

Sort = Literal["relevance", "date", "-date"]
"""relevance: best first; date: newest first; -date: oldest first. Passages without a date come last."""


class Matches(Record):
    """Some of the documents that match, in order. `keys` name them to the reader that found them, and to no other."""

    total: int
    """How many documents match in all."""
    scores: tuple[float, ...]
    keys: tuple[object, ...]


class ValueCount(Record):
    """How often a facet's values occur among the matches: passages of each, most first, ties by value."""

    counts: tuple[tuple[str, int], ...]
    complete: bool = True
    """False where there are more values than the engine can list."""
    missing: int = field(default=0)
    """How many values are not listed, as an estimate, where not complete."""


def check_field(field: str, fields: Collection[str]) -> None:
    """Raise QueryError where a field is none of those that can be asked for something."""
    if field not in fields:
        raise QueryError(f"{field!r} cannot be asked for this: choose from {', '.join(fields)}.")


def wildcard_parts(pattern: str) -> list[tuple[bool, str]]:
    """A `Wildcard` pattern as (is it literal?, character) pairs: `*` and `?` that stand for themselves are literal."""
    parts: list[tuple[bool, str]] = []
    characters = iter(pattern)
    for character in characters:
        if character == "\\":
            parts.append((True, next(characters, character)))
        else:
            parts.append((character not in "*?", character))
    return parts


class EngineReader(Protocol):
    """An immutable view of the last commit. Threads may share it."""

    def search(self, clause: Clause, *, limit: int, offset: int = 0, sort: Sort = "relevance") -> Matches:
        """The documents from `offset` on, at most `limit`; a limit of 0 only counts."""
        ...

    def stored(self, keys: Sequence[object]) -> list[str]:
        """What was stored with these documents."""
        ...

    def article_numbers(self, keys: Sequence[object]) -> list[int]:
        """The article number of each of these documents."""
        ...

    def count_values(self, clause: Clause, fields: Sequence[str], *, most: int = 10_000) -> dict[str, ValueCount]:
        """Per facet field, its values among the matches with the number of documents, `most` values at most."""
        ...

    def count_articles(self, clause: Clause) -> int:
        """How many articles match, exactly; its cost grows with the match set."""
        ...

    def count_articles_by_value(self, clause: Clause, values: Mapping[str, Sequence[str]]) -> dict[str, dict[str, int]]:
        """Per facet field and value given, how many articles have a match with that value, exactly."""
        ...

    def estimate_articles(self, clause: Clause) -> int:
        """About how many articles match; for match sets too large to count."""
        ...

    def estimate_articles_by_value(
        self, clause: Clause, values: Mapping[str, Sequence[str]]
    ) -> dict[str, dict[str, int]]:
        """About what `count_articles_by_value` answers, at a cost that does not grow with the number of values."""
        ...

    def vocabulary(self, field: str, prefix: str = "") -> list[tuple[str, int]]:
        """The terms or values of a field that begin with a prefix, each with the number of documents that hold it."""
        ...

    def documents(self) -> Iterable[str]:
        """What was stored with every document, in no order."""
        ...

    @property
    def size(self) -> int:
        """How many documents there are."""
        ...

    def close(self) -> None: ...


class EngineWriter(Protocol):
    """Changes to an index, seen by readers opened after `commit`, in the order in which they were asked for.

    After a StorageError the writer has given up everything since its last commit, and can only be closed.
    """

    def add(self, documents: Iterable[Document]) -> None:
        """Raises StorageError where nothing can be written.

        A document that could not be stored and found again is refused with StoreError; those before it are added.
        """
        ...

    def delete(self, field: Literal["id", "article"], values: Sequence[str]) -> None:
        """Delete every document with one of these exact values that was added before this call, committed or not."""
        ...

    def commit(self) -> None:
        """Make all changes durable and visible at once; on any error none of them are."""
        ...

    def close(self) -> None:
        """Give up what was not committed, and free the files."""
        ...


class Engine(Protocol):
    """An engine by name; its module is the only one that imports it."""

    name: str

    def create(self, folder: Path) -> None:
        """Make an empty index in an empty folder."""
        ...

    def reader(self, folder: Path) -> EngineReader:
        """Raises IndexDamagedError where files are missing or broken."""
        ...

    def generation(self, folder: Path) -> str:
        """Names the last commit: it differs after every commit that changed anything, and after nothing else."""
        ...

    def writer(self, folder: Path) -> EngineWriter:
        """The caller sees to it that there is one writer at a time."""
        ...
