"""Articles to passages, the units that are searched.

The rule was measured on news text, where it keeps 99.5 % of attributions (source, cue and words) within one passage:
a passage is a paragraph; a short one is merged forward to at least 40 and at most 180 words, never across a heading;
a bare quotation, or a paragraph after a colon, stays with the one before; a longer paragraph is split at sentences.
Passages do not overlap.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from searchidx.model import Article, Block, Passage
from searchidx.sentences import sentences

__all__ = ["split"]

_FEWEST = 40
_MOST = 180
_PIECE = 90
"""Words that a piece of a split paragraph aims at."""
_CHARACTERS_OF_A_WORD = 15
"""A run of characters counts as one word for each 15, so that text without spaces is split too."""

# Scripts written without spaces; two characters are about a word.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
_OPENS_QUOTE = re.compile(r"\s*[\"“„«]")
_QUOTED = re.compile(r"[\"“„«][^\"”“»]*[\"”“»]?")
_CUE = re.compile(
    r"\b(?:said|says|saying|tells?|told|adds?|added|explain(?:s|ed)|ask(?:s|ed)|according to|wr(?:ote|ites)"
    r"|continue[sd]|note[sd]|argue[sd]|tweeted|posted|repl(?:ied|ies)|insist(?:s|ed)|warn(?:s|ed)|state[sd]|claim(?:s|ed)"
    r"|recall(?:s|ed)|conclude[sd]|declare[sd])\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Piece:
    """A passage in the making."""

    start: int
    end: int
    words: int
    heading: Block | None


def split(article: Article) -> list[Passage]:
    """The passages of an article, in order, without tags.

    `article.text[p.start:p.end] == p.text` holds for each, and together they hold every character of every block that
    is no heading exactly once (white space between sentences aside). Headings give context: `Passage.heading`.
    """
    text = article.text
    return [
        Passage(
            id=f"{article.id}-{ordinal}",
            article_id=article.id,
            text=text[piece.start : piece.end],
            ordinal=ordinal,
            title=article.title,
            heading=text[piece.heading.start : piece.heading.end] if piece.heading else "",
            start=piece.start,
            end=piece.end,
            published=article.published,
            publisher=article.publisher,
            authors=article.authors,
            url=article.url,
            language=article.language,
        )
        for ordinal, piece in enumerate(_pieces(article))
    ]


def count_words(text: str) -> int:
    """Words by white space; scripts without spaces count a word for two characters, endless runs one for fifteen."""
    count = len(text.split())
    if not text.isascii():
        count += len(_UNSPACED.findall(text)) // 2
    return max(count, len(text) // _CHARACTERS_OF_A_WORD)


def _pieces(article: Article) -> list[_Piece]:
    text = article.text
    done: list[_Piece] = []
    current: _Piece | None = None
    heading: Block | None = None
    for block in article.blocks or _paragraphs(text):
        if block.kind == "heading":
            heading, current = block, None
            continue
        # By its length alone, since a block may be a whole book in one line.
        long = block.end - block.start > _MOST * _CHARACTERS_OF_A_WORD
        words = 0 if long else count_words(text[block.start : block.end])
        if not long and not words:
            continue
        if long or words > _MOST:
            done.extend(_cut(text, block, heading))
            current = done[-1]
            continue
        if current and current.words + words <= _MOST and (current.words < _FEWEST or _belongs(text, current, block)):
            current.end, current.words = block.end, current.words + words
        else:
            current = _Piece(block.start, block.end, words, heading)
            done.append(current)
    return _join_short_ends(done)


def _paragraphs(text: str) -> Iterator[Block]:
    """The blocks of an article that came without any: what blank lines separate."""
    for match in re.finditer(r"\S(?:[^\n]++|\n(?!\s*\n))*+", text):
        yield Block("paragraph", match.start(), match.end())


def _belongs(text: str, current: _Piece, block: Block) -> bool:
    """Whether a block cannot stand without the one before: its speaker, or the announcement of it, is there."""
    if text[current.end - 1] == ":":
        return True
    if not _OPENS_QUOTE.match(text, block.start):
        return False
    return not _CUE.search(_QUOTED.sub("", text[block.start : block.end]))


def _cut(text: str, block: Block, heading: Block | None) -> Iterator[_Piece]:
    """A long block in pieces of whole sentences; a sentence that is too long itself is cut at a space."""
    current: _Piece | None = None
    for sentence in sentences(text, block.start, block.end):
        for start, end, words in _bounded(text, *sentence):
            if current and current.words + words <= (_PIECE if current.words >= _FEWEST else _MOST):
                current.end, current.words = end, current.words + words
                continue
            if current:
                yield current
            current = _Piece(start, end, words, heading)
    if current:
        yield current


def _bounded(text: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """A sentence whole, or in parts of at most 180 words: start, end and words of each."""
    if (words := count_words(text[start:end])) <= _MOST:
        yield start, end, words
        return
    longest = _MOST * _CHARACTERS_OF_A_WORD // 2
    while start < end:
        stop = min(end, start + longest)
        while stop - start > 1 and count_words(text[start:stop]) > _MOST:
            stop = start + (stop - start) // 2
        if stop < end and not text[stop].isspace():
            space = max(text.rfind(" ", start + 1, stop), text.rfind("\n", start + 1, stop))
            stop = space if space > start else stop
        yield start, stop, count_words(text[start:stop])
        start = stop
        while start < end and text[start].isspace():
            start += 1


def _join_short_ends(pieces: list[_Piece]) -> list[_Piece]:
    """A rest below half the least size joins the passage before it under the same heading, where both fit."""
    joined: list[_Piece] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if last and piece.words < _FEWEST // 2 and last.heading is piece.heading and last.words + piece.words <= _MOST:
            last.end, last.words = piece.end, last.words + piece.words
        else:
            joined.append(piece)
    return joined
