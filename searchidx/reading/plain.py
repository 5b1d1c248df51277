"""Plain text: lines to blocks, a title, a head of "Key: value" lines, boilerplate lines left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from statistics import median
from typing import BinaryIO

from searchidx.errors import ReadingError
from searchidx.model import Article
from searchidx.reading.boilerplate import article_lines
from searchidx.reading.cleaning import clean, looks_like_heading
from searchidx.reading.decoding import decode
from searchidx.reading.draft import Draft, RawBlock
from searchidx.reading.left_out import FEWEST_WORDS, word_count
from searchidx.reading.registry import Context
from searchidx.reading.values import fill, names_after_by

__all__ = ["blocks_of_lines", "read"]

_HEAD_KEYS = {
    "title": "title",
    "headline": "title",
    "author": "authors",
    "authors": "authors",
    "byline": "authors",
    "by": "authors",
    "publisher": "publisher",
    "source": "publisher",
    "date": "published",
    "published": "published",
    "modified": "modified",
    "updated": "modified",
    "url": "url",
    "link": "url",
    "section": "section",
    "language": "language",
    "keywords": "keywords",
    "tags": "keywords",
}
_HEAD_LINE = re.compile(r"([A-Za-z]+)\s*:\s*(.*)")
_LINE_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_BULLET = re.compile(r"(?:[-*•‣▪●]|\d{1,2}[.)])\s+(?=\S)")
_SENTENCE_END = re.compile(r"[.!?…:;][\"'”’»)\]]*$")


def read(stream: BinaryIO, context: Context) -> Iterator[Article]:
    """The one article of a plain text."""
    lines = _LINE_BREAK.split(decode(context.load(stream), declared=context.charset))
    draft = Draft(url=context.url)
    values, length = _head(lines)
    for problem in fill(draft, values):
        context.on_problem(problem)
    draft.blocks = blocks_of_lines(lines[length:])
    if not draft.title:
        draft.title = _take_title(draft.blocks)
    _take_byline(draft)
    article = draft.finish()
    if context.of_crawl and word_count(article.text) < FEWEST_WORDS:
        raise ReadingError("stubs")
    yield article


def _head(lines: list[str]) -> tuple[dict[str, str], int]:
    """The "Key: value" lines at the very top as fields of an article, and how many lines they take.

    It is a head only if every line down to the first blank one has a known key, and there are two or a title.
    """
    found: dict[str, str] = {}
    for number, line in enumerate(lines):
        match = _HEAD_LINE.fullmatch(clean(line))
        if not match or match[1].lower() not in _HEAD_KEYS:
            if clean(line) or not found or (len(found) < 2 and "title" not in found):
                break
            return found, number
        found.setdefault(_HEAD_KEYS[match[1].lower()], match[2])
    return {}, 0


def blocks_of_lines(lines: list[str]) -> list[RawBlock]:
    """The blocks of a text: a line each, or a group of lines where long paragraphs were wrapped by hand."""
    groups: list[list[str]] = [[]]
    for line in article_lines(map(clean, lines), str, _BULLET.match):
        if line:
            groups[-1].append(line)
        else:
            groups.append([])
    groups = [group for group in groups if group]
    if _is_wrapped(groups):
        texts = [text for group in groups for text in _unwrap(group)]
    else:
        texts = [line for group in groups for line in group]
    blocks: list[RawBlock] = []
    for text in reversed(texts):
        after = blocks[-1] if blocks else None
        if after and after.kind != "list_item" and looks_like_heading(text) and _deserves_heading(after):
            blocks.append(RawBlock("heading", text, 2))
        elif _BULLET.match(text):
            blocks.append(RawBlock("list_item", text[_bullet_end(text) :]))
        else:
            blocks.append(RawBlock("paragraph", text))
    blocks.reverse()
    return blocks


def _deserves_heading(after: RawBlock) -> bool:
    """A heading stands before a paragraph, or before another heading; a list of names is no row of headings."""
    return after.kind == "heading" or len(after.text.split()) >= 5 or bool(_SENTENCE_END.search(after.text))


def _bullet_end(text: str) -> int:
    match = _BULLET.match(text)
    # "1. Iowa" keeps its number: it may be counted on; a dash is only a mark.
    return match.end() if match and not text[0].isdigit() else 0


def _is_wrapped(groups: list[list[str]]) -> bool:
    """Whether lines were broken at a width: those before another are long, alike and end within a sentence."""
    inner = [line for group in groups for line in group[:-1]]
    if len(inner) < 3:
        return False
    widest = max(map(len, inner))
    unfinished = sum(not _SENTENCE_END.search(line) for line in inner)
    return median(map(len, inner)) >= 40 and widest <= 100 and unfinished >= 0.6 * len(inner)


def _unwrap(group: list[str]) -> Iterator[str]:
    text = ""
    for line in group:
        if not text:
            text = line
        elif _BULLET.match(line):
            yield text
            text = line
        else:
            # A hyphen at a line's end stays: it may belong to the word.
            text += line if text.endswith("-") and not text.endswith(" -") else f" {line}"
    if text:
        yield text


def _take_byline(draft: Draft) -> None:
    """Take a first line "By Ana Ruiz" away as the authors, where the head of the text names no others."""
    names = names_after_by(draft.blocks[0].text) if len(draft.blocks) > 1 else ()
    if names and all(" " in name for name in names) and tuple(draft.authors) in ((), names):
        draft.authors = names
        del draft.blocks[0]


def _take_title(blocks: list[RawBlock]) -> str:
    """Take the first block away as the title where it looks like one and text follows."""
    if len(blocks) > 1 and blocks[0].kind == "heading":
        return blocks.pop(0).text
    return ""
