"""Finding thousands of patterns in a text in one pass over its words.

A pattern is one word or several (`searchidx.taxonomy.PATTERN`). The words of all patterns are numbered; a form that
occurs in a text is looked up once and remembered; a trie over those numbers then finds the longest pattern at each
place, so that "supreme court" is one match and its "court" no second one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

__all__ = ["Matcher", "words"]

# Hyphens part words, so that "semi-final" and "semi final" are one; apostrophes, "&" and inner full stops do not.
_WORD = re.compile(r"\w+(?:['’&.]\w+)*")
_PATTERN_WORD = re.compile(_WORD.pattern + r"\*?")
# A text of ever new words (binary noise, base64) must not fill the memory.
_REMEMBERED = 200_000
_POSSESSIVE = ("'s", "’s", "'S", "’S")


def words(text: str) -> list[str]:
    """The words of a text as patterns see them, in order."""
    return _WORD.findall(text)


def _plurals(word: str) -> Iterable[str]:
    yield word
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


class Matcher:
    """Compiled patterns; `find` gives the places where they occur, as indexes into the patterns given."""

    def __init__(self, patterns: Sequence[str]) -> None:
        self._numbers: dict[str, int] = {}
        self._forms: dict[str, int] = {}
        self._prefixes: dict[str, int] = {}
        self._root = _Node()
        self._known: dict[str, tuple[int, ...]] = {}
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

    def _look_up(self, token: str) -> tuple[int, ...]:
        """Numbers of the pattern words that a form stands for, the most telling first."""
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
        result = tuple(dict.fromkeys(found))
        if len(self._known) >= _REMEMBERED:
            self._known.clear()
        self._known[token] = result
        return result

    def find(self, tokens: Sequence[str]) -> list[tuple[int, int, int]]:
        """(position of the first word, number of words, index of the pattern), in order and without overlap."""
        known = self._known
        look_up = self._look_up
        numbers = [known[token] if token in known else look_up(token) for token in tokens]
        start_nodes = self._root.next
        found: list[tuple[int, int, int]] = []
        free = 0
        for position, here in enumerate(numbers):
            if not here or position < free:
                continue
            length, pattern = 0, -1
            for number in here:
                if (node := start_nodes.get(number)) is None:
                    continue
                reached, best = self._longest(node, numbers, position)
                if reached > length:
                    length, pattern = reached, best
            if length:
                found.append((position, length, pattern))
                free = position + length
        return found

    def _longest(self, node: _Node, numbers: list[tuple[int, ...]], position: int) -> tuple[int, int]:
        """Length and index of the longest pattern from this node on; (0, -1) where none ends."""
        length, pattern = (1, node.pattern) if node.pattern >= 0 else (0, -1)
        if node.next and position + 1 < len(numbers):
            for number in numbers[position + 1]:
                if (further := node.next.get(number)) is not None:
                    reached, best = self._longest(further, numbers, position + 1)
                    if reached and reached + 1 > length:
                        length, pattern = reached + 1, best
        return length, pattern
