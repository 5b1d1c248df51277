"""Writing a Whoosh index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Literal

import numpy as np

from searchidx.engines.base import Document
from searchidx.engines.batch import Batch
from searchidx.engines.failures import damaged, refused
from searchidx.engines.whoosh.library import index, reading
from searchidx.engines.whoosh.schema import LENGTHS, NO_DATE, ROW, SCHEMA, Codec, DurableStorage
from searchidx.errors import SearchidxError, StorageError

__all__ = ["WhooshWriter"]

_POOL_MEGABYTES = 256
_TIER = 8
"""So many segments of about one size are merged into one, as many times larger."""
_SMALLEST_TIER = 1_000


class WhooshWriter:
    """See `searchidx.engines.base.EngineWriter`. The lock is the caller's: Whoosh's own is not taken."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._writer: Any = None
        self._failed = False
        with self._writing():
            self._index = index.FileIndex(DurableStorage(folder), schema=SCHEMA)
            self._begin()

    def _begin(self) -> None:
        self._batch = Batch()
        self._deleted = 0
        self._committed: Any = None

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Give up everything since the last commit on any error but a refused document."""
        if self._failed:
            raise StorageError(f"Writing the index in {self._folder} has failed before: open it again.")
        try:
            yield
        except SearchidxError:
            raise
        except OSError as error:
            self._give_up()
            raise (refused(error.errno, self._folder) or damaged(error, self._folder)) from error
        except Exception as error:
            self._give_up()
            raise damaged(error, self._folder) from error
        except BaseException:
            self._give_up()
            raise

    def _give_up(self) -> None:
        self._failed = True
        self._cancel()

    def _cancel(self) -> None:
        if self._committed is not None:
            self._committed.close()
            self._committed = None
        writer, self._writer = self._writer, None
        if writer is not None and not writer.is_closed:
            with suppress(Exception):  # its files may be what failed
                writer.cancel()

    def _open_writer(self) -> Any:
        if self._writer is None:
            self._writer = self._index.writer(_lk=False, limitmb=_POOL_MEGABYTES, codec=Codec())
        return self._writer

    def add(self, documents: Iterable[Document]) -> None:
        with self._writing():
            writer = self._open_writer()
            for document in documents:
                self._batch.add(document)
                row = np.zeros((), ROW)
                row["date"] = NO_DATE if document.date is None else document.date
                row["article"] = document.article_number
                lengths = row["lengths"]
                fields: dict[str, Any] = {**document.terms, **document.values}
                for name, text in document.terms.items():
                    lengths[LENGTHS[name]] = min(text.count(" ") + 1, 65_535)
                if document.url:
                    fields["url"] = (document.url,)
                writer.add_document(
                    id=(document.id,), article=(document.article,), stored=document.stored, row=row.tobytes(), **fields
                )

    def delete(self, field: Literal["id", "article"], values: Sequence[str]) -> None:
        with self._writing():
            if self._committed is None:
                self._committed = self._index.reader()
            for value in values:
                try:
                    numbers = list(self._committed.postings(field, value.encode()).all_ids())
                except reading.TermNotFound:
                    continue
                writer = self._open_writer()
                for number in numbers:
                    if not writer.is_deleted(number):
                        writer.delete_document(number)
                        self._deleted += 1
            self._batch.delete(field, values)

    def commit(self) -> None:
        with self._writing():
            if self._batch.added or self._deleted:
                if self._committed is not None:
                    self._committed.close()
                writer, segment = self._writer, self._writer.get_segment()
                for number in self._batch.deleted:  # the documents of a batch are the first of its segment
                    segment.delete_document(number)
                writer.commit(mergetype=_merge)
                self._writer = None
            self._begin()

    def close(self) -> None:
        self._cancel()


def _merge(writer: Any, segments: list[Any]) -> list[Any]:
    """Merge segments of one size once there are enough of them, and those that are mostly deleted; return the rest.

    Whoosh's own policy (MERGE_SMALL) writes the same documents again with nearly every commit.
    """
    tiers: dict[int, list[Any]] = {}
    merged: list[Any] = []
    for segment in segments:
        kept = segment.doc_count_all() - segment.deleted_count()
        if kept * 2 < segment.doc_count_all():
            merged.append(segment)
            continue
        tier, size = 0, _SMALLEST_TIER
        while kept > size:
            tier, size = tier + 1, size * _TIER
        tiers.setdefault(tier, []).append(segment)
    for alike in tiers.values():
        if len(alike) >= _TIER:
            merged += alike
    for segment in merged:
        if segment.doc_count_all() > segment.deleted_count():
            reader = reading.SegmentReader(writer.storage, writer.schema, segment)
            writer.add_reader(reader)
            reader.close()
    return [segment for segment in segments if segment not in merged]
