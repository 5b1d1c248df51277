"""The fields of a Whoosh index, and the numbers that it keeps of every document."""

from __future__ import annotations

from typing import Any

import numpy as np

from searchidx.engines.base import KEY_FIELDS, TERM_FIELDS, VALUE_FIELDS, WORD_FIELDS
from searchidx.engines.whoosh.library import columns, fields, formats

__all__ = ["LENGTHS", "NO_DATE", "ROW", "SCHEMA"]

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
