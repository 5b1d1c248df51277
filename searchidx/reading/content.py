"""The main content of a page as blocks: trafilatura finds it, and its small result is walked for its structure."""

from __future__ import annotations

import logging
import re
from collections import defaultdict
from collections.abc import Iterator

import trafilatura
from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag
from lxml.etree import Comment, ProcessingInstruction, XPath, strip_elements  # type: ignore[import-untyped]
from lxml.html import HtmlElement  # type: ignore[import-untyped]
from trafilatura.htmlprocessing import convert_to_html
from trafilatura.settings import Document

from searchidx.model import BlockKind
from searchidx.reading.cleaning import clean
from searchidx.reading.draft import RawBlock, article_blocks, characters

# Where nobody has configured logging, Python prints warnings; what they say shows in the result.
for _name in ("trafilatura", "htmldate"):
    logging.getLogger(_name).addHandler(logging.NullHandler())

__all__ = ["fragment", "main_content", "whole_page"]

_LITTLE = 600
"""Characters below which the fast extraction may have taken a teaser for the article."""
_MUCH_MORE = 5
"""How many times more text the full comparison finds where the fast one surely took a teaser."""
_LUMP = 1500
"""Characters in one block or two from which on the fast extraction may have given up and taken the whole page."""


def main_content(tree: HtmlElement, url: str | None = None) -> list[RawBlock]:
    """The blocks of the main content, widgets and credits left out; changes the tree.

    The fast mode of trafilatura, and its full comparison of extractors where the fast result is doubtful.
    """
    _rejoin(tree)
    blocks = _extract(tree, url, fast=True)
    size = characters(blocks)
    if size < _LITTLE:
        second = _extract(tree, url, fast=False)
        more = characters(second) / max(1, size)
        return second if more > 2 and (_contains(second, blocks) or more > _MUCH_MORE) else blocks
    if len(blocks) <= 2 and size > _LUMP:
        second = _extract(tree, url, fast=False)
        return second if 0 < characters(second) < 0.5 * size else blocks
    return blocks


def _extract(tree: HtmlElement, url: str | None, *, fast: bool) -> list[RawBlock]:
    # The bare call and not `extract`, which computes a fingerprint of every text.
    found = trafilatura.bare_extraction(tree, url=url, fast=fast, output_format="html", include_comments=False)
    if not isinstance(found, Document) or found.body is None:
        return []
    return article_blocks(_blocks(convert_to_html(found.body)[0]))


def _contains(large: list[RawBlock], small: list[RawBlock]) -> bool:
    """Whether most words of the small result are in the large one, so that taking it loses nothing."""
    words = {word for block in small for word in block.text.split()}
    return len(words - {word for block in large for word in block.text.split()}) <= 0.1 * len(words)


_BODY_CLASS = re.compile(
    r"(?:article|story|post|entry|news)[-_]*(?:body|content|text)|body[-_]*(?:content|copy|text)", re.IGNORECASE
)
_MAYBE_BODY = XPath(
    "descendant::p/parent::*[(self::div or self::section) and"
    " (contains(@class, 'body') or contains(@class, 'content') or contains(@class, 'text'))]"
)
_LEAST_PART = 250
_MOST_PARTS = 12


def _rejoin(tree: HtmlElement) -> None:
    """Put an article back together that its page holds in several containers of one class, around advertisements.

    Extractors take the first such container for the whole.
    """
    parts: dict[str, list[HtmlElement]] = defaultdict(list)
    for element in _MAYBE_BODY(tree):
        name = element.get("class")
        if _BODY_CLASS.search(name):
            if sum(len(p.text_content()) for p in element.findall("p")) < _LEAST_PART:
                # A container without text of its own may hold the others.
                continue
            parts[name].append(element)
    for group in parts.values():
        first, *others = group
        if 1 <= len(others) < _MOST_PARTS and not any(first in other.iterancestors() for other in others):
            for other in others:
                first.extend(list(other))


_KINDS: dict[str, BlockKind] = {"p": "paragraph", "pre": "paragraph", "li": "list_item", "blockquote": "quote"}
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_CONTAINERS = frozenset(
    ["p", "pre", "li", "ul", "ol", "blockquote", "table", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "contrib", "div"]
)


_UNSEEN = tuple("script style noscript template head nav footer form button select svg iframe".split())
_LEFT_OUT = frozenset(["figure", "aside", *_UNSEEN])
_INLINE = frozenset(
    "a abbr b bdi bdo cite code data dfn em font i kbd mark q s samp small span strong sub sup time u var".split()
)


def _blocks(element: HtmlElement, kind: BlockKind = "paragraph") -> Iterator[RawBlock]:
    """The blocks below an element: text that stands beside blocks is a block too."""
    run = [element.text or ""]
    for child in element:
        name = child.tag
        if name == "br" or name in _CONTAINERS:
            if any(run):
                yield RawBlock(kind, "".join(run))
            run = []
        if name == "tr":
            cells = (clean(" ".join(cell.itertext())) for cell in child.iterchildren("td", "th"))
            yield RawBlock("paragraph", " | ".join(filter(None, cells)))
        elif name in _HEADINGS:
            yield RawBlock("heading", "".join(child.itertext()), _HEADINGS[name])
        elif name in _CONTAINERS:
            inherits = kind in ("quote", "list_item") and name in ("p", "div")
            yield from _blocks(child, kind if inherits else _KINDS.get(name, kind))
        elif isinstance(name, str) and name not in _LEFT_OUT:
            run.append("".join(child.itertext()))
        run.append(child.tail or "")
    if any(run):
        yield RawBlock(kind, "".join(run))


def fragment(markup: str) -> list[RawBlock]:
    """The blocks of a piece of markup that is an article already, such as the content of a feed's entry."""
    if "<" not in markup and "&" not in markup:
        return [RawBlock("paragraph", line) for line in markup.splitlines()]
    tree = trafilatura.load_html(f"<html><body>{markup}</body></html>")
    body = tree.find("body") if tree is not None else None
    if body is None or not "".join(body.itertext()).strip():
        # Nested beyond what a tree may hold.
        return whole_page(markup)
    strip_elements(body, *_LEFT_OUT, Comment, ProcessingInstruction, with_tail=False)
    return list(_blocks(body))


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
    return blocks
