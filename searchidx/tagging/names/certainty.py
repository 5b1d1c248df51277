"""Which of the names that were found are persons': not "The Pole", not "ALTVIK:", not "Says" in "Graham Says"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from searchidx.model import Span
from searchidx.tagging.names.first_names import first_name_group, is_first_name
from searchidx.tagging.names.mentions import WIDELY_ATTESTED, in_headline
from searchidx.tagging.names.person_name import PersonName
from searchidx.tagging.names.places import is_place
from searchidx.tagging.names.roles import description_of, is_person_noun
from searchidx.tagging.names.titles import HEADLINE_VERBS

__all__ = ["certain_names"]

_Named = tuple[Span, PersonName]

_DETERMINED = re.compile(r"\b(?:[Tt]he|[Aa]n?) (?:[A-Z]\w+ )?$")
_LOCATIVE = re.compile(r"(?<!\w)(?:[Ii]n|[Aa]t|[Nn]ear|[Aa]round|[Aa]cross|[Oo]utside|[Ii]nside) $")
_ENDS_OF_LOCATIVES = frozenset(("n ", "t ", "r ", "d ", "s ", "e "))
_DATELINE = re.compile(r"(?:, [^\n]{2,30}?)?(?: \([^)\n]{2,30}\))?(?::|\.| ?[—–-]{1,2}) ")
_LOWER = re.compile(r"\b[^\W\d_A-Z]{3,}\b")
_ORGANIZATION = (
    r"(?:group|company|firm|federation|union|charity|agency|regulator|watchdog|contractor|operator|corporation|club|bank"
    r"|newspaper|website|council|association|maker|retailer|party|ministry|institute|cent(?:re|er)|organi[sz]ation"
    r"|airline|carrier|insurer|miner|broadcaster|publisher|startup|start-up|supplier|utility|lender|non-profit|nonprofit)"
)
_ORGANIZATION_AFTER = re.compile(
    rf",? which\b|, (?:an?|the|its) (?:[\w-]+ ){{0,4}}{_ORGANIZATION}"
    r"(?=[,.;:]| (?:that|which|of|with|in|for|based|behind)\b)"
)
_ORGANIZATION_BEFORE = re.compile(rf"\b{_ORGANIZATION} $", re.IGNORECASE)
_PERSON_AFTER = re.compile(
    r",? (?:who|whose|himself|herself)\b|,? \(?\d{1,3}\)?,|[^.\n“”\"]{0,80}[.,]? (?:[Hh]e|[Ss]he|[Hh]is|[Hh]er)\b"
)
_MANY_QUESTIONS = 20
_OFTEN = 2
"""A name that is printed more often than this is no slip of a headline."""


def certain_names(text: str, named: Sequence[_Named]) -> list[_Named]:
    """The names of a text without those of places, peoples and things, and without the words that a headline adds."""
    words = _Words(text)
    families = {name.key[-1] for _, name in named if len(name.key) > 1}
    places = {name.key for span, name in named if _names_place(text, span)}
    if places:
        places -= {name.key for span, name in named if name.key in places and not _names_place(text, span)}
    alone = [n.key for _, n in named if len(n.key) == 1 and not n.titles and not is_first_name(n.words[0])]
    # "Koalas" begin a sentence and "koalas" stand elsewhere.
    places |= {key for key in alone if key[0] not in families and words.has_lower(key[0])}
    others = places | _organizations(text, named)
    persons = [
        (span, name)
        for span, name in named
        if name.titles
        or (len(name.key) == 1 and name.key[0] in families)
        or not (name.key in others or (len(name.key) == 1 and _names_kind(text, span, name)))
    ]
    count = Counter(name.key for _, name in persons)
    return [
        (span, _without_headline(name, count, words))
        if len(name.key) > 1 and count[name.key] <= _OFTEN and in_headline(text, span[0])
        else (span, name)
        for span, name in persons
    ]


def _organizations(text: str, named: Sequence[_Named]) -> set[tuple[str, ...]]:
    """The keys of names that the text calls a company, or of one word that nothing tells to be a person's."""
    organizations: set[tuple[str, ...]] = set()
    alone: set[tuple[str, ...]] = set()
    persons: set[tuple[str, ...]] = set()
    parts = {part for _, name in named if len(name.key) > 1 for word in name.key for part in (word, *word.split("-"))}
    for (start, end), name in named:
        group = first_name_group(name.words[0])
        if name.titles:
            persons.add(name.key)
        elif _ORGANIZATION_AFTER.match(text, end) or (
            group not in WIDELY_ATTESTED and _ORGANIZATION_BEFORE.search(text, max(0, start - 24), start)
        ):
            organizations.add(name.key)
        elif len(name.key) == 1 and name.key[0] not in parts:
            sure = group in WIDELY_ATTESTED or _PERSON_AFTER.match(text, end) is not None
            sure = sure or any(map(is_person_noun, description_of(text, start, end, ()).heads))
            (persons if sure else alone).add(name.key)
    return (organizations | alone) - persons


def _names_place(text: str, span: Span) -> bool:
    """Whether a name stands where places do: "in Ann Harbour", "ALTVIK: ", "ALTVIK, May 3 —"."""
    start, end = span
    if text[max(0, start - 2) : start] in _ENDS_OF_LOCATIVES and _LOCATIVE.search(text, max(0, start - 10), start):
        return True
    begins = start == 0 or text[start - 1] == "\n"
    return begins and text[start:end].isupper() and _DATELINE.match(text, end) is not None


def _names_kind(text: str, span: Span, name: PersonName) -> bool:
    """Whether a name of one word is that of a people or a place: "the Pole", "Altvik"."""
    if _DETERMINED.search(text, max(0, span[0] - 24), span[0]):
        return True
    return is_place(name.words[0]) and not is_first_name(name.words[0])


def _without_headline(name: PersonName, count: Counter[tuple[str, ...]], words: _Words) -> PersonName:
    """A name in a line in Title Case without the words that are none; count: how often the text prints each name."""
    kept = len(name.key)
    for shorter in range(kept - 1, 0, -1):
        if count[name.key[:shorter]] and (shorter > 1 or words.are_no_name(name.key[1])):
            return PersonName(name.words[:shorter], name.titles)
    while kept > 2 and words.are_no_name(name.key[kept - 1]):
        kept -= 1
    return name if kept == len(name.key) else PersonName(name.words[:kept], name.titles)


class _Words:
    """Answers which words a text prints in lower case."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._asked = 0
        self._lower: frozenset[str] | None = None

    def are_no_name(self, word: str) -> bool:
        return word in HEADLINE_VERBS or self.has_lower(word)

    def has_lower(self, word: str) -> bool:
        """Whether the text prints a word in lower case as well; after some questions all its words are collected."""
        self._asked += 1
        if self._asked > _MANY_QUESTIONS:
            if self._lower is None:
                self._lower = frozenset(_LOWER.findall(self.text))
            return word in self._lower
        return len(word) > 2 and word in self.text and re.search(rf"\b{re.escape(word)}\b", self.text) is not None
