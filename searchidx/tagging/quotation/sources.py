"""Whom the words of a source name: a person, an organization, or nobody who is named."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from searchidx.model import Span
from searchidx.tagging.names.first_names import fold_name
from searchidx.tagging.names.persons import Mention, Person, Persons
from searchidx.tagging.names.titles import ROLES, TITLES
from searchidx.tagging.quotation.layout import Layout

__all__ = ["UNKNOWN", "NamedSpan", "Sources", "Speaker"]


class NamedSpan(NamedTuple):
    """A stretch of text that names an organization, with the name to show for it."""

    start: int
    end: int
    name: str


class Speaker(NamedTuple):
    """Who speaks, and how that was found: named, pronoun, relative, role, organization, or unnamed."""

    person: Person | None
    organization: str | None
    how: str

    @property
    def name(self) -> str | None:
        """The canonical name."""
        return self.person.canonical if self.person else self.organization


UNKNOWN = Speaker(None, None, "unnamed")

_PRONOUNS = frozenset("he she him her himself herself his".split())
_RELATIVE = frozenset("who whom whose".split())
_NOBODY = frozenset("i we they it you one which that this these those there me us them my our their its what".split())
_NOT_HEAD_BEFORE = frozenset(
    "for of to with by from at in on like including than against behind about over under between after".split()
)
_HEAD_AFTER = frozenset(
    "of who and himself herself from jr sr for at with on in also then both as told kc qc sc mp mep phd md".split()
)
_CHUNK = re.compile(r"[^,;:—–()]+")
_WORD = re.compile(r"\w+(?:[-’']\w+)*")
_DETERMINED = re.compile(r"(?:an?|the|one|his|her|its|their|\w+[’']s)\s", re.IGNORECASE)
_BARE = re.compile(r"(?:[A-Z][\w-]*\.? ){0,2}[A-Z][\w’'-]+")
_POSSESSIVE = re.compile(r"[’']s?\s*")
_DEFINITE = re.compile(r"(?:the|this|that|his|her|their|its|\w+[’']s)\s+(.*)", re.IGNORECASE | re.DOTALL)
_HEAD_ENDS = re.compile(r"[,;:(]|\b(?:of|for|in|at|from|who|on|with)\b")
_DESCRIBED = re.compile(r"\d+-year-old|\w+-of-\w+")
_AGENT = re.compile(r"\w{3,}(?:er|or|ist|ian|man|woman|maker|keeper)")
_MANY = frozenset(
    """officer spokesman spokeswoman spokesperson official source lawyer attorney prosecutor survivor expert witness
    victim resident neighbour neighbor analyst insider passer-by sender caller reader mayor minister president governor
    premier chancellor secretary king queen pope prince princess chairman ceo nominee candidate""".split()
)
"""Roles of which an article often has more than one, or unnamed ones, or that are offices known to every reader."""
_DOCUMENT = (
    "statement|report|study|survey|poll|data|figures|filing|review|analysis|release|letter|bulletin|post|website"
)
_DOCUMENT_OF = re.compile(
    rf"(?:(?:an?|the|its) )?(?:[\w-]+ ){{0,3}}(?:{_DOCUMENT}) (?:by|from|of) (?:the )?", re.IGNORECASE
)
_ITS_DOCUMENT = re.compile(rf"(?:[’']s?)? (?:[\w-]+ ){{0,2}}(?:{_DOCUMENT})", re.IGNORECASE)
_ARTICLE = re.compile(r"(?:(?:an?|the) )?", re.IGNORECASE)
_KIND_AFTER = re.compile(
    r" (?:party|union|group|company|newspaper|agency|club|team|bank|institute|foundation|charity|movement|federation"
    r"|association|firm|council|government|ministry|police|network|website|magazine)",
)
_ORGANIZATION_NOUNS = frozenset(
    """company firm group bank insurer carrier airline operator manufacturer carmaker automaker planemaker retailer
    maker developer builder publisher broadcaster newspaper paper magazine agency ministry department regulator
    watchdog authority council court tribunal commission committee union charity foundation institute institution
    university school hospital museum gallery theatre club team party association federation league organisation
    organization body board bureau force trust startup start-up giant supplier utility brewer producer
    miner chain platform network studio label festival lender conglomerate""".split()
)
_PARAGRAPHS_BACK = 2
_ORGANIZATIONS_BACK = 20
_BEGINNING = 16
"""Characters from the start of a sentence within which a name is its subject."""
_TOLD = re.compile(r"\b(?:told|tells|telling|by|to|with|in|on|at) (?:the )?$")
_LONGEST_HEAD = 4


class Sources:
    """Reads the sources of one text."""

    def __init__(self, layout: Layout, persons: Persons, organizations: Sequence[NamedSpan]) -> None:
        self.layout = layout
        self.text = layout.text
        self.persons = persons
        self.organizations = sorted(organizations)

    def speaker(self, source: Span, spoken: Sequence[tuple[int, Person]]) -> Speaker:
        """Whom the words of a source name; `spoken` are the speakers before it, with the character where each stood."""
        words = self.text[slice(*source)].strip().lower()
        if words in _PRONOUNS:
            person = self.persons.of_pronoun(source[0], words, spoken, self._quoted)
            return Speaker(person, None, "pronoun") if person else UNKNOWN
        if words in _RELATIVE:
            return self._antecedent(source[0])
        if words in _NOBODY:
            return UNKNOWN
        if mention := self._head_person(source):
            return Speaker(mention.person, None, "named")
        if organization := self._head_organization(source):
            return Speaker(None, organization, "organization")
        text = self.text[slice(*source)]
        person = self.persons.called(text) or (self.persons.adopted(source[0], text) if _BARE.fullmatch(text) else None)
        if person:
            return Speaker(person, None, "named")
        return self._by_role(source)

    def _quoted(self, at: int) -> bool:
        return self.layout.region_of(at) is not None

    def _antecedent(self, at: int) -> Speaker:
        before = self.persons.before(at)
        if before and at - before[0].end <= 60 and not re.search(r"[.\n”\"]", self.text[before[0].end : at]):
            return Speaker(before[0].person, None, "relative")
        return UNKNOWN

    def _head_person(self, source: Span) -> Mention | None:
        """The mention that is the head of the source: "Clinton spokesman Brian Fallon", "the senator, Ann Lee"."""
        inside = self.persons.within(*source)
        for match in _CHUNK.finditer(self.text, *source) if inside else ():
            start, end = match.start(), match.start() + len(match.group().rstrip())
            for mention in inside:
                if not start <= mention.start < end or self._after_preposition(start, mention.start):
                    continue
                after = _WORD.search(self.text, mention.end, end)
                if mention.end >= end - 1 or (after and after.group().lower() in _HEAD_AFTER):
                    return mention
                if _POSSESSIVE.fullmatch(self.text, mention.end, source[1]):
                    return mention
        return None

    def _after_preposition(self, start: int, end: int) -> bool:
        words = self.text[start:end].lower().split()
        if not any(word in _NOT_HEAD_BEFORE for word in words):
            return False
        # "Head of parks Ann Lee" is Ann Lee; "the head of parks" and "a spokesman for President Lee" are not.
        while words and words[-1].strip(".") in TITLES:
            words.pop()
        if len(words) > _LONGEST_HEAD or words[-1] in _NOT_HEAD_BEFORE or words[-1] in ("the", "a", "an"):
            return True
        return not self.text[start].isupper() or bool(_DETERMINED.match(self.text, start))

    def _head_organization(self, source: Span) -> str | None:
        """The organization that is the head of the source, or whose statement or report it is."""
        inside = self._organizations_in(source)
        for match in _CHUNK.finditer(self.text, *source) if inside else ():
            start, end = match.start(), match.start() + len(match.group().rstrip())
            start += len(match.group()) - len(match.group().lstrip())
            for named in inside:
                if not start <= named.start < end:
                    continue
                if _DOCUMENT_OF.fullmatch(self.text, start, named.start):
                    return named.name
                if _ARTICLE.fullmatch(self.text, start, named.start) and _ITS_DOCUMENT.fullmatch(
                    self.text, named.end, end
                ):
                    return named.name
                if self._after_preposition(start, named.start):
                    continue
                rest = self.text[named.end : end]
                if not rest or _KIND_AFTER.fullmatch(rest) or _POSSESSIVE.fullmatch(rest):
                    return named.name
        return None

    def _organizations_in(self, source: Span) -> list[NamedSpan]:
        first = bisect_left(self.organizations, (source[0],))
        found = []
        for named in self.organizations[first : first + 8]:
            if named.start >= source[1]:
                break
            if named.end <= source[1] + 2:
                found.append(named)
        return found

    def _by_role(self, source: Span) -> Speaker:
        """The person or organization that a definite noun means: "the senator", "the 67-year-old", "the company"."""
        match = _DEFINITE.fullmatch(self.text[slice(*source)].strip())
        if match is None:
            return UNKNOWN
        words = [fold_name(word) for word in _WORD.findall(_HEAD_ENDS.split(match.group(1), maxsplit=1)[0])]
        if not words or len(words) > _LONGEST_HEAD:
            return UNKNOWN
        head = words[-1]
        if person := self.persons.of_role(source[0], [head]):
            return Speaker(person, None, "role")
        if head in _ORGANIZATION_NOUNS:
            bare = len(words) <= 2 and _WORD.findall(match.group(1))[-1].lower() == head
            name = self._organization_before(source[0]) if bare else None
            return Speaker(None, name, "role") if name else UNKNOWN
        described = bool(_DESCRIBED.fullmatch(head))
        if described or (head not in _MANY and (head in ROLES or _AGENT.fullmatch(head))):
            person = self._only_person_before(source[0], None if described else head)
            return Speaker(person, None, "role") if person else UNKNOWN
        return UNKNOWN

    def _organization_before(self, at: int) -> str | None:
        """The organization that these paragraphs are about: near, often named, first in its sentence."""
        last = bisect_left(self.organizations, (at,))
        paragraph = self.layout.paragraph_of(at)
        scores: dict[str, float] = {}
        for named in reversed(self.organizations[max(0, last - _ORGANIZATIONS_BACK) : last]):
            apart = paragraph - self.layout.paragraph_of(named.start)
            if apart > _PARAGRAPHS_BACK:
                break
            begins = named.start - self.layout.sentence_span(named.start)[0] <= _BEGINNING
            listener = _TOLD.search(self.text, max(0, named.start - 24), named.start)
            score = 1.5 * begins - 2.0 * (listener is not None) - apart - (at - named.start) / 400
            scores[named.name] = max(score, scores.get(named.name, score)) + 0.3
        return max(scores, key=scores.__getitem__, default=None)

    def _only_person_before(self, at: int, role: str | None) -> Person | None:
        """The person of this paragraph, or of the one before it, where there is just one."""
        paragraph = self.layout.paragraph_of(at)
        if paragraph < 0:
            return None
        start = self.layout.paragraphs[max(0, paragraph - _PARAGRAPHS_BACK)][0]
        if role and re.search(rf"\b(?:an?|one|another)\s(?:[\w-]+\s){{0,3}}{re.escape(role)}\b", self.text[start:at]):
            return None  # somebody without a name was brought in as one
        for number in range(paragraph, max(-1, paragraph - 1 - _PARAGRAPHS_BACK), -1):
            low, high = self.layout.paragraphs[number]
            found = {id(m.person): m.person for m in self.persons.within(low, min(high, at))}
            if len(found) == 1:
                return next(iter(found.values()))
            if found:
                return None
        return None
