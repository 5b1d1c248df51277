"""Where quotation marks open and close: the words that are somebody's own."""

from __future__ import annotations

import re

__all__ = ["quoted_spans"]

_PARAGRAPH = re.compile(r"[^\n]+")
_MARK = re.compile(r"[“”„«»‟]|\"|''|``")
_OPENING = frozenset("“„«‟") | {"``"}
_STRAIGHT = frozenset({'"', "''"})


def quoted_spans(text: str) -> list[tuple[int, int]]:
    """The stretches between double quotation marks, marks included, in order.

    A quotation never crosses a paragraph; one that is not closed, as where the next paragraph goes on quoting, runs to
    the paragraph's end. A straight mark opens when none is open and a word follows it.
    """
    found: list[tuple[int, int]] = []
    if text.isascii() and '"' not in text and "''" not in text and "``" not in text:
        return found
    for paragraph in _PARAGRAPH.finditer(text):
        opened: int | None = None
        for match in _MARK.finditer(text, *paragraph.span()):
            mark, end = match.group(), match.end()
            if opened is not None:
                if mark not in _OPENING:
                    found.append((opened, end))
                    opened = None
            elif mark in _OPENING or (mark in _STRAIGHT and end < paragraph.end() and not text[end].isspace()):
                opened = match.start()
        if opened is not None:
            found.append((opened, paragraph.end()))
    return found
