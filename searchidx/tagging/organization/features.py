"""What can be told about a bare capitalised name from its spelling and from the words around it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from searchidx.tagging.names.first_names import first_name_group, is_ordinary_word
from searchidx.tagging.organization.cues import context_points
from searchidx.tagging.organization.mentions import Mention
from searchidx.tagging.organization.places import DEMONYMS, PLACES, place_group
from searchidx.tagging.organization.vocabulary import (
    CAMEL_PREFIXES,
    FUNCTION_WORDS,
    NOT_NAMES,
    NOT_ORGANIZATION_ACRONYMS,
    NOT_ORGANIZATION_ENDINGS,
    OPENERS,
    PERSON_TITLES,
    TITLES,
)
from searchidx.tagging.organization.weights import is_word

__all__ = ["context_features", "name_features"]

_REACH = 48
_TOKEN = re.compile(r"[\w'’-]+|[^\w\s]")
_CAMEL = re.compile(r"[a-zà-ÿ][A-Z]|[A-Z]{2,}[a-z]{2,}")
_DOMAIN = re.compile(r"\.(?:com|org|net|co|ru|io|gov|tv|fm|uk|de|fr|eu|news)$", re.IGNORECASE)
_IN_PLACE = re.compile(r"(?:,| in) ([^\W\d_][\w-]+)")
_OPENING, _CLOSING = frozenset("\"“‘'«„"), frozenset("\"”’'»“")
_VOWELS = frozenset("aeiouyäöüáéíóúàèâêô")


def name_features(mention: Mention, lower_words: frozenset[str], surnames: set[str], setting: str) -> list[str]:
    """Features of the name itself. `lower_words` are the article's words that it has in lower case as well.

    setting: "club" in articles on sport, "company" in articles on business, otherwise "".
    """
    words = mention.folded
    size, first, last = len(words), words[0], words[-1]
    surface = mention.words[-1].text if mention.words else mention.name
    found = ["bias", f"size:{min(size, 4)}", f"setting:{setting}"]
    group = first_name_group(first)
    if size > 1:
        found.append(f"first:{group}{'w' if is_ordinary_word(first) else ''}")
        found.append(f"last:{first_name_group(last)}")
        found += (f"w1:{first}", f"wn:{last}")
        if first in PLACES or first in DEMONYMS or place_group(words[:1]) in ("a", "b"):
            found.append("begins with place")
        if place_group(words[-1:]) in ("a", "b") or last in PLACES:
            found.append("ends with place")
        if all(is_word(word) for word in words):
            found.append("all ordinary")
        if all(word.text.isupper() for word in mention.words):
            found.append("shouted")
    else:
        found.append(f"only:{group}{'w' if is_ordinary_word(first) else ''}")
        letters = surface.replace(".", "")
        if letters.isupper() and len(letters) > 1:
            if first in NOT_ORGANIZATION_ACRONYMS:
                found.append("known acronym")
            else:
                found.append(f"acronym:{min(len(letters), 6)}")
                if not _VOWELS & set(letters.casefold()):
                    found.append("acronym without vowel")
        elif _CAMEL.search(surface) and not surface.startswith(CAMEL_PREFIXES):
            found.append("camel")
        if _DOMAIN.search(surface):
            found.append("domain")
        if first in DEMONYMS:
            found.append("demonym")
        if first in NOT_NAMES or first in OPENERS or first in TITLES:
            found.append("word")
        if is_word(first):
            found.append("ordinary")
        if first in lower_words:
            found.append("also lower")
        elif first.endswith("s") and first[:-1] in lower_words:
            found.append("also lower singular")
        if first.endswith("s") and mention.after_the:
            found.append("the plural")
    if any(c.isdigit() for c in mention.name):
        found.append("digit")
    if "&" in mention.name:
        found.append("&")
    if "-" in mention.name:
        found.append("hyphen")
    place = place_group(words)
    if place or (size == 1 and first in PLACES):
        found += (f"place:{place or 'a'}", f"place in setting:{setting}")
    if last in surnames:
        found.append("surname")
    if last in NOT_ORGANIZATION_ENDINGS:
        found.append("other ending")
    if last in TITLES:
        found.append("title ending")
    return found


def context_features(text: str, mention: Mention, beside: Iterable[str] = ()) -> list[str]:
    """Features of one place where the name stands; `beside` tells what the names are that it is listed with."""
    start, end = mention.start, mention.end
    left = text[max(0, start - _REACH) : start].rpartition("\n")[2]
    if mention.possessive:
        end += 2 if text[end + 1 : end + 2] in ("s", "S") else 1
    right = text[end : end + _REACH].partition("\n")[0]
    before = _TOKEN.findall(left.casefold().replace("’", "'"))[-3:]
    after = _TOKEN.findall(right.casefold().replace("’", "'"))[:3]
    if mention.after_the and before and before[-1] == "the":
        before.pop()
    found = ["the" if mention.after_the else "no the"]
    one = before[-1] if before else "<s>"
    two = before[-2] if len(before) > 1 else "<s>"
    found += (f"l1:{one}", f"l2:{two} {one}", f"l2*:{two}")
    next_one = after[0] if after else "</s>"
    next_two = after[1] if len(after) > 1 else "</s>"
    capital = right[1:2].isupper()
    found += (f"r1:{'Cap' if capital else next_one}", f"r2:{next_one} {next_two}", f"r2*:{next_two}")
    if mention.possessive:
        found.append(f"'s {next_one}")
        found.append("possessive")
    if mention.opens or not before:
        found.append("opens")
        if is_word(mention.folded[0]):
            found.append("ordinary opens" if len(mention.folded) == 1 else "ordinary opens more")
    place = _IN_PLACE.match(right)
    if place and (place[1].casefold() in PLACES or place_group((place[1].casefold(),)) in ("a", "b")):
        found.append("place follows")
    if left[-1:] in _OPENING and right[:1] in _CLOSING:
        found.append("quoted")
    if mention.before is not None and mention.before.capital and mention.before.folded not in FUNCTION_WORDS:
        found.append(
            "person title"
            if mention.before.folded in PERSON_TITLES
            else "title"
            if mention.before.folded in TITLES
            else "after capital"
        )
    found += [f"cue:{cue}" for cue, _ in context_points(text, mention)]
    found += [f"beside {kind}" for kind in beside]
    return found
