"""Whom the words of a source name: a person, an organization, or nobody who is named."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from searchidx.model import Span
from searchidx.tagging.names.first_names import fold_name
from searchidx.tagging.names.persons import Mention, Person, Persons
from searchidx.tagging.names.reference import Reference, Spoken
from searchidx.tagging.names.roles import age_in, head_words, is_person_noun, may_mean_person
from searchidx.tagging.names.titles import ADDRESSES
from searchidx.tagging.quotation.attribution import Attribution
from searchidx.tagging.quotation.cues import is_passive, reports
from searchidx.tagging.quotation.layout import Layout

__all__ = ["UNKNOWN", "NamedSpan", "Sources", "Speaker"]


class NamedSpan(NamedTuple):
    """A stretch of text that names an organization, with the name to show for it."""

    start: int
    end: int
    name: str


class Speaker(NamedTuple):
    """Who speaks, and how that was found: named, pronoun, relative, role, label, organization, or
    unnamed."""

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
_CHUNK = re.compile(r"(?:[^,;:—–() ]| (?!--? ))+")
_WORD = re.compile(r"\w+(?:[-’']\w+)*")
_DETERMINED = re.compile(r"(?:an?|the|one|his|her|its|their|\w+[’']s)\s", re.IGNORECASE)
_HANDLE = re.compile(r"@(\w+)")
_BARE = re.compile(r"(?:[A-Z][\w-]*\.? ){0,2}[A-Z][\w’'-]+")
_POSSESSIVE = re.compile(r"[’']s?\s*")
_DETERMINED_NOUN = re.compile(r"(the|this|that|his|her|their|its|an?|\w+[’']s)\s+(.*)", re.IGNORECASE | re.DOTALL)
_HIMSELF = re.compile(r" (?:him|her)self$")
_NOUN_BEFORE_WHO = re.compile(r"(?:[Tt]he|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir) (?:[\w-]+ ){0,2}[\w-]+(?=,? $)")
_INDEFINITE = frozenset(("a", "an"))
_LEAD = 2
"""Paragraphs of an article that may speak of a person who is named later."""
_PARAGRAPHS_ON = 4
_ALONE = frozenset("the this that".split())
_MANY = frozenset(
    """officer spokesman spokeswoman spokesperson official source lawyer attorney prosecutor survivor expert witness
    victim resident neighbour neighbor analyst insider passer-by sender caller reader judge mayor minister president
    governor premier chancellor secretary king queen pope prince princess chairman ceo nominee candidate""".split()
)
"""Roles of which an article often has more than one, or unnamed ones, or that are offices known to every reader."""
_UNNAMED = frozenset(
    """official source expert witness resident analyst neighbour neighbor insider passer-by sender caller reader man
    woman person voter protester supporter officer diplomat lawyer attorney friend relative colleague student""".split()
)
"""Nouns by which an article brings in people whom it never names."""
_DOCUMENT = (
    "statement|report|study|survey|poll|data|figures|filing|review|analysis|release|letter|bulletin|post|website|paper"
    "|statistics|projections|documents|estimates|list|audit|memo|forecast|census|note"
)
_DOCUMENT_OF = re.compile(
    rf"(?:(?:an?|the|its) )?(?:[\w-]+ ){{0,3}}(?:{_DOCUMENT})(?: \w+){{0,4}}? (?:by|from|of) (?:the )?"
    r"(?:[a-z][\w-]* ){0,3}",
    re.IGNORECASE,
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
_PART_OF_NAMES = frozenset(
    "council court tribunal ministry department university school hospital museum gallery theatre".split()
)
"""Nouns that the organizations they mean have in their names, but for abbreviated ones."""
_SEVERAL = frozenset(
    """campaign troupe family crowd staff administration movement public cast crew jury panel couple pair duo trio
    band choir opposition coalition cabinet delegation audience""".split()
)
"""Nouns for several people."""
_OUTLET_NOUNS = frozenset("newspaper paper magazine broadcaster publisher agency network website".split())
_PARAGRAPHS_BACK = 2
_FARTHEST = 3000
_ORGANIZATIONS_BACK = 20
_BEGINNING = 16
"""Characters from the start of a sentence within which a name is its subject."""
_TOLD = re.compile(r"\b(?:told|tells|telling|by|to|with|in|on|at) (?:the )?$")
_LONGEST_HEAD = 4
_INTRODUCED = re.compile(r"(?P<bullet>[•*–—-])? ?(?:\d\d[:.]\d\d )?(?P<who>[A-Z@][^“”\"\n:]{2,90}):\s{0,2}")
_AS_PUT = re.compile(r"\b[Aa]s (?P<who>[^,;:“”\"\n]{2,60}?) (?:(?:once|later|has|had) )?puts? it\b")
_SUBORDINATING = frozenset("while when as because if although though since until whether where once unless".split())
_CLAUSE = re.compile(rf"\b(?:{'|'.join(sorted(_SUBORDINATING))}|that) [A-Z]")
_OPENING = re.compile(
    r"(?:(?:But|And|However|Meanwhile|Still|Yet|Then|Later|Now|Also)\b,? )?"
    r"(?:(?:(?:On|In|Early|Late|Earlier|Last|This) )+(?:\w+day|week|month|year|spring|summer|autumn|fall|winter|January"
    r"|February|March|April|May|June|July|August|September|October|November|December|[12]\d{3})"
    r"(?:,? \d{1,2})?(?:,? [12]\d{3})?,?[ \u00a0])?"
)
_SUBJECT_PRONOUN = re.compile(r"(?:He|She|he|she)(?= )")
_PASSIVE = re.compile(r"\b(?:is|was|are|were|been|be|being)\b(?: \w+ly)? \w+(?:ed|en|wn)\b")
_SENTENCE_SIGN = re.compile(r"[.\n”\"]")
_NEAR, _PAST_APPOSITION = 60, 120
"""Characters between a name and the "who" that refers to it: "Ann Lee, the head of the league that runs it, who"."""
_TITLED = re.compile(r"(?:(?:[A-Z][\w.’'-]*|the|former) ){0,5}")


class Sources:
    """Reads the sources of one text."""

    def __init__(
        self,
        layout: Layout,
        persons: Persons,
        organizations: Sequence[NamedSpan],
        outlets: Sequence[NamedSpan] = (),
        answering: Person | None = None,
    ) -> None:
        self.layout = layout
        self.text = layout.text
        self.persons = persons
        self.organizations = sorted(organizations)
        self._no_persons = {start for start, _, _ in outlets}
        self.reference = Reference(persons, self._quoted)
        self.answering = answering

    def speaker(self, source: Span, spoken: Spoken) -> Speaker:
        """Whom the words of a source name; `spoken` are the speakers before it, with the character where each stood."""
        words = self.text[slice(*source)].strip().lower()
        if words in _PRONOUNS:
            person = self.reference.pronoun(source[0], words, spoken)
            return Speaker(person, None, "pronoun") if person else UNKNOWN
        if words in ("a", "answer") and self.answering:
            return Speaker(self.answering, None, "label")
        if words in _RELATIVE:
            return self._antecedent(source[0], spoken)
        if words == "it" and (name := self._organization_before(source[0], alone=True)):
            return Speaker(None, name, "pronoun")
        if words in _NOBODY:
            return UNKNOWN
        if mention := self._head_person(source):
            return Speaker(mention.person, None, "named")
        if organization := self._head_organization(source):
            return Speaker(None, organization, "organization")
        text = self.text[slice(*source)]
        person = self.persons.called(text)
        if person is None and _BARE.fullmatch(text) and source[0] not in self._no_persons:
            person = self.persons.adopted(source[0], text)
        if person is None and (handle := _HANDLE.search(text)):
            person = self.persons.of_handle(handle.group(1))
        if person:
            return Speaker(person, None, "named")
        return UNKNOWN if text.isupper() else self._by_noun(source, spoken)

    def missing(self, found: Attribution) -> Span | None:
        """The source of words that were linked to none: the person with whom the sentence of their cue begins ("Ann
        rose and praised …"), or whom their paragraph names before a colon ("Ann Lee, cashier: “…”"), or with whom the
        paragraph before begins its last sentence, which ends in one; or who puts it so ("as Ann put it").
        """
        if as_put := _AS_PUT.search(self.text, *self.layout.sentence_span(found.contents[0][0])):
            return as_put.span("who")
        if found.cue is None:
            return self._introduced(found.contents[0])
        cue = self.text[slice(*found.cue)]
        if self._quoted(found.cue[0]) or not reports(cue) or is_passive(cue) or _PASSIVE.search(cue):
            return None
        return self._subject(found.cue[0])

    def _subject(self, verb: int) -> Span | None:
        """The pronoun or person with which the sentence of a verb begins; None where another clause lies between."""
        start, _ = self.layout.sentence_span(verb)
        if opening := _OPENING.match(self.text, start):
            start = opening.end()
        if pronoun := _SUBJECT_PRONOUN.match(self.text, start, verb):
            return pronoun.span()
        for mention in self.persons.within(start, min(verb, start + _BEGINNING)):
            follows = self.text[mention.end : mention.end + 1] in (",", " ")
            if follows and _TITLED.fullmatch(self.text, start, mention.start):
                first = self.text[start : mention.end].partition(" ")[0].lower()
                apart = first in _NOT_HEAD_BEFORE or first in _SUBORDINATING
                return None if apart or _CLAUSE.search(self.text, mention.end, verb) else (start, mention.end)
        return None

    def _introduced(self, content: Span) -> Span | None:
        paragraph = self.layout.paragraph_of(content[0])
        if paragraph < 0 or not self._quoted(content[0]):
            return None
        start = self.layout.paragraphs[paragraph][0]
        if content[0] == start and paragraph and self.layout.joined(paragraph - 1, paragraph):
            end = self.layout.paragraphs[paragraph - 1][1]
            return self._subject(end - 1) if self.text[end - 1] == ":" else None
        match = _INTRODUCED.fullmatch(self.text, start, content[0])
        return match.span("who") if match and (match["bullet"] or self.persons.within(*match.span("who"))) else None

    def _quoted(self, at: int) -> bool:
        return self.layout.region_of(at) is not None

    def _antecedent(self, at: int, spoken: Spoken) -> Speaker:
        """Whom "who" refers to: the noun or the name before it."""
        before = self.persons.before(at)
        end = before[0].end if before else at
        farthest = _PAST_APPOSITION if self.text[end] == "," else _NEAR
        if before and at - end <= farthest and not _SENTENCE_SIGN.search(self.text, end, at):
            return Speaker(before[0].person, None, "relative")
        noun = _NOUN_BEFORE_WHO.search(self.text, max(0, at - 50), at)
        return self._by_noun(noun.span(), spoken) if noun else UNKNOWN

    def _head_person(self, source: Span) -> Mention | None:
        """The mention that is the head of the source: "Clinton spokesman Brian Fallon", "the senator, Ann Lee"."""
        inside = self.persons.within(*source)
        for match in _CHUNK.finditer(self.text, *source) if inside else ():
            start, end = match.start(), match.start() + len(match.group().rstrip())
            for mention in inside:
                if not start <= mention.start < end or self._after_preposition(start, mention.start):
                    continue
                after = _WORD.search(self.text, mention.end, end)
                if after is None or after.group().lower() in _HEAD_AFTER:
                    return mention
                if _POSSESSIVE.fullmatch(self.text, mention.end, source[1]):
                    return mention
        return None

    def _after_preposition(self, start: int, end: int) -> bool:
        words = self.text[start:end].lower().split()
        if not any(word in _NOT_HEAD_BEFORE for word in words):
            return False
        # "Head of parks Ann Lee" and "deputy minister for parks Ann Lee" are Ann Lee; "the head of parks" and
        # "a spokesman for President Lee" are not.
        while words and words[-1].strip(".") in ADDRESSES:
            words.pop()
        if len(words) > _LONGEST_HEAD or words[-1] in _NOT_HEAD_BEFORE or words[-1] in ("the", "a", "an"):
            return True
        if _DETERMINED.match(self.text, start):
            return True
        if self.text[start].isupper():
            return False
        at = next(number for number, word in enumerate(words) if word in _NOT_HEAD_BEFORE)
        return not (at and is_person_noun(words[at - 1])) or any(map(is_person_noun, words[at + 1 :]))

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

    def _by_noun(self, source: Span, spoken: Spoken) -> Speaker:
        """The person or organization that a noun means: "the senator", "the 67-year-old", "the company"."""
        match = _DETERMINED_NOUN.fullmatch(_HIMSELF.sub("", self.text[slice(*source)].strip()))
        printed = head_words(match.group(2)) if match else []
        if match is None or not printed:
            return UNKNOWN
        if printed[-1][0].isupper() and f"{printed[-1]} and " in match.group(2):
            return UNKNOWN  # "the Russian and Syrian ministries"
        head, definite = fold_name(printed[-1]), match.group(1).lower() not in _INDEFINITE
        age = age_in(match.group(2))
        several = head in _SEVERAL or (head in _ORGANIZATION_NOUNS and not is_person_noun(head))
        person_like = not several and may_mean_person(printed[-1])
        owner, _, possessive = match.group(1).replace("'", "’").partition("’")
        described = [owner, *printed] if possessive else printed
        if definite and person_like and (person := self.reference.called(source[0], described, age)):
            return Speaker(person, None, "role")
        if head in _ORGANIZATION_NOUNS:
            bare = definite and len(printed) <= 2 and _WORD.findall(match.group(2))[-1].lower() == head
            name = self._organization_before(source[0], head) if bare else None
            return Speaker(None, name, "role") if name else UNKNOWN
        if not person_like:
            return UNKNOWN
        paragraph = self.layout.paragraph_of(source[0])
        if paragraph <= _LEAD and head not in _UNNAMED:
            until = self.layout.paragraphs[min(paragraph + _PARAGRAPHS_ON, len(self.layout.paragraphs) - 1)][1]
            person = self.reference.called_later(source[1], head, until)
            if person is None and is_person_noun(head):
                person = self.reference.introduced_later(source[1], head, until)
            if person:
                return Speaker(person, None, "role")
        # "His lawyer" is not the one person around, and an article may have several lawyers.
        alone = match.group(1).lower() in _ALONE and head not in _MANY and (age or is_person_noun(head))
        if not alone or self._brought_in(source[0], head):
            return UNKNOWN
        person = self.reference.meant(source[0], head, age, spoken)
        return Speaker(person, None, "role") if person else UNKNOWN

    def _brought_in(self, at: int, noun: str) -> bool:
        """Whether somebody without a name was brought in by a noun: "a baker said", then "the baker"."""
        paragraph = self.layout.paragraph_of(at)
        start = max(at - _FARTHEST, self.layout.paragraphs[max(0, paragraph - _PARAGRAPHS_BACK)][0])
        pattern = rf"\b(?:an?|one|another)\s(?:[\w-]+\s){{0,3}}{re.escape(noun)}\b"
        return re.search(pattern, self.text[start:at], re.IGNORECASE) is not None

    def _organization_before(self, at: int, noun: str = "", *, alone: bool = False) -> str | None:
        """The organization that these paragraphs are about: near, often named, first in its sentence; for "it" one
        with which a sentence of the same paragraph begins. Outlets are meant by nouns of their own only.
        """
        last = bisect_left(self.organizations, (at,))
        paragraph = self.layout.paragraph_of(at)
        scores: dict[str, float] = {}
        for named in reversed(self.organizations[max(0, last - _ORGANIZATIONS_BACK) : last]):
            apart = paragraph - self.layout.paragraph_of(named.start)
            if apart > (0 if alone else _PARAGRAPHS_BACK):
                break
            if noun in _PART_OF_NAMES and noun not in named.name.lower() and not named.name.isupper():
                continue  # "the council" is no university
            begins = named.start - self.layout.sentence_span(named.start)[0] <= _BEGINNING
            listener = _TOLD.search(self.text, max(0, named.start - 24), named.start) is not None
            if alone and (listener or not begins):
                continue
            outlet = noun not in _OUTLET_NOUNS and self.text[named.end : named.end + 1] == ")"
            score = 1.5 * begins - 2.0 * listener - 2.0 * outlet - apart - (at - named.start) / 400
            scores[named.name] = max(score, scores.get(named.name, score)) + 0.3
        return max(scores, key=scores.__getitem__, default=None)
