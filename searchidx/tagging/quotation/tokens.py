"""Texts as arrays of tokens. What stands between two spaces is split only once: news repeats its words."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from searchidx.tagging.quotation.layout import TOKEN

__all__ = ["Integers", "TokenMemory", "Tokens"]

Integers = npt.NDArray[np.int64]

_LINE_BREAKS = re.compile(r"(\n+)")
_LONGEST_REMEMBERED = 64
"""Characters; longer chunks and forms are hardly ever met again."""
_MOST = 60_000
"""Forms, and chunks, that are remembered."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a text, in order, with where each starts and ends (characters) and the number of its form."""

    starts: Integers
    ends: Integers
    forms: Integers
    """Numbers into `TokenMemory.forms`; 0 is a line break."""

    def __len__(self) -> int:
        return len(self.starts)


class _Chunks(dict[str, int]):
    """What stands between two spaces to its number, given to it when first met."""

    def __init__(self, learn: Callable[[str], int]) -> None:
        super().__init__()
        self._learn = learn

    def __missing__(self, chunk: str) -> int:
        number = self._learn(chunk)
        if len(chunk) <= _LONGEST_REMEMBERED:
            self[chunk] = number
        return number


class TokenMemory:
    """Splits texts into tokens (see `TOKEN`), remembering the forms met so far."""

    def __init__(self) -> None:
        self.forms: list[str] = ["\n"]
        """Every form of a token, by its number."""
        self._number_of: dict[str, int] = {}
        self._chunks = _Chunks(self._learn)
        # Of each chunk its first token, number of tokens, and characters up to the next chunk.
        self._first, self._count, self._advance = array("q", [0]), array("q", [0]), array("q", [1])
        # Of each token of a chunk its start and end there, and its form.
        self._start, self._end, self._of_form = array("q", [0]), array("q", [0]), array("q", [0])

    @property
    def is_full(self) -> bool:
        """Whether it is time to begin anew with another memory."""
        return max(len(self.forms), len(self._first)) > _MOST

    def _learn(self, chunk: str) -> int:
        first = len(self._start)
        if chunk.startswith("\n"):
            # A space was put before it and one after it, which the text does not have.
            self._add(-1, len(chunk) - 1, 0)
            self._advance.append(len(chunk) - 1)
        else:
            if chunk.isalnum():  # a single word, as most are
                self._add(0, len(chunk), self._form(chunk))
            else:
                for match in TOKEN.finditer(chunk):
                    self._add(match.start(), match.end(), self._form(match.group()))
            self._advance.append(len(chunk) + 1)
        self._first.append(first)
        self._count.append(len(self._start) - first)
        return len(self._first) - 1

    def _add(self, start: int, end: int, form: int) -> None:
        self._start.append(start)
        self._end.append(end)
        self._of_form.append(form)

    def _form(self, word: str) -> int:
        number = self._number_of.get(word)
        if number is None:
            number = len(self.forms)
            self.forms.append(word)
            if len(word) <= _LONGEST_REMEMBERED:
                self._number_of[word] = number
        return number

    def read(self, text: str) -> Tokens:
        """The tokens of a text."""
        chunks = " ".join(_LINE_BREAKS.split(text)).split(" ")
        numbers = np.fromiter(map(self._chunks.__getitem__, chunks), np.int64, len(chunks))
        count, advance = _taken(self._count, numbers), _taken(self._advance, numbers)
        before = np.cumsum(count) - count
        place = np.arange(count.sum()) + np.repeat(_taken(self._first, numbers) - before, count)
        begin = np.repeat(np.cumsum(advance) - advance, count)
        return Tokens(
            begin + _taken(self._start, place), begin + _taken(self._end, place), _taken(self._of_form, place)
        )


def _taken(values: array[int], places: Integers) -> Integers:
    # The view of the array ends here: while one exists the array cannot grow.
    found: Integers = np.frombuffer(values, np.int64)[places]
    return found
