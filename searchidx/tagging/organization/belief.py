"""Which mentions of a text are believed to be organizations, and why."""

from __future__ import annotations

import re
from collections import defaultdict

from searchidx.tagging.organization.aliases import Entry, Trust
from searchidx.tagging.organization.article import Reading
from searchidx.tagging.organization.cues import context_points
from searchidx.tagging.organization.mentions import Mention
from searchidx.tagging.organization.persons import known_first_name
from searchidx.tagging.organization.places import DEMONYMS, PLACE_PHRASES, PLACES, place_group
from searchidx.tagging.organization.surroundings import KIND_CONTEXT
from searchidx.tagging.organization.vocabulary import (
    CORPORATE,
    FUNCTION_WORDS,
    NOT_NAMES,
    NOT_ORGANIZATION_ACRONYMS,
    NOT_ORGANIZATION_ENDINGS,
    NOT_ORGANIZATION_STARTS,
    OPENERS,
    PRODUCTS,
    TITLES,
)
from searchidx.tagging.organization.weights import evidence_of_contexts, is_word

__all__ = ["Believed", "believed_names", "believed_table_names"]

Believed = tuple[Mention, str]
"""A mention and what makes it an organization: "table", "pattern:…" or "tagger"."""

_STRONG_CUE = 2.0
"""Points of context that support a guarded name by themselves."""
_LETTERS_NEED, _GUARDED_NEED = -1.0, 0.5
"""What a guarded name needs above the threshold of unknown names, in logits."""
_MOST_OF_CONTEXTS = 5.0
"""What contexts can add at most, near enough, so that hopeless names are left early."""
_OPENING, _CLOSING = frozenset('"“‘'), frozenset('"”’')
# Between a known name and what only goes on after it.
_POSSESSIVES = frozenset(("'s ", "’s ", "' ", "’ "))
_WITHIN_NAMES = frozenset((" ", " All ", " The ", " Of ", " And ", " Up ", " On "))
# After a person's name: "the Obama administration".
_RULES = frozenset(("administration", "presidency", "era", "campaign"))
_EVENTS = frozenset("championship championships cup open grand".split())
# "Ted Cruz (R-Tex)".
_ELECTED = re.compile(r"[RDI]-[A-Z]")
# "N2.3bn", "RM2.7mil", "A470".
_AMOUNT = re.compile(r"[A-Z]{1,3}\d[\d.,]*(?:bn|mil|m|k|tn)?|\d+[A-Z]{1,3}")
# "McCain", "O'Malley".
_SURNAME = re.compile(r"(?:Mc|Mac|O['’])[A-Z][a-z]")
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)")
# "SSPs", "NGOs".
_SEVERAL = re.compile(r"[A-Z]{2,}s")
_CONTRACTED = re.compile(r"'(?:t|ll|re|ve|m|d)$")


def believed_table_names(reading: Reading, threshold: float) -> list[Believed]:
    """The mentions by which the text names organizations of the alias table."""
    accepted: list[Believed] = []
    waiting: list[tuple[Mention, Entry]] = []
    believed: set[str] = set()
    for mention in reading.mentions:
        alias = mention.alias
        if alias is None or reading.persons.owns(mention) or _names_event(mention, alias.entry):
            continue
        if alias.trust is Trust.SURE or _counts_here(mention, alias.trust):
            believed.add(alias.entry.name)
            accepted.append((mention, "table"))
        else:
            waiting.append((mention, alias.entry))
    for mention, entry in waiting:
        if entry.name not in believed and _supported(reading, mention, entry, threshold):
            believed.add(entry.name)
    accepted += [
        (mention, "table")
        for mention, entry in waiting
        if entry.name in believed and not _something_else(reading, mention)
    ]
    return accepted


def _names_event(mention: Mention, entry: Entry) -> bool:
    """Whether the name of a federation only names its event: "World Aquatics Championships"."""
    return entry.kind == "federation" and mention.after is not None and mention.after.folded in _EVENTS


def _counts_here(mention: Mention, trust: Trust) -> bool:
    if trust is Trust.WORD:
        return not mention.opens and not mention.heading
    return trust is Trust.AFTER_THE and mention.after_the and (mention.after is None or not mention.after.capital)


def _something_else(reading: Reading, mention: Mention) -> bool:
    """Whether a guarded name, here, is clearly part of another name or a place."""
    if mention.after is not None and mention.after.capital and mention.after.folded not in TITLES:
        return True
    if mention.before is not None and mention.before.capital and mention.before.folded not in FUNCTION_WORDS:
        return True
    if _within_title(reading.text, mention):
        return True
    if any(word in PLACES for word in mention.folded):
        return any(points < 0 for _, points in context_points(reading.text, mention))
    return False


def _within_title(text: str, mention: Mention) -> bool:
    """Whether the name is a word of a longer title: "Wheel of Time", "The Age of Oversupply", "Vice president"."""
    after = text[mention.end : mention.end + 24].split(maxsplit=2)
    if len(after) > 1 and after[0] == "of" and after[1][0].isupper():
        return True
    if mention.opens and after and after[0] in TITLES and not mention.possessive:
        return True
    before = text[max(0, mention.start - 32) : mention.start].split()[-2:]
    return len(before) == 2 and before[1] == "of" and before[0][0].isupper() and before[0].casefold() not in TITLES


def _supported(reading: Reading, mention: Mention, entry: Entry, threshold: float) -> bool:
    """Whether the context of a guarded name, or what the article speaks of, supports it."""
    if _something_else(reading, mention):
        return False
    points = sum(points for _, points in context_points(reading.text, mention))
    if points >= _STRONG_CUE or (entry.kind == "outlet" and _titled_the(reading.text, mention)):
        return True
    if not mention.heading and mention.alias is not None and points >= 0:
        # The table knows the letters of "AP", so they need less than an unknown name; "Bosch" is also a surname.
        weight = reading.weight_of_name(mention) + reading.weight_of_context(mention)
        if weight >= threshold + (_LETTERS_NEED if mention.name.isupper() else _GUARDED_NEED):
            return True
        if mention.name.isupper() and len(mention.folded) == 1:
            return False
    context = KIND_CONTEXT.get(entry.kind)
    if points < 0 or mention.heading or context is None:
        return False
    if mention.opens and (mention.alias is None or mention.alias.trust is not Trust.WORD):
        return False
    doubtful = entry.kind == "company" or any(word in PLACES for word in mention.folded)
    return len(context & reading.vocabulary) >= (4 if doubtful else 3)


def _titled_the(text: str, mention: Mention) -> bool:
    """Whether "The" with a capital stands before or in the name inside a sentence: "wrote in The Times"."""
    article = mention.words[0] if mention.words[0].text == "The" else mention.before
    if article is None or article.text != "The":
        return False
    lead = text[max(0, article.start - 2) : article.start]
    return len(lead) == 2 and lead[1] in " \u00a0" and (lead[0].isalnum() or lead[0] == ",")


def believed_names(reading: Reading, threshold: float) -> list[Believed]:
    """The mentions of names outside the table that are organizations: telling words, or enough weight."""
    groups: dict[tuple[str, ...], list[Mention]] = defaultdict(list)
    for mention in reading.mentions:
        if mention.alias is None:
            groups[mention.folded].append(mention)
    accepted: list[Believed] = []
    for words, group in groups.items():
        if words in reading.persons.names or words in PLACE_PHRASES or all(mention.heading for mention in group):
            continue
        if words[-1] in reading.persons.surnames or _ELECTED.match(group[0].name):
            continue
        pattern = next((mention.source for mention in group if mention.source != "bare"), None)
        if pattern is None:
            why = _why_bare(reading, words, group, threshold)
        else:
            why = None if _is_title_or_case(reading, group) else pattern
        if why is not None:
            accepted += [(mention, why) for mention in group]
    return accepted


def _is_title_or_case(reading: Reading, group: list[Mention]) -> bool:
    """Whether the name is a title between quotation marks, or the defendant of a case ("Brown v. Board of …")."""
    text = reading.text
    return all(_quoted(text, mention) for mention in group) or all(
        text[max(0, mention.start - 4) : mention.start].endswith((" v. ", " v ")) for mention in group
    )


def _quoted(text: str, mention: Mention) -> bool:
    return text[mention.start - 1 : mention.start] in _OPENING and text[mention.end : mention.end + 1] in _CLOSING


def _why_bare(reading: Reading, words: tuple[str, ...], group: list[Mention], threshold: float) -> str | None:
    """Why a name without a telling word is an organization's; None where it is not, as far as one can tell."""
    if _is_none(reading, words, group[0].name) or any(_goes_on(reading, mention) for mention in group):
        return None
    body = [mention for mention in group if not mention.heading]
    tagged = sum(reading.weight_of_tagger(mention) for mention in body) / len(body)
    if len(words) == 1 and tagged <= 0:
        if is_word(words[0]) and all(mention.opens for mention in body):
            return None
        if (known_first_name(words[0]) or _SURNAME.match(body[0].name)) and not _strongly_cued(reading, body):
            return None
    listed_with_persons = len(words) > 1 and any("person" in reading.beside(mention) for mention in body)
    if listed_with_persons and tagged <= 0 and not _strongly_cued(reading, body):
        return None
    name = reading.weight_of_name(body[0])
    if name + tagged < threshold - _MOST_OF_CONTEXTS:
        return None
    contexts = evidence_of_contexts([reading.weight_of_context(mention) for mention in body])
    if name + contexts + tagged < threshold:
        return None
    if tagged > 0:
        return "tagger"
    cues = [cue for mention in body for cue, points in context_points(reading.text, mention) if points > 0]
    return f"pattern:{cues[0]}" if cues else "pattern:context"


def _strongly_cued(reading: Reading, mentions: list[Mention]) -> bool:
    return any(points >= _STRONG_CUE for mention in mentions for _, points in context_points(reading.text, mention))


def _is_none(reading: Reading, words: tuple[str, ...], name: str) -> bool:
    """Whether the name is a word, a place, a product, an amount … whatever stands around it."""
    first, last = words[0], words[-1]
    if len(words) == 1:
        if len(last) < 2 or last.endswith(("shire", "ists", "isms", "ism")) or last in reading.persons.surnames:
            return True
        if any(last in group for group in (PLACES, DEMONYMS, NOT_NAMES, OPENERS)):
            return True
    return (
        last in NOT_ORGANIZATION_ENDINGS
        or last in TITLES
        or last.isdigit()
        or last in NOT_ORGANIZATION_ACRONYMS
        or last.removesuffix("s") in NOT_ORGANIZATION_ACRONYMS
        or first in NOT_ORGANIZATION_STARTS
        or first.removesuffix("s") in PRODUCTS
        or (len(words) == 1 and last in CORPORATE)
        or words in reading.other_abbreviations
        or _CONTRACTED.search(last) is not None
        or _SEVERAL.fullmatch(name) is not None
        or _ORDINAL.fullmatch(first) is not None
        or (len(words) > 1 and place_group(words[1:]) in ("a", "b") and is_word(first))
        or _AMOUNT.fullmatch(name) is not None
        or all(word in PLACES or word in DEMONYMS or word in NOT_NAMES for word in words)
    )


def _goes_on(reading: Reading, mention: Mention) -> bool:
    """Whether the name belongs to its neighbour: a known name ("CBS All Access"), a person's rule, an address."""
    text = reading.text
    after = text[mention.end : mention.end + 16].split(maxsplit=1)
    if after and after[0] in _RULES and not mention.possessive:
        return True
    if text.startswith("-link", mention.end) or text[mention.start - 1 : mention.start] == "/":
        return True
    known = reading.before(mention)
    if known is None:
        return False
    between = text[known.end : mention.start]
    is_known = known.alias is not None or known.source != "bare"
    if known.possessive and between in _POSSESSIVES:
        # "Alfred Hitchcock's Vertigo", "the institute's Sight and Sound".
        owner = is_known or known.folded in reading.persons.names or known.folded[-1] in reading.persons.surnames
        return owner and not _strongly_cued(reading, [mention])
    return is_known and between in _WITHIN_NAMES
