"""From the text of a metadata value to what `Article` holds: authors, keywords, dates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from searchidx.errors import ReadingError
from searchidx.reading.cleaning import clean
from searchidx.reading.dates import parse_date

if TYPE_CHECKING:
    from searchidx.reading.draft import Draft

__all__ = ["fill", "names_after_by", "names_only", "split_authors", "split_keywords"]

_BY = re.compile(
    r"^(?:(?:written|reported|posted|published|words|text|story|article|analysis|opinion|review|interview)\s+)?"
    r"(?:by|von|par|por|door|przez|автор)\b[:\s]+",
    re.IGNORECASE,
)
_BETWEEN_NAMES = re.compile(
    r"\s*(?:;|\||\n|•|·|(?<!\w)(?:and|und|et)(?!\w)|&|\s/\s|\s[-–—]\s)\s*",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"\b(?:staff|senior|chief|correspondent|reporters?|writers?|editors?|columnist|contributors?|producer|journalist"
    r"|photographer|newsroom|desk|bureau|special to|for (?:the|cnn|fox|mailonline|\S+\.\w+)|associated press|reuters"
    r"|bloomberg|redaktion|rédaction|redacción|redazione|mitarbeiter|freelance)\b",
    re.IGNORECASE,
)
# Where somebody writes from, for whom, and on which network.
_TAIL = re.compile(
    r"\s*(?:\([^()]*\)|(?:,|\b)\s*\b(?:in|aus|à)\s+[A-Z]\w+(?:\s[A-Z]\w+)?"
    r"|\s+[Ff](?:or|OR)\s+(?:[Tt](?:he|HE)\s+)?[A-Z]\S*.*|\s+on\s+(?:twitter|x)|@\w+|\S+@\S+)\s*$"
)
_NO_NAME = re.compile(
    r"^(?:https?:|www\.|@|/)|\S+@\S+\.\S+"
    r"|^(?:admin(?:istrator)?|editor(?:ial)?|staff|unknown|none|null|n/?a|author|anonymous|guest|no author|by)$",
    re.IGNORECASE,
)
_SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv|ph\.?\s?d|m\.?\s?d|esq|mba|rd|dds|r\.?n)\.?", re.IGNORECASE)


_WORD = re.compile(r"[^\W\d_]+")
_ACRONYM = re.compile(r"[A-Z]{2,6}(?: [A-Z]\w+)?")


def _capitalized(match: re.Match[str]) -> str:
    """A word of a name that is printed in capitals; initials and "III" stay."""
    return match[0] if re.fullmatch(r"[IVX]{2,4}", match[0]) else match[0].capitalize()


def split_authors(value: str | Iterable[str]) -> tuple[str, ...]:
    """The names in a byline: "By Ana Ruiz and Bo Li, Staff Writers" gives two; addresses and roles are left out."""
    if not isinstance(value, str):
        return tuple(dict.fromkeys(name for item in value for name in split_authors(item)))
    names: list[str] = []
    for part in _BETWEEN_NAMES.split(_BY.sub("", clean(value))):
        for name in _at_commas(part):
            name = _BY.sub("", _TAIL.sub("", name).strip(" ,.:*-–—") if not name.endswith("r.") else name.strip())
            if not name or len(name) > 80 or _NO_NAME.search(name) or (names and _ROLE.search(name)):
                continue
            if any(map(str.isalpha, name)):
                names.append(_WORD.sub(_capitalized, name) if name.isupper() and " " in name else name)
    # An agency or outlet beside people is where they work.
    people = [name for name in names if not _ACRONYM.fullmatch(name)]
    return tuple(dict.fromkeys(people or names))


def _at_commas(part: str) -> Iterable[str]:
    """Names between commas; what follows a comma may be a role ("Bo Li, Staff Writer") or a suffix ("Bo Li, Jr.")."""
    names: list[str] = []
    for piece in part.split(","):
        text = piece.strip()
        if names and _SUFFIX.fullmatch(text):
            names[-1] = f"{names[-1]}, {text}"
        elif not names or not _ROLE.search(text):
            names.append(text)
    if len(names) == 2 and all(" " not in name for name in names):
        # "Ruiz, Ana": one name, last part first.
        return [f"{names[1]} {names[0]}"]
    return names


_SAYS_BY = re.compile(
    r"^(?:(?:written|posted|reported|words|story|text|published)\s+)?(?:by|von|par|por|door|av)\b[:\s]+(.+)$",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"(?:[^\W\d_][\w.'’-]*\.?)(?:\s+(?:[^\W\d_][\w.'’-]*\.?)){0,5}(?:,\s(?:PhD|Ph\.D\.|MD|M\.D\.|Jr\.?|Sr\.?|III?))?"
)
_NO_WORD_OF_A_NAME = re.compile(
    r"\b(?:about|view|more|posts?|articles?|follow|contact|email|share|subscribe|read|click|comments?|updated|published|posted"
    r"|copyright|min|minutes?|staff|team|the|this|our|your|you|for|with|from|at|on|in|is|was|profile|archive|all|news|guest"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august"
    r"|september|october|november|december)\b",
    re.IGNORECASE,
)


def names_after_by(text: str) -> tuple[str, ...]:
    """The names in a line "By Ana Ruiz | 12 March"; none where it is no such line."""
    match = _SAYS_BY.match(text)
    return names_only([re.split(r"\s+[|•·–—-]\s*|\s[|•·]|\d", match[1])[0]]) if match else ()


def names_only(texts: list[str]) -> tuple[str, ...]:
    """The texts as names, or nothing where one of them is no name of a person."""
    names = split_authors([clean(text) for text in texts if clean(text)])
    return names if names and all(map(_is_name, names)) else ()


def _is_name(text: str) -> bool:
    if len(text) > 60 or not _NAME.fullmatch(text) or _NO_WORD_OF_A_NAME.search(text):
        return False
    words = text.replace(",", " ").split()
    capitals = sum(word[0].isupper() or not word[0].islower() for word in words)
    return capitals >= 1 and capitals >= len(words) - 2


def split_keywords(value: str | Iterable[str]) -> tuple[str, ...]:
    """Keywords from one text or several, split at commas, semicolons and bars; a system's own marks are left out."""
    items = re.split(r"[;,|]", value) if isinstance(value, str) else [k for item in value for k in split_keywords(item)]
    return tuple(text for item in items if (text := clean(item)) and len(text) <= 80 and text[0] != "@")


def _texts(value: object) -> list[str]:
    """A value or a list of values as texts; what is nested deeper is no name and no keyword."""
    values = value if isinstance(value, list) else [value]
    return [str(item) for item in values if isinstance(item, str | int | float | date)]


def fill(draft: Draft, values: Mapping[str, object]) -> list[ReadingError]:
    """Put metadata under the names of `Article`'s fields into a draft: a text's head, a page's front matter.

    What cannot be understood comes back as problems; the rest is taken.
    """
    problems = []
    for name in ("title", "url", "publisher", "section", "language"):
        if isinstance(value := values.get(name), str) and value.strip():
            setattr(draft, name, value)
    for name in ("published", "modified"):
        value = values.get(name)
        if isinstance(value, datetime):
            setattr(draft, name, value)
        elif isinstance(value, date):
            setattr(draft, name, datetime(value.year, value.month, value.day))
        elif isinstance(value, str) and value.strip():
            setattr(draft, name, parse_date(value))
            if getattr(draft, name) is None:
                problems.append(ReadingError(f'its date is not understood: "{value[:60]}"; write it as 2025-03-12'))
    draft.authors = split_authors(_texts(values.get("authors")))
    draft.keywords = split_keywords(_texts(values.get("keywords")))
    return problems
