"""Finding near copies: one wire story in many outlets, trimmed, edited, under another lede.

Candidates come from MinHash signatures of three-word shingles (Broder, 1997), compared in bands (Leskovec, Rajaraman &
Ullman, Mining of Massive Datasets, chapter 3); each candidate pair is then confirmed by exact containment: how much of
the shorter text is in the longer one. All copies are kept; a group only says that they are copies of one another.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from rensa import RMinHash

from searchidx.copies import NO_COPIES, Copies

__all__ = ["containment", "grouped", "shingles", "signature"]

_SHINGLE = 3
_ROWS, _BANDS = 2, 40
"""A pair with a Jaccard similarity of 1/2 (a text and its half) becomes a candidate with a probability of 0.99999,
one of 1/3 (its half, edited) with 0.99, one of 1/100 (more than 99 in 100 pairs of news articles have less) with
0.004; and most of those are refused by the rest of their signatures."""
_PERMUTATIONS = _ROWS * _BANDS
_VALUE = np.dtype("<u2")
"""The low bits of each minimum tell as much (Li & König, b-Bit Minwise Hashing, 2010) in half of the space."""
_LEAST_EQUAL = 8
"""Candidates whose signatures agree in fewer places, a tenth, are no copies: their texts are not looked at."""
_LEAST_CONTAINMENT = 0.6
"""Of 1,393 news articles, 95 in 100 copies cut to half with 5 % of their words changed share 0.79 or more with the
original; of 10,000 pairs of different articles none shares more than 0.15."""
_FEWEST_SHINGLES = 24
"""Shorter texts share phrases by chance: they are copies only where they are the same words."""
_SHINGLED_TEXTS = 256
"""Texts whose shingles are kept at hand, some 50 kB each."""
_WORD = re.compile(r"\w+")

_Values = NDArray[np.uint16]


def shingles(text: str) -> frozenset[str]:
    """Every run of three words, case folded; a shorter text is one shingle, one without words none."""
    words = _WORD.findall(text.casefold())
    if len(words) <= _SHINGLE:
        return frozenset([" ".join(words)] if words else [])
    return frozenset(map(" ".join, zip(words, words[1:], words[2:], strict=False)))


def signature(text: str) -> bytes:
    """The MinHash signature of a text, 160 bytes that are the same on every machine; empty for one without words."""
    found = shingles(text)
    if not found:
        return b""
    minhash = RMinHash(num_perm=_PERMUTATIONS, seed=1)
    minhash.update(list(found))
    return np.asarray(minhash.digest(), dtype=np.uint32).astype(_VALUE).tobytes()


def containment(one: frozenset[str], other: frozenset[str]) -> float:
    """How much of the shorter text is in the longer one, 0 to 1; very short ones are the same (1) or not (0)."""
    small, large = sorted((one, other), key=len)
    if len(small) < _FEWEST_SHINGLES:
        return float(small == large)
    return len(small & large) / len(small)


def grouped(
    articles: Mapping[int, tuple[str, bytes]], text_of: Callable[[int], str], known: Copies = NO_COPIES
) -> Copies:
    """The groups of near copies among all articles of an index.

    `articles` maps their numbers to id and signature; `text_of` gives the text of a number, and is asked for candidates
    only. What is `known` of them is kept: only articles with higher numbers are compared with the others, and those
    that were in a group with one that is gone. Sorting takes about a second for 100,000 articles; each candidate costs
    a shingling, half a millisecond.
    """
    numbers = sorted(number for number, (_, signed) in articles.items() if signed)
    intact = [group for group in known.groups if all(number in articles for number in group)]
    broken = {number for group in known.groups for number in group}.difference(*intact)
    place_of = {number: place for place, number in enumerate(numbers)}
    parents = list(range(len(numbers)))
    for group in intact:
        first, *others = (place_of[number] for number in group)
        for other in others:
            parents[other] = first

    def root(place: int) -> int:
        while parents[place] != place:
            parents[place] = parents[parents[place]]
            place = parents[place]
        return place

    words = lru_cache(maxsize=_SHINGLED_TEXTS)(lambda place: shingles(text_of(numbers[place])))
    signatures = np.frombuffer(b"".join(articles[number][1] for number in numbers), dtype=_VALUE)
    fresh = np.array([number > known.compared or number in broken for number in numbers], dtype=bool)
    refused: set[tuple[int, int]] = set()
    for one, other in _candidates(signatures.reshape(len(numbers), _PERMUTATIONS), fresh):
        first, second = sorted((root(one), root(other)))
        if first == second or (one, other) in refused:
            continue
        if containment(words(one), words(other)) >= _LEAST_CONTAINMENT:
            parents[second] = first
        else:
            refused.add((one, other))
    members: dict[int, dict[int, str]] = {}
    for place, number in enumerate(numbers):
        members.setdefault(root(place), {})[number] = articles[number][0]
    return Copies(max(articles, default=0), tuple(group for group in members.values() if len(group) > 1))


def _candidates(signatures: _Values, fresh: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """Pairs of places that agree in a band, at least one of them fresh, the lower place first.

    In a run of equal keys each is paired with the one before it and with the first.
    """
    if not fresh.any():
        return
    for band in range(_BANDS):
        rows = signatures[:, band * _ROWS : (band + 1) * _ROWS].astype(np.uint32)
        keys = rows[:, 0] << np.uint32(16) | rows[:, 1]
        # Only runs with a fresh one in them tell anything new.
        places = np.flatnonzero(np.isin(keys, keys[fresh]))
        places = places[np.argsort(keys[places], kind="stable")]
        ordered = keys[places]
        starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]])
        firsts = np.repeat(starts, np.diff(np.r_[starts, len(ordered)]))
        at = np.arange(len(ordered))
        others = np.flatnonzero(at > firsts)
        pairs = np.concatenate([np.c_[others - 1, others], np.c_[firsts[others], others][firsts[others] < others - 1]])
        ones, twos = places[pairs[:, 0]], places[pairs[:, 1]]
        wanted = fresh[ones] | fresh[twos]
        ones, twos = ones[wanted], twos[wanted]
        equal = (signatures[ones] == signatures[twos]).sum(axis=1)
        for pair in np.c_[ones, twos][equal >= _LEAST_EQUAL].tolist():
            yield pair[0], pair[1]
