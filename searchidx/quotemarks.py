"""Where quotation marks open and close: the words that are somebody's own.

The `quote:` field and the taggers of speakers read the marks by the same rules.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from searchidx.model import Span

__all__ = ["DOUBLE_MARK", "Region", "quoted_regions", "quoted_spans"]

# Patterns begin with the set of their first letters, which the text is scanned for quickly.
DOUBLE_MARK = re.compile(r"[“”„‟«»\"'`](?:(?<!['`])|(?<=')'|(?<=`)`)")
"""A double mark: curly, low, angled or straight, or two single ones as typewriters make it."""
_SINGLE_OPEN = re.compile(r"[‘'’](?<![\w.,!?…’”)].)(?=[\w“\"£$€])")
_SINGLE_CLOSE = re.compile(r"(?<=[\w.,!?…%)])[’'](?![\w])")
_PARAGRAPH = re.compile(r"[^\s][^\n]*")
_OPENING = frozenset(("“", "„", "‟", "«", "``"))
_CLOSED_BY_OPENING = frozenset((("„", "“"), ("»", "«")))
_STRAIGHT = frozenset(('"', "''"))
_SENTENCE_MARKS = ".,!?…"


class Region(NamedTuple):
    """A stretch between quotation marks, the marks included."""

    start: int
    end: int
    closed: bool
    """False where the mark that closes it is missing before the end of the paragraph."""


def quoted_spans(text: str) -> list[Span]:
    """The stretches between quotation marks, marks included, in order; none crosses a paragraph."""
    if text.isascii() and '"' not in text and "'" not in text and "`" not in text:
        return []
    return [region[:2] for line in _PARAGRAPH.finditer(text) for region in quoted_regions(text, *line.span())]


def quoted_regions(text: str, start: int, end: int) -> list[Region]:
    """The stretches between quotation marks in `text[start:end]`, one paragraph.

    Double marks (curly, straight, low, angled) come first; single ones count only in a paragraph without double ones,
    where they open before a word and close after one. An unclosed quotation runs to the end of the paragraph, as where
    the next paragraph goes on quoting.
    """
    regions: list[Region] = []
    opened: int | None = None
    for match in DOUBLE_MARK.finditer(text, start, end):
        mark, at, after = match.group(), match.start(), match.end()
        if opened is None:
            if _opens(text, mark, at, start, end):
                opened = at
        elif mark not in _OPENING or (text[opened], mark) in _CLOSED_BY_OPENING:
            regions.append(Region(opened, after, True))
            opened = None
    if opened is not None:
        regions.append(Region(opened, end, False))
    return regions or _single_quoted(text, start, end)


def _opens(text: str, mark: str, at: int, start: int, end: int) -> bool:
    """Whether a mark opens a quotation where none is open."""
    after = at + len(mark)
    before_word = after < end and not text[after].isspace()
    if mark in _OPENING:
        return True
    if mark in _STRAIGHT:
        return before_word
    # Swedish has ”…” and Danish »…«, which close elsewhere.
    return at == start or (before_word and text[at - 1].isspace())


def _single_quoted(text: str, start: int, end: int) -> list[Region]:
    regions = []
    at = start
    while opening := _SINGLE_OPEN.search(text, at, end):
        closing = _SINGLE_CLOSE.search(text, opening.end(), end)
        if closing is None:
            break
        # "the boys' own" closes nothing: the last mark before the next opening one does, where it follows punctuation.
        following = _SINGLE_OPEN.search(text, opening.end(), end)
        limit = following.start() if following else end
        later = closing
        while later is not None and text[later.start() - 1] not in _SENTENCE_MARKS and later.end() < limit:
            candidate = _SINGLE_CLOSE.search(text, later.end(), limit)
            if candidate is None:
                break
            if text[candidate.start() - 1] in _SENTENCE_MARKS:
                closing = candidate
                break
            later = candidate
        regions.append(Region(opening.start(), closing.end(), True))
        at = closing.end()
    return regions
