"""Names of countries, states and cities, so that a place is not taken for a person.

The table is distilled from GeoNames (CC BY 4.0, notice in `searchidx/tagging/data/places.NOTICE`) by
`training/speakers/distil_places.py`.
"""

from __future__ import annotations

import functools
import gzip
import importlib.resources

from searchidx.tagging.names.first_names import fold_name

__all__ = ["is_part_of_place", "is_place"]


@functools.lru_cache(maxsize=1)
def _table() -> tuple[frozenset[str], frozenset[str]]:
    packed = importlib.resources.files("searchidx.tagging.data").joinpath("places.txt.gz").read_bytes()
    single, parts = gzip.decompress(packed).decode("ascii").splitlines()
    return frozenset(single.split(" ")), frozenset(parts.split(" "))


def is_place(word: str) -> bool:
    """Whether the word alone names a country, a state of the USA or a city of 100,000 people or more."""
    return fold_name(word) in _table()[0]


def is_part_of_place(word: str) -> bool:
    """Whether the word is part of such a name of several words: "Zealand", "Angeles"."""
    return fold_name(word) in _table()[1]
