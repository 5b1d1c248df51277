"""Web pages: trafilatura finds the main content, BeautifulSoup gives its block structure, `head` the metadata."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

import trafilatura
from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag
from lxml.html import HtmlElement  # type: ignore[import-untyped]

from searchidx.errors import ReadingError
from searchidx.model import Article, BlockKind
from searchidx.reading.cleaning import clean, is_boilerplate
from searchidx.reading.decoding import decode
from searchidx.reading.draft import Draft, RawBlock
from searchidx.reading.head import describe
from searchidx.reading.registry import Context

__all__ = ["draft_of_page", "read"]

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"\A\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w-]+)")
_PARAGRAPH_BREAK = re.compile(r"\n+|(?:<br\s*/?>\s*)+|</?p>", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")


def read(stream: BinaryIO, context: Context) -> Iterator[Article]:
    """The one article of a page."""
    data = context.load(stream, context.limits.page)
    declared = context.charset
    if not declared and (match := _CHARSET.search(data[:8192]) or _XML_ENCODING.search(data[:256])):
        declared = match[1].decode("ascii")
    yield draft_of_page(decode(data, declared=declared), url=context.url).finish()


def draft_of_page(markup: str, url: str | None = None) -> Draft:
    """What a page says, and what it says about itself. Raises `ReadingError` where nothing can be made of it."""
    # A declared encoding no longer holds for a decoded text, and lxml refuses it; NUL ends a text for libxml2.
    markup = _XML_DECLARATION.sub("", markup).replace("\x00", "")
    tree = trafilatura.load_html(markup)
    if tree is None:
        raise ReadingError("it is no web page, or is broken beyond reading")
    draft, body = describe(markup, tree, url)
    blocks = main_content(tree, url)
    if body:
        paragraphs = [RawBlock("paragraph", part) for part in _PARAGRAPH_BREAK.split(body) if part.strip()]
        if _size(blocks) < 0.5 * _size(paragraphs) or len(blocks) < 2 < len(paragraphs):
            blocks = paragraphs
    draft.blocks = blocks or whole_page(markup)
    return draft


def _size(blocks: list[RawBlock]) -> int:
    return sum(len(block.text) for block in blocks)


def main_content(tree: HtmlElement, url: str | None = None) -> list[RawBlock]:
    """The blocks of the main content, widgets and credits left out."""
    result = trafilatura.extract(tree, url=url, fast=True, output_format="html", include_comments=False)
    if not result:
        return []
    body = BeautifulSoup(result, "lxml").body
    return [block for block in _blocks(body) if not is_boilerplate(clean(block.text))] if body else []


_KINDS: dict[str, BlockKind] = {"p": "paragraph", "pre": "paragraph", "li": "list_item", "blockquote": "quote"}
_HEADING = re.compile(r"h([1-6])")
_CONTAINERS = frozenset(
    ["p", "pre", "li", "ul", "ol", "blockquote", "table", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "contrib", "div"]
)


def _blocks(element: Tag, kind: BlockKind = "paragraph", level: int = 0) -> Iterator[RawBlock]:
    """The blocks below an element: text that stands beside blocks is a block too."""
    run: list[str] = []
    for child in element.children:
        if isinstance(child, Tag):
            if child.name == "br":
                if run:
                    yield RawBlock(kind, "".join(run), level)
                run = []
                continue
            if child.name in _CONTAINERS:
                if run:
                    yield RawBlock(kind, "".join(run), level)
                run = []
                if child.name == "tr":
                    cells = [clean(cell.get_text(" ")) for cell in child.find_all(["td", "th"], recursive=False)]
                    yield RawBlock("paragraph", " | ".join(filter(None, cells)))
                elif match := _HEADING.fullmatch(child.name):
                    yield RawBlock("heading", child.get_text(), int(match[1]))
                else:
                    inner = (
                        kind
                        if kind in ("quote", "list_item") and child.name in ("p", "div")
                        else _KINDS.get(child.name, kind)
                    )
                    yield from _blocks(child, inner)
                continue
            run.append(child.get_text())
        elif type(child) is NavigableString:
            run.append(str(child))
    if any(piece.strip() for piece in run):
        yield RawBlock(kind, "".join(run), level)


_UNSEEN = (
    "script",
    "style",
    "noscript",
    "template",
    "head",
    "nav",
    "footer",
    "form",
    "button",
    "select",
    "svg",
    "iframe",
)
_INLINE = frozenset(
    "a abbr b bdi bdo cite code data dfn em font i kbd mark q s samp small span strong sub sup time u var".split()
)


def whole_page(markup: str) -> list[RawBlock]:
    """Every visible text of a page, a block for each block-level element: for pages in which no main content is found.

    Built by events, so that elements nested beyond what a tree may hold are read too.
    """
    soup = BeautifulSoup(markup, "lxml")
    for element in soup.find_all(_UNSEEN):
        element.extract()
    blocks: list[RawBlock] = []
    run: list[str] = []
    for node in soup.descendants:
        if isinstance(node, Tag):
            if node.name not in _INLINE and run:
                blocks.append(RawBlock("paragraph", "".join(run)))
                run = []
        elif type(node) is NavigableString:
            run.append(str(node))
    blocks.append(RawBlock("paragraph", "".join(run)))
    return [block for block in blocks if (text := clean(block.text)) and not is_boilerplate(text)]
