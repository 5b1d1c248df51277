"""What is found in one text before names are resolved; one pass of the network serves quotations and entities."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from searchidx.model import Quotation, Span
from searchidx.tagging.names.mentions import find_persons, with_family_names
from searchidx.tagging.names.persons import Persons
from searchidx.tagging.quotation.attribution import Attribution
from searchidx.tagging.quotation.layout import Layout
from searchidx.tagging.quotation.rules import find_attributions
from searchidx.tagging.quotation.sources import NamedSpan
from searchidx.tagging.quotation.speakers import quotations_from

__all__ = ["Analysis", "Entity", "analyse_by_rules"]


_SURE = 0.8
"""From this confidence on, an organization or place is none of the persons that the rules find."""


class Entity(NamedTuple):
    """A name in the text, as the network sees it."""

    start: int
    end: int
    label: str
    """PERSON, ORG, LOC or MISC."""
    confidence: float
    """0 to 1: the mean probability of its tokens."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """One text, with what was found in it."""

    layout: Layout
    attributions: Sequence[Attribution]
    entities: Sequence[Entity]
    """Empty for the tagger by rules."""
    persons: Persons

    @property
    def text(self) -> str:
        """The text that was analysed."""
        return self.layout.text

    @property
    def printed_organizations(self) -> list[NamedSpan]:
        """Where the network sees organizations, each under the name that is printed there."""
        return [
            NamedSpan(entity.start, entity.end, " ".join(self.text[entity.start : entity.end].split()))
            for entity in self.entities
            if entity.label == "ORG"
        ]

    def quotations(self, organizations: Sequence[NamedSpan] = ()) -> list[Quotation]:
        """The quotations, in reading order.

        organizations: where the text names organizations, with the canonical name to show when one speaks; where none
            is given, a speaker who is no person stays unnamed.
        """
        outlets = [*organizations, *self.printed_organizations]
        return quotations_from(self.layout, self.attributions, self.persons, organizations, outlets)


def analyse_by_rules(text: str, headings: Sequence[Span] | None = None, skipped: Sequence[Span] = ()) -> Analysis:
    """The analysis of a text without trained weights."""
    layout = Layout(text, headings, skipped)
    return Analysis(layout, find_attributions(layout), (), Persons(text, find_persons(text)))


def persons_among(text: str, entities: Sequence[Entity]) -> Persons:
    """The persons of a text by its entities, by the rules for full names, and by the last names of both."""
    named = [(entity.start, entity.end) for entity in entities if entity.label == "PERSON"]
    sure = sorted(
        (e.start, e.end) for e in entities if e.label == "PERSON" or (e.label != "MISC" and e.confidence >= _SURE)
    )
    starts = [start for start, _ in sure]
    for start, end in find_persons(text, full_names_only=True, known=sure):
        at = bisect_right(starts, end - 1) - 1
        if " " in text[start:end] and (at < 0 or sure[at][1] <= start):
            named.append((start, end))
    others = [(e.start, e.end) for e in entities if e.label in ("ORG", "LOC") and " " in text[e.start : e.end]]
    return Persons(text, with_family_names(text, sorted(named), others))
