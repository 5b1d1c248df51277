"""RSS and Atom: an article an entry, with its full content where the feed carries it, else its summary."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, BinaryIO

import feedparser

from searchidx.errors import ReadingError
from searchidx.model import Article
from searchidx.reading.content import fragment
from searchidx.reading.dates import parse_date
from searchidx.reading.draft import Draft, RawBlock
from searchidx.reading.registry import Context
from searchidx.reading.values import split_authors

__all__ = ["read"]


def read(stream: BinaryIO, context: Context) -> Iterator[Article]:
    """The articles of a feed. An entry without text is reported."""
    # A stream and not bytes: feedparser takes a short text for an address to fetch.
    feed = feedparser.parse(io.BytesIO(context.load(stream)))
    if not feed.entries:
        reason = f": {feed.bozo_exception}" if feed.get("bozo") else ""
        raise ReadingError(f"there is no entry in this feed{reason}")
    for number, entry in enumerate(feed.entries, start=1):
        try:
            yield _draft(entry, feed.feed, context).finish()
        except ReadingError:
            name = entry.get("link") or entry.get("title") or f"entry {number}"
            context.on_problem(ReadingError(f"entry {number} has neither content nor summary", member=name))


def _draft(entry: Any, feed: Any, context: Context) -> Draft:
    # Asked for by `get`, feedparser gives the date of publication where there is no other, with a warning.
    updated = dict.get(entry, "updated")
    markup = max((content.get("value") or "" for content in entry.get("content", [])), key=len, default="")
    source = entry.get("source", {})
    return Draft(
        blocks=fragment(markup or entry.get("summary") or ""),
        title=_text(entry.get("title")),
        url=entry.get("link") or context.url,
        authors=split_authors([name for author in entry.get("authors", []) if (name := author.get("name"))]),
        publisher=_text(source.get("title") or feed.get("title")),
        published=parse_date(entry.get("published") or entry.get("created") or updated),
        modified=parse_date(updated),
        language=entry.get("language") or (entry.get("title_detail") or {}).get("language") or feed.get("language"),
        keywords=[tag.get("label") or tag.get("term") or "" for tag in entry.get("tags", [])],
    )


def _text(markup: str | None) -> str:
    """A title as text: feeds escape it once or twice."""
    if not markup or ("<" not in markup and "&" not in markup):
        return markup or ""
    blocks: list[RawBlock] = fragment(markup)
    return " ".join(block.text for block in blocks)
