"""Text on a terminal: words that know their width, marked, faint or bold, in lines no wider than the page."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

import typer

from searchidx.cli.output import colored
from searchidx.model import Span

__all__ = [
    "INDENT",
    "SPACED",
    "Word",
    "bold",
    "clean",
    "columns_of",
    "faint",
    "fitted",
    "marked_words",
    "page_width",
    "styled",
    "wrapped",
]

_WIDEST = 100
INDENT = "    "


@cache
def page_width() -> int:
    return max(40, min(_WIDEST, shutil.get_terminal_size((_WIDEST, 24)).columns))


def styled(text: str, **style: object) -> str:
    return typer.style(text, **style) if text and colored() else text  # type: ignore[arg-type]


def faint(text: str) -> str:
    return styled(text, dim=True)


def bold(text: str) -> str:
    return styled(text, bold=True)


_CONTROL = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0)], "\ufffd") | {ord(white): " " for white in "\t\n\r"}


def clean(text: str) -> str:
    """A text, as long as before, that cannot steer the terminal whatever somebody has put into it."""
    return text.translate(_CONTROL)


def columns_of(text: str) -> int:
    """How many columns a text takes: two for each wide character, none for what is put over another."""
    if text.isascii():
        return len(text)
    import unicodedata

    wide = (2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text if not unicodedata.combining(one))
    return sum(wide)


def fitted(text: str, room: int) -> str:
    """A text cut or filled up to so many columns."""
    if columns_of(text) > room:
        while text and columns_of(text) > room - 1:
            text = text[:-1]
        text += "…"
    return text + " " * (room - columns_of(text))


class Word(NamedTuple):
    """A word as it is shown, and how many columns it takes."""

    shown: str
    width: int


SPACED = re.compile(r"\S+")
"""A word as it stands between spaces."""


def _joined(text: str, spans: Sequence[Span]) -> list[Span]:
    """Spans, those with nothing but spaces or hyphens between them as one: a phrase is marked as a whole."""
    joined: list[Span] = []
    for start, end in spans:
        if joined and not text[joined[-1][1] : start].strip(" \n-‐‑"):
            joined[-1] = joined[-1][0], end
        else:
            joined.append((start, end))
    return joined


def marked_words(
    text: str, spans: Sequence[Span] = (), window: Span | None = None, plain: Callable[[str], str] = str
) -> Iterator[Word]:
    """The words of a window of a text, what the spans cover marked, with dots where the text was cut."""
    text, color = clean(text), colored()
    start, end = window or (0, len(text))
    if start > 0:
        yield Word("…", 1)
    spans = _joined(text, spans)
    for match in SPACED.finditer(text, start, end):
        shown, width, at = "", columns_of(match.group()), match.start()
        for first, last in spans:
            left, right = max(first, at), min(last, match.end())
            if left < right:
                opening, closing = "" if color or left > first else "[", "" if color or right < last else "]"
                marked = typer.style(text[left:right], fg=typer.colors.YELLOW, bold=True) if color else text[left:right]
                shown += plain(text[at:left]) + opening + marked + closing
                width, at = width + len(opening + closing), right
        yield Word(shown + plain(text[at : match.end()]), width)
    if end < len(text):
        yield Word("…", 1)


def wrapped(words: Iterable[Word], indent: str = INDENT) -> Iterator[str]:
    """Words in lines no wider than the terminal."""
    line: list[str] = []
    used = len(indent)
    for word in words:
        if line and used + 1 + word.width > page_width():
            yield indent + " ".join(line)
            line, used = [], len(indent)
        line.append(word.shown)
        used += word.width + (len(line) > 1)
    if line:
        yield indent + " ".join(line)
