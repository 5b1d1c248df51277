"""One text as the search for organizations reads it: its mentions, its persons, what it is about."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from typing import Protocol

from searchidx.tagging.organization.aliases import AliasTable, Trust, fold_words
from searchidx.tagging.organization.canonical import Definition, common_abbreviations, definitions
from searchidx.tagging.organization.capitals import Lines
from searchidx.tagging.organization.features import context_features, name_features
from searchidx.tagging.organization.mentions import Mention, find_mentions
from searchidx.tagging.organization.persons import Persons
from searchidx.tagging.organization.places import PLACES, place_group
from searchidx.tagging.organization.surroundings import KIND_CONTEXT
from searchidx.tagging.organization.vocabulary import (
    HEADS,
    NOT_ORGANIZATION_ACRONYMS,
    NOT_ORGANIZATION_ENDINGS,
    SUBJECTS,
    TAILS,
)
from searchidx.tagging.organization.weights import sum_of

__all__ = ["NamedEntity", "Reading"]

_LOWER_CASE_WORD = re.compile(r"(?<![\w'’-])[a-zà-ÿ][\w'’-]*")
_LIST_JOINTS = frozenset((", ", " and ", " or ", ", and ", ", or ", "/", " & ", ", the ", " and the "))
_LETTERS = re.compile(r" \(([A-Z][A-Za-z]{0,6}[A-Z])\)")
_WORDS_OF_ORGANIZATIONS = TAILS | HEADS | SUBJECTS
_SETTINGS = ("club", "company")
_SETTING_WORDS = 4
"""How many different words of a setting an article must have."""

_TAGGED = {"ORG": 1.0, "PERSON": -1.25, "LOC": -0.75, "MISC": -0.5}
"""What the label of a tagger that is quite sure adds to a bare name, in logits."""
_REACH = 40
"""No entity that covers a mention begins further before it, in characters."""


class NamedEntity(Protocol):
    """A name as a tagger sees it (`searchidx.tagging.quotation.Entity` is one)."""

    @property
    def start(self) -> int:
        """Offset of its first character."""

    @property
    def end(self) -> int:
        """Offset after its last character."""

    @property
    def label(self) -> str:
        """PERSON, ORG, LOC or MISC."""

    @property
    def confidence(self) -> float:
        """0 to 1."""


class Reading:
    """The mentions of a text in order, and what can be asked about them."""

    def __init__(
        self, text: str, table: AliasTable, persons: Iterable[str] = (), entities: Iterable[NamedEntity] = ()
    ) -> None:
        """persons: full names already known to be persons. entities: what a tagger found in the text."""
        self.text = text
        self.mentions = find_mentions(text, table, Lines(text))
        self.persons = Persons(self.mentions, persons)
        self.vocabulary = frozenset(text.split())
        self.setting = self._setting()
        self.definitions: list[Definition] = []
        """Long names of organizations with the short ones that the text defines for them."""
        self.other_abbreviations = {fold_words(short) for short in common_abbreviations(text)}
        """What is defined as short for something else."""
        for one in definitions(text):
            if self._defines_organization(one, table):
                self.definitions.append(one)
            else:
                self.other_abbreviations.add(fold_words(one.short))
        self._add_other_letters()
        self._lower_words = frozenset(_LOWER_CASE_WORD.findall(text))
        self._order = {mention.start: i for i, mention in enumerate(self.mentions)}
        self._entities = sorted(entities, key=lambda entity: entity.start)
        self._entity_starts = [entity.start for entity in self._entities]

    def _setting(self) -> str:
        """What the text is about, as far as it tells how names of places are meant: "club", "company" or ""."""
        counts = {kind: len(KIND_CONTEXT[kind] & self.vocabulary) for kind in _SETTINGS}
        kind = max(_SETTINGS, key=lambda kind: counts[kind])
        return kind if counts[kind] >= _SETTING_WORDS else ""

    def _add_other_letters(self) -> None:
        """Letters in brackets right after a telling name stand for it, in whatever language: "… Union (UIPM)"."""
        defined = {one.short for one in self.definitions}
        for mention in self.mentions:
            if mention.source.startswith("pattern") and (match := _LETTERS.match(self.text, mention.end)) is not None:
                short = match[1]
                if short not in defined and short.casefold() not in NOT_ORGANIZATION_ACRONYMS:
                    self.definitions.append(Definition(mention.start, mention.end, mention.name, short))

    def _defines_organization(self, definition: Definition, table: AliasTable) -> bool:
        """Whether the defined name is an organization: no person, no index, no artificial intelligence."""
        words = fold_words(definition.long)
        if not words or words[-1] in self.persons.surnames or words[-1] in NOT_ORGANIZATION_ENDINGS:
            return False
        if definition.short.casefold().replace(".", "") in NOT_ORGANIZATION_ACRONYMS:
            return False
        return " ".join(words) in table.names or any(word in _WORDS_OF_ORGANIZATIONS for word in words)

    def before(self, mention: Mention) -> Mention | None:
        """The mention before this one; None for the first."""
        here = self._order[mention.start]
        return self.mentions[here - 1] if here else None

    def after(self, mention: Mention) -> Mention | None:
        """The mention after this one; None for the last."""
        here = self._order[mention.start] + 1
        return self.mentions[here] if here < len(self.mentions) else None

    def features_of_name(self, mention: Mention) -> list[str]:
        """The features of the name itself in this text."""
        return name_features(mention, self._lower_words, self.persons.surnames, self.setting)

    def features_of_context(self, mention: Mention) -> list[str]:
        """The features of the place where the name stands."""
        return context_features(self.text, mention, self.beside(mention))

    def weight_of_name(self, mention: Mention) -> float:
        """How much the name itself speaks for an organization, in logits."""
        return sum_of(self.features_of_name(mention))

    def weight_of_context(self, mention: Mention) -> float:
        """How much the place where the name stands speaks for an organization, in logits."""
        return sum_of(self.features_of_context(mention))

    def weight_of_tagger(self, mention: Mention) -> float:
        """How much the tagger's entities speak for an organization at this place, in logits; 0 without any."""
        for entity in self._entities[bisect_left(self._entity_starts, mention.start - _REACH) :]:
            if entity.start >= mention.end:
                break
            if entity.end > mention.start:
                return _TAGGED.get(entity.label, 0.0) * entity.confidence
        return 0.0

    def beside(self, mention: Mention) -> list[str]:
        """What the names are that stand with this one in a list."""
        found = []
        before, after = self.before(mention), self.after(mention)
        if before is not None and self.text[before.end : mention.start] in _LIST_JOINTS:
            found.append(self._kind(before))
        if after is not None and self.text[mention.end : after.start] in _LIST_JOINTS:
            found.append(self._kind(after))
        return [kind for kind in found if kind]

    def _kind(self, mention: Mention) -> str:
        if mention.source.startswith("pattern") or (mention.alias is not None and mention.alias.trust is Trust.SURE):
            return "organization"
        if mention.folded in self.persons.names:
            return "person"
        return "place" if mention.folded[-1] in PLACES or place_group(mention.folded) in ("a", "b") else ""
