"""The segment that a batch becomes, and which segments are merged into it."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any

import numpy as np

from searchidx.engines.base import WORD_FIELDS, Document
from searchidx.engines.whoosh.library import reading, writing
from searchidx.engines.whoosh.postings import Codec, Inverted, read_keys
from searchidx.engines.whoosh.schema import LENGTHS, NO_DATE, SCHEMA
from searchidx.engines.whoosh.storage import list_files

__all__ = ["SegmentWriter", "merge"]

_TIER = 8
"""So many segments of about one size are merged into one, as many times larger."""
_SMALLEST_TIER = 1_000
_UNPLACED = frozenset(WORD_FIELDS)
_ROW = struct.Struct(f"<qq{len(LENGTHS)}H")


class SegmentWriter(writing.SegmentWriter):  # type: ignore[misc]
    """Whoosh's, but for its analysis and its pool of postings. Its lock is not taken: the caller has one."""

    def __init__(self, index: Any) -> None:
        super().__init__(index, _lk=False, codec=Codec())
        self.pool = Inverted()

    def add_passage(self, document: Document) -> None:
        """Add a document that has been checked."""
        number, pool, rows = self.docnum, self.pool, self.perdocwriter
        lengths = [0] * len(LENGTHS)
        for name, text in document.terms.items():
            lengths[LENGTHS[name]] = min(text.count(" ") + 1, 65_535)
            if name in _UNPLACED:
                pool.put_words(name, number, text)
            else:
                pool.put_terms(name, number, text)
        for name, values in document.values.items():
            pool.put_values(name, number, values)
        pool.put_values("id", number, (document.id,))
        pool.put_values("article", number, (document.article,))
        if document.url:
            pool.put_values("url", number, (document.url,))
        date = NO_DATE if document.date is None else document.date
        rows.start_doc(number)
        rows.add_field("stored", SCHEMA["stored"], document.stored, 0)
        rows.add_column_value("row", SCHEMA["row"].column_type, _ROW.pack(date, document.article_number, *lengths))
        rows.finish_doc()
        self._added = True
        self.docnum += 1

    def add_postings_to_pool(self, reader: Any, startdoc: int, docmap: dict[int, int] | None) -> None:
        """Take over the postings of a segment that is merged into this one, without its deleted documents."""
        numbers = np.full(reader.doc_count_all(), -1)
        if docmap is None:
            numbers[:] = np.arange(startdoc, startdoc + len(numbers))
        else:
            for before, now in docmap.items():
                numbers[before] = now
        for field, term in reader.all_terms():
            keys = read_keys(reader, field, term)
            if keys is not None:
                now = numbers[keys >> 32]
                kept = now >= 0
                if kept.any():
                    self.pool.put_keys(field, term, ((now << 32) | (keys & 0xFFFFFFFF))[kept])

    def _commit_toc(self, segments: list[Any]) -> None:
        folder = Path(self.storage.folder)
        list_files(folder, self.generation, segments)
        super()._commit_toc(segments)
        for old in folder.glob("files-*.json"):
            if old.name != f"files-{self.generation}.json":
                old.unlink(missing_ok=True)


def merge(writer: SegmentWriter, segments: list[Any]) -> list[Any]:
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
