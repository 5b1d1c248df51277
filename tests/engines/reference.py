"""The engine protocol in plain Python, slow and obviously right: the oracle that every engine is compared with."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import product

from searchidx.engines.base import (
    KEY_FIELDS,
    VALUE_FIELDS,
    AllOf,
    AnyOf,
    BestOf,
    Clause,
    DateRange,
    Document,
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
)


def ids(documents: Iterable[Document], clause: Clause) -> set[str]:
    """The ids of the documents that match."""
    return {document.id for document in documents if matches(document, clause)}


def value_counts(documents: Iterable[Document], clause: Clause, field: str) -> list[tuple[str, int]]:
    """The values of a facet among the documents that match, most first, ties by value."""
    counts = Counter(
        value for document in documents if matches(document, clause) for value in document.values.get(field, ())
    )
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def articles_by_value(documents: Iterable[Document], clause: Clause, field: str) -> dict[str, int]:
    """For every value of a facet, how many articles have a matching document with it."""
    articles: dict[str, set[int]] = {}
    for document in documents:
        if matches(document, clause):
            for value in document.values.get(field, ()):
                articles.setdefault(value, set()).add(document.article_number)
    return {value: len(numbers) for value, numbers in articles.items()}


def vocabulary(documents: Iterable[Document], field: str, prefix: str) -> list[tuple[str, int]]:
    """The terms or values that begin with a prefix, with the number of documents that hold them."""
    counts = Counter(term for document in documents for term in set(held(document, field)) if term.startswith(prefix))
    return sorted(counts.items())


def held(document: Document, field: str) -> Sequence[str]:
    """The terms or values of a document's field, in order."""
    if field in KEY_FIELDS:
        value = {"id": document.id, "article": document.article, "url": document.url}[field]
        return [value] if value else []
    if field in VALUE_FIELDS:
        return document.values.get(field, ())
    text = document.terms.get(field, "")
    return text.split(" ") if text else []


def matches(document: Document, clause: Clause) -> bool:
    match clause:
        case Term(field, term):
            return term in held(document, field)
        case Phrase(field, terms, slop):
            return phrase_matches(held(document, field), terms, slop)
        case Prefix(field, prefix):
            return any(term.startswith(prefix) for term in held(document, field))
        case Wildcard(field, pattern):
            return any(wildcard_matches(term, pattern) for term in held(document, field))
        case Fuzzy(field, word, distance, stem):
            return any(
                term.startswith(stem) and osa_distance(term[len(stem) :], word) <= distance
                for term in held(document, field)
            )
        case ValueIn(field, values):
            return not set(values).isdisjoint(held(document, field))
        case HasValue("date"):
            return document.date is not None
        case HasValue(field):
            return bool(held(document, field))
        case DateRange(start, end):
            date = document.date
            return date is not None and (start is None or start <= date) and (end is None or date < end)
        case Everything():
            return True
        case Nothing():
            return False
        case AllOf(clauses):
            return all(matches(document, part) for part in clauses)
        case AnyOf(clauses) | BestOf(clauses):
            return any(matches(document, part) for part in clauses)
        case Not(part):
            return not matches(document, part)
        case Weighted(part) | Unscored(part):
            return matches(document, part)
    raise TypeError(clause)


def phrase_matches(words: Sequence[str], terms: Sequence[tuple[int, str]], slop: int) -> bool:
    """Whether every term can be given a word of its own, with displacements at most `slop` apart."""
    places = [[place for place, word in enumerate(words) if word == term] for _, term in terms]
    for chosen in product(*places):
        shifts = [place - position for place, (position, _) in zip(chosen, terms, strict=True)]
        if len(set(chosen)) == len(chosen) and max(shifts, default=1) - min(shifts, default=0) <= slop:
            return bool(terms)
    return False


def wildcard_matches(term: str, pattern: str) -> bool:
    regex = re.sub(
        r"\\(.)|(\*)|(\?)|(.)",
        lambda m: ".*" if m[2] else "." if m[3] else re.escape(m[1] or m[4]),
        pattern,
        flags=re.DOTALL,
    )
    return re.fullmatch(regex, term, re.DOTALL) is not None


def osa_distance(a: str, b: str) -> int:
    """Insertions, deletions, substitutions and swaps of neighbours, no letter touched twice."""
    row: dict[tuple[int, int], int] = {}
    for i in range(len(a) + 1):
        for j in range(len(b) + 1):
            if not i or not j:
                row[i, j] = i + j
                continue
            best = min(row[i - 1, j] + 1, row[i, j - 1] + 1, row[i - 1, j - 1] + (a[i - 1] != b[j - 1]))
            if i > 1 and j > 1 and a[i - 1] == b[j - 2] and a[i - 2] == b[j - 1]:
                best = min(best, row[i - 2, j - 2] + 1)
            row[i, j] = best
    return row[len(a), len(b)]
