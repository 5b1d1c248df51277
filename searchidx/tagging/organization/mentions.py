"""Where organizations may be named in a text: table names, names with a telling word, and bare capitalised names."""

from __future__ import annotations

from dataclasses import dataclass, field

from searchidx.tagging.names.first_names import first_name_group, is_ordinary_word
from searchidx.tagging.organization.aliases import Alias, AliasTable, Trust
from searchidx.tagging.organization.capitals import Lines, Word, runs
from searchidx.tagging.organization.vocabulary import (
    CORPORATE,
    CORPORATE_SPELLINGS,
    FUNCTION_WORDS,
    GENERIC_MODIFIERS,
    HARD_ENDINGS,
    HEADS,
    LOWER_TAILS,
    NAME_POSSESSIVES,
    NOT_ORGANIZATION_ENDINGS,
    PERSON_TITLES,
    PLACES,
    SUBJECTS,
    TAILS,
    TITLES,
)
from searchidx.tagging.organization.weights import is_word

__all__ = ["Mention", "find_mentions", "known_first_name"]

# Before these a word is part of an address or a tag.
_ADDRESS = frozenset("@#/_=")
_TELLING_PAIRS = frozenset(("management", word) for word in "asset wealth capital investment fund".split())
_NO_NAMES = frozenset(("league", word) for word in "champions europa nations conference".split())
_OF_TITLES = frozenset(("press", "media", "communications"))
_SUBJECT_ENDINGS = ("ics", "ology", "ment", "tion", "ists", "ians", "ers", "eons")


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


def known_first_name(word: str) -> bool:
    """Whether the word is first of all a first name: widely attested, and no ordinary word, place or subject."""
    group = first_name_group(word)
    return group in ("m", "f", "u") and not is_ordinary_word(word)


def find_mentions(text: str, table: AliasTable, lines: Lines) -> list[Mention]:
    """Every mention in text order; no two overlap."""
    found: list[Mention] = []
    for words, opens in runs(text):
        if text[words[0].start - 1 : words[0].start] in _ADDRESS or text[words[-1].end : words[-1].end + 1] == "@":
            continue
        heading = lines.heading(words[0].start)
        shouted = heading and lines.shouted(words[0].start)
        taken = _table_matches(words, table, shouted)
        spans = _patterns(words, taken, opens)
        covered = [False] * len(words)
        for start, end, label in spans:
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
        while last - start > 1 and _corporate(words[last - 1]):
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
    return Mention(
        start=first,
        end=words[end - 1].end,
        name="".join(pieces),
        folded=tuple(word.folded for word in inside),
        source=label,
        alias=alias,
        opens=opens,
        after_the=lead.endswith(("the ", "the\u00a0")) or (before is not None and before.folded == "the"),
        heading=heading,
        possessive=words[end - 1].possessive,
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


def _corporate(word: Word) -> bool:
    if word.folded not in CORPORATE or (not word.capital and word.folded not in ("plc", "limited")):
        return False
    spellings = CORPORATE_SPELLINGS.get(word.folded)
    return spellings is None or word.text.rstrip(".") in spellings


def _parts(word: Word) -> bool:
    """Whether a name ends with this word because of its possessive."""
    return word.possessive and word.folded + ("'" if word.folded.endswith("s") else "'s") not in NAME_POSSESSIVES


def _patterns(words: list[Word], taken: list[tuple[int, int, Alias]], opens: bool) -> list[tuple[int, int, str]]:
    """Names with a telling word, longer than the table names that they hold."""
    sure_ends = {end for _, end, alias in taken if alias.trust is Trust.SURE}
    sure_starts = {start for start, _, alias in taken if alias.trust is Trust.SURE}
    owners = {i: (start, end) for start, end, _ in taken for i in range(start, end)}
    spans: list[tuple[int, int, str]] = []
    k, n, floor = 0, len(words), 0
    while k < n:
        word = words[k]
        telling = word.folded in TAILS and (word.capital or word.folded in LOWER_TAILS)
        if not telling and k > floor and (word.folded, words[k - 1].folded) in _TELLING_PAIRS and word.capital:
            telling = True
        if not telling and word.capital and word.folded in HEADS and k + 1 < n:
            telling = words[k + 1].folded in ("of", "for")
        corporate = not telling and k > floor and _corporate(word)
        if not telling and not corporate:
            k += 1
            continue
        start = _left(words, k, floor, sure_starts, sure_ends)
        end = k + 1
        # The last telling word of a stretch closes the name: "Washington Post Company".
        while end < n and not _parts(words[end - 1]) and words[end].joint == " " and words[end].capital:
            if words[end].folded in TAILS or _corporate(words[end]):
                k = end
            elif words[end].folded in FUNCTION_WORDS or words[end].folded in PERSON_TITLES:
                break
            end += 1
        stretch_end, end = end, k + 1
        while end < n and words[end].joint == "&" and words[end].capital and not _parts(words[end - 1]):
            k, end = end, end + 1
            stretch_end = max(stretch_end, end)
        last = words[k]
        if any(words[i].folded in HARD_ENDINGS for i in range(k + 1, stretch_end)):
            k, floor = stretch_end, stretch_end
            continue
        # Competitions and devices: "Champions League", "Samsung TV".
        if k > start and (last.folded, words[k - 1].folded) in _NO_NAMES or last.folded == "tv" and k - 1 in owners:
            k, floor = end, end
            continue
        # "White House Press Secretary": the word tells of the title, not of the name.
        if last.folded in _OF_TITLES and end < n and words[end].folded in TITLES and not _parts(last):
            k = end
            continue
        if _corporate(last):
            if start < k:
                spans.append((start, end, "pattern:company"))
                floor = end
            k = end
            continue
        if last.folded in HEADS and not _parts(last):
            end = _right(words, k)
            if end == k + 1 and last.folded in ("college", "university") and end < n and words[end].joint == " ":
                # "University College Cork", "Queen's University Belfast".
                end += words[end].capital and words[end].folded in PLACES and end + 1 == stretch_end
        if end > k + 1 or (start < k and not _generic(words, start, k)):
            inner = owners.get(start)
            # A table name is not cut: "Bank of America" stays whole beside "America Council".
            if inner and inner[0] < start:
                start = inner[0]
            edge = owners.get(end - 1)
            if opens and start == 0 and is_word(words[0].folded) and owners.get(1, (0, 0))[0] == 1:
                # "Follow BBC News".
                start = 1
            if not (edge and edge[0] <= start and edge[1] >= end):
                spans.append((start, end, "pattern:" + last.folded))
            floor = end
        k = max(end, k + 1)
    return spans


def _left(words: list[Word], k: int, floor: int, sure_starts: set[int], sure_ends: set[int]) -> int:
    start = k
    while start > floor:
        word, current = words[start - 1], words[start]
        if current.joint in ",/" or _parts(word):
            break
        if current.joint == "-" and (start in sure_ends or start in sure_starts):
            break
        if not word.capital:
            if word.folded == "and" and start - 2 >= floor and words[start - 2].capital:
                both = words[start - 2].folded in SUBJECTS and current.folded in SUBJECTS
                # "the Coffee and Cocoa Council": one council after one article.
                both |= start == k - 1 and start >= 2 and _after_article(words, start - 2)
                if both and start not in sure_starts and not _parts(words[start - 2]):
                    start -= 2
                    continue
            if word.folded in ("of", "for") and start - 2 >= floor and words[start - 2].folded in HEADS:
                if words[start - 2].capital and not _parts(words[start - 2]):
                    start -= 2
                    continue
            break
        if word.folded in FUNCTION_WORDS or (word.folded in PERSON_TITLES and word.text[-1] != "'"):
            break
        start -= 1
    return start


def _after_article(words: list[Word], i: int) -> bool:
    if words[i].folded in PLACES or words[i].folded in TAILS or words[i].folded in FUNCTION_WORDS:
        return False
    return i > 0 and words[i - 1].folded == "the" and words[i].joint == " "


def _right(words: list[Word], k: int) -> int:
    """The end of "University of …", "Ministry for …", "Committee on …" that begins at k; k + 1 where nothing follows."""
    n, end, i, taken = len(words), k + 1, k + 1, 0
    while i < n and taken < 8:
        word = words[i]
        if word.joint in ",/-" and not (word.joint == "-" and taken):
            break
        if not word.capital:
            before = words[i - 1]
            if word.folded == "and":
                if not _subject(before) or not _goes_on_with_subjects(words, i + 1):
                    break
            elif word.folded in ("of", "for", "on"):
                if i > k + 1 and before.folded not in HEADS and before.folded not in SUBJECTS:
                    break
                if word.folded == "on" and words[k].folded not in (
                    "committee",
                    "commission",
                    "council",
                    "center",
                    "centre",
                    "institute",
                ):
                    break
            elif word.folded == "at":
                if words[k].folded != "university" or i + 1 >= n or words[i + 1].folded not in PLACES:
                    break
            elif word.folded == "the":
                if words[i - 1].folded not in ("of", "for", "on"):
                    break
            elif word.folded not in ("de", "di", "da", "do", "del", "la", "las", "los"):
                break
            i += 1
            continue
        if i == k + 1 and word.joint == " ":
            break
        if word.folded in FUNCTION_WORDS or word.folded in PERSON_TITLES:
            break
        i += 1
        taken += 1
        end = i
        if _parts(word):
            break
    return end


def _subject(word: Word) -> bool:
    """Whether the word names a subject or a profession, so that "and" after it may go on within the name."""
    return word.capital and (word.folded in SUBJECTS or word.folded.endswith(_SUBJECT_ENDINGS))


def _goes_on_with_subjects(words: list[Word], i: int) -> bool:
    """Whether subjects follow "and", and no further name: "… and Child Health", not "… and Tynwald Public Committee"."""
    ahead = []
    for word in words[i : i + 5]:
        if not word.capital or (word.joint != " " and ahead):
            break
        ahead.append(word)
    if any(word.folded in TAILS and word.folded not in SUBJECTS for word in ahead[1:]):
        return False
    return any(_subject(word) for word in ahead[:2])


def _generic(words: list[Word], start: int, k: int) -> bool:
    """Whether nothing before the telling word tells which one it is: "City Council", "High School"."""
    return all(word.folded in GENERIC_MODIFIERS for word in words[start:k])


_PARTICLES = frozenset("de del della di do da das dos du des la le les el los van von der den zu y e i".split())
_DATES = frozenset(
    """january february march april may june july august september october november december monday tuesday wednesday
    thursday friday saturday sunday jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun""".split()
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
