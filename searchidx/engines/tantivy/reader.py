"""Reading a tantivy index."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Occur, Query

from searchidx.engines.base import (
    VALUE_FIELDS,
    Clause,
    Everything,
    Matches,
    Sort,
    ValueCount,
    ValueIn,
    check_field,
)
from searchidx.engines.tantivy.clauses import INDEXED, Compiler
from searchidx.engines.tantivy.schema import DATE, NUMBER, STORED, open_index, translated
from searchidx.errors import QueryError

__all__ = ["TantivyReader"]

_MOST_BUCKETS = 65_000
"""tantivy refuses an aggregation of more buckets than this, all its fields and levels taken together."""
_REPEATED: dict[str, Any] = {"terms": {"field": NUMBER, "size": _MOST_BUCKETS, "min_doc_count": 2}}
"""The articles with several passages: the number of all articles follows from them, and they are far fewer."""
_ESTIMATED: dict[str, Any] = {"cardinality": {"field": NUMBER}}


class _TooManyBucketsError(Exception):
    """An aggregation would need more than `_MOST_BUCKETS`."""


class TantivyReader:
    """One snapshot of the index. See `searchidx.engines.base.EngineReader`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        index = open_index(folder)
        try:
            self._searcher = index.searcher()
            self._size = int(self._searcher.num_docs)
        except BaseException as error:
            raise translated(error, folder) from error
        self._compiler = Compiler(self._searcher)

    def _compile(self, clause: Clause) -> Any:
        try:
            return self._compiler(clause)
        except QueryError:
            raise
        except BaseException as error:
            raise translated(error, self._folder) from error

    def search(self, clause: Clause, *, limit: int, offset: int = 0, sort: Sort = "relevance") -> Matches:
        if limit < 0 or offset < 0:
            raise QueryError(f"A limit ({limit}) and an offset ({offset}) cannot be negative.")
        query = self._compile(clause)
        # A limit is memory to tantivy, and 0 a panic.
        wanted = min(limit, self._size - offset)
        try:
            if wanted < 1:
                return Matches(self._searcher.search(query, 1).count, (), ())
            if sort == "relevance":
                found = self._searcher.search(query, wanted, True, None, offset)
            else:
                order = tantivy.Order.Desc if sort == "date" else tantivy.Order.Asc
                found = self._searcher.search(query, wanted, True, DATE, offset, order)
        except BaseException as error:
            raise translated(error, self._folder) from error
        if not found.hits:
            return Matches(found.count, (), ())
        scores, keys = zip(*found.hits, strict=True)
        return Matches(found.count, scores if sort == "relevance" else (0.0,) * len(keys), keys)

    def stored(self, keys: Sequence[object]) -> list[str]:
        try:
            return [self._searcher.doc(key).get_first(STORED).decode() for key in keys]
        except BaseException as error:
            raise translated(error, self._folder) from error

    def article_numbers(self, keys: Sequence[object]) -> list[int]:
        try:
            return self._searcher.fast_field_values(NUMBER, list(keys))  # type: ignore[no-any-return]
        except BaseException as error:
            raise translated(error, self._folder) from error

    def count_values(self, clause: Clause, fields: Sequence[str], *, most: int = 10_000) -> dict[str, ValueCount]:
        for name in fields:
            check_field(name, VALUE_FIELDS)
        query = self._compile(clause)
        # All values are asked for, whatever `most` is: counting the documents is what costs, and a shorter list is cut
        # anywhere among values that tie.
        requests = {name: {"terms": {"field": name, "size": _MOST_BUCKETS}} for name in fields}
        try:
            found = self._aggregate(query, requests) if requests else {}
        except _TooManyBucketsError:
            found = {}
            for name, request in requests.items():
                found |= self._aggregate(query, {name: request})
        return {name: self._listed(query, name, counted, most) for name, counted in found.items()}

    def _listed(self, query: Any, name: str, found: dict[str, Any], most: int) -> ValueCount:
        buckets: list[dict[str, Any]] = found["buckets"]
        unlisted = 0
        if found["sum_other_doc_count"]:
            estimate = self._aggregate(query, {"n": {"cardinality": {"field": name}}})["n"]["value"]
            unlisted = max(1, round(estimate) - len(buckets))
        if 0 < most < len(buckets):
            least = buckets[most - 1]["doc_count"]
            near = [bucket for bucket in buckets if bucket["doc_count"] >= least]
        else:
            near = buckets if most else []
        counts = sorted(((bucket["key"], bucket["doc_count"]) for bucket in near), key=_most_first)[:most]
        missing = len(buckets) - len(counts) + unlisted
        return ValueCount(tuple(counts), not missing, missing)

    def _aggregate(self, query: Any, request: dict[str, Any]) -> dict[str, Any]:
        try:
            return self._searcher.aggregate(query, request)  # type: ignore[no-any-return]
        except BaseException as error:
            if "bucket limit" in str(error):
                raise _TooManyBucketsError from error
            raise translated(error, self._folder) from error

    def count_articles(self, clause: Clause) -> int:
        return self._distinct_articles(self._compile(clause))

    def _distinct_articles(self, query: Any) -> int:
        try:
            found = self._aggregate(query, {"n": _REPEATED, "all": {"value_count": {"field": NUMBER}}})
        except _TooManyBucketsError:
            try:
                hits = self._searcher.search(query, max(1, self._size), False).hits
            except BaseException as error:
                raise translated(error, self._folder) from error
            return len(set(self.article_numbers([key for _, key in hits])))
        passages: float = found["all"]["value"]
        return round(passages) - _repeats(found["n"])

    def count_articles_by_value(self, clause: Clause, values: Mapping[str, Sequence[str]]) -> dict[str, dict[str, int]]:
        query = self._compile(clause)
        counted = {name: dict.fromkeys(wanted, 0) for name, wanted in values.items()}
        try:
            for name, found in self._by_value(query, values, _REPEATED).items():
                for bucket in found["buckets"]:
                    counted[name][bucket["key"]] = bucket["doc_count"] - _repeats(bucket["n"])
        except _TooManyBucketsError:
            matching = Query.const_score_query(query, 0.0)
            for name, wanted in values.items():
                for value in wanted:
                    one = self._compile(ValueIn(name, (value,)))
                    counted[name][value] = self._distinct_articles(
                        Query.boolean_query([(Occur.Must, matching), (Occur.Must, one)])
                    )
        return counted

    def _by_value(self, query: Any, values: Mapping[str, Sequence[str]], nested: dict[str, Any]) -> dict[str, Any]:
        """An aggregation over the articles of every value."""
        request = {}
        for name, wanted in values.items():
            check_field(name, VALUE_FIELDS)
            if wanted:
                terms = {"field": name, "size": len(wanted), "include": list(wanted)}
                request[name] = {"terms": terms, "aggs": {"n": nested}}
        return self._aggregate(query, request) if request else {}

    def estimate_articles(self, clause: Clause) -> int:
        found = self._aggregate(self._compile(clause), {"n": _ESTIMATED})
        estimate: float = found["n"]["value"]
        return round(estimate)

    def estimate_articles_by_value(
        self, clause: Clause, values: Mapping[str, Sequence[str]]
    ) -> dict[str, dict[str, int]]:
        counted = {name: dict.fromkeys(wanted, 0) for name, wanted in values.items()}
        for name, found in self._by_value(self._compile(clause), values, _ESTIMATED).items():
            for bucket in found["buckets"]:
                counted[name][bucket["key"]] = round(bucket["n"]["value"])
        return counted

    def vocabulary(self, field: str, prefix: str = "") -> list[tuple[str, int]]:
        check_field(field, INDEXED)
        try:
            # The filter leaves deleted documents out of the counts.
            return self._searcher.terms_with_prefix(field, prefix, filter_query=Query.all_query())  # type: ignore[no-any-return]
        except BaseException as error:
            raise translated(error, self._folder) from error

    def documents(self) -> Iterator[str]:
        step = 50_000
        for offset in range(0, self._size, step):
            yield from self.stored(self.search(Everything(), limit=step, offset=offset).keys)

    @property
    def size(self) -> int:
        return self._size

    def close(self) -> None:
        """Nothing to do: the files are freed with the last reference to the snapshot."""


def _repeats(articles: dict[str, Any]) -> int:
    """How many passages are not the first of their article."""
    return sum(bucket["doc_count"] - 1 for bucket in articles["buckets"])


def _most_first(count: tuple[str, int]) -> tuple[int, str]:
    return -count[1], count[0]
