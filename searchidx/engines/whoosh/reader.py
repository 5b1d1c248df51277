"""Reading a Whoosh index."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import RLock

import numpy as np
from numpy.typing import NDArray

from searchidx.engines.base import KEY_FIELDS, VALUE_FIELDS, Clause, Matches, Sort, ValueCount, check_field
from searchidx.engines.failures import damaged, refused
from searchidx.engines.whoosh.clauses import Evaluator, Matched
from searchidx.engines.whoosh.schema import LENGTHS, NO_DATE
from searchidx.engines.whoosh.snapshot import Snapshot
from searchidx.errors import QueryError, SearchidxError

__all__ = ["WhooshReader"]

_REMEMBERED = 8
"""How many clauses keep their results: a search asks for hits, for facets and for articles of one and the same."""


class WhooshReader:
    """See `searchidx.engines.base.EngineReader`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = RLock()
        with self._reading():
            self._snapshot = Snapshot(folder)
        self._evaluate = Evaluator(self._snapshot)
        self._results: dict[Clause, Matched] = {}

    @contextmanager
    def _reading(self) -> Iterator[None]:
        with self._lock:
            try:
                yield
            except SearchidxError:
                raise
            except OSError as error:
                raise (refused(error.errno, self._folder) or damaged(error, self._folder)) from error
            except (UnicodeEncodeError, OverflowError) as error:
                raise QueryError(f"The index cannot be asked for this: {error}") from error
            except Exception as error:  # broken files make Whoosh raise whatever its parsers happen to raise
                raise damaged(error, self._folder) from error

    def _matched(self, clause: Clause) -> Matched:
        known = self._results.get(clause)
        if known is None:
            known = self._evaluate(clause)
            if len(self._results) >= _REMEMBERED:
                del self._results[next(iter(self._results))]
            self._results[clause] = known
        return known

    def search(self, clause: Clause, *, limit: int, offset: int = 0, sort: Sort = "relevance") -> Matches:
        if limit < 0 or offset < 0:
            raise QueryError(f"A limit ({limit}) and an offset ({offset}) cannot be negative.")
        with self._reading():
            mask, scores = self._matched(clause)
            documents = np.flatnonzero(mask)
            total = len(documents)
            if sort == "relevance":
                score = np.zeros(total) if scores is None else scores[documents]
                order = _first(-score, offset + limit)[offset:]
                listed = score[order].tolist()
            else:
                order = _first(self._by_date(documents, sort), offset + limit)[offset:]
                listed = [0.0] * len(order)
            return Matches(total, tuple(listed), tuple(documents[order].tolist()))

    def _by_date(self, documents: NDArray[np.int64], sort: Sort) -> NDArray[np.int64]:
        dates = self._snapshot.dates[documents]
        missing = dates == NO_DATE
        if sort == "date":
            dates = -dates
        dates[missing] = np.iinfo(np.int64).max
        return dates

    def stored(self, keys: Sequence[object]) -> list[str]:
        with self._reading():
            return [self._snapshot.stored(key) for key in keys if isinstance(key, int)]

    def article_numbers(self, keys: Sequence[object]) -> list[int]:
        numbers: list[int] = self._snapshot.articles[list(keys)].tolist() if keys else []  # type: ignore[index]
        return numbers

    def count_values(self, clause: Clause, fields: Sequence[str], *, most: int = 10_000) -> dict[str, ValueCount]:
        counted: dict[str, ValueCount] = {}
        with self._reading():
            mask = self._matched(clause).mask
            for field in fields:
                check_field(field, VALUE_FIELDS)
                names, documents, numbers = self._snapshot.values(field)
                counts = np.bincount(numbers[mask[documents]], minlength=len(names))
                order = np.argsort(-counts, kind="stable")[:most]  # the values rise: ties stay in their order
                occurring = int((counts > 0).sum())
                listed = [(names[n], c) for n, c in zip(order.tolist(), counts[order].tolist(), strict=True) if c]
                counted[field] = ValueCount(tuple(listed), len(listed) == occurring, occurring - len(listed))
        return counted

    def count_articles(self, clause: Clause) -> int:
        with self._reading():
            return len(np.unique(self._snapshot.articles[self._matched(clause).mask]))

    def count_articles_by_value(self, clause: Clause, values: Mapping[str, Sequence[str]]) -> dict[str, dict[str, int]]:
        counted: dict[str, dict[str, int]] = {}
        with self._reading():
            mask = self._matched(clause).mask
            for field, wanted in values.items():
                check_field(field, VALUE_FIELDS)
                names, documents, numbers = self._snapshot.values(field)
                matching = mask[documents]
                documents, numbers = documents[matching], numbers[matching]
                number_of = {name: number for number, name in enumerate(names)}
                counted[field] = {
                    value: len(np.unique(self._snapshot.articles[documents[numbers == number_of.get(value, -1)]]))
                    for value in wanted
                }
        return counted

    def estimate_articles(self, clause: Clause) -> int:
        return self.count_articles(clause)

    def estimate_articles_by_value(
        self, clause: Clause, values: Mapping[str, Sequence[str]]
    ) -> dict[str, dict[str, int]]:
        return self.count_articles_by_value(clause, values)

    def vocabulary(self, field: str, prefix: str = "") -> list[tuple[str, int]]:
        check_field(field, (*LENGTHS, *VALUE_FIELDS, *KEY_FIELDS))
        with self._reading():
            counted = ((word, self._snapshot.count(field, word)) for word in self._snapshot.words(field, prefix))
            return [(word, count) for word, count in counted if count]

    def documents(self) -> Iterator[str]:
        for document in np.flatnonzero(self._snapshot.live).tolist():
            yield from self.stored([document])

    @property
    def size(self) -> int:
        return int(self._snapshot.live.sum())

    def close(self) -> None:
        with self._lock:
            self._snapshot.close()


def _first(rising: NDArray[np.float64] | NDArray[np.int64], most: int) -> NDArray[np.int64]:
    """The places of the smallest numbers, ties in their order."""
    if most < len(rising) // 4:
        if not most:
            return np.zeros(0, np.int64)
        near = np.flatnonzero(rising <= np.partition(rising, most - 1)[most - 1])
        return near[np.argsort(rising[near], kind="stable")][:most]
    return np.argsort(rising, kind="stable")[:most]
