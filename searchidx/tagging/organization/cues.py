"""What the words around a capitalised name say about it: organization, person, place or nothing."""

from __future__ import annotations

import re

from searchidx.tagging.organization.mentions import Mention
from searchidx.tagging.organization.surroundings import (
    CLASS_NOUNS,
    KIN_NOUNS,
    KIND_NOUNS,
    OWNED_NOUNS,
    ROLE_PREPOSITIONS,
    VERB_PREPOSITIONS,
)
from searchidx.tagging.organization.vocabulary import PERSON_TITLES, TITLES

__all__ = ["context_points"]

_REACH = 72
_TICKER = re.compile(r"\s?\((?:NYSE|NASDAQ|Nasdaq|LSE|LON|TSX|ASX|[A-Z]{1,5}\.[A-Z]{1,2})\b")
_DATELINE = re.compile(r"\)\s?[–—-]")
_AGE = re.compile(r",? (?:aged )?\d{1,2}(?:,|\b(?! (?:per|%|million|billion|points?|goals?|years?)))")
_APPOSITION = re.compile(
    r", (?:an?|the|one of|which|part of|owned|maker|whose|based|formerly|a unit)\b([^.;:\n]{0,70})"
)
_WHO = re.compile(r",? (?:who|he|she)\b")
_CORPORATE_VERB = re.compile(
    r"(?:has |have |had |is |was )?(?:also )?(?:acquired?|launch(?:ed|es|ing)?|unveil(?:ed|s)|manufactur\w+|employs|"
    r"hires|posted|reported (?:a|that|its|on)|makes|sells|operates|owns|bought|merged|raised|said it|said its|"
    r"said in a statement|"
    r"says it|says its|issued|declined to comment|did not (?:immediately )?respond|announced (?:it|its|that it|plans)|"
    r"produces|supplies|has its|plans to|released|publishes|broadcasts?|confirmed it|recalled|listed|filed for)\b"
)
_PERSONAL_VERB = re.compile(
    r"(?:added|recalls?|wrote|smiled|laughed|born|died|married|joked|nodded|grew up|tweeted|pleaded|testified|was born|"
    r"was arrested|was shot|himself|herself|told (?:him|her|me)|scored|plays|played|sang|starred)\b"
)
_PLACE_PREPOSITIONS = frozenset(
    "in near from towards toward across around outside inside into through throughout north south east west".split()
)
_PLACE_NOUNS = frozenset(
    """ward wards constituency parish borough city
    town village province region district state capital county island suburb port neighborhood
    neighbourhood""".split()
)


def context_points(text: str, mention: Mention) -> list[tuple[str, float]]:
    """The cues around one mention, each with its points: above 0 for an organization, below 0 against one."""
    if mention.cues is None:
        cues = _before(text, mention)
        # What is called a firm or a site stays one also where "who" follows.
        named = bool(cues) and cues[0][0] == "class"
        mention.cues = cues + [cue for cue in _after(text, mention) if not named or cue[1] > 0]
    return mention.cues


def _before(text: str, mention: Mention) -> list[tuple[str, float]]:
    lead = text[max(0, mention.start - _REACH) : mention.start]
    cues: list[tuple[str, float]] = []
    if mention.before is not None and mention.before.folded in TITLES:
        return [("title", -5.0 if mention.before.folded in PERSON_TITLES else -2.0)]
    stripped = lead.rstrip(" \u00a0")
    if not stripped or len(stripped) == len(lead) or stripped[-1] in ".!?:;\n":
        return cues
    words = stripped.casefold().replace("’", "'").split()
    if stripped[-1] == ",":
        return cues
    if words and words[-1] in ("the", "its", "a", "an", "his", "her", "their", "our"):
        words.pop()
    if not words:
        return cues
    last = words[-1].strip('"“(')
    second = words[-2] if len(words) > 1 else ""
    if last in CLASS_NOUNS:
        return [("class", 2.5)]
    if last in TITLES:
        cues.append(("title", -4.0))
    elif last in VERB_PREPOSITIONS:
        cues.append(("object", 1.0))
    elif (roles := ROLE_PREPOSITIONS.get(last)) is not None and second in roles:
        cues.append(("role", 2.0))
    elif last == "to" and second == "according":
        cues.append(("according", 0.7))
    elif last in ("of", "for") and second in ("minister", "ministers", "secretary"):
        cues.append(("portfolio", -3.0))
    elif last == "of" and second in _PLACE_NOUNS:
        cues.append(("place", -3.0))
    elif last == "to" and "from" in words[-5:-1]:
        cues.append(("place", -1.5))
    elif last in _PLACE_PREPOSITIONS and not mention.after_the:
        cues.append(("place", -1.0))
    return cues


def _after(text: str, mention: Mention) -> list[tuple[str, float]]:
    cues: list[tuple[str, float]] = []
    tail = text[mention.end : mention.end + _REACH]
    if mention.possessive:
        tail = tail[2 if tail[1:2] in ("s", "S") else 1 :]
    if not tail:
        return cues
    if text[mention.start - 1 : mention.start] == "(" and _DATELINE.match(tail):
        return [("dateline", 4.0)]
    if _TICKER.match(tail):
        cues.append(("ticker", 4.0))
    first = tail[0]
    if first == ",":
        if _AGE.match(tail) or _WHO.match(tail):
            cues.append(("person", -4.0))
        elif (apposition := _APPOSITION.match(tail)) is not None:
            words = apposition[1].split(",")[0].casefold().replace("-", " ").split()
            if any(word in CLASS_NOUNS for word in words[:7]):
                cues.append(("apposition", 2.5))
            elif tail.startswith(", which"):
                cues.append(("which", 0.8))
        return cues
    if first == "(" or tail[:2] == " (":
        return cues
    if first not in "  ":
        return cues
    words = tail[1:].casefold().split(maxsplit=2)
    if not words:
        return cues
    word = words[0].strip(".,;:\"”'’)?!")
    second = words[1].strip(".,;:\"”'’)") if len(words) > 1 else ""
    if word in KIN_NOUNS and mention.possessive:
        cues.append(("kin", -3.0))
    elif word in KIND_NOUNS and tail[1].islower() and not mention.possessive:
        cues.append(("kind", 2.5))
    elif word in OWNED_NOUNS and tail[1].islower():
        cues.append(("owned", 2.0))
    elif second in OWNED_NOUNS and mention.possessive and tail[1].islower():
        cues.append(("owned", 1.5))
    elif _WHO.match(tail):
        cues.append(("person", -3.0))
    elif _CORPORATE_VERB.match(tail, 1):
        cues.append(("verb", 1.2))
    elif _PERSONAL_VERB.match(tail, 1):
        cues.append(("personal", -1.5))
    return cues
