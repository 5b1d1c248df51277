"""What is not the article: widget lines, calls to subscribe, picture credits, lists of other articles, closing credits.

The line filter is a lexicon of open patterns for whole lines, never for parts of one, so that a sentence that happens
to say "also read" stays. Repetition alone is no evidence: refrains and recurring labels are repeated too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TypeVar

from searchidx.reading.lexicon import CALLS_HOLDING, CREDIT, CREDITS_HOLDING, INTRODUCTION, TEASER, WIDGET

__all__ = ["article_lines", "closing_credits", "is_boilerplate", "is_credit", "reporters", "without_closing_credit"]

T = TypeVar("T")

_LONGEST_WIDGET = 260
_LONGEST_CREDIT = 180
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*$")
_FULL_STOP = re.compile(r"\.[\"'”’»)\]]*$")
_VERB_OF_A_SENTENCE = re.compile(
    r"\b(?:said|says|told|is|are|was|were|has|have|had|will|would|reported|according)\b", re.IGNORECASE
)


@lru_cache(maxsize=4096)
def is_boilerplate(line: str) -> bool:
    """Whether a whole (cleaned) line is a widget's label, a teaser, a call to subscribe or share, or a credit."""
    if len(line) > _LONGEST_WIDGET:
        return False
    if not any(c.isalnum() for c in line):
        return True
    return (
        WIDGET.fullmatch(line) is not None
        or TEASER.fullmatch(line) is not None
        or _holds(line, CALLS_HOLDING)
        or is_credit(line)
    )


def _holds(line: str, patterns: Mapping[str, re.Pattern[str]]) -> bool:
    lowered = line.lower()
    return any(word in lowered and pattern.fullmatch(line) for word, pattern in patterns.items())


def is_credit(line: str) -> bool:
    """Whether a whole (cleaned) line says who made a picture: "Kremlin.ru, CC BY 4.0, via Wikimedia Commons"."""
    if len(line) > _LONGEST_CREDIT or not (CREDIT.fullmatch(line) or _holds(line, CREDITS_HOLDING)):
        return False
    # "The deal was reported by Reuters." is a sentence that ends in an agency's name.
    return not (_SENTENCE_END.search(line) and _VERB_OF_A_SENTENCE.search(line))


def article_lines(lines: Iterable[T], text: Callable[[T], str], is_item: Callable[[T], object]) -> Iterator[T]:
    """The lines that are not boilerplate, nor titles in a list that a label such as "Also read" introduces.

    `text` gives the cleaned text of a line, `is_item` whether it is an item of a list. Empty lines stay.
    """
    introduced = False
    for line in lines:
        words = text(line)
        if words and is_boilerplate(words):
            introduced = INTRODUCTION.fullmatch(words) is not None
        elif not (introduced and words and is_item(line) and not _FULL_STOP.search(words)):
            introduced = introduced and not words
            yield line


# Who wrote it, at its end

_WORK = r"(?:reporting|writing|editing|research|production|translation|graphics?|photography|interview(?:s|ing)?)"
_WORKED = (
    r"(?:reported|written|edited|compiled|translated|produced|filmed|directed|presented|illustrated|researched)"
    r"(?:(?:,| and| &) (?:reported|written|edited|compiled|translated|produced|filmed|directed|presented|researched))*"
)
_CREDIT_LINE = re.compile(
    rf"\W*(?:with |and )?(?:additional |further |extra |original )?(?:video |audio )?"
    rf"(?:{_WORK}(?: and {_WORK})?|{_WORKED}) by\b.{{2,400}}"
    r"|.{3,300}\bcontributed (?:(?:additional |further )?(?:reporting|research) )?(?:from \w+(?: \w+)? )?"
    r"to (?:this|the) (?:\w+ )?(?:report|story|article|piece)\W*",
    re.IGNORECASE,
)
_CREDIT_AT_END = re.compile(
    rf"\s*[(\[](?:with )?(?:additional )?{_WORK} (?:and {_WORK} )?by\b[^()\[\]]{{2,400}}[)\]]\W*$", re.IGNORECASE
)
_LOWER_CASE = re.compile(r"\b[a-z]{2,}\b")
_OF_CREDITS = re.compile(
    rf"{_WORK}|{_WORKED}|additional|further|extra|original|video|audio|contributed|contributors?|to|this|the|story|article"
    r"|report|piece|by|and|with|in|of|from|at|for|on|de|del|della|van|von|der|den|da|di|du|la|le|el|al|bin|ben|ter|team"
    r"|staff|news|newsroom|desk|bureau|chief|senior|special|political|business|economics|foreign|freelance|agency|agencies"
    r"|writers?|reporters?|editors?|correspondents?|journalists?|producers?|researchers?|photographers?|intern|also|was"
    r"|were"
)
_LONGEST_CREDIT_LINE = 500
_LAST = 6
"""Blocks at the end of an article that a closing credit stands in; who the author is and where to write may follow."""
_REPORTERS = re.compile(
    r"\W*(?:reporting|reporting and writing|writing and reporting|reported|reported and written) by:? ([^;.()\[\]]+)",
    re.IGNORECASE,
)
_WITH = re.compile(r",?\s+with (?:additional |further )?.*", re.IGNORECASE)


def closing_credits(lines: Sequence[str]) -> set[int]:
    """Which (cleaned) lines at the end of an article say who worked on it: "Reporting by Ida Holm; editing by …"."""
    return {
        number
        for number in range(max(1, len(lines) - _LAST), len(lines))
        if _CREDIT_LINE.fullmatch(lines[number]) and _names_only(lines[number])
    }


def without_closing_credit(line: str) -> tuple[str, str]:
    """A (cleaned) line without the credit in brackets that ends it, and that credit; empty where there is none."""
    if line[-5:].rstrip(" .")[-1:] not in (")", "]"):
        return line, ""
    start = max(0, len(line) - _LONGEST_CREDIT_LINE)
    match = _CREDIT_AT_END.search(line, start)
    return (line[: match.start()], match[0].strip()) if match and _names_only(match[0]) else (line, "")


def reporters(credit: str) -> str:
    """The reporters that a closing credit names, as a byline; empty where it names none, or only editors."""
    match = _REPORTERS.match(credit)
    return _WITH.sub("", match[1]) if match else ""


def _names_only(credit: str) -> bool:
    """Whether what is not capitalised in a credit belongs to credits: a sentence has other words as well."""
    return all(_OF_CREDITS.fullmatch(word) for word in _LOWER_CASE.findall(credit))
