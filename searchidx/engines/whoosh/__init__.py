"""The engine for where tantivy cannot be installed: Whoosh (pure Python). The only package that imports it.

From Whoosh come segments, postings, term dictionaries and stored fields; clauses are evaluated here, over whole posting
lists and with numpy. It is written to what Whoosh 2.7.4 and its forks share.
"""

from __future__ import annotations

from pathlib import Path

from searchidx.engines.failures import damaged, refused
from searchidx.engines.identity import give_identity, identity
from searchidx.engines.whoosh.library import index
from searchidx.engines.whoosh.reader import WhooshReader
from searchidx.engines.whoosh.schema import SCHEMA
from searchidx.engines.whoosh.storage import DurableStorage, latest_generation, list_files
from searchidx.engines.whoosh.writer import WhooshWriter

__all__ = ["ENGINE", "WhooshEngine"]


class WhooshEngine:
    """See `searchidx.engines.base.Engine`."""

    name = "whoosh"

    def create(self, folder: Path) -> None:
        try:
            list_files(folder, 0, ())
            index.FileIndex.create(DurableStorage(folder), SCHEMA)
            give_identity(folder)
        except OSError as error:
            raise (refused(error.errno, folder) or damaged(error, folder)) from error

    def generation(self, folder: Path) -> str:
        try:
            name, number = identity(folder), latest_generation(folder)
        except OSError as error:
            raise (refused(error.errno, folder) or damaged(error, folder)) from error
        except ValueError as error:
            raise damaged(error, folder) from error
        return f"{name}-{number}"

    def reader(self, folder: Path) -> WhooshReader:
        return WhooshReader(folder)

    def writer(self, folder: Path) -> WhooshWriter:
        return WhooshWriter(folder)


ENGINE = WhooshEngine()
