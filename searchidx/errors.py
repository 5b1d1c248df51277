"""Everything that searchidx raises on purpose.

    SearchidxError
    ├── ReadingError            a source cannot be read
    │   └── SchemaError         a JSON line breaks its schema
    ├── QueryError              a query cannot be run; carries diagnostics with positions
    │   ├── UnknownFieldError   no such field or facet
    │   └── CursorError         a cursor of another search, or of an older state of the index
    ├── TaxonomyError           a user's taxonomy or alias file is wrong; names the line
    └── StoreError              something is wrong with an index
        ├── EngineUnavailableError  the engine that wrote it cannot be imported here
        ├── IndexMissingError   there is none
        ├── NotAnIndexError     the folder is something else
        ├── IndexVersionError   written by a newer searchidx
        ├── IndexDamagedError   files are missing or broken
        ├── IndexLockedError    another process writes to it
        └── StorageError        no space, no permission

Every text says what happened and what to do.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from searchidx.model import Diagnostic

__all__ = [
    "CursorError",
    "EngineUnavailableError",
    "IndexDamagedError",
    "IndexLockedError",
    "IndexMissingError",
    "IndexVersionError",
    "NotAnIndexError",
    "QueryError",
    "ReadingError",
    "SchemaError",
    "SearchidxError",
    "StorageError",
    "StoreError",
    "TaxonomyError",
    "UnknownFieldError",
]


class SearchidxError(Exception):
    """The root of the tree: catch this one to catch them all."""


class ReadingError(SearchidxError):
    """A source, or one record of it, cannot be read. `str(error)` is the reason, without the source's name.

    `line` is the line of the record (from 1) and `member` its name, where the source has lines or members.
    """

    def __init__(self, message: str, *, line: int | None = None, member: str | None = None) -> None:
        super().__init__(message)
        self.line = line
        self.member = member


class SchemaError(ReadingError):
    """A record breaks its schema."""


class QueryError(SearchidxError):
    """A query cannot be run. `diagnostics` say where and why."""

    def __init__(self, message: str, diagnostics: Sequence[Diagnostic] = (), query: str = "") -> None:
        super().__init__(message)
        self.diagnostics = tuple(diagnostics)
        self.query = query


class UnknownFieldError(QueryError):
    """No such field or facet; the message suggests the nearest one."""


class CursorError(QueryError):
    """A cursor that belongs to another search or to an older state of the index."""


class TaxonomyError(SearchidxError):
    """A user's taxonomy or alias file is wrong; the message names the file and the line."""


class StoreError(SearchidxError):
    """Something is wrong with an index."""


class IndexMissingError(StoreError):
    """There is no index at that path."""


class NotAnIndexError(StoreError):
    """The folder exists and holds something else."""


class IndexVersionError(StoreError):
    """The index was written by a newer searchidx."""


class IndexDamagedError(StoreError):
    """Files of the index are missing or broken."""


class IndexLockedError(StoreError):
    """Another process is writing to the index."""


class StorageError(StoreError):
    """The disk is full, or permission is missing."""


class EngineUnavailableError(StoreError):
    """The engine that the index was written with cannot be imported here."""
