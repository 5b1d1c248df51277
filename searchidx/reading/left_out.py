"""What is left out of a crawl for good reason: counted, and told of once, so that nothing is left out unsaid."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable

from searchidx.errors import ReadingError

__all__ = ["FEWEST_WORDS", "LeftOutError", "Tally", "word_count"]

FEWEST_WORDS = 50
"""Words of running text without which what does not say it is an article is none."""
_UNSPACED = re.compile("[\u0e00-\u0e7f\u0e80-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")


class LeftOutError(ReadingError):
    """A page of a crawl that holds no article; `member` is the archive that it is in, where that is in another."""


class Tally:
    """Takes the problems of a source as they come: hands them on, but counts what was left out until `close`."""

    def __init__(self, on_problem: Callable[[ReadingError], None]) -> None:
        self._on_problem = on_problem
        self._left_out: defaultdict[str | None, Counter[str]] = defaultdict(Counter)

    def __call__(self, problem: ReadingError) -> None:
        if isinstance(problem, LeftOutError):
            self._left_out[problem.member][str(problem)] += 1
        else:
            self._on_problem(problem)

    def close(self) -> None:
        """Tell how much was left out, and why."""
        for member, counts in self._left_out.items():
            reasons = "; ".join(f"{count} × {reason}" for reason, count in counts.most_common(5))
            told = f"{counts.total()} pages without an article were left out: {reasons}"
            self._on_problem(ReadingError(f"{member}: {told}" if member else told, member=member))
        self._left_out.clear()


def word_count(text: str) -> int:
    """How many words a text has, about: a word is two characters where writing puts no spaces between words."""
    return len(text.split()) + len(_UNSPACED.findall(text)) // 2
