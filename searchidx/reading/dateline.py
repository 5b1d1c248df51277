"""When an article came out, by what its page prints at the headline, marks in its body, or has in its address."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta, timezone
from itertools import islice

from lxml.etree import XPath  # type: ignore[import-untyped]
from lxml.html import HtmlElement  # type: ignore[import-untyped]

from searchidx.reading.byline import is_aside
from searchidx.reading.cleaning import clean
from searchidx.reading.dates import MONTHS, parse_date
from searchidx.reading.head import plain

__all__ = ["is_dateline", "publication_date"]


def publication_date(
    tree: HtmlElement, told: datetime | None, modified: datetime | None, titles: Sequence[str], url: str | None
) -> datetime | None:
    """The date of publication of a page whose head tells the dates `told` and `modified`, if any.

    The day that the page prints at its headline (`titles`, likely ones first, letters and digits only) is believed
    first: readers know the article by it, where machines are told the moment in UTC, or the day when an old article was
    moved to a new system. Then comes what the head tells, the address, the markup of the body, and last what htmldate
    finds in the text.
    """
    printed = _printed_date(tree, titles)
    if told is None:
        return printed or _in_address(url) or _marked_date(tree) or _found_date(tree, url)
    if printed is None:
        return _on_day(told, _in_address(url))
    if abs(printed.date() - told.date()) > _A_DAY and modified is not None and printed.date() == modified.date():
        # When it was changed, though it does not say so.
        return told
    return _in_local_time(told, printed)


_A_DAY = timedelta(days=1)
_WEST, _EAST = timedelta(hours=-12), timedelta(hours=14)
"""The zones of the earth: https://data.iana.org/time-zones/tz-link.html"""


def _in_local_time(told: datetime, printed: datetime) -> datetime:
    """The told moment, in the zone that the printed time shows it to be in; the printed day where they disagree."""
    if told.date() == printed.date():
        return told
    if told.tzinfo is not None and (printed.hour or printed.minute):
        # Printed without seconds.
        offset = printed - told.astimezone(UTC).replace(tzinfo=None, second=0, microsecond=0)
        if _WEST <= offset <= _EAST and not offset % timedelta(minutes=15):
            return told.astimezone(timezone(offset))
    return printed


def _on_day(told: datetime, address: datetime | None) -> datetime:
    """The day in the address, where it is the told moment in some zone and the head only tells it in UTC."""
    if address is None or address.date() == told.date() or told.utcoffset() != timedelta(0):
        return told
    moment = told.replace(tzinfo=None)
    return address if moment + _WEST < address + _A_DAY and address <= moment + _EAST else told


_IN_ADDRESS = re.compile(r"[/=_-]((?:19|20)\d\d)[/_-]?([01]\d)[/_-]?([0-3]\d)(?!\d)")


def _in_address(url: str | None) -> datetime | None:
    match = _IN_ADDRESS.search(url or "")
    return parse_date("-".join(match.groups())) if match else None


# What is printed at the headline

_NOT_SHOWN = frozenset(
    ["script", "style", "noscript", "template", "svg", "form", "select", "nav", "aside", "footer", "head"]
)
_OF_PAGE_HEAD = ("header", "nav", "form", "h1", "ul")
_CONTAINERS = frozenset(["html", "body", "main", "article"])
_CHANGED = re.compile(
    r"\b(?:updated?|modified|edited|revised|reviewed|aktualisiert|mis à jour|actualizad[oa]|atualizad[oa]|aggiornat[oa]"
    r"|bijgewerkt|uppdaterad|oppdatert|opdateret|zaktualizowano|обновлен[оа])\b",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_LOWER_CASE = re.compile(r"\b[^\W\d_A-Z]{2,}\b")
_OF_DATES = frozenset(
    "at on by in and of de del the am pm published posted first created written from um uhr am le il el il du da la al"
    " st nd rd th est".split()
) | frozenset(MONTHS)
_MOST_OTHER_WORDS = 2
_LONGEST = 120
"""Characters of a line that holds a date and little else."""
_LONGEST_PART = 12
"""Characters of a day, a month or a year where each stands in an element of its own."""
_AFTER, _BEFORE = 700, 120
"""Characters printed between a headline and its date: a standfirst and a byline may stand between."""
_MOST_PIECES = 12


def _printed_date(tree: HtmlElement, titles: Sequence[str]) -> datetime | None:
    """The date that stands below the headline, or right above it, but for one that says when the page was changed."""
    headline = _headline(tree, titles)
    if headline is None:
        return None
    for pieces, most in ((_after(headline), _AFTER), (_before(headline), _BEFORE)):
        seen = 0
        previous = ""
        for element, raw in pieces:
            text = clean(raw)
            seen += len(text)
            if seen > most:
                break
            if _DIGIT.search(text) and not _ends_in_change(previous) and (date := _date_of(element, text)):
                return date
            previous = text
    return None


def _headline(tree: HtmlElement, titles: Sequence[str]) -> HtmlElement | None:
    """The heading that gives the title, or the only one of the first level."""
    first = list(tree.iter("h1"))
    headings: dict[str, HtmlElement] = {}
    for element in (*first, *tree.iter("h2")):
        headings.setdefault(plain("".join(islice(element.itertext(), _MOST_PIECES))), element)
    fitting = next((headings[title] for title in titles if title and title in headings), None)
    return first[0] if fitting is None and len(first) == 1 else fitting


def _ends_in_change(text: str) -> bool:
    return any(not re.search(r"\w{3}", text[match.end() :]) for match in _CHANGED.finditer(text[-40:]))


def _date_of(element: HtmlElement, text: str) -> datetime | None:
    """The date in a piece of text, or in the small elements whose pieces together give it."""
    around = element.getparent() if len(text) <= _LONGEST_PART else None
    for line in (_small_text(element), text, "" if around is None else _small_text(around)):
        before_change = _CHANGED.split(line, maxsplit=1)[0]
        if (date := parse_date(before_change)) and _is_little_else(before_change):
            return date
        if before_change != line:
            break
    return None


def _small_text(element: HtmlElement) -> str:
    """The text of an element where it is a line at most; empty for larger ones."""
    pieces = list(islice(element.itertext(), _MOST_PIECES + 1))
    line = clean(" ".join(pieces)) if len(pieces) <= _MOST_PIECES and element.tag not in _CONTAINERS else ""
    return line if len(line) <= _LONGEST else ""


def _is_little_else(line: str) -> bool:
    """Whether a line is no sentence that happens to hold a date: names are capitalised, and few words are not."""
    return sum(word not in _OF_DATES for word in _LOWER_CASE.findall(line)) <= _MOST_OTHER_WORDS


_WORD = re.compile(r"[^\W\d_]{2,}")
_MOST_WORDS = 4
_LONGEST_DATELINE = 80


def is_dateline(line: str) -> bool:
    """Whether a (cleaned) line gives a date and at most who wrote and from where: "12 March 2025, by Ida Holm"."""
    return (
        len(line) <= _LONGEST_DATELINE
        and line[-1:] not in ".!?"
        and _DIGIT.search(line) is not None
        and parse_date(line) is not None
        and _is_little_else(line)
        and sum(word.lower() not in _OF_DATES for word in _WORD.findall(line)) <= _MOST_WORDS
    )


_Piece = tuple[HtmlElement, str]


def _after(heading: HtmlElement) -> Iterator[_Piece]:
    """The shown pieces of text that follow an element, each with the element it is printed in."""
    element = heading
    while (parent := element.getparent()) is not None:
        yield from _piece(parent, element.tail)
        for sibling in element.itersiblings():
            yield from _pieces(sibling)
            yield from _piece(parent, sibling.tail)
        element = parent


def _before(heading: HtmlElement) -> Iterator[_Piece]:
    """The same backwards, within the three elements around it, up to the head of the page: that may print today."""
    element = heading
    for _ in range(3):
        if (parent := element.getparent()) is None:
            return
        for sibling in element.itersiblings(preceding=True):
            if next(sibling.iter(*_OF_PAGE_HEAD), None) is not None:
                return
            yield from _piece(parent, sibling.tail)
            yield from reversed(list(islice(_pieces(sibling), _MOST_PIECES)))
        element = parent


def _pieces(element: HtmlElement) -> Iterator[_Piece]:
    stack: list[HtmlElement | _Piece] = [element]
    while stack:
        item = stack.pop()
        if isinstance(item, tuple):
            yield item
        elif isinstance(item.tag, str) and item.tag not in _NOT_SHOWN:
            yield from _piece(item, item.text)
            for child in reversed(item):
                stack.extend(_piece(item, child.tail))
                stack.append(child)


def _piece(element: HtmlElement, text: str | None) -> Iterator[_Piece]:
    if text and not text.isspace():
        yield element, text


# What the body marks, and what a search finds

_DATED = XPath(
    "descendant::*[@itemprop='datePublished'] | descendant::time[@pubdate or @datetime]"
    " | descendant::*[@class='published' or @class='dateline' or @class='date' or @class='pubdate']"
)


def _marked_date(tree: HtmlElement) -> datetime | None:
    for element in sorted(_DATED(tree), key=lambda element: element.get("itemprop") != "datePublished"):
        if any(is_aside(parent) for parent in element.iterancestors()):
            continue
        for text in (element.get("content"), element.get("datetime"), element.get("title"), element.text_content()):
            if date := parse_date(clean(text or "")):
                return date
    return None


def _found_date(tree: HtmlElement, url: str | None) -> datetime | None:
    from htmldate import find_date

    found = find_date(tree, url=url, original_date=True, extensive_search=True, deferred_url_extractor=True)
    # The first of January is how htmldate gives the year of a copyright notice.
    return None if found is None or found.endswith("-01-01") else parse_date(found)
