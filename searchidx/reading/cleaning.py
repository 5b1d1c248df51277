"""What is not the article: widget lines, calls to subscribe, photo credits; and the characters that text may hold.

The line filter is a lexicon of open patterns for whole lines, never for parts of one, so that a sentence that happens
to say "also read" stays. Repetition alone is no evidence: refrains and recurring labels are repeated too.
"""

from __future__ import annotations

import re
import unicodedata

from searchidx.reading.lexicon import CREDIT, TEASER, WIDGET

__all__ = ["clean", "is_boilerplate", "is_credit", "looks_like_heading"]

# Characters that show nothing: controls, soft hyphens, zero-width spaces and marks, direction marks, surrogates,
# private use, and the two characters that stand for nothing.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
    "\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\ue000-\uf8ff\U000f0000-\U0010ffff]"
)


def clean(text: str) -> str:
    """One line of visible text: NFC, invisible characters removed, every run of white space one space.

    Removing comes before composing, since a removed character may have stood between a letter and its accent.
    """
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    return " ".join(unicodedata.normalize("NFC", _INVISIBLE.sub("", text)).split())


_LONGEST_WIDGET = 260
_LONGEST_CREDIT = 180
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*$")
_VERB_OF_A_SENTENCE = re.compile(
    r"\b(?:said|says|told|is|are|was|were|has|have|had|will|would|reported|according)\b", re.IGNORECASE
)


def is_boilerplate(line: str) -> bool:
    """Whether a whole (cleaned) line is a widget's label, a teaser, a call to subscribe or share, or a credit."""
    if len(line) > _LONGEST_WIDGET:
        return False
    if not any(c.isalnum() for c in line):
        return True
    return any(pattern.fullmatch(line) for pattern in (WIDGET, TEASER)) or is_credit(line)


def is_credit(line: str) -> bool:
    """Whether a whole (cleaned) line says who made a picture: "Kremlin.ru, CC BY 4.0, via Wikimedia Commons"."""
    if len(line) > _LONGEST_CREDIT or not CREDIT.fullmatch(line):
        return False
    # "The deal was reported by Reuters." is a sentence that ends in an agency's name.
    return not (_SENTENCE_END.search(line) and _VERB_OF_A_SENTENCE.search(line))


_HEADING_END = re.compile(r"[\w)\]\"'”’»%?!]$")
_MOST_HEADING_WORDS = 16
_MOST_HEADING_CHARACTERS = 110


def looks_like_heading(line: str) -> bool:
    """Whether a (cleaned) line of plain text may be a heading: short, capitalised, without final punctuation.

    The caller must see that a paragraph follows.
    """
    if len(line) > _MOST_HEADING_CHARACTERS or not 1 <= len(line.split()) <= _MOST_HEADING_WORDS:
        return False
    first = next((c for c in line if c.isalnum()), "")
    if not (first.isupper() or first.isdigit() or (first.isalpha() and not first.islower())):
        return False
    if line[0] in "\"'“‘«„-–—•*" and not line.isupper():
        return False
    if not _HEADING_END.search(line):
        return False
    # A quoted remark ends in ?” or !” and has no capital but the first.
    return not (line[-1] in "\"'”’»" and _SENTENCE_END.search(line))
