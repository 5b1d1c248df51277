"""From attributions to quotations: whom the words of a source name, through which outlet, of what kind."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from searchidx.model import Quotation, QuotationKind, Span
from searchidx.tagging.names.persons import Person, Persons
from searchidx.tagging.quotation.attribution import Attribution
from searchidx.tagging.quotation.cues import class_of_cue, is_passive
from searchidx.tagging.quotation.labels import Labels
from searchidx.tagging.quotation.layout import Layout
from searchidx.tagging.quotation.relays import Relays
from searchidx.tagging.quotation.sources import UNKNOWN, NamedSpan, Sources, Speaker

__all__ = ["quotations_from"]

DIRECT_SHARE = 0.9
"""From this share of words between quotation marks on, a quotation is direct (the PolNeAR convention)."""

LEAST_CONFIDENCE = 0.45
"""Thoughts and attitudes that are found less surely than this are left out; chosen on the development data."""
_SMALL_WORD = 3
_WORD = re.compile(r"\w+")
_CREDITS = frozenset(
    "author by photo photos photograph image picture credit source video text editor reporting".split()
)
"""Labels such as "Author: Ann Lee", which look like those of an interview."""
_NOBODY = frozenset(("nobody", "no one", "no-one", "none"))
_ASKED = frozenset("asked pressed questioned quizzed grilled told challenged".split())
_NO_ARTICLE = re.compile(
    r"(?:also read|read (?:also|more|next)|related(?: \w+)?|see also|more on this|more like this|don[’']t miss|watch"
    r"|recommended|you may also like|trending)\s?[:|»›>]",
    re.IGNORECASE,
)
"""Lines that lead to other articles, where nobody marked them as no part of this one."""
_FOLLOW_UP_WITHIN = 1
_MOST_SPANS = 50
"""A quotation in more pieces than these is given in several, so that a long text takes linear time."""


def quotations_from(
    layout: Layout,
    attributions: Sequence[Attribution],
    persons: Persons,
    organizations: Sequence[NamedSpan] = (),
    outlets: Sequence[NamedSpan] = (),
) -> list[Quotation]:
    """The quotations of a text, in reading order, each with its speaker's canonical name where one is known.

    organizations: those that get their name as a speaker; outlets: those that may be a relay, the first of two that
        overlap giving the name.
    """
    labels = Labels(layout, persons)
    sources = Sources(layout, persons, organizations, outlets, labels.answering)
    resolver = _Resolver(layout, sources, Relays(layout, persons, outlets))
    for attribution in sorted(labels.applied(attributions), key=lambda found: found.contents[0][0]):
        resolver.add(attribution)
    return resolver.quotations


class _Resolver:
    def __init__(self, layout: Layout, sources: Sources, relays: Relays) -> None:
        self.layout = layout
        self.text = layout.text
        self.sources = sources
        self.relays = relays
        self.spoken: list[tuple[int, Person]] = []
        self.quotations: list[Quotation] = []
        self._at = (-1, False)
        self.latest: tuple[int, int, Speaker] | None = None
        """Paragraph where the latest attribution with a source ends, its place among the quotations, its speaker."""

    def add(self, found: Attribution) -> None:
        """Resolve an attribution; one that carries on the quotation before is made part of it."""
        first = self.layout.paragraph_of(found.contents[0][0])
        if first < 0 or self._left_out(first):
            return
        if found.source and self.text[slice(*found.source)].lower() in _CREDITS:
            return
        source, rule, confidence = found.source, found.rule, found.confidence
        asked = found.cue is not None and self._asked(found, found.cue)
        if asked:
            source = None  # who is asked or accused says nothing by that
        if source is None and (source := self.sources.missing(found)) is not None:
            rule, confidence = f"{rule}+subject", confidence * 0.9
        if source is None:
            speaker = UNKNOWN
            if not asked and self.latest and self._carries_on(found, first):
                _, number, speaker = self.latest
                before = self.quotations[number]
                if before.kind != "indirect" and len(before.spans) < _MOST_SPANS:
                    self._carry_on(found)
                    return
                source, rule, confidence = before.source, f"{rule}+follow-up", confidence * 0.9
        else:
            speaker = self._again(source) or self.sources.speaker(source, self.spoken)
            if speaker.how == "pronoun":
                confidence *= 0.8
            if speaker.person:
                self.spoken.append((source[0], speaker.person))
                del self.spoken[:-30]
            if speaker.how not in ("named", "unnamed"):
                rule = f"{rule}+{speaker.how}"
        kind = self._kind(found.contents)
        cue_class = class_of_cue(self.text[slice(*found.cue)] if found.cue else "")
        if kind == "indirect" and cue_class != "speech" and confidence < LEAST_CONFIDENCE:
            return
        if kind == "indirect" and source and self.text[slice(*source)].lower() in _NOBODY:
            return  # "nobody said why" tells what was not said
        if source is None and kind != "direct":
            return  # what nobody is named for, and nobody's own words, says nothing about who says what
        if source is not None:
            end = max(found.contents[-1][1] - 1, source[0])
            self.latest = (self.layout.paragraph_of(end), len(self.quotations), speaker)
        name = speaker.name
        self.quotations.append(
            Quotation(
                spans=found.contents,
                kind=kind,
                source=source,
                cue=found.cue,
                speaker=name,
                cue_class=cue_class,
                relay=self.relays.of(found, name),
                source_text=" ".join(self.text[slice(*source)].split()) if source else None,
                confidence=round(confidence, 3),
                rule=rule,
            )
        )

    def _left_out(self, paragraph: int) -> bool:
        """Whether a paragraph is no part of the article: marked so, or a line that leads elsewhere."""
        if paragraph != self._at[0]:
            start = self.layout.paragraphs[paragraph][0]
            elsewhere = _NO_ARTICLE.match(self.text, start) is not None
            self._at = (paragraph, self.layout.skipped[paragraph] or elsewhere)
        return self._at[1]

    def _asked(self, found: Attribution, cue: Span) -> bool:
        """Whether the source is who is asked or told: "Ann was asked why", "Asked why, Ann smiled"."""
        words = self.text[slice(*cue)]
        if found.source is None or found.source < cue:
            return is_passive(words)
        return words.lower() in _ASKED and cue < found.contents[0] < found.source

    def _again(self, source: Span) -> Speaker | None:
        """The organization that spoke just before in the same paragraph, where the source is "it"."""
        if self.latest is None or self.text[slice(*source)].lower() != "it":
            return None
        paragraph, _, speaker = self.latest
        if speaker.organization is None or paragraph != self.layout.paragraph_of(source[0]):
            return None
        return speaker._replace(how="pronoun")

    def _kind(self, contents: Sequence[Span]) -> QuotationKind:
        words, quoted = self.layout.words_quoted(contents)
        if words and quoted >= DIRECT_SHARE * words:
            return "direct"
        return "mixed" if quoted else "indirect"

    def _carries_on(self, found: Attribution, first: int) -> bool:
        """Whether this is more of the quotation before: quoted words that begin a sentence, at most a paragraph on."""
        start = found.contents[0][0]
        if self.latest is None or self.layout.region_of(start + 1) is None:
            return False
        if self.layout.sentence_span(start)[0] < start - 1:
            return False
        long_words = [word for word in _WORD.findall(self.text, *found.contents[0]) if len(word) > _SMALL_WORD]
        if long_words and len(long_words) <= _SMALL_WORD and all(word[0].isupper() for word in long_words):
            return False  # a heading between quotation marks
        paragraph = self.latest[0]
        return 0 <= first - paragraph <= _FOLLOW_UP_WITHIN and self.layout.joined(paragraph, first)

    def _carry_on(self, found: Attribution) -> None:
        if self.latest is None:
            return
        _, number, speaker = self.latest
        before = self.quotations[number]
        spans = tuple(sorted((*before.spans, *found.contents)))
        rule = before.rule if before.rule.endswith("+follow-up") else f"{before.rule}+follow-up"
        self.quotations[number] = replace(before, spans=spans, kind=self._kind(spans), rule=rule)
        self.latest = (self.layout.paragraph_of(found.contents[-1][1] - 1), number, speaker)
