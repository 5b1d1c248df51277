"""schema.org in JSON-LD: what the largest publishers say of an article in a form meant for machines."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from searchidx.reading.cleaning import clean
from searchidx.reading.values import split_keywords

__all__ = ["LinkedData", "linked_data"]

_OPENING = re.compile(r"<script[^>]{0,400}application/ld\+json[^>]{0,200}>", re.IGNORECASE)
_CLOSING = re.compile(r"</script\s*>", re.IGNORECASE)
_WRAPPING = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*.*?\*/)|(?:-->|//\s*\]\]>|\]\]>)\s*$")
_ARTICLE = re.compile(r"Article|BlogPosting|Report|LiveBlog|Recipe|Review$", re.IGNORECASE)
_LISTING = re.compile(r"CollectionPage|SearchResultsPage|ProfilePage")
_NESTED = ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item")
_MOST_NODES = 2000


@dataclass(slots=True)
class LinkedData:
    """What the first article among a page's JSON-LD objects says; empty where there is none."""

    headline: str = ""
    authors: tuple[str, ...] = ()
    publisher: str = ""
    published: str = ""
    modified: str = ""
    url: str = ""
    language: str = ""
    section: str = ""
    keywords: tuple[str, ...] = ()
    body: str = ""
    site: str = ""
    people: tuple[str, ...] = ()
    """Every person that is described, author or not."""
    is_article: bool = False
    is_listing: bool = False
    """Whether the page is said to be a collection of others."""


def linked_data(markup: str) -> LinkedData:
    """What a page's JSON-LD says; blocks that are no valid JSON are passed over, as search engines do."""
    data = LinkedData()
    people: dict[str, str] = {}
    article: dict[str, object] | None = None
    for node in _nodes(markup):
        kind = " ".join(map(str, kinds)) if isinstance(kinds := node.get("@type"), list) else str(kinds or "")
        if (
            article is None
            and _ARTICLE.search(kind)
            and (node.get("headline") or node.get("datePublished") or node.get("articleBody"))
        ):
            article = node
        elif _LISTING.fullmatch(kind):
            data.is_listing = True
        elif kind == "WebSite" and not data.site:
            data.site = _one(node.get("name"))
        if kind == "Person" and (name := _one(node.get("name"))) and name not in data.people:
            data.people += (name,)
        if isinstance(reference := node.get("@id"), str) and (name := _one(node.get("name"))):
            people.setdefault(reference, name)
    if article is None:
        return data
    data.is_article = True
    data.headline = _one(article.get("headline"))
    data.authors = tuple(_names(article.get("author"), people)) or tuple(_names(article.get("creator"), people))
    data.publisher = next(_names(article.get("publisher"), people), "")
    data.published = _one(article.get("datePublished")) or _one(article.get("dateCreated"))
    data.modified = _one(article.get("dateModified"))
    data.url = _one(article.get("url"))
    data.language = _one(article.get("inLanguage"))
    data.section = _one(article.get("articleSection"))
    keywords = article.get("keywords")
    data.keywords = split_keywords([_one(k) for k in keywords] if isinstance(keywords, list) else _one(keywords))
    body = article.get("articleBody")
    data.body = html.unescape(body) if isinstance(body, str) else ""
    return data


def _scripts(markup: str) -> Iterator[str]:
    """The contents of the JSON-LD scripts, each searched from the end of the last: a page is gone through once."""
    end = 0
    while (opening := _OPENING.search(markup, end)) and (closing := _CLOSING.search(markup, opening.end())):
        yield markup[opening.end() : closing.start()]
        end = closing.end()


def _nodes(markup: str) -> Iterator[dict[str, object]]:
    """Every object, outer ones first, each nested one in its place."""
    count = 0
    for script in _scripts(markup):
        text = _WRAPPING.sub("", _WRAPPING.sub("", script.strip())).strip().rstrip(";")
        try:
            stack: list[object] = [json.loads(text, strict=False)]
        except (ValueError, RecursionError):
            continue
        while stack and count < _MOST_NODES:
            count += 1
            node = stack.pop()
            if isinstance(node, list):
                stack.extend(reversed(node))
            elif isinstance(node, dict):
                yield node
                stack.extend(node[key] for key in reversed(_NESTED) if isinstance(node.get(key), dict | list))


def _one(value: object) -> str:
    """The text of a value that may be a list or an object with a name."""
    while isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("name") or value.get("@value") or value.get("url")
        return _one(value) if isinstance(value, list | dict) else clean(html.unescape(str(value or "")))
    return "" if value is None else clean(html.unescape(str(value)))


def _names(value: object, known: dict[str, str]) -> Iterator[str]:
    """The names of people or organizations; a reference is looked up among the page's objects."""
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict) and not item.get("name") and isinstance(reference := item.get("@id"), str):
            if reference in known:
                yield known[reference]
        elif name := _one(item):
            yield name
