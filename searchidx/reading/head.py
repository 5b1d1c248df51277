"""What a page says about itself, in the order of belief: JSON-LD, Open Graph, meta tags, its body, its address."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup
from bs4.filter import SoupStrainer

from searchidx.reading.cleaning import clean
from searchidx.reading.dates import parse_date
from searchidx.reading.draft import Draft, language_code
from searchidx.reading.linked_data import LinkedData, linked_data
from searchidx.reading.values import split_authors, split_keywords

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]

__all__ = ["describe"]

_END_OF_HEAD = re.compile(r"</head\s*>|<body[\s>]", re.IGNORECASE)
_LONGEST_HEAD = 400_000
_HEAD_TAGS = SoupStrainer(["html", "meta", "link", "title"])

_TITLE = (
    "og:title",
    "twitter:title",
    "dc.title",
    "dcterms.title",
    "citation_title",
    "parsely-title",
    "sailthru.title",
    "title",
)
_SITE = ("og:site_name", "application-name", "dc.publisher", "publisher", "twitter:site")
_AUTHOR = (
    "author",
    "article:author",
    "og:article:author",
    "parsely-author",
    "dc.creator",
    "dcterms.creator",
    "dc.contributor",
    "citation_author",
    "sailthru.author",
    "byl",
    "cxenseparse:author",
    "twitter:data1",
)
_PUBLISHED = (
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date.created",
    "dc.date",
    "dcterms.date",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "article:published",
    "article_date_original",
    "cxenseparse:recs:publishtime",
    "citation_publication_date",
    "citation_date",
    "date",
    "rnews:datepublished",
    "originalpublicationdate",
)
_MODIFIED = (
    "article:modified_time",
    "og:updated_time",
    "og:article:modified_time",
    "datemodified",
    "dcterms.modified",
    "lastmod",
    "last-modified",
)
_SECTION = ("article:section", "og:article:section", "parsely-section", "sailthru.section", "section", "category")
_KEYWORDS = ("news_keywords", "keywords", "parsely-tags", "sailthru.tags")
_IN_ADDRESS = re.compile(r"[/=_-]((?:19|20)\d\d)[/_-]?([01]\d)[/_-]?([0-3]\d)(?!\d)")


class _Head:
    """The head of a page as a table of names."""

    def __init__(self, markup: str) -> None:
        end = _END_OF_HEAD.search(markup)
        soup = BeautifulSoup(
            markup[: min(end.start() if end else _LONGEST_HEAD, _LONGEST_HEAD)], "lxml", parse_only=_HEAD_TAGS
        )
        self._values: dict[str, list[str]] = {}
        self.canonical = self.title = self.language = ""
        for tag in soup.find_all(True):
            if tag.name == "meta":
                name = tag.get("property") or tag.get("name") or tag.get("itemprop") or tag.get("http-equiv")
                content = clean(str(tag.get("content") or ""))
                if name and content:
                    self._values.setdefault(str(name).strip().lower(), []).append(content)
            elif tag.name == "link":
                rel = tag.get("rel") or ()
                if "canonical" in rel and not self.canonical:
                    self.canonical = str(tag.get("href") or "").strip()
            elif tag.name == "title":
                self.title = self.title or clean(tag.get_text(" "))
            elif tag.name == "html":
                self.language = str(tag.get("lang") or tag.get("xml:lang") or "")

    def first(self, names: Iterable[str]) -> str:
        """The first value under the first of these names that has one; empty where none has."""
        return next((self._values[name][0] for name in names if name in self._values), "")

    def all(self, names: Iterable[str]) -> list[str]:
        """Every value under the first of these names that has one."""
        return next((self._values[name] for name in names if name in self._values), [])


def describe(markup: str, tree: HtmlElement, url: str | None) -> tuple[Draft, str]:
    """A draft with the page's metadata and no blocks, and the article's text where JSON-LD carries it."""
    head, data = _Head(markup), linked_data(markup)
    h1 = [text for element in tree.iter("h1") if (text := clean(element.text_content()))][:4]
    host = (urlsplit(url or "").hostname or "").removeprefix("www.")
    site = head.first(_SITE[:1]) or data.publisher or data.site or head.first(_SITE[1:])
    draft = Draft(
        title=_title(head, data, h1, site, host),
        url=_address(head, data, url),
        authors=split_authors(data.authors) or _authors(head),
        publisher=data.publisher or site.lstrip("@") or None,
        published=parse_date(data.published) or parse_date(head.first(_PUBLISHED)),
        modified=parse_date(data.modified) or parse_date(head.first(_MODIFIED)),
        language=next(
            filter(
                language_code,
                (
                    head.language,
                    data.language,
                    head.first(("og:locale", "content-language", "dc.language", "language")),
                ),
            ),
            None,
        ),
        section=data.section or head.first(_SECTION) or None,
        keywords=data.keywords or head.all(("article:tag",)) or split_keywords(head.first(_KEYWORDS)),
    )
    if draft.published is None and url and (match := _IN_ADDRESS.search(url)):
        draft.published = parse_date("-".join(match.groups()))
    if draft.published is None:
        draft.published = next(_times(tree), None)
    return draft, data.body


def _times(tree: HtmlElement) -> Iterator[datetime]:
    for element in tree.iter("time"):
        if date := parse_date(element.get("datetime")):
            yield date


def _authors(head: _Head) -> tuple[str, ...]:
    for name in _AUTHOR:
        if authors := split_authors(head.all((name,))):
            return authors
    return ()


def _address(head: _Head, data: LinkedData, url: str | None) -> str | None:
    """The canonical address; one that names the site's front page for a page below it is a mistake of the site."""
    for candidate in (head.canonical, head.first(("og:url",)), data.url):
        if not candidate:
            continue
        try:
            address = urljoin(url or "", candidate)
            parts = urlsplit(address)
        except ValueError:
            continue
        if (
            parts.scheme in ("http", "https")
            and parts.hostname
            and (parts.path.strip("/") or parts.query or not url or not urlsplit(url).path.strip("/"))
        ):
            return address
    return url


_SEPARATOR = re.compile(r"\s+[|–—•·»«:/-]+\s+|\s*[|»«]\s*|\s+-{1,2}\s+|\s*::\s*")


def _plain(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()


def _title(head: _Head, data: LinkedData, h1: list[str], site: str, host: str) -> str:
    title = data.headline or head.first(_TITLE) or head.title or (h1[0] if h1 else "")
    return without_site(title, (site, host), h1)


def without_site(title: str, names: Iterable[str], h1: list[str]) -> str:
    """A title without the name of the site, and without its section, where a heading of the page tells."""
    for heading in h1:
        if len(heading) > 12 and _plain(title).startswith(_plain(heading)) and _plain(heading):
            return heading
    parts = _SEPARATOR.split(title)
    last = _plain(parts[-1])
    if len(parts) > 1 and last and any(last in name or name in last for name in map(_plain, names) if name):
        cut = title[: title.rfind(parts[-1])]
        return re.sub(r"[\s|–—•·»«:/-]+$", "", cut)
    return title
