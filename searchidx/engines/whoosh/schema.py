"""The fields of a Whoosh index, how their postings are written and read, and where they lie."""

from __future__ import annotations

import os
from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from searchidx.engines.base import KEY_FIELDS, MAX_TERM_BYTES, TERM_FIELDS, VALUE_FIELDS, WORD_FIELDS
from searchidx.engines.whoosh.library import FileStorage, W3Codec, W3LeafMatcher, columns, fields, formats

__all__ = ["LENGTHS", "NO_DATE", "ROW", "SCHEMA", "Codec", "DurableStorage", "Postings"]

LENGTHS = {name: number for number, name in enumerate((*TERM_FIELDS, *WORD_FIELDS))}
"""Where in a row the length of a field stands."""
ROW = np.dtype([("date", "<i8"), ("article", "<i8"), ("lengths", "<u2", (len(LENGTHS),))])
"""What is kept of a document as numbers: its date, its article, and the terms in each of its fields, at most 65,535."""
NO_DATE = -(2**63)


class _Positions(formats.Format):  # type: ignore[misc]
    """The places of a term, as 32-bit numbers side by side."""

    posting_size = -1

    def decode_positions(self, value: bytes) -> list[int]:
        return array("I", value).tolist()

    def decode_frequency(self, value: bytes) -> int:
        return len(value) // 4

    def decode_weight(self, value: bytes) -> float:
        return float(len(value) // 4)


Posting = tuple[bytes, int, float, bytes]
"""A term, its frequency, its weight, and its places."""


class _Field(fields.FieldType):  # type: ignore[misc]
    """Takes finished terms: Whoosh's analysis makes an object of every word, and would cost most of the time."""

    def __init__(self, format: Any) -> None:
        super().__init__(format, None)


class _Terms(_Field):
    def index(self, value: str, **_: object) -> Iterator[Posting]:
        places: defaultdict[str, list[int]] = defaultdict(list)
        for place, term in enumerate(value.split(" ")):
            places[term].append(place)
        for term, found in places.items():
            if len(encoded := term.encode()) <= MAX_TERM_BYTES:
                yield encoded, len(found), float(len(found)), array("I", found).tobytes()


class _Words(_Field):
    def index(self, value: str, **_: object) -> Iterator[Posting]:
        for word in set(value.split(" ")):
            if len(encoded := word.encode()) <= MAX_TERM_BYTES:
                yield encoded, 1, 1.0, b""


class _Values(_Field):
    def index(self, value: Sequence[str], **_: object) -> Iterator[Posting]:
        for each in set(value):
            yield each.encode(), 1, 1.0, b""


def _schema() -> Any:
    existence = formats.Existence()
    schema = fields.Schema(stored=fields.STORED, row=fields.COLUMN(columns.FixedBytesColumn(ROW.itemsize)))
    for name in TERM_FIELDS:
        schema.add(name, _Terms(_Positions()))
    for name in WORD_FIELDS:
        schema.add(name, _Words(existence))
    for name in (*VALUE_FIELDS, *KEY_FIELDS):
        schema.add(name, _Values(existence))
    return schema


SCHEMA = _schema()


class Postings(W3LeafMatcher):  # type: ignore[misc]
    """The documents of a term, read block by block and not one by one."""

    def all(self, *, places: bool = False) -> tuple[list[int], list[float], list[bytes]]:
        """Documents, frequencies and, where asked for, places."""
        numbers: list[int] = []
        weights: list[float] = []
        values: list[bytes] = []
        while self.is_active():
            self.id()
            numbers.extend(self._ids)
            self.weight()
            weights.extend(self._weights)
            if places:
                self.value()
                values.extend(self._values)
            self._next_block()
        return numbers, weights, values


class Codec(W3Codec):  # type: ignore[misc]
    """Whoosh's own, but for field lengths, which it would look up for every posting and which our rows hold."""

    length_stats = False

    def postings_reader(self, dbfile: Any, terminfo: Any, format_: Any, term: Any = None, scorer: Any = None) -> Any:
        return Postings(dbfile, *terminfo.extent(), format_, term=term, scorer=scorer)


class DurableStorage(FileStorage):  # type: ignore[misc]
    """Puts the files of a commit on the disk before the table of contents names them."""

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder))
        self._created: set[str] = set()

    def create_file(self, name: str, *args: Any, **options: Any) -> Any:
        self._created.add(name)
        return super().create_file(name, *args, **options)

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        for name in self._created:
            if self.file_exists(name):
                _synchronize(Path(self.folder, name))
        self._created.clear()
        super().rename_file(oldname, newname, safe)
        if os.name == "posix":
            _synchronize(Path(self.folder))


def _synchronize(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY if os.name == "posix" else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
