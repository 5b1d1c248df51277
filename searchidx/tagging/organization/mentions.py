"""Where organizations may be named in a text: table names, names with a telling word, and bare capitalised names."""

from __future__ import annotations

from dataclasses import dataclass, field

from searchidx.tagging.organization.aliases import Alias, AliasTable
from searchidx.tagging.organization.capitals import Lines, Word, runs
from searchidx.tagging.organization.patterns import is_corporate, telling_names
from searchidx.tagging.organization.vocabulary import FUNCTION_WORDS, NOT_ORGANIZATION_ENDINGS, TITLES
from searchidx.tagging.organization.weights import is_word

__all__ = ["Mention", "find_mentions"]

# Before these a word is part of an address or a tag.
_ADDRESS = frozenset("@#/_=")


@dataclass(slots=True)
class Mention:
    """A stretch of text that may name an organization."""

    start: int
    end: int
    name: str
    """The words as they stand, single spaces between them, corporate form left out."""
    folded: tuple[str, ...]
    """The words as they are compared."""
    source: str
    """"table", "pattern:…" or "bare"."""
    alias: Alias | None = None
    opens: bool = False
    """It begins a sentence, where every word has a capital."""
    after_the: bool = False
    heading: bool = False
    possessive: bool = False
    before: Word | None = None
    """The word before it in the same run, where only a space parts them."""
    after: Word | None = None
    words: list[Word] = field(default_factory=list)
    cues: list[tuple[str, float]] | None = None
    """What stands around it, once it was asked for; see `searchidx.tagging.organization.cues`."""


def find_mentions(text: str, table: AliasTable, lines: Lines) -> list[Mention]:
    """Every mention in text order; no two overlap."""
    found: list[Mention] = []
    for words, opens in runs(text):
        if text[words[0].start - 1 : words[0].start] in _ADDRESS or text[words[-1].end : words[-1].end + 1] == "@":
            continue
        heading = lines.heading(words[0].start)
        shouted = heading and lines.shouted(words[0].start)
        taken = _table_matches(words, table, shouted)
        spans = telling_names(words, taken, opens)
        covered = [False] * len(words)
        for start, end, _ in spans:
            for i in range(start, end):
                covered[i] = True
        chosen: list[tuple[int, int, str, Alias | None]] = [(s, e, label, None) for s, e, label in spans]
        for start, end, known in taken:
            if not any(covered[start:end]):
                chosen.append((start, end, "table", known))
                for i in range(start, end):
                    covered[i] = True
        chosen.extend((s, e, "bare", None) for s, e in _bare(words, covered))
        for start, end, label, alias in sorted(chosen, key=lambda one: one[0]):
            found.append(_mention(text, words, start, end, label, alias, opens and start == 0, heading))
    return found


def _mention(
    text: str, words: list[Word], start: int, end: int, label: str, alias: Alias | None, opens: bool, heading: bool
) -> Mention:
    last = end
    if label == "pattern:company":
        while last - start > 1 and is_corporate(words[last - 1]):
            last -= 1
    inside = words[start:last]
    pieces = []
    for i, word in enumerate(inside):
        if i:
            pieces.append("-" if word.joint == "-" else " & " if word.joint == "&" else " ")
        part = word.text
        if word.possessive and i + 1 < len(inside):
            part += "'s" if not part.endswith("s") else "'"
        if not word.capital and i + 1 == len(inside):
            part = part.capitalize()
        pieces.append(part)
    first = inside[0].start
    before = words[start - 1] if start and words[start].joint == " " and not words[start - 1].possessive else None
    after = words[end] if end < len(words) and words[end].joint == " " and not words[end - 1].possessive else None
    lead = text[max(0, first - 4) : first].casefold()
    close = words[end - 1]
    # "McDonald's" is a name whole, "Kremlin's" is not.
    whole = alias is not None and close.possessive and alias.possessive
    return Mention(
        start=first,
        end=close.end + (2 if whole else 0),
        name="".join(pieces),
        folded=tuple(word.folded for word in inside),
        source=label,
        alias=alias,
        opens=opens,
        after_the=lead.endswith(("the ", "the\u00a0")) or (before is not None and before.folded == "the"),
        heading=heading,
        possessive=close.possessive and not whole,
        before=before,
        after=after,
        words=inside,
    )


def _table_matches(words: list[Word], table: AliasTable, shouted: bool) -> list[tuple[int, int, Alias]]:
    matches = []
    i, n = 0, len(words)
    keys = [word.folded for word in words]
    while i < n:
        longest = table.longest.get(keys[i], 0)
        if words[i].possessive:
            longest = max(longest, table.longest.get(keys[i] + "'s", 0))
        end = 0
        for size in range(min(longest, n - i), 0, -1):
            alias = _lookup(words, keys, i, i + size, table, shouted)
            if alias is not None:
                end = i + size
                matches.append((i, end, alias))
                break
        i = end or i + 1
    return matches


def _lookup(words: list[Word], keys: list[str], i: int, j: int, table: AliasTable, shouted: bool) -> Alias | None:
    inner = [
        key + "'s" if word.possessive and not word.text.endswith("s") else key
        for key, word in zip(keys[i : j - 1], words[i : j - 1], strict=True)
    ]
    last = words[j - 1]
    if any(words[k].joint == "&" for k in range(i + 1, j)):
        inner = [
            part
            for k in range(i, j - 1)
            for part in ((inner[k - i],) if words[k + 1].joint != "&" else (inner[k - i], "and"))
        ]
    if not words[i].capital or (not last.capital and j - i == 1):
        return None
    for key in (keys[j - 1] + "'s", keys[j - 1]) if last.possessive else (keys[j - 1],):
        for alias in table.names.get(" ".join((*inner, key)), ()):
            if not alias.capitals:
                return alias
            if not shouted and words[i].text.replace(".", "").isupper():
                return alias
    return None


_PARTICLES = frozenset("de del della di do da das dos du des la le les el los van von der den zu y e i".split())
_DATES = frozenset(
    """january february march april may june july august september october november december monday tuesday wednesday
    thursday friday saturday sunday jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat
    sun""".split()
)
_INNER = frozenset("the of and for in to on with".split())


def _bare(words: list[Word], covered: list[bool]) -> list[tuple[int, int]]:
    spans = []
    i, n = 0, len(words)
    while i < n:
        if covered[i] or not words[i].capital or words[i].folded in FUNCTION_WORDS:
            i += 1
            continue
        j = i + 1
        while j < n and not covered[j] and words[j].joint in " -&" and not words[j - 1].possessive:
            word = words[j]
            if word.capital and word.folded not in FUNCTION_WORDS and word.folded not in _INNER:
                j += 1
            elif _goes_on(words, covered, j):
                j += 2
            else:
                break
        spans.append((i, j))
        i = j
    return spans


def _goes_on(words: list[Word], covered: list[bool], j: int) -> bool:
    """Whether a small word at j stands within a name: "Save The Student", "Clan del Golfo"."""
    if j + 1 >= len(words) or covered[j + 1] or not words[j + 1].capital or words[j + 1].joint != " ":
        return False
    if words[j].joint != " " or words[j + 1].folded in FUNCTION_WORDS:
        return False
    word = words[j]
    if word.folded == "of" and not word.capital:
        if j == 1 and is_word(words[0].folded):
            return False
        return words[j - 1].folded not in TITLES and words[j - 1].folded not in NOT_ORGANIZATION_ENDINGS
    if word.capital:
        return word.folded in _INNER or (word.folded in FUNCTION_WORDS and word.folded not in _DATES)
    return word.folded in _PARTICLES
