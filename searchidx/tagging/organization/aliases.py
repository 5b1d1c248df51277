"""The alias table: which names belong to which organization, and how sure each of them is."""

from __future__ import annotations

import functools
import importlib.resources
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

__all__ = ["FIELDS", "KINDS", "Alias", "AliasTable", "Entry", "Trust", "compact", "fold_words"]

KINDS = frozenset(
    """agency armed bank church club company court exchange federation government institution league military ngo other
    outlet party police thinktank union university""".split()
)
"""What an organization can be; it decides which words of an article support a guarded name."""

FIELDS = ("aliases", "words", "guarded", "after_the")
_WORD = re.compile(r"[^\W_]+(?:[.&'’!][^\W_]+)*|&")
_VOWELS = frozenset("AEIOUY")
# All-capital names that are words when written otherwise, so that only capitals count.
_CAPITALS_ONLY = frozenset("CARE NICE SAGE BAT ACCC TIME GAVI CERN ASIC HEAL PACE SAFE COPE WISE FAST".split())


class Trust(IntEnum):
    """How much a name says by itself."""

    SURE = 0
    """It counts wherever it stands capitalised."""
    WORD = 1
    """It is also a common word: it counts inside a sentence."""
    AFTER_THE = 2
    """It counts after "the"."""
    GUARDED = 3
    """It is also a place, a person or something else: it counts with support in the article."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One organization of the table."""

    name: str
    kind: str = "other"
    wikidata: str | None = None


@dataclass(frozen=True, slots=True)
class Alias:
    """One name of an entry."""

    entry: Entry
    trust: Trust
    capitals: bool = False
    """Only the all-capital spelling counts: "WHO", not "Who"."""
    possessive: bool = False
    """The name itself ends like a possessive: "McDonald's"."""


def fold_words(text: str) -> tuple[str, ...]:
    """The words of a name as the table compares them: folded, without full stops, "&" as "and".

    "U.S. Army" and "US Army" are one, and so are "Al-Qaeda" and "al Qaeda".
    """
    return tuple(
        "and" if word == "&" else word.casefold().replace(".", "").replace("’", "'").rstrip("!")
        for word in _WORD.findall(text)
    )


class AliasTable:
    """Organizations and their names, looked up by folded words.

    >>> AliasTable.default().find("NATO")
    'NATO'
    """

    def __init__(self, records: Iterable[tuple[Entry, Mapping[str, Iterable[str]]]]) -> None:
        """Each record is an entry and its names by field: aliases, words, guarded, after_the."""
        self._records = {entry.name: (entry, {k: tuple(v) for k, v in names.items()}) for entry, names in records}
        self.names: dict[str, tuple[Alias, ...]] = {}
        """Folded words, joined by a space, to what they may name, the surest first."""
        self.longest: dict[str, int] = {}
        """First folded word to the number of words of the longest name that begins with it."""
        for entry, names in self._records.values():
            self._add(entry, names)

    def _add(self, entry: Entry, names: Mapping[str, tuple[str, ...]]) -> None:
        words, guarded, after_the = (names.get(field, ()) for field in ("words", "guarded", "after_the"))
        cautious = {*words, *guarded, *after_the}
        sure = [name for name in (entry.name, *names.get("aliases", ())) if name not in cautious]
        for trust, group in (
            (Trust.SURE, sure),
            (Trust.WORD, words),
            (Trust.AFTER_THE, after_the),
            (Trust.GUARDED, guarded),
        ):
            for name in group:
                self._add_name(name, Alias(entry, trust, _needs_capitals(name), name.endswith(("'s", "’s"))))

    def _add_name(self, name: str, alias: Alias) -> None:
        words = fold_words(name)
        if not words:
            return
        key = " ".join(words)
        others = self.names.get(key, ())
        if any(
            other.entry is alias.entry and other.capitals == alias.capitals and other.trust <= alias.trust
            for other in others
        ):
            return
        self.names[key] = tuple(sorted((*others, alias), key=lambda a: a.trust))
        self.longest[words[0]] = max(len(words), self.longest.get(words[0], 0))

    def __len__(self) -> int:
        return len(self._records)

    def __contains__(self, name: str) -> bool:
        return name in self._records

    def find(self, name: str) -> str | None:
        """The common short name of the organization that a name surely means; None where there is none."""
        for alias in self.names.get(" ".join(fold_words(name)), ()):
            if alias.trust is Trust.SURE and (not alias.capitals or name.isupper()):
                return alias.entry.name
        return None

    def records(self) -> list[tuple[Entry, Mapping[str, tuple[str, ...]]]]:
        """Every entry with its names by field, in the table's order."""
        return list(self._records.values())

    @classmethod
    def default(cls) -> AliasTable:
        """The table that comes with searchidx."""
        return _default()

    @classmethod
    def load(cls, path: str | Path, *, extend: AliasTable | None = None) -> AliasTable:
        """A user's own table: YAML, a list of entries as in `searchidx/tagging/data/organizations.yaml`.

        It extends the table that comes with searchidx, or `extend`: an entry of the same name replaces ours, and
        `remove: true` drops it. A name that the user's file claims is taken from every other organization.
        TaxonomyError names the line of what is wrong.
        """
        from searchidx.tagging.organization.alias_file import read_text

        return cls.from_text(read_text(Path(path)), str(path), extend=extend)

    @classmethod
    def from_text(cls, text: str, name: str, *, extend: AliasTable | None = None) -> AliasTable:
        """The same from the text of such a file, whose name the errors tell."""
        # Here, because YAML is slow to import and few users bring a file.
        from searchidx.tagging.organization.alias_file import records_of

        base = extend if extend is not None else cls.default()
        own = records_of(text, name)
        claimed = {
            " ".join(fold_words(name))
            for entry, names, removed in own
            if not removed
            for name in (entry.name, *(n for group in names.values() for n in group))
        }
        replaced = {entry.name for entry, _, _ in own}
        kept = [
            (entry, _without(entry, names, claimed)) for entry, names in base.records() if entry.name not in replaced
        ]
        return cls([*kept, *((entry, names) for entry, names, removed in own if not removed)])


def _without(entry: Entry, names: Mapping[str, tuple[str, ...]], claimed: set[str]) -> dict[str, tuple[str, ...]]:
    left = {
        field: tuple(name for name in group if " ".join(fold_words(name)) not in claimed)
        for field, group in names.items()
    }
    if " ".join(fold_words(entry.name)) in claimed:
        # Its canonical name now means another organization, so it counts only where the article supports it.
        left["guarded"] = (*left.get("guarded", ()), entry.name)
    return left


def _needs_capitals(name: str) -> bool:
    """True for all-capital names that would be words or abbreviations otherwise: "WHO", "SEC", but not "UNICEF"."""
    letters = [c for c in name if c.isalpha()]
    if len(letters) < 2 or " " in name or not all(c.isupper() for c in letters):
        return False
    return len(letters) < 4 or name in _CAPITALS_ONLY or not _VOWELS & set(letters)


@functools.lru_cache(maxsize=1)
def _default() -> AliasTable:
    data = importlib.resources.files("searchidx.tagging.data").joinpath("organizations.json").read_text("utf-8")
    return AliasTable(
        (Entry(name, kind, wikidata), dict(zip(FIELDS, names, strict=True)))
        for name, kind, wikidata, *names in json.loads(data)
    )


def compact(records: Iterable[tuple[Entry, Mapping[str, Iterable[str]]]]) -> str:
    """Records as the JSON text that loads fast: [name, kind, wikidata, aliases, words, guarded, after_the] each."""
    rows = (
        [entry.name, entry.kind, entry.wikidata, *(list(names.get(field, ())) for field in FIELDS)]
        for entry, names in records
    )
    return "[\n" + ",\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows) + "\n]\n"
