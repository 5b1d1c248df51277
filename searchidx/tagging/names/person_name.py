"""One person name: its titles, given and family names and suffix, and how two names compare."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from searchidx.tagging.names.first_names import (
    Gender,
    first_name_group,
    fold_name,
    gender_of_first_name,
    is_first_name,
)
from searchidx.tagging.names.roles import is_person_noun
from searchidx.tagging.names.titles import ADDRESSES, GENDERED, OFFICES, PARTICLES, SUFFIXES

__all__ = ["PersonName", "parse_person_name"]

_PIECE = re.compile(r"[^\s,]+")
_POSSESSIVE = re.compile(r"(?:[’']s|(?<=s)[’'])$")
_HYPHENATED_GIVEN = re.compile(r"[A-Z][a-z]+-[a-z]+")
"""As given names of Korea are written: "Sun-ja"."""
_INITIALS = re.compile(r"(?:[^\W\d_]\.?-?){1,3}$")
_FAMILY_FIRST = frozenset(
    """wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo lin gao luo zheng liang xie song tang deng
    feng han cao peng zeng xiao tian dong pan yuan cai jiang yu du ye cheng wei ren lu fu zhong xi hua qin kim lee park
    choi jung kang cho yoon jang lim shin seo kwon hwang ahn moon roh nguyen tran pham hoang phan vu vo dang bui
    ngo duong""".split()
)
"""Common family names of China, Korea and Vietnam, which stand before the given name."""


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name as it is printed, taken apart."""

    words: tuple[str, ...]
    """Given and family names as printed, without titles and suffix."""
    titles: tuple[str, ...] = ()
    """Lower case, without full stops."""
    suffix: str = ""
    """Lower case, without a full stop: jr, iii."""
    key: tuple[str, ...] = field(init=False)
    """The words in lower case without accents and full stops, for comparing."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", tuple(fold_name(word).replace(".", "") for word in self.words))

    @property
    def text(self) -> str:
        """The name without titles: "Martin Luther King Jr."."""
        words = [word.title() if len(word) > 2 and word.isupper() else word for word in self.words]
        return " ".join((*words, _SUFFIX_FORMS[self.suffix]) if self.suffix in _SUFFIX_FORMS else words)

    @property
    def gender(self) -> Gender | None:
        """By the titles, else by the given name; None where neither tells."""
        for title in self.titles:
            if title in GENDERED:
                return GENDERED[title]
        if len(self.words) == 2 and _HYPHENATED_GIVEN.fullmatch(self.words[1]):
            return gender_of_first_name(self.words[1]) if self.key[0] in _FAMILY_FIRST else None
        return gender_of_words(self.key)

    def matches(self, other: PersonName) -> bool:
        """Whether every word of this name is in the other, in order; an initial matches a word that begins with it,
        but no initial stands for a family name.
        """
        return (not self.suffix or self.suffix == other.suffix) and _in_order(self.key, other.key)


_SUFFIX_FORMS = {"jr": "Jr.", "sr": "Sr.", "ii": "II", "iii": "III", "iv": "IV"}
"""Suffixes that tell two people apart, as they are shown; the others are honours."""


@functools.lru_cache(maxsize=4096)
def gender_of_words(key: tuple[str, ...]) -> Gender | None:
    """The gender that the given names among folded name words tell; family names that stand first are passed over."""
    given = key[:-1]
    if len(key) > 1 and key[0] in _FAMILY_FIRST:
        given = key[1:]
        if len(key) == 2 and first_name_group(key[0]) and not first_name_group(key[1]):
            return None  # "Kim Ratliff" as well as "Kim Jong-un"
    for word in given[:2]:
        if word in PARTICLES:
            break
        if len(word) > 1 and (gender := gender_of_first_name(word)):
            return gender
    return None


def _in_order(shorter: tuple[str, ...], longer: tuple[str, ...]) -> bool:
    at = 0
    for number, word in enumerate(shorter, 1):
        family = number == len(shorter) and len(word) > 1
        while at < len(longer) and not (_same_word(word, longer[at]) and (not family or len(longer[at]) > 1)):
            at += 1
        if at == len(longer):
            return False
        at += 1
    return True


def _same_word(first: str, second: str) -> bool:
    if first == second or second.startswith(first + "-"):
        return True
    short, long = sorted((first, second), key=len)
    return len(short) == 1 and long.startswith(short)


_INITIALISM = re.compile(r"[A-Z]{3,4}")
"""Short forms of offices: CEC, SHO."""
_EPITHET = re.compile(r"[A-Z][a-z]+-[a-z]+(?:ed|ing)|Gran|Mum|Mom|Dad|Nan|Shocked|Retired|Disgraced|Veteran")
"""What the beginning of a sentence prints before a name."""
_SHORTEST_OFFICE = 4
_TWO_WORD_TITLES = frozenset((("tan", "sri"), ("datuk", "seri"), ("dato", "sri"), ("dato’", "sri"), ("rt", "hon")))
_NAMES_TOO = frozenset("don pan sayyid sayyed syed seri tun sri".split())
"""Titles that are given names as well."""
_NAMES_FIRST = frozenset("dean duke prince earl".split())
"""Titles that are given names more often."""


def is_title(word: str, following: Sequence[str]) -> bool:
    """Whether a word before others of a name is a title; "Don" is one only before a given name and another word."""
    title = fold_name(word).rstrip(".")
    if _INITIALISM.fullmatch(word) and following and not following[0].isupper():
        return True
    if following and is_first_name(following[0]) and _EPITHET.fullmatch(word):
        return True
    if len(following) > 1 and is_person_noun(title) and not first_name_group(word) and is_first_name(following[0]):
        return True  # "Bandmaster Ann Lee"
    if title in _NAMES_FIRST:
        return False
    if title in _NAMES_TOO:
        return len(following) > 1 and is_first_name(following[0])
    return title in ADDRESSES


def _from_office(pieces: list[str]) -> list[str]:
    """The pieces from the last office inside: "Altvik Mayor Ann Lee", "Troy Mayor Ann Lee"; not "Ahana Sen Roy"."""
    for number in range(len(pieces) - 2, 0, -1):
        word = fold_name(pieces[number])
        if word.rstrip(".") in OFFICES and not is_title(pieces[number - 1], ()):
            if len(word) < _SHORTEST_OFFICE and not word.endswith("."):
                return pieces
            full = len(pieces) > number + 2 and is_first_name(pieces[number + 1])
            return pieces[number:] if full or not is_first_name(pieces[0]) else pieces
    return pieces


@functools.lru_cache(maxsize=8192)
def parse_person_name(text: str) -> PersonName | None:
    """Take a printed name apart: "Sen. Donald J. Trump Jr.'s" has the words Donald, J., Trump.

    Titles are stripped from the front as long as a word is left, suffixes and a possessive from the end. None where no
    name is left.
    """
    pieces = _PIECE.findall(_POSSESSIVE.sub("", text.strip(" \t\n\"“”‘’'()[]–—-,;:")))
    if len(pieces) > 1 and pieces[0].lower() in ("the", "a", "an") and len(pieces[1].rstrip(".")) > 1:
        pieces.pop(0)
    titles: list[str] = []
    if len(pieces) > 2 and (pieces[0].lower(), pieces[1].lower()) in _TWO_WORD_TITLES:
        titles.append(pieces[1].lower())
        pieces = pieces[2:]
    pieces = _from_office(pieces)
    while len(pieces) > 1 and is_title(pieces[0], pieces[1:]):
        titles.append(fold_name(pieces[0]).rstrip("."))
        pieces.pop(0)
    if pieces and fold_name(pieces[0]).rstrip(".") in ADDRESSES and (titles or pieces[0].islower()):
        return None
    suffix = ""
    while len(pieces) > 1 and (ending := fold_name(pieces[-1]).replace(".", "")) in SUFFIXES:
        suffix = ending if ending in _SUFFIX_FORMS else suffix
        pieces.pop()
    pieces = [piece.strip("“”„\"‘’'") for piece in pieces]
    pieces = [piece if _INITIALS.match(piece) else piece.rstrip(".") for piece in pieces]
    pieces = [piece for piece in pieces if any(c.isalpha() for c in piece)]
    while len(pieces) > 1 and pieces[-1].lower() in PARTICLES and pieces[-1].islower():
        pieces.pop()
    if not pieces or (len(pieces) == 1 and len(pieces[0]) < 2):
        return None
    return PersonName(tuple(pieces), tuple(titles), suffix)
