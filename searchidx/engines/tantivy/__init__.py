"""The default engine: tantivy (Rust), through tantivy-py. The only package that imports it.

What is worked around here, because tantivy-py 0.27 does otherwise:

* panics (a limit of 0, a phrase of one word) derive from BaseException: they are avoided, and translated should one
  remain;
* the slop of three or more words, and of a word that repeats, finds too much and too little: see clauses.py;
* a document of the wrong type kills the indexing thread, and what is added later is lost in silence: documents are
  checked against the schema before they are handed over, a failed commit is rolled back, and the count is compared;
* the counts of a term in its dictionary include deleted documents;
* buckets that tie at the end of a `terms` aggregation are cut arbitrarily.
"""

from __future__ import annotations

import json
from pathlib import Path

import tantivy

from searchidx.engines.identity import give_identity, identity
from searchidx.engines.tantivy.reader import TantivyReader
from searchidx.engines.tantivy.schema import SCHEMA, translated
from searchidx.engines.tantivy.writer import TantivyWriter

__all__ = ["ENGINE", "TantivyEngine"]


class TantivyEngine:
    """See `searchidx.engines.base.Engine`."""

    name = "tantivy"

    def create(self, folder: Path) -> None:
        try:
            tantivy.Index(SCHEMA, path=str(folder), reuse=False)
            give_identity(folder)
        except BaseException as error:
            raise translated(error, folder) from error

    def generation(self, folder: Path) -> str:
        # tantivy counts the operations of an index, and merging segments leaves the count as it is.
        try:
            meta = json.loads((folder / "meta.json").read_bytes())
            return f"{identity(folder)}-{int(meta['opstamp'])}"
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise translated(error, folder) from error

    def reader(self, folder: Path) -> TantivyReader:
        return TantivyReader(folder)

    def writer(self, folder: Path) -> TantivyWriter:
        return TantivyWriter(folder)


ENGINE = TantivyEngine()
