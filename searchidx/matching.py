"""Whether words fit what a query asks for: the engines' definitions, realised on plain words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

__all__ = ["places_of", "wildcard", "within_edits"]


def places_of(wanted: Sequence[str], words: Sequence[str], slop: int = 0) -> Iterator[tuple[int, ...]]:
    """Where the wanted words stand as a phrase (`Phrase` in engines.base): the place of each, for every match found."""
    needed = frozenset(wanted)
    places: dict[str, list[int]] = {}
    for place, word in enumerate(words):
        if word in needed:
            places.setdefault(word, []).append(place)
    if not needed or len(places) < len(needed):
        return
    # How far a word lies from where the phrase would begin; all of a match lie within the slop of the nearest one.
    starts = sorted({place - at for at, word in enumerate(wanted) for place in places[word]})
    for start in starts:
        found = _assigned(wanted, places, start, slop, ())
        if found is not None and any(place - at == start for at, place in enumerate(found)):
            yield found


def _assigned(
    wanted: Sequence[str], places: dict[str, list[int]], start: int, slop: int, taken: tuple[int, ...]
) -> tuple[int, ...] | None:
    at = len(taken)
    if at == len(wanted):
        return taken
    for place in places[wanted[at]]:
        if start <= place - at <= start + slop and place not in taken:
            found = _assigned(wanted, places, start, slop, (*taken, place))
            if found is not None:
                return found
    return None


def wildcard(pattern: str) -> Callable[[str], bool]:
    """A test for words that fit a pattern: `*` is any letters, `?` is one, `\\` takes the next character as it is."""
    expression, literal = [], False
    for character in pattern:
        if literal or character not in "\\*?":
            expression.append(re.escape(character))
            literal = False
        elif character == "\\":
            literal = True
        else:
            expression.append(".*" if character == "*" else ".")
    fits = re.compile("".join(expression), re.DOTALL).fullmatch
    return lambda word: fits(word) is not None


def within_edits(wanted: str, distance: int) -> Callable[[str], bool]:
    """A test for words at most `distance` insertions, deletions, substitutions or swaps of neighbours away."""
    from rapidfuzz.distance import OSA

    @lru_cache(maxsize=4096)
    def near(word: str) -> bool:
        return OSA.distance(wanted, word, score_cutoff=distance) <= distance

    return near
