"""Under which name each believed mention is shown, and which further mentions are short for one."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from searchidx.tagging.organization.aliases import AliasTable, Entry, Trust, fold_words
from searchidx.tagging.organization.article import Reading
from searchidx.tagging.organization.belief import Believed
from searchidx.tagging.organization.canonical import initials, tells_enough
from searchidx.tagging.organization.mentions import Mention
from searchidx.tagging.organization.places import DEMONYMS, PLACES, place_group
from searchidx.tagging.organization.vocabulary import FUNCTION_WORDS, NOT_NAMES

__all__ = ["Named", "Naming"]

_NATIONAL_PREFIXES = frozenset("us american british uk german french russian united states".split())
_ACRONYM_LETTERS = range(2, 7)


@dataclass(frozen=True, slots=True)
class Named:
    """One place where an organization is named."""

    start: int
    end: int
    name: str
    """Its canonical name."""
    evidence: str
    entry: Entry | None = None


class Naming:
    """The names of one text."""

    def __init__(self, reading: Reading, table: AliasTable) -> None:
        self._reading = reading
        self._table = table
        self._entries: dict[str, Entry] = {}
        # Canonical names of longer organizations by what may be short for them.
        self._of_beginning: dict[tuple[str, ...], str] = {}
        self._of_end: dict[tuple[str, ...], str] = {}
        self._of_initials: dict[str, str] = {}
        self._of_short = {one.short.replace(".", ""): self._canonical(one.long) for one in reading.definitions}

    def _canonical(self, long: str) -> str:
        entry = self._entry(fold_words(long))
        if entry is None:
            return _tidy(long)
        self._entries[entry.name] = entry
        return entry.name

    def _entry(self, words: tuple[str, ...]) -> Entry | None:
        """The entry of the table that the words mean, also without "US" before them."""
        for key in (words, words[1:] if words[0] in _NATIONAL_PREFIXES else ()):
            for alias in self._table.names.get(" ".join(key), ()) if key else ():
                if (alias.trust is Trust.SURE or len(key) > 1) and not alias.capitals:
                    return alias.entry
        return None

    def named(self, believed: Sequence[Believed]) -> list[Named]:
        """Every place where an organization is named: what is believed, what is defined, and short forms of both."""
        found: list[Named] = []
        free: dict[tuple[str, ...], list[Believed]] = defaultdict(list)
        for mention, why in believed:
            defined = self._of_short.get(mention.name.replace(".", ""))
            if defined is not None:
                found.append(self._place(mention, defined, "definition"))
            elif mention.alias is not None:
                entry = mention.alias.entry
                self._entries[entry.name] = entry
                found.append(self._place(mention, entry.name, why))
            else:
                free[mention.folded].append((mention, why))
        for name in self._entries:
            self._of_initials.setdefault(initials(name.split()), name)
        for words in sorted(free, key=len, reverse=True):
            name = self._name(words, free[words][0][0])
            self._learn(words, name)
            found += [self._place(mention, name, why) for mention, why in free[words]]
        found += self._short_mentions({one.start for one in found})
        return found + self._definitions(found)

    def _place(self, mention: Mention, name: str, why: str) -> Named:
        return Named(mention.start, mention.end, name, why, self._entries.get(name))

    def _name(self, words: tuple[str, ...], mention: Mention) -> str:
        entry = self._entry(words)
        if entry is not None:
            self._entries[entry.name] = entry
            return entry.name
        return self._longer(words, mention) or mention.name

    def _learn(self, words: tuple[str, ...], name: str) -> None:
        """Remember what may be short for a name that only the text knows: its beginnings, its ends, its initials."""
        for size in range(1, len(words)):
            if tells_enough(words[:size]):
                self._of_beginning.setdefault(words[:size], name)
            if size > 1:
                self._of_end.setdefault(words[-size:], name)
        self._of_initials.setdefault(initials(name.split()), name)

    def _longer(self, words: tuple[str, ...], mention: Mention) -> str | None:
        """The canonical name of the longer organization in the text that this name is short for."""
        letters = mention.name.replace(".", "")
        if len(words) == 1 and letters.isupper() and len(letters) in _ACRONYM_LETTERS and letters in self._of_initials:
            return self._of_initials[letters]
        return self._of_beginning.get(words) or self._of_end.get(words)

    def _short_mentions(self, taken: set[int]) -> list[Named]:
        """Mentions that were not believed by themselves, but are short for a name that is."""
        found = []
        for mention in self._reading.mentions:
            if mention.start in taken:
                continue
            name = self._of_short.get(mention.name.replace(".", ""))
            if name is None and mention.source == "bare" and not self._is_word_or_person(mention.folded):
                name = self._longer(mention.folded, mention)
            if name is not None:
                found.append(self._place(mention, name, "definition"))
        return found

    def _is_word_or_person(self, words: tuple[str, ...]) -> bool:
        if words[-1] in self._reading.persons.surnames:
            return True
        if place_group(words):
            return True
        return len(words) == 1 and (words[0] in PLACES or words[0] in DEMONYMS or words[0] in NOT_NAMES)

    def _definitions(self, found: Sequence[Named]) -> list[Named]:
        """Long names that only their definition shows to be organizations."""
        free = []
        taken = sorted((one.start, one.end) for one in found)
        for one in self._reading.definitions:
            before = bisect_left(taken, (one.end, 0)) - 1
            if before < 0 or taken[before][1] <= one.start:
                name = self._of_short[one.short.replace(".", "")]
                free.append(Named(one.start, one.end, name, "definition", self._entries.get(name)))
        return free


def _tidy(name: str) -> str:
    words = name.replace("’", "'").split()
    while len(words) > 1 and words[0].casefold() in FUNCTION_WORDS:
        words = words[1:]
    return " ".join(words).rstrip(",;")
