"""One commit of a Whoosh index: its postings, and what is known of every document as arrays."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from searchidx.engines.whoosh.library import FilterMatcher, index, reading
from searchidx.engines.whoosh.schema import LENGTHS, ROW, SCHEMA, DurableStorage

__all__ = ["Occurrences", "Snapshot", "Values"]


class Occurrences(NamedTuple):
    """Where a term occurs: documents, rising; how often in each; the places in each, where they were asked for."""

    documents: NDArray[np.int64]
    frequencies: NDArray[np.float64]
    places: list[bytes]

    def places_in(self, documents: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The occurrences in these documents, all of which hold the term: the document and the place of each."""
        if not len(documents):
            return documents, documents
        chosen = [self.places[number] for number in np.searchsorted(self.documents, documents)]
        places = np.frombuffer(b"".join(chosen), np.uint32).astype(np.int64)
        return np.repeat(documents, [len(each) // 4 for each in chosen]), places


class Values(NamedTuple):
    """The values of a facet, rising, and every pair of a document and the number of a value that it has."""

    names: list[str]
    documents: NDArray[np.int64]
    numbers: NDArray[np.int64]


class Snapshot:
    """Documents are numbered through all segments. Not for several threads at once: Whoosh's files have one cursor."""

    def __init__(self, folder: Path) -> None:
        self._reader = index.FileIndex(DurableStorage(folder), schema=SCHEMA).reader()
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

    def postings(self, field: str, term: str, *, places: bool = False) -> Occurrences:
        """The documents, deleted ones among them, that hold a term or value."""
        encoded = term.encode()
        documents: list[NDArray[np.int64]] = []
        frequencies: list[NDArray[np.float64]] = []
        found: list[bytes] = []
        for leaf, offset in self._segments:
            try:
                matcher = leaf.postings(field, encoded)
            except reading.TermNotFound:
                continue
            if isinstance(matcher, FilterMatcher):
                matcher = matcher.child
            numbers, weights, values = matcher.all(places=places)
            documents.append(np.array(numbers, np.int64) + offset)
            frequencies.append(np.array(weights, np.float64))
            found += values
        if not documents:
            return Occurrences(np.zeros(0, np.int64), np.zeros(0), [])
        return Occurrences(np.concatenate(documents), np.concatenate(frequencies), found)

    def words(self, field: str, prefix: str) -> list[str]:
        """The terms or values of a field that begin with a prefix, rising."""
        if prefix:
            return [term.decode() for term in self._reader.expand_prefix(field, prefix.encode())]
        return self._every_word(field)

    def _read_words(self, field: str) -> list[str]:
        return [term.decode() for term in self._reader.lexicon(field)]

    def count(self, field: str, term: str) -> int:
        """How many documents hold a term or value."""
        return int(self.live[self.postings(field, term).documents].sum())

    def _read_values(self, field: str) -> Values:
        """From postings: Whoosh's own facets (`groupedby`) took 742 ms where counting over such arrays took 37."""
        names = self.words(field, "")
        held = [self.postings(field, name).documents for name in names]
        if not held:
            return Values([], np.zeros(0, np.int64), np.zeros(0, np.int64))
        numbers = np.repeat(np.arange(len(names)), [len(documents) for documents in held])
        return Values(names, np.concatenate(held), numbers)

    def stored(self, document: int) -> str:
        text: str = self._reader.stored_fields(document)["stored"]
        return text

    def close(self) -> None:
        self._reader.close()
