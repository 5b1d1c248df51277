"""Finding thousands of patterns in a text in one pass over its words.

A pattern is one word or several (`searchidx.taxonomy.PATTERN`). The words of all patterns are numbered; a form that
occurs in a text is looked up once and remembered; a trie over those numbers then finds the longest pattern at each
place, so that "supreme court" is one match and its "court" no second one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

__all__ = ["Matcher", "normal", "words"]

# Hyphens part words, so that "semi-final" and "semi final" are one; apostrophes, "&" and inner full stops do not.
_WORD = re.compile(r"\w+(?:['’&.]\w+)*")
_PATTERN_WORD = re.compile(_WORD.pattern + r"\*?")
# A text of ever new words (binary noise, base64) must not fill the memory.
_REMEMBERED = 200_000
_POSSESSIVE = ("'s", "’s", "'S", "’S")


def words(text: str) -> list[str]:
    """The words of a text as patterns see them, in order."""
    return _WORD.findall(text)


def normal(pattern: str) -> str:
    """A pattern in the one form in which it is compared with others: its words, parted by spaces."""
    return " ".join(_PATTERN_WORD.findall(pattern))


def _plurals(word: str) -> Iterable[str]:
    yield word
    if not word.islower():  # a name: Shell is no shells
        return
    if word.endswith(("s", "x", "z", "ch", "sh")):
        yield word + "es"
    elif word.endswith("y") and word[-2:-1] not in "aeiou":
        yield word[:-1] + "ies"
    else:
        yield word + "s"


class _Node:
    __slots__ = ("next", "pattern")

    def __init__(self) -> None:
        self.next: dict[int, _Node] = {}
        self.pattern = -1


class _Form(NamedTuple):
    """What a word of a text can be: computed once for each form that occurs."""

    numbers: tuple[int, ...] = ()
    """The pattern words that it stands for, the most telling first."""
    alone: int = -1
    """The pattern that it is by itself."""
    starts: tuple[_Node, ...] = ()
    """Where longer patterns go on from it."""


_NOTHING = _Form()


class Matcher:
    """Compiled patterns; `find` gives the places where they occur, as indexes into the patterns given."""

    def __init__(self, patterns: Sequence[str]) -> None:
        self._numbers: dict[str, int] = {}
        self._forms: dict[str, int] = {}
        self._prefixes: dict[str, int] = {}
        self._root = _Node()
        self._known: dict[str, _Form] = {}
        for index, pattern in enumerate(patterns):
            node = self._root
            for word in _PATTERN_WORD.findall(pattern):
                node = node.next.setdefault(self._number(word), _Node())
            node.pattern = index

    def _number(self, word: str) -> int:
        if (number := self._numbers.get(word)) is not None:
            return number
        number = self._numbers[word] = len(self._numbers)
        if word.endswith("*"):
            self._prefixes[word[:-1]] = number
        else:
            for form in _plurals(word):
                # A pattern's own word comes before the plural of another: "physics" is not "physic" and an s.
                if form == word or form not in self._numbers:
                    self._forms[form] = number
        return number

    def _look_up(self, token: str) -> _Form:
        bare = token[:-2] if token.endswith(_POSSESSIVE) else token
        lower = bare.lower()
        forms = [token, bare, lower, token.lower()]
        # In shouted text a name in capitals is still the name.
        if len(bare) > 3 and bare.isupper():
            forms.insert(2, bare.capitalize())
        found = [number for form in dict.fromkeys(forms) if (number := self._forms.get(form)) is not None]
        for form in dict.fromkeys((bare, lower)):
            for end in range(len(form), 2, -1):
                if (number := self._prefixes.get(form[:end])) is not None:
                    found.append(number)
                    break
        result = _NOTHING
        if found:
            numbers = tuple(dict.fromkeys(found))
            nodes = [node for number in numbers if (node := self._root.next.get(number)) is not None]
            alone = next((node.pattern for node in nodes if node.pattern >= 0), -1)
            result = _Form(numbers, alone, tuple(node for node in nodes if node.next))
        if len(self._known) >= _REMEMBERED:
            self._known.clear()
        self._known[token] = result
        return result

    def find(self, tokens: Sequence[str]) -> list[tuple[int, int, int]]:
        """(position of the first word, number of words, index of the pattern), in order and without overlap."""
        known, look_up = self._known, self._look_up
        forms = [known.get(token) or look_up(token) for token in tokens]
        found: list[tuple[int, int, int]] = []
        free = 0
        for position, form in enumerate(forms):
            if form is _NOTHING or position < free:
                continue
            length, pattern = (1, form.alone) if form.alone >= 0 else (0, -1)
            for node in form.starts:
                reached, best = self._longest(node, forms, position)
                if reached > length:
                    length, pattern = reached, best
            if length:
                found.append((position, length, pattern))
                free = position + length
        return found

    def _longest(self, node: _Node, forms: list[_Form], position: int) -> tuple[int, int]:
        """Length and index of the longest pattern from this node on; (0, -1) where none ends."""
        length, pattern = (1, node.pattern) if node.pattern >= 0 else (0, -1)
        if node.next and position + 1 < len(forms):
            for number in forms[position + 1].numbers:
                if (further := node.next.get(number)) is not None:
                    reached, best = self._longest(further, forms, position + 1)
                    if reached and reached + 1 > length:
                        length, pattern = reached + 1, best
        return length, pattern
