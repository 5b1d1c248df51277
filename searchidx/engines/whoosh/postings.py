"""How postings are gathered, written and read: as arrays, through the codec that Whoosh lets an index bring along.

Every occurrence of a term is one 64-bit key, `document << 32 | place`; without positions the place is 0. Whoosh's own
codec packs, pickles and compresses a hundred postings at a time, which for rare terms costs a hundred times what the
postings do.
"""

from __future__ import annotations

import os
import struct
import zlib
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from searchidx.engines.base import MAX_TERM_BYTES
from searchidx.engines.whoosh.library import FilterMatcher, ListMatcher, W3Codec, W3FieldWriter, W3TermInfo, reading

__all__ = ["Codec", "Inverted", "Keys", "Postings", "documents_of", "read_keys"]

Keys = NDArray[np.int64]
"""Occurrences, rising."""

_HEADER = struct.Struct("<II")
"""How many keys there are, and in how many bytes they are packed."""
_PACKED_FROM = 16
"""Fewer keys than these are written as they are."""


def _pack(keys: array[int]) -> bytes:
    raw = keys.tobytes()
    if len(keys) >= _PACKED_FROM:
        differences = np.diff(np.frombuffer(raw, np.int64), prepend=0)
        raw = zlib.compress(differences.astype("<i8").tobytes(), 1)
    return _HEADER.pack(len(keys), len(raw)) + raw


def _unpack(count: int, packed: bytes) -> Keys:
    if count >= _PACKED_FROM:
        return np.cumsum(np.frombuffer(zlib.decompress(packed), "<i8"))
    return np.frombuffer(packed, np.int64)


def documents_of(keys: Keys) -> tuple[Keys, Keys]:
    """The documents of some keys, each once, and how many keys each has."""
    documents = keys >> 32
    firsts = np.flatnonzero(np.diff(documents, prepend=-1))
    return documents[firsts], np.diff(firsts, append=len(documents))


class Inverted:
    """The postings of the segment that is being written; stands in for Whoosh's PostingPool."""

    def __init__(self) -> None:
        self._fields: defaultdict[str, defaultdict[bytes, array[int]]] = defaultdict(
            lambda: defaultdict(lambda: array("q"))
        )

    def put_terms(self, field: str, document: int, text: str) -> None:
        """Terms with the places where they stand."""
        self._put(field, enumerate(text.encode().split(b" "), document << 32))

    def put_words(self, field: str, document: int, text: str) -> None:
        """Words without places."""
        key = document << 32
        self._put(field, ((key, word) for word in set(text.encode().split(b" "))))

    def _put(self, field: str, keyed: Iterable[tuple[int, bytes]]) -> None:
        held = self._fields[field]
        for key, term in keyed:
            if len(term) <= MAX_TERM_BYTES:
                held[term].append(key)

    def put_values(self, field: str, document: int, values: Iterable[str]) -> None:
        held = self._fields[field]
        for value in set(values):
            held[value.encode()].append(document << 32)

    def put_keys(self, field: str, term: bytes, keys: Keys) -> None:
        """What another segment knows of a term, its documents numbered anew."""
        self._fields[field][term].frombytes(keys.astype(np.int64).tobytes())

    def iter_postings(self) -> Iterator[tuple[str, list[tuple[bytes, array[int]]]]]:
        """Every field with its terms, both rising; to be read once."""
        for field in sorted(self._fields):
            yield field, sorted(self._fields.pop(field).items())

    def cleanup(self) -> None:
        self._fields.clear()


class Postings(ListMatcher):  # type: ignore[misc]
    """The postings of one term, as the matcher that Whoosh expects and as keys."""

    def __init__(self, keys: Keys) -> None:
        self.keys = keys
        super().__init__(keys >> 32)


def read_keys(segment: Any, field: str, term: bytes) -> Keys | None:
    """The keys of a term in one segment, deleted documents among them; None where it does not occur."""
    try:
        matcher = segment.postings(field, term)
    except reading.TermNotFound:
        return None
    if isinstance(matcher, FilterMatcher):
        matcher = matcher.child
    keys: Keys = matcher.keys
    return keys


class _FieldWriter(W3FieldWriter):  # type: ignore[misc]
    """Writes the terms and postings of `Inverted`; the dictionary of terms is Whoosh's."""

    def add_postings(
        self, schema: Any, lengths: Any, items: Iterable[tuple[str, list[tuple[bytes, array[int]]]]]
    ) -> None:
        for name, terms in items:
            self.start_field(name, schema[name])
            number = struct.pack("!H", self._fieldid)
            for term, keys in terms:
                info = W3TermInfo(df=len(keys))
                packed = _pack(keys)
                info.set_extent(self._postfile.tell(), len(packed))
                self._postfile.write(packed)
                self._tindex.add(number + term, info.to_bytes())
            self.finish_field()


class Codec(W3Codec):  # type: ignore[misc]
    """Whoosh's codec with our postings; stored fields, columns and the term dictionary stay as they are."""

    length_stats = False

    def new_segment(self, storage: Any, indexname: str) -> Any:
        segment = super().new_segment(storage, indexname)
        # Whoosh draws the name from `random`: a program that seeds it would write over its own earlier segments.
        segment.segid = os.urandom(8).hex()
        return segment

    def field_writer(self, storage: Any, segment: Any) -> _FieldWriter:
        return _FieldWriter(self, storage, segment)

    def postings_reader(
        self, dbfile: Any, terminfo: Any, format_: Any, term: Any = None, scorer: Any = None
    ) -> Postings:
        start = terminfo.extent()[0]
        count, size = _HEADER.unpack(dbfile.get(start, _HEADER.size))
        return Postings(_unpack(count, dbfile.get(start + _HEADER.size, size)))
