"""Persons among the mentions of a text, whose surnames are no organizations ("Ford" of Harrison Ford)."""

from __future__ import annotations

from collections.abc import Iterable

from searchidx.tagging.names.first_names import first_name_group, is_ordinary_word
from searchidx.tagging.organization.aliases import Trust, fold_words
from searchidx.tagging.organization.mentions import Mention
from searchidx.tagging.organization.places import DEMONYMS, PLACES
from searchidx.tagging.organization.vocabulary import NOT_ORGANIZATION_ENDINGS, PERSON_TITLES, TAILS, TITLES
from searchidx.tagging.organization.weights import is_word

__all__ = ["Persons", "known_first_name"]

_TITLES_BEFORE_SURNAMES = PERSON_TITLES - {"former"}


class Persons:
    """The persons that a text names: their full names and their surnames, folded."""

    def __init__(self, mentions: Iterable[Mention], known: Iterable[str] = ()) -> None:
        """known: full names already known to be persons."""
        folded = [words for name in known if (words := fold_words(name))]
        self.names: set[tuple[str, ...]] = set(folded)
        self.surnames: set[str] = {words[-1] for words in folded}
        for mention in mentions:
            if mention.source == "bare":
                self._add(mention)
            elif mention.alias is not None and len(mention.folded) == 1 and self.owns(mention):
                self.surnames.add(mention.folded[0])

    def _add(self, mention: Mention) -> None:
        words = mention.folded
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
            self.names |= {words, mention.folded}

    def owns(self, mention: Mention) -> bool:
        """Whether a name of the alias table is a person's here: "Harrison Ford", later "Ford"."""
        if mention.alias is None:
            return False
        after = mention.after
        if len(mention.folded) > 1:
            # "Mary Kay Henry" is no cosmetics.
            named_on = after is not None and after.capital and known_first_name(mention.folded[0])
            return mention.folded in self.names or (named_on and after is not None and not is_word(after.folded))
        before = mention.before
        if before is not None and _is_initial(before.text):
            return True
        if before is not None and before.capital and before.folded not in PLACES and before.folded not in DEMONYMS:
            if before.folded in _TITLES_BEFORE_SURNAMES or known_first_name(before.folded):
                return True
            if mention.alias.entry.kind == "club" and first_name_group(before.folded):
                return True
        return mention.alias.trust is not Trust.SURE and mention.folded[-1] in self.surnames


def known_first_name(word: str) -> bool:
    """Whether the word is first of all a first name: widely attested, and no ordinary word, place or subject."""
    group = first_name_group(word)
    return group in ("m", "f", "u") and not is_ordinary_word(word)


def _is_epithet(words: tuple[str, ...]) -> bool:
    """Whether the first word only says what a person is: "Actors Jim Carrey", "Britons Laura Siddall"."""
    plural = words[0].endswith("s") and is_word(words[0])
    return (plural or words[0] in DEMONYMS or words[0] in PLACES) and len(words) > 2 and known_first_name(words[1])


def _is_initial(word: str) -> bool:
    return len(word) == 2 and word[1] == "."


def _is_full_name(words: tuple[str, ...], mention: Mention) -> bool:
    if not 2 <= len(words) <= 4 or words[0] in DEMONYMS or "&" in mention.name:
        return False
    if _is_initial(mention.words[-len(words)].text) and len(words) <= len(mention.words):
        return True
    if words[0] in PLACES:
        # "Jordan" and "Florence" are first names as well, before a word that is nothing else.
        known = is_word(words[-1]) or words[-1] in PLACES or words[-1] in TAILS
        return len(words) == 2 and first_name_group(words[0]) in ("m", "f", "u") and not known
    # "Bill" and "Mark" are words as well, so the last name must not be one.
    if not known_first_name(words[0]) and (first_name_group(words[0]) not in ("m", "f", "u") or is_word(words[-1])):
        return False
    return words[-1] not in NOT_ORGANIZATION_ENDINGS
