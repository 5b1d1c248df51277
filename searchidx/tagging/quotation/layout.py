"""How a text is laid out: paragraphs, headings, sentence ends and the stretches between quotation marks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from operator import or_

from searchidx.model import Span
from searchidx.quotemarks import DOUBLE_MARK, Region, quoted_regions

__all__ = ["TOKEN", "Layout", "tokenize"]

TOKEN = re.compile(r"[’'](?:s|re|ve|ll|d|m|t)\b|(?:[A-Z]\.){2,}|[DLNO][’'][A-Z]\w+(?:-\w+)*|\w+(?:-\w+)*|\n+|[^\w\s]")
"""A token: a clitic, an abbreviation, a name such as O'Neill, a word (with hyphens), line breaks, another character."""

_LINE = re.compile(r"[^\n]+")
_SENTENCE_END = re.compile(r"[.!?…][”\"’'»)\]]{0,3}[ \t\u00a0]+(?=[A-Z0-9“\"‘'«(])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Sen|Sens|Rep|Reps|Gov|Gen|Lt|Col|Sgt|Capt|St|Rev|Hon|Jr|Sr|vs|No|Inc|Corp|Co|Ltd|[A-Z])"
    r"|\b[ap]\.m|\b(?:Jan|Feb|Aug|Sept|Oct|Nov|Dec))\.$"
)
_FINAL = re.compile(r"[.!?…:;,][”\"’'»)\]]*$")
_WORD = re.compile(r"\w+")
_LONGEST_HEADING = 14
_LONGEST_SENTENCE = 1000


def tokenize(text: str) -> list[Span]:
    """The spans of the tokens of a text (see `TOKEN`), in order."""
    return [m.span() for m in TOKEN.finditer(text)]


def _looks_like_heading(line: str) -> bool:
    words = _WORD.findall(line)
    if not words or len(words) > _LONGEST_HEADING or _FINAL.search(line.rstrip()):
        return False
    first = next((c for c in line if c.isalnum()), "")
    return (first.isupper() or first.isdigit()) and not DOUBLE_MARK.search(line)


class Layout:
    """A text with its paragraphs (lines that are not blank) and what parts them.

    headings: spans of headings; None looks for short lines without final punctuation above a paragraph.
    skipped: spans that are no part of the article, such as "Also read" lines.
    """

    def __init__(self, text: str, headings: Sequence[Span] | None = None, skipped: Sequence[Span] = ()) -> None:
        self.text = text
        self.paragraphs: list[Span] = []
        for match in _LINE.finditer(text):
            line = match.group()
            if stripped := line.strip():
                start = match.start() + len(line) - len(line.lstrip())
                self.paragraphs.append((start, start + len(stripped)))
        self._starts = [start for start, _ in self.paragraphs]
        self.skipped = self._marked(skipped)
        self.heading = self._detected_headings() if headings is None else self._marked(headings)
        self._barriers = [0, *accumulate(map(or_, self.heading, self.skipped))]
        self.regions: list[Region] = []
        self.first_region: list[int] = []
        for start, end in self.paragraphs:
            self.first_region.append(len(self.regions))
            self.regions.extend(quoted_regions(text, start, end))
        self.first_region.append(len(self.regions))
        self._region_starts = [region.start for region in self.regions]
        self.sentence_ends = [
            m.end()
            for m in _SENTENCE_END.finditer(text)
            if not _ABBREVIATION.search(text, max(0, m.start() - 6), m.start() + 1)
        ]

    def _marked(self, spans: Sequence[Span]) -> list[bool]:
        marked = [False] * len(self.paragraphs)
        for start, end in spans:
            first = bisect_right(self._starts, start) - 1
            if first < 0 or self.paragraphs[first][1] <= start:
                first += 1
            for number in range(first, len(marked)):
                if self._starts[number] >= end:
                    break
                marked[number] = True
        return marked

    def _detected_headings(self) -> list[bool]:
        last = len(self.paragraphs) - 1
        return [
            number < last and end - start <= 140 and _looks_like_heading(self.text[start:end])
            for number, (start, end) in enumerate(self.paragraphs)
        ]

    def paragraph_of(self, at: int) -> int:
        """The number of the paragraph at a character, or of the one before it; -1 before the first."""
        return bisect_right(self._starts, at) - 1

    def region_of(self, at: int) -> int | None:
        """The number of the quoted region that holds a character; None outside of quotation marks."""
        number = bisect_right(self._region_starts, at) - 1
        return number if number >= 0 and at < self.regions[number].end else None

    def regions_in(self, paragraph: int) -> list[Region]:
        """The quoted regions of a paragraph."""
        return self.regions[self.first_region[paragraph] : self.first_region[paragraph + 1]]

    def sentence_of(self, at: int) -> int:
        """How many sentence ends lie before a character (paragraph breaks not counted)."""
        return bisect_right(self.sentence_ends, at)

    def sentence_span(self, at: int) -> Span:
        """The sentence around a character, inside its paragraph; at most 1,000 characters to either side."""
        start, end = self.paragraphs[max(0, self.paragraph_of(at))]
        number = bisect_right(self.sentence_ends, at)
        if number and self.sentence_ends[number - 1] > start:
            start = self.sentence_ends[number - 1]
        if number < len(self.sentence_ends) and self.sentence_ends[number] < end:
            end = self.sentence_ends[number]
        return max(start, at - _LONGEST_SENTENCE), min(end, at + _LONGEST_SENTENCE)

    def words_quoted(self, spans: Sequence[Span]) -> tuple[int, int]:
        """How many words the spans hold, and how many of those lie between quotation marks."""
        words = quoted = 0
        for start, end in spans:
            here = len(_WORD.findall(self.text, start, end))
            words += here
            number = max(0, bisect_right(self._region_starts, start) - 1)
            while number < len(self.regions) and self.regions[number].start < end:
                region = self.regions[number]
                low, high = max(start, region.start), max(start, min(end, region.end))
                quoted += here if (low, high) == (start, end) else len(_WORD.findall(self.text, low, high))
                number += 1
        return words, quoted

    def joined(self, first: int, second: int) -> bool:
        """Whether something may reach from one paragraph into the other: none is skipped, no heading parts them."""
        low, high = min(first, second), max(first, second)
        if low < 0 or self.skipped[low] or self.skipped[high]:
            return False
        if low == high:
            return True
        return bool(self._barriers[high + 1] == self._barriers[low])
