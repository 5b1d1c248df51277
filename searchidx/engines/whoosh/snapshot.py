"""One commit of a Whoosh index: its postings, and what is known of every document as arrays."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from searchidx.engines.whoosh.library import index
from searchidx.engines.whoosh.postings import Keys, documents_of, read_keys
from searchidx.engines.whoosh.schema import LENGTHS, ROW, SCHEMA
from searchidx.engines.whoosh.storage import DurableStorage, check_files, latest_generation

__all__ = ["Snapshot", "Values"]


class Values(NamedTuple):
    """The values of a facet, rising, and every pair of a document and the number of a value that it has."""

    names: list[str]
    documents: NDArray[np.int64]
    numbers: NDArray[np.int64]


class Snapshot:
    """Documents are numbered through all segments. Not for several threads at once: Whoosh's files have one cursor."""

    def __init__(self, folder: Path) -> None:
        self._storage = DurableStorage(folder)
        try:
            self._open(folder)
        except BaseException:
            self._storage.close_files()
            raise

    def _open(self, folder: Path) -> None:
        while True:
            generation = latest_generation(folder)
            try:
                check_files(folder, generation)
                self._reader = index.FileIndex(self._storage, schema=SCHEMA).reader()
                break
            except (OSError, ValueError):
                if latest_generation(folder) == generation:  # otherwise a commit has come in between
                    raise
        every = self._reader.doc_count_all()
        self._segments = [(leaf, offset) for leaf, offset in self._reader.leaf_readers()] if every else []
        rows = b"".join(b"".join(leaf.column_reader("row", translate=False)) for leaf, _ in self._segments)
        numbers = np.frombuffer(rows, ROW) if rows else np.zeros(0, ROW)
        self._lengths = numbers["lengths"]
        self.dates: NDArray[np.int64] = numbers["date"].astype(np.int64)
        self.articles: NDArray[np.int64] = numbers["article"].astype(np.int64)
        self.live = np.ones(every, bool)
        for leaf, offset in self._segments:
            for number in leaf.segment().deleted_docs():
                self.live[offset + number] = False
        self.lengths = cache(self._read_lengths)
        self.values = cache(self._read_values)
        self._every_word = cache(self._read_words)

    def _read_lengths(self, field: str) -> NDArray[np.float64]:
        """The number of terms that a field has in each document."""
        lengths: NDArray[np.float64] = self._lengths[:, LENGTHS[field]].astype(np.float64)
        return lengths

    def keys(self, field: str, term: str) -> Keys:
        """Where a term or value occurs, deleted documents among them."""
        encoded = term.encode()
        found = [
            keys + (offset << 32)
            for segment, offset in self._segments
            if (keys := read_keys(segment, field, encoded)) is not None
        ]
        return np.concatenate(found) if found else np.zeros(0, np.int64)

    def holders(self, field: str, term: str) -> Keys:
        """The documents that hold a term or value, deleted ones among them; one for every occurrence."""
        return self.keys(field, term) >> 32

    def words(self, field: str, prefix: str) -> list[str]:
        """The terms or values of a field that begin with a prefix, rising."""
        if prefix:
            return [term.decode() for term in self._reader.expand_prefix(field, prefix.encode())]
        return self._every_word(field)

    def _read_words(self, field: str) -> list[str]:
        return [term.decode() for term in self._reader.lexicon(field)]

    def count(self, field: str, term: str) -> int:
        """How many documents hold a term or value."""
        return int(self.live[documents_of(self.keys(field, term))[0]].sum())

    def _read_values(self, field: str) -> Values:
        """From postings: Whoosh's own facets (`groupedby`) took 742 ms where counting over such arrays took 37."""
        names = self.words(field, "")
        held = [self.holders(field, name) for name in names]
        if not held:
            return Values([], np.zeros(0, np.int64), np.zeros(0, np.int64))
        numbers = np.repeat(np.arange(len(names)), [len(documents) for documents in held])
        return Values(names, np.concatenate(held), numbers)

    def stored(self, document: int) -> str:
        text: str = self._reader.stored_fields(document)["stored"]
        return text

    def close(self) -> None:
        self._reader.close()
        self._storage.close_files()
