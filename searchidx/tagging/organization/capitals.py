"""Runs of capitalised words, the places where names can stand, and the words in them."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from searchidx.tagging.organization.vocabulary import CONNECTORS

__all__ = ["Lines", "Word", "runs"]

_UPPER = "".join(chr(c) for c in range(0x41, 0x530) if chr(c).isupper())
_U = f"[{re.escape(_UPPER)}]"
_ABBREVIATIONS = (
    "Inc|Corp|Co|Ltd|Bros|Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|Sgt|Capt|Rev|Prof|Jr|Sr|St|Mt|Ft|Messrs|Sens|Reps|Maj"
)
_CAPITALISED = (
    rf"(?:(?:{_ABBREVIATIONS})\.|(?:{_U}\.)+{_U}?(?!\w)|{_U}\w*(?:[.&'’]\w+)*(?:-[aeiou]{{1,2}}(?=[ -]{_U}))?"
    rf"|(?:d|l|dell|dall|all|nell|sull)['’]{_U}\w+"
    rf"|\d{{1,3}}(?:{_U}{{1,3}}(?!\w)|(?:th|st|ers|and)\w*(?= {_U}|[ .,'’]))"
    rf"|(?:al|el)-{_U}\w+|[a-z]{{1,4}}{_U}\w+(?:['’]\w+)?)"
)
_JOINING = "|".join(sorted((c for c in CONNECTORS if c != "&"), key=len, reverse=True))
_LOWER_TAIL = "party|ministry|network|group|newspaper|magazine|police|cartel|movement|union|airline"
_BETWEEN = (
    rf"(?:[ \u00a0]{{1,2}}(?:(?:{_JOINING})[ \u00a0]){{0,2}}|[-–/]|,[ \u00a0]|[ \u00a0]?&[ \u00a0]?|['’][ \u00a0])"
)
_NUMBER = r"[ \u00a0]\d{1,2}(?![\w%]|[.,:]\d)"
_RUN = re.compile(rf"(?<!\w){_CAPITALISED}(?:{_BETWEEN}{_CAPITALISED}|{_NUMBER})*(?:[ \u00a0](?:{_LOWER_TAIL})(?!\w))?")
_TOKEN = re.compile(rf"{_CAPITALISED}|[^\W\d_]+|\d+|[,/&–-]|['’](?=[  ])")
_ONE_WORD = re.compile(r"\w+(?:['’][sS])?")
_ENDS_SENTENCE = frozenset(".!?:;•|-–—*\n")
_SKIPPED_BEFORE = " \t  \"“”'‘’([{"


@dataclass(slots=True)
class Word:
    """One word of a run."""

    text: str
    """As it stands, without a possessive ending."""
    start: int
    end: int
    folded: str
    """Compared form: folded, without full stops and possessive ending."""
    capital: bool
    possessive: bool = False
    joint: str = " "
    """What stands between it and the word before: a space, "-", "/", ",", "&" or the apostrophe of a plural."""


def runs(text: str) -> Iterator[tuple[list[Word], bool]]:
    """Every run of capitalised words of the text, with whether it begins a sentence or line."""
    for match in _RUN.finditer(text):
        start, end = match.span()
        before = start - 1
        while before >= 0 and text[before] in _SKIPPED_BEFORE:
            before -= 1
        words: list[Word] = []
        joint = " "
        # Most runs are one word, which needs no second look.
        tokens = [match] if _ONE_WORD.fullmatch(match[0]) else _TOKEN.finditer(text, start, end)
        for token in tokens:
            surface = token[0]
            first = surface[0]
            if first in ",/&–-'’":
                if first == "'" or first == "’":
                    if words:
                        words[-1].possessive = True
                else:
                    joint = "-" if first == "–" else first
                continue
            finish = token.end()
            possessive = False
            if len(surface) > 2 and surface[-1] in "sS" and surface[-2] in "'’":
                surface, finish, possessive = surface[:-2], finish - 2, True
            folded = surface.casefold()
            if "." in folded:
                folded = folded.replace(".", "")
            if "’" in folded:
                folded = folded.replace("’", "'")
            capital = not surface.isdigit() and (not first.islower() or not surface.islower())
            words.append(Word(surface, token.start(), finish, sys.intern(folded), capital, possessive, joint))
            joint = " "
        if words:
            yield words, before < 0 or text[before] in _ENDS_SENTENCE


class Lines:
    """Which lines of a text are written in capitals throughout, where capitals prove nothing."""

    def __init__(self, text: str) -> None:
        self._starts: list[int] = []
        self._headings: list[bool] = []
        self._shouted: list[bool] = []
        position = 0
        for line in text.split("\n"):
            self._starts.append(position)
            short = len(line) < 160
            self._shouted.append(len(line) > 7 and line.isupper() and " " in line.strip())
            self._headings.append(short and (self._shouted[-1] or _title_case(line)))
            position += len(line) + 1

    def heading(self, offset: int) -> bool:
        """Whether the offset lies in a line in Title Case or in capitals."""
        return self._headings[bisect_right(self._starts, offset) - 1]

    def shouted(self, offset: int) -> bool:
        """Whether the offset lies in a line all of capitals."""
        return self._shouted[bisect_right(self._starts, offset) - 1]


def _title_case(line: str) -> bool:
    line = line.rstrip()
    if not line or line[-1] in ",;":
        return False
    # A short line without a final mark is a heading from two words on, another one from four; a line that ends like a
    # sentence only where no word at all breaks the pattern.
    ended = line[-1] in '.!?"”’:)'
    whole = line[-1] == "."
    weighty = low = 0
    for word in line.split():
        word = word.lstrip(_MARKS)
        if not word[:1].isalpha() or word.rstrip(_MARKS).casefold() in _SMALL:
            continue
        weighty += 1
        if word[0].islower():
            low += 1
            if whole or low > 4:
                return False
    if whole and 0 < weighty <= 3 and not low:
        # A line that is nothing but a name.
        return True
    if ended:
        return weighty >= 4 and low <= (0 if whole else 0.2 * weighty)
    return weighty >= 2 and low <= (0.2 * weighty if weighty > 3 else 0)


_MARKS = "\"'“”‘’([{)]}.,:;!?*•–—-"
_SMALL = CONNECTORS | frozenset("a an or but nor by with from as into over is vs after it its than".split())
