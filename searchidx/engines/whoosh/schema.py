"""The fields of a Whoosh index, the numbers that it keeps of every document, and where its files lie."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import numpy as np

from searchidx.engines.base import KEY_FIELDS, TERM_FIELDS, VALUE_FIELDS, WORD_FIELDS
from searchidx.engines.whoosh.library import FileStorage, columns, fields, formats

__all__ = ["LENGTHS", "NO_DATE", "ROW", "SCHEMA", "DurableStorage"]

LENGTHS = {name: number for number, name in enumerate((*TERM_FIELDS, *WORD_FIELDS))}
"""Where in a row the length of a field stands."""
ROW = np.dtype([("date", "<i8"), ("article", "<i8"), ("lengths", "<u2", (len(LENGTHS),))])
"""What is kept of a document as numbers: its date, its article, and the terms in each of its fields, at most 65,535."""
NO_DATE = -(2**63)


def _schema() -> Any:
    schema = fields.Schema(stored=fields.STORED, row=fields.COLUMN(columns.FixedBytesColumn(ROW.itemsize)))
    for name in (*LENGTHS, *VALUE_FIELDS, *KEY_FIELDS):
        # The analyzer stays out: finished terms go to the postings as they are.
        schema.add(name, fields.FieldType(formats.Existence(), None))
    return schema


SCHEMA = _schema()


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
