"""Web pages: the main content from `content`, what the page says of itself from `head` and `byline`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import BinaryIO

import trafilatura
from lxml.html import HtmlElement  # type: ignore[import-untyped]

from searchidx.errors import ReadingError
from searchidx.model import Article
from searchidx.reading.byline import body_authors
from searchidx.reading.content import main_content, whole_page
from searchidx.reading.dateline import is_dateline, publication_date
from searchidx.reading.decoding import decode
from searchidx.reading.draft import Draft, RawBlock, characters
from searchidx.reading.head import PageHead, plain
from searchidx.reading.listing import is_front_page, is_listing
from searchidx.reading.registry import Context
from searchidx.reading.values import split_authors

__all__ = ["draft_of_page", "read"]

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"\A\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w-]+)")
_XML_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_NO_ARTICLE = "front pages, lists and stubs"
_HEAD_BLOCKS = 4
_LONGEST_BYLINE = 120
_PARAGRAPH_BREAK = re.compile(r"\n+|(?:<br\s*/?>\s*)+|</?p>", re.IGNORECASE)


def read(stream: BinaryIO, context: Context) -> Iterator[Article]:
    """The one article of a page."""
    data = context.load(stream, context.limits.page)
    declared = context.charset
    if not declared and (match := _CHARSET.search(data[:8192]) or _XML_ENCODING.search(data[:256])):
        declared = match[1].decode("ascii")
    yield draft_of_page(decode(data, declared=declared), context.url, of_crawl=context.of_crawl).finish()


def draft_of_page(markup: str, url: str | None = None, *, of_crawl: bool = False) -> Draft:
    """What a page says, and what it says about itself.

    Raises `ReadingError` where nothing can be made of it, or where it is a list of articles in a crawl.
    """
    # A declared encoding no longer holds for a decoded text, and lxml refuses it; NUL ends a text for libxml2.
    if declaration := _XML_DECLARATION.match(markup):
        markup = markup[declaration.end() :]
    markup = markup.replace("\x00", "")
    tree = trafilatura.load_html(markup)
    if tree is None:
        # A single element is no page for trafilatura.
        tree = trafilatura.load_html(f"<html><body>{markup}</body></html>")
    if tree is None:
        raise ReadingError("it is no web page, or is broken beyond reading")
    head = PageHead(markup, tree, url)
    draft = head.draft()
    draft.authors = draft.authors or _authors(head, tree)
    titles = head.titles
    draft.published = publication_date(tree, draft.published, draft.modified, titles, url)
    blocks = main_content(tree, url)
    if head.body:
        paragraphs = [RawBlock("paragraph", part) for part in _PARAGRAPH_BREAK.split(head.body) if part.strip()]
        if characters(blocks) < 0.5 * characters(paragraphs) or len(blocks) < 2 < len(paragraphs):
            blocks = paragraphs
    if of_crawl and (is_front_page(url) or is_listing(head, tree, blocks, url)):
        raise ReadingError(_NO_ARTICLE)
    draft.blocks = _without_head(blocks or whole_page(markup), titles, tuple(draft.authors))
    return draft


def _authors(head: PageHead, tree: HtmlElement) -> tuple[str, ...]:
    """The authors of a page whose head names none beside the site."""
    printed = body_authors(tree, names_of_site=head.names_of_site)
    whole = " ".join(owners := head.owners)
    # "Ana" of "Ana Ruiz" is her.
    return printed if printed and any(name not in whole for name in printed) else owners or printed or head.only_person


def _without_head(blocks: list[RawBlock], titles: Sequence[str], authors: tuple[str, ...]) -> list[RawBlock]:
    """Leave out the title, the byline and the date where they are repeated at the start of the text."""
    head = [
        block
        for block in blocks[:_HEAD_BLOCKS]
        if plain(block.text) not in titles
        and not (block.kind == "paragraph" and is_dateline(block.text))
        and not (authors and len(block.text) <= _LONGEST_BYLINE and split_authors(block.text) == authors)
    ]
    return [*head, *blocks[_HEAD_BLOCKS:]] if head or len(blocks) > _HEAD_BLOCKS else blocks
