"""Which of many things lie in a stretch of text, without looking at all of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate

from searchidx.model import Span

__all__ = ["SpanIndex"]


class SpanIndex:
    """Things that have spans, numbered from 0 in their order."""

    def __init__(self, things: Iterable[Iterable[Span]]) -> None:
        self._spans = sorted((start, end, number) for number, spans in enumerate(things) for start, end in spans)
        self._starts = [start for start, _, _ in self._spans]
        self._furthest = list(accumulate((end for _, end, _ in self._spans), max))

    def overlapping(self, span: Span) -> list[int]:
        """The numbers of the things that share a character with a stretch, in order."""
        start, end = span
        found = set()
        at = bisect_left(self._starts, end) - 1
        while at >= 0 and self._furthest[at] > start:
            if self._spans[at][1] > start:
                found.add(self._spans[at][2])
            at -= 1
        return sorted(found)
