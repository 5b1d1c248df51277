"""Writing a Whoosh index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Literal

from searchidx.engines.base import Document
from searchidx.engines.batch import Batch
from searchidx.engines.failures import damaged, refused
from searchidx.engines.whoosh.library import index
from searchidx.engines.whoosh.postings import documents_of, read_keys
from searchidx.engines.whoosh.schema import SCHEMA
from searchidx.engines.whoosh.segments import SegmentWriter, merge
from searchidx.engines.whoosh.storage import DurableStorage, check_files, latest_generation
from searchidx.errors import SearchidxError, StorageError

__all__ = ["WhooshWriter"]


class WhooshWriter:
    """See `searchidx.engines.base.EngineWriter`. The lock is the caller's: Whoosh's own is not taken."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._writer: Any = None
        self._failed = False
        self._storage = DurableStorage(folder)
        self._begin()
        with self._writing():
            check_files(folder, latest_generation(folder))
            self._index = index.FileIndex(self._storage, schema=SCHEMA)

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
            self._writer = SegmentWriter(self._index)
        return self._writer

    def add(self, documents: Iterable[Document]) -> None:
        with self._writing():
            writer = self._open_writer()
            for document in documents:
                self._batch.add(document)
                writer.add_passage(document)

    def delete(self, field: Literal["id", "article"], values: Sequence[str]) -> None:
        with self._writing():
            if self._committed is None:
                self._committed = self._index.reader()
            for value in values:
                for segment, offset in self._committed.leaf_readers():
                    keys = read_keys(segment, field, value.encode())
                    for number in () if keys is None else documents_of(keys)[0].tolist():
                        writer = self._open_writer()
                        if not writer.is_deleted(offset + number):
                            writer.delete_document(offset + number)
                            self._deleted += 1
            self._batch.delete(field, values)

    def commit(self) -> None:
        with self._writing():
            if self._batch.added or self._deleted:
                if self._committed is not None:
                    self._committed.close()
                    self._committed = None
                writer, segment = self._writer, self._writer.get_segment()
                for number in self._batch.deleted:  # the documents of a batch are the first of its segment
                    segment.delete_document(number)
                writer.commit(mergetype=merge)
                self._writer = None
            self._begin()

    def close(self) -> None:
        self._cancel()
        self._storage.close_files()
