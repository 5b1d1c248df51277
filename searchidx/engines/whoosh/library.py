"""Imports Whoosh once, quietly: 2.7.4 predates raw strings, and Python says so whenever it compiles a module of it."""

from __future__ import annotations

import warnings

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from whoosh import columns, fields, formats, index, reading, writing
    from whoosh.codec.whoosh3 import W3Codec, W3FieldWriter, W3TermInfo
    from whoosh.filedb import compound
    from whoosh.filedb.filestore import FileStorage
    from whoosh.matching import ListMatcher
    from whoosh.matching.wrappers import FilterMatcher

__all__ = [
    "FileStorage",
    "FilterMatcher",
    "ListMatcher",
    "W3Codec",
    "W3FieldWriter",
    "W3TermInfo",
    "columns",
    "compound",
    "fields",
    "formats",
    "index",
    "reading",
    "writing",
]
