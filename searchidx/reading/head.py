"""What a page says about itself for machines, in the order of belief: JSON-LD, Open Graph, meta tags."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement  # type: ignore[import-untyped]

from searchidx.reading.cleaning import clean
from searchidx.reading.dates import parse_date
from searchidx.reading.draft import Draft
from searchidx.reading.language import language_code
from searchidx.reading.linked_data import linked_data
from searchidx.reading.values import names_only, split_authors, split_keywords

__all__ = ["PageHead", "plain"]

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
_LANGUAGE = ("og:locale", "content-language", "dc.language", "language")


class _Tags:
    """The metadata tags of a page as a table of names, in the order of the page."""

    def __init__(self, tree: HtmlElement) -> None:
        self._values: dict[str, list[str]] = {}
        self.language = tree.get("lang") or tree.get("xml:lang") or ""
        self.canonical = self.title = ""
        for tag in tree.iter("meta", "link", "title"):
            if tag.tag == "meta":
                self._add(tag)
            elif tag.tag == "title" and not self.title and next(tag.iterancestors("svg"), None) is None:
                self.title = clean(tag.text_content())
            elif tag.tag == "link" and not self.canonical and "canonical" in (tag.get("rel") or "").split():
                self.canonical = (tag.get("href") or "").strip()

    def _add(self, tag: HtmlElement) -> None:
        name = tag.get("property") or tag.get("name")
        # Broken pages close their head early, so that tags meant for it stand in the body; microdata belongs there.
        if not name and next(tag.iterancestors("head"), None) is not None:
            name = tag.get("itemprop") or tag.get("http-equiv")
        content = clean(tag.get("content") or "")
        if name and content:
            self._values.setdefault(name.strip().lower(), []).append(content)

    def first(self, names: Iterable[str]) -> str:
        """The first value under the first of these names that has one; empty where none has."""
        return next((self._values[name][0] for name in names if name in self._values), "")

    def all(self, names: Iterable[str]) -> list[str]:
        """Every value under the first of these names that has one."""
        return next((self._values[name] for name in names if name in self._values), [])


class PageHead:
    """What the metadata tags of a page and its JSON-LD say, and its first-level headings."""

    def __init__(self, markup: str, tree: HtmlElement, url: str | None) -> None:
        self._tags, self._data, self._url = _Tags(tree), linked_data(markup), url
        self._h1 = [text for element in tree.iter("h1") if (text := clean(element.text_content()))][:4]
        host = (urlsplit(url or "").hostname or "").removeprefix("www.") if url else ""
        tags, data = self._tags, self._data
        self._site = tags.first(_SITE[:1]) or data.publisher or data.site or tags.first(_SITE[1:])
        self.names_of_site = {plain(name) for name in (self._site, data.publisher, data.site, host) if name}
        self.body = data.body
        """The article's text where JSON-LD carries it."""
        self.only_person = split_authors(data.people) if len(data.people) == 1 else ()
        """The one person that JSON-LD describes, where it names no author."""

    @property
    def titles(self) -> tuple[str, ...]:
        """The title and every other form in which the page gives it, letters and digits only."""
        forms = (self._data.headline, *(self._tags.first((name,)) for name in _TITLE), self._tags.title, *self._h1[:1])
        plain_forms = (plain(without_site(form, self.names_of_site)) for form in forms)
        return tuple(filter(None, dict.fromkeys((plain(self._title()), *plain_forms))))

    @property
    def kind(self) -> str:
        """What the page is by Open Graph, such as "article" or "website"; also said of what is none."""
        return self._tags.first(("og:type",)).lower()

    @property
    def says_article(self) -> bool:
        """Whether the page has what only an article has: JSON-LD of one, or a tag with its date of publication."""
        return self._data.is_article or bool(self._tags.first(_PUBLISHED))

    @property
    def says_listing(self) -> bool:
        """Whether JSON-LD says that the page is a collection of others."""
        return self._data.is_listing

    def draft(self) -> Draft:
        """The metadata as a draft without blocks."""
        tags, data = self._tags, self._data
        return Draft(
            title=self._title(),
            url=self._address(),
            authors=self._authors(),
            publisher=self._publisher(),
            published=parse_date(data.published) or parse_date(tags.first(_PUBLISHED)),
            modified=parse_date(data.modified) or parse_date(tags.first(_MODIFIED)),
            language=next(filter(language_code, (tags.language, data.language, tags.first(_LANGUAGE))), None),
            section=_first_section(data.section or tags.first(_SECTION)),
            keywords=data.keywords
            or split_keywords(tags.all(("article:tag",)))
            or split_keywords(tags.first(_KEYWORDS)),
        )

    def _publisher(self) -> str:
        """The site's name without its slogan ("The Example | News and more"), or else its host."""
        own = self._tags.first(_SITE[:1])
        # An agency's story names the agency, on whatever site it is printed.
        name = (
            own if own and _AGENCY.fullmatch(self._data.publisher) else self._data.publisher or self._site.lstrip("@")
        )
        name = re.split(r"\s+[|–—]\s+", name)[0]
        if name and not name.startswith(("http:", "https:", "www.")):
            return name
        host = urlsplit(self._address() or "").hostname or ""
        return host.removeprefix("www.")

    @property
    def owners(self) -> tuple[str, ...]:
        """Who is named as the author and as the site: a site may have the name of the person who writes it."""
        named = (
            split_authors(values) for values in (self._data.authors, *(self._tags.all((name,)) for name in _AUTHOR))
        )
        return next(filter(None, (tuple(filter(_is_person, names)) for names in named)), ())

    def _authors(self) -> tuple[str, ...]:
        for values in (self._data.authors, *(self._tags.all((name,)) for name in _AUTHOR)):
            names = split_authors(values)
            # "Ana Ruiz, The Example": the site is no author beside a person.
            if people := tuple(name for name in names if plain(name) not in self.names_of_site):
                return people
        return ()

    def _address(self) -> str | None:
        """The canonical address; one that names the site's front page for a page below it is a mistake of the site."""
        own = urlsplit(self._url).path.strip("/") if self._url else ""
        for candidate in (self._tags.canonical, self._tags.first(("og:url",)), self._data.url):
            try:
                address = urljoin(self._url or "", candidate) if candidate else ""
                parts = urlsplit(address)
            except ValueError:
                continue
            if (
                parts.scheme in ("http", "https")
                and parts.hostname
                and (parts.path.strip("/") or parts.query or not own)
            ):
                return address
        return self._url

    def _title(self) -> str:
        """The title as printed: a page's only <h1> where it shares words with what the head says, else the head's."""
        title = self._data.headline or self._tags.first(_TITLE) or self._tags.title
        if len(self._h1) == 1 and plain(self._h1[0]) not in self.names_of_site:
            known = _words(title) | _words(self._tags.title) | _words(self._tags.first(_TITLE))
            if _words(self._h1[0]) & known or not known:
                return self._h1[0]
        title = without_site(title, self.names_of_site)
        for heading in self._h1:
            if len(heading) > 12 and plain(heading) and plain(title).startswith(plain(heading)):
                return heading
        return title or (self._h1[0] if self._h1 else "")


def _first_section(text: str) -> str:
    """The first of several sections; what a system calls every page is none."""
    first = re.split(r"\s*[,;|>]\s*|\s+-\s+", text)[0].strip()
    return (
        "" if first.casefold() in ("post", "posts", "article", "articles", "blog", "uncategorized", "none") else first
    )


_AGENCY = re.compile(
    r"(?:the )?associated press|ap|reuters|thomson reuters|a\.?f\.?p\.?|agence france[- ]presse", re.IGNORECASE
)


_NO_PERSON = re.compile(
    r"\b(?:the|news|times|post|daily|online|magazine|journal|review|press|media|network|radio|tv|team|staff|editors?|blog"
    r"|institute|university|foundation|association|group|company|agency|today|weekly|report|express|herald|tribune|and|of"
    r"|for|in|at|inc|ltd|llc|org|com|net)\b",
    re.IGNORECASE,
)


def _is_person(name: str) -> bool:
    """Whether the name of a site may be a person's: two or three capitalised words, none of them of an outlet."""
    words = name.split()
    return 2 <= len(words) <= 3 and bool(names_only([name])) and not _NO_PERSON.search(name)


def plain(text: str) -> str:
    """Letters and digits only, case folded: what two spellings of one title or name share."""
    return re.sub(r"[\W_]+", "", text).casefold()


def _words(text: str) -> set[str]:
    return {word for word in re.findall(r"\w+", text.casefold()) if len(word) > 3}


_SEPARATOR = re.compile(r"\s+[|–—•·»«:/~-]+\s+|\s*[|»«]\s*|\s+-{1,2}\s+|\s*::\s*")
_LOOSE_ENDS = " \t|–—•·»«:/~-"


def without_site(title: str, names_of_site: Iterable[str]) -> str:
    """A title without the name of the site at its end or start; the names are letters and digits only."""
    parts = _SEPARATOR.split(title)
    for part, is_last in ((parts[-1], True), (parts[0], False)):
        name = plain(part)
        if (
            len(parts) > 1
            and name
            and any(name in known or (len(known) > 3 and known in name) for known in names_of_site)
        ):
            return (title[: title.rfind(part)] if is_last else title[len(part) :]).strip(_LOOSE_ENDS)
    return title
