"""WARC archives: the articles among thousands of records of a crawl."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]
from warcio.exceptions import ArchiveLoadFailed  # type: ignore[import-untyped]

from searchidx.errors import ReadingError
from searchidx.model import Article
from searchidx.reading.listing import FEWEST_WORDS, word_count
from searchidx.reading.registry import Context, read_source

__all__ = ["read"]

_TEXT = ("text/html", "application/xhtml+xml", "text/plain")
_RECORD_TYPES = frozenset(
    ["warcinfo", "response", "resource", "request", "metadata", "revisit", "conversion", "continuation", "arc_header"]
)
_FOR_MACHINES = frozenset(["robots.txt", "ads.txt", "app-ads.txt", "humans.txt", "security.txt", "llms.txt"])


def read(stream: BinaryIO, context: Context) -> Iterator[Article]:
    """The articles of an archive, record by record: pages and texts that were delivered whole.

    Pictures, styles, redirections and error pages are passed over. Pages that hold no article (front pages, lists) are
    counted, and their number is reported once at the end, so that nothing is left out unsaid.
    """
    left_out: Counter[str] = Counter()
    records = 0
    try:
        # `ArchiveIterator` tells gzip from plain itself, and checks each record's length.
        for record in ArchiveIterator(stream, arc2warc=True):
            records += 1
            if record.rec_type not in _RECORD_TYPES:
                context.on_problem(ReadingError(f"record {records} is broken", member=f"record {records}"))
                continue
            address = record.rec_headers.get_header("WARC-Target-URI") or ""
            media_type = _media_type(record)
            if media_type not in _TEXT:
                continue
            if _is_for_machines(address):
                left_out["texts for machines"] += 1
                continue
            body = record.content_stream().read(context.limits.page + 1)
            member = context.member(address or f"record {records}", url=address or None, media_type=_declared(record))
            try:
                articles = list(read_source(io.BytesIO(body), replace(member, of_crawl=True))) if body else []
            except ReadingError as error:
                left_out[str(error)] += 1
                continue
            for article in articles:
                if media_type == "text/plain" and word_count(article.text) < FEWEST_WORDS:
                    left_out["stubs"] += 1
                else:
                    yield article
    except (ArchiveLoadFailed, EOFError, ValueError, UnicodeError) as error:
        context.on_problem(ReadingError(f"the archive is broken after record {records}: {error}"))
    if left_out:
        reasons = "; ".join(f"{count} × {reason}" for reason, count in left_out.most_common(5))
        context.on_problem(ReadingError(f"{sum(left_out.values())} pages without an article were left out: {reasons}"))
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
