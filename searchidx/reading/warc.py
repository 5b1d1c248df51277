"""WARC archives: the articles among thousands of records of a crawl."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO, cast

from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]
from warcio.exceptions import ArchiveLoadFailed  # type: ignore[import-untyped]

from searchidx.errors import ReadingError
from searchidx.model import Article
from searchidx.reading.archive import gunzipped
from searchidx.reading.left_out import LeftOutError
from searchidx.reading.registry import Context, Unread, read_member

__all__ = ["read"]

_GZIP = b"\x1f\x8b"
_TEXT = ("text/html", "application/xhtml+xml", "text/plain")
_RECORD_TYPES = frozenset(
    ["warcinfo", "response", "resource", "request", "metadata", "revisit", "conversion", "continuation", "arc_header"]
)
_FOR_MACHINES = frozenset(["robots.txt", "ads.txt", "app-ads.txt", "humans.txt", "security.txt", "llms.txt"])


def read(stream: BinaryIO, context: Context) -> Iterator[Article | Unread]:
    """The articles of an archive, record by record: pages and texts that were delivered whole.

    Pictures, styles, redirections and error pages are passed over. Pages that hold no article (front pages, lists) are
    reported as left out.
    """
    records = 0
    buffered = io.BufferedReader(cast(io.RawIOBase, stream)) if isinstance(stream, io.BytesIO) else stream
    if cast(io.BufferedReader, buffered).peek(2)[:2] == _GZIP:
        # Packed record by record, as the standard wants it, or as a whole, which `ArchiveIterator` would refuse.
        buffered = cast(BinaryIO, gunzipped(buffered, context))
    try:
        # `ArchiveIterator` checks each record's length.
        for record in ArchiveIterator(buffered, arc2warc=True):
            records += 1
            if record.rec_type not in _RECORD_TYPES:
                context.on_problem(ReadingError(f"record {records} is broken", member=f"record {records}"))
                continue
            address = record.rec_headers.get_header("WARC-Target-URI") or ""
            if _media_type(record) not in _TEXT:
                continue
            if _is_for_machines(address):
                context.on_problem(LeftOutError("texts for machines"))
                continue
            body = record.content_stream().read(context.limits.page + 1)
            member = context.member(address or f"record {records}", url=address or None, media_type=_declared(record))
            if body:
                page = replace(member, of_crawl=True, on_problem=lambda e: context.on_problem(LeftOutError(str(e))))
                yield from read_member(io.BytesIO(body), page)
    except (ReadingError, ArchiveLoadFailed, EOFError, ValueError, UnicodeError) as error:
        context.on_problem(ReadingError(f"the archive is broken after record {records}: {error}"))
    if not records:
        raise ReadingError("there is no record in it")


def _media_type(record: object) -> str:
    """The type of what a record delivers; empty for requests, redirections, errors and what is no delivery."""
    kind = record.rec_type  # type: ignore[attr-defined]
    if kind == "response":
        http = record.http_headers  # type: ignore[attr-defined]
        if http is None or http.get_statuscode() != "200":
            return ""
    elif kind not in ("resource", "conversion"):
        return ""
    return _declared(record).partition(";")[0].strip().lower()


def _declared(record: object) -> str:
    headers = record.http_headers or record.rec_headers  # type: ignore[attr-defined]
    return headers.get_header("Content-Type") or ""


def _is_for_machines(address: str) -> bool:
    """Whether an address is that of a text for crawlers."""
    return address.partition("?")[0].rpartition("/")[2] in _FOR_MACHINES
