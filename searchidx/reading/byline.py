"""Authors from the body of a page, for pages whose head names none."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from urllib.parse import unquote

from lxml.etree import XPath  # type: ignore[import-untyped]
from lxml.html import HtmlElement  # type: ignore[import-untyped]

from searchidx.reading.cleaning import clean
from searchidx.reading.head import plain
from searchidx.reading.values import names_after_by, names_only

__all__ = ["body_authors", "is_aside"]

_MARKED = XPath("descendant::*[@rel='author' or @itemprop='author']")
# Few and short, since each is looked for in every element that has the attribute; the first letter may be a capital.
_NAMED = XPath(
    "descendant::body/descendant::*[@class][contains(@class, 'uthor') or contains(@class, 'yline')"
    " or contains(@class, 'riter') or contains(@class, 'utor')]"
    " | descendant::body/descendant::*[@id][contains(@id, 'uthor') or contains(@id, 'yline')]"
    " | descendant::body/descendant::*[@data-testid]"
    "[contains(@data-testid, 'uthor') or contains(@data-testid, 'yline')]"
)
_CLASSES = re.compile(
    r"(?:^|[-_ ])(?:author|auth|writer|written-?by|posted-?by|dateline-?by|autor|auteur)s?(?:$|[-_ ])"
    r"|author[-_]?(?:name|link|info|txt)|by-?line",
    re.IGNORECASE,
)
_NO_BYLINE = frozenset(
    ["script", "style", "img", "svg", "meta", "input", "form", "ul", "ol", "body", "main", "article"]
)
_NOT_THE_AUTHOR = re.compile(
    r"comment|related|sidebar|widget|social|share|avatar|image|photo|follow|bio\b|box|more-from|card|caption|credit",
    re.IGNORECASE,
)
_BEGINS_WITH_BY = XPath(
    "descendant::body/descendant::*[translate(substring(normalize-space(text()), 1, 2), 'BY', 'by') = 'by']"
)
_LONGEST = 200
_MOST_AUTHORS = 6


def body_authors(tree: HtmlElement, *, names_of_site: Collection[str] = ()) -> tuple[str, ...]:
    """The authors that a page's body marks or prints: rel or itemprop "author", a byline by its class, "By Ana Ruiz".

    The first place that holds a name counts; `names_of_site` (letters and digits only) are no authors.
    """
    for find in (_of_marked, _of_classes, _of_text):
        for names in find(tree):
            people = tuple(dict.fromkeys(name for name in names if plain(name) not in names_of_site))
            if 1 <= len(people) <= _MOST_AUTHORS:
                return people
    return ()


def _of_marked(tree: HtmlElement) -> Iterator[tuple[str, ...]]:
    for element in _MARKED(tree):
        if any(is_aside(parent) for parent in element.iterancestors()):
            continue
        inner = element.xpath(".//*[@itemprop='name']") if element.get("itemprop") == "author" else []
        texts = [part.get("content") or part.text_content() for part in inner]
        texts = texts or [element.get("content") or element.text_content()]
        yield names_only(texts)


def _of_classes(tree: HtmlElement) -> Iterator[tuple[str, ...]]:
    for element in _NAMED(tree):
        marks = " ".join(element.get(mark) or "" for mark in ("class", "id", "data-testid"))
        if (
            element.tag in _NO_BYLINE
            or not _CLASSES.search(marks)
            or _NOT_THE_AUTHOR.search(marks)
            or any(is_aside(parent) for parent in element.iterancestors())
        ):
            continue
        text = clean(element.text_content())
        if not text or len(text) > _LONGEST:
            continue
        links = [link.text_content() for link in element.iter("a") if _is_profile(link.get("href") or "")]
        if names := names_only(links):
            yield names
        lines = [clean(line) for line in element.itertext()]
        yield (
            next((names for line in (text, *lines) if (names := names_after_by(line))), ())
            or names_only([text])
            or names_only(lines[:3])
        )


def _of_text(tree: HtmlElement) -> Iterator[tuple[str, ...]]:
    """A short element that says "By Ana Ruiz"; the name may stand in a link of its own."""
    for element in _BEGINS_WITH_BY(tree):
        text = clean(element.text_content())
        if len(text) <= _LONGEST:
            yield names_after_by(text)


_ASIDE_MARK = re.compile(
    r"(?:^|\s)(?!with|has|no-)[\w-]*(?:comment|related|sidebar|recirc|trending|most-?read)", re.IGNORECASE
)


def is_aside(element: HtmlElement) -> bool:
    """Whether an element holds other things than the article; "with-sidebar" is said of what does not."""
    if element.tag in ("aside", "footer", "nav"):
        return True
    marks = f"{element.get('class') or ''} {element.get('id') or ''}"
    return element.tag not in ("html", "body", "main", "article") and _ASIDE_MARK.search(marks) is not None


def _is_profile(address: str) -> bool:
    return (
        re.search(
            r"/(?:authors?|by|staff|people|profile|contributors?|team|newsteam|reporters?|journalists?|user)/",
            unquote(address),
        )
        is not None
    )
