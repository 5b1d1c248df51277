"""News agencies' XML: NITF and NewsML-G2 (IPTC), with the text as NITF or XHTML within."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree  # type: ignore[import-untyped]

from searchidx.errors import ReadingError
from searchidx.model import Article, BlockKind
from searchidx.reading.cleaning import clean
from searchidx.reading.dates import parse_date
from searchidx.reading.draft import Draft, RawBlock
from searchidx.reading.registry import Context
from searchidx.reading.values import split_authors, split_keywords

__all__ = ["read"]

_KINDS: dict[str, tuple[BlockKind, int]] = {
    "p": ("paragraph", 0),
    "li": ("list_item", 0),
    "bq": ("quote", 0),
    "blockquote": ("quote", 0),
    "hl2": ("heading", 2),
    "h1": ("heading", 1),
    "h2": ("heading", 2),
    "h3": ("heading", 3),
    "h4": ("heading", 4),
}
_LEFT_OUT = frozenset(["media", "media-caption", "figure", "figcaption", "script", "style", "head", "body.head"])


def read(stream: BinaryIO, context: Context) -> Iterator[Article]:
    """The articles of a NITF document, a news item or a message of many news items."""
    # Entities are not resolved and nothing is fetched: a document from outside may ask for either.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False)
    root = etree.fromstring(context.load(stream), parser)
    if root is None:
        raise ReadingError("it is no XML, or broken beyond reading")
    etree.strip_elements(root, etree.Entity, etree.Comment, etree.ProcessingInstruction, with_tail=False)
    items = [root] if _name(root) == "nitf" else _all(root, "newsItem")
    if not items:
        raise ReadingError(f"it is XML of another kind: its first element is <{_name(root)}>")
    for number, item in enumerate(items, start=1):
        try:
            yield (_nitf(item) if _name(item) == "nitf" else _news_item(item)).finish()
        except ReadingError as error:
            name = item.get("guid") or f"item {number}"
            context.on_problem(ReadingError(f"{name}: {error}", member=name))


def _nitf(root: etree._Element) -> Draft:
    """https://www.iptc.org/std/NITF/3.6/documentation/"""
    issued = _first(root, "date.issue")
    released = _first(root, "date.release")
    publication = _first(root, "pubdata")
    dates = [element.get("norm") for element in (issued, released) if element is not None]
    if publication is not None:
        dates.append(publication.get("date.publication"))
    body = _first(root, "body.content")
    byline = _first(root, "byline")
    person = _first(byline, "person") if byline is not None else None
    headline = _first(root, "hl1")
    return Draft(
        blocks=list(_blocks(body)) if body is not None else [],
        title=_text(headline) or _text(_first(root, "title")),
        authors=split_authors(_text(person) or _text(byline)),
        publisher=(publication.get("name") if publication is not None else "") or _text(_first(root, "distributor")),
        published=next((date for text in dates if (date := parse_date(text))), None),
        language=root.get("{http://www.w3.org/XML/1998/namespace}lang"),
        section=publication.get("position.section") if publication is not None else None,
        keywords=[key for element in _all(root, "keyword") if (key := element.get("key"))],
    )


def _news_item(item: etree._Element) -> Draft:
    """https://iptc.org/std/NewsML-G2/guidelines/"""
    meta, content = _first(item, "contentMeta"), _first(item, "contentSet")
    inner = _first(content, "nitf") if content is not None else None
    draft = _nitf(inner) if inner is not None else Draft()
    if inner is None and content is not None:
        body = _first(content, "body")
        draft.blocks = list(_blocks(body if body is not None else content))
        if not draft.blocks and (plain := _first(content, "inlineData")) is not None:
            draft.blocks = [RawBlock("paragraph", line) for line in (plain.text or "").splitlines()]
    if meta is not None:
        draft.title = _text(_first(meta, "headline")) or draft.title
        draft.authors = split_authors(_text(_first(meta, "by"))) or draft.authors
        draft.published = parse_date(_text(_first(meta, "contentCreated"))) or draft.published
        draft.modified = parse_date(_text(_first(meta, "contentModified")))
        language = _first(meta, "language")
        draft.language = (language.get("tag") if language is not None else None) or draft.language
        names = (_text(_first(subject, "name")) for subject in _all(meta, "subject"))
        draft.keywords = split_keywords([*(_text(element) for element in _all(meta, "keyword")), *filter(None, names)])
    draft.published = draft.published or parse_date(
        _text(_first(item, "firstCreated")) or _text(_first(item, "versionCreated"))
    )
    provider = _first(item, "provider")
    if provider is not None:
        draft.publisher = _text(_first(provider, "name")) or provider.get("literal") or draft.publisher
    link = _first(item, "itemMeta")
    address = _first(link, "link") if link is not None else None
    if address is not None and (address.get("href") or "").startswith("http"):
        draft.url = address.get("href")
    draft.language = draft.language or item.get("{http://www.w3.org/XML/1998/namespace}lang")
    return draft


def _blocks(element: etree._Element) -> Iterator[RawBlock]:
    for child in element:
        name = _name(child)
        if name in _LEFT_OUT:
            continue
        if name in ("bq", "blockquote") and _first(child, "p") is not None:
            yield from (RawBlock("quote", block.text) for block in _blocks(child))
        elif name in _KINDS:
            kind, level = _KINDS[name]
            yield RawBlock(kind, _text(child), level)
        elif name == "tr":
            yield RawBlock("paragraph", " | ".join(filter(None, map(_text, child))))
        else:
            yield from _blocks(child)


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _all(element: etree._Element, name: str) -> list[etree._Element]:
    return [found for found in element.iter() if _name(found) == name]


def _first(element: etree._Element, name: str) -> etree._Element | None:
    return next((found for found in element.iter() if _name(found) == name), None)


def _text(element: etree._Element | None) -> str:
    return clean(" ".join(element.itertext())) if element is not None else ""
