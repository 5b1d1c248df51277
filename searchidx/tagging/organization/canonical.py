"""Which names in an article are one organization: definitions, initials, short forms."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from searchidx.tagging.organization.places import DEMONYMS, PLACES
from searchidx.tagging.organization.vocabulary import CONNECTORS, GENERIC_MODIFIERS

__all__ = ["Definition", "common_abbreviations", "definitions", "initials", "tells_enough"]

_DEFINED = re.compile(r"[ \u00a0]\([\"“'‘]?((?:the )?[A-Z][A-Za-z&.-]{1,9})[\"”'’]?(?:\)|,|;| )")
_NAME_BEFORE = re.compile(
    r"(?:[^\W\d_][\w'’&.-]*|&)(?:,? (?:[^\W\d_][\w'’&.-]*|&)){1,11}$",
)
_ABBREVIATED = re.compile(r" \(([A-Z]{2,6})\)")
_WORD = re.compile(r"(?:[^\W\d_]|&)[\w'’&.-]*")
_REACH = 120
_SMALL = CONNECTORS | {"a", "an", "&"}


@dataclass(frozen=True, slots=True)
class Definition:
    """A long name and the short one that the text defines for it."""

    start: int
    end: int
    long: str
    short: str


def initials(words: Iterable[str]) -> str:
    """The first letters of the weighty words, capitals only."""
    return "".join(word[0] for word in words if word and word.casefold() not in _SMALL and word[0].isupper())


def definitions(text: str) -> list[Definition]:
    """Every "Long Name (ABC)" whose letters are the long name's initials, in order."""
    found = []
    for match in _DEFINED.finditer(text):
        short = match[1].removeprefix("the ").rstrip(".")
        letters = short.replace(".", "").replace("&", "").replace("-", "")
        if len(letters) < 2 or sum(c.isupper() for c in letters) < 2:
            continue
        offset = max(0, match.start() - _REACH)
        before = _NAME_BEFORE.search(text[offset : match.start()].rpartition("\n")[2])
        if before is None:
            continue
        base = match.start() - len(before[0])
        starts = [base + word.start() for word in _WORD.finditer(before[0])]
        # The shortest stretch that spells the letters is the definition; it begins with a capital.
        for start in reversed(starts):
            if text[start].isupper() and _spells(text[start : match.start()], letters):
                found.append(Definition(start, match.start(), text[start : match.start()], short))
                break
    return found


def common_abbreviations(text: str) -> list[str]:
    """Abbreviations that stand for common words: "respiratory syncytial virus (RSV)"."""
    found = []
    for match in _ABBREVIATED.finditer(text):
        letters = match[1].casefold()
        words = text[max(0, match.start() - 90) : match.start()].replace("-", " ").split()[-len(letters) :]
        if len(words) == len(letters) and all(word[0] == letter for word, letter in zip(words, letters, strict=True)):
            found.append(match[1])
    return found


def _spells(name: str, letters: str) -> bool:
    words = [word for word in re.split(r"[ ,\-/]+", name) if word]
    capitals = "".join(word[0] for word in words if word[0].isupper())
    wanted = letters.upper()
    if len(words) < 2 and not (sum(c.isupper() for c in name) >= len(letters)):
        return False
    if capitals == wanted:
        return True
    every = "".join(word[0] for word in words if word != "&").upper()
    weighty = "".join(word[0] for word in words if word.casefold() not in _SMALL).upper()
    if wanted in (every, weighty):
        return True
    # Not every word lends a letter ("England and Wales Cricket Board", ECB), and some lend two ("UKHSA").
    if len(capitals) < 2 or capitals[0] != wanted[0] or len(capitals) - len(wanted) > 2:
        return False
    return _subsequence(wanted, capitals) or (_subsequence(wanted, name.upper()) and set(capitals) <= set(wanted))


def _subsequence(letters: str, text: str) -> bool:
    position = 0
    for letter in letters:
        position = text.find(letter, position) + 1
        if not position:
            return False
    return True


def tells_enough(words: tuple[str, ...]) -> bool:
    """Whether the first words of a longer name can stand for it: "Carnegie", but not "National" or "British"."""
    return not all(word in GENERIC_MODIFIERS or word in PLACES or word in DEMONYMS or word in _SMALL for word in words)
