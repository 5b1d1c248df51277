"""What the network sees of a word and of the quotation marks around it; training and tagging share this page."""

from __future__ import annotations

import functools
import re
import zlib
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from searchidx.model import Span
from searchidx.tagging.names.first_names import first_name_group, is_ordinary_word
from searchidx.tagging.names.mentions import NOT_PERSONS, ORGANIZATION_WORDS
from searchidx.tagging.names.places import is_part_of_place, is_place
from searchidx.tagging.names.titles import PARTICLES, ROLES, TITLES
from searchidx.tagging.quotation.cues import verb_class
from searchidx.tagging.quotation.layout import Layout

__all__ = [
    "ENTITY_LABELS",
    "FLAGS",
    "LABELS",
    "PREFIXES",
    "QUOTE_STATES",
    "SHAPES",
    "SUFFIXES",
    "WordFeatures",
    "normal_form",
    "quote_states",
    "states_at",
    "word_features",
]

LABELS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
ENTITY_LABELS = ("O", "B-PERSON", "I-PERSON", "B-ORG", "I-ORG", "B-LOC", "I-LOC", "B-MISC", "I-MISC")
PREFIXES, SUFFIXES, SHAPES = 512, 1024, 128
"""Sizes of the hashed tables, 0 among them for the line break."""
QUOTE_STATES = 4
"""Outside, inside, at the opening mark, at the closing mark."""
FLAGS = 30
UNKNOWN, LINE_BREAK = 0, 1
"""Word numbers that the vocabulary keeps free."""

_SUBJECTS = frozenset("he she they we i you it who".split())
_POSSESSIVES = frozenset("his her their its our my your".split())
_NEGATIONS = frozenset("not never no nor 't cannot whether if".split())
_DIGITS = re.compile(r"\d+")
_LONGEST = 40
"""Longer tokens are cut: no word is, and the memory for words stays small."""


class WordFeatures(NamedTuple):
    """Numbers into the embedding tables, and flags."""

    word: int
    prefix: int
    suffix: int
    shape: int
    flags: tuple[bool, ...]


def normal_form(token: str) -> str:
    """The form in which the vocabulary lists a token."""
    return token[:_LONGEST].lower().replace("’", "'")


@functools.lru_cache(maxsize=8192)
def _hashed(text: str, size: int) -> int:
    return 1 + zlib.crc32(text.encode("utf-8", "surrogatepass")) % (size - 1)


def _shape(token: str) -> str:
    if token.isascii() and token.isalpha() and token[1:].islower():
        return "Xx" if token[0].isupper() else "x"
    out: list[str] = []
    for character in _DIGITS.sub("9", token):
        kind = "X" if character.isupper() else "x" if character.islower() else character if character.isascii() else "?"
        if kind == "x" and out and out[-1] == "x":
            continue
        if kind == "X" and out[-3:] == ["X", "X", "X"]:
            continue
        out.append(kind)
    return "".join(out[:6])


def word_features(token: str, vocabulary: Mapping[str, int]) -> WordFeatures:
    """The features of a token; `vocabulary` gives the numbers of known words, from 2 on."""
    if token[0] == "\n":
        return WordFeatures(LINE_BREAK, 0, 0, 0, (False,) * (FLAGS - 1) + (True,))
    token = token[:_LONGEST]
    word, rest = normal_form(token), token[1:]
    capital = token[0].isupper()
    verb = verb_class(word)
    group = first_name_group(word) if capital else ""
    ordinary = capital and is_ordinary_word(word)
    flags = (
        verb == "speech",
        verb == "thought",
        verb == "attitude",
        group == "m",
        group == "f",
        group == "u",
        group == "M",
        group == "F",
        group == "U",
        ordinary,
        capital and word in ORGANIZATION_WORDS,
        capital and word in NOT_PERSONS,
        word in TITLES,
        word in ROLES,
        capital,
        len(token) > 1 and token.isupper(),
        word in _SUBJECTS,
        word in _POSSESSIVES,
        word in _NEGATIONS,
        word in PARTICLES,
        word.endswith("ed"),
        word.endswith("ing"),
        not token[0].isalnum(),
        token[0].isdigit(),
        "-" in token,
        not token.isascii(),
        not rest.islower() and any(c.isupper() for c in rest) and not token.isupper(),
        capital and is_place(word),
        capital and is_part_of_place(word),
        False,
    )
    return WordFeatures(
        vocabulary.get(word, UNKNOWN),
        _hashed("p" + word[:3], PREFIXES),
        _hashed("s" + word[-3:], SUFFIXES),
        _hashed(_shape(token), SHAPES),
        flags,
    )


def quote_states(layout: Layout, tokens: Sequence[Span]) -> list[int]:
    """For each token: outside of quotation marks (0), inside (1), at the opening mark (2) or at the closing one (3)."""
    return list(states_at(layout, [start for start, _ in tokens]))


def states_at(layout: Layout, starts: Sequence[int]) -> bytearray:
    """The same as `quote_states`, by where the tokens start."""
    states = bytearray(len(starts))
    after = 0
    for start, end, _ in layout.regions:
        first = bisect_left(starts, start, after)
        after = bisect_left(starts, end, first)
        if after > first:
            states[first:after] = b"\1" * (after - first)
            states[after - 1] = 3
            states[first] = 2
    return states
