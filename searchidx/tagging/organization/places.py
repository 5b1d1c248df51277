"""Names of places: whether words name a country, a city or a county somewhere, and how large it is."""

from __future__ import annotations

import functools
import gzip
import importlib.resources
import sys

from searchidx.tagging.names.first_names import fold_name

__all__ = ["place_group"]


@functools.lru_cache(maxsize=1)
def _table() -> dict[str, str]:
    packed = importlib.resources.files("searchidx.tagging.data").joinpath("place_names.txt.gz").read_bytes()
    groups: dict[str, str] = {}
    for line in gzip.decompress(packed).decode("ascii").splitlines():
        letter, names = line.split("\t")
        groups.update(dict.fromkeys(names.split("|"), sys.intern(letter)))
    return groups


def place_group(words: tuple[str, ...]) -> str:
    """How large a place the folded words name: "a" a country or a city of a million, "b" of 150,000, "c" smaller.

    "" where no place of that name is known. The table is distilled from GeoNames (CC BY 4.0, notice in
    `searchidx/tagging/data/place_names.NOTICE`) by `training/organizations/distil_places.py`.
    """
    return _table().get(" ".join(fold_name(word) for word in words), "")
