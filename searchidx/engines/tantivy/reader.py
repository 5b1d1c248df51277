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
"""tantivy refuses an aggregation of more buckets than this."""


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
        self._compile = Compiler(self._searcher)

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
        counted: dict[str, ValueCount] = {}
        size = min(most + 1, _MOST_BUCKETS)
        pending = list(fields)
        while pending:
            found = self._aggregate(query, {name: {"terms": {"field": name, "size": size}} for name in pending})
            for name in pending:
                buckets = [(bucket["key"], bucket["doc_count"]) for bucket in found[name]["buckets"]]
                cut = found[name]["sum_other_doc_count"] > 0
                # Of the values that tie with the last bucket some may be cut off: only the ones before are certain.
                if cut and size < _MOST_BUCKETS and buckets[most - 1 if most else 0][1] == buckets[-1][1]:
                    continue
                buckets.sort(key=_most_first)
                listed = tuple(buckets[:most])
                missing = len(buckets) - len(listed)
                if cut:
                    estimate = self._aggregate(query, {"n": {"cardinality": {"field": name}}})["n"]["value"]
                    missing = max(missing, round(estimate) - len(listed))
                counted[name] = ValueCount(listed, not missing, missing)
            pending = [name for name in pending if name not in counted]
            size = min(size * 16, _MOST_BUCKETS)
        return counted

    def _aggregate(self, query: Any, request: dict[str, Any]) -> dict[str, Any]:
        try:
            return self._searcher.aggregate(query, request)  # type: ignore[no-any-return]
        except BaseException as error:
            raise translated(error, self._folder) from error

    def count_articles(self, clause: Clause) -> int:
        return self._distinct_articles(self._compile(clause))

    def _distinct_articles(self, query: Any) -> int:
        # Fetching the numbers of all hits is several times faster than an aggregation with a bucket for each.
        try:
            hits = self._searcher.search(query, max(1, self._size), False).hits
        except BaseException as error:
            raise translated(error, self._folder) from error
        return len(set(self.article_numbers([key for _, key in hits]))) if hits else 0

    def count_articles_by_value(self, clause: Clause, values: Mapping[str, Sequence[str]]) -> dict[str, dict[str, int]]:
        query = Query.const_score_query(self._compile(clause), 0.0)
        return {
            name: {
                value: self._distinct_articles(
                    Query.boolean_query([(Occur.Must, query), (Occur.Must, self._compile(ValueIn(name, (value,))))])
                )
                for value in wanted
            }
            for name, wanted in values.items()
        }

    def estimate_articles(self, clause: Clause) -> int:
        found = self._aggregate(self._compile(clause), {"n": {"cardinality": {"field": NUMBER}}})
        estimate: float = found["n"]["value"]
        return round(estimate)

    def estimate_articles_by_value(
        self, clause: Clause, values: Mapping[str, Sequence[str]]
    ) -> dict[str, dict[str, int]]:
        articles = {"n": {"cardinality": {"field": NUMBER}}}
        request = {
            name: {"terms": {"field": name, "size": len(wanted), "include": list(wanted)}, "aggs": articles}
            for name, wanted in values.items()
            if wanted
        }
        counted = {name: dict.fromkeys(wanted, 0) for name, wanted in values.items()}
        for name, found in (self._aggregate(self._compile(clause), request) if request else {}).items():
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


def _most_first(count: tuple[str, int]) -> tuple[int, str]:
    return -count[1], count[0]
