"""Writing a tantivy index."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal

import tantivy
from tantivy import Query

from searchidx.engines.base import TERM_FIELDS, Document
from searchidx.engines.batch import Batch
from searchidx.engines.tantivy.schema import DATE, NUMBER, PRESENT, SCHEMA, STORED, open_index, translated
from searchidx.errors import IndexDamagedError, StorageError

__all__ = ["TantivyWriter"]

_HEAP_BYTES = 128_000_000
_PHRASED = frozenset(TERM_FIELDS)


class TantivyWriter:
    """See `searchidx.engines.base.EngineWriter`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._index = open_index(folder)
        try:
            # One thread indexes as fast as one core tags, and leaves few segments to search.
            self._writer: Any = self._index.writer(_HEAP_BYTES, 1)
            self._committed = self._index.searcher()
        except BaseException as error:
            raise translated(error, folder) from error
        self._begin()

    def _begin(self) -> None:
        self._batch = Batch()
        self._deleted: set[tuple[int, int]] = set()

    def add(self, documents: Iterable[Document]) -> None:
        add, convert, batch = self._usable().add_document, tantivy.Document.from_dict, self._batch
        for document in documents:
            batch.add(document)
            fields: dict[str, Any] = {name: list(values) for name, values in document.values.items()}
            fields.update(document.terms)
            fields["id"] = document.id
            fields["article"] = document.article
            fields[NUMBER] = document.article_number
            fields[STORED] = document.stored.encode()
            fields[PRESENT] = [name for name in document.terms if name in _PHRASED]
            if document.url:
                fields["url"] = document.url
            if document.date is not None:
                fields[DATE] = document.date
            try:
                add(convert(fields, SCHEMA))
            except BaseException as error:
                raise self._given_up(error) from error

    def delete(self, field: Literal["id", "article"], values: Sequence[str]) -> None:
        writer = self._usable()
        if not values:
            return
        query = Query.term_set_query(SCHEMA, field, list(values))
        try:
            writer.delete_documents_by_query(query)
            size = max(1, self._committed.num_docs)
            self._deleted.update((key.segment_ord, key.doc) for _, key in self._committed.search(query, size).hits)
        except BaseException as error:
            raise self._given_up(error) from error
        self._batch.delete(field, values)

    def commit(self) -> None:
        writer = self._usable()
        if not self._batch.added and not self._deleted:
            return
        expected = self._committed.num_docs - len(self._deleted) + self._batch.added - len(self._batch.deleted)
        try:
            writer.commit()
            self._index.reload()
            self._committed = self._index.searcher()
        except BaseException as error:
            raise self._given_up(error) from error
        if self._committed.num_docs != expected:
            raise IndexDamagedError(
                f"The index in {self._folder} holds {self._committed.num_docs} passages and should hold {expected}: "
                "build it again with --rebuild."
            )
        self._begin()

    def _usable(self) -> Any:
        if self._writer is None:
            raise StorageError(f"Writing the index in {self._folder} has failed before: open it again.")
        return self._writer

    def _given_up(self, error: BaseException) -> BaseException:
        """Undo everything since the last commit: a writer that goes on after an error loses documents in silence."""
        meaning = translated(error, self._folder)
        writer, self._writer = self._writer, None
        with suppress(BaseException):
            writer.rollback()
        with suppress(BaseException):
            writer.wait_merging_threads()  # frees the lock; the traceback may keep the writer itself alive
        if isinstance(meaning, IndexDamagedError):
            free = shutil.disk_usage(self._folder).free // 2**20
            return StorageError(
                f"The index in {self._folder} could not be written ({error}); nothing since the last commit was kept. "
                f"{free:,} MB are free there; run it again."
            )
        return meaning

    def close(self) -> None:
        writer, self._writer = self._writer, None
        if writer is None:
            return
        try:
            if self._batch.added or self._deleted:
                writer.rollback()
            writer.wait_merging_threads()
        except BaseException as error:
            raise translated(error, self._folder) from error
