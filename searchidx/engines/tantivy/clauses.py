"""Clauses as queries of tantivy."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import tantivy
from tantivy import Occur, Query

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
from searchidx.engines.tantivy.schema import DATE, PRESENT, SCHEMA
from searchidx.errors import QueryError

__all__ = ["INDEXED", "Compiler"]

_MOST_EXPANDED = 64
"""A prefix of up to so many words is searched word by word."""
_MOST_LAYOUTS = 4_096
"""How many layouts of a loose phrase are tried before it is refused as too loose."""

_WORDED = frozenset((*TERM_FIELDS, *WORD_FIELDS))
_EXACT = frozenset((*VALUE_FIELDS, *KEY_FIELDS))
INDEXED = _WORDED | _EXACT
_REGEX_SPECIAL = re.compile(r"[\\.+*?()|\[\]{}^$]")


class Compiler:
    """Clauses to queries of tantivy, over one snapshot."""

    def __init__(self, searcher: Any) -> None:
        self._searcher = searcher
        self._all = Query.const_score_query(Query.all_query(), 0.0)
        self._methods: dict[type, Callable[[Any], Any]] = {
            Term: self._term,
            Phrase: self._phrase,
            Prefix: self._prefix,
            Wildcard: self._wildcard,
            Fuzzy: self._fuzzy,
            ValueIn: self._value_in,
            HasValue: self._has_value,
            DateRange: self._date_range,
            Everything: lambda _: self._all,
            Nothing: lambda _: Query.empty_query(),
            AllOf: self._all_of,
            AnyOf: lambda clause: Query.boolean_query([(Occur.Should, self._run(c)) for c in clause.clauses]),
            BestOf: lambda clause: Query.disjunction_max_query([self._run(c) for c in clause.clauses], clause.tie),
            Not: lambda clause: self._all_of(AllOf((clause,))),
            Weighted: lambda clause: Query.boost_query(self._run(clause.clause), clause.weight),
            Unscored: lambda clause: Query.const_score_query(self._run(clause.clause), 0.0),
        }

    def __call__(self, clause: Clause) -> Any:
        try:
            return self._run(clause)
        except (ValueError, OverflowError) as error:  # half a surrogate pair, a date beyond 64 bits
            if "corrupt" in str(error):
                raise
            raise QueryError(f"The index cannot be asked for this: {error}") from error

    def _run(self, clause: Clause) -> Any:
        return self._methods[type(clause)](clause)

    def _term(self, clause: Term) -> Any:
        check_field(clause.field, _WORDED)
        return Query.term_query(SCHEMA, clause.field, clause.term)

    def _value_in(self, clause: ValueIn) -> Any:
        check_field(clause.field, _EXACT)
        if len(clause.values) == 1:  # several times faster than a set of one
            return Query.const_score_query(Query.term_query(SCHEMA, clause.field, clause.values[0]), 0.0)
        return Query.const_score_query(Query.term_set_query(SCHEMA, clause.field, clause.values), 0.0)

    def _has_value(self, clause: HasValue) -> Any:
        if clause.field == DATE or clause.field in VALUE_FIELDS:
            return Query.const_score_query(Query.exists_query(clause.field), 0.0)
        check_field(clause.field, TERM_FIELDS)
        return Query.const_score_query(Query.term_query(SCHEMA, PRESENT, clause.field), 0.0)

    def _date_range(self, clause: DateRange) -> Any:
        if clause.start is None and clause.end is None:
            return self._has_value(HasValue(DATE))
        open_end = clause.end is None
        bounds = Query.range_query(
            SCHEMA, DATE, tantivy.FieldType.Integer, clause.start, clause.end, include_upper=open_end
        )
        return Query.const_score_query(bounds, 0.0)

    def _all_of(self, clause: AllOf) -> Any:
        parts = [
            (Occur.MustNot, self._run(part.clause)) if type(part) is Not else (Occur.Must, self._run(part))
            for part in clause.clauses
        ]
        if all(occur is Occur.MustNot for occur, _ in parts):  # alone they match nothing
            parts.append((Occur.Must, self._all))
        return Query.boolean_query(parts)

    def _prefix(self, clause: Prefix) -> Any:
        check_field(clause.field, INDEXED)
        # Few words are found faster by their postings than by an automaton, above all when facets ask again and again.
        terms = self._searcher.terms_with_prefix(clause.field, clause.prefix, limit=_MOST_EXPANDED + 1)
        if len(terms) > _MOST_EXPANDED:
            return Query.regex_query(SCHEMA, clause.field, _literal(clause.prefix) + ".*")
        every = [Query.const_score_query(Query.term_query(SCHEMA, clause.field, term), 1.0) for term, _ in terms]
        return Query.disjunction_max_query(every)

    def _wildcard(self, clause: Wildcard) -> Any:
        check_field(clause.field, INDEXED)
        pattern = "".join(
            _literal(character) if literal else (".*" if character == "*" else ".")
            for literal, character in wildcard_parts(clause.pattern)
        )
        return Query.regex_query(SCHEMA, clause.field, pattern)

    def _fuzzy(self, clause: Fuzzy) -> Any:
        check_field(clause.field, INDEXED)
        if clause.distance not in (1, 2):
            raise QueryError(f"A fuzzy word can differ by 1 or 2 letters, not by {clause.distance}.")
        if not clause.stem:
            return Query.fuzzy_term_query(SCHEMA, clause.field, clause.word, clause.distance)
        from rapidfuzz.distance import OSA

        start, most = len(clause.stem), clause.distance
        near = [
            term
            for term, _ in self._searcher.terms_with_prefix(clause.field, clause.stem)
            if OSA.distance(term[start:], clause.word, score_cutoff=most) <= most
        ]
        return Query.const_score_query(Query.term_set_query(SCHEMA, clause.field, near), 1.0)

    def _phrase(self, clause: Phrase) -> Any:
        check_field(clause.field, TERM_FIELDS)
        terms: list[str | tuple[int, str]] = list(clause.terms)
        if not terms:
            return Query.empty_query()
        if len(terms) == 1:  # tantivy panics
            return Query.term_query(SCHEMA, clause.field, clause.terms[0][1])
        if not clause.slop:
            return Query.phrase_query(SCHEMA, clause.field, terms)
        if len(terms) == 2 and clause.terms[0][1] != clause.terms[1][1]:
            return Query.phrase_query(SCHEMA, clause.field, terms, min(clause.slop, 2**31))
        return self._loose(clause)

    def _loose(self, clause: Phrase) -> Any:
        """The exact phrases in every layout within the slop that occurs.

        tantivy spends the slop of three or more words greedily, in the order of their frequency, and lets a word that
        repeats match itself.
        """
        search, field, slop = self._searcher.search, clause.field, clause.slop
        every = [(Occur.Must, Query.term_query(SCHEMA, field, term)) for _, term in clause.terms]
        if not search(Query.boolean_query(every), 1).count:
            return Query.empty_query()
        # The rarest first: a layout of the first few that does not occur need not be extended.
        terms = sorted(clause.terms, key=lambda term: self._searcher.doc_freq(field, term[1]))
        found: dict[tuple[tuple[int, str], ...], Any] = {}
        tried = 0

        def extend(layout: tuple[tuple[int, str], ...], low: int, high: int) -> None:
            nonlocal tried
            if len(layout) == len(terms):
                return
            position, term = terms[len(layout)]
            for shift in range(high - slop, low + slop + 1):
                place = position + shift
                if any(place == taken for taken, _ in layout):
                    continue
                tried += 1
                if tried > _MOST_LAYOUTS:
                    raise QueryError(
                        f"A phrase of {len(terms)} words as common as these is too loose with ~{slop}: "
                        "give a smaller number, or fewer words."
                    )
                longer = (*layout, (place, term))
                first = min(place for place, _ in longer)
                exact = tuple(sorted((place - first, term) for place, term in longer))
                query = found.get(exact) or Query.phrase_query(SCHEMA, field, list(exact))
                if search(query, 1).count:
                    if len(exact) == len(terms):
                        found[exact] = query
                    extend(longer, min(low, shift), max(high, shift))

        extend(((terms[0]),), 0, 0)
        return Query.disjunction_max_query(list(found.values()))


def _literal(text: str) -> str:
    return _REGEX_SPECIAL.sub(r"\\\g<0>", text)
