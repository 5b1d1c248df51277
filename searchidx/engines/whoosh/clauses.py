"""Clauses over the postings of Whoosh, evaluated a whole set at a time.

Whoosh's own query classes are not used: AndNot, Require and several others find wrong sets, and each document that they
pass costs some microseconds of Python. Here a clause becomes one mask and one score for all documents.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from searchidx.engines.base import (
    KEY_FIELDS,
    TERM_FIELDS,
    VALUE_FIELDS,
    WORD_FIELDS,
    AllOf,
    AnyOf,
    BestOf,
    Clause,
    DateRange,
    Everything,
    Fuzzy,
    HasValue,
    Not,
    Nothing,
    Phrase,
    Prefix,
    Term,
    Unscored,
    ValueIn,
    Weighted,
    Wildcard,
    check_field,
    wildcard_parts,
)
from searchidx.engines.whoosh.postings import Keys, documents_of
from searchidx.engines.whoosh.schema import LENGTHS, NO_DATE
from searchidx.errors import QueryError

if TYPE_CHECKING:
    from searchidx.engines.whoosh.snapshot import Snapshot

__all__ = ["Evaluator", "Matched", "loosely"]

K1, B = 1.2, 0.75
"""The constants of BM25, as in Lucene and tantivy."""
_MOST_WORDS = 10_000
"""A pattern that more words fit is refused: the postings of each would have to be read."""

Mask = NDArray[np.bool_]
Scores = NDArray[np.float64]


class Matched(NamedTuple):
    """Per document: whether it matches, and its score (0 where it does not); None where every score is 0."""

    mask: Mask
    scores: Scores | None = None


class Evaluator:
    """Clauses over one snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._methods: dict[type, Callable[[Any], Matched]] = {
            Term: self._term,
            Phrase: self._phrase,
            Prefix: self._prefix,
            Wildcard: self._wildcard,
            Fuzzy: self._fuzzy,
            ValueIn: self._value_in,
            HasValue: self._has_value,
            DateRange: self._date_range,
            Everything: lambda _: Matched(snapshot.live),
            Nothing: lambda _: self._nothing(),
            AllOf: self._all_of,
            AnyOf: lambda clause: self._any_of(clause.clauses, 1.0),
            BestOf: lambda clause: self._any_of(clause.clauses, clause.tie),
            Not: lambda clause: Matched(snapshot.live & ~self(clause.clause).mask),
            Weighted: self._weighted,
            Unscored: lambda clause: Matched(self(clause.clause).mask),
        }

    def __call__(self, clause: Clause) -> Matched:
        return self._methods[type(clause)](clause)

    def _nothing(self) -> Matched:
        return Matched(np.zeros(len(self._snapshot.live), bool))

    # Sets

    def _all_of(self, clause: AllOf) -> Matched:
        mask = self._snapshot.live
        scores: Scores | None = None
        for part in clause.clauses:
            matched = self(part)
            mask = mask & matched.mask
            if matched.scores is not None:
                scores = matched.scores if scores is None else scores + matched.scores
        return Matched(mask, None if scores is None else np.where(mask, scores, 0.0))

    def _any_of(self, clauses: Sequence[Clause], tie: float) -> Matched:
        mask = self._nothing().mask
        total: Scores | None = None
        best: Scores | None = None
        for part in clauses:
            matched = self(part)
            mask = mask | matched.mask
            if matched.scores is not None:
                total = matched.scores if total is None else total + matched.scores
                best = matched.scores if best is None else np.maximum(best, matched.scores)
        if total is None or best is None:
            return Matched(mask)
        return Matched(mask, best + tie * (total - best))

    def _weighted(self, clause: Weighted) -> Matched:
        mask, scores = self(clause.clause)
        return Matched(mask, None if scores is None else scores * clause.weight)

    # Words

    def _term(self, clause: Term) -> Matched:
        check_field(clause.field, LENGTHS)
        documents, frequencies = documents_of(self._snapshot.keys(clause.field, clause.term))
        return self._scored(clause.field, documents, frequencies, [len(documents)])

    def _scored(self, field: str, documents: Keys, frequencies: Keys, holders: Iterable[int]) -> Matched:
        """BM25 of documents in which something occurs so often; `holders` are the document frequencies of its terms."""
        snapshot = self._snapshot
        every = len(snapshot.live)
        idf = sum(np.log1p((every - n + 0.5) / (n + 0.5)) for n in holders)
        lengths = snapshot.lengths(field)
        norm = K1 * (1 - B + B * lengths[documents] / max(1.0, lengths.mean())) if every else 1.0
        scores = np.zeros(every)
        scores[documents] = idf * frequencies * (K1 + 1) / (frequencies + norm)
        mask = np.zeros(every, bool)
        mask[documents] = True
        mask &= snapshot.live
        return Matched(mask, np.where(mask, scores, 0.0))

    def _words(self, field: str, words: list[str]) -> Matched:
        if len(words) > _MOST_WORDS:
            raise QueryError(
                f"The pattern fits {len(words):,} words, and this engine tries {_MOST_WORDS:,} at most: "
                "give more letters, or use the engine tantivy."
            )
        mask = self._nothing().mask
        for word in words:
            mask[self._snapshot.holders(field, word)] = True
        mask &= self._snapshot.live
        return Matched(mask, mask.astype(np.float64))

    def _prefix(self, clause: Prefix) -> Matched:
        check_field(clause.field, _INDEXED)
        return self._words(clause.field, self._snapshot.words(clause.field, clause.prefix))

    def _wildcard(self, clause: Wildcard) -> Matched:
        check_field(clause.field, _INDEXED)
        parts = wildcard_parts(clause.pattern)
        pattern = re.compile(
            "".join(re.escape(c) if literal else (".*" if c == "*" else ".") for literal, c in parts), re.DOTALL
        )
        wild = next((number for number, (literal, _) in enumerate(parts) if not literal), len(parts))
        prefix = "".join(character for _, character in parts[:wild])
        fitting = filter(pattern.fullmatch, self._snapshot.words(clause.field, prefix))
        return self._words(clause.field, list(fitting))

    def _fuzzy(self, clause: Fuzzy) -> Matched:
        from rapidfuzz.distance import OSA

        check_field(clause.field, _INDEXED)
        most, start = clause.distance, len(clause.stem)
        if most not in (1, 2):
            raise QueryError(f"A fuzzy word can differ by 1 or 2 letters, not by {most}.")
        least, longest = len(clause.word) - most, len(clause.word) + most
        near = [
            word
            for word in self._snapshot.words(clause.field, clause.stem)
            if least <= len(word) - start <= longest
            and OSA.distance(word[start:], clause.word, score_cutoff=most) <= most
        ]
        return self._words(clause.field, near)

    def _phrase(self, clause: Phrase) -> Matched:
        check_field(clause.field, TERM_FIELDS)
        if not clause.terms:
            return self._nothing()
        if len(clause.terms) == 1:
            return self._term(Term(clause.field, clause.terms[0][1]))
        every = {term: self._snapshot.keys(clause.field, term) for _, term in clause.terms}
        holders = {term: documents_of(keys)[0] for term, keys in every.items()}
        common = np.flatnonzero(self._snapshot.live)
        for documents in holders.values():
            common = np.intersect1d(common, documents, assume_unique=True)
        if not len(common):
            return self._nothing()
        chosen = np.zeros(len(self._snapshot.live), bool)
        chosen[common] = True
        keys = {term: found[chosen[found >> 32]] for term, found in every.items()}
        documents, frequencies = _loose(clause, keys, common) if clause.slop else _exact(clause, keys)
        return self._scored(clause.field, documents, frequencies, [len(holders[term]) for _, term in clause.terms])

    # Values

    def _value_in(self, clause: ValueIn) -> Matched:
        check_field(clause.field, _EXACT)
        mask = self._nothing().mask
        for value in clause.values:
            mask[self._snapshot.holders(clause.field, value)] = True
        return Matched(mask & self._snapshot.live)

    def _has_value(self, clause: HasValue) -> Matched:
        snapshot = self._snapshot
        if clause.field == "date":
            return Matched(snapshot.live & (snapshot.dates != NO_DATE))
        if clause.field in VALUE_FIELDS:
            mask = self._nothing().mask
            mask[snapshot.values(clause.field).documents] = True
            return Matched(mask & snapshot.live)
        check_field(clause.field, TERM_FIELDS)
        return Matched(snapshot.live & (snapshot.lengths(clause.field) > 0))

    def _date_range(self, clause: DateRange) -> Matched:
        dates = self._snapshot.dates
        mask = self._snapshot.live & (dates != NO_DATE)
        if clause.start is not None:
            mask = mask & (dates >= np.int64(clause.start))
        if clause.end is not None:
            mask = mask & (dates < np.int64(clause.end))
        return Matched(mask)


_SIDES: tuple[Literal["left", "right"], ...] = ("left", "right")
_EXACT = frozenset((*VALUE_FIELDS, *KEY_FIELDS))
_INDEXED = frozenset((*TERM_FIELDS, *WORD_FIELDS)) | _EXACT


def _exact(clause: Phrase, keys: Mapping[str, Keys]) -> tuple[Keys, Keys]:
    """The documents with all terms at their positions, and how often."""
    beyond = clause.terms[-1][0]  # keeps a place before the beginning of a document inside that document
    starts = keys[clause.terms[0][1]] + beyond
    for position, term in clause.terms[1:]:
        starts = np.intersect1d(starts, keys[term] - position + beyond, assume_unique=True)
    return documents_of(starts)


def _loose(clause: Phrase, keys: Mapping[str, Keys], common: Keys) -> tuple[Keys, Keys]:
    """The documents with all terms within the slop; how often is not told."""
    bounds = {
        term: ((found & 0xFFFFFFFF).tolist(), *(np.searchsorted(found >> 32, common, side) for side in _SIDES))
        for term, found in keys.items()
    }
    matching = [
        document
        for number, document in enumerate(common.tolist())
        if loosely(
            clause.terms,
            {term: places[first[number] : end[number]] for term, (places, first, end) in bounds.items()},
            clause.slop,
        )
    ]
    return np.array(matching, np.int64), np.ones(len(matching), np.int64)


def loosely(terms: Sequence[tuple[int, str]], places: dict[str, list[int]], slop: int) -> bool:
    """Whether every term can be given a place of its own with displacements at most `slop` apart.

    For every smallest displacement in turn each term has a stretch of `slop` + 1 places to lie in. Stretches of equal
    length are filled best from left to right, each with the first place that is free.
    """
    for low in sorted({place - position for position, term in terms for place in places[term]}):
        taken: set[int] = set()
        for position, term in terms:
            first, last = low + position, low + position + slop
            place = next((p for p in places[term] if first <= p <= last and p not in taken), None)
            if place is None:
                break
            taken.add(place)
        else:
            return True
    return False
