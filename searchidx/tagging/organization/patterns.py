"""Names with a telling word: "… University", "Ministry of …", "… GmbH", and where they begin and end."""

from __future__ import annotations

from searchidx.tagging.organization.aliases import Alias, Trust
from searchidx.tagging.organization.capitals import Word
from searchidx.tagging.organization.places import PLACES
from searchidx.tagging.organization.vocabulary import (
    ADVOCATES,
    CORPORATE,
    CORPORATE_SPELLINGS,
    FUNCTION_WORDS,
    GENERIC_MODIFIERS,
    HARD_ENDINGS,
    HEADS,
    LOWER_TAILS,
    NAME_POSSESSIVES,
    PERSON_TITLES,
    SUBJECTS,
    TAILS,
    TITLES,
)
from searchidx.tagging.organization.weights import is_word

__all__ = ["is_corporate", "telling_names"]

_TELLING_PAIRS = frozenset(("management", word) for word in "asset wealth capital investment fund".split())
_PARTNERS = frozenset(
    "media rescue electric energy gas power entertainment partners associates sons company co care".split()
)
_DIRECTIONS = frozenset("mid north south east west northern southern eastern western central upper lower".split())
_CAUSES = frozenset(("for", "against", "without"))
_NO_NAMES = frozenset(("league", word) for word in "champions europa nations conference".split())
_OF_TITLES = frozenset(("press", "media", "communications"))
_HEADS_ON = frozenset("committee commission council center centre institute".split())
_SUBJECT_ENDINGS = ("ics", "ology", "ment", "tion", "ists", "ians", "ers", "eons")


def is_corporate(word: Word) -> bool:
    if word.folded not in CORPORATE or (not word.capital and word.folded not in ("plc", "limited")):
        return False
    spellings = CORPORATE_SPELLINGS.get(word.folded)
    return spellings is None or word.text.rstrip(".") in spellings


def _parts(word: Word) -> bool:
    """Whether a name ends with this word because of its possessive."""
    return word.possessive and word.folded + ("'" if word.folded.endswith("s") else "'s") not in NAME_POSSESSIVES


def telling_names(words: list[Word], taken: list[tuple[int, int, Alias]], opens: bool) -> list[tuple[int, int, str]]:
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
        advocates = word.capital and word.folded in ADVOCATES and k + 2 < n and words[k + 1].folded in _CAUSES
        if advocates and words[k + 2].capital and words[k + 1].joint == " ":
            telling = True
        corporate = not telling and k > floor and is_corporate(word)
        if not telling and not corporate:
            k += 1
            continue
        start = _left(words, k, floor, sure_starts, sure_ends)
        end = k + 1
        # The last telling word of a stretch closes the name: "Washington Post Company".
        while end < n and not _parts(words[end - 1]) and words[end].joint == " " and words[end].capital:
            if words[end].folded in TAILS or is_corporate(words[end]):
                k = end
            elif words[end].folded in FUNCTION_WORDS or words[end].folded in PERSON_TITLES:
                break
            end += 1
        stretch_end, end = end, k + 1
        while end < n and words[end].joint == "&" and words[end].capital and not _parts(words[end - 1]):
            k, end = end, end + 1
            stretch_end = max(stretch_end, end)
        if end + 1 < n and words[end].folded == "and" and words[end + 1].folded in _PARTNERS and words[end + 1].capital:
            # "Independent News and Media", "Fire and Rescue".
            k, end = end + 1, end + 2
            stretch_end = max(stretch_end, end)
        last = words[k]
        if any(words[i].folded in HARD_ENDINGS for i in range(k + 1, stretch_end)):
            k, floor = stretch_end, stretch_end
            continue
        # Competitions and devices: "Champions League", "Samsung TV".
        if (k > start and (last.folded, words[k - 1].folded) in _NO_NAMES) or (last.folded == "tv" and k - 1 in owners):
            k, floor = end, end
            continue
        # "White House Press Secretary": the word tells of the title, not of the name.
        if last.folded in _OF_TITLES and end < n and words[end].folded in TITLES and not _parts(last):
            k = end
            continue
        if is_corporate(last):
            if start < k:
                spans.append((start, end, "pattern:company"))
                floor = end
            k = end
            continue
        if (last.folded in HEADS or advocates) and not _parts(last):
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
                both |= words[start - 2].folded in _DIRECTIONS and current.folded in _DIRECTIONS
                both |= start == k - 1 and start >= 2 and _after_article(words, start - 2)
                if both and start not in sure_starts and not _parts(words[start - 2]):
                    start -= 2
                    continue
            region = word.folded == "of" and start - 2 >= floor and words[start - 2].folded in _DIRECTIONS
            if region and words[start - 2].capital and current.folded in PLACES:
                # "East of England Ambulance Service".
                start -= 2
                continue
            headed = word.folded in ("of", "for") and start - 2 >= floor and words[start - 2].folded in HEADS
            if headed and words[start - 2].capital and not _parts(words[start - 2]):
                start -= 2
                continue
            break
        if word.folded in FUNCTION_WORDS or (word.folded in PERSON_TITLES and not word.possessive):
            break
        start -= 1
    return start


def _after_article(words: list[Word], i: int) -> bool:
    if words[i].folded in PLACES or words[i].folded in TAILS or words[i].folded in FUNCTION_WORDS:
        return False
    return i > 0 and words[i - 1].folded == "the" and words[i].joint == " "


def _right(words: list[Word], k: int) -> int:
    """The end of "University of …", "Ministry for …" that begins at k; k + 1 where nothing follows."""
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
            elif word.folded in ("of", "for", "on", "against", "without"):
                if i > k + 1 and before.folded not in HEADS and before.folded not in SUBJECTS:
                    break
                if word.folded == "on" and words[k].folded not in _HEADS_ON:
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
    """Whether only subjects follow "and": "… and Child Health", not "… and Tynwald Public Committee"."""
    ahead: list[Word] = []
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
