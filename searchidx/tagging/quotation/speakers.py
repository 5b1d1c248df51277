"""From attributions to quotations: whom the words of a source name, through which outlet, of what kind."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from searchidx.model import Quotation, QuotationKind, Span
from searchidx.tagging.names.first_names import fold_name
from searchidx.tagging.names.mentions import NOT_PERSONS
from searchidx.tagging.names.persons import Mention, Person, Persons
from searchidx.tagging.quotation.attribution import Attribution
from searchidx.tagging.quotation.cues import class_of_cue
from searchidx.tagging.quotation.layout import Layout

__all__ = ["NamedSpan", "quotations_from"]

DIRECT_SHARE = 0.9
"""From this share of words between quotation marks on, a quotation is direct (the PolNeAR convention)."""

_PRONOUNS = frozenset("he she him her himself herself his".split())
_RELATIVE = frozenset("who whom whose".split())
_NOBODY = frozenset("i we they it you one which that this these those there me us them my our their its what".split())
_NOT_HEAD_BEFORE = frozenset(
    "for of to with by from at in on like including than against behind about over under between after".split()
)
_HEAD_AFTER = frozenset("of who and himself herself ( from – — - jr for at with on in also then both as , told".split())
_CHUNK = re.compile(r"[^,;:—–()]+")
_WORD = re.compile(r"\w+(?:[-’']\w+)*")
_DEFINITE = re.compile(r"(?:the|this|that|his|her|their|its|\w+[’']s)\s+(.*)", re.IGNORECASE | re.DOTALL)
_NAME = r"(?:the )?([A-Z][\w&.’'-]*(?:[ ](?:(?:of|the|for|and|de) )?[A-Z0-9][\w&.’'-]*){0,5})"
_TOLD = re.compile(rf"\b(?:told|tells|telling|speaking to|spoke to|speaks to|interview with|interviewed by)\s+{_NAME}")
_CITED = re.compile(
    rf"\b(?:cited|quoted|carried|published)\s+(?:by|in)\s+{_NAME}"
    rf"|\b(?:reported by|in comments to|statement to)\s+{_NAME}"
)
_FOLLOW_UP_WITHIN = 1


class NamedSpan(NamedTuple):
    """A stretch of text that names an organization, with the name to show for it."""

    start: int
    end: int
    name: str


class _Speaker(NamedTuple):
    person: Person | None
    organization: str | None
    how: str

    @property
    def name(self) -> str | None:
        return self.person.canonical if self.person else self.organization


_UNKNOWN = _Speaker(None, None, "unnamed")


def quotations_from(
    layout: Layout, attributions: Sequence[Attribution], persons: Persons, organizations: Sequence[NamedSpan]
) -> list[Quotation]:
    """The quotations of a text, in reading order, each with its speaker's canonical name where one is known."""
    resolver = _Resolver(layout, persons, organizations)
    return [
        quotation
        for attribution in sorted(attributions, key=lambda found: found.contents[0][0])
        if (quotation := resolver.quotation(attribution)) is not None
    ]


class _Resolver:
    def __init__(self, layout: Layout, persons: Persons, organizations: Sequence[NamedSpan]) -> None:
        self.layout = layout
        self.text = layout.text
        self.persons = persons
        self.organizations = sorted(organizations)
        self.spoken: list[tuple[int, Person]] = []
        self.latest: tuple[int, Span, _Speaker] | None = None
        """Paragraph where the latest attribution with a source ends, its source and speaker."""

    def quotation(self, found: Attribution) -> Quotation | None:
        first = self.layout.paragraph_of(found.contents[0][0])
        if first < 0 or self.layout.skipped[first]:
            return None
        source, rule, confidence = found.source, found.rule, found.confidence
        if source is None:
            speaker = _UNKNOWN
            if followed := self._followed(found, first):
                source, speaker = followed
                rule, confidence = f"{rule}+follow-up", confidence * 0.9
        else:
            speaker = self.speaker(source)
            if speaker.how == "pronoun":
                confidence *= 0.8
            if speaker.person:
                self.spoken.append((source[0], speaker.person))
                del self.spoken[:-30]
            if speaker.how not in ("named", "unnamed"):
                rule = f"{rule}+{speaker.how}"
        if source is not None:
            end = max(found.contents[-1][1] - 1, source[0])
            self.latest = (self.layout.paragraph_of(end), source, speaker)
        cue = self.text[slice(*found.cue)] if found.cue else ""
        return Quotation(
            spans=found.contents,
            kind=self._kind(found.contents),
            source=source,
            cue=found.cue,
            speaker=speaker.name,
            cue_class=class_of_cue(cue),
            relay=self._relay(found, speaker),
            source_text=" ".join(self.text[slice(*source)].split()) if source else None,
            confidence=round(confidence, 3),
            rule=rule,
        )

    def _kind(self, contents: Sequence[Span]) -> QuotationKind:
        words, quoted = self.layout.words_quoted(contents)
        if words and quoted >= DIRECT_SHARE * words:
            return "direct"
        return "mixed" if quoted else "indirect"

    def _followed(self, found: Attribution, first: int) -> tuple[Span, _Speaker] | None:
        """The source of the quotation before, where this one carries it on: quoted words, at most a paragraph on."""
        if self.latest is None or self.layout.region_of(found.contents[0][0] + 1) is None:
            return None
        paragraph, source, speaker = self.latest
        if 0 <= first - paragraph <= _FOLLOW_UP_WITHIN and self.layout.joined(paragraph, first):
            return source, speaker
        return None

    # Who

    def speaker(self, source: Span) -> _Speaker:
        """Whom the words of a source name."""
        words = self.text[slice(*source)].strip().lower()
        if words in _PRONOUNS:
            person = self.persons.of_pronoun(source[0], words, self.spoken, self._quoted)
            return _Speaker(person, None, "pronoun") if person else _UNKNOWN
        if words in _RELATIVE:
            return self._antecedent(source[0])
        if words in _NOBODY:
            return _UNKNOWN
        if mention := self._head_person(source):
            return _Speaker(mention.person, None, "named")
        if organization := self._head_organization(source):
            return _Speaker(None, organization, "organization")
        return self._by_role(source)

    def _quoted(self, at: int) -> bool:
        return self.layout.region_of(at) is not None

    def _antecedent(self, at: int) -> _Speaker:
        before = self.persons.before(at)
        if before and at - before[0].end <= 60 and not re.search(r"[.\n”\"]", self.text[before[0].end : at]):
            return _Speaker(before[0].person, None, "relative")
        return _UNKNOWN

    def _head_person(self, source: Span) -> Mention | None:
        """The mention that is the head of the source: "Clinton spokesman Brian Fallon", "the senator, Ann Lee"."""
        inside = self.persons.within(*source)
        for match in _CHUNK.finditer(self.text, *source) if inside else ():
            start, end = match.start(), match.start() + len(match.group().rstrip())
            for mention in inside:
                if not start <= mention.start < end:
                    continue
                before = self.text[start : mention.start].lower().split()
                if any(word in _NOT_HEAD_BEFORE for word in before):
                    continue
                after = _WORD.search(self.text, mention.end, end)
                rest = self.text[mention.end : end].strip()
                if mention.end >= end - 1 or (after and after.group().lower() in _HEAD_AFTER) or rest[:1] in "(–—-":
                    return mention
                if re.fullmatch(r"[’']s?\s*", self.text[mention.end : source[1]]):
                    return mention
        return None

    def _head_organization(self, source: Span) -> str | None:
        for start, end, name in self._organizations_in(source):
            before = self.text[source[0] : start].lower().strip()
            after = self.text[end : source[1]].strip()
            if before in ("", "the") and not re.match(r"[’']s\b|[\w-]", after):
                return name
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

    def _by_role(self, source: Span) -> _Speaker:
        match = _DEFINITE.fullmatch(self.text[slice(*source)].strip())
        if match is None:
            return _UNKNOWN
        head = re.split(r"[,;:(]|\b(?:of|for|in|at|from|who|on|with)\b", match.group(1), maxsplit=1)[0]
        words = [fold_name(word) for word in _WORD.findall(head)]
        if not words or len(words) > 4:
            return _UNKNOWN
        person = self.persons.of_role(source[0], words[-1:])
        return _Speaker(person, None, "role") if person else _UNKNOWN

    # Through whom

    def _relay(self, found: Attribution, speaker: _Speaker) -> str | None:
        """The outlet that a sentence names as having been told, or as quoting."""
        anchor = found.cue or found.source
        if anchor is None:
            return None
        start, end = self.layout.sentence_span(anchor[0])
        for pattern, low in ((_TOLD, max(start, anchor[0] - 2)), (_CITED, start)):
            for match in pattern.finditer(self.text, low, end):
                if self.layout.region_of(match.start()) is not None:
                    continue
                group = next(number for number, text in enumerate(match.groups(), 1) if text)
                name = re.sub(r"[’']s?(?: .*)?$|\.$", "", match.group(group))
                if self.persons.within(match.start(group), match.start(group) + len(name)) or name == speaker.name:
                    continue
                if fold_name(name.split()[0]) not in NOT_PERSONS or name.split()[0].lower() in ("british", "american"):
                    return name
        return None
