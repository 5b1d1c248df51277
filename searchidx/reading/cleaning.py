"""The characters that text may hold, and what a heading looks like."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["clean", "looks_like_heading"]

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


_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*$")
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
