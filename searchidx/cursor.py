"""Cursors: where the next page of a search begins."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

from searchidx.errors import CursorError

__all__ = ["cursor_to", "mark_of", "offset_of"]


def mark_of(identity: Sequence[object]) -> str:
    """What tells one search over one state of an index from every other: a checksum, in hexadecimal digits."""
    return f"{zlib.crc32(repr(identity).encode('utf-8', 'surrogatepass')):08x}"


def cursor_to(mark: str, offset: int) -> str:
    """The cursor of the page that begins after so many results."""
    return f"{mark}-{offset}"


def offset_of(cursor: str | None, mark: str) -> int:
    """How many results come before the page of a cursor; CursorError where it is not one of this search."""
    if cursor is None:
        return 0
    theirs, _, offset = cursor.partition("-")
    if len(theirs) != len(mark) or not (offset.isascii() and offset.isdecimal()):
        raise CursorError(f'"{cursor}" is not a cursor: take the one that the previous page of results gave')
    if theirs != mark:
        raise CursorError(
            "the cursor belongs to another search, or the index has changed since: start again without a cursor"
        )
    return int(offset)
