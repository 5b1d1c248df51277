"""PDF text, with the extra `pdf`: lines to paragraphs, without what repeats on every page."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from statistics import quantiles
from typing import TYPE_CHECKING, BinaryIO

from searchidx.errors import ReadingError
from searchidx.model import Article
from searchidx.reading.cleaning import clean, looks_like_heading
from searchidx.reading.draft import Draft
from searchidx.reading.plain import blocks_of_lines
from searchidx.reading.registry import Context
from searchidx.reading.values import split_authors

if TYPE_CHECKING:
    from pypdf import PdfReader

__all__ = ["read"]

_EDGE = 2
"""Lines at the top and bottom of a page that may be its running head or foot."""
_PAGE_NUMBER = re.compile(r"(?:page|seite|-|–)?\s*\d{1,4}\s*(?:(?:of|/|von)\s*\d{1,4}|-|–)?", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?…:][\"'”’»)\]]*$")
_MOST_PAGES = 5000


def read(stream: BinaryIO, context: Context) -> Iterator[Article]:
    """The one article of a document. Pictures of text (scans) have no text in them; that is said."""
    try:
        import pypdf
    except ImportError as error:
        raise ReadingError("reading PDF needs the extra pdf: pip install 'searchidx[pdf]'") from error
    # pypdf tells of every oddity of a file in its log, which Python prints where nobody has configured logging.
    logging.getLogger("pypdf").addHandler(logging.NullHandler())
    document = pypdf.PdfReader(io.BytesIO(context.load(stream)))
    if document.is_encrypted and not document.decrypt(""):
        raise ReadingError("it is protected by a password; save it without one")
    if len(document.pages) > _MOST_PAGES:
        raise ReadingError(
            f"it has {len(document.pages):,} pages, more than the {_MOST_PAGES:,} that are read; split it"
        )
    pages = [[clean(line) for line in page.extract_text().splitlines()] for page in document.pages]
    if not any(line for page in pages for line in page):
        raise ReadingError("there is no text in it, only pictures; recognise its text (OCR) first")
    about = document.metadata
    draft = Draft(
        blocks=blocks_of_lines(list(_paragraphs([line for page in _without_edges(pages) for line in page]))),
        title=(about.title if about else None) or "",
        authors=split_authors((about.author if about else None) or ""),
        published=_created(document),
        url=context.url,
    )
    if not draft.title and len(draft.blocks) > 1 and draft.blocks[0].kind == "heading":
        draft.title = draft.blocks.pop(0).text
    yield draft.finish()


def _without_edges(pages: list[list[str]]) -> Iterator[list[str]]:
    """The pages without page numbers and without lines that stand at the edge of most pages."""
    edges = Counter(re.sub(r"\d+", "#", line) for page in pages for line in {*page[:_EDGE], *page[-_EDGE:]})
    repeated = {line for line, count in edges.items() if count > max(2, len(pages) // 2)}
    for page in pages:
        yield [
            line
            for number, line in enumerate(page)
            if _EDGE <= number < len(page) - _EDGE
            or not (re.sub(r"\d+", "#", line) in repeated or _PAGE_NUMBER.fullmatch(line))
        ]


def _paragraphs(lines: list[str]) -> Iterator[str]:
    """Lines joined to paragraphs: one ends where a line ends a sentence short of the margin, or is a heading."""
    margin = quantiles([len(line) for line in lines if line], n=10)[-1] if len(lines) > 1 else 0
    text = ""
    for line in filter(None, lines):
        if text.endswith("-") and line[:1].islower():
            text = text[:-1] + line
        else:
            text = f"{text} {line}".strip()
        if len(line) < 0.85 * margin and (_SENTENCE_END.search(line) or (text == line and looks_like_heading(line))):
            yield text
            text = ""
    if text:
        yield text


def _created(document: PdfReader) -> datetime | None:
    try:
        return document.metadata.creation_date if document.metadata else None
    except ValueError:
        return None
