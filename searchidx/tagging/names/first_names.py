"""First names of the world: whether a word is one, and who mostly bears it.

The table is distilled from nomquamgender 0.1.4 (MIT licence, notice in `searchidx/tagging/data/first_names.NOTICE`) by
`training/speakers/distil_first_names.py`, which also describes its groups.
"""

from __future__ import annotations

import functools
import gzip
import importlib.resources
import unicodedata
from bisect import bisect_left
from typing import Literal

__all__ = ["Gender", "first_name_group", "fold_name", "gender_of_first_name", "is_first_name", "is_ordinary_word"]

Gender = Literal["m", "f"]

_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "’": "'", "ə": "a"}
)


@functools.lru_cache(maxsize=1)
def _table() -> tuple[list[str], frozenset[str]]:
    """The sorted lines of the table, and the names that are words; searched by bisection, so that loading is quick."""
    packed = importlib.resources.files("searchidx.tagging.data").joinpath("first_names.txt.gz").read_bytes()
    words, *lines = gzip.decompress(packed).decode("ascii").split("\n")
    return lines, frozenset(words.split(" "))


@functools.lru_cache(maxsize=65536)
def fold_name(name: str) -> str:
    """The name in lower case without accents, as names are compared: "Inácio" and "Inacio" are one."""
    if name.isascii():
        return name.lower()
    decomposed = unicodedata.normalize("NFKD", name.lower().translate(_LETTERS))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def first_name_group(word: str) -> str:
    """The table's group of a first name: m, f, u (widely attested), M, F, U (less so), or "" for no first name."""
    key = fold_name(word)
    return _group(key) or (_group(key.partition("-")[0]) if "-" in key else "")


@functools.lru_cache(maxsize=16384)
def _group(key: str) -> str:
    lines = _table()[0]
    entry = key + " "
    at = bisect_left(lines, entry)
    return lines[at][-1] if at < len(lines) and lines[at].startswith(entry) and len(lines[at]) == len(entry) + 1 else ""


def is_first_name(word: str) -> bool:
    """Whether the word is attested as a first name anywhere; surnames and ordinary words may be as well."""
    return first_name_group(word) != ""


def is_ordinary_word(word: str) -> bool:
    """Whether a first name is also an ordinary word of English ("Will", "Grace") and so proves nothing alone."""
    return fold_name(word) in _table()[1]


def gender_of_first_name(word: str) -> Gender | None:
    """The gender of at least 85 % of the bearers of a first name; None where it is mixed or unknown."""
    group = first_name_group(word).lower()
    return "m" if group == "m" else "f" if group == "f" else None
