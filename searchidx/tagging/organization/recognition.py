"""Which mentions are organizations, and under which name each is shown."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Literal

from searchidx.model import Organization, Span
from searchidx.tagging.names.first_names import first_name_group
from searchidx.tagging.organization.aliases import AliasTable, Entry, Trust, fold_words
from searchidx.tagging.organization.canonical import (
    Definition,
    common_abbreviations,
    definitions,
    initials,
    short_form_of,
)
from searchidx.tagging.organization.capitals import Lines
from searchidx.tagging.organization.cues import context_points
from searchidx.tagging.organization.features import context_features, name_features
from searchidx.tagging.organization.mentions import Mention, find_mentions, known_first_name
from searchidx.tagging.organization.places import place_group
from searchidx.tagging.organization.vocabulary import (
    DEMONYMS,
    FUNCTION_WORDS,
    KIND_CONTEXT,
    NOT_NAMES,
    NOT_ORGANIZATION_ACRONYMS,
    NOT_ORGANIZATION_ENDINGS,
    NOT_ORGANIZATION_STARTS,
    OPENERS,
    PERSON_TITLES,
    PLACES,
    PRODUCTS,
    TITLES,
)
from searchidx.tagging.organization.weights import evidence_of_contexts, is_word, sum_of

__all__ = ["Recall", "organizations"]

Recall = Literal["normal", "high"]

_THRESHOLD = {"normal": -0.3, "high": -1.3}
"""What a bare name's features must sum to, in logits."""

_OPENING, _CLOSING = frozenset('"“‘'), frozenset('"”’')
# Between a known name and what only goes on after it.
_WITHIN_NAMES = frozenset((" ", " All ", " The ", " Of ", " And ", " Up ", " On "))
_LIST_JOINTS = frozenset((", ", " and ", " or ", ", and ", ", or ", "/", " & ", ", the ", " and the "))
# "Ted Cruz (R-Tex)".
_ELECTED = re.compile(r"[RDI]-[A-Z]")
# "N2.3bn", "RM2.7mil", "A470".
_AMOUNT = re.compile(r"[A-Z]{1,3}\d[\d.,]*(?:bn|mil|m|k|tn)?|\d+[A-Z]{1,3}")
_CONTRACTED = re.compile(r"'(?:t|ll|re|ve|m|d)$")
_PLACE_PHRASES = frozenset(
    tuple(name.split())
    for name in (
        "great britain;northern ireland;middle east;west bank;gaza strip;isle of man;far east;wall street;capitol hill;"
        "silicon valley;new england;new south wales;western australia;south australia;british columbia;nova scotia;puerto rican;costa rican;sri lankan;"
        "big ben;times square;hong kong;ivory coast;el salvador;puerto rico;holy land;persian gulf;red sea;black sea"
    ).split(";")
)
_LOWER = re.compile(r"(?<![\w'’-])[a-zà-ÿ][\w'’-]*")

_NATIONAL_PREFIXES = frozenset("us american british uk german french russian united states".split())


def organizations(
    text: str,
    *,
    recall: Recall = "normal",
    aliases: AliasTable | None = None,
    persons: Iterable[str] = (),
) -> list[Organization]:
    """The organizations that a text names, in the order of their first mention.

    Evidence is, in this order of belief: the alias table, a definition in the text ("Long Name (ABC)"), a telling word
    in the name ("… University", "Ministry of …"), and what stands around or in a bare capitalised name ("shares of X",
    "X's chief executive"). `recall="high"` also believes weaker contexts. `aliases` replaces the table that comes with
    searchidx (see `AliasTable.load`); `persons` are full names already known to be persons.

    Offsets are characters of `text`. A short form counts for the organization whose long form stands anywhere in the
    text. Raises ValueError for an unknown `recall`.
    """
    if recall not in _THRESHOLD:
        raise ValueError(f"recall is 'normal' or 'high', not {recall!r}")
    return Recognition(text, aliases or AliasTable.default(), _THRESHOLD[recall], persons).result()


class Recognition:
    """The work on one text."""

    def __init__(self, text: str, table: AliasTable, threshold: float = 0.0, persons: Iterable[str] = ()) -> None:
        self.text = text
        self.table = table
        self.threshold = threshold
        self.mentions = find_mentions(text, table, Lines(text))
        self.place_of = {mention.start: i for i, mention in enumerate(self.mentions)}
        self.vocabulary = set(text.split())
        self.lower_words = frozenset(_LOWER.findall(text))
        self.defined: dict[tuple[str, ...], str] = {}
        self.surnames = {fold_words(name)[-1] for name in persons if fold_words(name)}
        self.person_names = {fold_words(name) for name in persons}
        self.setting = self._setting()
        self._find_persons()
        self.defined_otherwise = {fold_words(short) for short in common_abbreviations(text)}

    def _setting(self) -> str:
        """What the text is about, as far as it says how names of places are meant: "club", "company" or ""."""
        counts = {kind: len(KIND_CONTEXT[kind] & self.vocabulary) for kind in ("club", "company")}
        kind = max(counts, key=lambda kind: counts[kind])
        return kind if counts[kind] >= 4 else ""

    # -- persons

    def _find_persons(self) -> None:
        for mention in self.mentions:
            words = mention.folded
            if mention.source == "bare":
                titled = mention.before is not None and mention.before.folded in PERSON_TITLES
                while len(words) > 1 and (words[0] in TITLES or _is_epithet(words)):
                    titled = titled or words[0] in PERSON_TITLES
                    words = words[1:]
                # "Charlotte Mayor Jennifer Roberts"
                title = max((i for i in range(1, len(words) - 1) if words[i] in PERSON_TITLES), default=0)
                if title:
                    words, titled = words[title + 1 :], True
                if titled or _is_full_name(words, mention):
                    self.surnames.add(words[-1])
                    self.person_names |= {words, mention.folded}
            elif mention.source == "table" and len(words) == 1 and self._is_person(mention):
                self.surnames.add(words[0])

    # -- acceptance

    def result(self) -> list[Organization]:
        """The organizations, in order of their first mention."""
        spans: dict[str, list[Span]] = defaultdict(list)
        evidence: dict[str, dict[str, None]] = defaultdict(dict)
        entries: dict[str, Entry] = {}
        for mention, name, why, entry in self._named():
            spans[name].append((mention.start, mention.end))
            evidence[name].setdefault(why)
            if entry is not None:
                entries[name] = entry
        found = [
            Organization(
                name,
                tuple(sorted(set(spans[name]))),
                tuple(evidence[name]),
                entries[name].wikidata if name in entries else None,
            )
            for name in spans
        ]
        return sorted(found, key=lambda one: one.spans[0])

    def _named(self) -> list[tuple[Mention, str, str, Entry | None]]:
        accepted = self._table_mentions()
        accepted += self._pattern_mentions()
        defined = self._definitions()
        names = self._names(accepted, defined)
        return names

    def _table_mentions(self) -> list[tuple[Mention, str]]:
        accepted: list[tuple[Mention, str]] = []
        waiting: list[Mention] = []
        believed: set[str] = set()
        for mention in self.mentions:
            alias = mention.alias
            if alias is None or self._is_person(mention):
                continue
            if alias.trust is Trust.SURE or self._counts(mention):
                believed.add(alias.entry.name)
                accepted.append((mention, "table"))
            else:
                waiting.append(mention)
        for mention in waiting:
            assert mention.alias is not None
            entry = mention.alias.entry
            if entry.name not in believed and self._supported(mention, entry):
                believed.add(entry.name)
        for mention in waiting:
            assert mention.alias is not None
            if mention.alias.entry.name in believed and not self._elsewhere(mention):
                accepted.append((mention, "table"))
        return accepted

    def _is_person(self, mention: Mention) -> bool:
        assert mention.alias is not None
        if len(mention.folded) > 1:
            return mention.folded in self.person_names
        before = mention.before
        if before is not None and before.capital and before.folded not in PLACES and before.folded not in DEMONYMS:
            if before.folded in PERSON_TITLES - {"former"} or known_first_name(before.folded):
                return True
            if mention.alias.entry.kind == "club" and first_name_group(before.folded):
                return True
        return mention.alias.trust is not Trust.SURE and mention.folded[-1] in self.surnames

    def _counts(self, mention: Mention) -> bool:
        assert mention.alias is not None
        trust = mention.alias.trust
        if trust is Trust.WORD:
            return not mention.opens and not mention.heading
        if trust is Trust.AFTER_THE:
            return mention.after_the and (mention.after is None or not mention.after.capital)
        return False

    def _elsewhere(self, mention: Mention) -> bool:
        """Whether a guarded name, here, is clearly part of something else or a place."""
        if mention.after is not None and mention.after.capital and mention.after.folded not in TITLES:
            return True
        if mention.before is not None and mention.before.capital and mention.before.folded not in FUNCTION_WORDS:
            return True
        if any(word in PLACES for word in mention.folded):
            return any(points < 0 for _, points in context_points(self.text, mention))
        return False

    def _supported(self, mention: Mention, entry: Entry) -> bool:
        if self._elsewhere(mention):
            return False
        points = sum(points for _, points in context_points(self.text, mention))
        if points >= 2:
            return True
        if len(mention.folded) == 1 and mention.name.isupper() and not mention.heading:
            score = sum_of(self.name_features(mention))
            return score + sum_of(context_features(self.text, mention, self.beside(mention))) >= self.threshold - 1
        if points < 0 or mention.opens or mention.heading:
            return False
        context = KIND_CONTEXT.get(entry.kind)
        if context is None:
            return False
        shared = len(context & self.vocabulary)
        place = any(word in PLACES for word in mention.folded)
        common = mention.alias is not None and mention.alias.trust is Trust.GUARDED and entry.kind == "company"
        return shared >= (4 if place or common else 3)

    def _pattern_mentions(self) -> list[tuple[Mention, str]]:
        groups: dict[tuple[str, ...], list[Mention]] = defaultdict(list)
        for mention in self.mentions:
            if mention.alias is None:
                groups[mention.folded].append(mention)
        accepted: list[tuple[Mention, str]] = []
        for words, group in groups.items():
            if words in self.person_names:
                continue
            pattern = next((m.source for m in group if m.source != "bare"), None)
            if pattern is not None:
                if words[-1] in self.surnames or all(m.heading for m in group) or _ELECTED.match(group[0].name):
                    continue
                if all(self._quoted(m) for m in group):
                    continue
                if all(self.text[max(0, m.start - 4) : m.start].endswith((" v. ", " v ")) for m in group):
                    continue
                accepted.extend((m, pattern) for m in group)
                continue
            why = self._bare(words, group)
            if why is not None:
                accepted.extend((m, why) for m in group)
        return accepted

    def _bare(self, words: tuple[str, ...], group: list[Mention]) -> str | None:
        """Why a name without a telling word is an organization's; None where it is not, as far as one can tell."""
        last = words[-1]
        if last in self.surnames or (words[0] in self.surnames and len(words) == 1):
            return None
        if len(words) == 1 and (
            last in PLACES
            or last in DEMONYMS
            or last in NOT_NAMES
            or last in OPENERS
            or last in TITLES
            or len(last) < 2
        ):
            return None
        if last in NOT_ORGANIZATION_ENDINGS or last in TITLES or last.isdigit():
            return None
        if all(word in PLACES or word in DEMONYMS or word in NOT_NAMES for word in words):
            return None
        if all(m.heading for m in group) or _ELECTED.match(group[0].name):
            return None
        if last in NOT_ORGANIZATION_ACRONYMS or (last.endswith("s") and last[:-1] in NOT_ORGANIZATION_ACRONYMS):
            return None
        if len(words) == 1 and last.endswith("shire"):
            return None
        if words[0] in PRODUCTS or words[0].removesuffix("s") in PRODUCTS:
            return None
        if words in _PLACE_PHRASES or _CONTRACTED.search(last) or words in self.defined_otherwise:
            return None
        if words[0] in NOT_ORGANIZATION_STARTS or _AMOUNT.fullmatch(group[0].name):
            return None
        if any(self._continues(m) for m in group):
            return None
        body = [m for m in group if not m.heading]
        name = sum_of(self.name_features(body[0]))
        score = name + evidence_of_contexts([sum_of(context_features(self.text, m, self.beside(m))) for m in body])
        if score < self.threshold:
            return None
        cues = [cue for m in body for cue, points in context_points(self.text, m) if points > 0]
        return f"pattern:{cues[0]}" if cues else "pattern:context"

    def _quoted(self, mention: Mention) -> bool:
        """Whether the name is all that stands between quotation marks, as titles of works do."""
        return (
            self.text[mention.start - 1 : mention.start] in _OPENING
            and self.text[mention.end : mention.end + 1] in _CLOSING
        )

    def _continues(self, mention: Mention) -> bool:
        """Whether the name only goes on after a known one ("CBS All Access") or belongs to a person's rule."""
        after = self.text[mention.end : mention.end + 16].split(maxsplit=1)
        if after and after[0] in ("administration", "presidency", "era", "campaign") and not mention.possessive:
            return True
        if self.text.startswith("-link", mention.end) or self.text[mention.start - 1 : mention.start] == "/":
            return True
        here = self.place_of[mention.start]
        if not here:
            return False
        known = self.mentions[here - 1]
        between = self.text[known.end : mention.start]
        return between in _WITHIN_NAMES and (known.alias is not None or known.source != "bare")

    def name_features(self, mention: Mention) -> list[str]:
        """The features of the name itself in this text."""
        return name_features(mention, self.lower_words, self.surnames, self.setting)

    def beside(self, mention: Mention) -> list[str]:
        """What the names are that stand with this one in a list."""
        here = self.place_of[mention.start]
        found = []
        if here and self.text[self.mentions[here - 1].end : mention.start] in _LIST_JOINTS:
            found.append(self._kind(self.mentions[here - 1]))
        if here + 1 < len(self.mentions) and self.text[mention.end : self.mentions[here + 1].start] in _LIST_JOINTS:
            found.append(self._kind(self.mentions[here + 1]))
        return [kind for kind in found if kind]

    def _kind(self, mention: Mention) -> str:
        if mention.source.startswith("pattern") or (mention.alias is not None and mention.alias.trust is Trust.SURE):
            return "organization"
        if mention.folded in self.person_names:
            return "person"
        return "place" if mention.folded[-1] in PLACES or place_group(mention.folded) in ("a", "b") else ""

    # -- canonical names

    def _definitions(self) -> list[Definition]:
        return [d for d in definitions(self.text) if fold_words(d[2]) and fold_words(d[2])[-1] not in self.surnames]

    def _names(
        self, accepted: list[tuple[Mention, str]], defined: list[Definition]
    ) -> list[tuple[Mention, str, str, Entry | None]]:
        entries: dict[str, Entry] = {}
        name_of: dict[tuple[str, ...], str] = {}
        long_of: dict[str, str] = {}
        for _, _, long, _, _, short in defined:
            entry = self._entry(fold_words(long))
            name = entry.name if entry else _tidy(long)
            long_of[short.replace(".", "")] = name
            if entry:
                entries[name] = entry
        out: list[tuple[Mention, str, str, Entry | None]] = []
        free: dict[tuple[str, ...], list[tuple[Mention, str]]] = defaultdict(list)
        for mention, why in accepted:
            letters = mention.name.replace(".", "")
            if letters in long_of:
                out.append((mention, long_of[letters], "definition", entries.get(long_of[letters])))
            elif mention.alias is not None:
                entry = mention.alias.entry
                out.append((mention, entry.name, why, entry))
                name_of.setdefault(mention.folded, entry.name)
                entries[entry.name] = entry
            else:
                free[mention.folded].append((mention, why))
        known = {fold_words(name): name for name in entries} | name_of
        longs = sorted({*free, *known}, key=len, reverse=True)
        for words in sorted(free, key=len, reverse=True):
            mention, why = free[words][0]
            entry = self._entry(words)
            name = entry.name if entry else self._short_form(words, mention, longs, known, name_of) or mention.name
            name_of[words] = name
            for mention, why in free[words]:
                out.append((mention, name, why, entry or entries.get(name)))
        out += self._short_mentions(out, long_of, longs, known, name_of, entries, defined)
        return out

    def _entry(self, words: tuple[str, ...]) -> Entry | None:
        for key in (words, words[1:] if words[0] in _NATIONAL_PREFIXES else ()):
            for alias in self.table.names.get(" ".join(key), ()) if key else ():
                if (alias.trust is Trust.SURE or len(key) > 1) and not alias.capitals:
                    return alias.entry
        return None

    def _short_form(
        self,
        words: tuple[str, ...],
        mention: Mention,
        longs: list[tuple[str, ...]],
        known: dict[tuple[str, ...], str],
        name_of: dict[tuple[str, ...], str],
    ) -> str | None:
        """The name of the longer organization in the text that this one is short for."""
        letters = mention.name.replace(".", "")
        acronym = len(words) == 1 and letters.isupper() and 2 <= len(letters) <= 6
        for long in longs:
            if len(long) <= len(words):
                break
            name = name_of.get(long) or known.get(long)
            if name is None:
                continue
            if acronym and initials(name.split()) == letters:
                return name
            if long not in known and short_form_of(words, long):
                return name
        return None

    def _short_mentions(
        self,
        named: list[tuple[Mention, str, str, Entry | None]],
        long_of: dict[str, str],
        longs: list[tuple[str, ...]],
        known: dict[tuple[str, ...], str],
        name_of: dict[tuple[str, ...], str],
        entries: dict[str, Entry],
        defined: list[Definition],
    ) -> list[tuple[Mention, str, str, Entry | None]]:
        """Bare mentions that were not believed by themselves, but are short for a name that is."""
        taken = {(m.start, m.end) for m, _, _, _ in named}
        free_longs = [long for long in longs if long not in known]
        out: list[tuple[Mention, str, str, Entry | None]] = []
        for mention in self.mentions:
            if (mention.start, mention.end) in taken:
                continue
            letters = mention.name.replace(".", "")
            if letters in long_of:
                name = long_of[letters]
                out.append((mention, name, "definition", entries.get(name)))
                continue
            if mention.source != "bare" or mention.folded[-1] in self.surnames:
                continue
            if len(mention.folded) == 1 and (
                mention.folded[0] in PLACES or mention.folded[0] in DEMONYMS or mention.folded[0] in NOT_NAMES
            ):
                continue
            longer = self._short_form(mention.folded, mention, free_longs, known, name_of)
            if longer is not None:
                out.append((mention, longer, "definition", entries.get(longer)))
        spans = taken | {(m.start, m.end) for m, _, _, _ in out}
        for start, end, long, _, _, short in defined:
            if any(a < end and start < b for a, b in spans):
                continue
            name = long_of[short.replace(".", "")]
            mention = Mention(start, end, _tidy(long), fold_words(long), "definition")
            out.append((mention, name, "definition", entries.get(name)))
        return out


def _tidy(name: str) -> str:
    words = name.replace("’", "'").split()
    while len(words) > 1 and words[0].casefold() in FUNCTION_WORDS:
        words = words[1:]
    return " ".join(words).rstrip(",;")


def _is_epithet(words: tuple[str, ...]) -> bool:
    """Whether the first word only says what a person is: "Actors Jim Carrey", "Britons Laura Siddall"."""
    plural = words[0].endswith("s") and is_word(words[0])
    return (plural or words[0] in DEMONYMS or words[0] in PLACES) and len(words) > 2 and known_first_name(words[1])


def _is_full_name(words: tuple[str, ...], mention: Mention) -> bool:
    if not 2 <= len(words) <= 4 or words[0] in PLACES or words[0] in DEMONYMS:
        return False
    # "Bill" and "Mark" are words as well, so the last name must not be one.
    if not known_first_name(words[0]) and (first_name_group(words[0]) not in ("m", "f", "u") or is_word(words[-1])):
        return False
    return words[-1] not in NOT_ORGANIZATION_ENDINGS and "&" not in mention.name
